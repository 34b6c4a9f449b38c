"""What a redemption round puts on paper: catalogue, sign-out sheet, slip, register, settlement, notice."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.lines import goods_named, placed
from jifen.domain.documents.published import Redemption, RedemptionItem, RedemptionLine
from jifen.domain.documents.shop import (
    Barred,
    Catalogue,
    CatalogueLine,
    Price,
    Register,
    RegisterLine,
    RoundTerms,
    Settlement,
    SettlementLine,
    SignOut,
    Slip,
)
from jifen.domain.goods import Item
from jifen.domain.household import by_grid
from jifen.domain.ledger import Spendable
from jifen.domain.money import show_yuan
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, show, total
from jifen.domain.redemption import HeldBack, Purse, Receipt
from jifen.services.publication.heading import heading
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop.held_back import held_back
from jifen.services.shop.inventory import Stocked
from jifen.services.shop.redemption import counter, limits, refuse_inactive
from jifen.store import figures, fund, goods, redemption
from jifen.store.redemption import RedemptionRound


def price_of(points: Decimal) -> Price:
    """A price as sheets take it: a whole number where it is one, never `1E+1`."""
    return int(points) if points == int(points) else Decimal(show(points))


def offers(session: Session, held: RedemptionRound | None) -> list[tuple[Stocked, Decimal]]:
    """Goods on the shelf with their price: the round's, else today's."""
    stock = inventory.stock(session)
    prices = redemption.prices(session.connection, held.id) if held else {}
    return [
        (found, prices.get(code, found.item.price))
        for code, found in stock.items()
        if found.on_hand and (held is None or not held.is_open or code in prices)
    ]


def _line(found: Stocked, price: Decimal) -> CatalogueLine:
    item = found.item
    sources = list(dict.fromkeys(lot.origin for lot in found.lots if lot.on_hand))
    return {
        **goods_named(item),
        "spec": item.spec,
        "price": price_of(price),
        "reference": None if item.reference_cents is None else show_yuan(item.reference_cents),
        "on_hand": found.on_hand,
        "sources": [str(origin) for origin in sources],
    }


def catalogue(session: Session, period: Period) -> Catalogue:
    """The priced catalogue of a round, or as things stand where it is not opened yet."""
    held = inventory.round_or_none(session, str(period))
    return {
        **_terms(session, held),
        "period": str(period),
        "lines": [_line(goods, price) for goods, price in offers(session, held)],
    }


def _terms(session: Session, held: RedemptionRound | None) -> RoundTerms:
    settings = session.settings()
    return {
        "village": settings["village"],
        "opened_on": held.begins.isoformat() if held else None,
        "closes_on": held.last.isoformat() if held and held.last else None,
        "minimum": show(limits(session).minimum),
        "hotline": settings["hotline"],
    }


def sign_out(session: Session, period: Period) -> SignOut:
    """The sign-out sheet: every household that may redeem, grid by grid, and the goods on the shelf."""
    held = inventory.round_or_none(session, str(period))
    balances, barred = figures.balances(session.connection), held_back(session)
    people = [h for h in households_on(session, session.today).values() if h.scores]
    return {
        "village": session.settings()["village"],
        "period": str(period),
        "items": [
            {"item": found.item.code, "name": found.item.name, "price": price_of(price)}
            for found, price in offers(session, held)
        ],
        "lines": [
            {
                **placed(who),
                "available": show(balances.get(who.code, figures.nothing(who.code)).available),
                **_barred(barred.get(who.code)),
            }
            for who in sorted(people, key=by_grid)
        ],
    }


def _barred(why: HeldBack | None) -> Barred:
    """What keeps a household from redeeming; nothing of who is not kept."""
    return {"barred": {"score": show(why.score), "least": show(why.least), "period": why.period}} if why else {}


def can_have(session: Session, household: str, held: RedemptionRound | None) -> list[tuple[Stocked, Decimal, int]]:
    """Goods a household's points are enough for, with the price and the most pieces it could take."""
    if held is not None:
        purse = counter(session, held, household).purse(household)
    else:
        purse = Purse(figures.balance(session.connection, household).available)
        purse.held_back = held_back(session).get(household)
    spendable = purse.can_spend(limits(session))
    most = [(goods, price, min(goods.on_hand, int(spendable / price))) for goods, price in offers(session, held)]
    return [line for line in most if line[2] > 0]


def slip(session: Session, text: str) -> Slip:
    """A household's slip: for the open round, else with today's prices for the quarter of today."""
    who = find_household(session, text)
    refuse_inactive(who)
    held = inventory.open_round(session)
    month = Month.of(session.today)
    quarter = f"{month.year:04d}Q{(month.number + 2) // 3}"
    return {
        **_terms(session, held),
        **placed(who),
        "period": held.period if held else quarter,
        "available": show(figures.balance(session.connection, who.code).available),
        "items": [_line(goods, price) for goods, price, _ in can_have(session, who.code, held)],
        **_barred(held_back(session).get(who.code)),
    }


