"""demo: a whole demonstration village, from sheets to printed notices."""

from pathlib import Path
from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.group import Group

app = Group()
apps = {"demo": app}


@app.command()
def demo(
    common: Common,
    folder: Annotated[
        str | None, typer.Argument(metavar="文件夹", help="放在哪里（新文件夹）；不写则自取一个名字。")
    ] = None,
) -> None:
    """建一个演示村：从评议表到印好的公示表，看一遍全过程。"""
    from jifen.cli.demonstration import run_demonstration

    run_demonstration(common, Path(folder) if folder else None)
