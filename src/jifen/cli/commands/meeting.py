"""meeting: sheets in, notices out, a month's life."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import DueMonth, Force
from jifen.cli.output import show_done
from jifen.cli.papers import LETTER, SHEET, paper_options
from jifen.cli.running import print_paper, show_list, show_one
from jifen.errors import UsageError
from jifen.messages.shapes import meeting as shapes
from jifen.messages.summaries import meeting as summaries

if TYPE_CHECKING:
    from jifen.services.meeting.meetings import MonthView
    from jifen.services.publication.request import PaperRequest, PrintedFiles
    from jifen.services.session import Session

app = Group(help="积分评议会：评议表、公示、定案、更正。")
apps = {"meeting": app}


@app.command()
def record(
    common: Common,
    month: DueMonth = None,
    held_on: Annotated[str | None, typer.Option(metavar="日期", help="评议日期。")] = None,
    place: Annotated[str | None, typer.Option(metavar="地点", help="地点。")] = None,
    chair: Annotated[str | None, typer.Option(metavar="姓名", help="主持人。")] = None,
    recorder: Annotated[str | None, typer.Option(metavar="姓名", help="记录人。")] = None,
    expected: Annotated[str | None, typer.Option(metavar="人数", help="应到。")] = None,
    present: Annotated[str | None, typer.Option(metavar="人数", help="实到。")] = None,
    panel: Annotated[str | None, typer.Option(metavar="姓名", help="评议小组，用顿号隔开。")] = None,
    supervisor: Annotated[str | None, typer.Option(metavar="姓名", help="监督人，用顿号隔开。")] = None,
    recuse: Annotated[list[str] | None, typer.Option(metavar="户=姓名", help="回避，可写多次。")] = None,
    note: Annotated[list[str] | None, typer.Option(metavar="文字", help="议定事项，可写多次。")] = None,
) -> None:
    """记下评议会本身：时间、地点、人员、回避、议定事项。"""
    from jifen.services.meeting.meetings import record as keep

    held, came, due = parsing.day(held_on), parsing.count(present), parsing.count(expected)
    given = {
        "held_on": held.isoformat() if held else None,
        "place": place,
        "chair": chair,
        "recorder": recorder,
        "expected": None if due is None else str(due),
        "present": None if came is None else str(came),
        "panel": panel,
        "supervisors": supervisor,
    }
    facts = [(name, value.strip()) for name, value in given.items() if value and value.strip()]
    facts += [("note", text.strip()) for text in note or [] if text.strip()]
    with session(common) as opened:
        view = keep(opened, left_out.month(common, opened, month, "meeting record"), facts, recuse or [])
    done = "可以记下" if common.dry_run else "已记下"
    value = {**shapes.month(view), "facts": dict(view.meeting.facts)}
    show_done(common, value, f"{done} {view.meeting.month} 评议会。")


@app.command("import")
def import_(
    common: Common,
    files: Annotated[list[str], typer.Argument(metavar="文件...", help="评议表，可一次写多个。")],
    month: Annotated[str | None, typer.Option(metavar="月份", help="表里没有写月份时用。")] = None,
    held_on: Annotated[str | None, typer.Option(metavar="日期", help="表里没有写评议日期时用。")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="用这份表换下该月以前导入的表，只改不同的行。")] = False,
    add: Annotated[bool, typer.Option("--add", help="补一份表：其中的户都不在该月已有的表上。")] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="代码",
            help="经评议会议定放行：cap-exceeded、date-outside-month、household-inactive、highest-only（就高组都记）、"
            "not-doubled（不加倍）。",
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="理由", help="放行的理由，印在会议记录上。")] = None,
    report: Annotated[str | None, typer.Option(metavar="文件", help="把有错的格子标好颜色，另存一份表。")] = None,
    force: Force = False,
) -> None:
    """导入评议表：先给人看，确认后才写入；有错一处不写。"""
    from jifen.cli.commands import meeting_import

    mode = meeting_import.mode(replace=replace, add=add)
    taken = meeting_import.options(month, held_on, mode, allow or [], reason)
    code = meeting_import.run(common, files, taken, report, force=force)
    if code:
        raise typer.Exit(code)


@app.command()
@paper_options(*SHEET)
def sheet(
    common: Common,
    month: DueMonth = None,
    layout: Annotated[
        str,
        typer.Option(
            metavar="版式", help="wide 按类别、grids 每网格一页、items 按项目、events 按事项、deeds 评平时登记的事。"
        ),
    ] = "wide",
    *,
    request: "PaperRequest",
) -> None:
    """印空白评议表：各户已填好，填完直接导入。"""
    from jifen.printing.sheets.meeting import LAYOUTS
    from jifen.services.meeting.blank_sheets import print_blank, print_deeds

    chosen = next((known for known in LAYOUTS if known == layout), None)
    if chosen is None and layout != "deeds":
        raise UsageError("layout-unknown", found=layout)

    def draw(opened: "Session") -> "PrintedFiles":
        wanted = left_out.month(common, opened, month, "meeting sheet")
        return print_blank(opened, wanted, chosen, request) if chosen else print_deeds(opened, wanted, request)

    print_paper(common, draw)


@app.command("list")
def list_(common: Common) -> None:
    """列出各月：状态、户数、分数、公示期。"""
    from jifen.services.meeting.meetings import list_months

    show_list(common, list_months, shapes.month, summaries.months)


@app.command("show")
def show_month(common: Common, month: DueMonth = None) -> None:
    """看一个月：会议、来源的表、公示。"""
    from jifen.services.meeting.meetings import show_month as view_of

    def look(opened: "Session") -> "MonthView":
        return view_of(opened, left_out.month(common, opened, month, "meeting show"))

    show_one(common, look, shapes.month_in_full, summaries.month)


@app.command()
@paper_options(*LETTER)
def minutes(common: Common, month: DueMonth = None, *, request: "PaperRequest") -> None:
    """印会议记录。"""
    from jifen.services.meeting.minutes import print_minutes

    def draw(opened: "Session") -> "PrintedFiles":
        return print_minutes(opened, left_out.month(common, opened, month, "meeting minutes"), request)

    print_paper(common, draw)
