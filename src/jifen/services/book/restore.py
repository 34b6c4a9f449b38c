"""A copy put in the book's place: only once a copy of the copy was opened, brought up and proved.

A file somebody hands over may be anything. It is copied aside, looked into for a few seconds, and believed only where
its schema is our own and everything in it can be proved. What would be lost is told first; that it was restored is an
operation of the restored book, which states the numbers already given, so that none is given twice.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from jifen.errors import BookError, JifenError
from jifen.services.book.verify import verify_book
from jifen.services.life.photos import take_along
from jifen.services.session import Folders, Session
from jifen.store import chain, documents, operations
from jifen.store.backups import CHINA, backup_into, copy_over, replace_book
from jifen.store.connection import open_book, proved_sound, transaction
from jifen.store.files import connect, doubted, intact, looks_like_book, side_files

NOT_OF_THE_COPY = frozenset({"papers", "photos"})
"""Checks of what lies beside the book, not in it."""


@dataclass(frozen=True, slots=True)
class Present:
    """The book that would be replaced: what only it holds. `unread`: nobody can say, it cannot be read; `other`: it
    has not one operation in common with the copy."""

    lost: int = 0
    documents: tuple[str, ...] = ()
    head: str | None = None
    last_numbers: tuple[tuple[int, int], ...] = ()
    unread: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """What restoring would do, to be said yes to; `present` None: there is no book yet."""

    source: Path
    path: Path
    operations: int
    head: str
    present: Present | None


@dataclass(frozen=True, slots=True)
class Restored:
    """A book that was brought back; `saved` is the copy of the one it replaced; `photos`: how many pictures came along
    from beside the copy, `lost`: which of its pictures lie in neither place."""

    replacement: Replacement
    saved: Path | None
    photos: int = 0
    lost: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The book."""
        return self.replacement.path


def restore(
    source: Path,
    book: Path,
    backups: Path,
    photos: Path,
    *,
    operator: str,
    today: date,
    dry_run: bool,
    confirm: Callable[[Replacement], None] = lambda replacement: None,
) -> Restored:
    """Put a copy in the book's place, saving the book first. A damaged book is saved as it is.

    Its pictures are brought from beside the copy into the folder `photos`.
    Refused: what is no sound book of a version this program knows, what cannot be proved; then nothing is touched.
    """
    _refuse(source, book)
    with tempfile.TemporaryDirectory(prefix=".jifen-", dir=book.absolute().parent) as folder:
        copy = _aside(source, Path(folder) / "copy.db")
        with _opened(copy, source) as connection:
            _prove(connection, copy, source, operator, today)
            present = _present(connection, book, Path(folder) / "present.db") if book.exists() else None
            count, head = operations.last_id(connection), chain.last_head(connection)
            replacement = Replacement(source, book, count, head, present)
            confirm(replacement)
            if dry_run:
                return Restored(replacement, None)
            _record(connection, copy, replacement, operator, today)
        saved = _swap(copy, book, backups)
    with closing(open_book(book, backups)) as connection:
        count, lost = take_along(connection, book, source.absolute().parent / photos.name, photos)
        return Restored(replacement, saved, count, tuple(lost))


def _refuse(source: Path, book: Path) -> None:
    if not source.is_file():
        raise JifenError("file-missing", path=str(source))
    if book.is_dir():
        raise BookError("book-is-folder", path=str(book))
    if book.exists() and source.samefile(book):
        raise JifenError("restore-onto-itself", path=str(source))
    if not book.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(book.absolute().parent))
    if not looks_like_book(source):
        raise BookError("book-damaged", path=str(source))


def _aside(source: Path, copy: Path) -> Path:
    """The bytes, with what a program that was writing left beside them."""
    for file in (source, *side_files(source)):
        if not file.name.endswith("-shm"):
            shutil.copyfile(file, copy.with_name(copy.name + file.name[len(source.name) :]))
    return copy


@contextmanager
def _opened(copy: Path, named: Path) -> Iterator[sqlite3.Connection]:
    """A copy open and brought up, once it was found to be a sound book with our own schema."""
    with doubted(named):
        connection = connect(copy, "rw")
    with closing(connection):
        proved_sound(connection, named)
        yield connection


def _prove(connection: sqlite3.Connection, copy: Path, source: Path, operator: str, today: date) -> None:
    folders = Folders(copy.parent, copy.parent, copy.parent, copy.parent)
    checks = verify_book(Session(connection, copy, operator, today, folders))
    wrong = [check.name for check in checks if not check.ok and check.name not in NOT_OF_THE_COPY]
    if wrong:
        raise BookError("restore-unproved", path=str(source), checks=wrong)


def _present(connection: sqlite3.Connection, book: Path, aside: Path) -> Present:
    """What the book holds that the copy does not, as far as it can be read."""
    try:
        with _opened(_aside(book, aside), book) as present:
            theirs, ours = operations.told(connection), operations.told(present)
            shared = next((n for n, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), None)
            shared = min(len(theirs), len(ours)) if shared is None else shared
            lost = ours[shared:]
            since = int(str(lost[0][0])) if lost else None
            numbers = [d.number for d in documents.select(present) if since is not None and d.operation_id >= since]
            issued = tuple(documents.last_numbers(present).items()) if shared else ()
            return Present(len(lost), tuple(numbers), chain.last_head(present), issued, other=not shared)
    except (BookError, sqlite3.DatabaseError, ValueError):
        return Present(unread=True)


def _record(connection: sqlite3.Connection, copy: Path, replacement: Replacement, operator: str, today: date) -> None:
    """The operation that says so, in the copy that becomes the book."""
    numbers = documents.last_numbers(connection)
    present = replacement.present
    for year, last in present.last_numbers if present else ():
        numbers[year] = max(numbers.get(year, 0), last)
    details: dict[str, object] = {"path": str(replacement.source), "head": replacement.head}
    if present and present.head:
        details |= {"replaced": present.head, "lost": present.lost}
    details["last_numbers"] = {str(year): last for year, last in sorted(numbers.items())}
    instant = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with transaction(connection, copy, keep=True):
        operation_id = operations.add(connection, "restore", instant, today, operator, details)
        chain.seal(connection, operation_id)


def _swap(copy: Path, book: Path, backups: Path) -> Path | None:
    if book.exists() and intact(book):
        saved = _save(book, backups)
        copy_over(copy, book)
        return saved
    damaged = _save_damaged(book, backups) if book.exists() else None
    replace_book(copy, book)
    return damaged


def _save(book: Path, backups: Path) -> Path:
    """A copy of a sound book that is about to be replaced; refused while somebody writes."""
    with closing(connect(book, "rw")) as connection:
        with transaction(connection, book, keep=False):
            pass
        return backup_into(connection, book, backups)


def _save_damaged(book: Path, backups: Path) -> Path:
    """The bytes as they are, with those of a journal that a killed program left: SQLite reads the two as one."""
    backups.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S-%f")
    target = backups / f"{book.stem}-{stamp}-damaged.db"
    for file in (book, *side_files(book)):
        target.with_name(target.name + file.name[len(book.name) :]).write_bytes(file.read_bytes())
    return target
