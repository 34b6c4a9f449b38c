"""The demonstration village: the reader finds in its sheets exactly what its script decided, without an issue."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jifen.domain.household import Household, Roster
from jifen.domain.limits import Ceilings
from jifen.domain.rulebook import RuleBook, RuleBooks
from jifen.reading.forms.roster import read_roster
from jifen.reading.forms.rulebook import read_rulebook
from jifen.reading.meeting.checks import check_lines
from jifen.reading.meeting.model import FileReading, ReadingContext
from jifen.reading.meeting.reader import read_meeting

FOLDER = Path(__file__).resolve().parents[2] / "sample_data"
CEILINGS = Ceilings(Decimal(30), Decimal(-20))
LAYOUTS = {1: {"wide"}, 2: {"wide", "summary"}, 3: {"events"}, 4: {"items"}, 5: {"wide"}, 6: {"events"}}


@pytest.fixture(scope="module")
def village() -> Iterator[Any]:
    sys.path.insert(0, str(FOLDER))
    import village as module

    yield module
    sys.path.remove(str(FOLDER))
    del sys.modules["village"]


@pytest.fixture(scope="module")
def context() -> ReadingContext:
    roster = read_roster("花名册.xlsx", (FOLDER / "花名册.xlsx").read_bytes())
    rules = read_rulebook("积分细则.csv", (FOLDER / "积分细则.csv").read_bytes())
    assert (roster.issues, rules.issues) == ((), ())
    known = Roster({r.code: Household(r.code, r.head, r.grid, r.group, status=r.status) for r in roster.rows})
    return ReadingContext(lambda _: known, RuleBooks([RuleBook(rules.rules)]), date(2025, 7, 5))


@pytest.fixture(scope="module")
def readings(context: ReadingContext) -> dict[int, FileReading]:
    files = {month: next(FOLDER.glob(f"2025年{month}月*")) for month in LAYOUTS}
    return {month: read_meeting(path.name, path.read_bytes(), context) for month, path in files.items()}


@pytest.mark.parametrize("month", LAYOUTS)
def test_each_household_gets_what_it_did_and_nothing_else(
    month: int, readings: dict[int, FileReading], village: Any
) -> None:
    _, register = village.make_village(FOLDER / "积分细则.csv")
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for deed in register.of_month(month):
        if deed.counts:
            wanted[deed.household, deed.rule.category] += deed.points
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for draft in readings[month].lines:
        found[draft.household, draft.category] += draft.points
    assert readings[month].issues == ()
    assert {k: v for k, v in found.items() if v} == {k: v for k, v in wanted.items() if v}
    assert {str(draft.month) for draft in readings[month].lines} == {f"2025-{month:02d}"}


def test_the_half_year_comes_in_layouts_of_every_kind(readings: dict[int, FileReading]) -> None:
    assert {month: {sheet.layout for sheet in reading.sheets} for month, reading in readings.items()} == LAYOUTS


def test_the_months_together_break_no_limit(readings: dict[int, FileReading], context: ReadingContext) -> None:
    assert check_lines(list(readings.values()), context, [], CEILINGS).issues == ()


def test_what_the_meeting_did_not_pass_is_counted_and_not_posted(readings: dict[int, FileReading]) -> None:
    assert {month: sum(sheet.skipped for sheet in reading.sheets) for month, reading in readings.items()} == {
        1: 0, 2: 0, 3: 2, 4: 0, 5: 0, 6: 2,
    }  # fmt: skip
