"""Copies of the book by SQLite's own backup, checked after writing; the last thirty automatic ones are kept."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.store.connection import intact, translated

KEPT = 30


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
    """An automatic copy `NAME-20250728-093000-000001.db` in `folder`; older ones beyond the last thirty go."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{book.stem}-{stamp}.db"
    copy_to(connection, target)
    kept = sorted(folder.glob(f"{book.stem}-????????-??????-??????.db"))
    for old in kept[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def replace_book(source: Path, book: Path) -> None:
    """Put a checked copy of `source` in the place of `book` in one step."""
    part = book.with_name(book.name + ".restore")
    part.unlink(missing_ok=True)
    with translated(source), closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as origin:
        copy_to(origin, part)
    part.replace(book)
