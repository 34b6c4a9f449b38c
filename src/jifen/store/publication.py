"""Objections, vetoes and lists: what later steps of publication read and write."""

import sqlite3
from collections.abc import Sequence


def open_objections(connection: sqlite3.Connection, documents: Sequence[int]) -> list[int]:
    """Objections to any of these documents that were filed in time and are not decided, by id."""
    marks = ",".join("?" * len(documents))
    rows = connection.execute(
        f"SELECT id FROM objection WHERE document_id IN ({marks}) AND late = 0 "
        "AND NOT EXISTS (SELECT 1 FROM objection_decision WHERE objection_id = objection.id) ORDER BY id",
        list(documents),
    )
    return [row[0] for row in rows]
