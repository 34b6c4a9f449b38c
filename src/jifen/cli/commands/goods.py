"""goods: what is on the shelf, where it came from, what it cost."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.commands.fund import app as fund_app
from jifen.cli.output import say, show, show_json, table
from jifen.cli.papers import NOTICE, SHEET, paper_options, tell_files, tell_sheet
from jifen.cli.shop_arguments import ItemArgument, QuantityArgument, Reason, cents, done

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="兑换物资：目录、入库、报损、盘点、捐赠榜。"
)
apps = {"goods": app, "fund": fund_app}


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="表头：编号 名称 规格 单位 积分价 参考价 数量 来源。")],
) -> None:
    """导入物品目录：新物品连同期初数量；已有物品改名、改价自今天起。"""
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.services.shop.goods import import_goods

    common: Common = ctx.obj
    with session(common) as opened:
        result = import_goods(opened, file, read_file(file))
    conclude(
        common,
        result.ok,
        result.issues,
        {name: getattr(result, name) for name in ("applied", "status", "added", "changed", "pieces")},
    )
    if not common.json:
        if result.status == "unchanged":
            show("物品目录没有变化。")
        else:
            words = f"新增 {len(result.added)} 种（期初 {result.pieces} 件），改动 {len(result.changed)} 种。"
            show(done(common, f"物品目录：{words}"))


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """列出物品：积分价、库存、价值、其中捐赠。"""
    from jifen.cli.context import session
    from jifen.domain.money import show_yuan
    from jifen.domain.points import show as number
    from jifen.services.shop.inventory import stock

    common: Common = ctx.obj
    with session(common) as opened:
        held = stock(opened)
        today = opened.today
    found = [
        {
            "item": code,
            "name": s.item.name,
            "spec": s.item.spec,
            "unit": s.item.unit,
            "price": number(s.item.price),
            "on_hand": s.on_hand,
            "value": show_yuan(s.value_cents),
            "donated": s.donated,
            "best_before": s.best_before.isoformat() if s.best_before else None,
        }
        for code, s in held.items()
    ]
    if common.json:
        show_json(found)
        return
    heads = ("编号", "名称", "规格", "单位", "积分价", "库存", "价值（元）", "其中捐赠", "最早到期")
    table(heads, [tuple(f.values()) for f in found], (4, 5, 6, 7))
    for code, s in held.items():
        if s.expired(today):
            say(f"{code} {s.item.name} 有 {s.expired(today)} {s.item.unit or '件'}已过期，请用 goods write-off 报损。")


@app.command()
def receive(
    ctx: typer.Context,
    item: ItemArgument,
    quantity: QuantityArgument,
    purchase: Annotated[str | None, typer.Option(metavar="供货单位", help="购入：向谁买的；货款从资金里付。")] = None,
    price: Annotated[str | None, typer.Option(metavar="元", help="购入单价，每件多少元。")] = None,
    donation: Annotated[str | None, typer.Option(metavar="捐赠人", help="捐赠：谁给的。")] = None,
    value: Annotated[str | None, typer.Option(metavar="元", help="捐赠折价，每件多少元。")] = None,
    receipt: Annotated[str, typer.Option(metavar="票据号", help="票据号。")] = "",
    best_before: Annotated[str | None, typer.Option(metavar="日期", help="保质期到哪天；先到期的先发。")] = None,
) -> None:
    """入库一批：购入或捐赠。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.money import show_yuan
    from jifen.services.shop.goods import Delivery
    from jifen.services.shop.goods import receive as take_in

    common: Common = ctx.obj
    origin, party, yuan = _delivery((purchase, price), (donation, value))
    delivery = Delivery(origin, party, cents(yuan), receipt, parsing.day(best_before))
    with session(common) as opened:
        found = take_in(opened, item, quantity, delivery)
        expired = delivery.best_before is not None and delivery.best_before < opened.today
    if expired:
        say("注意：这一批的保质期已经过了。")
    if found.fund_cents is not None and found.fund_cents < 0:
        say(f"注意：资金账户已透支 {show_yuan(-found.fund_cents)} 元，收到的钱请用 fund in 记上。")
    if common.json:
        fund = None if found.fund_cents is None else show_yuan(found.fund_cents)
        show_json(
            {"ok": True, "item": found.item.code, "quantity": found.quantity, "cost": show_yuan(found.cost_cents)}
            | {"on_hand": found.on_hand, "fund": fund}
        )
        return
    unit = found.item.unit or "件"
    words = f"{found.item.code} {found.item.name} 入库 {found.quantity} {unit}，{show_yuan(found.cost_cents)} 元"
    show(done(common, f"{words}；现存 {found.on_hand} {unit}。"))


