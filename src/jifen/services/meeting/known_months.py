"""Months of a file that the book holds already: a year's workbook comes again every month, a sheet longer each time.

Such a month is compared line by line with what was imported for it. Where nothing differs it is unchanged, whatever
became of it since; else the cell that differs is told.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jifen.domain.ledger import SheetLine
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, total
from jifen.reading.meeting.model import FileReading
from jifen.services.meeting.deed_decisions import refused_by
from jifen.services.meeting.import_model import Batch, identity, months_of, reading_context
from jifen.services.meeting.reckoning import as_counted
from jifen.store import entries

_LET_THROUGH = frozenset({"date-outside-month", "household-inactive"})
"""What a decision of an earlier import may have let through; the sheet still has it."""
_DECIDED = frozenset({"highest-only"})
"""What a decision of an earlier import may have counted that is left out without it."""

_Key = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a sheet says something else than the book: its cell, the figure there, what the book has in its place."""

    sheet: str
    cell: str | None
    found: str
    expected: str
    like: bool
    """Whether most lines are the same: the sheet is the month's own, with something changed."""


def settle_known_months(batch: Batch) -> dict[tuple[str, Month], Difference]:
    """Note months that the book holds unchanged; of the others, where a file differs."""
    differing: dict[tuple[str, Month], Difference] = {}
    for month in sorted({month for reading in batch.readings for month in months_of(reading)}):
        sheets = batch.in_force.get(month, [])
        if not sheets or (batch.options.mode == "replace" and batch.live[month].status == "recorded"):
            continue
        own = {sheet.sha256 for sheet in sheets}
        others = [r for r in batch.readings if r.sha256 not in own and month in months_of(r)]
        if not others:
            continue
        base = max(sheet.operation_id for sheet in sheets if sheet.role == "base")
        meeting = batch.live[month].id
        imported = Counter(entries.imported(batch.session.connection, meeting, base))
        for decided in (frozenset[str](), _DECIDED):
            readings = [_let_through(batch, reading, month, decided) for reading in others]
            read = [line for reading in readings for line in reading.lines if line.month == month]
            lines = as_counted(batch.books, read, imported)
            same = Counter(map(identity, lines)) == imported or _as_it_stands(batch, meeting, lines)
            if same and _refuses_the_same(batch, meeting, readings, month):
                for reading in readings:
                    _leave(batch, reading, month)
                break
        else:
            for reading in others:
                if (found := _difference(batch, reading, month, imported)) is not None:
                    differing[reading.sha256, month] = found
    return differing


def _refuses_the_same(batch: Batch, meeting_id: int, readings: Sequence[FileReading], month: Month) -> bool:
    """Whether the deeds that did not pass are those of the book, for the same reasons."""
    refused = {one.deed: one.reason for reading in readings for one in reading.refused if one.month == month}
    return refused == refused_by(batch.session.connection, meeting_id)


def _as_it_stands(batch: Batch, meeting_id: int, lines: Sequence[SheetLine]) -> bool:
    """Whether a sheet was brought up to what was corrected since: household by household the sums in force.

    What goes by a quantity has no points of its own to compare.
    """
    if any(line.quantity is not None for line in lines):
        return False
    book: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries.select(batch.session.connection, meeting_id=meeting_id):
        book[entry.household, entry.category, entry.rule] += entry.points
    own: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        own[line.household, line.category, line.rule] += line.points
    return {k: v for k, v in book.items() if v} == {k: v for k, v in own.items() if v}


def _let_through(batch: Batch, reading: FileReading, month: Month, decided: frozenset[str]) -> FileReading:
    """The file as it was read when its decisions were let through, where it cannot be read now."""
    pages = {sheet.name for sheet in reading.sheets if sheet.month == month}
    through = _LET_THROUGH | decided
    if not any(issue.sheet in pages and issue.code in through for issue in reading.issues):
        return reading
    from jifen.reading.meeting.reader import read_meeting

    data = next(data for _, data in batch.files if data and hashlib.sha256(data).hexdigest() == reading.sha256)
    context = reading_context(batch.session, batch.options, batch.new_aliases)
    return read_meeting(reading.path, data, replace(context, allow=context.allow | through))


def _leave(batch: Batch, reading: FileReading, month: Month) -> None:
    """The month is as it was: nothing of it is posted, and nothing said of its sheets again."""
    batch.unchanged.add((reading.sha256, month))
    pages = {sheet.name for sheet in reading.sheets if sheet.month == month}
    for place, known in enumerate(batch.readings):
        if known.sha256 == reading.sha256:
            issues = tuple(issue for issue in known.issues if issue.sheet not in pages)
            batch.readings[place] = replace(known, issues=issues)


def _difference(
    batch: Batch, reading: FileReading, month: Month, imported: Counter[tuple[str, str | None, str | None, Decimal]]
) -> Difference | None:
    """The first line of the file that the book has not, else the first of the book that the file has not."""
    lines = as_counted(batch.books, [line for line in reading.lines if line.month == month], imported)
    rest = imported.copy()
    new = []
    for line in lines:
        if rest[identity(line)] > 0:
            rest[identity(line)] -= 1
        else:
            new.append(line)
    like = 2 * (len(lines) - len(new)) >= len(lines) and bool(lines)
    if new:
        line = new[0]
        *what, figure = identity(line)
        book = total(key[3] * count for key, count in rest.items() if [*key[:3]] == what)
        return Difference(line.source.sheet or "", line.source.cell, show(figure), show(book), like)
    household, _, _, points = next(iter(+rest), ("", None, None, ZERO))
    for sheet in reading.sheets:
        if sheet.month == month:
            return Difference(sheet.name, sheet.household_cells.get(household), household, show(points), like)
    return None
