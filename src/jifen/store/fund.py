"""The fund account: money in and out, in cents; the balance is a sum."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf


@dataclass(frozen=True, slots=True)
class FundEntry:
    """A line of the account. A purchase names its lot; a cash donation its donor. `balance` after it."""

    id: int
    operation_id: int
    on: date
    cents: int
    reason: str
    donor: str | None
    lot_id: int | None
    operator: str
    item: str | None
    party: str | None
    receipt: str | None
    balance: int


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    on: date,
    cents: int,
    reason: str = "",
    *,
    donor: str | None = None,
    lot_id: int | None = None,
) -> None:
    """Money in (+) or out (-)."""
    connection.execute(
        "INSERT INTO fund_entry (operation_id, booked_on, cents, reason, donor, lot_id) VALUES (?, ?, ?, ?, ?, ?)",
        (operation_id, on.isoformat(), cents, reason, donor, lot_id),
    )


def balance(connection: sqlite3.Connection, when: AsOf = NOW) -> int:
    """Cents in the account."""
    row = connection.execute(
        "SELECT coalesce(sum(cents), 0) FROM fund_entry WHERE operation_id <= ?", (when.operation,)
    )
    return int(row.fetchone()[0])


def entries(connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW) -> list[FundEntry]:
    """Lines in the order of entry, of operations after `after` up to `when`; balances count from the beginning."""
    rows = connection.execute(
        "SELECT f.id, f.operation_id, f.booked_on, f.cents, f.reason, f.donor, f.lot_id, o.operator, l.item, l.party, "
        "l.receipt FROM fund_entry AS f JOIN operation AS o ON o.id = f.operation_id LEFT JOIN lot AS l "
        "ON l.id = f.lot_id WHERE f.operation_id <= ? ORDER BY f.id",
        (when.operation,),
    )
    found: list[FundEntry] = []
    held = 0
    for row in rows:
        held += row[3]
        if row[1] > after:
            found.append(_entry(row, held))
    return found


def _entry(row: Sequence[Any], held: int) -> FundEntry:
    return FundEntry(
        id=row[0],
        operation_id=row[1],
        on=date.fromisoformat(row[2]),
        cents=row[3],
        reason=row[4],
        donor=row[5],
        lot_id=row[6],
        operator=row[7],
        item=row[8],
        party=row[9],
        receipt=row[10],
        balance=held,
    )
