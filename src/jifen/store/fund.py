"""The fund account: money in and out, in cents; the balance is a sum."""

import sqlite3
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.money import FundEntry
from jifen.store.rows import insert, number, select


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
    columns = {"booked_on": on, "cents": cents, "reason": reason, "donor": donor, "lot_id": lot_id}
    insert(connection, "fund_entry", operation_id=operation_id, **columns)


def balance(connection: sqlite3.Connection, when: AsOf = NOW) -> int:
    """Cents in the account."""
    return number(connection, "SELECT coalesce(sum(cents), 0) FROM fund_entry WHERE operation_id <= ?", when.operation)


def entries(connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW) -> list[FundEntry]:
    """Lines in the order of entry, of operations after `after` up to `when`; balances count from the beginning."""
    query = (
        'SELECT f.id, f.operation_id, f.booked_on AS "on", f.cents, f.reason, f.donor, f.lot_id, o.operator, l.item, '
        "l.party, l.receipt, sum(f.cents) OVER (ORDER BY f.id) AS balance FROM fund_entry AS f "
        "JOIN operation AS o ON o.id = f.operation_id LEFT JOIN lot AS l ON l.id = f.lot_id "
        "WHERE f.operation_id <= ? ORDER BY f.id"
    )
    lines = select(connection, FundEntry, query, (when.operation,))
    return [line for line in lines if line.operation_id > after]
