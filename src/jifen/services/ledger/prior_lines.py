"""What the book holds already, as rules and limits count it."""

from collections.abc import Iterable
from datetime import date

from jifen.domain.ledger import Entry
from jifen.domain.limits import CountedLine
from jifen.domain.period import Month, Period
from jifen.services.session import Session
from jifen.store import entries


def book_lines(session: Session, months: Iterable[Month], *, without_imported: bool = False) -> list[CountedLine]:
    """What the book holds of the years these months lie in, as limits count it.

    `without_imported` leaves out the months' own imported lines, which are about to be replaced.
    """
    wanted = set(months)
    lines: list[CountedLine] = []
    for year in sorted({month.year for month in wanted}):
        period = Period(Month(year, 1), Month(year, 12))
        for entry in entries.select(session.connection, period=period, in_force=True):
            if without_imported and entry.month in wanted and not entry.by_hand:
                continue
            lines.append(line_of(entry))
    return lines


def line_of(entry: Entry) -> CountedLine:
    """An entry as limits count it."""
    if entry.month is None:
        raise ValueError(entry.id)
    return CountedLine(entry.household, entry.month, entry.points, entry.category or "", entry.rule, entry.occurred_on)


def rule_day(occurred_on: date | None, held_on: date | None, month: Month) -> date:
    """The day as of which a rule is looked up."""
    return occurred_on or held_on or month.last
