"""Goods: items and their dated events, lots, movements, counts. What is on hand is a sum, never a column."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.goods import Count, Item, ItemEvent, Lot, Movement, MovementKind, Origin
from jifen.domain.points import from_hundredths
from jifen.store.rows import insert, insert_values, number, select, standing, unpaired


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
    """Create an item; its name and price come with an event. One whose listing was taken back has its code already."""
    query = "INSERT INTO item (code, operation_id) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM item WHERE code = ?)"
    connection.execute(query, (code, operation_id, code))


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
        f"WHERE {standing(upto=':upto')} ORDER BY id",
        {"upto": when.operation},
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
        f"FROM lot AS l WHERE {standing('l', upto=':upto')} ORDER BY l.id"
    )
    return select(connection, Lot, query, {"upto": when.operation})


def by_item(found: Iterable[Lot]) -> dict[str, list[Lot]]:
    """Lots by the code of their item."""
    shelves: dict[str, list[Lot]] = {}
    for lot in found:
        shelves.setdefault(lot.item, []).append(lot)
    return shelves


def last_movement(connection: sqlite3.Connection) -> int:
    """The newest movement's id; 0 where nothing ever moved."""
    return number(connection, "SELECT coalesce(max(id), 0) FROM movement")


def movements(
    connection: sqlite3.Connection,
    *,
    after: int = 0,
    when: AsOf = NOW,
    receipt_line_id: int | None = None,
    whole: bool = False,
) -> list[Movement]:
    """Movements in the order of entry, of operations after `after` up to `when`.

    What was taken back is left out together with what took it back, unless the `whole` history is asked for.
    """
    narrow = "" if receipt_line_id is None else " AND m.receipt_line_id = :line"
    narrow += "" if whole else f" AND {unpaired('m')}"
    answer = "SELECT movement_id FROM movement_reversal AS w WHERE "
    if whole:
        answer += "w.reverses = m.id"
    else:
        again = "SELECT movement_id FROM movement_again WHERE stands_for = m.id"
        answer += f"(w.reverses = m.id OR w.reverses IN ({again})) AND {standing('w')}"
    query = (
        "SELECT m.id, m.operation_id, m.lot_id, l.item, m.kind, m.quantity, l.unit_cents, m.reason, m.receipt_line_id, "
        'o.done_on AS "on", o.operator, v.reverses, old.kind AS answers, '
        f"({answer}) AS reversed_by "
        "FROM movement AS m JOIN lot AS l ON l.id = m.lot_id JOIN operation AS o ON o.id = m.operation_id "
        "LEFT JOIN movement_reversal AS v ON v.movement_id = m.id LEFT JOIN movement AS old ON old.id = v.reverses "
        f"WHERE m.operation_id > :after AND m.operation_id <= :upto{narrow} ORDER BY m.id"
    )
    return select(connection, Movement, query, {"after": after, "upto": when.operation, "line": receipt_line_id})


def reverse(connection: sqlite3.Connection, operation_id: int, movement_id: int, reason: str | None) -> int:
    """Answer a movement by its opposite, giving that one's id; the book refuses a lot below zero."""
    query = (
        "INSERT INTO movement (operation_id, lot_id, kind, quantity, reason, receipt_line_id) "
        "SELECT ?, lot_id, 'reversal', -quantity, ?, receipt_line_id FROM movement WHERE id = ?"
    )
    new = int(connection.execute(query, (operation_id, reason, movement_id)).lastrowid or 0)
    insert(connection, "movement_reversal", movement_id=new, operation_id=operation_id, reverses=movement_id)
    return new


def standing_id(connection: sqlite3.Connection, movement_id: int) -> int:
    """The movement that stands for this one: itself, or the last one that was made again in its place."""
    query = "SELECT coalesce(max(movement_id), ?) FROM movement_again WHERE stands_for = ?"
    return number(connection, query, movement_id, movement_id)


def answer(connection: sqlite3.Connection, operation_id: int, undone_id: int, reason: str | None) -> None:
    """The opposite of all an operation moved: what stands of it reversed, what it reversed made again.

    Pieces come back before others go, so that no lot falls below zero meanwhile.
    """
    query = (
        "SELECT m.id, v.reverses, coalesce(a.stands_for, v.reverses) FROM movement AS m "
        "LEFT JOIN movement_reversal AS v ON v.movement_id = m.id "
        "LEFT JOIN movement_again AS a ON a.movement_id = v.reverses "
        "WHERE m.operation_id = ? ORDER BY m.quantity > 0, m.id"
    )
    again = (
        "INSERT INTO movement (operation_id, lot_id, kind, quantity, reason, receipt_line_id) "
        "SELECT ?, lot_id, kind, quantity, reason, receipt_line_id FROM movement WHERE id = ?"
    )
    for moved, reversed_id, first in connection.execute(query, (undone_id,)).fetchall():
        if reversed_id is None:
            reverse(connection, operation_id, standing_id(connection, moved), reason)
        else:
            new = connection.execute(again, (operation_id, reversed_id)).lastrowid
            insert(connection, "movement_again", movement_id=new, operation_id=operation_id, stands_for=first)


def same_receipt(connection: sqlite3.Connection, party: str, receipt: str) -> Lot | None:
    """The first lot that came from there under this number and was not taken back."""
    mine = [lot for lot in lots(connection) if (lot.party, lot.receipt) == (party, receipt)]
    taken_back = {move.lot_id for move in movements(connection) if move.kind == "in" and move.reversed_by is not None}
    return next((lot for lot in mine if lot.id not in taken_back), None)


def add_movements(connection: sqlite3.Connection, operation_id: int, new: Iterable[NewMovement]) -> None:
    """Move pieces; the book refuses a lot below zero."""
    insert_values(connection, "movement", NewMovement, operation_id, new)


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
        "JOIN operation AS o ON o.id = s.operation_id "
        f"WHERE s.operation_id > :after AND {standing('s', upto=':upto')} ORDER BY s.id"
    )
    return select(connection, Count, query, {"after": after, "upto": when.operation})


def last_operation(connection: sqlite3.Connection, day: date) -> int:
    """The last operation done on a day or before; 0 for none."""
    return number(connection, "SELECT coalesce(max(id), 0) FROM operation WHERE done_on <= ?", day.isoformat())
