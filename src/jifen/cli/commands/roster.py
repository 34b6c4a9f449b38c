"""roster and alias."""

from typing import Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import say, show, show_json, table

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="花名册：户、网格、变动。")
alias_app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="记住的答复：哪个名字指哪一户、哪个表头指哪一类。"
)
apps = {"roster": app, "alias": alias_app}

Code = Annotated[str, typer.Argument(metavar="户编号", help="例如 03-07。")]
Head = Annotated[str, typer.Argument(metavar="户主", help="户主姓名。")]
On = Annotated[str | None, typer.Option(metavar="日期", help="自哪一天起，默认今天。")]

ATTRIBUTE = {
    "head": "户主",
    "grid": "网格",
    "group": "村民小组",
    "people": "人口",
    "tier": "户类别",
    "status": "参评状态",
}
EVENT = {
    "registered": "立户",
    "renamed": "换户主",
    "moved": "换网格",
    "away": "外出",
    "suspended": "暂停参评",
    "left": "迁出",
    "returned": "恢复参评",
    "split": "分户",
    "merged": "并户",
    "closed": "注销",
    "updated": "资料变更",
}


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="花名册（xlsx、xls、csv 等）。")],
    on: On = None,
) -> None:
    """导入花名册；以后再导入只记变动，缺的户不动。"""
    from jifen.cli import parsing
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.services.roster.roster_import import import_roster

    common: Common = ctx.obj
    with session(common, _preview) as opened:
        result = import_roster(opened, file, read_file(file), parsing.day(on))
    conclude(
        common,
        result.ok,
        result.issues,
        {
            "applied": result.applied and result.status == "imported",
            "status": result.status,
            "households": result.households,
            "added": list(result.added),
            "changes": [
                {"household": c.household, "attribute": c.attribute, "before": c.before, "after": c.after}
                for c in result.changes
            ],
            "missing": list(result.missing),
        },
    )
    if common.json:
        return
    if result.status == "unchanged":
        show("花名册没有变化。")
        return
    done = "已导入" if result.applied else "可以导入"
    show(f"{done}：新增 {len(result.added)} 户，变动 {len(result.changes)} 处。")
    if result.applied and result.added:
        show("下一步：开会前 jifen meeting sheet 月份 印空白评议表；填好后 jifen meeting import 评议表.xlsx")
    if result.missing:
        show(f"表里没有这 {len(result.missing)} 户，原样不动：{'、'.join(result.missing)}")


def _preview(result: Any) -> None:
    from jifen.messages.shapes import STATUS

    say(f"花名册：新增 {len(result.added)} 户，原有户变动 {len(result.changes)} 处：")
    for change in result.changes:
        before, after = change.before, change.after
        if change.attribute == "status":
            before, after = STATUS.get(before, before), STATUS.get(after, after)
        say(f"  {change.household} {change.head}：{ATTRIBUTE[change.attribute]} {before or '（空）'} → {after}")


@app.command("list")
def list_(
    ctx: typer.Context, grid: Annotated[str | None, typer.Option(metavar="网格", help="只看一个网格。")] = None
) -> None:
    """列出各户。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.messages.shapes import STATUS, household
    from jifen.services.roster.households import households_on

    common: Common = ctx.obj
    wanted = parsing.grid(grid)
    with session(common) as opened:
        found = [h for h in households_on(opened, opened.today).values() if wanted is None or h.grid == wanted]
    if common.json:
        show_json([household(h) for h in found])
        return
    rows = [(h.code, h.head, h.grid, h.group, h.people, h.tier, STATUS[h.status]) for h in found]
    table(("户编号", "户主", "网格", "小组", "人口", "户类别", "状态"), rows, (4,))


@app.command("show")
def show_household(
    ctx: typer.Context, household: Annotated[str, typer.Argument(metavar="户", help="户编号，或不重名的户主姓名。")]
) -> None:
    """一户的资料和历次变动。"""
    from jifen.cli.context import session
    from jifen.domain.period import BEGINNING
    from jifen.domain.points import show as number
    from jifen.messages import shapes as rendering
    from jifen.services.roster.households import history

    common: Common = ctx.obj
    with session(common) as opened:
        found = history(opened, household)
    events = [
        {
            "on": None if e.on == BEGINNING else e.on.isoformat(),
            "kind": e.kind,
            "other": e.other,
            **{k: v for k in ATTRIBUTE if (v := getattr(e, k)) is not None},
        }
        for e in found.events
    ]
    if common.json:
        show_json({**rendering.household(found.household), "tier": found.household.tier, "events": events})
        return
    h = found.household
    show(
        f"{h.code} {h.head}　网格 {h.grid}　{h.group or ''}　{rendering.STATUS[h.status]}　"
        f"可用积分 {number(found.available)}"
    )
    for event in events:
        told = "，".join(f"{ATTRIBUTE[k]} {rendering.STATUS.get(event[k], event[k])}" for k in ATTRIBUTE if k in event)
        other = f"（{event['other']}）" if event["other"] else ""
        show(f"  {event['on'] or '自始'}　{EVENT[str(event['kind'])]}{other}　{told}")


def _done(common: Common, household: Any, words: str, extra: dict[str, Any] | None = None) -> None:
    from jifen.messages.shapes import household as rendered

    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **rendered(household), **(extra or {})})
    else:
        show(f"{'可以办理' if common.dry_run else '已办理'}：{household.code} {household.head} {words}")


@app.command()
def add(
    ctx: typer.Context,
    code: Code,
    head: Head,
    grid: Annotated[str, typer.Option(metavar="网格", help="网格号。")],
    group: Annotated[str | None, typer.Option(metavar="小组", help="村民小组。")] = None,
    people: Annotated[str | None, typer.Option(metavar="人数", help="家庭人口。")] = None,
    on: On = None,
) -> None:
    """新立一户。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.roster.households import add_household

    common: Common = ctx.obj
    with session(common) as opened:
        found = add_household(
            opened, code.strip(), head, parsing.grid(grid) or "", group, parsing.count(people), parsing.day(on)
        )
    _done(common, found, "立户")


