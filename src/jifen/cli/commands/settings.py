"""settings: list and set."""

import unicodedata
from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.output import show_done
from jifen.cli.running import show_list
from jifen.messages.shapes import roster as shapes
from jifen.messages.summaries import roster as summaries

app = Group(help="本村的各项规定。", no_args_is_help=False)
apps = {"settings": app}


@app.callback(invoke_without_command=True)
def settings(ctx: typer.Context) -> None:
    """本村的各项规定；不写命令就列出。"""
    if ctx.invoked_subcommand is None:
        list_settings(ctx.obj)


@app.command("list")
def list_settings(common: Common) -> None:
    """列出全部规定和现在的值。"""
    from jifen.services.roster.settings import list_settings as known

    show_list(common, known, shapes.setting, summaries.settings)


@app.command("set")
def set_setting(
    common: Common,
    name: Annotated[str, typer.Argument(metavar="名称", help="见 jifen settings list。")],
    value: Annotated[str, typer.Argument(metavar="值", help="新的值；清空写 none。")],
) -> None:
    """改一项规定；以前的值留在账本里。"""
    from jifen.services.roster.settings import set_setting as change

    with session(common) as opened:
        kept = change(opened, name, _told(name, value))
    checked = "（只检查，没有写入）" if common.dry_run else ""
    show_done(common, {"name": name, "value": kept}, summaries.setting(name, kept) + checked)


def _told(name: str, value: str) -> str:
    """Texts as they stand; of the rest full-width digits, true minus signs, 是/否 and 无/none as they are kept."""
    from jifen.domain.settings import TEXTS

    if name in TEXTS:
        return value.replace("\u2212", "-")
    plain = unicodedata.normalize("NFKC", value).replace("\u2212", "-").strip()
    return {"是": "yes", "否": "no", "无": "", "none": "", "(none)": ""}.get(plain, plain)
