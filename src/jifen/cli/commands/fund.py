"""fund: the account that goods are bought from."""

from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import say, show, show_json, table
from jifen.cli.shop_arguments import Reason, YuanArgument, cents, done

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="兑换资金：收入、支出、结余。"
)


@app.command("in")
def in_(
    ctx: typer.Context,
    yuan: YuanArgument,
    reason: Reason,
    donor: Annotated[str | None, typer.Option(metavar="捐赠人", help="捐款：谁给的，上捐赠榜。")] = None,
) -> None:
    """收入：集体收入、拨款、捐款。"""
    _move(ctx.obj, yuan, reason, out=False, donor=donor)


@app.command()
def out(ctx: typer.Context, yuan: YuanArgument, reason: Reason) -> None:
    """支出；购入物资的货款由 goods receive 自动记，不要重复。"""
    _move(ctx.obj, yuan, reason, out=True)


def _move(common: Common, yuan: str, reason: str, *, out: bool, donor: str | None = None) -> None:
    from jifen.cli.context import session
    from jifen.domain.money import show_yuan
    from jifen.services.shop.fund import move

    with session(common) as opened:
        found = move(opened, cents(yuan), reason, out=out, donor=donor)
    if found.balance < 0:
        say(f"注意：资金账户已透支 {show_yuan(-found.balance)} 元。")
    if common.json:
        show_json({"ok": True, "yuan": show_yuan(found.cents), "balance": show_yuan(found.balance)})
    else:
        words = f"{'支出' if out else '收入'} {show_yuan(abs(found.cents))} 元，结余 {show_yuan(found.balance)} 元。"
        show(done(common, words))


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """资金账：每一笔和结余。"""
    from jifen.cli.context import session
    from jifen.domain.money import show_yuan
    from jifen.services.shop.fund import account

    common: Common = ctx.obj
    with session(common) as opened:
        lines = account(opened)
    if common.json:
        show_json(
            [
                {
                    "id": line.id,
                    "on": line.on.isoformat(),
                    "yuan": show_yuan(line.cents),
                    "reason": line.reason or None,
                    "item": line.item,
                    "party": line.donor or line.party,
                    "receipt": line.receipt or None,
                    "balance": show_yuan(line.balance),
                    "operator": line.operator,
                }
                for line in lines
            ]
        )
        return
    rows = [
        (line.id, line.on, line.reason or f"购入 {line.item}（{line.party}）", line.donor or "")
        + (show_yuan(line.cents), show_yuan(line.balance), line.operator)
        for line in lines
    ]
    table(("编号", "日期", "摘要", "捐赠人", "收支（元）", "结余（元）", "经办"), rows, (0, 4, 5))
