"""Goods: items and their dated events, lots, movements, counts. What is on hand is a sum, never a column."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.goods import Item, ItemEvent, Lot, MovementKind, Origin
from jifen.domain.points import from_hundredths, to_hundredths


@dataclass(frozen=True, slots=True)
class NewLot:
    """Goods on their way in."""

    item: str
    origin: Origin
    party: str
    unit_cents: int
    received_on: date
    receipt: str = ""
    best_before: date | None = None


@dataclass(frozen=True, slots=True)
class NewMovement:
    """Pieces in (+) or out (-) of a lot."""

    lot_id: int
    kind: MovementKind
    quantity: int
    reason: str | None = None
    receipt_line_id: int | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement as it is read back, with its lot, its day and who made it."""

    id: int
    operation_id: int
    lot_id: int
    item: str
    kind: MovementKind
    quantity: int
    unit_cents: int
    reason: str | None
    receipt_line_id: int | None
    on: date
    operator: str

    @property
    def value_cents(self) -> int:
        """What moved, with its sign."""
        return self.quantity * self.unit_cents


@dataclass(frozen=True, slots=True)
class Count:
    """A counted item of a stocktake."""

    item: str
    booked: int
    counted: int
    reason: str
    on: date
    operation_id: int


def add_item(connection: sqlite3.Connection, operation_id: int, code: str) -> None:
    """Create an item; its name and price come with an event."""
    connection.execute("INSERT INTO item (code, operation_id) VALUES (?, ?)", (code, operation_id))


def add_item_event(connection: sqlite3.Connection, operation_id: int, on: date, item: Item) -> None:
    """What an item is from a day on."""
    connection.execute(
        "INSERT INTO item_event (operation_id, item, effective_on, name, spec, unit, points, reference_cents) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (operation_id, item.code, on.isoformat(), item.name, item.spec, item.unit)
        + (to_hundredths(item.price), item.reference_cents),
    )


def item_events(connection: sqlite3.Connection, when: AsOf = NOW) -> list[ItemEvent]:
    """All events in the order of entry, as of `when`."""
    rows = connection.execute(
        "SELECT item, effective_on, name, spec, unit, points, reference_cents, id FROM item_event "
        "WHERE operation_id <= ? ORDER BY id",
        (when.operation,),
    )
    return [
        ItemEvent(
            date.fromisoformat(row[1]), Item(row[0], row[2], from_hundredths(row[5]), row[3], row[4], row[6]), row[7]
        )
        for row in rows
    ]


def add_lot(connection: sqlite3.Connection, operation_id: int, lot: NewLot) -> int:
    """Record a lot, giving its id; its pieces come with a movement."""
    due = lot.best_before.isoformat() if lot.best_before else None
    cursor = connection.execute(
        "INSERT INTO lot (operation_id, item, origin, party, unit_cents, receipt, received_on, best_before_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (operation_id, lot.item, lot.origin, lot.party, lot.unit_cents, lot.receipt, lot.received_on.isoformat(), due),
    )
    return int(cursor.lastrowid or 0)


def lots(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Lot]:
    """Every lot with what is on hand of it, in the order of entry, as of `when`."""
    rows = connection.execute(
        "SELECT l.id, l.item, l.origin, l.party, l.unit_cents, l.receipt, l.received_on, l.best_before_on, "
        "(SELECT coalesce(sum(quantity), 0) FROM movement WHERE lot_id = l.id AND operation_id <= :upto) "
        "FROM lot AS l WHERE l.operation_id <= :upto ORDER BY l.id",
        {"upto": when.operation},
    )
    return [_lot(row) for row in rows]


def by_item(found: Iterable[Lot]) -> dict[str, list[Lot]]:
    """Lots by the code of their item."""
    shelves: dict[str, list[Lot]] = {}
    for lot in found:
        shelves.setdefault(lot.item, []).append(lot)
    return shelves


def add_movements(connection: sqlite3.Connection, operation_id: int, new: Iterable[NewMovement]) -> None:
    """Move pieces; the book refuses a lot below zero."""
    connection.executemany(
        "INSERT INTO movement (operation_id, lot_id, kind, quantity, reason, receipt_line_id) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        ((operation_id, m.lot_id, m.kind, m.quantity, m.reason, m.receipt_line_id) for m in new),
    )


def movements(
    connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW, receipt_line_id: int | None = None
) -> list[Movement]:
    """Movements in the order of entry, of operations after `after` up to `when`."""
    narrow = "" if receipt_line_id is None else " AND m.receipt_line_id = :line"
    rows = connection.execute(
        "SELECT m.id, m.operation_id, m.lot_id, l.item, m.kind, m.quantity, l.unit_cents, m.reason, m.receipt_line_id, "
        "o.done_on, o.operator FROM movement AS m JOIN lot AS l ON l.id = m.lot_id JOIN operation AS o "
        f"ON o.id = m.operation_id WHERE m.operation_id > :after AND m.operation_id <= :upto{narrow} ORDER BY m.id",
        {"after": after, "upto": when.operation, "line": receipt_line_id},
    )
    return [_movement(row) for row in rows]


def add_count(
    connection: sqlite3.Connection,
    operation_id: int,
    source_file_id: int,
    item: str,
    booked: int,
    counted: int,
    why: str,
) -> None:
    """What a stocktake found of an item."""
    connection.execute(
        "INSERT INTO stocktake (operation_id, source_file_id, item, booked, counted, reason) VALUES (?, ?, ?, ?, ?, ?)",
        (operation_id, source_file_id, item, booked, counted, why),
    )


def counts(connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW) -> list[Count]:
    """Counted items in the order of entry."""
    rows = connection.execute(
        "SELECT s.item, s.booked, s.counted, s.reason, o.done_on, s.operation_id FROM stocktake AS s "
        "JOIN operation AS o ON o.id = s.operation_id WHERE s.operation_id > ? AND s.operation_id <= ? ORDER BY s.id",
        (after, when.operation),
    )
    return [Count(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5]) for row in rows]


def last_operation(connection: sqlite3.Connection, day: date) -> int:
    """The last operation done on a day or before; 0 for none."""
    row = connection.execute(
        "SELECT coalesce(max(id), 0) FROM operation WHERE done_on <= ?", (day.isoformat(),)
    ).fetchone()
    return int(row[0])


def _movement(row: tuple[Any, ...]) -> Movement:
    return Movement(
        id=row[0],
        operation_id=row[1],
        lot_id=row[2],
        item=row[3],
        kind=row[4],
        quantity=row[5],
        unit_cents=row[6],
        reason=row[7],
        receipt_line_id=row[8],
        on=date.fromisoformat(row[9]),
        operator=row[10],
    )


def _lot(row: tuple[Any, ...]) -> Lot:
    due = date.fromisoformat(row[7]) if row[7] else None
    return Lot(row[0], row[1], row[2], row[3], row[4], row[5], date.fromisoformat(row[6]), due, row[8])
