"""veto: records that bar the red list."""

from typing import Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import HouseholdArgument
from jifen.cli.output import show_done
from jifen.cli.running import show_list
from jifen.messages.shapes import board as shapes
from jifen.messages.summaries import board as summaries

app = Group(help="一票否决：不上红榜，不动积分。")
apps = {"veto": app}


@app.command()
def add(
    common: Common,
    household: HouseholdArgument,
    ground: Annotated[str, typer.Option(metavar="事由", help="为什么。")],
    document: Annotated[str, typer.Option(metavar="依据", help="凭什么文书，例如 某某决定书〔2025〕3号。")],
    starts: Annotated[str, typer.Option("--from", metavar="日期", help="自哪一天起。")],
    ends: Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪一天止；不写则到解除为止。")] = None,
) -> None:
    """记一条一票否决。"""
    from jifen.services.board.vetoes import add_veto

    first, last = parsing.given_day(starts, "nearest"), parsing.day(ends, "nearest")
    with session(common) as opened:
        found = shapes.veto(add_veto(opened, household, ground, document, first, last))
    until = f"至 {found['to']}" if found["to"] else "至解除为止"
    done = "可以记下" if common.dry_run else "已记下"
    who = f"{found['household']} {found['head']}"
    show_done(common, found, f"{done}第 {found['id']} 条一票否决：{who}，{found['from']} {until}。")


@app.command()
def lift(common: Common, number: Annotated[int, typer.Argument(metavar="编号", help="见 jifen veto list。")]) -> None:
    """解除一条一票否决，自今天起不再挡红榜。"""
    from jifen.services.board.vetoes import lift_veto

    with session(common) as opened:
        found = shapes.veto(lift_veto(opened, number))
    done = "可以解除" if common.dry_run else "已解除"
    show_done(common, found, f"{done}第 {found['id']} 条：{found['household']} {found['head']}。")


@app.command("list")
def list_(common: Common) -> None:
    """列出全部一票否决，解除的、到期的也在内。"""
    from jifen.services.board.vetoes import list_vetoes

    show_list(common, list_vetoes, shapes.veto, summaries.vetoes)
