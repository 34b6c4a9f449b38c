"""board publish, notice, correct, delist: what goes up on the wall, and what is changed in public later;
certificate, rectification: what is handed to a household on its account."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.commands.board import app
from jifen.cli.context import session
from jifen.cli.options import BoardPeriod, Days, DueBoard, HouseholdArgument, Reason, Starts
from jifen.cli.output import say
from jifen.cli.papers import (
    NOTICE,
    SHEET,
    frozen,
    paper_options,
    paths_of,
    tell_correction,
    tell_files,
    tell_issued,
    warn_of_holidays,
)
from jifen.errors import UsageError
from jifen.messages.labels import period as period_words
from jifen.messages.summaries import board as summaries

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

LISTS = ("red", "black", "both")
CHANGE = ("output", "pdf", "png", "large", "mask", "size", "force", "allow_text")


@app.command()
@paper_options(*NOTICE, "phone")
def publish(
    common: Common,
    period: DueBoard = None,
    starts: Starts = None,
    days: Days = None,
    *,
    request: "PaperRequest",
) -> None:
    """公示红黑榜：编号、定公示期、冻结内容，印出红榜、黑榜和合榜。"""
    from jifen.services.board.boards import RedBlack
    from jifen.services.board.flow import publish as put_up

    first = parsing.day(starts, "nearest")
    parts = ("both",) if request.output else ("both", "red", "black")
    with session(common, summaries.publish_preview) as opened:
        wanted = left_out.period(common, opened, period, "board publish")
        issued = put_up(opened, RedBlack(wanted), first, days, request, parts)
    content = issued.content
    value = {
        "ok": True,
        "applied": not common.dry_run,
        **frozen(issued, "period", "number", "notice_from", "notice_to"),
        "red": len(content["red"]),
        "black": len(content["black"]),
        **paths_of(issued.files),
    }
    window = f"{content['notice_from']} 至 {content['notice_to']}"
    words = f"{content['number']}：红黑榜公示 {window}，校验码 {issued.code}。"
    tell_issued(common, value, words, issued.files)
    warn_of_holidays(common, issued)


@app.command()
@paper_options(*NOTICE, "phone", "speech")
def notice(
    common: Common,
    period: DueBoard = None,
    which: Annotated[str, typer.Option("--list", metavar="榜", help="red 红榜，black 黑榜，both 合榜。")] = "both",
    *,
    request: "PaperRequest",
) -> None:
    """再印一次；公示前印送审稿；有户撤下、撤榜或到期后，印现行的榜（另有文号和校验码）。"""
    from jifen.services.board.boards import RedBlack
    from jifen.services.board.flow import notice as print_notice

    if which not in LISTS:
        raise UsageError("list-unknown", found=which)
    if request.speech and which != "both":
        raise UsageError("speech-reads-both")
    with session(common) as opened:
        wanted = left_out.period(common, opened, period, "board notice")
        issued = print_notice(opened, RedBlack(wanted), request, which)
    content = issued.content
    value = {"ok": True, **frozen(issued, "number", "current"), **paths_of(issued.files)}
    state = "现行榜" if content["current"] else "红黑榜" if content["number"] else "送审稿，未公示"
    number = f"{content['number']}，校验码 {issued.code}" if content["number"] else "没有文号和校验码"
    tell_issued(common, value, f"{period_words(str(wanted))}{state}：{number}。", issued.files)


@app.command()
@paper_options(*CHANGE)
def correct(
    common: Common,
    period: BoardPeriod,
    household: HouseholdArgument,
    listed: Annotated[str, typer.Option("--list", metavar="榜", help="red 红榜，black 黑榜。")],
    reason: Reason,
    remove: Annotated[bool, typer.Option("--remove", help="从榜上撤下。")] = False,
    reason_text: Annotated[
        str | None,
        typer.Option(
            "--reason-text", metavar="文字", help="上榜理由改成什么；黑榜的日期、地点、条款照旧，这里的话添在后面。"
        ),
    ] = None,
    *,
    request: "PaperRequest",
) -> None:
    """更正已公示的榜：撤下一户，或改写理由；出更正公示。"""
    from jifen.services.board import changes

    if listed not in ("red", "black"):
        raise UsageError("list-unknown", found=listed)
    if remove == (reason_text is not None):
        raise UsageError("remove-or-text")
    with session(common) as opened:
        issued = changes.correct(opened, parsing.period(period), household, listed, reason_text, reason, request)
    tell_correction(common, issued, "changes")


@app.command()
@paper_options(*CHANGE)
def delist(
    common: Common, period: BoardPeriod, household: HouseholdArgument, reason: Reason, *, request: "PaperRequest"
) -> None:
    """撤榜：黑榜上的户整改好了，自今天起撤下；出公示。"""
    from jifen.services.board import changes

    with session(common) as opened:
        issued = changes.delist(opened, parsing.period(period), household, reason, request)
    tell_correction(common, issued, "changes")


@app.command()
@paper_options(*SHEET)
def certificate(
    common: Common,
    period: BoardPeriod,
    household: Annotated[str | None, typer.Argument(metavar="户", help="只印这一户；不写则红榜各户都印。")] = None,
    *,
    request: "PaperRequest",
) -> None:
    """印红榜荣誉证书，一户一页（A4 横）；已撤下的户没有。"""
    from jifen.services.board.boards import RedBlack
    from jifen.services.board.handed import print_certificates

    with session(common) as opened:
        files, content, last = print_certificates(opened, RedBlack(parsing.period(period)), household, request)
    if last is not None and content["issued_on"] <= last.isoformat():
        say(f"提醒：红榜公示到 {last.isoformat()}，期满没有异议再发证书。")
    tell_files(common, files, {"number": content["number"], "households": len(content["lines"])})


@app.command()
@paper_options(*SHEET)
def rectification(
    common: Common,
    period: BoardPeriod,
    household: HouseholdArgument,
    deadline: Annotated[str, typer.Option(metavar="日期", help="整改期限，要在今天以后。")],
    entry: Annotated[
        list[int] | None, typer.Option(metavar="编号", help="只写这几条扣分（见 points entries），可写多次。")
    ] = None,
    text: Annotated[str | None, typer.Option(metavar="文字", help="补充说明：地点、情况。照黑榜的规矩把关。")] = None,
    *,
    request: "PaperRequest",
) -> None:
    """印限期整改通知书，下面带回执；黑榜的告知日期、整改期限从它来。"""
    from jifen.services.board.handed import print_rectification

    wanted, until = parsing.period(period), parsing.given_day(deadline, "coming")
    with session(common) as opened:
        files, content = print_rectification(opened, wanted, household, until, entry or (), text, request)
    vague = sum(not (deed["wording"] or deed["detail"]) for deed in content["deeds"])
    if vague and not content["text"]:
        say(f"提醒：有 {vague} 条只知道类别和月份，请用 --text 写明是什么事、在哪里。")
    told = {name: content[name] for name in ("household", "told_on", "deadline")}
    tell_files(common, files, {**told, "entries": [deed["id"] for deed in content["deeds"]]})
