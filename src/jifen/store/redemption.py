"""Redemption rounds, their frozen prices, receipts, and what was given back."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.points import from_hundredths, to_hundredths


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
    def is_open(self) -> bool:
        """Whether it takes redemptions."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A receipt on its way in."""

    round_id: int
    household: str
    number: str
    on: date
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


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of a receipt; `returned_on` where it was given back."""

    id: int
    position: int
    item: str
    quantity: int
    price: Decimal
    entry_id: int
    returned_on: date | None = None

    @property
    def points(self) -> Decimal:
        """What it cost."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it stands."""

    id: int
    round_id: int
    operation_id: int
    household: str
    number: str
    paper_number: str | None
    on: date
    proxy: str | None
    relation: str | None
    note: str | None
    operator: str
    lines: list[ReceiptLine] = field(default_factory=list)

    @property
    def kept(self) -> list[ReceiptLine]:
        """Lines that were not given back."""
        return [line for line in self.lines if line.returned_on is None]


def create(
    connection: sqlite3.Connection, operation_id: int, period: str, first: date | None, last: date | None
) -> int:
    """Open a round, giving its id."""
    days = [day.isoformat() if day else None for day in (first, last)]
    cursor = connection.execute(
        "INSERT INTO redemption_round (operation_id, period, starts_on, ends_on) VALUES (?, ?, ?, ?)",
        (operation_id, period, *days),
    )
    round_id = int(cursor.lastrowid or 0)
    _set_status(connection, operation_id, round_id, "open")
    return round_id


def close(connection: sqlite3.Connection, operation_id: int, round_id: int) -> None:
    """No more redemptions in it."""
    _set_status(connection, operation_id, round_id, "closed")


def _set_status(connection: sqlite3.Connection, operation_id: int, round_id: int, status: str) -> None:
    connection.execute(
        "INSERT INTO round_event (operation_id, round_id, status) VALUES (?, ?, ?)",
        (operation_id, round_id, status),
    )


def rounds(connection: sqlite3.Connection, when: AsOf = NOW) -> list[RedemptionRound]:
    """Every round in the order of opening, as of `when`."""
    rows = connection.execute(
        "SELECT s.id, s.period, s.starts_on, s.ends_on, o.done_on, o.id, c.done_on, c.id FROM redemption_round AS s "
        "JOIN operation AS o ON o.id = s.operation_id "
        "LEFT JOIN round_event AS e ON e.round_id = s.id AND e.status = 'closed' AND e.operation_id <= :upto "
        "LEFT JOIN operation AS c ON c.id = e.operation_id WHERE s.operation_id <= :upto ORDER BY s.id",
        {"upto": when.operation},
    )
    return [_round(row) for row in rows]


def _round(row: Sequence[Any]) -> RedemptionRound:
    opened = date.fromisoformat(row[4])
    return RedemptionRound(row[0], row[1], _day(row[2]), _day(row[3]), opened, row[5], _day(row[6]), row[7])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def add_prices(
    connection: sqlite3.Connection, operation_id: int, round_id: int, prices: Iterable[tuple[str, Decimal]]
) -> None:
    """Freeze prices for a round."""
    connection.executemany(
        "INSERT INTO round_price (round_id, item, operation_id, points) VALUES (?, ?, ?, ?)",
        ((round_id, item, operation_id, to_hundredths(points)) for item, points in prices),
    )


def prices(connection: sqlite3.Connection, round_id: int) -> dict[str, Decimal]:
    """The round's prices by item."""
    rows = connection.execute("SELECT item, points FROM round_price WHERE round_id = ? ORDER BY item", (round_id,))
    return {row[0]: from_hundredths(row[1]) for row in rows}


def add_import(
    connection: sqlite3.Connection, operation_id: int, round_id: int, source_file_id: int, layout: str
) -> int:
    """A file that receipts come from, giving its id; `layout` is `sheet` or `register`."""
    cursor = connection.execute(
        "INSERT INTO redemption_import (operation_id, round_id, source_file_id, layout) VALUES (?, ?, ?, ?)",
        (operation_id, round_id, source_file_id, layout),
    )
    return int(cursor.lastrowid or 0)


