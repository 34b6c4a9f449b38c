"""matter: what troubles people, from the report to the rating."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.moments import moment
from jifen.cli.named_files import pictures
from jifen.cli.options import HouseholdOption, PeriodArgument, Photo
from jifen.cli.output import done, show, show_all, show_json, show_value
from jifen.cli.papers import SHEET, paper_options, tell_files, tell_strays
from jifen.cli.running import import_file, show_list, show_one
from jifen.messages.shapes import matters as shapes
from jifen.messages.summaries import matters as summaries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jifen.cli.lists import ListOptions
    from jifen.messages.results import Block, Shape
    from jifen.services.publication.request import PaperRequest

app = Group(help="事项：登记、一步一步办、办结、评价；不上公示，只给办事的人看。")
apps = {"matter": app}

Number = Annotated[int, typer.Argument(metavar="编号", min=1, help="第几号事项，见 matter list。")]
By = Annotated[str | None, typer.Option(metavar="姓名", help="谁办的。")]
Note = Annotated[str | None, typer.Option(metavar="说明", help="一两句话；不写电话、证件号、病情。")]
At = Annotated[
    str | None,
    typer.Option(metavar="时间", help="什么时候：2025-07-01 09:00、7月1日 9点、昨天下午3点半；不写就是现在。"),
]


def _tell(common: Common, value: "Shape", words: "Iterable[Block]") -> None:
    """What became of a matter."""
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **value})
        return
    first, *rest = words
    show(done(common, str(first)))
    show_all(rest)


@app.command("kinds")
def kinds_(common: Common) -> None:
    """有哪几类事项：每一类的步骤、谁来办、多长时间；村里可以改、可以添。"""
    from jifen.services.life.matter_views import kinds, unread

    with session(common) as opened:
        tell_strays(unread(opened))
        found = kinds(opened)
    show_value(common, [shapes.kind(flow) for flow in found], summaries.kinds(found))


@app.command("open")
def open_(
    common: Common,
    kind: Annotated[str, typer.Argument(metavar="类型", help="哪一类，如 矛盾调解；见 matter kinds。")],
    text: Annotated[str, typer.Option(metavar="内容", help="什么事，一两句话；不写电话、证件号、病情。")],
    household: HouseholdOption = None,
    grid: Annotated[str | None, typer.Option(metavar="网格", help="在哪个网格；写了户的不用写。")] = None,
    by: Annotated[str | None, typer.Option(metavar="姓名", help="谁反映的。")] = None,
    at: At = None,
    photo: Photo = None,
) -> None:
    """登记一件事项，说明接下来该办哪一步、几时以前。"""
    from jifen.services.life.matters import open_matter

    where, happened, shown = parsing.grid(grid), moment(at), pictures(photo)
    with session(common) as opened:
        found = open_matter(opened, kind, text, household=household, grid=where, by=by, at=happened, pictures=shown)
    _tell(common, shapes.matter(found), summaries.opened(found))


@app.command()
def step(
    common: Common,
    number: Number,
    name: Annotated[str, typer.Argument(metavar="步骤", help="办了哪一步；督办、转办、回访、重开各类都能写。")],
    by: By = None,
    note: Note = None,
    at: At = None,
    photo: Photo = None,
) -> None:
    """记下办了一步：照这一类的先后；另有 督办、转办（交乡镇）、回访、重开。"""
    from jifen.services.life.matters import step_matter

    with session(common) as opened:
        found = step_matter(opened, number, name, by=by, note=note, at=moment(at), pictures=pictures(photo))
    _tell(common, shapes.matter(found), summaries.moved(found))


@app.command()
def close(
    common: Common,
    number: Number,
    outcome: Annotated[
        str, typer.Option(metavar="结果", help="solved 解决，unsolved 未解决，withdrawn 撤回；写中文也行。")
    ],
    note: Note = None,
    at: At = None,
    photo: Photo = None,
) -> None:
    """办结一件事项；当场解决的，中间的步骤不用补。"""
    from jifen.services.life.matters import close_matter

    with session(common) as opened:
        found = close_matter(opened, number, outcome, note=note, at=moment(at), pictures=pictures(photo))
    _tell(common, shapes.closed(found), summaries.closed(found))


@app.command()
def rate(
    common: Common,
    number: Number,
    rating: Annotated[int, typer.Argument(metavar="分", min=1, max=5, help="1 很不满意，5 很满意。")],
    note: Note = None,
    at: At = None,
) -> None:
    """记下群众对办结事项的评价；再评一次，以后一次为准。"""
    from jifen.services.life.matters import rate_matter

    with session(common) as opened:
        found = rate_matter(opened, number, rating, note=note, at=moment(at))
    _tell(common, shapes.matter(found), summaries.moved(found))


@app.command("list")
@list_options("事项", grid=True)
def list_(
    common: Common,
    only_open: Annotated[bool, typer.Option("--open", help="只列还在办的。")] = False,
    due: Annotated[bool, typer.Option("--due", help="只列今天到期和已经超期的，最急的在前。")] = False,
    kind: Annotated[str | None, typer.Option(metavar="类型", help="只列一类。")] = None,
    *,
    options: "ListOptions",
) -> None:
    """列出事项：该办哪一步、几时以前、办得怎样。"""
    from jifen.services.life.matter_views import listed

    show_list(
        common,
        lambda opened: listed(opened, only_open=only_open, due=due, kind=kind, grid=options.grid),
        shapes.matter,
        summaries.matters,
        options,
    )


@app.command("show")
def show_(common: Common, number: Number) -> None:
    """看一件事项：从登记起每一步，谁办的，什么时候。"""
    from jifen.services.life.matter_views import view

    show_one(common, lambda opened: view(opened, number), shapes.matter_in_full, summaries.matter)


@app.command("import")
def import_(
    common: Common,
    file: Annotated[
        str,
        typer.Argument(metavar="文件", help="表头：日期 类型 网格 户编号 内容 登记人 目前步骤；空表见 jifen forms。"),
    ],
) -> None:
    """导入事项登记表：一件一行；账上已有的不再记。"""
    from jifen.services.life.matter_import import import_matters

    import_file(common, file, import_matters, shapes.matter_import, summaries.imported)


@app.command()
@paper_options(*SHEET)
def report(
    common: Common,
    period: PeriodArgument,
    *,
    request: "PaperRequest",
) -> None:
    """一段时间里各网格员办得怎样：登记、办结、按时、超期、天数、评价；写 -o、--pdf 就印成考核表。"""
    from jifen.services.life.matter_report import print_report, rows

    asked = parsing.period(period)
    if not (request.output or request.pdf or request.png):
        show_list(common, lambda opened: rows(opened, asked), shapes.report_row, summaries.report)
        return
    with session(common) as opened:
        files = print_report(opened, asked, request)
    tell_files(common, files)
