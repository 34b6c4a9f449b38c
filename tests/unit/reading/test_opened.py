"""Every form comes in through one door: what is no workbook is told alike, whatever was asked of it."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from jifen.domain.household import Household, Roster
from jifen.domain.period import Period
from jifen.domain.rulebook import RuleBook, RuleBooks
from jifen.reading.forms.goods import read_counts, read_goods
from jifen.reading.forms.opening import read_opening
from jifen.reading.forms.redemption import read_redemptions
from jifen.reading.forms.redemption_model import Shelf
from jifen.reading.forms.review import ReviewContext, read_review
from jifen.reading.forms.roster import read_roster
from jifen.reading.forms.rulebook import read_rulebook
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import ReadingContext
from jifen.reading.meeting.reader import read_meeting
from jifen.reading.words.guard_words import load_guards

ROSTER = Roster({"01-01": Household("01-01", "胡国", "1")})
SHELF = Shelf({"A01": "香皂"}, {"A01": Decimal(5)}, ROSTER, "2025Q1", date(2025, 4, 5))
REVIEW = ReviewContext(ROSTER, Period.parse("2025H1"), date(2025, 7, 15), {"01-01"}, load_guards())
MEETING = ReadingContext(lambda _: ROSTER, RuleBooks((RuleBook(()),)), date(2025, 4, 5))

READERS: dict[str, Callable[[bytes], tuple[Issue, ...]]] = {
    "roster": lambda data: read_roster("x", data).issues,
    "rulebook": lambda data: read_rulebook("x", data).issues,
    "opening": lambda data: read_opening("x", data, ROSTER)[1],
    "review": lambda data: read_review("x", data, REVIEW).issues,
    "goods": lambda data: read_goods("x", data)[1],
    "stocktake": lambda data: read_counts("x", data, {"A01": "香皂"})[1],
    "redemption": lambda data: read_redemptions("x", data, SHELF).issues,
    "meeting": lambda data: read_meeting("x", data, MEETING).issues,
}


def merged_beyond_reason() -> bytes:
    """A header every form knows, and merged ranges that would take minutes to look at."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["户编号", "户主", "决定", "期初积分", "编号", "类别", "项目", "分值", "名称", "积分价"])
    sheet["K1"], sheet["L1"], sheet["M1"] = "实盘数量", "数量", "环境"
    sheet.append(["01-01"])
    sheet.title = "红榜"
    sheet["ALL3000"] = 1
    for number in range(4):
        sheet.merged_cells.add(f"A{3 + number * 700}:ALK{700 + number * 700}")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def encrypted() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("content.xml", "<x/>")
        package.writestr("META-INF/manifest.xml", "<encryption-data/>")
    return buffer.getvalue()


BLANK = io.BytesIO()
openpyxl.Workbook().save(BLANK)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (b"", "file-empty", None),
        (b" \n", "file-empty", None),
        (BLANK.getvalue(), "file-empty", None),
        (b"<html><table></table></html>", "file-unreadable", "html"),
        (b"PK\x03\x04 and nothing more", "file-unreadable", "damaged"),
        (encrypted(), "file-unreadable", "encrypted"),
        (merged_beyond_reason(), "file-unreadable", "too-large"),
    ],
    ids=["nothing", "spaces", "blank workbook", "html", "damaged", "encrypted", "merges"],
)
def test_what_is_no_workbook_is_told_alike_in_every_form(form: str, data: bytes, code: str, reason: str | None) -> None:
    (issue,) = READERS[form](data)
    assert (issue.code, issue.sheet, issue.cell, issue.facts.get("reason")) == (code, None, None, reason)


@pytest.mark.parametrize(
    ("form", "reasons"),
    [
        *((form, [form]) for form in ("roster", "rulebook", "opening", "goods", "stocktake", "redemption")),
        ("review", ["review-red"]),
        ("meeting", ["no-table"]),
    ],
)
def test_a_workbook_of_something_else_names_the_form_that_was_looked_for(
    book: Any, form: str, reasons: list[str]
) -> None:
    issues = READERS[form](book([["你好"], ["甲", "乙"]]))
    assert [(issue.code, issue.facts["reason"]) for issue in issues] == [("table-not-found", r) for r in reasons]


@pytest.mark.parametrize(
    ("form", "header"),
    [
        ("roster", ["户编号", "户主"]),
        ("rulebook", ["编号", "类别", "项目", "分值"]),
        ("opening", ["户编号", "期初积分"]),
        ("goods", ["编号", "名称", "积分价"]),
    ],
)
def test_a_header_with_nothing_below_it_is_told_alike_in_every_form(book: Any, form: str, header: list[str]) -> None:
    (issue,) = READERS[form](book({"册": [header]}))
    assert (issue.code, issue.sheet, issue.facts["reason"]) == ("table-not-found", "册", "no-rows")