def on_sheets(connection: sqlite3.Connection, round_id: int) -> dict[str, str]:
    """Households that stand on a sign-out sheet of the round and kept something of it, with their receipt."""
    rows = connection.execute(
        "SELECT r.household, r.number FROM receipt AS r JOIN redemption_import AS i ON i.id = r.import_id "
        "WHERE r.round_id = ? AND i.layout = 'sheet' AND EXISTS (SELECT 1 FROM receipt_line AS l "
        "WHERE l.receipt_id = r.id AND NOT EXISTS (SELECT 1 FROM receipt_return WHERE line_id = l.id)) ORDER BY r.id",
        (round_id,),
    )
    return {row[0]: row[1] for row in rows}


def paper_numbers(connection: sqlite3.Connection) -> dict[str, str]:
    """Numbers of receipts in the book, those on paper too: number → the receipt's own number."""
    rows = connection.execute("SELECT number, paper_number FROM receipt")
    return {text: row[0] for row in rows for text in row if text is not None}


def count(connection: sqlite3.Connection, round_id: int) -> int:
    """How many receipts a round has."""
    return int(connection.execute("SELECT count(*) FROM receipt WHERE round_id = ?", (round_id,)).fetchone()[0])


def add_receipts(connection: sqlite3.Connection, operation_id: int, new: Sequence[NewReceipt]) -> int:
    """Write receipts, giving the id of the first; the others follow it."""
    first = _next_id(connection, "receipt")
    connection.executemany(
        "INSERT INTO receipt (operation_id, round_id, household, number, paper_number, redeemed_on, proxy, relation, "
        "import_id, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (operation_id, r.round_id, r.household, r.number, r.paper_number, r.on.isoformat(), r.proxy, r.relation)
            + (r.import_id, r.note)
            for r in new
        ),
    )
    return first


def add_lines(connection: sqlite3.Connection, operation_id: int, new: Sequence[NewLine]) -> int:
    """Write lines, giving the id of the first; the others follow it."""
    first = _next_id(connection, "receipt_line")
    connection.executemany(
        "INSERT INTO receipt_line (operation_id, receipt_id, position, item, quantity, price, entry_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (operation_id, line.receipt_id, line.position, line.item, line.quantity, to_hundredths(line.price))
            + (line.entry_id,)
            for line in new
        ),
    )
    return first


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def next_entry_id(connection: sqlite3.Connection) -> int:
    """The id the next ledger entry gets; inside a transaction nobody else takes it."""
    return _next_id(connection, "entry")


def add_return(
    connection: sqlite3.Connection, operation_id: int, line_id: int, on: date, reason: str, entry_id: int
) -> None:
    """A line was given back."""
    connection.execute(
        "INSERT INTO receipt_return (line_id, operation_id, returned_on, reason, entry_id) VALUES (?, ?, ?, ?, ?)",
        (line_id, operation_id, on.isoformat(), reason, entry_id),
    )


_RECEIPTS = """
SELECT r.id, r.round_id, r.operation_id, r.household, r.number, r.paper_number, r.redeemed_on, r.proxy, r.relation,
  r.note, o.operator, l.id, l.position, l.item, l.quantity, l.price, l.entry_id, b.returned_on
FROM receipt AS r JOIN operation AS o ON o.id = r.operation_id JOIN receipt_line AS l ON l.receipt_id = r.id
LEFT JOIN receipt_return AS b ON b.line_id = l.id AND b.operation_id <= :upto
WHERE r.operation_id <= :upto
"""


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
    found: dict[int, Receipt] = {}
    for row in connection.execute(f"{_RECEIPTS}{where} ORDER BY r.id, l.position", values):
        receipt = found.get(row[0])
        if receipt is None:
            receipt = found[row[0]] = _receipt(row)
        price = from_hundredths(row[15])
        receipt.lines.append(ReceiptLine(row[11], row[12], row[13], row[14], price, row[16], _day(row[17])))
    return list(found.values())


def _receipt(row: Sequence[Any]) -> Receipt:
    return Receipt(
        id=row[0],
        round_id=row[1],
        operation_id=row[2],
        household=row[3],
        number=row[4],
        paper_number=row[5],
        on=date.fromisoformat(row[6]),
        proxy=row[7],
        relation=row[8],
        note=row[9],
        operator=row[10],
    )


def returns(connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW) -> list[tuple[int, date, str]]:
    """Lines given back by operations after `after` up to `when`: line id, day, reason."""
    rows = connection.execute(
        "SELECT line_id, returned_on, reason FROM receipt_return WHERE operation_id > ? AND operation_id <= ? "
        "ORDER BY operation_id, line_id",
        (after, when.operation),
    )
    return [(row[0], date.fromisoformat(row[1]), row[2]) for row in rows]
