"""An import of meeting sheets as values: what is asked, what is under way, what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.household import Roster
from jifen.domain.ledger import Entry, SheetLine
from jifen.domain.period import Month, Period
from jifen.domain.rulebook import RuleBooks
from jifen.errors import UsageError
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading, ReadingContext
from jifen.reading.opened import NOTHING_KEPT, Kept
from jifen.services.meeting.opening import month_meant
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.store import households, meetings
from jifen.store.entries import MEASURED
from jifen.store.life import deeds

if TYPE_CHECKING:
    from jifen.services.meeting.reckoning import OffLadder, Reckoned, Repeated

Mode = Literal["new", "replace", "add"]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month after the import: what is in force; `covers` what its meeting is about."""

    month: Month
    covers: Period
    held_on: date | None
    revision: int
    households: int
    entries: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `kept` is what is kept of it, and what is not."""

    reading: FileReading
    status: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class SumChange:
    """What `--replace` changes for a household: sums of one category and rule."""

    month: Month
    household: str
    category: str
    rule: str | None
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What the import did, or would do. `inquorate`: months met with less than half of those expected.

    `decided`, `refused`: deeds claimed before that the sheets let pass, and did not.
    `held_twice`: (month, the day the sheet gives and that holds, the other day that was recorded or given).
    """

    ok: bool
    applied: bool
    meetings: tuple[MonthFigures, ...] = ()
    files: tuple[FileResult, ...] = ()
    changes: tuple[SumChange, ...] = ()
    issues: tuple[Issue, ...] = ()
    inquorate: tuple[Month, ...] = ()
    missing_earlier: tuple[Month, ...] = ()
    held_twice: tuple[tuple[Month, date, date], ...] = ()
    skipped: int = 0
    decided: int = 0
    refused: int = 0
    reckoned: "tuple[Reckoned, ...]" = ()
    repeated: "tuple[Repeated, ...]" = ()
    off_ladders: "tuple[OffLadder, ...]" = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How files are taken. `allow` lets findings of these codes through, for `reason`."""

    period: Period | None = None
    """The month, or the longer period, that every file is said to be of."""
    held_on: date | None = None
    mode: Mode = "new"
    allow: frozenset[str] = frozenset()
    reason: str | None = None


@dataclass(slots=True)
class Batch:
    """An import under way."""

    session: Session
    options: Options
    operation_id: int
    files: Sequence[tuple[str, bytes | None]]
    """Name and bytes; None where the name is a folder's."""
    books: RuleBooks
    readings: list[FileReading] = field(default_factory=list)
    kept: dict[str, Kept] = field(default_factory=dict)
    """What is kept of each file that was read, by the SHA-256 of the file."""
    unchanged: set[tuple[str, Month]] = field(default_factory=set)
    live: dict[Month, meetings.Meeting] = field(default_factory=dict)
    in_force: dict[Month, list[meetings.MeetingSheet]] = field(default_factory=dict)
    taken_from: dict[str, set[Month]] = field(default_factory=dict)
    """Months that a file (by its SHA-256) was ever a source of, voided and replaced ones too."""
    month: Month | None = None
    """The month under which the meeting of `options.period` is kept."""
    freed: set[Month] = field(default_factory=set)
    """Months that were taken once and voided since."""
    issues: list[Issue] = field(default_factory=list)
    allowed: list[Issue] = field(default_factory=list)
    new_aliases: list[tuple[str, str, str]] = field(default_factory=list)
    decided: int = 0
    refused: int = 0
    """Deeds that the sheets let pass and did not let pass."""
    reckoned: "list[Reckoned]" = field(default_factory=list)
    """What quantities came to."""
    repeated: "list[Repeated]" = field(default_factory=list)
    """What counted twice."""


Identity = tuple[str, str | None, str | None, Decimal]


def identity(line: SheetLine) -> Identity:
    """What tells a line from others of its month, as `entries.imported` gives it: its quantity, or its points."""
    if line.quantity is not None:
        return (line.household, MEASURED, line.rule, line.quantity)
    return (line.household, line.category, line.rule, line.points)


def months_of(reading: FileReading) -> list[Month]:
    """The months a file's sheets belong to, in order."""
    return sorted({sheet.month for sheet in reading.sheets if sheet.month is not None})


def asked_month(session: Session, options: Options) -> Month | None:
    """The month under which the meeting of the asked period is kept. Wrong usage: no meeting covers such a period."""
    if options.period is None:
        return None
    month = month_meant(session, options.period)
    if month is None:
        raise UsageError("month-invalid", found=str(options.period))
    return month


def reading_context(
    session: Session, options: Options, extra: Iterable[tuple[str, str, str]] = (), when: AsOf = NOW
) -> ReadingContext:
    """What the reader may know of the book, as of `when`."""
    known = {(alias.kind, alias.key): alias.target for alias in households.aliases(session.connection, when)}
    known |= {(kind, key): target for kind, key, target in extra}
    cache: dict[date, Roster] = {}

    def roster(day: date) -> Roster:
        if day not in cache:
            cache[day] = roster_on(session, day, when)
        return cache[day]

    return ReadingContext(
        roster_on=roster,
        rulebooks=session.rulebooks(when),
        today=session.today,
        month=asked_month(session, options),
        held_on=options.held_on,
        aliases=known,
        allow=options.allow,
        deeds={deed.id: deed for deed in deeds.find(session.connection, when=when)},
    )


def line_identity(line: Entry | SheetLine, held_on: date | None) -> tuple[object, ...]:
    """What makes two lines the same, wherever they stand. A line without a day is one of the meeting's day."""
    what = (line.household, line.category, line.rule, line.points)
    return (*what, line.occurred_on or held_on, line.reason, line.actor)
