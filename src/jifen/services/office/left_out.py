"""A month or period that somebody did not write: which ones the command may mean, the due one first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jifen.domain.period import Month, Period
from jifen.services.office import kinds
from jifen.services.office.state import Office
from jifen.services.session import Session

Groups = tuple[list[str], ...]
"""What may be meant, group by group: the first that holds anything counts."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A month or period, and the state of its month where it has a meeting."""

    subject: str
    status: str | None = None


def _months(office: Office, *statuses: str) -> list[str]:
    return [office.called(month) for month in office.of_status(*statuses)]


def _last_month(office: Office) -> list[str]:
    return [office.called(max(office.months))] if office.months else []


def _missing(office: Office) -> list[str]:
    return [due.subject or "" for due in kinds.meeting_missing(office)]


def _finalize(office: Office) -> Groups:
    ready = [due.subject or "" for due in kinds.finalize(office) if due.is_due(office.today)]
    return ready, _months(office, "published")


def _looked_at(office: Office) -> Groups:
    return _months(office, "recorded", "published"), _last_month(office)


def _sheet(office: Office) -> Groups:
    return _missing(office), [str(office.session.rulebooks().covering(Month.of(office.today).plus(1)))]


def _lists(office: Office, *states: str) -> list[str]:
    return [str(period) for period, state in office.drafts.items() if state in states]


def _list_shown(office: Office) -> Groups:
    return _lists(office, "drafted", "reviewed"), [office.lists[-1].period] if office.lists else []


def _list_drafted(office: Office) -> Groups:
    return ([due.subject or "" for due in kinds.board_due(office) if due.is_due(office.today)],)


def _to_redeem(office: Office) -> list[str]:
    return [due.subject or "" for due in kinds.redeem_due(office) if not due.waits]


def _told_of(office: Office) -> Groups:
    """What somebody may want told: the last month, and the quarter, half-year and year it lies in."""
    last = max(office.months, default=None)
    return ([str(period) for period in Period.around(last)] if last else [],)


def _open_round(office: Office) -> list[str]:
    return [held.period for held in office.rounds if held.is_open]


def _round_shown(office: Office) -> Groups:
    return _open_round(office), [office.rounds[-1].period] if office.rounds else []


MEANT: Mapping[str, Callable[[Office], Groups]] = {
    "meeting sheet": _sheet,
    "meeting record": lambda office: (_months(office, "recorded"), _missing(office)),
    "meeting show": _looked_at,
    "meeting notice": _looked_at,
    "meeting minutes": _looked_at,
    "meeting publish": lambda office: (_months(office, "recorded"),),
    "meeting finalize": _finalize,
    "board draft": _list_drafted,
    "board show": _list_shown,
    "board notice": _list_shown,
    "board publish": lambda office: (_lists(office, "reviewed"),),
    "redeem open": lambda office: (_to_redeem(office),),
    "redeem show": _round_shown,
    "redeem sheet": _round_shown,
    "redeem notice": _round_shown,
    "objection file": lambda office: (_months(office, "published"), _last_month(office)),
    "meeting correct": lambda office: (_months(office, "published", "final"),),
    "points clear": lambda office: (_months(office, "recorded", "published", "final"),),
    "points repair": lambda office: (_months(office, "recorded", "published", "final"),),
    "points add": lambda office: (_months(office, "recorded"), _missing(office)),
    "board review": lambda office: (_lists(office, "drafted", "reviewed"),),
    "redeem forecast": lambda office: (_to_redeem(office), _open_round(office)),
    "report": _told_of,
    "registers": _told_of,
    "matter report": _told_of,
    "points rank": _told_of,
    "year close": lambda office: ([due.subject or "" for due in kinds.year_close(office)],),
    "redeem close": lambda office: (_open_round(office),),
}
"""Command → what may be meant where its month or period is left out, or is asked for in the menu."""


def meant(session: Session, command: str) -> list[Meant]:
    """What `command` may mean, the due one (what ends first) first; nothing where the book holds nothing for it."""
    office = Office(session)
    found = next((group for group in MEANT[command](office) if group), [])
    states = {office.called(month): meeting.status for month, meeting in office.months.items()}
    return [
        Meant(subject, states.get(subject)) for subject in sorted(found, key=lambda text: Period.parse(text).last_day)
    ]
