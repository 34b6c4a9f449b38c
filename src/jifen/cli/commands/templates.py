"""templates: the shipped templates, to copy from."""

from pathlib import Path
from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import EXPORTS, TEMPLATES, book_path
from jifen.cli.group import Group
from jifen.cli.options import Force
from jifen.cli.output import say, show, show_json

apps = {"templates": Group("公示、表格的模板和文字。")}


@apps["templates"].callback()
def group() -> None:
    """公示、表格的模板和文字。"""


@apps["templates"].command()
def export(
    common: Common,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="文件夹", help=f"放到哪里；不写则放进账本旁的“{EXPORTS}”里的“{TEMPLATES}”。"),
    ] = None,
    force: Force = False,
) -> None:
    """导出自带的模板和文字，照着改。"""
    from jifen.services.publication.shipped import export_templates

    place = Path(folder) if folder else book_path(common).absolute().parent / EXPORTS / TEMPLATES
    paths = export_templates(place, force=force, dry_run=common.dry_run)
    if common.json:
        show_json({"ok": True, "paths": [str(path) for path in paths]})
        return
    show(f"{'将导出' if common.dry_run else '已导出'} {len(paths)} 个文件到：{place}")
    say(
        f"要改哪一张，只把那一张复制到账本旁的“{TEMPLATES}”文件夹再改；没改的不要放进去，以后新版的模板才用得上。"
        "文字.toml 里也只留改过的几行。"
    )
