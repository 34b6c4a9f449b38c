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


def file_content(connection: sqlite3.Connection, file_id: int) -> bytes | None:
    """What is kept of a file, to be read as a workbook; None where nothing is, no more, or what nobody can unpack."""
    row = connection.execute("SELECT content FROM source_content WHERE source_file_id = ?", (file_id,)).fetchone()
    try:
        return None if row is None else zlib.decompress(row[0])
    except (zlib.error, TypeError):  # exchanged behind the program's back: `checks.sources` tells
        return None


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
