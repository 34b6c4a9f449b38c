"""Goods: items and their dated events, lots, movements, counts. What is on hand is a sum, never a column."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.goods import Count, Item, ItemEvent, Lot, Movement, MovementKind, Origin
from jifen.domain.points import from_hundredths
from jifen.store.rows import insert, insert_values, number, select


@dataclass(frozen=True, slots=True)
class NewLot:
    """Goods on their way in."""

    item: str
    origin: Origin
    party: str
    unit_cents: int
    received_on: date
    receipt: str = ""
    best_before_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewMovement:
    """Pieces in (+) or out (-) of a lot."""

    lot_id: int
    kind: MovementKind
    quantity: int
    reason: str | None = None
    receipt_line_id: int | None = None


def add_item(connection: sqlite3.Connection, operation_id: int, code: str) -> None:
    """Create an item; its name and price come with an event."""
    insert(connection, "item", code=code, operation_id=operation_id)


def add_item_event(connection: sqlite3.Connection, operation_id: int, on: date, item: Item) -> None:
    """What an item is from a day on."""
    insert(
        connection,
        "item_event",
        operation_id=operation_id,
        item=item.code,
        effective_on=on,
        name=item.name,
        spec=item.spec,
        unit=item.unit,
        points=item.price,
        reference_cents=item.reference_cents,
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
    insert_values(connection, "lot", NewLot, operation_id, (lot,))
    return number(connection, "SELECT max(id) FROM lot")


def lots(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Lot]:
    """Every lot with what is on hand of it, in the order of entry, as of `when`."""
    query = (
        "SELECT l.id, l.item, l.origin, l.party, l.unit_cents, l.receipt, l.received_on, "
        "l.best_before_on AS best_before, (SELECT coalesce(sum(quantity), 0) FROM movement "
        "WHERE lot_id = l.id AND operation_id <= :upto) AS on_hand "
        "FROM lot AS l WHERE l.operation_id <= :upto ORDER BY l.id"
    )
    return select(connection, Lot, query, {"upto": when.operation})


def by_item(found: Iterable[Lot]) -> dict[str, list[Lot]]:
    """Lots by the code of their item."""
    shelves: dict[str, list[Lot]] = {}
    for lot in found:
        shelves.setdefault(lot.item, []).append(lot)
    return shelves


def add_movements(connection: sqlite3.Connection, operation_id: int, new: Iterable[NewMovement]) -> None:
    """Move pieces; the book refuses a lot below zero."""
    insert_values(connection, "movement", NewMovement, operation_id, new)


def movements(
    connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW, receipt_line_id: int | None = None
) -> list[Movement]:
    """Movements in the order of entry, of operations after `after` up to `when`."""
    narrow = "" if receipt_line_id is None else " AND m.receipt_line_id = :line"
    query = (
        "SELECT m.id, m.operation_id, m.lot_id, l.item, m.kind, m.quantity, l.unit_cents, m.reason, m.receipt_line_id, "
        'o.done_on AS "on", o.operator FROM movement AS m JOIN lot AS l ON l.id = m.lot_id JOIN operation AS o '
        f"ON o.id = m.operation_id WHERE m.operation_id > :after AND m.operation_id <= :upto{narrow} ORDER BY m.id"
    )
    return select(connection, Movement, query, {"after": after, "upto": when.operation, "line": receipt_line_id})


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
    columns = {"source_file_id": source_file_id, "item": item, "booked": booked, "counted": counted, "reason": why}
    insert(connection, "stocktake", operation_id=operation_id, **columns)


def counts(connection: sqlite3.Connection, *, after: int = 0, when: AsOf = NOW) -> list[Count]:
    """Counted items in the order of entry."""
    query = (
        'SELECT s.item, s.booked, s.counted, s.reason, o.done_on AS "on", s.operation_id FROM stocktake AS s '
        "JOIN operation AS o ON o.id = s.operation_id WHERE s.operation_id > ? AND s.operation_id <= ? ORDER BY s.id"
    )
    return select(connection, Count, query, (after, when.operation))


def last_operation(connection: sqlite3.Connection, day: date) -> int:
    """The last operation done on a day or before; 0 for none."""
    return number(connection, "SELECT coalesce(max(id), 0) FROM operation WHERE done_on <= ?", day.isoformat())
