"""Pictures beside the book, by their content: which there are to be, and to what each belongs. The pictures themselves
are files."""

import sqlite3
from typing import Literal

from jifen.domain.as_of import NOW, AsOf
from jifen.store.rows import insert, standing

SUFFIXES = {"jpeg": ".jpg", "png": ".png"}
Owner = Literal["deed_id", "matter_event_id"]
"""To what a picture may belong: a deed, or something that happened to a matter."""


def add(connection: sqlite3.Connection, operation_id: int, owner: Owner, number: int, photo: tuple[str, str]) -> None:
    """Note that a picture (its SHA-256 and format) belongs to something."""
    sha256, kind = photo
    insert(connection, "photo", operation_id=operation_id, sha256=sha256, format=kind, **{owner: number})


def belonging(connection: sqlite3.Connection, owner: Owner, when: AsOf = NOW) -> dict[int, tuple[str, ...]]:
    """Id of what they belong to → SHA-256 of its pictures, in the order they came."""
    query = f"SELECT {owner}, sha256 FROM photo WHERE {owner} IS NOT NULL AND {standing(upto=':upto')} ORDER BY id"
    found: dict[int, tuple[str, ...]] = {}
    for number, sha256 in connection.execute(query, {"upto": when.operation}):
        found[number] = (*found.get(number, ()), sha256)
    return found


def named(connection: sqlite3.Connection) -> dict[str, str]:
    """SHA-256 → the name of its file, of every picture that stands."""
    query = f"SELECT DISTINCT sha256, format FROM photo WHERE {standing()} ORDER BY sha256"
    return {sha256: sha256 + SUFFIXES[kind] for sha256, kind in connection.execute(query)}
