"""redeem: forecast, opening, receipts, imports, returns. Sheets and the desk stand in modules
of their own, which `main.TREE` names."""

from typing import TYPE_CHECKING, Annotated

import click
import typer
from typer.core import TyperGroup

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.options import DuePeriod, HouseholdArgument, HouseholdOption, PeriodArgument, Reason
from jifen.cli.output import done, say, show, show_all, show_json, show_value
from jifen.cli.running import show_list, show_made, show_one, take_file
from jifen.errors import UsageError
from jifen.messages.refusals import doubt
from jifen.messages.shapes import shop as shapes
from jifen.messages.subjects import unit
from jifen.messages.summaries import shop as summaries

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions
    from jifen.services.session import Session
    from jifen.services.shop.redemption_close import RoundView

ORDER = (
    *("forecast", "open", "sheet", "catalogue", "slip", "desk", "add", "import", "list", "show", "return"),
    *("close", "settlement", "register", "notice"),
)
"""The commands in the order of a redemption day, as the help lists them."""


class RedemptionDay(TyperGroup):
    """A group that lists its commands in the order of the day, whichever module they come from."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command there is, by `ORDER`."""
        return sorted(self.commands, key=ORDER.index)


app = Group(help="积分兑换：测算、开兑、签领表、登记、退换、结束、公示。", cls=RedemptionDay)
apps = {"redeem": app}


@app.command()
def forecast(common: Common, period: PeriodArgument) -> None:
    """测算：可用积分折成多少钱，库存和资金够不够兑。"""
    from jifen.services.shop.redemption import forecast_now

    wanted = parsing.period(period)
    with session(common) as opened:
        found = forecast_now(opened)
    show_value(common, {"period": str(wanted), **shapes.forecast(found)}, summaries.forecast(found))


@app.command("open")
def open_(
    common: Common,
    period: DuePeriod = None,
    starts: Annotated[str | None, typer.Option("--from", metavar="日期", help="从哪天起；不写则现在起。")] = None,
    ends: Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪天止；不写则到结束为止。")] = None,
) -> None:
    """开兑一场：价格定住，一次只开一场。"""
    from jifen.services.shop.redemption import open_period

    first, last = parsing.day(starts, "nearest"), parsing.day(ends, "nearest")
    with session(common, summaries.open_preview) as opened:
        found = open_period(opened, left_out.period(common, opened, period, "redeem open"), first, last)
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **shapes.opening(found)})
        return
    show(done(common, f"{found.period} 开兑：{found.items} 种 {found.pieces} 件，价格已定住。"))


@app.command()
def add(
    common: Common,
    household: HouseholdArgument,
    wishes: Annotated[list[str], typer.Argument(metavar="物品 数量 ...", help="成对写，例如 A01 2 B03 1。")],
    by: Annotated[str | None, typer.Option("--by", metavar="姓名", help="代领人。")] = None,
    relation: Annotated[str | None, typer.Option(metavar="关系", help="代领人和户主的关系。")] = None,
) -> None:
    """登记一户兑换：积分、库存一起扣，出单据号。"""
    from jifen.services.shop.redemption import add as redeem

    if len(wishes) % 2:
        raise UsageError("wishes-odd", found=wishes[-1])
    pairs = list(zip(wishes[::2], wishes[1::2], strict=True))
    with session(common, doubt) as opened:
        view = redeem(opened, household, pairs, by=by, relation=relation)
    if common.json:
        show_json(shapes.receipt(view))
    else:
        show(done(common, summaries.receipt(view)))


@app.command("import")
def import_(
    common: Common, file: Annotated[str, typer.Argument(metavar="文件", help="填好的签领表，或兑换登记表。")]
) -> None:
    """导入填好的签领表或登记表：全部通过才写入，先到先得。"""
    from jifen.services.shop.redemption_import import import_redemptions

    result = take_file(common, file, import_redemptions, shapes.redemption_import)
    if result.already:
        say(f"提醒：这 {len(result.already)} {unit()}本场先前已有单据，请核对没有重复登记：{'、'.join(result.already)}")
    if not common.json:
        show_all(summaries.redemptions_imported(result))


@app.command("list")
@list_options("兑换单据", grid=True)
def list_(common: Common, period: PeriodArgument, household: HouseholdOption = None, *, options: "ListOptions") -> None:
    """列出一场兑换的单据。"""
    from jifen.services.shop.redemption_close import list_receipts

    show_list(
        common,
        lambda opened: list_receipts(opened, parsing.period(period), household, options.grid),
        shapes.listed_receipt,
        summaries.receipts,
        options,
    )


@app.command("show")
def show_(common: Common, period: DuePeriod = None) -> None:
    """看一场兑换：几户、多少分、各物品发出多少、还剩多少。"""
    from jifen.services.shop.redemption_close import show_round

    def look(opened: "Session") -> "RoundView":
        return show_round(opened, left_out.period(common, opened, period, "redeem show"))

    show_one(common, look, shapes.round_, summaries.round_)


@app.command("return")
def return_(
    common: Common,
    receipt: Annotated[str, typer.Argument(metavar="单据号", help="例如 2025Q3-0017。")],
    reason: Reason,
    line: Annotated[int | None, typer.Option(min=1, metavar="行", help="只退第几行；不写则全退。")] = None,
) -> None:
    """退换：积分退回给户，物品退回库存；每行只能退一次，结束后也能退。"""
    from jifen.services.shop.redemption_return import give_back

    with session(common) as opened:
        found = give_back(opened, receipt, line, reason)
    show_made(common, shapes.returned(found), summaries.returned(found))
