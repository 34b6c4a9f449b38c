"""deed: what somebody did, jotted down between two meetings; a meeting decides it."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.named_files import pictures
from jifen.cli.options import Category, HouseholdArgument, HouseholdOption, PeriodArgument, Photo, Reason, Rule
from jifen.cli.output import done, say, show_done
from jifen.cli.papers import SHEET, paper_options, tell_files
from jifen.cli.running import import_file, show_list
from jifen.messages.refusals import doubt
from jifen.messages.shapes import deeds as shapes
from jifen.messages.summaries import deeds as summaries

if TYPE_CHECKING:
    from jifen.cli.lists import ListOptions
    from jifen.services.publication.request import PaperRequest

app = Group(help="平时登记：谁家做了什么，当天记下，评议会再定。")
apps = {"deed": app}


@app.command()
def add(
    common: Common,
    household: HouseholdArgument,
    rule: Rule = None,
    times: Annotated[str | None, typer.Option(metavar="次数", help="做了几次、几个小时；不写就是一次。")] = None,
    category: Category = None,
    points: Annotated[
        str | None, typer.Option(metavar="分", help="申报多少分，扣分写负数；细则的分值是定数的不用写。")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="日期", help="哪天的事；不写就是今天。")] = None,
    by: Annotated[str, typer.Option(metavar="姓名", help="谁登记的。")] = "",
    note: Annotated[str, typer.Option(metavar="事由", help="什么事，一句话。")] = "",
    photo: Photo = None,
) -> None:
    """登记一件事：先记下，评议会通过才算分。"""
    from jifen.services.life.deeds import Claim, add_deed

    claim = Claim(
        rule,
        category,
        parsing.times(times),
        parsing.points(points) if points is not None else None,
        parsing.day(on),
        by,
        note,
        pictures(photo),
    )
    with session(common, doubt) as opened:
        found = add_deed(opened, household, claim)
    if found.lapsed:
        say(summaries.lapsed(found))
    show_done(common, shapes.deed(found), done(common, summaries.deed(found)))


@app.command("import")
def import_(
    common: Common,
    file: Annotated[str, typer.Argument(metavar="文件", help="日期 户编号 户主 细则 类别 次数 申报分 登记人 事由。")],
) -> None:
    """导入网格员的平时登记表；表上添了新的再导入，记过的不重复登记。"""
    from jifen.services.life.deed_import import import_deeds

    import_file(common, file, import_deeds, shapes.deed_import, summaries.imported)


@app.command("list")
@list_options("平时登记", grid=True)
def list_(
    common: Common,
    open_only: Annotated[bool, typer.Option("--open", help="只列还没评议的。")] = False,
    month: Annotated[str | None, typer.Option(metavar="月份", help="只看哪个月（或季度、半年、一年）做的事。")] = None,
    household: HouseholdOption = None,
    *,
    options: "ListOptions",
) -> None:
    """列出登记的事：申报多少分、评议结果、记成第几条。"""
    from jifen.services.life.deeds import list_deeds

    period = parsing.period(month) if month else None
    show_list(
        common,
        lambda opened: list_deeds(opened, open_only=open_only, period=period, household=household, grid=options.grid),
        shapes.deed,
        summaries.deeds,
        options,
    )


@app.command()
@paper_options(*SHEET)
def photos(
    common: Common,
    period: PeriodArgument,
    names: Annotated[bool, typer.Option("--names", help="照片下面写上户主和事由；不写则谁家的都不写。")] = False,
    *,
    request: "PaperRequest",
) -> None:
    """印公示影像：登记时留的照片，一页六张，写着日期、网格和什么事。"""
    from jifen.services.life.deed_papers import print_photos

    with session(common) as opened:
        files, count = print_photos(opened, parsing.period(period), request, named=names)
    tell_files(common, files, {"photos": count})


@app.command()
def withdraw(
    common: Common,
    deed: Annotated[int, typer.Argument(metavar="登记号", min=1, help="哪一件，登记号见 deed list。")],
    reason: Reason,
) -> None:
    """撤回一件还没评议的登记。"""
    from jifen.services.life.deeds import withdraw as take_back

    with session(common) as opened:
        found = take_back(opened, deed, reason)
    show_done(common, shapes.deed(found), done(common, summaries.withdrawn(found)))
