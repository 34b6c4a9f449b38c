"""A year's overview, a column a month: checked against the workbook's sheets of those months, never counted."""

from collections.abc import Mapping
from decimal import Decimal

from jifen.domain.period import Month
from jifen.domain.points import ZERO, show
from jifen.reading.meeting.account import Span
from jifen.reading.meeting.columns import Column
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


def read_across(block: BlockWork, months: Mapping[int, Month], sums: Sums, faulty: bool) -> None:
    """Every household's months; `months` says by column which, `faulty` that sheets of theirs could not be read.

    Months before the workbook's first are of another workbook: they only have to add up.
    """
    held = {index: month for index, month in months.items() if month in sums}
    earlier = {index for index, month in months.items() if month < min(sums)}
    totals = [column for column in block.of("total") if column.index not in months]
    keys: dict[int, Key] = {index: ("month", str(month)) for index, month in months.items()}
    keys |= {column.index: ("total",) for column in totals}
    filled: set[int] = set()
    for row, section in household_rows(block, keys):
        stated = _read_row(block, row, section, months, held, totals, keys, {} if faulty else sums)
        filled |= {index for index, value in stated.items() if value}
    _account(block, months, (months.keys() - filled) | held.keys() | earlier)


def _read_row(
    block: BlockWork,
    row: int,
    section: str | None,
    months: Mapping[int, Month],
    held: Mapping[int, Month],
    totals: list[Column],
    keys: Mapping[int, Key],
    sums: Sums,
) -> Mapping[int, Decimal]:
    household = household_of(block, row, section)
    cells, log = block.sheet.rows[row], block.work.log
    before = len(log.issues)
    found = {index: total_value(cells.get(index), log, block.sheet, row, index) for index in keys}
    readable = len(log.issues) == before
    stated = {index: value if value is not None else ZERO for index, value in found.items()}
    block.work.totals.add(block.number, row, {keys[i]: value for i, value in stated.items()}, readable=readable)
    if household is None or not readable:
        return stated
    if not remember(block, row, household):
        note_repeated(block, row, household)
        return stated
    for index, month in held.items():
        expected = sums[month].get(household.code, ZERO) if sums else stated[index]
        if stated[index] != expected and found[index] is not None:
            block.note("total-mismatch", row, index, {"expected": show(expected), "household": household.code})
    whole = sum((stated[index] for index in months), ZERO)
    for column in totals:
        if found[column.index] is not None and stated[column.index] != whole:
            block.note("total-mismatch", row, column.index, {"expected": show(whole), "household": household.code})
    return stated


def _account(block: BlockWork, months: Mapping[int, Month], taken: set[int]) -> None:
    """Figures of a month that has no sheet here are left over, and the audit asks for them: `taken` has the others."""
    others = [column for column in block.columns if column.index not in months]
    block.work.account.take(others, "summary", block.first_row, block.last_row)
    for column in block.columns:
        if column.index in months:
            known = column.index in taken
            span = Span(block.first_row, block.last_row, column.index, column.path[-1], "month", None, known)
            block.work.account.spans.append(span)
