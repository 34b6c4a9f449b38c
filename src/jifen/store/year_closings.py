"""Years that were closed, and closings taken back."""

import sqlite3
from dataclasses import dataclass

from jifen.domain.closing import Policy, PolicyName
from jifen.domain.points import to_hundredths


@dataclass(frozen=True, slots=True)
class YearClose:
    """A closing; its entries are those of its operation."""

    id: int
    operation_id: int
    year: int
    policy: PolicyName
    reverted: bool


def add(connection: sqlite3.Connection, operation_id: int, year: int, policy: Policy) -> None:
    """Record a closing."""
    limit = None if policy.limit is None else to_hundredths(policy.limit)
    connection.execute(
        "INSERT INTO year_close (operation_id, year, policy, max_points, months) VALUES (?, ?, ?, ?, ?)",
        (operation_id, year, policy.name, limit, policy.months),
    )


def revert(connection: sqlite3.Connection, operation_id: int, close_id: int) -> None:
    """Record that a closing was taken back."""
    connection.execute(
        "INSERT INTO year_close_revert (year_close_id, operation_id) VALUES (?, ?)", (close_id, operation_id)
    )


def closings(connection: sqlite3.Connection) -> list[YearClose]:
    """Every closing in the order of entry."""
    rows = connection.execute(
        "SELECT c.id, c.operation_id, c.year, c.policy, r.operation_id IS NOT NULL FROM year_close AS c "
        "LEFT JOIN year_close_revert AS r ON r.year_close_id = c.id ORDER BY c.id"
    )
    return [YearClose(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]


def entry_ids(connection: sqlite3.Connection, operation_id: int) -> list[int]:
    """The entries an operation posted."""
    rows = connection.execute("SELECT id FROM entry WHERE operation_id = ? ORDER BY id", (operation_id,))
    return [row[0] for row in rows]
