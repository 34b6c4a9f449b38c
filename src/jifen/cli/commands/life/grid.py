"""grid: the grids of a village, who works in them, and the workers' meetings."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.output import done, show_done
from jifen.cli.papers import paper_options
from jifen.cli.running import print_paper, show_list
from jifen.messages.shapes import matters as shapes
from jifen.messages.summaries import matters as summaries

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions
    from jifen.services.publication.request import PaperRequest

app = Group(help="网格：名称、网格长、网格员，网格例会，网格一张表。")
apps = {"grid": app}

GridArgument = Annotated[str, typer.Argument(metavar="网格", help="哪个网格，如 3。")]


@app.command("list")
@list_options("网格")
def list_(common: Common, *, options: "ListOptions") -> None:
    """列出各网格：名称、网格长、网格员、户数。"""
    from jifen.services.life.grids import every

    show_list(common, every, shapes.grid, summaries.grids, options)


@app.command("set")
def set_(
    common: Common,
    grid: GridArgument,
    name: Annotated[str | None, typer.Option(metavar="名称", help="网格叫什么；写空的就去掉。")] = None,
    lead: Annotated[str | None, typer.Option(metavar="姓名", help="网格长。")] = None,
    worker: Annotated[str | None, typer.Option(metavar="姓名", help="网格员。")] = None,
) -> None:
    """改一个网格的名称、网格长、网格员，从今天起；第一次写的从头算起。"""
    from jifen.services.life.grids import set_grid

    with session(common) as opened:
        found = set_grid(opened, grid, name, lead, worker)
    show_done(common, shapes.grid(found), done(common, summaries.grid_set(found)))


@app.command()
def meet(
    common: Common,
    on: Annotated[str, typer.Option(metavar="日期", help="哪天开的。")],
    present: Annotated[str, typer.Option(metavar="姓名", help="到会的人，用顿号或逗号隔开。")],
    note: Annotated[str, typer.Option(metavar="内容", help="议了什么、定了什么。")],
) -> None:
    """记一次网格例会：哪天、谁到会、定了什么。"""
    from jifen.services.life.grids import meet as keep

    with session(common) as opened:
        found = keep(opened, parsing.given_day(on), re.split(r"[、,，;；\s]+", present), note)
    words = f"{found.on} 的网格例会，到会 {len(found.present)} 人。"
    show_done(common, shapes.grid_meeting(found), done(common, words))


@app.command("meetings")
@list_options("网格例会")
def meetings_(common: Common, *, options: "ListOptions") -> None:
    """列出网格例会。"""
    from jifen.services.life.grids import meetings

    show_list(common, meetings, shapes.grid_meeting, summaries.grid_meetings, options)


@app.command()
@paper_options("output", "pdf", "png", "large", "mask", "size", "force")
def sheet(common: Common, grid: GridArgument, *, request: "PaperRequest") -> None:
    """印网格一张表：网格长和网格员、各户和积分、事项件数、例会；有姓名，不上墙，要给外人看加 --mask。"""
    from jifen.services.life.grid_sheet import print_sheet

    print_paper(common, lambda opened: print_sheet(opened, grid, request))
