"""What is due in the village's office: one value for status, menu and next step, and the order it is shown in.

Kinds are those of the contract (`status`). What is due is found by `services.office`, told by `messages`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from jifen.domain.period import Month, Period

KINDS = (
    *("roster-empty", "meeting-missing", "deed-undecided", "publish", "objection-due", "finalize", "board-due"),
    *("black-expired", "rectify-due", "redeem-due", "redeem-open", "year-close", "matter-due", "backup-old"),
)
"""Every kind, in the order of the month's work: of things equally late the earlier kind stands first."""
INDOORS = frozenset({"matter-due"})
"""Kinds that are told in the office alone: a page says nothing of single matters."""
BACKUP_DAYS = 31
"""After so many days without a copy elsewhere one is due."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done about `subject` (a month, period, number or id), by or from `due_on`.

    `since`: the first day on which it can stand among what is due, where that is not `due_on` (a deadline ahead).
    `early`: whether it may be done before that day. `waits`: it is due, and something else has to end first.
    `step`: how far it has come, where that decides the command; `about`: what the sentence tells besides.
    """

    what: str
    due_on: date
    subject: str | None = None
    step: str = ""
    since: date | None = None
    early: bool = False
    waits: bool = False
    about: Mapping[str, str] = field(default_factory=dict)

    def is_due(self, today: date) -> bool:
        """Whether it stands among what is due."""
        return (self.since or self.due_on) <= today

    def overdue(self, today: date) -> int:
        """Whole days it is late; 0 where it is not."""
        return max(0, (today - self.due_on).days)


def in_order(found: Iterable[Due]) -> list[Due]:
    """The most overdue first; then as the month's work goes."""
    return sorted(found, key=lambda due: (due.due_on, KINDS.index(due.what), due.subject or ""))


def next_after(found: Iterable[Due], today: date, about: Iterable[str]) -> Due | None:
    """What comes next for whoever just worked on the month, period or objection `about`.

    That same matter first, though its day may be ahead; else what is due longest; else what may be done early. What
    waits for something else comes never.
    """
    known, subjects = in_order(due for due in found if not due.waits), set(about)
    own = [due for due in known if subjects & {due.about.get("own", due.subject), due.about.get("period")}]
    rest = [due for due in known if due.is_due(today)] + [due for due in known if due.early]
    return next(iter(own + rest), None)


def finished(first: Month, today: date, length: int) -> Iterator[Period]:
    """Calendar periods of `length` months that are over, from the one in which `first` lies."""
    while (period := Period.holding(first, length)).last_day < today:
        yield period
        first = first.plus(length)
