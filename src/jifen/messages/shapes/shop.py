"""Goods, the fund, redemption rounds, receipts, forecasts and the year's end as JSON. Yuan and points are strings."""

from typing import TYPE_CHECKING

from jifen.domain.money import show_yuan
from jifen.domain.points import show
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.domain.documents.registers import Registers
    from jifen.domain.money import Forecast, FundEntry
    from jifen.services.shop.fund import Moved
    from jifen.services.shop.goods import GoodsImport, Received, WrittenOff
    from jifen.services.shop.inventory import MovedGoods, Stocked
    from jifen.services.shop.redemption import Opening, ReceiptView
    from jifen.services.shop.redemption_close import RoundView
    from jifen.services.shop.redemption_import import RedemptionImport
    from jifen.services.shop.redemption_return import Returned
    from jifen.services.shop.reversals import ReversedFund, ReversedGoods
    from jifen.services.shop.stocktake import Stocktake
    from jifen.services.shop.year import YearEnd

_CLOSING = "household=closing.household head before=closing.before expired=closing.expired after=closing.after"


def goods_import(value: "GoodsImport") -> Shape:
    """What `goods import` did, without its issues."""
    proposed = [picked(item, "item=code name spec") for item in value.proposed]
    return picked(value, "applied status added changed pieces") | {"proposed": proposed}


def stocked(value: "Stocked") -> Shape:
    """As `goods list` gives it."""
    item = picked(value.item, "item=code name spec unit price")
    return item | picked(value, "on_hand value=value_cents donated best_before")


def received(value: "Received") -> Shape:
    """As `goods receive` gives it; `fund` None where nothing was paid."""
    return picked(value, "movement item=item.code quantity cost=cost_cents on_hand fund=fund_cents")


def written_off(value: "WrittenOff") -> Shape:
    """As `goods write-off` gives it."""
    return picked(value, "movement item=item.code quantity on_hand value=value_cents")


def reversed_goods(value: "ReversedGoods") -> Shape:
    """As `goods reverse` gives it; `quantity` with its sign, `fund` None where nothing was paid back."""
    return picked(value, "movement reverses item=item.code quantity on_hand fund=fund_cents")


def movement(value: "MovedGoods") -> Shape:
    """As `goods list --movements` gives it."""
    told = picked(value.movement, "movement=id day=on item quantity lot=lot_id reverses")
    return told | picked(value.movement, "kind reason reversed_by operator")


def stocktake(value: "Stocktake") -> Shape:
    """What `goods stocktake` did, without its issues."""
    differences = [picked(found, "item=item.code booked counted reason") for found in value.differences]
    return {**picked(value, "applied status counted"), "differences": differences}


def moved(value: "Moved") -> Shape:
    """As `fund in` and `fund out` give it."""
    return {"id": value.id, "yuan": show_yuan(value.cents), "balance": show_yuan(value.balance)}


def reversed_fund(value: "ReversedFund") -> Shape:
    """As `fund reverse` gives it."""
    told = {"id": value.id, "reverses": value.reverses, "reason": value.reason}
    return told | {"yuan": show_yuan(value.cents), "balance": show_yuan(value.balance)}


def fund_entry(value: "FundEntry") -> Shape:
    """As `fund list` gives it."""
    return {
        **picked(value, "id on day=on yuan=cents reverses reversed_by"),
        "reason": value.reason or None,
        "item": value.item,
        "party": value.donor or value.party,
        "receipt": value.receipt or None,
        "balance": show_yuan(value.balance),
        "operator": value.operator,
    }


def forecast(value: "Forecast") -> Shape:
    """As `redeem forecast` gives it."""
    return {
        "points": show(value.points),
        "cost_per_point": format(value.cost_per_point, "f"),
        **picked(value, "liability=liability_cents stock_value=stock_cents fund=fund_cents covered short=short_cents"),
        "rate": format(value.rate, "f"),
    }


def opening(value: "Opening") -> Shape:
    """A round just opened, as `redeem open` gives it."""
    return {**picked(value, "period first last items"), "forecast": forecast(value.forecast)}


def round_(value: "RoundView") -> Shape:
    """A redemption round as `redeem show` gives it."""
    return {
        "period": value.held.period,
        "status": "open" if value.held.is_open else "closed",
        **picked(value, "households receipts points"),
        "goods": [picked(goods, "item out returned left") for goods in value.goods],
    }


def receipt(value: "ReceiptView") -> Shape:
    """A receipt as `redeem add` gives it."""
    lines = [
        picked(line, "item quantity price points") | {"returned": line.returned_on is not None}
        for line in value.receipt.lines
    ]
    held = picked(value.receipt, "receipt=number household")
    return held | {"lines": lines} | picked(value, "points available")


def listed_receipt(value: "ReceiptView") -> Shape:
    """A receipt as `redeem list` gives it; `returned` when every line was given back."""
    held = value.receipt
    more = picked(held, "day=on by=proxy relation paper=paper_number")
    return {**receipt(value), "head": value.head, **more, "returned": not held.kept}


def returned(value: "Returned") -> Shape:
    """As `redeem return` gives it."""
    lines = [line.position for line in value.lines]
    return {**receipt(value.view), "lines_returned": lines, "points_returned": show(value.points)}


def redemption_import(value: "RedemptionImport") -> Shape:
    """What `redeem import` did, without its issues."""
    return picked(value, "applied status layout households pieces receipts points already")


def year_end(value: "YearEnd") -> Shape:
    """A closing, as `year close` gives it."""
    households = [picked(line, _CLOSING) for line in value.lines]
    return {**picked(value, "year policy=policy.name reverted"), "households": households}


def register_totals(value: "Registers") -> Shape:
    """What the seven registers come to."""
    return picked(value, "points redeemed pieces cost=cents")
