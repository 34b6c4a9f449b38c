"""What every use case works with: the book, who works, which day it is, and how to ask.

A use case that changes the book runs inside `Session.change`: one transaction, one operation. A dry run does all of it
and takes it back. Whoever only looks at balances pays for neither rules nor settings: both are imported when asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.domain.as_of import NOW, AsOf
from jifen.errors import JifenError, UsageError
from jifen.messages.subjects import HOUSEHOLD
from jifen.services import delivery
from jifen.services.outbox import Outbox
from jifen.store.connection import subject, transaction

if TYPE_CHECKING:
    from jifen.domain.rulebook import RuleBooks
    from jifen.domain.settings import Settings
    from jifen.reading.issues import Question


def _agree(preview: object) -> None:
    """Ask nobody."""


def _no_answer(question: Question) -> str | None:
    return None


JUST_NOW = 60
"""Seconds within which a command with the same content is taken for one given twice."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A preview of what somebody must say yes to; where nobody can be asked it is this refusal."""

    refusal: JifenError


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a book keeps its copies, its printed files, the village's own templates, and its pictures."""

    backups: Path
    exports: Path
    templates: Path
    photos: Path


@dataclass(slots=True)
class OpenOperation:
    """A change under way: its id, the files it leaves, and whether all of it is to be taken back.

    `before_commit` is called once all is written, its head too: what fails there takes everything back.
    """

    operation_id: int
    outbox: Outbox = field(default_factory=Outbox)
    cancelled: bool = False
    before_commit: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An operation that was kept: what it was and what it was given."""

    operation_id: int
    command: str
    details: Mapping[str, object]


@dataclass(slots=True)
class Session:
    """An open book and the person in front of it.

    `confirm` is called with a preview before anything that asks is kept, and raises to refuse; `answer` is called with
    a question of the reader and gives a choice or None; `progress` with (done, total) by whatever may take long.
    `earlier` is called with the last operation's day before a change whose day lies before it, and raises to refuse.
    `delivered`: files an earlier command had not put in place, which were when the book was opened. `done`: the last
    operation that was kept in this session.
    """

    connection: sqlite3.Connection
    path: Path
    operator: str
    today: date
    folders: Folders
    dry_run: bool = False
    confirm: Callable[[object], None] = _agree
    answer: Callable[[Question], str | None] = _no_answer
    progress: Callable[[int, int], None] = field(default=lambda done, total: None)
    earlier: Callable[[date], None] = field(default=lambda last: None)
    delivered: tuple[Path, ...] = ()
    done: Done | None = None

    @contextmanager
    def change(self, command: str, **details: object) -> Iterator[OpenOperation]:
        """One transaction and one operation, with the files it leaves: kept together or not at all.

        `OpenOperation.cancelled` or a dry run takes everything back.
        """
        from jifen.store import chain, operations

        instant = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        kept = {name: value for name, value in details.items() if value is not None}
        outbox = Outbox()
        last = operations.last_day(self.connection)
        if last is not None and self.today < last and not self.dry_run:
            self.earlier(last)
        try:
            with transaction(self.connection, self.path, keep=not self.dry_run):
                operation_id = operations.add(self.connection, command, instant, self.today, self.operator, kept)
                outbox = delivery.begin(self.connection, self.path)
                operation = OpenOperation(operation_id, outbox)
                yield operation
                if operation.cancelled:
                    raise _CancelledError
                chain.seal(self.connection, operation_id)
                if not self.dry_run:
                    if operation.before_commit is not None:
                        operation.before_commit()
                    delivery.write_aside(self.connection, self.path, self.folders.exports, operation_id, outbox)
        except _CancelledError:
            outbox.discard()
        except BaseException:
            outbox.discard()
            raise
        else:
            if not self.dry_run:
                self.done = Done(operation_id, command, kept)
            delivery.deliver(self.connection, operation_id, outbox)

    def backup(self) -> None:
        """An automatic copy of the book as it was before the transaction under way.

        Its changes are in memory until it ends, so this may come last: what is refused leaves no copy.
        """
        if self.dry_run:
            return
        from contextlib import closing

        from jifen.store.backups import backup_into

        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            backup_into(reader, self.path, self.folders.backups, self.progress)

    def settings(self, when: AsOf = NOW) -> Settings:
        """The settings as they hold."""
        from jifen.domain.settings import Settings
        from jifen.store import rulebooks

        rows = rulebooks.setting_rows(self.connection, when)
        return Settings({name: value for name, (value, _) in rows.items()})

    def subject(self, day: date | None = None, when: AsOf = NOW) -> str:
        """Whom the book is about, by the scheme in force on a day (default: today)."""
        return subject(self.connection, day or self.today, when) or HOUSEHOLD

    def refuse_others(self, about: str) -> None:
        """Refused (`subject-inside`) where the book is not about households: what is asked for leaves the house."""
        found = self.subject()
        if found != HOUSEHOLD:
            raise JifenError("subject-inside", subject=found, about=about)

    def rulebooks(self, when: AsOf = NOW) -> RuleBooks:
        """Every version of the rule book."""
        from jifen.store import rulebooks

        return rulebooks.all_versions(self.connection, when)


def reason_given(reason: str | None, option: str = "--reason") -> str:
    """A decision needs a reason: its text without outer spaces; wrong usage where there is none."""
    told = (reason or "").strip()
    if not told:
        raise UsageError("reason-missing", option=option)
    return told


class _CancelledError(Exception):
    """Leave the transaction without keeping anything."""
