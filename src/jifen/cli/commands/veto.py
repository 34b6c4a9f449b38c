"""veto: records that bar the red list."""

from typing import Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json, table

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="一票否决：不上红榜，不动积分。")
apps = {"veto": app}


def _rendered(view: Any) -> dict[str, Any]:
    veto = view.veto
    return {
        "id": veto.id,
        "household": veto.household,
        "head": view.household.head,
        "ground": veto.ground,
        "document": veto.evidence,
        "from": veto.starts_on.isoformat(),
        "to": veto.ends_on.isoformat() if veto.ends_on else None,
        "lifted_on": veto.lifted_on.isoformat() if veto.lifted_on else None,
        "in_force": view.in_force,
    }


@app.command()
def add(
    ctx: typer.Context,
    household: Annotated[str, typer.Argument(metavar="户", help="户编号，或不重名的户主姓名。")],
    ground: Annotated[str, typer.Option(metavar="事由", help="为什么。")],
    document: Annotated[str, typer.Option(metavar="依据", help="凭什么文书，例如 某某决定书〔2025〕3号。")],
    starts: Annotated[str, typer.Option("--from", metavar="日期", help="自哪一天起。")],
    ends: Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪一天止；不写则到解除为止。")] = None,
) -> None:
    """记一条一票否决。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.errors import UsageError
    from jifen.services.board.vetoes import add_veto

    common: Common = ctx.obj
    first = parsing.day(starts)
    if first is None:
        raise UsageError("day-invalid", found=starts)
    with session(common) as opened:
        found = _rendered(add_veto(opened, household, ground, document, first, parsing.day(ends)))
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **found})
        return
    until = f"至 {found['to']}" if found["to"] else "至解除为止"
    done = "可以记下" if common.dry_run else "已记下"
    show(f"{done}第 {found['id']} 条一票否决：{found['household']} {found['head']}，{found['from']} {until}。")


@app.command()
def lift(
    ctx: typer.Context, number: Annotated[int, typer.Argument(metavar="编号", help="见 jifen veto list。")]
) -> None:
    """解除一条一票否决，自今天起不再挡红榜。"""
    from jifen.cli.context import session
    from jifen.services.board.vetoes import lift_veto

    common: Common = ctx.obj
    with session(common) as opened:
        found = _rendered(lift_veto(opened, number))
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **found})
    else:
        show(f"{'可以解除' if common.dry_run else '已解除'}第 {found['id']} 条：{found['household']} {found['head']}。")


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """列出全部一票否决，解除的、到期的也在内。"""
    from jifen.cli.context import session
    from jifen.services.board.vetoes import list_vetoes

    common: Common = ctx.obj
    with session(common) as opened:
        found = [_rendered(view) for view in list_vetoes(opened)]
    if common.json:
        show_json(found)
        return
    rows = [
        (v["id"], f"{v['household']} {v['head']}", v["ground"], v["document"], v["from"], v["to"])
        + (f"{v['lifted_on']} 解除" if v["lifted_on"] else "有效" if v["in_force"] else "不在有效期",)
        for v in found
    ]
    table(("编号", "户", "事由", "依据", "自", "至", "状态"), rows, (0,))
