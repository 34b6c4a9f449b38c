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
    replaced = wanted if without_imported else ()
    return figures.counted_lines(session.connection, whole, replaced=replaced, by_day=_caps_days(session))


def lines_beside(session: Session, line: CountedLine) -> list[CountedLine]:
    """What one new line is counted with: its household's of the month, and under its rule or category of the year."""
    return figures.counted_lines(
        session.connection,
        _year(line.month.year),
        household=line.household,
        rule=line.rule,
        category=line.category,
        month=line.month,
        by_day=_caps_days(session),
    )


def _caps_days(session: Session) -> bool:
    """Whether any rule has a limit a day: then what the book holds is told day by day."""
    return any(cap.per == "day" for book in session.rulebooks().versions for rule in book.rules for cap in rule.caps)


def _year(year: int) -> list[Month]:
    return [Month(year, number) for number in range(1, 13)]


def rule_day(occurred_on: date | None, held_on: date | None, month: Month) -> date:
    """The day as of which a rule is looked up."""
    return occurred_on or held_on or month.last
