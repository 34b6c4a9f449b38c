"""What every use case works with: the book, who works, which day it is, and how to ask.

A use case that changes the book runs inside `Session.change`: one transaction, one operation. A dry run does all of it
and takes it back. Whoever only looks at balances pays for neither rules nor settings: both are imported when asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen.domain.as_of import NOW, AsOf
from jifen.store.connection import savepoint, transaction

if TYPE_CHECKING:
    from jifen.domain.rulebook import RuleBooks
    from jifen.domain.settings import Settings


def _agree(preview: object) -> None:
    """Ask nobody."""


def _no_answer(question: object) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a book keeps its copies, its printed files, and the village's own templates."""

    backups: Path
    exports: Path
    templates: Path


@dataclass(slots=True)
class OpenOperation:
    """A change under way."""

    operation_id: int
    cancelled: bool = False


@dataclass(slots=True)
class Session:
    """An open book and the person in front of it.

    `confirm` is called with a preview before anything that asks is kept, and raises to refuse; `answer` is called with
    a question of the reader and gives a choice or None; `progress` with (done, total) while files are read.
    """

    connection: sqlite3.Connection
    path: Path
    operator: str
    today: date
    folders: Folders
    dry_run: bool = False
    confirm: Callable[[object], None] = _agree
    answer: Callable[[Any], str | None] = _no_answer
    progress: Callable[[int, int], None] = field(default=lambda done, total: None)
    _together: bool = field(default=False, init=False)

    @contextmanager
    def change(self, command: str, **details: object) -> Iterator[OpenOperation]:
        """One transaction and one operation; `OpenOperation.cancelled` or a dry run takes everything back."""
        from jifen.store import operations

        with self._transaction() as change:
            instant = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            kept = {name: value for name, value in details.items() if value is not None}
            change.operation_id = operations.add(self.connection, command, instant, self.today, self.operator, kept)
            yield change

    @contextmanager
    def together(self) -> Iterator[None]:
        """A change and what must succeed with it, kept or taken back as one.

        A document is issued only if its sheet could be written: a broken template or a full disk leaves no number
        behind.
        """
        with transaction(self.connection, self.path, keep=not self.dry_run):
            self._together = True
            try:
                yield
            finally:
                self._together = False

    @contextmanager
    def _transaction(self) -> Iterator[OpenOperation]:
        change = OpenOperation(0)
        try:
            with savepoint(self.connection) if self._together else self._own_transaction():
                yield change
                if change.cancelled:
                    raise _CancelledError
        except _CancelledError:
            pass

    def _own_transaction(self) -> AbstractContextManager[None]:
        return transaction(self.connection, self.path, keep=not self.dry_run)

    def backup(self) -> None:
        """An automatic copy of the book as it was before the transaction under way.

        Its changes are in memory until it ends, so this may come last: what is refused leaves no copy.
        """
        if self.dry_run:
            return
        from contextlib import closing

        from jifen.store.backups import backup_into

        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            backup_into(reader, self.path, self.folders.backups)

    def settings(self, when: AsOf = NOW) -> Settings:
        """The settings as they hold."""
        from jifen.domain.settings import Settings
        from jifen.store import rulebooks

        rows = rulebooks.setting_rows(self.connection, when)
        return Settings({name: value for name, (value, _) in rows.items()})

    def rulebooks(self, when: AsOf = NOW) -> RuleBooks:
        """Every version of the rule book."""
        from jifen.store import rulebooks

        return rulebooks.all_versions(self.connection, when)


class _CancelledError(Exception):
    """Leave the transaction without keeping anything."""
