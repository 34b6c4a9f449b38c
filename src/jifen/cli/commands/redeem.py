"""redeem: forecast, opening, receipts, imports, returns. Sheets and the desk stand in modules of their own."""

from typing import Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.commands import redeem_desk
from jifen.cli.commands import redeem_printing as redeem_papers
from jifen.cli.commands.redeem_app import app, forecast_values, forecast_words, in_words, listed, rendered
from jifen.cli.output import say, show, show_json, table
from jifen.cli.shop_arguments import HouseholdArgument, PeriodArgument, Reason, done

apps = {"redeem": app}
ORDER = (
    *("forecast", "open", "sheet", "catalogue", "slip", "desk", "add", "import", "list", "show", "return"),
    *("close", "settlement", "register", "notice"),
)
"""The commands in the order of a redemption day, as the help lists them."""
__all__ = ["apps", "redeem_desk", "redeem_papers"]


@app.command()
def forecast(ctx: typer.Context, period: PeriodArgument) -> None:
    """测算：可用积分折成多少钱，库存和资金够不够兑。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.shop.redemption import forecast_now

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        found = forecast_now(opened)
    if common.json:
        show_json({"period": str(wanted), **forecast_values(found)})
        return
    for line in forecast_words(found):
        show(line)


@app.command("open")
def open_(
    ctx: typer.Context,
    period: PeriodArgument,
    starts: Annotated[str | None, typer.Option("--from", metavar="日期", help="从哪天起；不写则现在起。")] = None,
    ends: Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪天止；不写则到结束为止。")] = None,
) -> None:
    """开兑一场：价格定住，一次只开一场。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.shop.redemption import open_period

    common: Common = ctx.obj
    first, last = parsing.day(starts), parsing.day(ends)
    with session(common, _preview_open) as opened:
        found = open_period(opened, parsing.period(period), first, last)
    if common.json:
        days = {"first": str(first) if first else None, "last": str(last) if last else None}
        show_json(
            {"ok": True, "applied": not common.dry_run, "period": str(found.period), **days, "items": found.items}
            | {"forecast": forecast_values(found.forecast)}
        )
    else:
        show(done(common, f"{found.period} 开兑：{found.items} 种 {found.pieces} 件，价格已定住。"))
        if not common.dry_run:
            show(
                f"下一步：当场办 jifen redeem desk；或 jifen redeem sheet {found.period} 印签领表，填好后 jifen redeem import"
            )


def _preview_open(found: Any) -> None:
    days = f"{found.first or '今天'}起，{f'到 {found.last}' if found.last else '到结束为止'}"
    say(f"将开兑 {found.period}（{days}），物资 {found.items} 种 {found.pieces} 件。")
    for line in forecast_words(found.forecast):
        say(f"  {line}")


@app.command()
def add(
    ctx: typer.Context,
    household: HouseholdArgument,
    wishes: Annotated[list[str], typer.Argument(metavar="物品 数量 ...", help="成对写，例如 A01 2 B03 1。")],
    by: Annotated[str | None, typer.Option("--by", metavar="姓名", help="代领人。")] = None,
    relation: Annotated[str | None, typer.Option(metavar="关系", help="代领人和户主的关系。")] = None,
) -> None:
    """登记一户兑换：积分、库存一起扣，出单据号。"""
    from jifen.cli.context import session
    from jifen.errors import UsageError
    from jifen.services.shop.redemption import add as redeem

    common: Common = ctx.obj
    if len(wishes) % 2:
        raise UsageError("wishes-odd", found=wishes[-1])
    pairs = list(zip(wishes[::2], wishes[1::2], strict=True))
    with session(common) as opened:
        view = redeem(opened, household, pairs, by=by, relation=relation)
    if common.json:
        show_json(rendered(view))
        return
    from jifen.domain.points import show as number

    words = f"单据 {view.receipt.number}：{view.receipt.household} {view.head} 兑换 {in_words(view)}，"
    show(done(common, f"{words}用 {number(view.points)} 分，还剩 {number(view.available)} 分。"))


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="填好的签领表，或兑换登记表。")],
) -> None:
    """导入填好的签领表或登记表：全部通过才写入，先到先得。"""
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.domain.points import show as number
    from jifen.services.shop.redemption_import import import_redemptions

    common: Common = ctx.obj
    with session(common) as opened:
        result = import_redemptions(opened, file, read_file(file))
    values = {name: getattr(result, name) for name in ("applied", "status", "layout", "households", "pieces")}
    values |= {"receipts": list(result.receipts), "points": number(result.points), "already": list(result.already)}
    conclude(common, result.ok, result.issues, values)
    if result.already:
        say(f"提醒：这 {len(result.already)} 户本场先前已有单据，请核对没有重复登记：{'、'.join(result.already)}")
    if common.json:
        return
    if result.status == "unchanged":
        show("这份表已经导入过，没有变化。")
        return
    words = f"{result.households} 户、单据 {len(result.receipts)} 张、{result.pieces} 件、{number(result.points)} 分。"
    show(done(common, f"已登记兑换：{words}"))


