"""Goods, the fund, redemption rounds, receipts, forecasts and the year's end as JSON. Yuan and points are strings."""

from typing import TYPE_CHECKING

from jifen.domain.money import show_yuan
from jifen.domain.points import show
from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.domain.documents.registers import Registers
    from jifen.domain.money import Forecast
    from jifen.services.shop.fund import Moved
    from jifen.services.shop.goods import GoodsImport, Received, WrittenOff
    from jifen.services.shop.inventory import Stocked
    from jifen.services.shop.redemption import Opening, ReceiptView
    from jifen.services.shop.redemption_close import RoundView
    from jifen.services.shop.redemption_import import RedemptionImport
    from jifen.services.shop.redemption_return import Returned
    from jifen.services.shop.stocktake import Stocktake
    from jifen.services.shop.year import YearEnd
    from jifen.store.fund import FundEntry


def goods_import(value: "GoodsImport") -> Shape:
    """What `goods import` did, without its issues."""
    return {
        "applied": value.applied,
        "status": value.status,
        "added": value.added,
        "changed": value.changed,
        "pieces": value.pieces,
        "proposed": [{"item": item.code, "name": item.name, "spec": item.spec} for item in value.proposed],
    }


def stocked(value: "Stocked") -> Shape:
    """As `goods list` gives it."""
    item = value.item
    return {
        "item": item.code,
        "name": item.name,
        "spec": item.spec,
        "unit": item.unit,
        "price": show(item.price),
        "on_hand": value.on_hand,
        "value": show_yuan(value.value_cents),
        "donated": value.donated,
        "best_before": value.best_before.isoformat() if value.best_before else None,
    }


def received(value: "Received") -> Shape:
    """As `goods receive` gives it; `fund` None where nothing was paid."""
    return {
        "item": value.item.code,
        "quantity": value.quantity,
        "cost": show_yuan(value.cost_cents),
        "on_hand": value.on_hand,
        "fund": None if value.fund_cents is None else show_yuan(value.fund_cents),
    }


def written_off(value: "WrittenOff") -> Shape:
    """As `goods write-off` gives it."""
    return {
        "item": value.item.code,
        "quantity": value.quantity,
        "on_hand": value.on_hand,
        "value": show_yuan(value.value_cents),
    }


def stocktake(value: "Stocktake") -> Shape:
    """What `goods stocktake` did, without its issues."""
    differences = [
        {"item": d.item.code, "booked": d.booked, "counted": d.counted, "reason": d.reason} for d in value.differences
    ]
    return {
        "applied": value.applied,
        "status": value.status,
        "counted": value.counted,
        "differences": differences,
    }


def moved(value: "Moved") -> Shape:
    """As `fund in` and `fund out` give it."""
    return {"yuan": show_yuan(value.cents), "balance": show_yuan(value.balance)}


def fund_entry(value: "FundEntry") -> Shape:
    """As `fund list` gives it."""
    return {
        "id": value.id,
        "on": value.on.isoformat(),
        "yuan": show_yuan(value.cents),
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
        "liability": show_yuan(value.liability_cents),
        "stock_value": show_yuan(value.stock_cents),
        "fund": show_yuan(value.fund_cents),
        "covered": value.covered,
        "short": show_yuan(value.short_cents),
        "rate": format(value.rate, "f"),
    }


def opening(value: "Opening") -> Shape:
    """A round just opened, as `redeem open` gives it."""
    return {
        "period": str(value.period),
        "first": str(value.first) if value.first else None,
        "last": str(value.last) if value.last else None,
        "items": value.items,
        "forecast": forecast(value.forecast),
    }


def round_(value: "RoundView") -> Shape:
    """A redemption round as `redeem show` gives it."""
    return {
        "period": value.held.period,
        "status": "open" if value.held.is_open else "closed",
        "households": value.households,
        "receipts": value.receipts,
        "points": show(value.points),
        "goods": [{"item": g.item, "out": g.out, "returned": g.returned, "left": g.left} for g in value.goods],
    }


def receipt(value: "ReceiptView") -> Shape:
    """A receipt as `redeem add` gives it."""
    lines = [
        {
            "item": line.item,
            "quantity": line.quantity,
            "price": show(line.price),
            "points": show(line.points),
            "returned": line.returned_on is not None,
        }
        for line in value.receipt.lines
    ]
    return {
        "receipt": value.receipt.number,
        "household": value.receipt.household,
        "lines": lines,
        "points": show(value.points),
        "available": show(value.available),
    }


def listed_receipt(value: "ReceiptView") -> Shape:
    """A receipt as `redeem list` gives it; `returned` when every line was given back."""
    held = value.receipt
    return {
        **receipt(value),
        "head": value.head,
        "day": held.on.isoformat(),
        "by": held.proxy,
        "relation": held.relation,
        "paper": held.paper_number,
        "returned": not held.kept,
    }


def returned(value: "Returned") -> Shape:
    """As `redeem return` gives it."""
    lines = [line.position for line in value.lines]
    return {**receipt(value.view), "lines_returned": lines, "points_returned": show(value.points)}


def redemption_import(value: "RedemptionImport") -> Shape:
    """What `redeem import` did, without its issues."""
    return {
        "applied": value.applied,
        "status": value.status,
        "layout": value.layout,
        "households": value.households,
        "pieces": value.pieces,
        "receipts": list(value.receipts),
        "points": show(value.points),
        "already": list(value.already),
    }


def year_end(value: "YearEnd") -> Shape:
    """A closing, as `year close` gives it."""
    households = [
        {
            "household": line.closing.household,
            "head": line.head,
            "before": show(line.closing.before),
            "expired": show(line.closing.expired),
            "after": show(line.closing.after),
        }
        for line in value.lines
    ]
    return {
        "year": value.year,
        "policy": value.policy.name,
        "reverted": value.reverted,
        "households": households,
    }


def register_totals(value: "Registers") -> Shape:
    """What the seven registers come to."""
    return {
        "points": show(value.points),
        "redeemed": show(value.redeemed),
        "pieces": value.pieces,
        "cost": show_yuan(value.cents),
    }
