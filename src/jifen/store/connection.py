"""Opening a book: found or refused, never created by accident; one transaction a use case.

Rollback journal with FULL: a copied file is whole, and Python for Windows ships SQLite releases whose WAL had a
corruption bug (see docs/design.md).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.store.migrations import BOOK_VERSION, upgrade

APPLICATION_ID = 0x4A494645
BUSY_SECONDS = 10
SYNCHRONOUS = "FULL"
"""A committed change survives the plug being pulled; tests in one process need not wait for the disk."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says into refusals that a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _refusal(error, path) from error


def _refusal(error: sqlite3.DatabaseError, path: Path) -> Exception:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BookError("book-locked", path=str(path), seconds=BUSY_SECONDS)
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return BookError("book-damaged", path=str(path))
    if primary == sqlite3.SQLITE_FULL:
        return JifenError("disk-full", path=str(path))
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return JifenError("no-permission", path=str(path))
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return BookError("book-unreadable", path=str(path))
    return error


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection as every book is opened: `mode` is `ro`, `rw` or `rwc`."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    connection.execute("PRAGMA cache_size = -65536")
    # Nothing reaches the file before the commit, so the backup before it reads the book as it was.
    connection.execute("PRAGMA cache_spill = OFF")
    return connection


def create(path: Path) -> sqlite3.Connection:
    """A new, empty book of this program's version; refuses where something stands already."""
    if path.exists():
        raise JifenError("book-exists", path=str(path))
    if not path.parent.is_dir():
        raise JifenError("folder-missing", path=str(path.parent))
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


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """A part of a transaction under way; leaving by an exception takes back this part."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


def intact(path: Path) -> bool:
    """Whether the file is a sound SQLite book as it lies there; refused while somebody has it locked."""
    try:
        with closing(connect(path, "ro")) as connection:
            rows = connection.execute("PRAGMA quick_check").fetchall()
            return rows == [("ok",)] and connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    except sqlite3.DatabaseError as error:
        refusal = _refusal(error, path)
        if isinstance(refusal, BookError) and refusal.code == "book-locked":
            raise refusal from error
        return False


def side_files(path: Path) -> list[Path]:
    """What SQLite keeps beside a file while it is written, and a killed program leaves there."""
    return [found for end in ("-journal", "-wal", "-shm") if (found := path.with_name(path.name + end)).exists()]


def clear_side_files(path: Path) -> None:
    """Take away what belonged to a book that is gone."""
    for file in side_files(path):
        file.unlink()
