"""A slip at the shelf or the till answered by its opposite: nothing is changed, everything is added."""

from dataclasses import dataclass

from jifen.domain.goods import Item, Movement
from jifen.domain.money import FundEntry
from jifen.errors import JifenError
from jifen.services.session import Session, reason_given
from jifen.services.shop import inventory
from jifen.store import fund, goods, redemption


@dataclass(frozen=True, slots=True)
class ReversedGoods:
    """Pieces put back where they were: the answering movement, `quantity` with its sign, the account where it moved."""

    item: Item
    movement: int
    reverses: int
    quantity: int
    on_hand: int
    fund_cents: int | None


def reverse_movement(session: Session, movement_id: int, reason: str) -> ReversedGoods:
    """Answer a movement, with the others its command made of that item; what was paid for it comes back with it.

    Refused: what was answered already, an answer, what went out for points, and pieces that are no longer there.
    """
    why = reason_given(reason)
    with session.change("goods reverse", movement=movement_id, reason=why) as change:
        connection = session.connection
        known = goods.movements(connection, whole=True)
        standing = goods.standing_id(connection, movement_id)
        found = next((move for move in known if move.id == standing), None)
        if found is None:
            raise JifenError("movement-unknown", movement=movement_id)
        _refuse(session, found)
        together = [move for move in known if _same_act(move, found)]
        item = inventory.items(session)[found.item]
        _refuse_gone(session, together, item)
        made = [goods.reverse(connection, change.operation_id, move.id, why) for move in together]
        payments = _payments(session, together)
        for line in payments:
            fund.reverse(connection, change.operation_id, line.id, why)
        paid = fund.balance(connection) if payments else None
        moved = -sum(move.quantity for move in together)
        first = made[together.index(found)]
        inventory.join_round(session, change.operation_id, [item.code] if moved > 0 else [])
        return ReversedGoods(item, first, found.id, moved, inventory.stock(session)[item.code].on_hand, paid)


def _refuse(session: Session, found: Movement) -> None:
    if found.kind == "reversal":
        raise JifenError("movement-is-reversal", movement=found.id)
    if found.reversed_by is not None:
        raise JifenError("movement-reversed", movement=found.id, by=found.reversed_by)
    if found.receipt_line_id is not None:
        receipt = redemption.receipt_of(session.connection, found.receipt_line_id)
        raise JifenError("movement-redeemed", movement=found.id, receipt=receipt, kind=found.kind)


def _same_act(move: Movement, found: Movement) -> bool:
    """One command takes pieces from several lots; they go back together."""
    same = (move.operation_id, move.item, move.kind) == (found.operation_id, found.item, found.kind)
    return same and move.reversed_by is None


def _refuse_gone(session: Session, together: list[Movement], item: Item) -> None:
    there = {lot.id: lot.on_hand for lot in goods.lots(session.connection)}
    for move in together:
        if there.get(move.lot_id, 0) < move.quantity:
            facts = {"item": item.code, "name": item.name, "came": move.quantity, "left": there.get(move.lot_id, 0)}
            raise JifenError("movement-gone", movement=move.id, **facts)


def _payments(session: Session, together: list[Movement]) -> list[FundEntry]:
    """What was paid for lots that came in by these movements, and was not given back."""
    lots = {move.lot_id for move in together if move.kind == "in"}
    account = fund.entries(session.connection, whole=True)
    return [line for line in account if line.lot_id in lots and line.reverses is None and line.reversed_by is None]


@dataclass(frozen=True, slots=True)
class ReversedFund:
    """A line of the account answered: `cents` of the answer with its sign, and the account after it."""

    id: int
    reverses: int
    cents: int
    reason: str
    balance: int


def reverse_fund(session: Session, entry_id: int, reason: str) -> ReversedFund:
    """Answer a line of the account. Refused: answered already, an answer, and what goods were paid with."""
    why = reason_given(reason)
    with session.change("fund reverse", fund=entry_id, reason=why) as change:
        connection = session.connection
        account = fund.entries(connection, whole=True)
        standing = fund.standing_id(connection, entry_id)
        found = next((line for line in account if line.id == standing), None)
        if found is None:
            raise JifenError("fund-unknown", line=entry_id)
        if found.reverses is not None or found.reversed_by is not None:
            raise JifenError("fund-reversed", line=entry_id, by=found.reversed_by)
        if found.lot_id is not None:
            moves = [move for move in goods.movements(connection, whole=True) if move.lot_id == found.lot_id]
            first = next(move.id for move in moves if move.kind == "in" and move.reversed_by is None)
            raise JifenError("fund-of-goods", line=entry_id, item=found.item, movement=first)
        new = fund.reverse(connection, change.operation_id, found.id, why)
        return ReversedFund(new, found.id, -found.cents, why, fund.balance(connection))
