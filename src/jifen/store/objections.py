"""Objections to published documents, and what was decided."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection; `status` is `open`, `upheld` or `rejected`; `correction_id` the document that answers it."""

    id: int
    document_id: int
    number: str
    period: str
    household: str
    entry_id: int | None
    filed_on: date
    due_on: date
    late: bool
    reason: str
    status: str
    decided_on: date | None = None
    answer: str | None = None
    correction_id: int | None = None
    correction: str | None = None


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    document_id: int,
    household: str,
    entry_id: int | None,
    days: tuple[date, date],
    reason: str,
    *,
    late: bool,
) -> int:
    """File an objection, giving its id; `days` are the day of filing and the day an answer is due."""
    cursor = connection.execute(
        "INSERT INTO objection (operation_id, document_id, household, entry_id, filed_on, due_on, late, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (operation_id, document_id, household, entry_id, days[0].isoformat(), days[1].isoformat(), int(late), reason),
    )
    return int(cursor.lastrowid or 0)


def decide(
    connection: sqlite3.Connection,
    operation_id: int,
    objection_id: int,
    outcome: str,
    day: date,
    reason: str,
    document_id: int | None,
) -> None:
    """Write the decision, once; `document_id` is the correction it led to."""
    connection.execute(
        "INSERT INTO objection_decision (objection_id, operation_id, outcome, decided_on, reason, document_id) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (objection_id, operation_id, outcome, day.isoformat(), reason, document_id),
    )


_SELECT = """
SELECT o.id, o.document_id, d.number, d.period, o.household, o.entry_id, o.filed_on, o.due_on, o.late, o.reason,
  coalesce(x.outcome, 'open'), x.decided_on, x.reason, x.document_id, c.number
FROM objection AS o JOIN document AS d ON d.id = o.document_id
LEFT JOIN objection_decision AS x ON x.objection_id = o.id LEFT JOIN document AS c ON c.id = x.document_id
"""


def select(
    connection: sqlite3.Connection, *, objection_id: int | None = None, documents: Sequence[int] | None = None
) -> list[Objection]:
    """Objections in the order of filing: all, one, or those to some documents."""
    where, values = "1", []
    if objection_id is not None:
        where, values = "o.id = ?", [objection_id]
    elif documents is not None:
        where, values = f"o.document_id IN ({','.join('?' * len(documents))})", list(documents)
    return [_objection(row) for row in connection.execute(f"{_SELECT} WHERE {where} ORDER BY o.id", values)]


def open_objections(connection: sqlite3.Connection, documents: Sequence[int]) -> list[int]:
    """Objections to any of these documents that were filed in time and are not decided, by id."""
    found = select(connection, documents=documents)
    return [objection.id for objection in found if objection.status == "open" and not objection.late]


def _objection(row: tuple[Any, ...]) -> Objection:
    return Objection(
        id=row[0],
        document_id=row[1],
        number=row[2],
        period=row[3],
        household=row[4],
        entry_id=row[5],
        filed_on=date.fromisoformat(row[6]),
        due_on=date.fromisoformat(row[7]),
        late=bool(row[8]),
        reason=row[9],
        status=row[10],
        decided_on=date.fromisoformat(row[11]) if row[11] else None,
        answer=row[12],
        correction_id=row[13],
        correction=row[14],
    )
