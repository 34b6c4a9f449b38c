"""Opening a book: found or refused, never created by accident; one transaction a use case.

Rollback journal with FULL: a copied file is whole, and Python for Windows ships SQLite releases whose WAL had a
corruption bug (see docs/design.md).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.store.files import APPLICATION_ID, connect, translated

BOOK_VERSION = 7
"""How many steps this program knows (`migrations.steps`, which is loaded only where one is to be applied)."""


def create(path: Path) -> sqlite3.Connection:
    """A new, empty book of this program's version; refuses where something stands already, but for an empty file."""
    if path.exists() and path.stat().st_size:
        raise JifenError("book-exists", path=str(path))
    if not path.parent.is_dir():
        raise JifenError("folder-missing", path=str(path.parent))
    from jifen.store.migrations.steps import upgrade

    with translated(path):
        connection = connect(path, "rwc")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection)
    return connection


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The book's version; refuses what is no book, and a book of a newer program, untouched."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise BookError("book-damaged", path=str(path))
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > BOOK_VERSION:
        raise BookError("book-newer", path=str(path), found=version, known=BOOK_VERSION)
    return version


def open_book(path: Path, backups: Path) -> sqlite3.Connection:
    """An existing book, brought to this program's version; an older one is backed up into `backups` first."""
    if path.is_dir():
        raise BookError("book-is-folder", path=str(path))
    if not path.is_file():
        raise BookError("book-missing", path=str(path))
    with translated(path):
        connection = connect(path, "rw")
        try:
            if version_of(connection, path) < BOOK_VERSION:
                from jifen.store.backups import backup_into
                from jifen.store.migrations.steps import upgrade

                backup_into(connection, path, backups)
                upgrade(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, *, keep: bool) -> Iterator[None]:
    """One `BEGIN IMMEDIATE`; leaving by an exception, or with `keep` false (a dry run), rolls back."""
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT" if keep else "ROLLBACK")
