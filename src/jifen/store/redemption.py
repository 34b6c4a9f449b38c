"""Redemption rounds, their frozen prices, receipts, and what was given back."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.points import from_hundredths
from jifen.domain.redemption import Receipt, ReceiptLine
from jifen.store.rows import insert, insert_rows, insert_values, number, select, standing


@dataclass(frozen=True, slots=True)
class RedemptionRound:
    """A round; `opened_on` and `closed_on` are the days of its events, `closed_by` the closing operation."""

    id: int
    period: str
    first: date | None
    last: date | None
    opened_on: date
    opened_by: int
    closed_on: date | None = None
    closed_by: int | None = None

    @property
    def begins(self) -> date:
        """Its first day, else the day it was opened."""
        return self.first or self.opened_on

    @property
    def is_open(self) -> bool:
        """Whether it takes redemptions."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A receipt on its way in."""

    round_id: int
    household: str
    number: str
    redeemed_on: date
    paper_number: str | None = None
    proxy: str | None = None
    relation: str | None = None
    import_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line on its way in, with the entry that pays for it."""

    receipt_id: int
    position: int
    item: str
    quantity: int
    price: Decimal
    entry_id: int


def create(
    connection: sqlite3.Connection, operation_id: int, period: str, first: date | None, last: date | None
) -> int:
    """Open a round, giving its id."""
    columns = {"period": period, "starts_on": first, "ends_on": last}
    round_id = insert(connection, "redemption_round", operation_id=operation_id, **columns)
    _set_status(connection, operation_id, round_id, "open")
    return round_id


def close(connection: sqlite3.Connection, operation_id: int, round_id: int) -> None:
    """No more redemptions in it."""
    _set_status(connection, operation_id, round_id, "closed")


def _set_status(connection: sqlite3.Connection, operation_id: int, round_id: int, status: str) -> None:
    insert(connection, "round_event", operation_id=operation_id, round_id=round_id, status=status)


def answer(connection: sqlite3.Connection, operation_id: int, undone_id: int, reason: str | None) -> None:
    """Close every round that an operation opened. What closes one gives out a paper and is not taken back."""
    query = "SELECT round_id FROM round_event WHERE operation_id = ? AND status = 'open' ORDER BY id"
    for (round_id,) in connection.execute(query, (undone_id,)).fetchall():
        close(connection, operation_id, round_id)


def rounds(connection: sqlite3.Connection, when: AsOf = NOW) -> list[RedemptionRound]:
    """Every round in the order of opening, as of `when`."""
    query = (
        "SELECT s.id, s.period, s.starts_on AS first, s.ends_on AS last, o.done_on AS opened_on, o.id AS opened_by, "
        "c.done_on AS closed_on, c.id AS closed_by FROM redemption_round AS s "
        "JOIN operation AS o ON o.id = s.operation_id "
        "LEFT JOIN round_event AS e ON e.round_id = s.id AND e.status = 'closed' AND e.operation_id <= :upto "
        f"LEFT JOIN operation AS c ON c.id = e.operation_id WHERE {standing('s', upto=':upto')} ORDER BY s.id"
    )
    return select(connection, RedemptionRound, query, {"upto": when.operation})


def add_prices(
    connection: sqlite3.Connection, operation_id: int, round_id: int, prices: Iterable[tuple[str, Decimal]]
) -> None:
    """Freeze prices for a round."""
    frozen = ((round_id, item, operation_id, points) for item, points in prices)
    insert_rows(connection, "round_price", ("round_id", "item", "operation_id", "points"), frozen)


def prices(connection: sqlite3.Connection, round_id: int) -> dict[str, Decimal]:
    """The round's prices by item."""
    query = f"SELECT item, points FROM round_price WHERE round_id = ? AND {standing()} ORDER BY item"
    rows = connection.execute(query, (round_id,))
    return {row[0]: from_hundredths(row[1]) for row in rows}


def add_import(
    connection: sqlite3.Connection, operation_id: int, round_id: int, source_file_id: int, layout: str
) -> int:
    """A file that receipts come from, giving its id; `layout` is `sheet` or `register`."""
    columns = {"round_id": round_id, "source_file_id": source_file_id, "layout": layout}
    return insert(connection, "redemption_import", operation_id=operation_id, **columns)


def imported(connection: sqlite3.Connection, source_file_id: int) -> tuple[int, list[tuple[str, str, int]]]:
    """The round a file was taken into, and (household, item, pieces) of every line that came of it."""
    query = "SELECT id, round_id FROM redemption_import WHERE source_file_id = ?"
    import_id, round_id = connection.execute(query, (source_file_id,)).fetchone()
    query = (
        "SELECT r.household, l.item, l.quantity FROM receipt AS r JOIN receipt_line AS l ON l.receipt_id = r.id "
        "WHERE r.import_id = ? ORDER BY l.id"
    )
    return int(round_id), list(connection.execute(query, (import_id,)))


