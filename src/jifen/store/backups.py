"""Copies of the book by SQLite's own backup, checked after writing; the last thirty automatic ones are kept."""

import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from glob import escape
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.store.files import clear_side_files, connect, intact, translated

KEPT = 30
HALF_WRITTEN_AGE = 3600
"""Seconds after which a half-written copy is nobody's."""
CHINA = timezone(timedelta(hours=8))
"""The clock in the names of copies: whoever looks for this morning's reads the same hour as on the wall."""


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a checked copy to `target`; it appears whole or not at all."""
    if target.exists():
        raise JifenError("file-exists", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with translated(target), closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
        if not intact(part):
            raise BookError("book-damaged", path=str(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def backup_into(connection: sqlite3.Connection, book: Path, folder: Path) -> Path:
    """An automatic copy `NAME-20250728-093000-000001.db` in `folder`; older ones beyond the last thirty go.

    The copy just made stays in any case: with a clock set back it would seem the oldest.
    """
    stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{book.stem}-{stamp}.db"
    copy_to(connection, target)
    others = set(folder.glob(f"{escape(book.stem)}-????????-??????-??????.db")) - {target}
    for old in sorted(others)[: -(KEPT - 1)]:
        old.unlink(missing_ok=True)
    _sweep(folder, book)
    return target


def _sweep(folder: Path, book: Path) -> None:
    """Take away copies that a killed command left half written; a young one may be somebody's under way."""
    latest = time.time() - HALF_WRITTEN_AGE
    for part in folder.glob(f"{escape(book.stem)}-*.db.part"):
        with suppress(OSError):
            if part.stat().st_mtime < latest:
                part.unlink()


def copy_over(source: Path, book: Path) -> None:
    """Write `source` over a sound `book` by SQLite itself: all or nothing, and whoever has it open sees the new one."""
    with translated(book), closing(connect(source, "ro")) as origin, closing(connect(book, "rw")) as target:
        origin.backup(target)


def replace_book(source: Path, book: Path) -> None:
    """Put a checked copy of `source` in the place of a `book` that is damaged or gone, in one step.

    A journal that the old one left behind would be played back into the new one: it goes first.
    """
    part = book.with_name(book.name + ".restore")
    part.unlink(missing_ok=True)
    with translated(source), closing(connect(source, "ro")) as origin:
        copy_to(origin, part)
    clear_side_files(book)
    part.replace(book)
