"""Small sheets as a village would write them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

CATEGORIES = ("环境卫生", "公益志愿")


def wide(path: Path, months: dict[str, Iterable[Sequence[object]]], *, held: str | None = None) -> Path:
    """A workbook with a page a month (`2025年7月`, or any other name): rows of household code and points a category."""
    book = openpyxl.Workbook()
    book.remove(book.active or book.create_sheet())
    for month, rows in months.items():
        page = book.create_sheet(month)
        page.append([f"{month}积分评议汇总表" if "年" in month else "积分评议汇总表"])
        if held:
            page.append([f"评议日期：{held}"])
        page.append(["户编号", *CATEGORIES])
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def table(path: Path, header: Sequence[str], *rows: Sequence[object]) -> Path:
    """A workbook with one plain table."""
    book = openpyxl.Workbook()
    page = book.active or book.create_sheet()
    for row in (header, *rows):
        page.append(list(row))
    book.save(path)
    return path


def with_scheme(path: Path, lines: dict[str, object]) -> Path:
    """A rule book's workbook with the sheet 办法 beside its rules."""
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("办法")
    page.append(["项目", "内容"])
    for line in lines.items():
        page.append(line)
    book.save(path)
    return path