@app.command()
def rename(ctx: typer.Context, code: Code, head: Head, on: On = None) -> None:
    """换户主（编号不变，积分不变）。"""
    _simple(ctx.obj, "rename", code, on, "换户主", head)


@app.command()
def move(
    ctx: typer.Context,
    code: Code,
    grid: Annotated[str, typer.Option(metavar="网格", help="搬到哪个网格。")],
    on: On = None,
) -> None:
    """换网格。"""
    from jifen.cli import parsing

    _simple(ctx.obj, "move", code, on, "换网格", parsing.grid(grid) or "")


@app.command()
def leave(ctx: typer.Context, code: Code, on: On = None) -> None:
    """迁出本村。"""
    _simple(ctx.obj, "leave", code, on, "迁出")


@app.command("return")
def return_(ctx: typer.Context, code: Code, on: On = None) -> None:
    """迁回，或恢复参评。"""
    _simple(ctx.obj, "come_back", code, on, "恢复参评")


@app.command()
def close(ctx: typer.Context, code: Code, on: On = None) -> None:
    """注销一户。"""
    _simple(ctx.obj, "close", code, on, "注销")


def _simple(common: Common, name: str, code: str, on: str | None, words: str, *values: str) -> None:
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.roster import households

    with session(common) as opened:
        found = getattr(households, name)(opened, code.strip(), *values, parsing.day(on))
    _done(common, found, words)


@app.command()
def split(
    ctx: typer.Context,
    code: Code,
    new_code: Annotated[str, typer.Argument(metavar="新编号", help="分出来的户的编号。")],
    head: Head,
    points: Annotated[str, typer.Option(metavar="积分", help="带走多少可用积分。")] = "0",
    on: On = None,
) -> None:
    """分户。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.services.roster import households

    common: Common = ctx.obj
    wanted = parsing.points(points)
    with session(common) as opened:
        _, new = households.split(opened, code.strip(), new_code.strip(), head, wanted, parsing.day(on))
    _done(common, new, f"由 {code} 分出，带走 {number(wanted)} 分", {"from": code, "points": number(wanted)})


@app.command()
def merge(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="并走的户", help="并户后注销。")],
    into: Annotated[str, typer.Argument(metavar="并入的户", help="积分归这一户。")],
    on: On = None,
) -> None:
    """并户：可用积分一并转过去，原户注销。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.services.roster import households

    common: Common = ctx.obj
    with session(common) as opened:
        target, held = households.merge(opened, code.strip(), into.strip(), parsing.day(on))
    _done(
        common, target, f"由 {code} 并入，转来 {number(held)} 分，{code} 注销", {"from": code, "points": number(held)}
    )


@alias_app.command("list")
def list_aliases(ctx: typer.Context) -> None:
    """列出记住的答复。"""
    from jifen.cli.context import session
    from jifen.store.households import aliases

    common: Common = ctx.obj
    with session(common) as opened:
        found = aliases(opened.connection)
    if common.json:
        show_json(
            [{"id": a.id, "kind": a.kind, "key": a.key, "target": a.target, "operator": a.operator} for a in found]
        )
        return
    kinds = {"household": "户", "category": "类别"}
    table(
        ("编号", "种类", "写的是", "指的是", "经办"),
        [(a.id, kinds[a.kind], a.key, a.target, a.operator) for a in found],
        (0,),
    )


@alias_app.command("remove")
def remove_alias(
    ctx: typer.Context, number: Annotated[int, typer.Argument(metavar="编号", help="见 alias list。")]
) -> None:
    """忘掉一条，下次再问。"""
    from jifen.cli.context import session
    from jifen.services.roster.households import remove_alias as remove

    common: Common = ctx.obj
    with session(common) as opened:
        gone = remove(opened, number)
    if common.json:
        show_json({"ok": True, "id": gone.id, "key": gone.key, "target": gone.target})
    else:
        show(f"已忘掉：{gone.key} → {gone.target}")
