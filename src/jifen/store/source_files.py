"""Files that operations read: what is kept of them to be read again, and what was erased since."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jifen.store.rows import insert, select


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


def add(connection: sqlite3.Connection, operation_id: int, path: str, sha256: str, kept: bytes | None) -> int:
    """Write a file: `sha256` of the bytes that were given, and what is kept of them; gives its id."""
    number = insert(connection, "source_file", operation_id=operation_id, path=path, sha256=sha256)
    if kept is not None:
        digest = hashlib.sha256(kept).hexdigest()
        insert(connection, "source_kept", source_file_id=number, operation_id=operation_id, sha256=digest)
        insert(connection, "source_content", source_file_id=number, content=zlib.compress(kept, 6))
    return number


def is_erased(connection: sqlite3.Connection, file_id: int) -> bool:
    """Whether what was kept was lawfully taken out."""
    query = "SELECT 1 FROM source_erasure WHERE source_file_id = ?"
    return connection.execute(query, (file_id,)).fetchone() is not None


def erase(connection: sqlite3.Connection, operation_id: int, file_id: int, reason: str) -> None:
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


def every(connection: sqlite3.Connection) -> list[Source]:
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
