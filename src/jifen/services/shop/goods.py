"""Goods: the list, what comes in, what is written off, who gave."""

from dataclasses import dataclass, replace
from datetime import date

from jifen.domain.documents.lines import goods_named
from jifen.domain.documents.shop import CountingSheet, DonationLine, Donors
from jifen.domain.goods import Item, Lot, MovementKind, Origin, take
from jifen.domain.money import FundEntry, show_yuan
from jifen.domain.proposed_codes import item_codes
from jifen.errors import JifenError, UsageError
from jifen.reading.forms.goods import GoodsListRow
from jifen.reading.issues import Issue
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.session import Doubt, Session, reason_given
from jifen.services.shop import inventory
from jifen.services.shop.inventory import Stocked
from jifen.store import fund, goods
from jifen.store.goods import NewLot, NewMovement


@dataclass(frozen=True, slots=True)
class GoodsImport(FormImport):
    """What an import of goods did, or would do: codes of new and of changed items, pieces of opening stock.

    `proposed` are new items that the list gives without a code, with the one each gets.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    pieces: int = 0
    proposed: tuple[Item, ...] = ()


def import_goods(session: Session, path: str, data: bytes) -> GoodsImport:
    """Take a goods list: new items with their opening stock, new names and prices of known ones from today on.

    A list without codes asks whether those proposed may hold.
    """
    from jifen.reading.forms.goods import read_goods

    with taking(session, "goods import", path, data) as form:
        rows, issues = read_goods(path, data)
        stock = inventory.stock(session)
        rows, proposed, unclear = _with_codes(path, rows, stock)
        issues = (*issues, *unclear, *_differing(path, rows, stock))
        if has_errors(issues):
            return form.rejected(GoodsImport, issues, proposed=proposed)
        operation_id = form.operation.operation_id
        new = [row for row in rows if row.item.code not in stock]
        changed = [
            item
            for row in rows
            if row.item.code in stock and (item := _kept(row.item, stock[row.item.code].item)) != stock[item.code].item
        ]
        if not new and not changed:
            return form.unchanged(GoodsImport, issues=issues)
        added, known = (tuple(item.code for item in items) for items in ([row.item for row in new], changed))
        pieces = sum(row.quantity or 0 for row in new)
        result = form.imported(GoodsImport, issues, added=added, changed=known, pieces=pieces, proposed=proposed)
        if proposed:
            session.confirm(result)
        for row in new:
            _add_item(session, operation_id, row)
        for item in changed:
            goods.add_item_event(session.connection, operation_id, session.today, item)
        form.keep()
        inventory.join_round(session, operation_id, added)
        return result


def _with_codes(
    path: str, rows: tuple[GoodsListRow, ...], stock: dict[str, Stocked]
) -> tuple[tuple[GoodsListRow, ...], tuple[Item, ...], list[Issue]]:
    """Rows without a code get that of the one known item of their name and spec, else a new one."""
    names: dict[tuple[str, str], list[str]] = {}
    for held in stock.values():
        for spec in {held.item.spec, ""}:
            names.setdefault((held.item.name, spec), []).append(held.item.code)
    new = [row for row in rows if not row.item.code and (row.item.name, row.item.spec) not in names]
    codes = item_codes(len(new), {*stock, *(row.item.code for row in rows)} - {""})
    given = {(row.item.name, row.item.spec): [code] for row, code in zip(new, codes, strict=True)}
    coded: list[GoodsListRow] = []
    unclear: list[Issue] = []
    for row in rows:
        fitting = [row.item.code] if row.item.code else (names | given)[row.item.name, row.item.spec]
        if len(fitting) > 1:
            facts = {"item": "", "name": row.item.name}
            unclear.append(Issue("item-unknown", path, row.sheet, row.cell, row.item.name, facts, tuple(fitting)))
        else:
            coded.append(replace(row, item=replace(row.item, code=fitting[0])))
    proposed = tuple(row.item for row in coded if row.item.code in codes)
    return tuple(coded), proposed, unclear


def _differing(path: str, rows: tuple[GoodsListRow, ...], stock: dict[str, Stocked]) -> list[Issue]:
    """The stock of a known item changes by `goods receive` only."""
    return [
        Issue(
            "quantity-differs",
            path,
            row.sheet,
            row.quantity_cell,
            str(row.quantity),
            {"item": row.item.code, "on_hand": str(stock[row.item.code].on_hand)},
        )
        for row in rows
        if row.item.code in stock and row.quantity not in (None, stock[row.item.code].on_hand)
    ]


def _add_item(session: Session, operation_id: int, row: GoodsListRow) -> None:
    item = row.item
    goods.add_item(session.connection, operation_id, item.code)
    goods.add_item_event(session.connection, operation_id, session.today, item)
    if row.quantity:
        lot = NewLot(item.code, row.origin, row.party, item.reference_cents or 0, session.today)
        _bring_in(session, operation_id, lot, row.quantity)


def _kept(new: Item, known: Item) -> Item:
    """What a list leaves blank stays as it is."""
    reference = known.reference_cents if new.reference_cents is None else new.reference_cents
    return replace(new, spec=new.spec or known.spec, unit=new.unit or known.unit, reference_cents=reference)


def _bring_in(session: Session, operation_id: int, lot: NewLot, quantity: int) -> tuple[int, int]:
    """The lot, and the movement its pieces came by."""
    lot_id = goods.add_lot(session.connection, operation_id, lot)
    goods.add_movements(session.connection, operation_id, [NewMovement(lot_id, "in", quantity)])
    return lot_id, goods.last_movement(session.connection)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Goods that come: bought from or given by `party`, at so many cents a piece."""

    origin: Origin
    party: str
    unit_cents: int
    receipt: str = ""
    best_before: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What came, and what is there now; `fund_cents` the account after a purchase, None for a donation."""

    movement: int
    item: Item
    quantity: int
    cost_cents: int
    on_hand: int
    fund_cents: int | None


def receive(session: Session, text: str, quantity: str, delivery: Delivery) -> Received:
    """Take goods in as a lot; a purchase is paid from the fund. In an open round they join at today's price.

    In doubt, and asked about: the same party's receipt of this number is in the book already.
    """
    if not delivery.party.strip():
        raise UsageError("party-missing", option=f"--{delivery.origin}", origin=delivery.origin)
    count = inventory.quantity(quantity)
    with session.change("goods receive", item=text, quantity=quantity, origin=delivery.origin) as change:
        item = inventory.find_item(session, text)
        lot = NewLot(
            item.code,
            delivery.origin,
            delivery.party.strip(),
            delivery.unit_cents,
            session.today,
            delivery.receipt.strip(),
            delivery.best_before,
        )
        _ask_in_doubt(session, lot)
        lot_id, movement = _bring_in(session, change.operation_id, lot, count)
        cost = count * delivery.unit_cents
        if delivery.origin == "purchase" and cost:
            fund.add(session.connection, change.operation_id, session.today, -cost, lot_id=lot_id)
        inventory.join_round(session, change.operation_id, [item.code])
        held = fund.balance(session.connection) if delivery.origin == "purchase" else None
        return Received(movement, item, count, cost, inventory.stock(session)[item.code].on_hand, held)


def _ask_in_doubt(session: Session, lot: NewLot) -> None:
    before = goods.same_receipt(session.connection, lot.party, lot.receipt) if lot.receipt else None
    if before is not None:
        facts = {"receipt": lot.receipt, "party": lot.party, "item": before.item, "day": before.received_on.isoformat()}
        session.confirm(Doubt(JifenError("receipt-entered", **facts)))


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """What was written off, by which movement (of several lots the first), and what is left."""

    movement: int
    item: Item
    quantity: int
    value_cents: int
    on_hand: int


def write_off(session: Session, text: str, quantity: str, reason: str) -> WrittenOff:
    """Take spoilt or lost pieces off the shelf, those first to expire first."""
    why, count = reason_given(reason), inventory.quantity(quantity)
    with session.change("goods write-off", item=text, quantity=quantity, reason=reason) as change:
        item = inventory.find_item(session, text)
        held = inventory.stock(session)[item.code]
        first = goods.last_movement(session.connection) + 1
        value = take_out(session, change.operation_id, held, count, "write-off", why)
        return WrittenOff(first, item, count, value, held.on_hand - count)


def take_out(session: Session, operation_id: int, held: Stocked, count: int, kind: MovementKind, reason: str) -> int:
    """Move pieces off the shelf, first to expire first; gives what they were worth in cents."""
    chosen = take(held.lots, count)
    if chosen is None:
        raise JifenError("stock-short", item=held.item.code, name=held.item.name, on_hand=held.on_hand, wanted=count)
    moves = [NewMovement(lot, kind, -n, reason) for lot, n in chosen]
    goods.add_movements(session.connection, operation_id, moves)
    cost = {lot.id: lot.unit_cents for lot in held.lots}
    return sum(cost[lot] * n for lot, n in chosen)


def counting_sheet(session: Session) -> CountingSheet:
    """Every item with what the book says is there."""
    return {
        "village": session.settings()["village"],
        "as_of": session.today.isoformat(),
        "lines": [
            {
                **goods_named(held.item),
                "spec": held.item.spec,
                "booked": held.on_hand,
                "best_before": held.best_before.isoformat() if held.best_before else None,
            }
            for held in inventory.stock(session).values()
        ],
    }


def donors(session: Session) -> Donors:
    """Every donation and what became of it; gifts of money among them."""
    settings = session.settings()
    known = inventory.items(session)
    moved: dict[int, dict[str, int]] = {}
    for move in goods.movements(session.connection):
        sums = moved.setdefault(move.lot_id, {})
        sums[move.counts_as] = sums.get(move.counts_as, 0) + move.quantity
    lots = [lot for lot in goods.lots(session.connection) if lot.origin == "donation"]
    lines = [_donation(lot, known[lot.item], sums) for lot in lots if (sums := moved.get(lot.id, {})).get("in")]
    lines += [_cash(entry) for entry in fund.entries(session.connection) if entry.donor and entry.reversed_by is None]
    return {
        "village": settings["village"],
        "township": settings["township"],
        "as_of": session.today.isoformat(),
        "hotline": settings["hotline"],
        "lines": sorted(lines, key=lambda line: line["day"]),
    }


def _donation(lot: Lot, item: Item, moved: dict[str, int]) -> DonationLine:
    came = moved.get("in", 0)
    return {
        "day": lot.received_on.isoformat(),
        "donor": lot.party,
        "item": item.code,
        "name": item.name,
        "unit": item.unit,
        "quantity": came,
        "value": show_yuan(came * lot.unit_cents),
        "receipt": lot.receipt,
        "redeemed": -(moved.get("redemption", 0) + moved.get("return", 0)),
        "written_off": -(moved.get("write-off", 0) + moved.get("stocktake", 0)),
        "left": lot.on_hand,
    }


def _cash(entry: FundEntry) -> DonationLine:
    return {
        "day": entry.on.isoformat(),
        "donor": entry.donor or "",
        "item": None,
        "name": "",
        "unit": "",
        "quantity": 0,
        "value": show_yuan(entry.cents),
        "receipt": "",
        "redeemed": 0,
        "written_off": 0,
        "left": 0,
    }