def on_sheets(connection: sqlite3.Connection, round_id: int) -> dict[str, str]:
    """Households that stand on a sign-out sheet of the round and kept something of it, with their receipt."""
    rows = connection.execute(
        "SELECT r.household, r.number FROM receipt AS r JOIN redemption_import AS i ON i.id = r.import_id "
        f"WHERE r.round_id = ? AND i.layout = 'sheet' AND {standing('r')} AND EXISTS (SELECT 1 FROM receipt_line AS l "
        "WHERE l.receipt_id = r.id AND NOT EXISTS "
        f"(SELECT 1 FROM receipt_return AS b WHERE b.line_id = l.id AND {standing('b')})) ORDER BY r.id",
        (round_id,),
    )
    return {row[0]: row[1] for row in rows}


def paper_numbers(connection: sqlite3.Connection) -> dict[str, str]:
    """Numbers of receipts in the book, those on paper too: number → the receipt's own number."""
    rows = connection.execute(f"SELECT number, paper_number FROM receipt WHERE {standing()}")
    return {text: row[0] for row in rows for text in row if text is not None}


def count(connection: sqlite3.Connection, round_id: int) -> int:
    """How many receipts a round has had: a number that was given out and taken back is not given out again."""
    return number(connection, "SELECT count(*) FROM receipt WHERE round_id = ?", round_id)


def add_receipts(connection: sqlite3.Connection, operation_id: int, new: Sequence[NewReceipt]) -> int:
    """Write receipts, giving the id of the first; the others follow it."""
    first = _next_id(connection, "receipt")
    insert_values(connection, "receipt", NewReceipt, operation_id, new)
    return first


def add_lines(connection: sqlite3.Connection, operation_id: int, new: Sequence[NewLine]) -> int:
    """Write lines, giving the id of the first; the others follow it."""
    first = _next_id(connection, "receipt_line")
    insert_values(connection, "receipt_line", NewLine, operation_id, new)
    return first


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    return number(connection, f"SELECT coalesce(max(id), 0) + 1 FROM {table}")


def next_entry_id(connection: sqlite3.Connection) -> int:
    """The id the next ledger entry gets; inside a transaction nobody else takes it."""
    return _next_id(connection, "entry")


def add_return(
    connection: sqlite3.Connection, operation_id: int, line_id: int, on: date, reason: str, entry_id: int
) -> None:
    """A line was given back."""
    columns = {"line_id": line_id, "returned_on": on, "reason": reason, "entry_id": entry_id}
    insert(connection, "receipt_return", operation_id=operation_id, **columns)


def receipts(
    connection: sqlite3.Connection,
    *,
    round_id: int | None = None,
    household: str | None = None,
    number: str | None = None,
    when: AsOf = NOW,
) -> list[Receipt]:
    """Receipts in order with their lines, as of `when`. `number`: its own or the one on paper."""
    where, values = "", {"upto": when.operation, "round": round_id, "household": household, "number": number}
    where += "" if round_id is None else " AND r.round_id = :round"
    where += "" if household is None else " AND r.household = :household"
    where += "" if number is None else " AND (r.number = :number OR r.paper_number = :number)"
    chosen = (
        f"FROM receipt AS r JOIN operation AS o ON o.id = r.operation_id WHERE {standing('r', upto=':upto')}{where}"
    )
    query = (
        'SELECT r.id, r.round_id, r.operation_id, r.household, r.number, r.paper_number, r.redeemed_on AS "on", '
        f"r.proxy, r.relation, r.note, o.operator {chosen} ORDER BY r.id"
    )
    found = {receipt.id: receipt for receipt in select(connection, Receipt, query, values)}
    query = (
        "SELECT l.id, l.receipt_id, l.position, l.item, l.quantity, l.price, l.entry_id, b.returned_on "
        "FROM receipt_line AS l LEFT JOIN receipt_return AS b ON b.line_id = l.id "
        f"AND {standing('b', upto=':upto')} "
        f"WHERE l.receipt_id IN (SELECT r.id {chosen}) ORDER BY l.receipt_id, l.position"
    )
    for line in select(connection, ReceiptLine, query, values):
        found[line.receipt_id].lines.append(line)
    return [receipt for receipt in found.values() if receipt.lines]


def receipt_of(connection: sqlite3.Connection, line_id: int) -> str:
    """The number of the receipt that a line stands on."""
    query = "SELECT r.number FROM receipt AS r JOIN receipt_line AS l ON l.receipt_id = r.id WHERE l.id = ?"
    return str(connection.execute(query, (line_id,)).fetchone()[0])


def returns(connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW) -> list[tuple[int, date, str]]:
    """Lines given back by operations after `after` up to `when`: line id, day, reason."""
    rows = connection.execute(
        "SELECT line_id, returned_on, reason FROM receipt_return WHERE operation_id > :after "
        f"AND {standing(upto=':upto')} ORDER BY operation_id, line_id",
        {"after": after, "upto": when.operation},
    )
    return [(row[0], date.fromisoformat(row[1]), row[2]) for row in rows]
