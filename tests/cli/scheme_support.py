"""Rule books with a sheet 办法, as a village writes them."""

from pathlib import Path

import openpyxl
from sheet_support import table

RULES = ("编号", "类别", "项目", "分值", "单位", "上限")
ONE = ("XX01", "环境卫生", "门前清洁", "+2", "次", None)


def rulebook(folder: Path, lines: dict[str, object], *rules: tuple[object, ...], name: str = "细则.xlsx") -> str:
    path = table(folder / name, RULES, *(rules or (ONE,)))
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("办法")
    page.append(["项目", "内容"])
    for line in lines.items():
        page.append(line)
    book.save(path)
    return str(path)
