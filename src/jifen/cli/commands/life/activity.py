"""activity: what the village calls people to, and who came."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.options import Reason
from jifen.cli.output import done, show_done
from jifen.cli.papers import SHEET, paper_options
from jifen.cli.running import import_file, print_paper, show_list, show_one
from jifen.messages.shapes import activities as shapes
from jifen.messages.summaries import activities as summaries

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions
    from jifen.services.life.activities import AttendanceImport
    from jifen.services.publication.request import PaperRequest
    from jifen.services.session import Session

app = Group(help="活动：定下来，印签到表，来了的登记上，评议会再定。")
apps = {"activity": app}

ActivityArgument = Annotated[int, typer.Argument(metavar="编号", min=1, help="哪个活动，编号见 activity list。")]


@app.command()
def add(
    common: Common,
    name: Annotated[str, typer.Argument(metavar="活动", help="叫什么，例如 清沟义务劳动。")],
    on: Annotated[str, typer.Option(metavar="日期", help="哪天。")],
    rule: Annotated[str, typer.Option(metavar="编号", help="按哪条细则记分，分值要是定数。")],
    place: Annotated[str, typer.Option(metavar="地点", help="在哪里。")] = "",
    quota: Annotated[int | None, typer.Option(metavar="人数", min=1, help="最多多少人；不写则不限。")] = None,
) -> None:
    """定一个活动。"""
    from jifen.services.life.activities import add_activity

    with session(common) as opened:
        found = add_activity(opened, name, parsing.given_day(on, "nearest"), rule, place=place, quota=quota)
    show_done(common, shapes.activity(found), done(common, summaries.added(found)))


@app.command()
@paper_options(*SHEET)
def sheet(common: Common, activity: ActivityArgument, *, request: "PaperRequest") -> None:
    """印签到表：各户已填好，填完直接导入。"""
    from jifen.services.life.activities import print_sheet

    print_paper(common, lambda opened: print_sheet(opened, activity, request))


@app.command("import")
def import_(
    common: Common,
    activity: ActivityArgument,
    file: Annotated[str, typer.Argument(metavar="文件", help="填好的签到表：户编号 户主 参加人 签到。")],
) -> None:
    """导入填好的签到表：来了的登记上，等评议会定。"""
    from jifen.services.life.activities import import_attendance

    def take(opened: "Session", path: str, data: bytes) -> "AttendanceImport":
        return import_attendance(opened, activity, path, data)

    import_file(common, file, take, shapes.attendance, summaries.attended)


@app.command("list")
@list_options("活动")
def list_(common: Common, *, options: "ListOptions") -> None:
    """列出活动：哪天、名额、到场多少人。"""
    from jifen.services.life.activities import list_activities

    show_list(common, list_activities, shapes.activity, summaries.activities, options)


@app.command("show")
def show_activity(common: Common, activity: ActivityArgument) -> None:
    """看一个活动：谁来了、登记了几件。"""
    from jifen.services.life.activities import show_activity as view_of

    show_one(common, lambda opened: view_of(opened, activity), shapes.activity_in_full, summaries.activity_in_full)


@app.command()
def cancel(common: Common, activity: ActivityArgument, reason: Reason) -> None:
    """取消一个还没办的活动：不登记。"""
    from jifen.services.life.activities import cancel as call_off

    with session(common) as opened:
        found = call_off(opened, activity, reason)
    show_done(common, shapes.activity(found), done(common, summaries.cancelled(found)))
