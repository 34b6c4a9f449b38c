"""page: the village at a glance, for the screen of an office computer; a page a household for its card."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import Force, PeriodOption
from jifen.cli.output import show
from jifen.cli.papers import tell_files
from jifen.messages.results import on_screen

if TYPE_CHECKING:
    from jifen.domain.documents.pages import DueLine
    from jifen.services.session import Session

apps = {"page": Group(help="村里情况一页看完（网页文件），也可一户一页。")}
NAME = "积分一览.html"


@apps["page"].command()
def page(
    common: Common,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里；不写则放进账本旁的“导出”。")
    ] = None,
    households: Annotated[
        str | None, typer.Option(metavar="文件夹", help="另出一户一页，文件名就是户编号，户主打码。")
    ] = None,
    period: PeriodOption = None,
    mask: Annotated[bool, typer.Option("--mask", help="姓名打码：王*国。不写则是全名，只在村里的电脑上看。")] = False,
    force: Force = False,
) -> None:
    """出一个网页文件：要办的事、各月、类别、网格、排名、超市、现行的榜。不连网、不带脚本，可打印，手机上也能看。"""
    from jifen.services.office.pages import Asked, print_pages

    asked = Asked(NAME, output, Path(households) if households else None, mask, force)
    with session(common) as opened:
        content, files = print_pages(opened, asked, parsing.period(period) if period else None, due_of(opened))
    if not common.json and households:
        show(f"户页面 {len(files.paths) - 1} 个，在 {households}。")
        files = replace(files, paths=files.paths[:1])
    counts = {"period": content["period"], "figures": content["figures"]}
    tell_files(common, files, counts)


def due_of(opened: "Session") -> "list[DueLine]":
    """What is due today in words, with the command that does it; nothing that is told in the office alone."""
    from jifen.domain.due import INDOORS
    from jifen.messages.summaries import due as words
    from jifen.services.office.due import standing

    return [
        {"text": words.text(due, opened.today), "command": on_screen(words.command(due))}
        for due in standing(opened).due
        if due.what not in INDOORS
    ]