def line_costs(session: Session, after: int = 0, when: AsOf = NOW) -> dict[int, int]:
    """What the pieces of each receipt line were worth when they went out, in cents, by line id."""
    costs: dict[int, int] = {}
    for move in goods.movements(session.connection, after=after, when=when):
        if move.kind == "redemption" and move.receipt_line_id is not None:
            costs[move.receipt_line_id] = costs.get(move.receipt_line_id, 0) - move.value_cents
    return costs


def register(session: Session, held: RedemptionRound) -> Register:
    """The redemption register of a round, every line of every receipt."""
    receipts = redemption.receipts(session.connection, round_id=held.id)
    lines = register_lines(session, receipts)
    return {"village": session.settings()["village"], "period": held.period, "lines": lines}


def register_lines(session: Session, receipts: Iterable[Receipt]) -> list[RegisterLine]:
    """Lines of receipts in their order."""
    known = inventory.items(session)
    heads = {code: who.head for code, who in households_on(session, session.today).items()}
    costs = line_costs(session)
    return [
        {
            "day": receipt.on.isoformat(),
            "household": receipt.household,
            "head": heads.get(receipt.household, ""),
            "item": line.item,
            "name": known[line.item].name,
            "quantity": line.quantity,
            "price": price_of(line.price),
            "points": show(line.points),
            "by": receipt.proxy,
            "relation": receipt.relation,
            "receipt": receipt.number,
            "returned_on": line.returned_on.isoformat() if line.returned_on else None,
            "cost": show_yuan(costs.get(line.id, 0)),
        }
        for receipt in receipts
        for line in receipt.lines
    ]


def settlement(session: Session, held: RedemptionRound) -> Settlement:
    """The settlement sheet as of the closing (of an open round: as of now)."""
    when = AsOf(held.closed_by) if held.closed_by else NOW
    connection = session.connection
    receipts = redemption.receipts(connection, round_id=held.id, when=when)
    kept = [receipt for receipt in receipts if receipt.kept]
    costs = line_costs(session, when=when)
    stock = inventory.stock(session, when)
    lines = [_settled(found, receipts, costs) for found in stock.values()]
    net = total(Decimal(line["points"]) for line in lines)
    left = Spendable.of(b.available for b in figures.balances(connection, when=when).values())
    return {
        "village": session.settings(when)["village"],
        "period": held.period,
        "opened_on": held.begins.isoformat(),
        "closed_on": (held.closed_on or session.today).isoformat(),
        "households": len({receipt.household for receipt in kept}),
        "receipts": len(kept),
        "lines": lines,
        "points_before": show(left.points + net),
        "points_after": show(left.points),
        "owed": show(left.owed),
        "debtors": left.debtors,
        "fund": show_yuan(fund.balance(connection, when)),
        "stock_value": show_yuan(sum(found.value_cents for found in stock.values())),
    }


def _settled(found: Stocked, receipts: list[Receipt], costs: dict[int, int]) -> SettlementLine:
    own = [line for receipt in receipts for line in receipt.lines if line.item == found.item.code]
    kept = [line for line in own if line.returned_on is None]
    out = sum(line.quantity for line in own)
    return {
        **goods_named(found.item),
        "out": out,
        "returned": out - sum(line.quantity for line in kept),
        "points": show(total(line.points for line in kept)),
        "cost": show_yuan(sum(costs.get(line.id, 0) for line in kept)),
        "left": found.on_hand,
    }


def notice(session: Session, period: str, when: AsOf = NOW) -> Redemption:
    """The redemption notice as the book stands (or stood after `when`), not yet numbered.

    Goods and points are net of returns; a household that gave everything back is not listed.
    """
    held = next(s for s in redemption.rounds(session.connection, when) if s.period == period)
    day = held.closed_on or session.today
    receipts = redemption.receipts(session.connection, round_id=held.id, when=when)
    kept = [receipt for receipt in receipts if receipt.kept]
    balances = figures.balances(session.connection, when=when)
    people = {**households_on(session, date.max, when), **households_on(session, day, when)}
    known = inventory.items(session, when, day)
    lines: list[RedemptionLine] = []
    for who in sorted((people[code] for code in {r.household for r in kept}), key=by_grid):
        mine = [receipt for receipt in kept if receipt.household == who.code]
        items = _items(mine, known)
        lines.append(
            {
                **placed(who),
                "items": items,
                "points": show(total(Decimal(item["points"]) for item in items)),
                "available": show(balances[who.code].available),
            }
        )
    return {
        **heading(session, "redemption", period, when),
        "opened_on": held.begins.isoformat(),
        "closed_on": day.isoformat(),
        "lines": lines,
        "totals": {
            "households": str(len(lines)),
            "receipts": str(len(kept)),
            "quantity": str(sum(item["quantity"] for line in lines for item in line["items"])),
            "points": show(total(Decimal(line["points"]) for line in lines)),
        },
    }


def _items(receipts: list[Receipt], known: dict[str, Item]) -> list[RedemptionItem]:
    sums: dict[str, tuple[int, Decimal]] = {}
    for receipt in receipts:
        for line in receipt.kept:
            pieces, points = sums.get(line.item, (0, ZERO))
            sums[line.item] = (pieces + line.quantity, points + line.points)
    return [
        {**goods_named(known[code]), "quantity": pieces, "points": show(points)}
        for code, (pieces, points) in sorted(sums.items())
    ]