@app.command("list")
def list_(
    ctx: typer.Context,
    period: PeriodArgument,
    household: Annotated[str | None, typer.Option(metavar="户", help="只看一户。")] = None,
) -> None:
    """列出一场兑换的单据。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.services.shop.redemption_close import list_receipts

    common: Common = ctx.obj
    with session(common) as opened:
        found = list_receipts(opened, parsing.period(period), household)
    if common.json:
        show_json([listed(view) for view in found])
        return
    rows = [
        (v.receipt.number, v.receipt.on, v.receipt.household, v.head, in_words(v), number(v.points))
        + (" ".join(filter(None, (v.receipt.proxy, v.receipt.relation))), v.receipt.paper_number or "")
        for v in found
    ]
    table(("单据号", "日期", "户编号", "户主", "物品", "积分", "代领", "纸质单据"), rows, (5,))


@app.command("show")
def show_(ctx: typer.Context, period: PeriodArgument) -> None:
    """看一场兑换：几户、多少分、各物品发出多少、还剩多少。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.services.shop.redemption_close import show_round

    common: Common = ctx.obj
    with session(common) as opened:
        found = show_round(opened, parsing.period(period))
    if common.json:
        show_json(round_values(found))
        return
    state = "开着" if found.held.is_open else "已结束"
    show(f"{found.held.period}（{state}）：{found.households} 户，单据 {found.receipts} 张，{number(found.points)} 分")
    rows = [(g.item, g.name, g.out, g.returned, g.left) for g in found.goods]
    table(("编号", "名称", "发出", "退回", "现存"), rows, (2, 3, 4))


def round_values(found: Any) -> dict[str, Any]:
    """A round as `redeem show` gives it."""
    from jifen.domain.points import show as number

    return {
        "period": found.held.period,
        "status": "open" if found.held.is_open else "closed",
        "households": found.households,
        "receipts": found.receipts,
        "points": number(found.points),
        "goods": [{"item": g.item, "out": g.out, "returned": g.returned, "left": g.left} for g in found.goods],
    }


@app.command("return")
def return_(
    ctx: typer.Context,
    receipt: Annotated[str, typer.Argument(metavar="单据号", help="例如 2025Q3-0017。")],
    reason: Reason,
    line: Annotated[int | None, typer.Option(min=1, metavar="行", help="只退第几行；不写则全退。")] = None,
) -> None:
    """退换：积分退回给户，物品退回库存；每行只能退一次，结束后也能退。"""
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.services.shop.redemption_return import give_back

    common: Common = ctx.obj
    with session(common) as opened:
        found = give_back(opened, receipt, line, reason)
    if common.json:
        lines = [each.position for each in found.lines]
        show_json(
            {"ok": True, **rendered(found.view), "lines_returned": lines, "points_returned": number(found.points)}
        )
        return
    words = f"单据 {found.view.receipt.number} 退 {len(found.lines)} 行，退回 {number(found.points)} 分，"
    show(done(common, f"{words}{found.view.receipt.household} 现有 {number(found.view.available)} 分。"))


app.registered_commands.sort(key=lambda info: ORDER.index(info.name or getattr(info.callback, "__name__", "")))
