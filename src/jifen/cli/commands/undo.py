"""undo: the last operation taken back."""

from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.output import done, show_done
from jifen.messages.shapes import book as shapes
from jifen.messages.summaries import book as summaries

apps = {"undo": Group()}


@apps["undo"].command()
def undo(
    common: Common,
    reason: Annotated[str | None, typer.Option(metavar="理由", help="为什么撤销，记在账上；可以不写。")] = None,
) -> None:
    """撤销最后一步，不管是什么；已经出了公示文件的不能撤销，会说出该用哪个命令。"""
    from jifen.services.office.undo import undo as take_back

    with session(common, summaries.undo_preview) as opened:
        undone = take_back(opened, reason)
    show_done(common, shapes.undone(undone), done(common, summaries.undone(undone)))
