"""A redemption round is opened and receipts are made. One transaction a use case.

Points and goods move together: the entry that pays and the pieces that leave stand in one transaction, checked against
what is there at that moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from jifen.domain.household import Household
from jifen.domain.ledger import Spendable
from jifen.domain.money import Forecast, forecast
from jifen.domain.period import Period
from jifen.domain.points import ZERO, show, total
from jifen.domain.redemption import Counter, Limits, Purse, Receipt, Refusal, Taken, Wish, holds_on
from jifen.errors import JifenError, UsageError
from jifen.services.ledger.months import Months, wanting
from jifen.services.roster.finding import find_household
from jifen.services.session import JUST_NOW, Doubt, Session
from jifen.services.shop import inventory
from jifen.services.shop.held_back import held_back
from jifen.store import entries, figures, fund, goods, operations, redemption
from jifen.store.entries import NewEntry
from jifen.store.goods import NewMovement
from jifen.store.redemption import NewLine, NewReceipt, RedemptionRound


def forecast_now(session: Session) -> Forecast:
    """Whether stock and fund hold what all available points promise."""
    stock = inventory.stock(session).values()
    rate = session.settings()["point-rate"]
    promised = Spendable.of(b.available for b in figures.balances(session.connection).values())
    found = forecast(
        promised.points,
        sum(held.value_cents for held in stock),
        inventory.stock_points(stock),
        fund.balance(session.connection),
        Decimal(rate) if rate else None,
    )
    return replace(found, owed=promised.owed, debtors=promised.debtors)


def limits(session: Session) -> Limits:
    """The settings `redeem-min` and `redeem-max`."""
    settings = session.settings()
    most = settings["redeem-max"]
    return Limits(settings.points("redeem-min"), Decimal(most) if most else None)


@dataclass(frozen=True, slots=True)
class Opening:
    """A round about to be opened, or just opened; `items` have goods on the shelf and a frozen price."""

    period: Period
    first: date | None
    last: date | None
    items: int
    pieces: int
    forecast: Forecast
    months: Months = field(default_factory=Months)


def open_period(session: Session, period: Period, first: date | None, last: date | None) -> Opening:
    """Open a round and freeze the prices of what is on the shelf. What is short is said, not refused."""
    if first is not None and last is not None and first > last:
        raise UsageError("days-reversed", first=first.isoformat(), last=last.isoformat())
    with session.change("redeem open", period=str(period)) as change:
        connection = session.connection
        for known in redemption.rounds(connection):
            if known.is_open:
                raise JifenError("session-open", period=known.period)
            if known.period == str(period):
                raise JifenError("session-exists", period=known.period)
        there = [held for held in inventory.stock(session).values() if held.on_hand]
        pieces = sum(held.on_hand for held in there)
        opening = Opening(period, first, last, len(there), pieces, forecast_now(session), wanting(session, period))
        round_id = redemption.create(connection, change.operation_id, str(period), first, last)
        prices = [(held.item.code, held.item.price) for held in there]
        redemption.add_prices(connection, change.operation_id, round_id, prices)
        session.confirm(opening)
    return opening


def running(session: Session, day: date | None = None) -> RedemptionRound:
    """The open round; refused where there is none, or where its days do not hold `day`."""
    found = inventory.open_round(session)
    if found is None:
        last = redemption.rounds(session.connection)
        raise JifenError("session-none", last=last[-1].period if last else None)
    if day is not None and not holds_on(found.first, found.last, day):
        days = {"first": str(found.first or ""), "last": str(found.last or ""), "today": day.isoformat()}
        raise JifenError("session-days", period=found.period, **days)
    return found


def counter(session: Session, held: RedemptionRound, household: str | None = None) -> Counter:
    """Shelf, prices and purses as they are; the purse of one household, or of all."""
    connection = session.connection
    balances = figures.balances(connection, household)
    purses = {code: Purse(balance.available) for code, balance in balances.items()}
    for receipt in redemption.receipts(connection, round_id=held.id, household=household):
        purse = purses.setdefault(receipt.household, Purse(ZERO))
        purse.spent += total(line.points for line in receipt.kept)
    for code, why in held_back(session).items():
        purses.setdefault(code, Purse(ZERO)).held_back = why
    shelves = goods.by_item(goods.lots(connection))
    return Counter(redemption.prices(connection, held.id), shelves, purses, limits(session))


@dataclass(frozen=True, slots=True)
class Order:
    """What one receipt will hold; `cells` the cell each line comes from, where it comes from a sheet."""

    household: str
    on: date
    taken: tuple[Taken, ...]
    by: str | None = None
    relation: str | None = None
    paper_number: str | None = None
    note: str | None = None
    sheet: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The import that orders come from."""

    import_id: int
    source_file_id: int


