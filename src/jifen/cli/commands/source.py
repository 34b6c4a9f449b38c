"""source: which files were read into the book, and taking what is kept of one out again."""

from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.output import done, show, show_json
from jifen.cli.running import show_list
from jifen.messages.shapes import sources as shapes
from jifen.messages.summaries import sources as summaries

app = Group("读进账本的原表：看存了什么，把存下的删去。")
apps = {"source": app}


@app.command("list")
def list_(common: Common) -> None:
    """读过哪些表，各存了什么。"""
    from jifen.services.book.sources import list_sources

    show_list(common, list_sources, shapes.source, summaries.sources)


@app.command()
def erase(
    common: Common,
    number: Annotated[int, typer.Argument(metavar="编号", help="jifen source list 里的编号。")],
    reason: Annotated[str, typer.Option(metavar="理由", help="为什么删，例如 户主要求、表里有不该收的内容。")] = "",
) -> None:
    """把存下的一份原表从账本里删去，不能恢复；记下的分不变。"""
    from jifen.services.book.sources import erase_source

    with session(common, summaries.erase_preview) as opened:
        erased = erase_source(opened, number, reason)
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **shapes.erased(erased)})
    else:
        show(done(common, summaries.erased(erased)))
