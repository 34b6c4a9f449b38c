"""report: the village's bulletin of a period."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.output import show_all
from jifen.cli.papers import paper_options, tell_files
from jifen.messages.shapes import bulletin as shapes
from jifen.messages.summaries import bulletin as summaries

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

apps = {"report": Group(help="村积分简报：一月、一季、半年或一年的数字和图，给乡镇看，也可上墙。")}


@apps["report"].command()
@paper_options("output", "pdf", "png", "mask", "size", "force", "allow_text")
def report(
    common: Common,
    period: Annotated[str, typer.Argument(metavar="时间", help="2025-07、2025Q3、2025H1、2025。")],
    *,
    request: "PaperRequest",
) -> None:
    """印村积分简报，两页 A4：户数和参与率、加分扣分、与上期比、各月、各类别、各网格、细则、红榜、兑换、异议，带图。"""
    from jifen.services.office.bulletin import print_bulletin

    with session(common) as opened:
        content, files = print_bulletin(opened, parsing.period(period), request)
    if not common.json:
        show_all(summaries.bulletin(content))
    tell_files(common, files, shapes.bulletin(content))
