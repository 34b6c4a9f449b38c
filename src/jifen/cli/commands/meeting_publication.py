"""meeting, second half: publishing, finalizing, correcting, voiding, printing again."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.commands.meeting import app
from jifen.cli.context import session
from jifen.cli.options import (
    Category,
    Days,
    DueMonth,
    EntryOption,
    Extra,
    HouseholdArgument,
    MonthArgument,
    NewPoints,
    NoZero,
    Reason,
    Rule,
    Starts,
)
from jifen.cli.output import say
from jifen.cli.papers import NOTICE, frozen, paper_options, paths_of, tell_correction, tell_issued, warn_of_holidays
from jifen.messages.shapes import meeting as shapes
from jifen.messages.summaries import meeting as summaries

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest


@app.command()
@paper_options(*NOTICE)
def void(common: Common, month: MonthArgument, reason: Reason, *, request: "PaperRequest") -> None:
    """作废一个月（未定案的）：全部冲正，月份空出来；已公示的出作废公告。"""
    from jifen.services.meeting.publishing import void as take_back

    with session(common, summaries.void_preview) as opened:
        wanted = left_out.written(opened, month)
        view, issued = take_back(opened, wanted, reason, request)
    value = {"ok": True, "applied": not common.dry_run, **shapes.month(view)}
    if issued is not None:
        value |= paths_of(issued.files)
    tell_issued(common, value, f"{wanted} 已作废。", issued.files if issued else None)


@app.command()
@paper_options(*NOTICE, "phone")
def publish(
    common: Common,
    month: DueMonth = None,
    starts: Starts = None,
    days: Days = None,
    no_zero: NoZero = False,
    *,
    request: "PaperRequest",
) -> None:
    """公示一个月：编号、定公示期、冻结内容，印出公示表。"""
    from jifen.services.meeting.publishing import publish as put_up

    first = parsing.day(starts, "nearest")
    with session(common, summaries.publish_preview) as opened:
        wanted = left_out.month(common, opened, month, "meeting publish")
        issued = put_up(opened, wanted, first, days, request, no_zero=no_zero)
    content = issued.content
    value = {
        "ok": True,
        "applied": not common.dry_run,
        "month": str(wanted),
        **frozen(issued, "number", "notice_from", "notice_to"),
        "totals": content["totals"],
        **paths_of(issued.files),
    }
    window = f"{content['notice_from']} 至 {content['notice_to']}"
    words = f"{content['number']}：{content.get('covers', wanted)} 公示 {window}，校验码 {issued.code}。"
    tell_issued(common, value, words, issued.files)
    warn_of_holidays(common, issued)


@app.command()
def finalize(
    common: Common,
    month: DueMonth = None,
    override: Annotated[bool, typer.Option("--override", help="提前定案，或有异议也定案。")] = False,
    reason: Annotated[str | None, typer.Option(metavar="理由", help="提前定案的理由。")] = None,
) -> None:
    """公示期满无异议，定案：本月加分可以兑换了。"""
    from jifen.services.meeting import meetings

    with session(common, summaries.finalize_preview) as opened:
        wanted = left_out.month(common, opened, month, "meeting finalize")
        view = meetings.finalize(opened, wanted, override=override, reason=reason)
    tell_issued(
        common, {"ok": True, "applied": not common.dry_run, **shapes.month(view)}, f"{view.meeting.covers} 已定案。"
    )


@app.command()
@paper_options(*NOTICE, "phone", "speech")
def notice(common: Common, month: DueMonth = None, no_zero: NoZero = False, *, request: "PaperRequest") -> None:
    """再印公示表；公示前印的是送审稿，没有文号和校验码。"""
    from jifen.services.meeting.publishing import notice as print_notice

    with session(common) as opened:
        wanted = left_out.month(common, opened, month, "meeting notice")
        issued = print_notice(opened, wanted, request, no_zero=no_zero)
        if no_zero and issued.code is not None:
            say("提醒：公示过的照公示时的样子印，--no-zero 不起作用。")
    draft = issued.code is None
    value = {"ok": True, "month": str(wanted), "status": "draft" if draft else "published", **frozen(issued, "number")}
    words = "送审稿（未公示，没有文号）" if draft else str(issued.content["number"])
    tell_issued(common, value | paths_of(issued.files), words, issued.files)


@app.command()
@paper_options(*NOTICE)
def correct(
    common: Common,
    month: MonthArgument,
    household: HouseholdArgument,
    reason: Reason,
    entry: EntryOption = None,
    extra: Extra = False,
    points: NewPoints = None,
    rule: Rule = None,
    category: Category = None,
    *,
    request: "PaperRequest",
) -> None:
    """更正已公示或已定案的月份：改一笔（--entry）或另加一笔（--extra），并出更正公示。"""
    from jifen.services.meeting.corrections import correct as put_right

    change = parsing.change(entry, points, rule, category, extra=extra)
    with session(common, summaries.correct_preview) as opened:
        issued = put_right(opened, left_out.written(opened, month), household, change, reason, request)
    tell_correction(common, issued, "lines", summaries.corrected(issued.content["lines"]))
