"""What is due, and how the village stands: for `status`, the menu and the line behind every finished command."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jifen.domain.due import Due, in_order, next_after
from jifen.domain.period import Period
from jifen.services import delivery
from jifen.services.office.kinds import KINDS
from jifen.services.office.state import Office
from jifen.services.session import Done, Session
from jifen.store import meetings

ENDS_WORK = frozenset({"meeting finalize", "board publish", "honour publish", "redeem close", "year close"})
"""Commands behind which a copy elsewhere is told, where it is due."""


@dataclass(frozen=True, slots=True)
class LastMonth:
    """The latest meeting on record, by the month or the longer period it covers: its state, its notice's window."""

    period: Period
    status: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The village today. `due` is what is due, the most overdue first; `ahead` what may be done early."""

    village: str
    today: date
    month: LastMonth | None
    due: tuple[Due, ...]
    ahead: tuple[Due, ...]
    backed_up: date | None
    undelivered: tuple[Path, ...]


def everything(office: Office) -> list[Due]:
    """All there is of every kind, due or ahead."""
    return [due for find in KINDS.values() for due in find(office)]


def standing(session: Session) -> Standing:
    """How the village stands on the session's day."""
    office = Office(session)
    known = in_order(everything(office))
    return Standing(
        village=session.settings()["village"],
        today=session.today,
        month=_last_month(office),
        due=tuple(due for due in known if due.is_due(session.today)),
        ahead=tuple(due for due in known if due.early and not due.is_due(session.today)),
        backed_up=office.backed_up,
        undelivered=tuple(file.place for file in delivery.missing(session.connection, session.path)),
    )


def _last_month(office: Office) -> LastMonth | None:
    if not office.months:
        return None
    meeting = office.months[max(office.months)]
    notice = office.windows.get(meeting.id)
    if notice is None:
        return LastMonth(meeting.covers, meeting.status, None, None)
    return LastMonth(meeting.covers, meeting.status, notice.notice_from, notice.notice_to)


def told_of(session: Session, done: Done) -> dict[str, object]:
    """What an operation was given, and `undated` where it made a month final of which nobody wrote when it was held."""
    undated = False
    if done.command == "meeting finalize":
        month = str(done.details["month"])
        undated = any(str(m.month) == month and m.held_on is None for m in meetings.all_meetings(session.connection))
    return {**done.details, "undated": undated}


def next_step(session: Session, done: Done | None) -> Due | None:
    """What comes next after an operation: of the months, period or objection it was about, else of all.

    A copy elsewhere is told behind what ends a stretch of work, not behind every line that is written.
    """
    about: list[str] = []
    if done is not None:
        about += [str(done.details[name]) for name in ("month", "period", "year") if name in done.details]
        about += [f"{name} {done.details[name]}" for name in ("objection", "matter") if name in done.details]
        about += meetings.months_of(session.connection, done.operation_id)
    ends = done is None or done.command in ENDS_WORK
    found = [due for due in everything(Office(session)) if ends or due.what != "backup-old"]
    return next_after(found, session.today, about)