def _delivery(bought: tuple[str | None, str | None], given: tuple[str | None, str | None]) -> tuple[Any, str, str]:
    """Either both options of a purchase or both of a donation: origin, party, yuan a piece."""
    from jifen.errors import UsageError

    for origin, (party, yuan), other in (("purchase", bought, given), ("donation", given, bought)):
        if party is not None and yuan is not None and other == (None, None):
            return origin, party, yuan
    raise UsageError("purchase-or-donation")


@app.command("write-off")
def write_off(ctx: typer.Context, item: ItemArgument, quantity: QuantityArgument, reason: Reason) -> None:
    """报损：先到期的先出。"""
    from jifen.cli.context import session
    from jifen.domain.money import show_yuan
    from jifen.services.shop.goods import write_off as take_out

    common: Common = ctx.obj
    with session(common) as opened:
        found = take_out(opened, item, quantity, reason)
    if common.json:
        show_json(
            {"ok": True, "item": found.item.code, "quantity": found.quantity, "on_hand": found.on_hand}
            | {"value": show_yuan(found.value_cents)}
        )
        return
    words = f"{found.item.code} {found.item.name} 报损 {found.quantity}，值 {show_yuan(found.value_cents)} 元"
    show(done(common, f"{words}；现存 {found.on_hand}。"))


@app.command()
@paper_options(*SHEET)
def sheet(ctx: typer.Context, *, request: "PaperRequest") -> None:
    """印盘点表：账面数已填好，填实盘数和原因后用 goods stocktake 导入。"""
    from jifen.cli.context import session
    from jifen.services.shop.printing import print_counting_sheet

    common: Common = ctx.obj
    with session(common) as opened:
        files = print_counting_sheet(opened, request)
    tell_sheet(common, files)


@app.command()
def stocktake(
    ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="文件", help="填好的盘点表：编号 实盘数量 原因。")]
) -> None:
    """导入盘点表：和账面不同的要写原因，差数记账。"""
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.services.shop.stocktake import stocktake as count

    common: Common = ctx.obj
    with session(common) as opened:
        result = count(opened, file, read_file(file))
    differences = [
        {"item": d.item.code, "booked": d.booked, "counted": d.counted, "reason": d.reason} for d in result.differences
    ]
    values = {name: getattr(result, name) for name in ("applied", "status", "counted")}
    conclude(common, result.ok, result.issues, values | {"differences": differences})
    if common.json:
        return
    if result.status == "unchanged":
        show("这份盘点表已经导入过，没有变化。")
        return
    show(done(common, f"盘点 {result.counted} 种，{len(result.differences)} 种和账面不同。"))
    for d in result.differences:
        show(f"  {d.item.code} {d.item.name}：账面 {d.booked}，实盘 {d.counted}（{d.reason}）")


@app.command()
@paper_options(*NOTICE)
def donors(ctx: typer.Context, *, request: "PaperRequest") -> None:
    """印捐赠榜：谁捐了什么、值多少、去了哪里。"""
    from jifen.cli.context import session
    from jifen.services.shop.printing import print_donors

    common: Common = ctx.obj
    with session(common) as opened:
        files, lines = print_donors(opened, request)
    donations = [{**line, "name": line["name"] if line["item"] else "现金"} for line in lines]
    tell_files(common, files, {"donations": donations})
