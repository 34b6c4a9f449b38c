"""A year's overview, a column a month: checked against the workbook's sheets of those months, never counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, total
from jifen.reading.meeting.account import Span
from jifen.reading.meeting.identity import household_of, note_repeated, remember
from jifen.reading.meeting.rows import household_rows
from jifen.reading.meeting.totals import Key, total_value
from jifen.reading.meeting.work import BlockWork, SheetWork

Sums = Mapping[Month, Mapping[str, Decimal]]
"""What each month's sheets come to, household by household."""


def sums_of(works: Mapping[Month, list[SheetWork]]) -> Sums:
    """The lines of each month's sheets, added up."""
    sums: dict[Month, dict[str, Decimal]] = {}
    for month, sheets in works.items():
        own = sums.setdefault(month, {})
        for line in (line for work in sheets for line in work.lines):
            own[line.household] = own.get(line.household, ZERO) + line.points
    return sums


def months_of_columns(named: Mapping[int, tuple[int | None, int]], sums: Sums) -> dict[int, Month]:
    """The months that headers name; one without its year is the workbook's, or lies in the year of its first."""
    months: dict[int, Month] = {}
    for index, (year, number) in named.items():
        years = {month.year for month in sums if month.number == number}
        months[index] = Month(year or (years.pop() if len(years) == 1 else min(sums).year), number)
    return months


@dataclass(frozen=True, slots=True)
class Overview:
    """What the columns of an overview are held against: `months` by column, and what their sheets come to.

    `faulty`: sheets of those months could not be read, so nothing can be said against them.
    """

    months: Mapping[int, Month]
    sums: Sums
    faulty: bool

    def expected(self, index: int, code: str) -> Decimal | None:
        """A household's points of a column's month; None where the workbook cannot say."""
        month = self.months[index]
        return None if self.faulty or month not in self.sums else self.sums[month].get(code, ZERO)


def read_across(block: BlockWork, overview: Overview) -> None:
    """Every household's months. Those before the workbook's first are of another one: they only have to add up."""
    months = overview.months
    keys: dict[int, Key] = {index: ("month", str(month)) for index, month in months.items()}
    keys |= {column.index: ("total",) for column in block.of("total") if column.index not in months}
    filled: set[int] = set()
    for row, section in household_rows(block, keys):
        filled |= _read_row(block, row, section, overview, keys)
    first = min(overview.sums)
    asked = {index for index in filled if index in months and months[index] > first} - {
        index for index, month in months.items() if month in overview.sums
    }
    _account(block, months, asked)


def _read_row(block: BlockWork, row: int, section: str | None, overview: Overview, keys: Mapping[int, Key]) -> set[int]:
    """Check a household's row; gives the columns that have any points in it."""
    household = household_of(block, row, section)
    cells, log = block.sheet.rows[row], block.work.log
    before = len(log.issues)
    read = {index: total_value(cells.get(index), log, block.sheet, row, index) for index in keys}
    readable = len(log.issues) == before
    stated = {index: value for index, value in read.items() if value is not None}
    block.work.totals.add(block.number, row, {keys[i]: value for i, value in stated.items()}, readable=readable)
    if household is not None and readable:
        if remember(block, row, household):
            _check(block, row, household.code, overview, stated)
        else:
            note_repeated(block, row, household)
    return {index for index, value in stated.items() if value}


def _check(block: BlockWork, row: int, code: str, overview: Overview, stated: Mapping[int, Decimal]) -> None:
    whole = total(value for index, value in stated.items() if index in overview.months)
    for index, value in stated.items():
        expected = overview.expected(index, code) if index in overview.months else whole
        if expected is not None and value != expected:
            block.note("total-mismatch", row, index, {"expected": show(expected), "household": code})


def _account(block: BlockWork, months: Mapping[int, Month], asked: set[int]) -> None:
    """Figures of a month that has no sheet here (`asked`) are left over, and the audit asks for them."""
    others = [column for column in block.columns if column.index not in months]
    block.work.account.take(others, "summary", block.first_row, block.last_row)
    for column in block.columns:
        if column.index in months:
            known = column.index not in asked
            span = Span(block.first_row, block.last_row, column.index, column.path[-1], "month", None, known)
            block.work.account.spans.append(span)
