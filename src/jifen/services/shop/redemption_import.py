"""A filled sign-out sheet or register becomes receipts: all of it or nothing, in the order of the sheet."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import AsOf
from jifen.domain.points import ZERO, total
from jifen.domain.redemption import Counter, Refusal, Taken, Wish
from jifen.errors import JifenError
from jifen.reading.forms.redemption_model import RedemptionReading, Shelf, Want
from jifen.reading.issues import Issue
from jifen.services.intake import Form, FormImport, has_errors, taking
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop import redemption as service
from jifen.services.shop.redemption import Order, Origin
from jifen.store import redemption
from jifen.store.operations import Operation
from jifen.store.redemption import RedemptionRound


@dataclass(frozen=True, slots=True)
class RedemptionImport(FormImport):
    """What an import did, or would do. `layout` is `sheet` or `register`; `receipts` their numbers.

    `already`: households of the file that had a receipt of this round before; said, not refused.
    """

    layout: str | None = None
    receipts: tuple[str, ...] = ()
    households: int = 0
    pieces: int = 0
    points: Decimal = ZERO
    already: tuple[str, ...] = ()


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

    with taking(session, "redeem import", path, data) as form:
        if form.was_read():
            return form.unchanged(RedemptionImport)
        held = service.running(session)
        reading = read_redemptions(path, data, _shelf(session, held))
        desk = _Desk(path, held, service.counter(session, held), _day(session, held))
        desk.issues += [*reading.issues, *_again(session, held, reading, path)]
        for want in reading.wants:
            _serve(desk, want)
        if has_errors(desk.issues):
            return form.rejected(RedemptionImport, desk.issues, layout=reading.layout)
        already = _served(session, held)
        session.backup()
        numbers = _post(form, desk, reading.layout)
        taken = [taken for order in desk.orders for taken in order.taken]
        households = dict.fromkeys(order.household for order in desk.orders)
        return form.imported(
            RedemptionImport,
            desk.issues,
            layout=reading.layout,
            receipts=tuple(numbers),
            households=len(households),
            pieces=sum(each.quantity for each in taken),
            points=total(each.points for each in taken),
            already=tuple(household for household in households if household in already),
        )


def wants_again(
    session: Session, path: str, data: bytes, round_id: int, taken: Operation
) -> list[tuple[str, str, int]]:
    """(household, item, pieces) of every line of a sheet or register, read once more as of operation `taken`."""
    from jifen.reading.forms.redemption import read_redemptions

    when = AsOf.before(taken.id)
    held = next(found for found in redemption.rounds(session.connection, when) if found.id == round_id)
    names = {code: item.name for code, item in inventory.items(session, when, taken.today).items()}
    prices = redemption.prices(session.connection, round_id)
    roster = roster_on(session, taken.today, when)
    shelf = Shelf(names, prices, roster, held.period, taken.today, held.first, held.last)
    reading = read_redemptions(path, data, shelf)
    return [(want.household.code, wish.item, wish.quantity) for want in reading.wants for wish in want.wishes]


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


def _post(form: Form, desk: _Desk, layout: str) -> list[str]:
    session, operation_id, file_id = form.session, form.operation.operation_id, form.keep()
    import_id = redemption.add_import(session.connection, operation_id, desk.held.id, file_id, layout)
    return service.post(session, operation_id, desk.held, desk.orders, Origin(import_id, file_id))
