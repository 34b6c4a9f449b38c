"""rules: the rule book."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.output import show_value
from jifen.cli.papers import paper_options, tell_files
from jifen.cli.running import import_file, show_list, show_one
from jifen.messages.shapes import roster as shapes
from jifen.messages.summaries import roster as summaries

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

app = Group(help="积分细则。")
apps = {"rules": app}


@app.command("list")
def list_rules(common: Common) -> None:
    """列出现行细则。"""
    from jifen.services.roster.rules import current

    show_list(common, lambda opened: current(opened).rules, shapes.rule, summaries.rules)


@app.command("show")
def show_rule(common: Common, code: Annotated[str, typer.Argument(metavar="编号", help="例如 HJ05。")]) -> None:
    """看一条细则。"""
    from jifen.services.roster.rules import find_rule

    show_one(common, lambda opened: find_rule(opened, code), shapes.rule, summaries.rule)


@app.command("scheme")
def show_scheme(common: Common) -> None:
    """看本村的办法：多久评一次，从多少分起，多少分可以兑换，分哪几等。写在细则工作簿的“办法”那张表里。"""
    from jifen.services.roster.rules import current

    show_one(common, lambda opened: current(opened).scheme, shapes.scheme, summaries.scheme)


@app.command("import")
def import_(
    common: Common,
    file: Annotated[str, typer.Argument(metavar="文件", help="积分细则（csv 或 xlsx），整本替换。")],
    starts: Annotated[
        str | None, typer.Option("--from", metavar="日期", help="自哪一天起施行，默认今天；第一本自始有效。")
    ] = None,
) -> None:
    """导入新的积分细则：先列出改了哪些，问过再换；以前的分不重算。"""
    from jifen.services.roster.rules import import_rules

    import_file(
        common,
        file,
        lambda opened, path, data: import_rules(opened, path, data, parsing.day(starts, "nearest")),
        shapes.rules_import,
        summaries.rules_imported,
        summaries.rules_preview,
    )


@app.command("set")
def set_rule(
    common: Common,
    code: Annotated[str, typer.Argument(metavar="编号", help="例如 HJ05，见 rules list。")],
    points: Annotated[str | None, typer.Option(metavar="分值", help="例如 +2、-3~-15（范围）、+2/+5（几种）。")] = None,
    wording: Annotated[str | None, typer.Option(metavar="文字", help="项目怎么写。")] = None,
    cap: Annotated[
        str | None, typer.Option(metavar="上限", help="例如 6/月、10/次，40/年；写 无 就是不设上限。")
    ] = None,
    starts: Annotated[str | None, typer.Option("--from", metavar="日期", help="自哪一天起施行，默认今天。")] = None,
) -> None:
    """改一条细则的分值、上限或文字；以前的分不重算。"""
    from jifen.services.roster.rules import set_rule as change

    with session(common) as opened:
        result = change(opened, code, points, wording, cap, parsing.day(starts))
    show_value(common, shapes.rule_setting(result), summaries.rule_set(result))


@app.command("export")
@paper_options("pdf", "png", "large", "size", "tiled", "force")
def export(
    common: Common,
    file: Annotated[str, typer.Argument(metavar="文件", help="写到哪里：.csv、.xlsx，或要张贴的 .pdf。")],
    *,
    request: "PaperRequest",
) -> None:
    """把现行细则写成表，改好后可再导入，也可张贴。"""
    from jifen.services.publication.rule_sheet import export_rules

    with session(common) as opened:
        files, count = export_rules(opened, file, request)
    tell_files(common, files, {"rules": count})


@app.command("lint")
def lint(common: Common) -> None:
    """把关：现行细则里有没有不该记分、不能公示的条目。"""
    from jifen.services.guards import lint as look

    with session(common) as opened:
        found = look(opened, opened.today)
    refused = any(not each.allowed for each in found)
    show_value(
        common, {"ok": not refused, "findings": [shapes.offence(each) for each in found]}, summaries.offences(found)
    )
    if refused:
        raise typer.Exit(3)
