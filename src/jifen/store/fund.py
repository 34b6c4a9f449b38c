"""The fund account: money in and out, in cents; the balance is a sum."""

import sqlite3
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.money import FundEntry
from jifen.store.rows import insert, number, select, standing, unpaired


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    on: date,
    cents: int,
    reason: str = "",
    *,
    donor: str | None = None,
    lot_id: int | None = None,
) -> int:
    """Money in (+) or out (-); gives the line's id."""
    columns = {"booked_on": on, "cents": cents, "reason": reason, "donor": donor, "lot_id": lot_id}
    return insert(connection, "fund_entry", operation_id=operation_id, **columns)


def reverse(connection: sqlite3.Connection, operation_id: int, entry_id: int, reason: str | None) -> int:
    """Answer a line by its opposite, giving that one's id; without a reason of its own it bears that of the line."""
    query = (
        "INSERT INTO fund_entry (operation_id, booked_on, cents, reason, lot_id) "
        "SELECT o.id, o.done_on, -f.cents, coalesce(?, f.reason), f.lot_id FROM fund_entry AS f JOIN operation AS o "
        "ON o.id = ? WHERE f.id = ?"
    )
    new = int(connection.execute(query, (reason, operation_id, entry_id)).lastrowid or 0)
    insert(connection, "fund_reversal", fund_entry_id=new, operation_id=operation_id, reverses=entry_id)
    return new


def standing_id(connection: sqlite3.Connection, entry_id: int) -> int:
    """The line that stands for this one: itself, or the last one that was booked again in its place."""
    query = "SELECT coalesce(max(fund_entry_id), ?) FROM fund_again WHERE stands_for = ?"
    return number(connection, query, entry_id, entry_id)


def answer(connection: sqlite3.Connection, operation_id: int, undone_id: int, reason: str | None) -> None:
    """The opposite of all an operation booked: what stands of it reversed, what it reversed booked again."""
    query = (
        "SELECT f.id, v.reverses, coalesce(a.stands_for, v.reverses) FROM fund_entry AS f "
        "LEFT JOIN fund_reversal AS v ON v.fund_entry_id = f.id "
        "LEFT JOIN fund_again AS a ON a.fund_entry_id = v.reverses WHERE f.operation_id = ? ORDER BY f.id"
    )
    again = (
        "INSERT INTO fund_entry (operation_id, booked_on, cents, reason, donor, lot_id) "
        "SELECT ?, booked_on, cents, reason, donor, lot_id FROM fund_entry WHERE id = ?"
    )
    for booked, reversed_id, first in connection.execute(query, (undone_id,)).fetchall():
        if reversed_id is None:
            reverse(connection, operation_id, standing_id(connection, booked), reason)
        else:
            new = connection.execute(again, (operation_id, reversed_id)).lastrowid
            insert(connection, "fund_again", fund_entry_id=new, operation_id=operation_id, stands_for=first)


def balance(connection: sqlite3.Connection, when: AsOf = NOW) -> int:
    """Cents in the account."""
    return number(connection, "SELECT coalesce(sum(cents), 0) FROM fund_entry WHERE operation_id <= ?", when.operation)


def entries(
    connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW, whole: bool = False
) -> list[FundEntry]:
    """Lines in the order of entry, of operations after `after` up to `when`; balances count from the beginning.

    What was taken back is left out together with what took it back, unless the `whole` history is asked for.
    """
    narrow, answer = "", "SELECT fund_entry_id FROM fund_reversal AS w WHERE "
    if whole:
        answer += "w.reverses = f.id"
    else:
        narrow = f" AND {unpaired('f')}"
        again = "SELECT fund_entry_id FROM fund_again WHERE stands_for = f.id"
        answer += f"(w.reverses = f.id OR w.reverses IN ({again})) AND {standing('w')}"
    query = (
        'SELECT f.id, f.operation_id, f.booked_on AS "on", f.cents, f.reason, f.donor, f.lot_id, o.operator, l.item, '
        "l.party, l.receipt, sum(f.cents) OVER (ORDER BY f.id) AS balance, v.reverses, "
        f"({answer}) AS reversed_by "
        "FROM fund_entry AS f "
        "JOIN operation AS o ON o.id = f.operation_id LEFT JOIN lot AS l ON l.id = f.lot_id "
        f"LEFT JOIN fund_reversal AS v ON v.fund_entry_id = f.id WHERE f.operation_id <= ?{narrow} ORDER BY f.id"
    )
    lines = select(connection, FundEntry, query, (when.operation,))
    return [line for line in lines if line.operation_id > after]
