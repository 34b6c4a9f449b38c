"""meeting, second half: publishing, finalizing, correcting, voiding, printing again."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli.arguments import Common
from jifen.cli.commands.meeting import app
from jifen.cli.options import MonthArgument, NoZero, Reason
from jifen.cli.output import say, say_all, show
from jifen.cli.papers import Force, Large, Mask, Output, Pdf, Png, Size, Speech, tell_issued

if TYPE_CHECKING:
    from jifen.services.meeting.meetings import CorrectPreview, FinalizePreview, PublishPreview, VoidPreview


@app.command()
def void(
    ctx: typer.Context,
    month: MonthArgument,
    reason: Reason,
    output: Output = None,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
    force: Force = False,
) -> None:
    """作废一个月（未定案的）：全部冲正，月份空出来；已公示的出作废公告。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.messages.shapes.meeting import month as month_shape
    from jifen.messages.summaries.meeting import void_preview
    from jifen.services.meeting import meetings

    common: Common = ctx.obj
    wanted = parsing.month(month)
    options = PaperOptions(output, force, pdf, png, large, mask, paper).checked()

    def preview(found: "VoidPreview") -> None:
        say_all(void_preview(found))

    with session(common, preview) as opened, opened.together():
        check_target(opened, options)
        view, issued = meetings.void(opened, wanted, reason)
        files = print_document(common, opened, issued.content, issued.code, options, issued=True) if issued else {}
    tell_issued(common, {"ok": True, "applied": not common.dry_run, **month_shape(view), **files}, f"{wanted} 已作废。")


@app.command()
def publish(
    ctx: typer.Context,
    month: MonthArgument,
    starts: Annotated[str | None, typer.Option("--from", metavar="日期", help="公示第一天，默认明天。")] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=365, metavar="天数", help="公示几天，默认见 settings。")
    ] = None,
    output: Output = None,
    no_zero: NoZero = False,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
    force: Force = False,
) -> None:
    """公示一个月：编号、定公示期、冻结内容，印出公示表。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.services.meeting import meetings

    common: Common = ctx.obj
    wanted, first = parsing.month(month), parsing.day(starts)
    options = PaperOptions(output, force, pdf, png, large, mask, paper)
    with session(common, _publish_preview) as opened, opened.together():
        check_target(opened, options)
        issued = meetings.publish(opened, wanted, first, days, no_zero=no_zero)
        files = print_document(common, opened, issued.content, issued.code, options, issued=True)
    content = issued.content
    value = {
        "ok": True,
        "applied": not common.dry_run,
        "month": str(wanted),
        **{name: content[name] for name in ("number", "notice_from", "notice_to")},
        "code": issued.code,
        "totals": content["totals"],
    }
    window = f"{content['notice_from']} 至 {content['notice_to']}"
    tell_issued(common, value | files, f"{content['number']}：{wanted} 公示 {window}，校验码 {issued.code}。")
    if not common.json and not common.dry_run:
        show(f"下一步：打印、盖章、张贴；公示期满（{content['notice_to']} 以后）jifen meeting finalize {wanted}")
    if content["workdays"] == "weekends" and not common.json:
        say("提醒：公示期的节假日安排程序里还没有，只扣除了周末（未含节假日调休）。")


def _publish_preview(found: "PublishPreview") -> None:
    from jifen.messages.summaries.meeting import publish_preview

    say_all(publish_preview(found))


@app.command()
def finalize(
    ctx: typer.Context,
    month: MonthArgument,
    override: Annotated[bool, typer.Option("--override", help="提前定案，或有异议也定案。")] = False,
    reason: Annotated[str | None, typer.Option(metavar="理由", help="提前定案的理由。")] = None,
) -> None:
    """公示期满无异议，定案：本月加分可以兑换了。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.messages.shapes.meeting import month as month_shape
    from jifen.messages.summaries.meeting import finalize_preview
    from jifen.services.meeting import meetings

    common: Common = ctx.obj

    def preview(found: "FinalizePreview") -> None:
        say_all(finalize_preview(found))

    with session(common, preview) as opened:
        view = meetings.finalize(opened, parsing.month(month), override=override, reason=reason)
    tell_issued(
        common, {"ok": True, "applied": not common.dry_run, **month_shape(view)}, f"{view.meeting.month} 已定案。"
    )


@app.command()
def notice(
    ctx: typer.Context,
    month: MonthArgument,
    output: Output = None,
    no_zero: NoZero = False,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
    speech: Speech = False,
    force: Force = False,
) -> None:
    """再印公示表；公示前印的是送审稿，没有文号和校验码。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, print_document
    from jifen.services.meeting import meetings

    common: Common = ctx.obj
    wanted = parsing.month(month)
    options = PaperOptions(output, force, pdf, png, large, mask, paper, speech)
    with session(common) as opened:
        issued = meetings.notice(opened, wanted, no_zero=no_zero)
        if no_zero and issued.code is not None:
            say("提醒：公示过的照公示时的样子印，--no-zero 不起作用。")
        files = print_document(common, opened, issued.content, issued.code, options)
    status = "draft" if issued.code is None else "published"
    value = {
        "ok": True,
        "month": str(wanted),
        "status": status,
        "number": issued.content["number"],
        "code": issued.code,
    }
    tell_issued(
        common, value | files, "送审稿（未公示，没有文号）" if issued.code is None else str(issued.content["number"])
    )


@app.command()
def correct(
    ctx: typer.Context,
    month: MonthArgument,
    household: Annotated[str, typer.Argument(metavar="户", help="户编号，或不重名的户主姓名。")],
    reason: Reason,
    entry: Annotated[int | None, typer.Option(metavar="编号", help="冲掉哪一条（见 points entries）。")] = None,
    points: Annotated[str | None, typer.Option(metavar="分", help="新记的分，带正负号。")] = None,
    rule: Annotated[str | None, typer.Option(metavar="编号", help="按哪条细则。")] = None,
    category: Annotated[str | None, typer.Option(metavar="类别", help="记在哪一类。")] = None,
    output: Output = None,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
    force: Force = False,
) -> None:
    """更正已公示或已定案的月份：冲正和（或）新记，并出更正公示。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.errors import UsageError
    from jifen.messages.summaries.meeting import correct_preview
    from jifen.services.ledger.posting import Posting
    from jifen.services.meeting import meetings

    common: Common = ctx.obj
    wanted = parsing.month(month)
    options = PaperOptions(output, force, pdf, png, large, mask, paper)
    if points is None and (rule or category):
        raise UsageError("correct-what")
    posting = Posting(parsing.points(points), rule, category) if points is not None else None

    def preview(found: "CorrectPreview") -> None:
        say_all(correct_preview(found))

    with session(common, preview) as opened, opened.together():
        check_target(opened, options)
        issued = meetings.correct(opened, wanted, household, entry, posting, reason)
        files = print_document(common, opened, issued.content, issued.code, options, issued=True)
    content = issued.content
    value = {
        "ok": True,
        "applied": not common.dry_run,
        "number": content["number"],
        "code": issued.code,
        "corrects": content["corrects_number"],
        "lines": content["lines"],
    }
    tell_issued(
        common, value | files, f"{content['number']}：更正 {content['corrects_number']}，校验码 {issued.code}。"
    )
