"""Opening a book for somebody's work, and what was done with it so far."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.messages import subjects
from jifen.services import delivery
from jifen.services.session import Folders, Session
from jifen.store.connection import open_book

if TYPE_CHECKING:
    from jifen.store.operations import Operation


@contextmanager
def open_session(
    path: Path, folders: Folders, operator: str, today: date, *, dry_run: bool, altered: bool = False
) -> Iterator[Session]:
    """The book at `path`, open until the block is left; what a killed command left half done is finished first.

    Refused: no book there, damaged, newer than this program, its schema changed by somebody. With `altered`, for
    looking only, such a one is opened as it is, and nothing is finished that stumbles.
    """
    with closing(open_book(path, folders.backups, altered=altered)) as connection:
        opened = Session(connection, path, operator, today, folders, dry_run=dry_run)
        if altered:
            connection.execute("PRAGMA query_only = ON")
        elif not dry_run:
            opened.delivered = delivery.finish(connection, path)
        subjects.speak_of(_subject(opened, altered=altered))
        yield opened


def _subject(session: Session, *, altered: bool) -> str:
    """Whom the book is about; of an altered one whatever can still be read of it."""
    try:
        return session.subject()
    except sqlite3.Error:
        if altered:
            return subjects.HOUSEHOLD
        raise


def latest_operations(session: Session, count: int) -> "list[Operation]":
    """The last `count` operations, newest first, with the files they read."""
    from jifen.store import operations

    return operations.latest(session.connection, count)
