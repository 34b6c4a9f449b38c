"""find: which households somebody may mean."""

from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.output import say, show_json, table
from jifen.messages.shapes import roster as shapes
from jifen.messages.summaries import roster as summaries

app = Group()
apps = {"find": app}


@app.command()
def find(
    common: Common,
    text: Annotated[
        list[str], typer.Argument(metavar="找什么", help="户编号（3-7 也行）、姓名或其中几个字、拼音首字母。")
    ],
) -> None:
    """找一户：编号、姓名、几个字、拼音首字母都行；迁出、注销的也列。"""
    from jifen.services.roster.finding import find_all

    wanted = " ".join(text)
    with session(common) as opened:
        found, near = find_all(opened, wanted)
    if common.json:
        show_json([shapes.found(each) for each in found])
    elif found:
        table(summaries.found(found))
    else:
        say(f"没有合得上“{wanted}”的户。" + ("相近的有：" if near else ""))
        if near:
            table(summaries.found(near))
