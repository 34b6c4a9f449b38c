"""A workbook off this program against the book, cell by cell; and what `verify --code` tells to compare with paper."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from board_support import published as published_board
from cli_support import Village, remembered, sheet_of
from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture
def posted(village: Village) -> Village:
    village.today("2025-01-28")
    post(village)
    return village


@remembered
def post(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), "--yes")
    village("meeting", "publish", "2025-01", "--yes", "-o", "一月.xlsx")


@pytest.mark.parametrize("options", [(), ("--large",), ("--mask",), ("--paper", "A3"), ("--large", "--mask")])
def test_whatever_version_was_printed_is_the_same_to_the_last_cell(posted: Village, options: tuple[str, ...]) -> None:
    posted("meeting", "notice", "2025-01", "-o", "再印.xlsx", *options)
    told = posted.json("verify", "--paper", "再印.xlsx")
    assert list(told) == ["ok", "document", "differs"]
    assert (told["ok"], told["document"]["number"], told["differs"]) == (True, "柳河村公示〔2025〕1号", [])


def test_in_words_a_workbook_is_the_same_cell_by_cell_or_not_to_be_believed(posted: Village) -> None:
    assert "每一格都与账本里存的一样" in posted("verify", "--paper", "一月.xlsx").out
    book = openpyxl.load_workbook(posted.folder / "一月.xlsx")
    figure(book.worksheets[0])
    book.save(posted.folder / "改.xlsx")
    assert "请不要采信" in posted("verify", "--paper", "改.xlsx", code=3).out


ROW = 6
"""A household's row, with names, figures and a reason."""


def figure(page: Worksheet) -> None:
    page.cell(ROW, 6).value += 5


def name(page: Worksheet) -> None:
    page.cell(ROW, 3).value = "别人"


def swapped(page: Worksheet) -> None:
    for column in range(1, 10):
        one, other = page.cell(ROW, column), page.cell(ROW + 1, column)
        one.value, other.value = other.value, one.value


def removed(page: Worksheet) -> None:
    page.delete_rows(ROW)


def hidden(page: Worksheet) -> None:
    page.row_dimensions[ROW].hidden = True


def disguised(page: Worksheet) -> None:
    page.cell(ROW, 6).number_format = '"99"'


@pytest.mark.parametrize("change", [figure, name, swapped, removed, hidden, disguised])
def test_what_was_changed_on_a_workbook_is_found(posted: Village, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(posted.folder / "一月.xlsx")
    change(book.worksheets[0])
    book.save(posted.folder / "改.xlsx")
    told = posted.json("verify", "--paper", "改.xlsx", code=3)
    assert told["ok"] is False
    assert all(list(each) == ["cell", "printed", "book"] for each in told["differs"])
    assert len(told["differs"]) >= 1


def test_a_list_s_parts_are_known_apart(half_year: Village) -> None:
    published_board(half_year, "09-08")
    half_year("board", "notice", "2025H1", "--list", "black", "-o", "黑.xlsx")
    assert half_year.json("verify", "--paper", "黑.xlsx")["ok"] is True
    code = half_year.sql("SELECT code FROM document WHERE kind = 'board'")[0][0]
    told = half_year.json("verify", "--code", code)["document"]
    assert told["totals"]["black"] == "1"
    assert told["black"][0]["household"] == "09-08"
    words = half_year("verify", "--code", code).out
    assert "黑榜：09-08" in words
    assert "红榜" in words


def test_the_sums_of_a_notice_are_told(posted: Village) -> None:
    code = posted.sql("SELECT code FROM document")[0][0]
    told = posted.json("verify", "--code", code)["document"]["totals"]
    said = posted("verify", "--code", code).out
    assert f"{told['households']}户" in said
    assert f"积分{told['points']}" in said


def test_what_is_no_paper_of_this_book_is_refused(posted: Village) -> None:
    openpyxl.Workbook().save(posted.folder / "空.xlsx")
    book = openpyxl.load_workbook(posted.folder / "一月.xlsx")
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "校验码" in cell.value:
                cell.value = "校验码：AAAA-AAAA-AAAA-AAAA"
    book.save(posted.folder / "别.xlsx")
    (posted.folder / "字.txt").write_text("校验码", encoding="utf-8")
    for path, code in (("空.xlsx", "paper-without-code"), ("别.xlsx", "code-unknown"), ("字.txt", "paper-unreadable")):
        assert posted.json("verify", "--paper", Path(path), code=3)["error"]["code"] == code
