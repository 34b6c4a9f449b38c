"""Copies of the book by SQLite's own backup, checked after writing; the last thirty automatic ones are kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from glob import escape
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.store.files import ASIDE, aside, clear_side_files, connect, intact, sweep, translated

KEPT = 30
CHINA = timezone(timedelta(hours=8))
"""The clock in the names of copies: whoever looks for this morning's reads the same hour as on the wall."""
Progress = Callable[[int, int], None]
"""Told (done, total) while a copy is written."""
_AT_ONCE = 256
"""Pages between two tellings: a megabyte, which a slow stick takes in a second."""


def _nobody(done: int, total: int) -> None:
    """Nobody watches."""


def copy_to(connection: sqlite3.Connection, target: Path, progress: Progress = _nobody) -> None:
    """Write a checked copy to `target`; it appears whole or not at all."""
    if target.exists():
        raise JifenError("file-exists", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = aside(target)
    try:
        write_copy(connection, part, target, progress)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def copy_ahead(
    connection: sqlite3.Connection, book: Path, target: Path, operation_id: int, progress: Progress = _nobody
) -> None:
    """The same while an operation is under way that writes nothing but itself: the copy holds it, too.

    The copy is made of what is committed, since SQLite copies nothing that is not, and is given the operation's rows.
    """
    if target.exists():
        raise JifenError("file-exists", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = aside(target)
    try:
        with translated(book), closing(connect(book, "ro")) as committed:
            write_copy(committed, part, target, progress)
        with translated(target), closing(connect(part, "rw")) as copy:
            copy.execute("BEGIN")
            for table, key in (("operation", "id"), ("operation_head", "operation_id")):
                row = connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (operation_id,)).fetchone()
                copy.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
            copy.execute("COMMIT")
        if not intact(part):
            raise BookError("book-damaged", path=str(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_copy(connection: sqlite3.Connection, part: Path, target: Path, progress: Progress = _nobody) -> None:
    """Write a checked copy to `part`; `target` is what refusals name. The check is the last step of what is told."""
    progress(0, 1)
    with translated(target), closing(sqlite3.connect(part)) as copy:
        connection.backup(copy, pages=_AT_ONCE, progress=lambda _, left, pages: progress(pages - left, pages + 1))
    if not intact(part):
        raise BookError("book-damaged", path=str(target))
    progress(1, 1)


def backup_into(connection: sqlite3.Connection, book: Path, folder: Path, progress: Progress = _nobody) -> Path:
    """An automatic copy `NAME-20250728-093000-000001.db` in `folder`; older ones beyond the last thirty go.

    The copy just made stays in any case: with a clock set back it would seem the oldest.
    """
    stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{book.stem}-{stamp}.db"
    copy_to(connection, target, progress)
    others = set(folder.glob(f"{escape(book.stem)}-????????-??????-??????.db")) - {target}
    for old in sorted(others)[: -(KEPT - 1)]:
        old.unlink(missing_ok=True)
    sweep_copies(folder, f"{book.stem}-")
    return target


def sweep_copies(folder: Path, stem: str) -> None:
    """Take away half-written copies whose names begin so."""
    sweep(folder, f"{escape(stem)}*.db*{ASIDE}")


def copy_over(source: Path, book: Path) -> None:
    """Write `source` over a sound `book` by SQLite itself: all or nothing, and whoever has it open sees the new one."""
    with translated(book), closing(connect(source, "ro")) as origin, closing(connect(book, "rw")) as target:
        origin.backup(target)


def replace_book(source: Path, book: Path) -> None:
    """Put a checked copy of `source` in the place of a `book` that is damaged or gone, in one step.

    A journal that the old one left behind would be played back into the new one: it goes first.
    """
    sweep(book.parent, f"{escape(book.name)}.*{ASIDE}")
    part = aside(book)
    try:
        with translated(source), closing(connect(source, "ro")) as origin:
            write_copy(origin, part, book)
        clear_side_files(book)
        part.replace(book)
    finally:
        part.unlink(missing_ok=True)
