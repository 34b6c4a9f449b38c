"""templates: the shipped templates, to copy from. forms: blank sheets to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import EXPORTS, FORMS, TEMPLATES, book_or_place, book_path, session_if_any
from jifen.cli.group import Group
from jifen.cli.options import Force
from jifen.cli.output import done, say, show, show_all, show_json
from jifen.messages.subjects import in_words

apps = {"templates": Group("公示、表格的模板和文字。"), "forms": Group()}


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


@apps["forms"].command()
def forms(
    common: Common,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="文件夹", help=f"放到哪里；不写则放进账本旁的“{EXPORTS}”里的“{FORMS}”。"),
    ] = None,
    force: Force = False,
) -> None:
    """出空表：花名册、积分细则、物资清单、期初积分、各种登记，填好就能导入；没有账本也行。"""
    from jifen.services.publication.shipped import print_forms

    place = Path(folder) if folder else book_or_place(common)[0].absolute().parent / EXPORTS / FORMS
    with session_if_any(common) as opened:
        paths = print_forms(opened, place, force=force, dry_run=common.dry_run)
    if common.json:
        show_json({"ok": True, "paths": [str(path) for path in paths]})
        return
    show_all([done(common, f"空表 {len(paths)} 张，在：{place}"), *(f"  {path.name}" for path in paths)])
    say(in_words("灰色两行是示例，不导入；鼠标停在表头上有说明。先填花名册，再 jifen roster import 花名册.xlsx"))
