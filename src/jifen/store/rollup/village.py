"""What a village's book holds of the months its sums are drawn from. Codes of households come along to be counted."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Literal

from jifen.store.rows import select, unpaired

Flow = Literal["received", "redeemed", "other"]


@dataclass(frozen=True, slots=True)
class Scored:
    """What of one household stands in a month under a kind and a category; points in hundredths."""

    month: str
    kind: str
    category: str
    household: str
    entries: int
    points: int


def scored(connection: sqlite3.Connection, first: str, last: str) -> list[Scored]:
    """Awards and deductions in force of these months."""
    query = (
        "SELECT e.month AS month, e.kind, e.category, e.household, count(*) AS entries, sum(e.points) AS points "
        "FROM entry AS e WHERE e.month BETWEEN ? AND ? AND e.kind IN ('award', 'deduction') "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) "
        "GROUP BY e.month, e.kind, e.category, e.household ORDER BY 1, 2, 3, 4"
    )
    rows = connection.execute(query, (first, last))
    return [Scored(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Moved:
    """Pieces and their cents that came or went in a month; of whom, where a household redeemed them."""

    month: str
    flow: Flow
    household: str | None
    pieces: int
    cents: int


def moved(connection: sqlite3.Connection, last: str) -> list[Moved]:
    """All that moved up to a month, by the day of its operation: what comes later changes no month before."""
    flow = "CASE coalesce(old.kind, m.kind) WHEN 'in' THEN 'received' WHEN 'redemption' THEN 'redeemed' "
    flow += "WHEN 'return' THEN 'redeemed' ELSE 'other' END"
    query = (
        f"SELECT substr(o.done_on, 1, 7) AS month, {flow} AS flow, c.household, sum(m.quantity) AS pieces, "
        "sum(m.quantity * l.unit_cents) AS cents FROM movement AS m JOIN lot AS l ON l.id = m.lot_id "
        "JOIN operation AS o ON o.id = m.operation_id "
        "LEFT JOIN movement_reversal AS v ON v.movement_id = m.id LEFT JOIN movement AS old ON old.id = v.reverses "
        "LEFT JOIN receipt_line AS r ON r.id = m.receipt_line_id LEFT JOIN receipt AS c ON c.id = r.receipt_id "
        f"WHERE substr(o.done_on, 1, 7) <= ? AND {unpaired('m')} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    return select(connection, Moved, query, (last,))


def spent(connection: sqlite3.Connection, last: str) -> list[tuple[str, str, int]]:
    """(month, household, hundredths) of points redeemed, net of what was given back, up to a month."""
    query = (
        "SELECT substr(o.done_on, 1, 7), e.household, -sum(e.points) FROM entry AS e "
        "JOIN operation AS o ON o.id = e.operation_id WHERE e.kind IN ('redemption', 'return') "
        f"AND substr(o.done_on, 1, 7) <= ? AND {unpaired('e')} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return [
        (str(month), str(household), int(points)) for month, household, points in connection.execute(query, (last,))
    ]


def booked(connection: sqlite3.Connection, last: str) -> list[tuple[str, int, int]]:
    """(month, cents in, cents out) of the fund, up to a month."""
    query = (
        "SELECT substr(booked_on, 1, 7), sum(iif(cents > 0, cents, 0)), -sum(iif(cents < 0, cents, 0)) "
        f"FROM fund_entry AS f WHERE substr(booked_on, 1, 7) <= ? AND {unpaired('f')} GROUP BY 1 ORDER BY 1"
    )
    return [(str(month), int(gained), int(paid)) for month, gained, paid in connection.execute(query, (last,))]


def village_id(connection: sqlite3.Connection) -> str:
    """The number by which a village's book is known everywhere."""
    return str(connection.execute("SELECT village_id FROM village").fetchone()[0])


def head_operation(connection: sqlite3.Connection, head: str) -> int | None:
    """The operation that bears this whole head."""
    row = connection.execute("SELECT operation_id FROM operation_head WHERE head = ?", (head,)).fetchone()
    return None if row is None else int(row[0])


def receipts(connection: sqlite3.Connection, command: str) -> list[dict[str, Any]]:
    """The township's receipts in the book, as they were taken in."""
    query = f"SELECT details FROM operation AS o WHERE o.command = ? AND {standing_operation()} ORDER BY o.id"
    return [json.loads(row[0]) for row in connection.execute(query, (command,))]


def standing_operation() -> str:
    """SQL: operations that were not taken back."""
    return "o.id NOT IN (SELECT undone_id FROM undo)"
