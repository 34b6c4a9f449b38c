"""rules: the rule book."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import read_file, session
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
    points: Annotated[
        str | None,
        typer.Option(metavar="分值", help="例如 +2、-3~-15（范围）、10小时+2；20小时+5（累计）、一般-5；较重-10。"),
    ] = None,
    wording: Annotated[str | None, typer.Option(metavar="文字", help="项目怎么写。")] = None,
    cap: Annotated[
        str | None, typer.Option(metavar="上限", help="例如 6/月、10/次，40/年、10/类别/月；写 无 就是不设。")
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


@app.command("try")
def try_(
    common: Common,
    sheet: Annotated[str, typer.Argument(metavar="评议表", help="一张现行细则读得了的评议表。")],
    rules: Annotated[str, typer.Option("--with", metavar="细则", help="想改成的细则（csv 或 xlsx）。")],
) -> None:
    """试算：这张评议表照另一本细则各户得几分，一年下来物资要花多少；什么也不记。"""
    from jifen.services.office.trial import try_rules

    other = read_file(rules)
    import_file(
        common,
        sheet,
        lambda opened, path, data: try_rules(opened, path, data, rules, other),
        shapes.trial,
        summaries.trial,
    )


@app.command("lint")
def lint(common: Common) -> None:
    """把关：不该记分、不能公示的条目；另提醒上限够不着的分、说法相近的条目、一年没有用过的条目。"""
    from jifen.services.guards import lint as look
    from jifen.services.roster.rules import remarks

    with session(common) as opened:
        found, noted = look(opened, opened.today), remarks(opened)
    refused = any(not each.allowed for each in found)
    told = {"ok": not refused, "findings": [shapes.offence(each) for each in found]}
    told["remarks"] = [shapes.remark(each) for each in noted]
    show_value(common, told, [*summaries.offences(found), *summaries.remarks(noted)])
    if refused:
        raise typer.Exit(3)
