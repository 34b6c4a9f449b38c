"""Receipts given back: points to the household and goods to their lots, by reversing entries."""

from dataclasses import dataclass, field
from decimal import Decimal

from jifen.domain.points import total
from jifen.domain.redemption import Receipt, ReceiptLine
from jifen.errors import JifenError
from jifen.services.ledger.accounts import find_entry
from jifen.services.roster.finding import find_household
from jifen.services.session import Session, reason_given
from jifen.services.shop import inventory
from jifen.services.shop.redemption import ReceiptView, view
from jifen.store import entries, goods, redemption
from jifen.store.entries import NewEntry
from jifen.store.goods import NewMovement


@dataclass(frozen=True, slots=True)
class Returned:
    """Lines given back just now."""

    view: ReceiptView
    lines: tuple[ReceiptLine, ...] = field(default=())

    @property
    def points(self) -> Decimal:
        """What came back."""
        return total(line.points for line in self.lines)


def give_back(session: Session, number: str, line: int | None, reason: str) -> Returned:
    """Take a receipt's lines back (or one of them): points to the household, goods to the lots they came from.

    Each line once, also after the round is closed and whatever became of the household.
    """
    why = reason_given(reason)
    with session.change("redeem return", receipt=number, line=line, reason=reason) as change:
        receipt = _find_receipt(session, number)
        lines = _returnable(receipt, line)
        for each in lines:
            _return_line(session, change.operation_id, each, why)
        inventory.join_round(session, change.operation_id, [each.item for each in lines])
        again = redemption.receipts(session.connection, number=receipt.number)[0]
        return Returned(view(session, again, find_household(session, receipt.household).head), tuple(lines))


def _find_receipt(session: Session, number: str) -> Receipt:
    wanted = number.strip().upper()
    found = redemption.receipts(session.connection, number=wanted)
    exact = [receipt for receipt in found if receipt.number == wanted]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if found:
        raise JifenError("receipt-ambiguous", receipt=number, numbers=[receipt.number for receipt in found])
    raise JifenError("receipt-unknown", receipt=number)


def _returnable(receipt: Receipt, line: int | None) -> list[ReceiptLine]:
    if line is None:
        if not receipt.kept:
            raise JifenError("line-returned", receipt=receipt.number, line=None)
        return receipt.kept
    chosen = [each for each in receipt.lines if each.position == line]
    if not chosen:
        raise JifenError("line-unknown", receipt=receipt.number, line=line, lines=len(receipt.lines))
    if chosen[0].returned_on is not None:
        raise JifenError("line-returned", receipt=receipt.number, line=line)
    return chosen


def _return_line(session: Session, operation_id: int, line: ReceiptLine, reason: str) -> None:
    connection = session.connection
    paid = find_entry(session, entries.standing_id(connection, line.entry_id))
    back = NewEntry(paid.household, "return", -paid.points, occurred_on=session.today, reason=reason, reverses=paid.id)
    entry_id = entries.add_one(connection, operation_id, back)
    redemption.add_return(connection, operation_id, line.id, session.today, reason, entry_id)
    gone = goods.movements(connection, receipt_line_id=line.id)
    moves = [NewMovement(move.lot_id, "return", -move.quantity, receipt_line_id=line.id) for move in gone]
    goods.add_movements(connection, operation_id, moves)
