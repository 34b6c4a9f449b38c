"""Which months of a period count: those without a meeting, those still open, and from which month the book is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.period import Month, Period
from jifen.errors import JifenError
from jifen.services.session import Session
from jifen.store import meetings


@dataclass(frozen=True, slots=True)
class Months:
    """The months of a period: those without a meeting, and those whose meeting is not final."""

    missing: tuple[Month, ...] = ()
    unfinished: tuple[Month, ...] = ()


def months_of(session: Session, period: Period, when: AsOf = NOW) -> Months:
    """Which months count for nothing, and which are still open."""
    held = [m for m in meetings.all_meetings(session.connection, when) if m.status != "voided"]
    live = {month: meeting for meeting in held for month in meeting.covers.months}
    missing = tuple(month for month in period.months if month not in live)
    return Months(missing, tuple(m for m in period.months if m in live and live[m].status != "final"))


def called(session: Session, months: Sequence[Month]) -> list[str]:
    """What their meetings are called: by the month, or once by the longer period that the scheme has it cover."""
    books = session.rulebooks()
    return list(dict.fromkeys(str(books.covering(month)) for month in months))


def met_about(session: Session, period: Period) -> dict[Month, Period]:
    """Months of a period that have a meeting or would have one, and what it covers: of a quarter its last one alone.

    A period that ends before any such month has all of its months.
    """
    live = {m.month: m.covers for m in meetings.all_meetings(session.connection) if m.status != "voided"}
    books = session.rulebooks()
    covers = {month: live.get(month) or books.covering(month) for month in period.months}
    met = {month: own for month, own in covers.items() if month in live or own.last == month}
    return met or covers


def refuse_future(session: Session, period: Period) -> None:
    """Refused: a period of which no day has come; figures of nothing would look like figures."""
    if period.first.first > session.today:
        first = period.first.first.isoformat()
        raise JifenError("period-not-begun", period=str(period), first=first, today=session.today.isoformat())


def wanting(session: Session, period: Period) -> Months:
    """The same for a reminder: what lies before the book's first month or has not begun is not missing."""
    live = [m.month for m in meetings.all_meetings(session.connection) if m.status != "voided"]
    found = months_of(session, period)
    missing = (m for m in found.missing if live and live[0] < m and m.first <= session.today)
    return Months(tuple(missing), found.unfinished)
