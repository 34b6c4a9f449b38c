"""Files of killed commands: put in place, or swept up, by the command that comes next.

A file of an operation is entered in the book with it and struck off once it is in place. So after a kill there is
either an entry, and the file is delivered now, or none, and what lies aside belongs to nothing. That is only certain
for whoever holds the book's write lock: nobody else is then between writing aside and commit.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jifen.errors import JifenError
from jifen.services.outbox import ASIDE, Outbox, Waiting, prefix
from jifen.store import files

OLD_ASIDES = (".xlsx.part", ".pdf.part", ".png.part", ".txt.part")
"""What earlier programs left in the village's folder of exports."""
OLD_AGE = 3600
"""Seconds after which such a file belongs to nobody."""


def begin(connection: sqlite3.Connection, book: Path) -> Outbox:
    """An outbox for an operation under way."""
    mark = files.mark(connection, book.name)
    coming = frozenset(waiting.place for _, waiting in _pending(connection, book))
    return Outbox(mark, coming, lasting=files.SYNCHRONOUS == "FULL")


def write_aside(connection: sqlite3.Connection, book: Path, exports: Path, operation_id: int, outbox: Outbox) -> None:
    """The last thing before the commit: clear away what killed commands left, write the files aside and enter them."""
    _sweep(connection, book, outbox.mark, {exports, book.absolute().parent, *outbox.folders}, exports)
    outbox.write_aside()
    rows = [(_kept(w.place, book), w.aside.name, w.sha256, w.replaces) for w in outbox.waiting]
    files.add_deliveries(connection, operation_id, rows)


def deliver(connection: sqlite3.Connection, operation_id: int, outbox: Outbox) -> None:
    """After the commit. What cannot be put in its place waits beside it: the book has the document already."""
    if not outbox.waiting:
        return
    try:
        outbox.deliver()
    except (JifenError, OSError):
        raise JifenError("paper-undelivered", path=str(outbox.waiting[0].place)) from None
    # Somebody else is writing: the next command sees that they are in place, and strikes them off.
    with suppress(sqlite3.OperationalError):
        files.strike_off_all(connection, operation_id)


def finish(connection: sqlite3.Connection, book: Path) -> tuple[Path, ...]:
    """Put in place what killed commands left, giving where it is now.

    While somebody writes nothing is done: it may be theirs. What is gone stays entered, for `verify` to name it.
    """
    if not files.pending(connection):
        return ()
    moved = []
    with _lock_at_once(connection) as locked:
        if not locked:
            return ()
        done = []
        for entry, waiting in _pending(connection, book):
            waits = waiting.aside.exists()
            with suppress(OSError):
                place = waiting.put(patient=True)
                if place is not None:
                    done.append(entry)
                    moved += [place] if waits else []
        files.strike_off(connection, done)
    return tuple(moved)


@dataclass(frozen=True, slots=True)
class Missing:
    """A file that an operation left and that is nowhere."""

    id: int
    operation_id: int
    place: Path


def missing(connection: sqlite3.Connection, book: Path) -> list[Missing]:
    """What was entered and is neither aside nor in place."""
    by = {entry.id: entry.operation_id for entry in files.pending(connection)}
    return [Missing(entry, by[entry], waiting.place) for entry, waiting in _pending(connection, book)]


def write_files(connection: sqlite3.Connection, book: Path, wanted: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that belong to no operation: all of them or none. One that was missing under this name is found."""
    outbox = Outbox(files.mark(connection, book.name))
    for path, data in wanted:
        outbox.add(path, data)
    if _leftovers(outbox.folders, outbox.mark):
        with _lock_at_once(connection) as locked:
            if locked:
                _sweep(connection, book, outbox.mark, outbox.folders, None)
    outbox.leave()
    names = {path.name for path, _ in wanted}
    found = [entry for entry, waiting in _pending(connection, book) if waiting.place.name in names]
    if found:
        files.strike_off(connection, found)


def _pending(connection: sqlite3.Connection, book: Path) -> list[tuple[int, Waiting]]:
    found = []
    for entry in files.pending(connection):
        place = book.absolute().parent / entry.place
        found.append((entry.id, Waiting(place, place.with_name(entry.aside), entry.sha256, entry.replaces)))
    return found


def _kept(place: Path, book: Path) -> str:
    """A place as the book keeps it: from its own folder where it lies inside, so that both may be moved together."""
    place, folder = place.absolute(), book.absolute().parent
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else str(place)


@contextmanager
def _lock_at_once(connection: sqlite3.Connection) -> Iterator[bool]:
    """The book's write lock if it is free, and whether it was: nobody waits for housekeeping."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        yield False
        return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {files.BUSY_SECONDS * 1000:.0f}")
    try:
        yield True
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _leftovers(folders: Iterable[Path], mark: str) -> list[Path]:
    """Every file of this book that lies aside."""
    found = []
    for folder in folders:
        with suppress(OSError):
            found += [p for p in folder.iterdir() if p.name.startswith(prefix(mark)) and p.name.endswith(ASIDE)]
    return found


def _sweep(
    connection: sqlite3.Connection, book: Path, mark: str, folders: Iterable[Path], exports: Path | None
) -> None:
    """Take away what lies aside and is entered nowhere. Only for whoever holds the write lock."""
    entered = {waiting.aside.name for _, waiting in _pending(connection, book)}
    wanted = [path for path in _leftovers(folders, mark) if path.name not in entered]
    for path in [*wanted, *(_old(exports) if exports else ())]:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _old(exports: Path) -> list[Path]:
    latest = time.time() - OLD_AGE
    with suppress(OSError):
        return [p for p in exports.iterdir() if p.name.endswith(OLD_ASIDES) and p.stat().st_mtime < latest]
    return []
