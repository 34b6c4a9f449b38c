"""Opening a book: found or refused, never created by accident; one transaction a use case.

Rollback journal with FULL: a copied file is whole, and Python for Windows ships SQLite releases whose WAL had a
corruption bug (see docs/design.md).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from jifen.domain.as_of import NOW, AsOf
from jifen.errors import BookError, JifenError
from jifen.store.files import APPLICATION_ID, connect, doubted, hurried, translated
from jifen.store.migrations import schema
from jifen.store.rows import standing

BOOK_VERSION = schema.VERSION


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
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID or version < 1:
        raise BookError("book-damaged", path=str(path))
    if version > BOOK_VERSION:
        raise BookError("book-newer", path=str(path), found=version, known=BOOK_VERSION)
    return version


def look_into(connection: sqlite3.Connection, path: Path) -> tuple[int, list[schema.Difference]]:
    """A file's version, and what of its schema is not that of a fresh book of that version; in a few seconds.

    Nothing else of it is read: a table may be a view by now. Refuses what is no book.
    """
    with doubted(path), hurried(connection):
        version = version_of(connection, path)
        return version, schema.differences(connection, None if version == BOOK_VERSION else version)


def proved_sound(connection: sqlite3.Connection, named: Path) -> None:
    """Bring an open file that may be anybody's to this program's version, once pages and schema are found sound.

    It is no longer in the mode that keeps a second file beside it. Refused: whatever is not; `named` in its stead.
    """
    version, differing = look_into(connection, named)
    if differing:
        raise _altered(named, differing)
    with doubted(named):
        with hurried(connection):
            if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise BookError("book-damaged", path=str(named))
        connection.execute("PRAGMA journal_mode = DELETE")
        if version < BOOK_VERSION:
            from jifen.store.migrations.steps import upgrade

            upgrade(connection)


def _altered(path: Path, differing: list[schema.Difference]) -> BookError:
    names = [each.told for each in differing[:5]]
    return BookError("book-altered", path=str(path), names=names, count=len(differing))


def open_book(path: Path, backups: Path, *, altered: bool = False) -> sqlite3.Connection:
    """An existing book, brought to this program's version; an older one is backed up into `backups` first.

    Refused: a book whose schema somebody changed, unless what is wrong with it is asked for (`altered`); such a book
    is not brought up.
    """
    if path.is_dir():
        raise BookError("book-is-folder", path=str(path))
    if not path.is_file():
        raise BookError("book-missing", path=str(path))
    with doubted(path):
        connection = connect(path, "rw")
    with translated(path):
        try:
            version, differing = look_into(connection, path)
            if differing and not altered:
                raise _altered(path, differing)
            if version < BOOK_VERSION and not differing:
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


def subject(connection: sqlite3.Connection, day: date, when: AsOf = NOW) -> str | None:
    """Whom the scheme in force on a day says the book is about; None where it says nothing. No rule is read for it."""
    row = connection.execute(
        "SELECT content FROM scheme_line WHERE item = 'subject' AND version_id = (SELECT id FROM rulebook_version "
        f"WHERE {standing(upto=':upto')} AND effective_on <= :day ORDER BY effective_on DESC, id DESC LIMIT 1)",
        {"upto": when.operation, "day": day.isoformat()},
    ).fetchone()
    return None if row is None else str(row[0])
