"""Each case workbook of ../shared/cases beside what must come of it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jifen.domain.household import Household, Roster
from jifen.domain.limits import Ceilings
from jifen.domain.points import show
from jifen.domain.rulebook import RuleBook, RuleBooks
from jifen.reading.forms.roster import read_roster
from jifen.reading.forms.rulebook import read_rulebook
from jifen.reading.issues import Issue
from jifen.reading.meeting.checks import check_lines
from jifen.reading.meeting.model import FileReading, ReadingContext
from jifen.reading.meeting.reader import read_meeting

CASES = Path(__file__).parents[3] / "shared" / "cases"
CEILINGS = Ceilings(Decimal(30), Decimal(-20))
CLEAN = {
    "2025年1月积分评议汇总表.xlsx": "2025-01",
    "2025年1月积分评议汇总表（更正）.xlsx": "2025-01-corrected",
    "2025年2月积分（分网格）.xlsx": "2025-02",
    "2025年3月积分明细.xlsx": "2025-03",
    "2025年4月项目评议表.xlsx": "2025-04",
    "2025年5月积分评议汇总表.xls": "2025-05",
    "2025年6月积分明细.csv": "2025-06",
    "2025年7月积分评议汇总表.xlsx": "2025-07",
}
FAULTY = {
    "2025年7月积分评议汇总表（有错）.xlsx": "2025-07-faulty",
    "2025年7月积分评议汇总表（类别有误）.xlsx": "2025-07-unknown-category",
}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"the case workbooks are not at {CASES}")


@dataclass
class Village:
    context: ReadingContext

    def read(self, name: str) -> tuple[FileReading, list[Issue]]:
        reading = read_meeting(name, (CASES / name).read_bytes(), self.context)
        return reading, [*reading.issues, *check_lines([reading], self.context, [], CEILINGS).issues]


@pytest.fixture(scope="module")
def village() -> Iterator[Village]:
    roster = read_roster("花名册.xlsx", (CASES / "花名册.xlsx").read_bytes())
    rules = read_rulebook("积分细则.csv", (CASES / "积分细则.csv").read_bytes())
    assert (roster.issues, rules.issues) == ((), ())
    known = Roster({r.code: Household(r.code, r.head, r.grid, r.group, status=r.status) for r in roster.rows})
    yield Village(ReadingContext(lambda _: known, RuleBooks([RuleBook(rules.rules)]), date(2025, 7, 30)))


def expected(name: str) -> dict[str, object]:
    return json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_case_workbook_gives_exactly_the_points_it_should_and_no_issue(village: Village, name: str) -> None:
    reading, issues = village.read(name)
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for draft in reading.lines:
        sums[draft.household, draft.category] += draft.points
    wanted = expected(CLEAN[name])
    assert issues == []
    assert {str(draft.month) for draft in reading.lines} == {wanted["month"]}
    assert {k: show(v) for k, v in sums.items() if v} == {
        (line["household"], line["category"]): line["points"]
        for line in wanted["by_category"]  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_case_workbook_names_each_fault_at_its_cell(village: Village, name: str) -> None:
    _, issues = village.read(name)
    wanted = expected(FAULTY[name])
    found = {(issue.cell, issue.code) for issue in issues}
    faults = {(fault["cell"], fault["code"]) for fault in wanted["issues"]}  # type: ignore[attr-defined]
    assert faults <= found
    assert {cell for cell, _ in found - faults} <= set(wanted["knock_on"])  # type: ignore[call-overload]


def test_all_clean_case_workbooks_of_different_months_pass_as_one_batch(village: Village) -> None:
    names = [name for name in CLEAN if "更正" not in name]
    readings = [village.read(name)[0] for name in names]
    assert check_lines(readings, village.context, [], CEILINGS).issues == ()


def test_the_roster_of_the_cases_has_its_households_grids_and_statuses() -> None:
    reading = read_roster("花名册.xlsx", (CASES / "花名册.xlsx").read_bytes())
    by_code = {row.code: row for row in reading.rows}
    assert len(by_code) == 180
    assert reading.dated == date(2024, 12, 31)
    assert (by_code["11-07"].head, by_code["11-07"].grid, by_code["11-07"].status) == ("王建国", "11", "active")
    assert by_code["17-09"].status == "left"
    assert by_code["04-05"].status == "away"
