"""Operations: who changed the book, when, with what; and the files they read."""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


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


def add(
    connection: sqlite3.Connection, command: str, at: str, today: date, operator: str, details: Mapping[str, Any]
) -> int:
    """Write an operation, giving its id."""
    cursor = connection.execute(
        "INSERT INTO operation (command, done_at, done_on, operator, details) VALUES (?, ?, ?, ?, ?)",
        (command, at, today.isoformat(), operator, json.dumps(details, ensure_ascii=False, default=str)),
    )
    return int(cursor.lastrowid or 0)


def add_file(
    connection: sqlite3.Connection, operation_id: int, path: str, sha256: str, content: bytes | None = None
) -> int:
    """Write a source file, with its bytes where they must stay provable; gives its id."""
    packed = None if content is None else zlib.compress(content, 6)
    cursor = connection.execute(
        "INSERT INTO source_file (operation_id, path, sha256, content) VALUES (?, ?, ?, ?)",
        (operation_id, path, sha256, packed),
    )
    return int(cursor.lastrowid or 0)


def file_content(connection: sqlite3.Connection, file_id: int) -> bytes | None:
    """The bytes of a source file; None where they were not kept."""
    row = connection.execute("SELECT content FROM source_file WHERE id = ?", (file_id,)).fetchone()
    return None if row is None or row[0] is None else zlib.decompress(row[0])


def get(connection: sqlite3.Connection, operation_id: int) -> Operation:
    """One operation by its id."""
    row = connection.execute("SELECT * FROM operation WHERE id = ?", (operation_id,)).fetchone()
    return _operation(row, ())


def latest(connection: sqlite3.Connection, count: int) -> list[Operation]:
    """The last operations, newest first, with their files."""
    rows = connection.execute("SELECT * FROM operation ORDER BY id DESC LIMIT ?", (count,)).fetchall()
    if not rows:
        return []
    files: dict[int, list[SourceFile]] = {}
    for row in connection.execute(
        "SELECT id, operation_id, path, sha256 FROM source_file WHERE operation_id >= ? ORDER BY id", (rows[-1][0],)
    ):
        files.setdefault(row[1], []).append(SourceFile(*row))
    return [_operation(row, tuple(files.get(row[0], ()))) for row in rows]


def last_id(connection: sqlite3.Connection) -> int:
    """The newest operation's id; 0 in an empty book."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])


def _operation(row: tuple[Any, ...], files: tuple[SourceFile, ...]) -> Operation:
    return Operation(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], json.loads(row[5]), files)


def was_read(connection: sqlite3.Connection, sha256: str, command: str) -> bool:
    """Whether a command took a file with these bytes before."""
    row = connection.execute(
        "SELECT 1 FROM source_file AS f JOIN operation AS o ON o.id = f.operation_id WHERE f.sha256 = ? "
        "AND o.command = ?",
        (sha256, command),
    ).fetchone()
    return row is not None


def happened(connection: sqlite3.Connection, command: str) -> bool:
    """Whether a command ever changed the book."""
    return connection.execute("SELECT 1 FROM operation WHERE command = ?", (command,)).fetchone() is not None
