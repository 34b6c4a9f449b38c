"""The group `redeem` itself, and how receipts and forecasts are shown; its commands stand in the modules beside."""

from typing import Any

import typer

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="积分兑换：测算、开兑、签领表、登记、退换、结束、公示。",
)


def rendered(view: Any) -> dict[str, Any]:
    """A receipt as `redeem add` gives it."""
    from jifen.domain.points import show as number

    return {
        "receipt": view.receipt.number,
        "household": view.receipt.household,
        "lines": [
            {
                "item": line.item,
                "quantity": line.quantity,
                "price": number(line.price),
                "points": number(line.points),
                "returned": line.returned_on is not None,
            }
            for line in view.receipt.lines
        ],
        "points": number(view.points),
        "available": number(view.available),
    }


def listed(view: Any) -> dict[str, Any]:
    """A receipt as `redeem list` gives it; `returned` when every line was given back."""
    receipt = view.receipt
    return {
        **rendered(view),
        "head": view.head,
        "day": receipt.on.isoformat(),
        "by": receipt.proxy,
        "relation": receipt.relation,
        "paper": receipt.paper_number,
        "returned": not receipt.kept,
    }


def in_words(view: Any) -> str:
    """`A01×2、B03×1`."""
    return "、".join(
        f"{line.item}×{line.quantity}{'（已退）' if line.returned_on else ''}" for line in view.receipt.lines
    )


def forecast_values(found: Any) -> dict[str, Any]:
    """A forecast as `redeem forecast` gives it."""
    from jifen.domain.money import show_yuan
    from jifen.domain.points import show as number

    return {
        "points": number(found.points),
        "cost_per_point": format(found.cost_per_point, "f"),
        "liability": show_yuan(found.liability_cents),
        "stock_value": show_yuan(found.stock_cents),
        "fund": show_yuan(found.fund_cents),
        "covered": found.covered,
        "short": show_yuan(found.short_cents),
        "rate": format(found.rate, "f"),
    }


def forecast_words(found: Any) -> list[str]:
    """A forecast in three lines."""
    v = forecast_values(found)
    if found.points > 0 and not found.cost_per_point:
        told = f"全村可用积分 {v['points']} 分；库存是空的，算不出一分合多少元。资金 {v['fund']} 元。"
        return [told, "请先入库，或用 jifen settings set point-rate 定下一分合多少元。"]
    lines = [
        f"全村可用积分 {v['points']} 分，按一分 {v['cost_per_point']} 元，共需 {v['liability']} 元。",
        f"库存物资值 {v['stock_value']} 元，资金 {v['fund']} 元。",
    ]
    if found.covered:
        return [*lines, "够兑。"]
    return [*lines, f"不够，差 {v['short']} 元；按现有家底一分只能合 {v['rate']} 元。"]
