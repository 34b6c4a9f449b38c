"""The book as a file: how it is opened, whether it is sound, what lies beside it, and what SQLite's errors mean.

And files that operations leave: entered with their operation, struck off once they are in place.
"""

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.store.rows import insert_rows, select

APPLICATION_ID = 0x4A494645
BUSY_SECONDS = 10
ASIDE = ".part"
"""What the name of a book ends with until it is in its place."""
HALF_WRITTEN_AGE = 3600
"""Seconds after which a half-written copy is nobody's."""
SYNCHRONOUS = "FULL"
"""A committed change survives the plug being pulled; tests in one process need not wait for the disk."""
LOOKING_SECONDS = 6
"""How long a file that may be anybody's is looked into before anything of it is believed."""
LONGEST = 128 << 20
"""Bytes of one value: more than any file a book keeps."""


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
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG):
        return BookError("book-damaged", path=str(path))
    if primary == sqlite3.SQLITE_FULL:
        return JifenError("disk-full", path=str(path))
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return JifenError("no-permission", path=str(path))
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return BookError("book-unreadable", path=str(path))
    return error


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection as every book is opened: `mode` is `ro`, `rw` or `rwc`.

    A file may be anybody's: no cell is believed unseen, no value of gigabytes is read. What its schema says runs only
    after it was found to be our own (`connection.look_into`); an untrusted schema as SQLite knows it would not even
    load one of ours, whose constraints use `json_valid`.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    connection.execute("PRAGMA cache_size = -65536")
    # What is erased is overwritten, not only given free: an erased source stands nowhere in the file.
    connection.execute("PRAGMA secure_delete = ON")
    # Nothing reaches the file before the commit, so the backup before it reads the book as it was.
    connection.execute("PRAGMA cache_spill = OFF")


@contextmanager
def hurried(connection: sqlite3.Connection, seconds: float | None = None) -> Iterator[None]:
    """Break off whatever takes longer than `LOOKING_SECONDS` (a view that never ends, a file of gigabytes)."""
    latest = time.monotonic() + (LOOKING_SECONDS if seconds is None else seconds)
    connection.set_progress_handler(lambda: time.monotonic() > latest, 10_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def doubted(path: Path) -> Iterator[None]:
    """The same as `translated` for a file of which nothing is known: whatever SQLite stumbles over makes it no book."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        found = _refusal(error, path)
        raise (found if isinstance(found, JifenError) else BookError("book-altered", path=str(path))) from error


def looks_like_book(path: Path) -> bool:
    """Whether the file's first bytes are those of a book: so nothing else is copied, however big."""
    with path.open("rb") as file:
        head = file.read(100)
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def aside(place: Path) -> Path:
    """A new, empty file beside a book to be: its name cannot be guessed, and nobody but its owner may read it (POSIX).

    Whatever SQLite writes beside it is, too. Where it cannot be made SQLite says why.
    """
    path = place.with_name(f"{place.name}.{os.urandom(8).hex()}{ASIDE}")
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def sweep(folder: Path, pattern: str) -> None:
    """Take away what a killed command left half written; a young file may be somebody's under way."""
    latest = time.time() - HALF_WRITTEN_AGE
    for path in folder.glob(pattern):
        with suppress(OSError):
            if path.stat().st_mtime < latest:
                path.unlink()
                clear_side_files(path)


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


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file on its way: `place` and the name `aside` it waits under in the same folder; `replaces`: what it may."""

    id: int
    operation_id: int
    place: str
    aside: str
    sha256: str
    replaces: str | None


def add_deliveries(
    connection: sqlite3.Connection, operation_id: int, files: Iterable[tuple[str, str, str, str | None]]
) -> None:
    """Enter files (place, aside, SHA-256, SHA-256 of what they replace) within their operation."""
    columns = ("operation_id", "place", "aside", "sha256", "replaces")
    insert_rows(connection, "delivery", columns, ((operation_id, *file) for file in files))


def pending(connection: sqlite3.Connection) -> list[Delivery]:
    """All that is not struck off, in the order of entry."""
    query = "SELECT id, operation_id, place, aside, sha256, replaces FROM delivery ORDER BY id"
    return select(connection, Delivery, query)


def strike_off(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take these off: they are in place, or nobody waits for them any more."""
    connection.executemany("DELETE FROM delivery WHERE id = ?", ((number,) for number in ids))


def strike_off_all(connection: sqlite3.Connection, operation_id: int) -> None:
    """Take off all of an operation."""
    connection.execute("DELETE FROM delivery WHERE operation_id = ?", (operation_id,))


def mark(connection: sqlite3.Connection, book: str) -> str:
    """Eight hexadecimal digits by which a book of this file name knows the files it left aside."""
    village = connection.execute("SELECT village_id FROM village").fetchone()[0]
    return hashlib.sha256(f"{village}\n{book}".encode()).hexdigest()[:8]
