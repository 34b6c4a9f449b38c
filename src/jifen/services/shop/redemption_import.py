"""A filled sign-out sheet or register becomes receipts: all of it or nothing, in the order of the sheet."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.points import ZERO, total
from jifen.domain.redemption import Counter, Refusal, Taken, Wish
from jifen.errors import JifenError
from jifen.reading.forms.redemption_model import RedemptionReading, Shelf, Want
from jifen.reading.issues import Issue
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop import redemption as service
from jifen.services.shop.redemption import Order, Origin
from jifen.store import operations, redemption
from jifen.store.redemption import RedemptionRound


@dataclass(frozen=True, slots=True)
class RedemptionImport:
    """What an import did, or would do. `layout` is `sheet` or `register`; `receipts` their numbers.

    `already`: households of the file that had a receipt of this round before; said, not refused.
    """

    path: str
    ok: bool = False
    applied: bool = False
    status: str = "rejected"
    layout: str | None = None
    receipts: tuple[str, ...] = ()
    households: int = 0
    pieces: int = 0
    points: Decimal = ZERO
    already: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class _Desk:
    """A sheet gone through line by line."""

    path: str
    held: RedemptionRound
    counter: Counter
    day: date
    orders: list[Order] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def import_redemptions(session: Session, path: str, data: bytes) -> RedemptionImport:
    """Take a file into the open round. Who stands first gets the last item; one fault refuses the whole file."""
    from jifen.reading.forms.redemption import read_redemptions

    sha256 = hashlib.sha256(data).hexdigest()
    with session.change("redeem import", path=path) as change:
        if operations.was_read(session.connection, sha256, "redeem import"):
            change.cancelled = True
            return RedemptionImport(path, ok=True, status="unchanged")
        held = service.running(session)
        reading = read_redemptions(path, data, _shelf(session, held))
        desk = _Desk(path, held, service.counter(session, held), _day(session, held))
        desk.issues += [*reading.issues, *_again(session, held, reading, path)]
        for want in reading.wants:
            _serve(desk, want)
        if any(issue.severity == "error" for issue in desk.issues):
            change.cancelled = True
            return RedemptionImport(path, layout=reading.layout, issues=tuple(desk.issues))
        already = _served(session, held)
        session.backup()
        numbers = _post(session, change.operation_id, desk, reading, sha256, data)
    return RedemptionImport(
        path,
        ok=True,
        applied=not session.dry_run,
        status="imported",
        layout=reading.layout,
        receipts=tuple(numbers),
        households=len({order.household for order in desk.orders}),
        pieces=sum(taken.quantity for order in desk.orders for taken in order.taken),
        points=total(taken.points for order in desk.orders for taken in order.taken),
        already=tuple(dict.fromkeys(order.household for order in desk.orders if order.household in already)),
        issues=tuple(desk.issues),
    )


def _served(session: Session, held: RedemptionRound) -> frozenset[str]:
    receipts = redemption.receipts(session.connection, round_id=held.id)
    return frozenset(receipt.household for receipt in receipts if receipt.kept)


def _shelf(session: Session, held: RedemptionRound) -> Shelf:
    names = {code: item.name for code, item in inventory.items(session).items()}
    prices = redemption.prices(session.connection, held.id)
    roster = roster_on(session, session.today)
    return Shelf(names, prices, roster, held.period, session.today, held.first, held.last)


def _day(session: Session, held: RedemptionRound) -> date:
    """The day of lines without one: today, or the round's last day where the sheet is entered later."""
    if held.first is not None and session.today < held.first:
        days = {"first": held.first.isoformat(), "last": str(held.last or ""), "today": session.today.isoformat()}
        raise JifenError("session-days", period=held.period, **days)
    return min(session.today, held.last or session.today)


def _again(session: Session, held: RedemptionRound, reading: RedemptionReading, path: str) -> list[Issue]:
    """Households that stand on a sign-out sheet of this round already, and receipts that are in the book already."""
    issues = []
    if reading.layout == "sheet":
        before = redemption.on_sheets(session.connection, held.id)
        for want in reading.wants:
            code = want.household.code
            if code in before:
                facts = {"household": code, "other": before[code]}
                issues.append(Issue("row-repeated", path, want.sheet, want.cell, code, facts))
    known = redemption.paper_numbers(session.connection)
    for want in reading.wants:
        if want.paper_number in known:
            facts = {"other": known[want.paper_number]}
            cell = want.number_cell or want.cell
            issues.append(Issue("receipt-repeated", path, want.sheet, cell, want.paper_number, facts))
    return issues


def _serve(desk: _Desk, want: Want) -> None:
    """Take a household's wishes one after the other; what does not hold is an issue at its cell."""
    taken: list[Taken] = []
    for wish in want.wishes:
        found = desk.counter.take(want.household.code, Wish(wish.item, wish.quantity))
        if isinstance(found, Refusal):
            issue = Issue(found.code, desk.path, want.sheet, wish.cell, str(wish.quantity), found.facts)
            desk.issues.append(issue)
        else:
            taken.append(found)
    desk.orders.append(
        Order(
            household=want.household.code,
            on=want.on or desk.day,
            taken=tuple(taken),
            by=want.by,
            relation=want.relation,
            paper_number=want.paper_number,
            note=want.note,
            sheet=want.sheet,
            cells=tuple(wish.cell for wish in want.wishes),
        )
    )


def _post(
    session: Session, operation_id: int, desk: _Desk, reading: RedemptionReading, sha256: str, data: bytes
) -> list[str]:
    file_id = operations.add_file(session.connection, operation_id, desk.path, sha256, data)
    import_id = redemption.add_import(session.connection, operation_id, desk.held.id, file_id, reading.layout)
    return service.post(session, operation_id, desk.held, desk.orders, Origin(import_id, file_id))
