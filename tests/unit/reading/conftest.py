"""A small village, and workbooks made from tables as they look."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from jifen.domain.household import Household, Roster
from jifen.domain.limits import Ceilings, CountedLine
from jifen.domain.points import show
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints, parse_caps
from jifen.reading.issues import Issue
from jifen.reading.meeting.checks import check_lines
from jifen.reading.meeting.model import FileReading, ReadingContext
from jifen.reading.meeting.reader import read_meeting

HOUSEHOLDS = (
    Household("01-01", "胡国", "1"),
    Household("01-02", "贺瑞年", "1"),
    Household("01-03", "刘新", "1"),
    Household("02-03", "王建国", "2", group="二组"),
    Household("11-07", "王建国", "11", group="三组"),
    Household("05-02", "张伟", "5"),
    Household("05-08", "张伟", "5"),
    Household("08-10", "阎翠花", "8", status="away"),
    Household("09-01", "何小计", "9"),
    Household("17-09", "邱守", "17", status="left"),
    Household("17-10", "沈宝山", "17", status="suspended"),
    Household("18-01", "阿依古丽·买买提", "18"),
)
CATEGORIES = ("发展经济", "移风易俗", "环境卫生", "遵规守法", "公益志愿")


def rule(code: str, category: str, wording: str, points: str, caps: str = "") -> Rule:
    return Rule(code, category, wording, RulePoints.parse(points), "次", parse_caps(caps))


RULES = (
    rule("FZ03", "发展经济", "参加农技培训", "+1", "3/month"),
    rule("YF05", "移风易俗", "超标准操办", "-3~-15", "15/event"),
    rule("HJ01", "环境卫生", "月检最清洁户", "+5"),
    rule("HJ02", "环境卫生", "月检清洁户", "+2", "2/month"),
    rule("HJ05", "环境卫生", "参加集体环境整治", "+2", "6/month,8/year"),
    rule("HJ09", "环境卫生", "乱倒垃圾、污水", "-2", "6/month"),
    rule("ZF06", "遵规守法", "野外违规用火", "-10/-20"),
    rule("GY03", "公益志愿", "捐款每满五十元", "+0.5", "5/month"),
)


@dataclass
class Outcome:
    reading: FileReading
    issues: list[Issue]
    allowed: tuple[Issue, ...]

    @property
    def points(self) -> dict[str, str]:
        """`01-01 环境卫生` or `01-01 HJ05` → points, the sum where there are several."""
        sums: dict[str, Decimal] = {}
        for draft in self.reading.lines:
            key = f"{draft.household} {draft.rule or draft.category}"
            sums[key] = sums.get(key, Decimal(0)) + draft.points
        return {key: show(value) for key, value in sums.items()}

    @property
    def faults(self) -> list[tuple[str, str | None]]:
        return [(issue.code, issue.cell) for issue in self.issues]

    @property
    def layouts(self) -> list[str]:
        return [sheet.layout for sheet in self.reading.sheets]

    @property
    def only(self) -> Issue:
        assert len(self.issues) == 1, self.issues
        return self.issues[0]


Rows = Sequence[Sequence[Any]]


def make_book(sheets: Mapping[str, Rows] | Rows, merges: Sequence[str] = (), **formats: str) -> bytes:
    """An xlsx file of these tables; `A1="0%"` gives a cell a number format."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    tables = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merges:
            sheet.merge_cells(area)
        for cell, code in formats.items():
            sheet[cell].number_format = code
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()


def roster_of(*households: Household, names: Mapping[str, tuple[str, ...]] | None = None) -> Roster:
    return Roster({h.code: h for h in households}, dict(names or {}))


def make_context(**changes: Any) -> ReadingContext:
    known = changes.pop("roster", None) or roster_of(*HOUSEHOLDS)
    values: dict[str, Any] = {
        "roster_on": lambda _: known,
        "rulebooks": RuleBooks([RuleBook(RULES)]),
        "today": date(2025, 7, 30),
    }
    return ReadingContext(**{**values, **changes})


def read_bytes(
    data: bytes,
    path: str = "表.xlsx",
    before: Sequence[CountedLine] = (),
    ceilings: tuple[int, int] = (30, -20),
    **changes: Any,
) -> Outcome:
    context = make_context(**changes)
    reading = read_meeting(path, data, context)
    outcome = check_lines([reading], context, before, Ceilings(Decimal(ceilings[0]), Decimal(ceilings[1])))
    return Outcome(reading, [*reading.issues, *outcome.issues], (*reading.allowed, *outcome.allowed))


@pytest.fixture
def book() -> Callable[..., bytes]:
    return make_book


@pytest.fixture
def context() -> Callable[..., ReadingContext]:
    return make_context


@pytest.fixture
def read_data() -> Callable[..., Outcome]:
    return read_bytes


@pytest.fixture
def read() -> Callable[..., Outcome]:
    """Read a table as the one sheet of a workbook for March 2025."""

    def reader(
        rows: Any, merges: Sequence[str] = (), path: str = "2025年3月.xlsx", formats: Any = None, **more: Any
    ) -> Outcome:
        return read_bytes(make_book(rows, merges, **(formats or {})), path, **more)

    return reader
