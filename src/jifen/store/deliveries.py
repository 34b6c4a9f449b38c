"""Files that operations leave, from their commit until they are in place: entered, asked for, struck off."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jifen.store import rows


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file on its way: `place` and the name `aside` it waits under in the same folder; `replaces`: what it may."""

    id: int
    operation_id: int
    place: str
    aside: str
    sha256: str
    replaces: str | None


def add(connection: sqlite3.Connection, operation_id: int, files: Iterable[tuple[str, str, str, str | None]]) -> None:
    """Enter files (place, aside, SHA-256, SHA-256 of what they replace) within their operation."""
    columns = ("operation_id", "place", "aside", "sha256", "replaces")
    rows.insert_rows(connection, "delivery", columns, ((operation_id, *file) for file in files))


def pending(connection: sqlite3.Connection) -> list[Delivery]:
    """All that is not struck off, in the order of entry."""
    query = "SELECT id, operation_id, place, aside, sha256, replaces FROM delivery ORDER BY id"
    return rows.select(connection, Delivery, query)


def strike_off(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take these off: they are in place, or nobody waits for them any more."""
    connection.executemany("DELETE FROM delivery WHERE id = ?", ((number,) for number in ids))


def strike_off_all(connection: sqlite3.Connection, operation_id: int) -> None:
    """Take off all of an operation."""
    connection.execute("DELETE FROM delivery WHERE operation_id = ?", (operation_id,))


def mark(connection: sqlite3.Connection, book: str) -> str:
    """Eight hexadecimal digits by which a book of this file name knows the files it left aside."""
    village = connection.execute("SELECT village_id FROM village").fetchone()[0]
    return hashlib.sha256(f"{village}\n{book}".encode()).hexdigest()[:8]
