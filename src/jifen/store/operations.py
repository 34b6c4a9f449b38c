"""Operations: who changed the book, when, with what; and the files they read, what is kept of them, what was erased."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from jifen.store.rows import insert, number, select, standing


@dataclass(frozen=True, slots=True)
class Operation:
    """One command that changed the book; `at` is UTC, ISO 8601. `undone_by` the operation that took it back, `undoes`
    the one that it took back."""

    id: int
    command: str
    at: str
    today: date
    operator: str
    details: Mapping[str, Any]
    undone_by: int | None = None
    undoes: int | None = None
    files: tuple["SourceFile", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its path as given and its SHA-256."""

    id: int
    operation_id: int
    path: str
    sha256: str


_SELECT = (
    "SELECT o.id, o.command, o.done_at AS at, o.done_on AS today, o.operator, o.details, u.operation_id AS undone_by, "
    "w.undone_id AS undoes FROM operation AS o LEFT JOIN undo AS u ON u.undone_id = o.id "
    "LEFT JOIN undo AS w ON w.operation_id = o.id"
)
_READ = {"details": json.loads}


def add(
    connection: sqlite3.Connection, command: str, at: str, today: date, operator: str, details: Mapping[str, Any]
) -> int:
    """Write an operation, giving its id."""
    told = json.dumps(details, ensure_ascii=False, default=str)
    return insert(connection, "operation", command=command, done_at=at, done_on=today, operator=operator, details=told)


def digest(content: bytes) -> str:
    """The SHA-256 by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def file_content(connection: sqlite3.Connection, file_id: int) -> bytes | None:
    """What is kept of a file, to be read as a workbook; None where nothing is, no more, or what nobody can unpack."""
    row = connection.execute("SELECT content FROM source_content WHERE source_file_id = ?", (file_id,)).fetchone()
    try:
        return None if row is None else zlib.decompress(row[0])
    except (zlib.error, TypeError):  # exchanged behind the program's back: `checks.sources` tells
        return None


def files_of(connection: sqlite3.Connection, command: str) -> list[SourceFile]:
    """Every file that a command read, oldest first."""
    query = (
        "SELECT f.id, f.operation_id, f.path, f.sha256 FROM source_file AS f "
        f"JOIN operation AS o ON o.id = f.operation_id WHERE o.command = ? AND {standing('f')} ORDER BY f.id"
    )
    return select(connection, SourceFile, query, (command,))


def get(connection: sqlite3.Connection, operation_id: int) -> Operation:
    """One operation by its id."""
    return select(connection, Operation, f"{_SELECT} WHERE o.id = ?", (operation_id,), **_READ)[0]


def recent(connection: sqlite3.Connection, operation_id: int, command: str, seconds: int) -> frozenset[int]:
    """Operations of a command done within so many seconds before another one, by the clock and not by `today`.

    Only those with nothing else between: whoever did other work meanwhile means it when it is done again.
    """
    instant = datetime.fromisoformat(get(connection, operation_id).at)
    since = (instant - timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    found: set[int] = set()
    query = "SELECT id, command, done_at FROM operation WHERE id < ? ORDER BY id DESC"
    for earlier, name, done_at in connection.execute(query, (operation_id,)):
        if name != command or done_at < since:
            break
        found.add(earlier)
    return frozenset(found)


def latest(connection: sqlite3.Connection, count: int) -> list[Operation]:
    """The last operations, newest first, with their files."""
    found = select(connection, Operation, f"{_SELECT} ORDER BY o.id DESC LIMIT ?", (count,), **_READ)
    query = "SELECT id, operation_id, path, sha256 FROM source_file WHERE operation_id >= ? ORDER BY id"
    files: dict[int, list[SourceFile]] = {}
    for file in select(connection, SourceFile, query, (found[-1].id if found else 0,)):
        files.setdefault(file.operation_id, []).append(file)
    return [replace(operation, files=tuple(files.get(operation.id, ()))) for operation in found]


def told(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Every operation as it is kept, oldest first, its id in front: whether two books have a history in common."""
    query = "SELECT id, command, done_at, done_on, operator, details FROM operation ORDER BY id"
    return connection.execute(query).fetchall()