def post(
    session: Session, operation_id: int, held: RedemptionRound, orders: Sequence[Order], origin: Origin | None = None
) -> list[str]:
    """Write receipts with their entries and movements, in order; gives the receipt numbers."""
    connection = session.connection
    names = inventory.names(session)
    start = redemption.count(connection, held.id) + 1
    numbers = [f"{held.period}-{start + n:04d}" for n in range(len(orders))]
    receipt_id = redemption.add_receipts(
        connection, operation_id, [_receipt(held, o, n, origin) for o, n in zip(orders, numbers, strict=True)]
    )
    entry_id = redemption.next_entry_id(connection)
    payments: list[NewEntry] = []
    lines: list[NewLine] = []
    lots: list[tuple[tuple[int, int], ...]] = []
    for index, (order, number) in enumerate(zip(orders, numbers, strict=True)):
        for place, taken in enumerate(order.taken):
            paid_by = entry_id + len(payments)
            lines.append(NewLine(receipt_id + index, place + 1, taken.item, taken.quantity, taken.price, paid_by))
            reason = f"{number} {names[taken.item]}\u00d7{taken.quantity}"
            payments.append(_payment(order, place, taken, reason, origin))
            lots.append(taken.lots)
    entries.add(connection, operation_id, payments)
    first = redemption.add_lines(connection, operation_id, lines)
    moves = (
        NewMovement(lot, "redemption", -pieces, receipt_line_id=line_id)
        for line_id, chosen in enumerate(lots, first)
        for lot, pieces in chosen
    )
    goods.add_movements(connection, operation_id, moves)
    return numbers


def _receipt(held: RedemptionRound, order: Order, number: str, origin: Origin | None) -> NewReceipt:
    return NewReceipt(
        round_id=held.id,
        household=order.household,
        number=number,
        redeemed_on=order.on,
        paper_number=order.paper_number,
        proxy=order.by,
        relation=order.relation,
        import_id=origin.import_id if origin else None,
        note=order.note,
    )


def _payment(order: Order, place: int, taken: Taken, reason: str, origin: Origin | None) -> NewEntry:
    return NewEntry(
        order.household,
        "redemption",
        -taken.points,
        occurred_on=order.on,
        reason=reason,
        source_file_id=origin.source_file_id if origin else None,
        sheet=order.sheet,
        cell=order.cells[place] if order.cells else None,
    )


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt as it is shown, with what the household can spend now; `goods`: item → what it is called."""

    receipt: Receipt
    head: str
    available: Decimal
    goods: Mapping[str, str]
    period: str = ""

    @property
    def points(self) -> Decimal:
        """What it cost, all lines."""
        return total(line.points for line in self.receipt.lines)


def add(
    session: Session,
    household: str,
    wishes: Sequence[tuple[str, str]],
    *,
    by: str | None = None,
    relation: str | None = None,
) -> ReceiptView:
    """Redeem for one household: all wishes or none. `wishes` are (item, quantity) as they were typed.

    In doubt, and asked about: the same receipt was made a moment ago.
    """
    if not wishes:
        raise UsageError("wishes-missing")
    counted = [(item, inventory.quantity(count)) for item, count in wishes]
    with session.change("redeem add", household=household) as change:
        held = running(session, session.today)
        who = find_household(session, household)
        refuse_inactive(who)
        wanted = [Wish(inventory.find_item(session, item).code, count) for item, count in counted]
        desk = counter(session, held, who.code)
        order = Order(who.code, session.today, _all_taken(desk, who, wanted), _plain(by), _plain(relation))
        _ask_in_doubt(session, change.operation_id, held, who, wanted)
        number = post(session, change.operation_id, held, [order])[0]
        return view(session, redemption.receipts(session.connection, number=number)[0], who.head)


def _ask_in_doubt(
    session: Session, operation_id: int, held: RedemptionRound, who: Household, wanted: Sequence[Wish]
) -> None:
    connection = session.connection
    just_now = operations.recent(connection, operation_id, "redeem add", JUST_NOW)
    taken = sorted((wish.item, wish.quantity) for wish in wanted)
    for receipt in redemption.receipts(connection, round_id=held.id, household=who.code):
        if receipt.operation_id in just_now and sorted((line.item, line.quantity) for line in receipt.kept) == taken:
            about = {"household": who.code, "head": who.head}
            session.confirm(Doubt(JifenError("repeated-just-now", receipt=receipt.number, **about)))
            return


def refuse_inactive(who: Household) -> None:
    """Suspended, left and closed households do not redeem; away ones do."""
    if not who.scores:
        raise JifenError("household-inactive", household=who.code, head=who.head, status=who.status)


def _plain(text: str | None) -> str | None:
    return text.strip() or None if text else None


_BY_LIMIT = {"minimum": "redeem-min", "ceiling": "redeem-max", "score": "redeem-score"}
"""What a limit is called where it refuses a receipt."""


def _all_taken(desk: Counter, who: Household, wishes: Sequence[Wish]) -> tuple[Taken, ...]:
    cost = total(desk.prices.get(wish.item, ZERO) * wish.quantity for wish in wishes)
    held = desk.purse(who.code).available
    found = []
    for wish in wishes:
        taken = desk.take(who.code, wish)
        if isinstance(taken, Refusal):
            code = _BY_LIMIT.get(taken.facts.get("reason", ""), taken.code)
            raise JifenError(code, **{**taken.facts, **_whole(taken.facts, who, held, cost)})
        found.append(taken)
    return tuple(found)


def _whole(facts: Mapping[str, str], who: Household, held: Decimal, cost: Decimal) -> dict[str, str]:
    """Points are told for the whole receipt, not for the line at which they ran out."""
    told = {"household": who.code, "head": who.head, "cost": show(cost)}
    return told | ({"available": show(held), "wanted": show(cost)} if "available" in facts else {})


def view(session: Session, receipt: Receipt, head: str, period: str = "") -> ReceiptView:
    """A receipt with what its household can spend now."""
    return ReceiptView(receipt, head, available(session, receipt.household), inventory.names(session), period)


def available(session: Session, household: str) -> Decimal:
    """What a household can spend now."""
    return figures.balance(session.connection, household).available
