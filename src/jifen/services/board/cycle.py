"""What one list has that another has not: who is proposed, what its review asks, what it says, what refuses it.

The red and black list is one `Cycle`, each honour of a year another. What all of them go through stands in `flow`.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.guards import Offence
from jifen.domain.ledger import Score
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.reading.issues import Issue
from jifen.services.session import Session
from jifen.store import boards
from jifen.store.boards import BoardDraft, BoardLine
from jifen.store.documents import Document

Decisions = Mapping[str, Any]
"""What a meeting decided, as it is kept: of each list its rows."""
Parting = Callable[[Sequence[Offence]], tuple[list[Offence], list[Offence]]]
"""Of what the guards find what refuses, and what is let through."""


class State(Protocol):
    """How a period stands for a list, asked as of an operation and a day."""

    def review(self) -> Mapping[str, Any]:
        """The candidates, as the meeting gets them."""

    def snapshot(self) -> dict[str, Any]:
        """What a draft keeps: `review`, and all that the candidates follow from."""

    def score(self, code: str) -> Score:
        """A household's period."""


class Reading(Protocol):
    """A filled-in review as it was read."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything wrong with it."""

    @property
    def let_through(self) -> tuple[Offence, ...]:
        """Texts a guard asks about and may stand."""


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A filled-in workbook, and as of when it is read."""

    path: str
    data: bytes
    today: date
    when: AsOf = NOW


class Cycle(ABC):
    """One list of one period, and all that is its own.

    `word` begins its refusals, `commands` are what its operations are kept as. `kind`, `correction` and `current` are
    the kinds of its documents, of the last none where a later print is no document of its own. `nobody` refuses
    certificates of a list without lines.
    """

    word: ClassVar[str]
    commands: ClassVar[Mapping[str, str]]
    kind: ClassVar[str]
    correction: ClassVar[str]
    current: ClassVar[str | None] = None
    nobody: ClassVar[str]
    period: Period

    @property
    @abstractmethod
    def lists(self) -> Mapping[str, str]:
        """Of each list of lines in a content the name under which its lines are kept."""

    @property
    @abstractmethod
    def honoured(self) -> str:
        """The list, by the name its lines are kept under, that honours whoever stands on it."""

    @property
    def told(self) -> dict[str, str]:
        """Which list it is, as its operations keep it."""
        return {"period": str(self.period)}

    @property
    def facts(self) -> dict[str, str]:
        """Which list it is, as its refusals say it."""
        return self.told

    def refused(self, what: str, **facts: object) -> JifenError:
        """The refusal `what` of this list: `board-not-drafted`, `honour-not-drafted`."""
        return JifenError(f"{self.word}-{what}", **{**self.facts, **facts})

    def holds(self, content: Mapping[str, Any]) -> bool:
        """Whether a document of this kind and period is of this list."""
        return True

    def marks(self, first: Document) -> dict[str, Any]:
        """What a correction of it bears besides what every correction does."""
        return {}

    def last_draft(self, connection: sqlite3.Connection, when: AsOf = NOW) -> BoardDraft | None:
        """Its newest draft."""
        return boards.last_draft(connection, str(self.period), when)

    def keep_draft(self, connection: sqlite3.Connection, operation_id: int, snapshot: Mapping[str, Any]) -> None:
        """Keep a draft."""
        boards.add_draft(connection, operation_id, str(self.period), snapshot)

    @abstractmethod
    def refuse_early(self, session: Session) -> None:
        """Refuse to draft or review what cannot have a list yet."""

    @abstractmethod
    def refuse_unfinished(self, state: Any, *, publishing: bool) -> None:
        """Refuse a period whose points may still change."""

    @abstractmethod
    def state(self, session: Session, today: date, when: AsOf = NOW) -> State:
        """How the period stands for it."""

    @abstractmethod
    def workbook(self, review: Any) -> tuple[bytes, str]:
        """The workbook the meeting fills in, and its name."""

    @abstractmethod
    def read(self, session: Session, file: ReviewFile, last: BoardDraft, parted: Parting) -> Any:
        """A filled-in workbook read (`Reading`)."""

    @abstractmethod
    def decided(self, session: Session, last: BoardDraft, reading: Any, when: AsOf = NOW) -> Decisions:
        """What is kept of a reading."""

    def as_printed(self, reading: Any, decisions: Decisions) -> Sequence[Offence]:
        """What is let through, as the texts of which the lines will be guarded."""
        found: Sequence[Offence] = reading.let_through
        return found

    def refuse_handing(self) -> None:
        """Refuse certificates and the like of a list that praises nobody."""
        return

    def undecided(self, last: BoardDraft, decisions: Decisions) -> tuple[str, ...]:
        """Households the meeting has to say something about and did not."""
        return ()

    @abstractmethod
    def compose(self, state: Any, decisions: Decisions, first: date | None) -> Mapping[str, Any]:
        """The content before it is numbered; `first` is the window's first day, None for a draft."""

    def recomposed(self, again: Mapping[str, Any], printed: Mapping[str, Any]) -> Mapping[str, Any]:
        """A content composed again, saying as the printed one what earlier versions lawfully said otherwise."""
        return again

    def reworded(self, session: Session, first: Document, line: BoardLine, text: str) -> str:
        """What a line says once it is given another text."""
        return text
