"""settings: list and set."""

import unicodedata
from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json, table

app = typer.Typer(add_completion=False, rich_markup_mode=None, help="本村的各项规定。")
apps = {"settings": app}

MEANING = {
    "village": "村名",
    "township": "乡镇",
    "county": "县（区）",
    "hotline": "监督电话，印在公示表上",
    "contact": "异议受理人",
    "month-max": "一户一月加分上限",
    "month-min": "一户一月扣分下限",
    "notice-days": "月度公示天数",
    "list-days": "红黑榜公示天数",
    "workdays": "公示期只算工作日（yes/no）",
    "objection-days": "异议几个工作日内答复",
    "red": "红榜怎么选：share:20 前两成，top:N 前 N 名，min:P 满 P 分，grid:N 每网格前 N 名",
    "red-by-tier": "红榜按户类别分别排名（yes/no）",
    "black-net": "净分低于此数列为黑榜候选",
    "black-deductions": "扣分达到此数列为黑榜候选",
    "black-rules": "有这些细则扣分的列为黑榜候选，如 ZF05,HJ11",
    "redeem-min": "起兑分",
    "redeem-max": "一户一次兑换上限，空为不限",
    "point-rate": "一分合多少元，空则按库存推算",
}


@app.callback(invoke_without_command=True)
def settings(ctx: typer.Context) -> None:
    """本村的各项规定；不写命令就列出。"""
    if ctx.invoked_subcommand is None:
        list_settings(ctx)


@app.command("list")
def list_settings(ctx: typer.Context) -> None:
    """列出全部规定和现在的值。"""
    from jifen.cli.context import session
    from jifen.domain.settings import DEFAULTS
    from jifen.store import rulebooks

    common: Common = ctx.obj
    with session(common) as opened:
        rows = rulebooks.setting_rows(opened.connection)
    found = [
        {
            "name": name,
            "value": rows[name][0] if name in rows else default,
            "default": default,
            "since": rows[name][1].isoformat() if name in rows else None,
        }
        for name, default in DEFAULTS.items()
    ]
    if common.json:
        show_json(found)
        return
    table(
        ("名称", "现在的值", "默认", "自何日", "说明"),
        [(f["name"], f["value"], f["default"], f["since"], _meaning(str(f["name"]))) for f in found],
    )


def _meaning(name: str) -> str:
    from jifen.messages.refusals_publication import GUARDS

    return MEANING.get(name) or f"公示放行{GUARDS[name.removeprefix('allow-')]}（yes/no）"


@app.command("set")
def set_setting(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="名称", help="见 jifen settings list。")],
    value: Annotated[str, typer.Argument(metavar="值", help="新的值；清空写 none。")],
) -> None:
    """改一项规定；以前的值留在账本里。"""
    from jifen.cli.context import session
    from jifen.services.roster.rules import set_setting as change

    common: Common = ctx.obj
    with session(common) as opened:
        kept = change(opened, name, _told(name, value))
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, "name": name, "value": kept})
    else:
        show(f"{name} = {kept or '（空）'}" + ("（只检查，没有写入）" if common.dry_run else ""))


def _told(name: str, value: str) -> str:
    """Texts as they stand; of the rest full-width digits, true minus signs, 是/否 and 无/none as they are kept."""
    from jifen.domain.settings import TEXTS

    if name in TEXTS:
        return value.replace("\u2212", "-")
    plain = unicodedata.normalize("NFKC", value).replace("\u2212", "-").strip()
    return {"是": "yes", "否": "no", "无": "", "none": "", "(none)": ""}.get(plain, plain)
