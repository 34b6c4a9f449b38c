"""A count of the shelf: what differs needs a reason and becomes an entry."""

from dataclasses import dataclass

from jifen.domain.goods import Item
from jifen.reading.forms.goods import StocktakeRow
from jifen.reading.issues import Issue
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop.goods import take_out
from jifen.services.shop.inventory import Stocked
from jifen.store import goods
from jifen.store.goods import NewLot, NewMovement


@dataclass(frozen=True, slots=True)
class Difference:
    """A counted item that is not what the book had."""

    item: Item
    booked: int
    counted: int
    reason: str


@dataclass(frozen=True, slots=True)
class Stocktake(FormImport):
    """What a count found."""

    counted: int = 0
    differences: tuple[Difference, ...] = ()


def stocktake(session: Session, path: str, data: bytes) -> Stocktake:
    """Take a filled counting sheet: every difference needs a reason and becomes an entry.

    A sheet whose printed stock is no longer the book's was counted against something else: refused.
    """
    from jifen.reading.forms.goods import read_counts

    with taking(session, "goods stocktake", path, data) as form:
        if form.was_read():
            return form.unchanged(Stocktake)
        stock = inventory.stock(session)
        rows, issues = read_counts(path, data, {code: held.item.name for code, held in stock.items()})
        issues = (*issues, *(issue for row in rows for issue in _count_issues(path, row, stock[row.item])))
        if has_errors(issues):
            return form.rejected(Stocktake, issues)
        file_id = form.keep()
        counts = [_count(session, form.operation.operation_id, file_id, row, stock[row.item]) for row in rows]
        differences = tuple(difference for difference in counts if difference is not None)
        return form.imported(Stocktake, issues, counted=len(rows), differences=differences)


def _count_issues(path: str, row: StocktakeRow, held: Stocked) -> list[Issue]:
    if row.booked is not None and row.booked != held.on_hand:
        facts = {"item": row.item, "on_hand": str(held.on_hand), "reason": "count"}
        return [Issue("quantity-differs", path, row.sheet, row.booked_cell, str(row.booked), facts)]
    if row.counted != held.on_hand and not row.reason:
        facts = {"field": "reason", "item": row.item}
        return [Issue("field-missing", path, row.sheet, row.reason_cell or row.counted_cell, None, facts)]
    return []


def _count(session: Session, operation_id: int, file_id: int, row: StocktakeRow, held: Stocked) -> Difference | None:
    connection = session.connection
    goods.add_count(connection, operation_id, file_id, row.item, held.on_hand, row.counted, row.reason)
    surplus = row.counted - held.on_hand
    if surplus == 0:
        return None
    if surplus < 0:
        take_out(session, operation_id, held, -surplus, "stocktake", row.reason)
    else:
        lot_id = _newest(session, operation_id, held)
        goods.add_movements(connection, operation_id, [NewMovement(lot_id, "stocktake", surplus, row.reason)])
        inventory.join_round(session, operation_id, [row.item])
    return Difference(held.item, held.on_hand, row.counted, row.reason)


def _newest(session: Session, operation_id: int, held: Stocked) -> int:
    """Pieces found go to the lot that came last; where there never was one, to a new one at the reference price."""
    if held.lots:
        return held.lots[-1].id
    lot = NewLot(held.item.code, "opening", "", held.item.reference_cents or 0, session.today)
    return goods.add_lot(session.connection, operation_id, lot)
