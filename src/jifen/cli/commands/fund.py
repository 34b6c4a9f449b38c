"""fund: the account that goods are bought from."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.options import Reason, YuanArgument
from jifen.cli.output import say
from jifen.cli.running import show_list, show_made
from jifen.messages.shapes import shop as shapes
from jifen.messages.summaries import shop as summaries

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions

app = Group(help="兑换资金：收入、支出、结余。")
apps = {"fund": app}


@app.command("in")
def in_(
    common: Common,
    yuan: YuanArgument,
    reason: Reason,
    donor: Annotated[str | None, typer.Option(metavar="捐赠人", help="捐款：谁给的，上捐赠榜。")] = None,
) -> None:
    """收入：集体收入、拨款、捐款。"""
    _move(common, yuan, reason, out=False, donor=donor)


@app.command()
def out(common: Common, yuan: YuanArgument, reason: Reason) -> None:
    """支出；购入物资的货款由 goods receive 自动记，不要重复。"""
    _move(common, yuan, reason, out=True)


def _move(common: Common, yuan: str, reason: str, *, out: bool, donor: str | None = None) -> None:
    from jifen.domain.money import show_yuan
    from jifen.services.shop.fund import move

    with session(common) as opened:
        found = move(opened, parsing.cents(yuan), reason, out=out, donor=donor)
    if found.balance < 0:
        say(f"注意：资金账户已透支 {show_yuan(-found.balance)} 元。")
    show_made(common, shapes.moved(found), summaries.moved(found, out=out))


@app.command()
def reverse(
    common: Common,
    line: Annotated[int, typer.Argument(metavar="编号", min=1, help="哪一笔，编号见 fund list。")],
    reason: Reason,
) -> None:
    """冲正一笔收支：记错了的，记一笔相反的；货款用 goods reverse 连货一起冲。"""
    from jifen.services.shop.reversals import reverse_fund

    with session(common) as opened:
        found = reverse_fund(opened, line, reason)
    show_made(common, shapes.reversed_fund(found), summaries.reversed_fund(found))


@app.command("list")
@list_options("兑换资金账")
def list_(common: Common, *, options: "ListOptions") -> None:
    """资金账：每一笔和结余。"""
    from jifen.services.shop.fund import account

    show_list(common, account, shapes.fund_entry, summaries.fund, options)
