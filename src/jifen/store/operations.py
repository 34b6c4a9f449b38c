"""Operations: who changed the book, when, with what; and the files they read."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from jifen.store.rows import insert, number, select


@dataclass(frozen=True, slots=True)
class Operation:
    """One command that changed the book; `at` is UTC, ISO 8601."""

    id: int
    command: str
    at: str
    today: date
    operator: str
    details: Mapping[str, Any]
    files: tuple["SourceFile", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its path as given and its SHA-256."""

    id: int
    operation_id: int
    path: str
    sha256: str


_SELECT = "SELECT id, command, done_at AS at, done_on AS today, operator, details FROM operation"
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


def add_file(connection: sqlite3.Connection, operation_id: int, path: str, data: bytes, *, keep: bool = True) -> int:
    """Write a source file, with its bytes where they must stay provable; gives its id."""
    content = zlib.compress(data, 6) if keep else None
    columns = {"operation_id": operation_id, "path": path, "sha256": digest(data), "content": content}
    return insert(connection, "source_file", **columns)


def file_content(connection: sqlite3.Connection, file_id: int) -> bytes | None:
    """The bytes of a source file; None where they were not kept."""
    row = connection.execute("SELECT content FROM source_file WHERE id = ?", (file_id,)).fetchone()
    return None if row is None or row[0] is None else zlib.decompress(row[0])


def files_of(connection: sqlite3.Connection, command: str) -> list[SourceFile]:
    """Every file that a command read, oldest first."""
    query = (
        "SELECT f.id, f.operation_id, f.path, f.sha256 FROM source_file AS f "
        "JOIN operation AS o ON o.id = f.operation_id WHERE o.command = ? ORDER BY f.id"
    )
    return select(connection, SourceFile, query, (command,))


def get(connection: sqlite3.Connection, operation_id: int) -> Operation:
    """One operation by its id."""
    return select(connection, Operation, f"{_SELECT} WHERE id = ?", (operation_id,), **_READ)[0]


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
    found = select(connection, Operation, f"{_SELECT} ORDER BY id DESC LIMIT ?", (count,), **_READ)
    query = "SELECT id, operation_id, path, sha256 FROM source_file WHERE operation_id >= ? ORDER BY id"
    files: dict[int, list[SourceFile]] = {}
    for file in select(connection, SourceFile, query, (found[-1].id if found else 0,)):
        files.setdefault(file.operation_id, []).append(file)
    return [replace(operation, files=tuple(files.get(operation.id, ()))) for operation in found]


def told(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Every operation as it is kept, oldest first, its id in front: whether two books have a history in common."""
    query = "SELECT id, command, done_at, done_on, operator, details FROM operation ORDER BY id"
    return connection.execute(query).fetchall()


def last_id(connection: sqlite3.Connection) -> int:
    """The newest operation's id; 0 in an empty book."""
    return number(connection, "SELECT coalesce(max(id), 0) FROM operation")


def was_read(connection: sqlite3.Connection, data: bytes, command: str) -> bool:
    """Whether a command took a file with these bytes before."""
    query = (
        "SELECT count(*) FROM source_file AS f JOIN operation AS o ON o.id = f.operation_id "
        "WHERE f.sha256 = ? AND o.command = ?"
    )
    return number(connection, query, digest(data), command) > 0


def happened(connection: sqlite3.Connection, command: str) -> bool:
    """Whether a command ever changed the book."""
    return connection.execute("SELECT 1 FROM operation WHERE command = ?", (command,)).fetchone() is not None
