"""goods: what is on the shelf, where it came from, what it cost."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session, today
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.options import ItemArgument, QuantityArgument, Reason
from jifen.cli.output import say
from jifen.cli.papers import NOTICE, SHEET, paper_options, tell_files
from jifen.cli.running import import_file, print_paper, show_list, show_made
from jifen.errors import UsageError
from jifen.messages.shapes import shop as shapes
from jifen.messages.summaries import shop as summaries

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions
    from jifen.domain.goods import Origin
    from jifen.services.publication.request import PaperRequest

app = Group(help="兑换物资：目录、入库、报损、盘点、捐赠榜。")
apps = {"goods": app}


@app.command("import")
def import_(
    common: Common,
    file: Annotated[str, typer.Argument(metavar="文件", help="表头：编号 名称 规格 单位 积分价 参考价 数量 来源。")],
) -> None:
    """导入物品目录：新物品连同期初数量；已有物品改名、改价自今天起。"""
    from jifen.services.shop.goods import import_goods

    import_file(common, file, import_goods, shapes.goods_import, summaries.goods_imported, summaries.goods_preview)


@app.command("list")
@list_options("兑换物资")
def list_(
    common: Common,
    movements: Annotated[bool, typer.Option("--movements", help="改列进出的每一笔，从早到晚。")] = False,
    *,
    options: "ListOptions",
) -> None:
    """列出物品：积分价、库存、价值、其中捐赠。"""
    from jifen.services.shop.inventory import moved, stock

    if movements:
        whole = replace(options, title="物资进出")
        show_list(common, moved, shapes.movement, summaries.movements, whole)
    else:
        show_list(
            common,
            lambda opened: stock(opened).values(),
            shapes.stocked,
            summaries.goods,
            options,
            lambda found: summaries.expired(found, today()),
        )


@app.command()
def receive(
    common: Common,
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
    from jifen.domain.money import show_yuan
    from jifen.messages.refusals import doubt
    from jifen.services.shop.goods import Delivery
    from jifen.services.shop.goods import receive as take_in

    origin, party, yuan = _delivery((purchase, price), (donation, value))
    delivery = Delivery(origin, party, parsing.cents(yuan), receipt, parsing.day(best_before, "coming"))
    with session(common, doubt) as opened:
        found = take_in(opened, item, quantity, delivery)
        expired = delivery.best_before is not None and delivery.best_before < opened.today
    if expired:
        say("注意：这一批的保质期已经过了。")
    if found.fund_cents is not None and found.fund_cents < 0:
        say(
            f"注意：资金账户已透支 {show_yuan(-found.fund_cents)} 元，收到的钱请记上：jifen fund in 金额 --reason 来源。"
        )
    show_made(common, shapes.received(found), summaries.received(found))


def _delivery(bought: tuple[str | None, str | None], given: tuple[str | None, str | None]) -> "tuple[Origin, str, str]":
    """Either both options of a purchase or both of a donation: origin, party, yuan a piece."""
    ways: tuple[Origin, ...] = ("purchase", "donation")
    for origin, (party, yuan), other in zip(ways, (bought, given), (given, bought), strict=True):
        if party is not None and yuan is not None and other == (None, None):
            return origin, party, yuan
    raise UsageError("purchase-or-donation")


@app.command()
def reverse(
    common: Common,
    movement: Annotated[int, typer.Argument(metavar="编号", min=1, help="哪一笔，编号见 goods list --movements。")],
    reason: Reason,
) -> None:
    """冲正一笔入库、报损或盘点差异：记错了的，记一笔相反的，货款一起退回。"""
    from jifen.services.shop.reversals import reverse_movement

    with session(common) as opened:
        found = reverse_movement(opened, movement, reason)
    show_made(common, shapes.reversed_goods(found), summaries.reversed_goods(found))


@app.command("write-off")
def write_off(common: Common, item: ItemArgument, quantity: QuantityArgument, reason: Reason) -> None:
    """报损：先到期的先出。"""
    from jifen.services.shop.goods import write_off as take_out

    with session(common) as opened:
        found = take_out(opened, item, quantity, reason)
    show_made(common, shapes.written_off(found), summaries.written_off(found))


@app.command()
@paper_options(*SHEET)
def sheet(common: Common, *, request: "PaperRequest") -> None:
    """印盘点表：账面数已填好，填实盘数和原因后用 goods stocktake 导入。"""
    from jifen.services.shop.printing import print_counting_sheet

    print_paper(common, lambda opened: print_counting_sheet(opened, request))


@app.command()
def stocktake(
    common: Common, file: Annotated[str, typer.Argument(metavar="文件", help="填好的盘点表：编号 实盘数量 原因。")]
) -> None:
    """导入盘点表：和账面不同的要写原因，差数记账。"""
    from jifen.services.shop.stocktake import stocktake as count

    import_file(common, file, count, shapes.stocktake, summaries.counted)


@app.command()
@paper_options(*NOTICE)
def donors(common: Common, *, request: "PaperRequest") -> None:
    """印捐赠榜：谁捐了什么、值多少、去了哪里。"""
    from jifen.services.shop.printing import print_donors

    with session(common) as opened:
        files, lines = print_donors(opened, request)
    donations = [{**line, "name": line["name"] if line["item"] else "现金"} for line in lines]
    tell_files(common, files, {"donations": donations})
