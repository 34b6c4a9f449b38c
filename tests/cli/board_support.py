"""A village whose first half-year is final, and the review workbook as a meeting fills it in."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import SAMPLES, Shared, Village, remembered

from jifen.cli.main import run

FILLED = "评议表.xlsx"
BLACK_LINE: Mapping[str, Any] = {
    "决定": "上榜",
    "条款": "村规民约第8条",
    "事实": "2025年6月3日在村东路口堆放垃圾，经提醒未清理",
    "告知日期": date(2025, 7, 1),
    "整改期限": "2025年7月10日",
    "复查结果": "未整改",
}


@pytest.fixture(scope="session")
def half_year_book(settled_book: Path, shared: Shared) -> Path:
    """The demonstration village with January to June 2025 imported, published and final; copied for each test."""

    def build(folder: Path) -> None:
        book = shutil.copyfile(settled_book, folder / "jifen.db")
        with pytest.MonkeyPatch.context() as patch:
            for month in range(1, 7):
                sheet = next(SAMPLES.glob(f"2025年{month}月*"))
                patch.setenv("JIFEN_TODAY", f"2025-{month:02d}-28")
                assert run(["--db", str(book), "meeting", "import", str(sheet), "--yes"]) == 0
                assert run(["--db", str(book), "meeting", "publish", f"2025-{month:02d}", "--yes"]) == 0
                patch.setenv("JIFEN_TODAY", f"2025-{month + 1:02d}-10")
                assert run(["--db", str(book), "meeting", "finalize", f"2025-{month:02d}", "--yes"]) == 0

    return shared("half-year", build) / "jifen.db"


@pytest.fixture
def half_year(empty: Village, half_year_book: Path) -> Village:
    """柳河村 on 2025-07-15, its first half-year final."""
    shutil.copyfile(half_year_book, empty.book)
    empty.today("2025-07-15")
    return empty


@remembered
def draft(village: Village, *options: str) -> Path:
    """The review workbook as the program writes it."""
    path: str = village.json("board", "draft", "2025H1", "--force", *options)["path"]
    return Path(path)


def columns(sheet: Any) -> tuple[int, dict[str, int]]:
    """The header's row and the column of each word in it."""
    for row in sheet.iter_rows():
        found = {cell.value: cell.column for cell in row if cell.value}
        if {"户编号", "决定"} <= found.keys():
            return row[0].row, found
    raise AssertionError("no header")


def fill(
    village: Village,
    workbook: Path,
    listed: tuple[str, ...] = (),
    change: Callable[[Any], None] | None = None,
) -> Path:
    """Every black candidate gets 不上榜, those in `listed` (added where they are no candidates) a whole line."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["黑榜"]
    top, at = columns(sheet)
    codes = {sheet.cell(row, at["户编号"]).value: row for row in range(top + 1, sheet.max_row + 1)}
    known = {code: row for code, row in codes.items() if code}
    for row in known.values():
        sheet.cell(row, at["决定"]).value = "不上榜"
    for code in listed:
        row = known.get(code) or max(known.values(), default=top) + 1
        known[code] = row
        for name, value in {**BLACK_LINE, "户编号": code}.items():
            sheet.cell(row, at[name]).value = value
    if change is not None:
        change(book)
    path = village.folder / FILLED
    book.save(path)
    return path


def cell(book: Any, sheet: str, code: str, column: str) -> Any:
    """The cell of a household's row under a header word."""
    page = book[sheet]
    top, at = columns(page)
    for row in range(top + 1, page.max_row + 1):
        if page.cell(row, at["户编号"]).value == code:
            return page.cell(row, at[column])
    raise AssertionError(code)


@remembered
def published(village: Village, *listed: str) -> dict[str, Any]:
    """Draft, review and publish in one go."""
    workbook = fill(village, draft(village), listed)
    village("board", "review", "2025H1", workbook)
    found: dict[str, Any] = village.json("board", "publish", "2025H1", "--yes")
    return found
