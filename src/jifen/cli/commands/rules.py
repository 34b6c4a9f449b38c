"""rules: the rule book."""

from typing import Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json, table

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="积分细则。")
apps = {"rules": app}


def _rendered(rule: Any) -> dict[str, Any]:
    from jifen.printing.sheets.rules import caps

    return {
        "code": rule.code,
        "category": rule.category,
        "wording": rule.wording,
        "points": str(rule.points),
        "unit": rule.unit,
        "cap": caps(rule),
        "needs_evidence": rule.needs_evidence,
        "hides_actor": rule.hides_actor,
        "note": rule.note,
    }


@app.command("list")
def list_rules(ctx: typer.Context) -> None:
    """列出现行细则。"""
    from jifen.cli.context import session
    from jifen.services.roster.rules import current

    common: Common = ctx.obj
    with session(common) as opened:
        found = [_rendered(rule) for rule in current(opened).rules]
    if common.json:
        show_json(found)
        return
    rows = [(r["code"], r["category"], r["wording"], r["points"], r["unit"], r["cap"]) for r in found]
    table(("编号", "类别", "项目", "分值", "单位", "上限"), rows, (3,))


@app.command("show")
def show_rule(ctx: typer.Context, code: Annotated[str, typer.Argument(metavar="编号", help="例如 HJ05。")]) -> None:
    """看一条细则。"""
    from jifen.cli.context import session
    from jifen.services.roster.rules import find_rule

    common: Common = ctx.obj
    with session(common) as opened:
        found = _rendered(find_rule(opened, code))
    if common.json:
        show_json(found)
        return
    show(f"{found['code']} {found['category']} {found['wording']}")
    show(f"  分值 {found['points']}　单位 {found['unit'] or '—'}　上限 {found['cap'] or '—'}")
    for name, words in (("needs_evidence", "需佐证"), ("hides_actor", "不公示行为人")):
        if found[name]:
            show(f"  {words}")
    if found["note"]:
        show(f"  备注：{found['note']}")


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="积分细则（csv 或 xlsx），整本替换。")],
    starts: Annotated[
        str | None, typer.Option("--from", metavar="日期", help="自哪一天起施行，默认今天；第一本自始有效。")
    ] = None,
) -> None:
    """导入新的积分细则；以前的分不重算。"""
    from jifen.cli import parsing
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.domain.period import BEGINNING
    from jifen.services.roster.rules import import_rules

    common: Common = ctx.obj
    with session(common) as opened:
        result = import_rules(opened, file, read_file(file), parsing.day(starts))
    since = None if result.effective_from in (None, BEGINNING) else str(result.effective_from)
    conclude(
        common,
        result.ok,
        result.issues,
        {
            "applied": result.applied,
            "status": result.status,
            "rules": result.rules,
            "effective_from": since,
        },
    )
    if not common.json:
        if result.status == "unchanged":
            show("和现行细则一样，没有变化。")
        else:
            done = "已导入" if result.applied else "可以导入"
            show(f"{done}积分细则 {result.rules} 条、{result.categories} 类，{since or '自始'}起施行。")


@app.command("export")
def export(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="写到哪里：.csv 或 .xlsx。")],
    force: Annotated[bool, typer.Option("--force", help="已有同名文件时覆盖。")] = False,
) -> None:
    """把现行细则写成表，改好后可再导入。"""
    from jifen.cli.context import session
    from jifen.cli.output import wrote
    from jifen.services.roster.rules import export_rules

    common: Common = ctx.obj
    with session(common) as opened:
        path, count = export_rules(opened, file, force=force)
    wrote(common, path, {"rules": count})


@app.command("lint")
def lint(ctx: typer.Context) -> None:
    """把关：现行细则里有没有不该记分、不能公示的条目。"""
    from jifen.cli.context import session
    from jifen.services.guards import lint as look

    common: Common = ctx.obj
    with session(common) as opened:
        found = look(opened, opened.today)
    refused = [f.offence for f in found if not f.allowed]
    findings = [
        {
            "rule": f.offence.where,
            "wording": f.offence.text,
            "guard": f.offence.guard,
            "found": f.offence.found,
            "basis": f.offence.basis,
            "allowed": f.allowed,
        }
        for f in found
    ]
    if common.json:
        show_json({"ok": not refused, "findings": findings})
    else:
        _tell_lint(findings)
    if refused:
        raise typer.Exit(3)


def _tell_lint(findings: list[dict[str, Any]]) -> None:
    from jifen.messages.refusals_publication import GUARDS

    for f in findings:
        state = f"已由 allow-{f['guard']} 放行" if f["allowed"] else f"放行用 settings set allow-{f['guard']} yes"
        show(f"{f['rule']} {f['wording']}：“{f['found']}”，{GUARDS[f['guard']]}不得记分公示（{state}）")
        show(f"  依据：{f['basis']}")
    show(f"查出 {len(findings)} 处。" if findings else "细则没有不该记分、不能公示的条目。")
