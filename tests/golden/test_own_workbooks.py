"""Workbooks kept here, so that the project stands alone: formats no test can write by itself."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

from jifen.domain.household import Household, Roster
from jifen.domain.points import show, total
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints
from jifen.reading.formats.detect import read_workbook
from jifen.reading.meeting.model import ReadingContext
from jifen.reading.meeting.reader import read_meeting

WIDE = Path(__file__).parent / "workbooks" / "wide.xls"
CATEGORIES = ("发展经济", "移风易俗", "环境卫生", "遵规守法", "孝老爱亲", "邻里和睦", "公益志愿", "村务参与")


def roster() -> Roster:
    """Every household of the sheet: its columns B and C."""
    rows = read_workbook(WIDE.read_bytes()).sheets[0].rows.values()
    pairs = [
        (str(row[2].value), str(row[3].value)) for row in rows if 2 in row and 3 in row and "-" in str(row[2].value)
    ]
    return Roster({code: Household(code, name, str(int(code[:2]))) for code, name in pairs})


def test_a_month_in_the_old_binary_format_reads_to_its_sums() -> None:
    known = roster()
    rules = tuple(Rule(f"R{i}", name, name, RulePoints.parse("+1")) for i, name in enumerate(CATEGORIES))
    context = ReadingContext(lambda _: known, RuleBooks([RuleBook(rules)]), date(2025, 6, 1))
    reading = read_meeting(WIDE.name, WIDE.read_bytes(), context)
    assert reading.issues == ()
    assert show(total(draft.points for draft in reading.lines)) == "422"
    sheet = reading.sheets[0]
    assert (str(sheet.month), sheet.layout, sheet.rows, sheet.entries) == ("2025-05", "wide", 179, 239)
    assert sheet.held_on == date(2025, 5, 28)
    assert Counter(draft.category for draft in reading.lines)["环境卫生"] > 0
    first = reading.lines[0]
    assert (first.household, first.category, first.points, first.source.cell) == (
        "01-01",
        "移风易俗",
        Decimal(-5),
        "E5",
    )
