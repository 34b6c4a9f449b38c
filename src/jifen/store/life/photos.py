"""Pictures beside the book, by their content: which there are to be. The pictures themselves are files."""

import sqlite3

from jifen.store.rows import standing

SUFFIXES = {"jpeg": ".jpg", "png": ".png"}


def named(connection: sqlite3.Connection) -> dict[str, str]:
    """SHA-256 → the name of its file, of every picture that stands."""
    query = f"SELECT DISTINCT sha256, format FROM photo WHERE {standing()} ORDER BY sha256"
    return {sha256: sha256 + SUFFIXES[kind] for sha256, kind in connection.execute(query)}
