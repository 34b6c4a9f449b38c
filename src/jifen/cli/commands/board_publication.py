"""board publish, notice, correct, delist: what goes up on the wall, and what is changed in public later."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.commands.board import app
from jifen.cli.options import BoardPeriod, HouseholdArgument, Reason
from jifen.cli.output import say, say_all
from jifen.cli.papers import Force, Large, Mask, Output, Pdf, Png, Size, Speech, tell_issued
from jifen.messages.labels import period as period_words

if TYPE_CHECKING:
    from jifen.services.board.boards import BoardPreview
    from jifen.services.publication.documents import Issued

LISTS = ("red", "black", "both")


@app.command()
def publish(
    ctx: typer.Context,
    period: BoardPeriod,
    starts: Annotated[str | None, typer.Option("--from", metavar="日期", help="公示第一天，默认明天。")] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=365, metavar="天数", help="公示几天，默认见 settings。")
    ] = None,
    output: Output = None,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
    force: Force = False,
) -> None:
    """公示红黑榜：编号、定公示期、冻结内容，印出红榜、黑榜和合榜。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.services.board import boards

    common: Common = ctx.obj
    wanted, first = parsing.period(period), parsing.day(starts)
    options = PaperOptions(output, force, pdf, png, large, mask, paper)
    with session(common, _preview) as opened, opened.together():
        lists = ("both",) if output else ("both", "red", "black")
        check_target(opened, options)
        issued = boards.publish(opened, wanted, first, days)
        printed = [
            print_document(common, opened, issued.content, issued.code, options, which=which, issued=True)
            for which in lists
        ]
    content = issued.content
    value = {
        "ok": True,
        "applied": not common.dry_run,
        "period": content["period"],
        **{name: content[name] for name in ("number", "notice_from", "notice_to")},
        "code": issued.code,
        "red": len(content["red"]),
        "black": len(content["black"]),
        "path": printed[0]["path"],
        "paths": [path for files in printed for path in files["paths"]],
    }
    window = f"{content['notice_from']} 至 {content['notice_to']}"
    tell_issued(common, value, f"{content['number']}：红黑榜公示 {window}，校验码 {issued.code}。")
    if content["workdays"] == "weekends" and not common.json:
        say("提醒：公示期的节假日安排程序里还没有，只扣除了周末（未含节假日调休）。")


def _preview(found: "BoardPreview") -> None:
    from jifen.messages.summaries.board import publish_preview

    say_all(publish_preview(found))


@app.command()
def notice(
    ctx: typer.Context,
    period: BoardPeriod,
    which: Annotated[str, typer.Option("--list", metavar="榜", help="red 红榜，black 黑榜，both 合榜。")] = "both",
    output: Output = None,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
    speech: Speech = False,
    force: Force = False,
) -> None:
    """再印一次；公示前印送审稿；有户撤下、撤榜或到期后，印现行的榜（另有文号和校验码）。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.errors import UsageError
    from jifen.services.board import boards

    common: Common = ctx.obj
    if which not in LISTS:
        raise UsageError("list-unknown", found=which)
    if speech and which != "both":
        raise UsageError("speech-reads-both")
    wanted = parsing.period(period)
    options = PaperOptions(output, force, pdf, png, large, mask, paper, speech)
    with session(common) as opened, opened.together():
        check_target(opened, options)
        issued = boards.notice(opened, wanted)
        files = print_document(common, opened, issued.content, issued.code, options, which=which)
    content = issued.content
    value = {
        "ok": True,
        "number": content["number"],
        "code": issued.code,
        "current": content["current"],
        **files,
    }
    state = "现行榜" if content["current"] else "红黑榜" if content["number"] else "送审稿，未公示"
    number = f"{content['number']}，校验码 {issued.code}" if content["number"] else "没有文号和校验码"
    tell_issued(common, value, f"{period_words(str(wanted))}{state}：{number}。")


@app.command()
def correct(
    ctx: typer.Context,
    period: BoardPeriod,
    household: HouseholdArgument,
    listed: Annotated[str, typer.Option("--list", metavar="榜", help="red 红榜，black 黑榜。")],
    reason: Reason,
    remove: Annotated[bool, typer.Option("--remove", help="从榜上撤下。")] = False,
    reason_text: Annotated[
        str | None, typer.Option("--reason-text", metavar="文字", help="上榜理由（黑榜为事实）改成什么。")
    ] = None,
    output: Output = None,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    force: Force = False,
) -> None:
    """更正已公示的榜：撤下一户，或改写理由；出更正公示。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.errors import UsageError
    from jifen.services.board import changes as board_changes

    common: Common = ctx.obj
    if listed not in ("red", "black"):
        raise UsageError("list-unknown", found=listed)
    if remove == (reason_text is not None):
        raise UsageError("remove-or-text")
    wanted = parsing.period(period)
    options = PaperOptions(output, force, pdf, png, large, mask)
    with session(common) as opened, opened.together():
        check_target(opened, options)
        issued = board_changes.correct(opened, wanted, household, listed, reason_text, reason)
        files = print_document(common, opened, issued.content, issued.code, options, issued=True)
    _tell_change(common, issued, files)


@app.command()
def delist(
    ctx: typer.Context,
    period: BoardPeriod,
    household: HouseholdArgument,
    reason: Reason,
    output: Output = None,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    force: Force = False,
) -> None:
    """撤榜：黑榜上的户整改好了，自今天起撤下；出公示。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.services.board import changes as board_changes

    common: Common = ctx.obj
    wanted = parsing.period(period)
    options = PaperOptions(output, force, pdf, png, large, mask)
    with session(common) as opened, opened.together():
        check_target(opened, options)
        issued = board_changes.delist(opened, wanted, household, reason)
        files = print_document(common, opened, issued.content, issued.code, options, issued=True)
    _tell_change(common, issued, files)


def _tell_change(common: Common, issued: "Issued", files: dict[str, Any]) -> None:
    content = issued.content
    value = {
        "ok": True,
        "applied": not common.dry_run,
        "number": content["number"],
        "code": issued.code,
        "corrects": content["corrects_number"],
        "changes": content["changes"],
        **files,
    }
    tell_issued(common, value, f"{content['number']}：更正 {content['corrects_number']}，校验码 {issued.code}。")
