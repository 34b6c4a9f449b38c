"""What the book holds already, as rules and limits count it."""

from collections.abc import Iterable
from datetime import date

from jifen.domain.limits import CountedLine
from jifen.domain.period import Month
from jifen.services.session import Session
from jifen.store import figures


def book_lines(session: Session, months: Iterable[Month], *, without_imported: bool = False) -> list[CountedLine]:
    """What the book holds of the years these months lie in, of every household, as limits count it.

    `without_imported` leaves out the months' own imported lines, which are about to be replaced.
    """
    wanted = frozenset(months)
    whole = [month for year in sorted({month.year for month in wanted}) for month in _year(year)]
    return figures.counted_lines(session.connection, whole, replaced=wanted if without_imported else ())


def lines_beside(session: Session, line: CountedLine) -> list[CountedLine]:
    """What one new line is counted with: its household's lines of the month, and those under its rule of the year."""
    return figures.counted_lines(
        session.connection, _year(line.month.year), household=line.household, rule=line.rule, month=line.month
    )


def _year(year: int) -> list[Month]:
    return [Month(year, number) for number in range(1, 13)]


def rule_day(occurred_on: date | None, held_on: date | None, month: Month) -> date:
    """The day as of which a rule is looked up."""
    return occurred_on or held_on or month.last
