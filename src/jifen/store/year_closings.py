"""Years that were closed, closings taken back, and what a closing reckons from."""

import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.closing import Credit, Policy, PolicyName
from jifen.domain.period import Month
from jifen.domain.points import from_hundredths
from jifen.store import rows


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
    columns = {"year": year, "policy": policy.name, "max_points": policy.limit, "months": policy.months}
    rows.insert(connection, "year_close", operation_id=operation_id, **columns)


def revert(connection: sqlite3.Connection, operation_id: int, close_id: int) -> None:
    """Record that a closing was taken back."""
    rows.insert(connection, "year_close_revert", year_close_id=close_id, operation_id=operation_id)


def closings(connection: sqlite3.Connection) -> list[YearClose]:
    """Every closing in the order of entry."""
    query = (
        "SELECT c.id, c.operation_id, c.year, c.policy, r.operation_id IS NOT NULL AS reverted FROM year_close AS c "
        f"LEFT JOIN year_close_revert AS r ON r.year_close_id = c.id AND {rows.standing('r')} "
        f"WHERE {rows.standing('c')} ORDER BY c.id"
    )
    return rows.select(connection, YearClose, query)


# What stands of a household's entries, but for what only carries a balance over. One month's points of one sign are one
# line: what is spent is taken from them in the order of their months. A line without a month counts by its day.
_STANDING = f"""
SELECT coalesce(e.month, substr(coalesce(e.occurred_on, o.done_at), 1, 7)), sum(e.points),
  (e.kind = 'award' AND (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id ORDER BY id DESC LIMIT 1)
    IN ('recorded', 'published'))
  OR EXISTS (SELECT 1 FROM objection AS b WHERE b.entry_id = e.id AND b.late = 0
    AND {rows.standing("b")} AND NOT EXISTS
    (SELECT 1 FROM objection_decision AS x WHERE x.objection_id = b.id AND {rows.standing("x")})) AS held
FROM entry AS e JOIN operation AS o ON o.id = e.operation_id
WHERE e.household = ? AND e.reverses IS NULL AND e.kind <> 'carry-over'
  AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)
GROUP BY 1, held, e.points > 0
"""


def standing(connection: sqlite3.Connection, household: str) -> tuple[list[Credit], Decimal]:
    """What came in and stands, by month and whether it is held back, and all that went out (≥ 0)."""
    found = connection.execute(_STANDING, (household,)).fetchall()
    credits = [Credit(Month.parse(row[0]), from_hundredths(row[1]), bool(row[2])) for row in found if row[1] > 0]
    return credits, from_hundredths(-sum(row[1] for row in found if row[1] < 0))