def last_day(connection: sqlite3.Connection) -> date | None:
    """The day of the newest operation; None in an empty book."""
    row = connection.execute("SELECT done_on FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else date.fromisoformat(row[0])


def last_id(connection: sqlite3.Connection) -> int:
    """The newest operation's id; 0 in an empty book."""
    return number(connection, "SELECT coalesce(max(id), 0) FROM operation")


def was_read(connection: sqlite3.Connection, data: bytes, command: str) -> bool:
    """Whether a command took a file with these bytes before."""
    query = (
        "SELECT count(*) FROM source_file AS f JOIN operation AS o ON o.id = f.operation_id "
        f"WHERE f.sha256 = ? AND o.command = ? AND {standing('f')}"
    )
    return number(connection, query, digest(data), command) > 0


def happened(connection: sqlite3.Connection, command: str) -> bool:
    """Whether a command changed the book, and was not taken back."""
    query = "SELECT 1 FROM operation WHERE command = ? AND id NOT IN (SELECT undone_id FROM undo)"
    return connection.execute(query, (command,)).fetchone() is not None


def last_standing(connection: sqlite3.Connection, before: int, besides: Collection[str]) -> Operation:
    """The newest operation older than `before` that was not taken back and is of none of these commands.

    There is one: every book begins with `init`.
    """
    query = (
        f"{_SELECT} WHERE o.id < ? AND u.operation_id IS NULL AND o.command NOT IN ({','.join('?' * len(besides))}) "
        "ORDER BY o.id DESC LIMIT 1"
    )
    return select(connection, Operation, query, (before, *besides), **_READ)[0]


def take_back(connection: sqlite3.Connection, operation_id: int, undone_id: int) -> None:
    """Write that an operation is taken back by this one; what it said no longer counts from here on."""
    insert(connection, "undo", operation_id=operation_id, undone_id=undone_id)


def wrote(connection: sqlite3.Connection, operation_id: int, tables: Iterable[str]) -> list[str]:
    """Those of these tables in which an operation wrote a row."""
    query = "SELECT 1 FROM {} WHERE operation_id = ? LIMIT 1"
    return [table for table in tables if connection.execute(query.format(table), (operation_id,)).fetchone()]


def last_day_of(connection: sqlite3.Connection, command: str) -> date | None:
    """The day of the last operation of a command; None where there was none."""
    row = connection.execute("SELECT max(done_on) FROM operation WHERE command = ?", (command,)).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def last_of(connection: sqlite3.Connection, command: str) -> Operation | None:
    """The last operation of a command; None where there was none."""
    found = select(
        connection, Operation, f"{_SELECT} WHERE o.command = ? ORDER BY o.id DESC LIMIT 1", (command,), **_READ
    )
    return found[0] if found else None


def first_day(connection: sqlite3.Connection) -> date:
    """The day on which the book was begun."""
    return date.fromisoformat(connection.execute("SELECT done_on FROM operation ORDER BY id LIMIT 1").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Source:
    """A file as `source list` shows it: `size` in bytes of what the book keeps; `status` is kept, erased or none."""

    id: int
    on: date
    path: str
    command: str
    status: str
    size: int
    whole: bool
    """Kept as it was given, by an earlier program."""
    reason: str | None = None


def add_file(connection: sqlite3.Connection, operation_id: int, path: str, sha256: str, kept: bytes | None) -> int:
    """Write a file: `sha256` of the bytes that were given, and what is kept of them; gives its id."""
    number = insert(connection, "source_file", operation_id=operation_id, path=path, sha256=sha256)
    if kept is not None:
        own = digest(kept)
        insert(connection, "source_kept", source_file_id=number, operation_id=operation_id, sha256=own)
        insert(connection, "source_content", source_file_id=number, content=zlib.compress(kept, 6))
    return number


def is_erased(connection: sqlite3.Connection, file_id: int) -> bool:
    """Whether what was kept was lawfully taken out."""
    query = "SELECT 1 FROM source_erasure WHERE source_file_id = ?"
    return connection.execute(query, (file_id,)).fetchone() is not None


def erase_file(connection: sqlite3.Connection, operation_id: int, file_id: int, reason: str) -> None:
    """Take what is kept out of the book; SQLite overwrites it (`files.connect`)."""
    insert(connection, "source_erasure", source_file_id=file_id, operation_id=operation_id, reason=reason)
    connection.execute("DELETE FROM source_content WHERE source_file_id = ?", (file_id,))


def proved(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, bytes | None]]:
    """(id, path, SHA-256, compressed bytes) of every file that should be kept, or is; no bytes where they are gone."""
    query = (
        "SELECT f.id, f.path, coalesce(k.sha256, f.sha256), c.content FROM source_file AS f "
        "LEFT JOIN source_kept AS k ON k.source_file_id = f.id "
        "LEFT JOIN source_content AS c ON c.source_file_id = f.id "
        "WHERE (k.source_file_id IS NOT NULL OR c.source_file_id IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM source_erasure WHERE source_file_id = f.id) ORDER BY f.id"
    )
    return connection.execute(query)


def sources(connection: sqlite3.Connection) -> list[Source]:
    """Every file that was read, the oldest first."""
    query = (
        'SELECT f.id, o.done_on AS "on", f.path, o.command, e.reason, '
        "CASE WHEN e.source_file_id IS NOT NULL THEN 'erased' WHEN c.source_file_id IS NOT NULL THEN 'kept' "
        "ELSE 'none' END AS status, coalesce(length(c.content), 0) AS size, "
        "c.source_file_id IS NOT NULL AND k.source_file_id IS NULL AS whole FROM source_file AS f "
        "JOIN operation AS o ON o.id = f.operation_id LEFT JOIN source_kept AS k ON k.source_file_id = f.id "
        "LEFT JOIN source_content AS c ON c.source_file_id = f.id "
        "LEFT JOIN source_erasure AS e ON e.source_file_id = f.id ORDER BY f.id"
    )
    return select(connection, Source, query)
