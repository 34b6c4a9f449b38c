"""What goes into the reader and what comes out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jifen.domain.household import Roster
from jifen.domain.ledger import SheetLine, Source
from jifen.domain.life.deeds import Deed
from jifen.domain.period import Month
from jifen.domain.rulebook import RuleBooks
from jifen.reading.issues import Issue, Question

SheetLayout = Literal["wide", "items", "events", "deeds", "summary", "ignored"]
"""`deeds`: a list of events that decides deeds claimed before, each by its number."""


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What the reader may know: the roster as of a day, every rule book, remembered answers, the month asked for.

    `aliases` maps (kind, key) to a household code or a category name; see `Question`.
    `held_on` stands in where a sheet names no day of the meeting. `allow` names the guards a person let through
    (`cap-exceeded`, `date-outside-month`, `household-inactive`).
    """

    roster_on: Callable[[date], Roster]
    rulebooks: RuleBooks
    today: date
    month: Month | None = None
    held_on: date | None = None
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    allow: frozenset[str] = frozenset()
    deeds: Mapping[int, Deed] = field(default_factory=dict)
    """Deeds that were claimed, whatever became of them, by number."""


@dataclass(frozen=True, slots=True)
class RefusedDeed:
    """A deed that a meeting did not let pass, why not, and where that stands."""

    month: Month
    deed: int
    reason: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class LeftColumn:
    """A column left aside: its letters, its header, under which meaning, how many numbers and how many texts it has."""

    column: str
    header: str
    meaning: str
    numbers: int
    texts: int = 0


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet: `rows` are rows that name a household, `entries` the lines from it.

    `households` are all that stand on a sheet that counts, with points or without; `skipped` counts rows of an event
    list that the meeting did not pass; `place` is where the meeting was held.
    """

    name: str
    month: Month | None
    layout: SheetLayout
    rows: int
    entries: int
    held_on: date | None = None
    skipped: int = 0
    households: frozenset[str] = frozenset()
    household_cells: Mapping[str, str] = field(default_factory=dict)
    """Where each household stands (its code's cell, else its name's): for issues about a row without points."""
    place: str | None = None
    left: tuple[LeftColumn, ...] = ()
    """Columns that count nothing, each under a meaning."""
    scored: frozenset[tuple[str, str]] = frozenset()
    """What its columns score: category and rule; no rule for a column of the whole category."""

    deeds: Mapping[int, str] = field(default_factory=dict)
    """Deeds that it decides or names, each with the cell of its number."""

    def continues(self, other: "SheetReading") -> bool:
        """Whether it may be the same households' further columns: nothing is scored on both sheets."""
        whole = {category for category, rule in self.scored | other.scored if not rule}
        shared = {category for category, _ in self.scored} & {category for category, _ in other.scored}
        both = bool(self.scored) and bool(other.scored)
        return both and not self.scored & other.scored and not whole & shared


@dataclass(frozen=True, slots=True)
class FileReading:
    """Everything one file says, and everything wrong with it."""

    path: str
    sha256: str
    sheets: tuple[SheetReading, ...] = ()
    lines: tuple[SheetLine, ...] = ()
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: tuple[RefusedDeed, ...] = ()
    """Deeds that did not pass."""
    allowed: tuple[Issue, ...] = ()
    """What `ReadingContext.allow` let through: no issues any more, but the minutes print them."""

    @property
    def ok(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(issue.severity == "warning" for issue in self.issues)

    def held_on(self, month: Month) -> date | None:
        """The day of the meeting as the sheets of that month give it."""
        return next((s.held_on for s in self.sheets if s.month == month and s.held_on), None)

    def place(self, month: Month) -> str | None:
        """Where the meeting was held, as the sheets of that month give it."""
        return next((s.place for s in self.sheets if s.month == month and s.place), None)
