"""Objections to published documents, and what was decided."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jifen.store import rows


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
    return rows.insert(
        connection,
        "objection",
        operation_id=operation_id,
        document_id=document_id,
        household=household,
        entry_id=entry_id,
        filed_on=days[0],
        due_on=days[1],
        late=late,
        reason=reason,
    )


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
    rows.insert(
        connection,
        "objection_decision",
        objection_id=objection_id,
        operation_id=operation_id,
        outcome=outcome,
        decided_on=day,
        reason=reason,
        document_id=document_id,
    )


_SELECT = f"""
SELECT o.id, o.document_id, d.number, d.period, o.household, o.entry_id, o.filed_on, o.due_on, o.late, o.reason,
  coalesce(x.outcome, 'open') AS status, x.decided_on, x.reason AS answer, x.document_id AS correction_id,
  c.number AS correction
FROM objection AS o JOIN document AS d ON d.id = o.document_id
LEFT JOIN objection_decision AS x ON x.objection_id = o.id AND {rows.standing("x")}
LEFT JOIN document AS c ON c.id = x.document_id
"""


def select(
    connection: sqlite3.Connection, *, objection_id: int | None = None, documents: Sequence[int] | None = None
) -> list[Objection]:
    """Objections in the order of filing: all, one, or those to some documents."""
    where, values = rows.standing("o"), []
    if objection_id is not None:
        where, values = f"{where} AND o.id = ?", [objection_id]
    elif documents is not None:
        where, values = f"{where} AND o.document_id IN ({','.join('?' * len(documents))})", list(documents)
    return rows.select(connection, Objection, f"{_SELECT} WHERE {where} ORDER BY o.id", values)


def open_objections(connection: sqlite3.Connection, documents: Sequence[int]) -> list[int]:
    """Objections to any of these documents that were filed in time and are not decided, by id."""
    filed = select(connection, documents=documents)
    return [objection.id for objection in filed if objection.status == "open" and not objection.late]
