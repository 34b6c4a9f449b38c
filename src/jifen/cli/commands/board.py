"""board, first half: the draft for the meeting, its review, and how the list stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import BoardPeriod, DueBoard
from jifen.cli.output import say, show
from jifen.cli.papers import SHEET, AllowText, WhyAllowed, allowing, paper_options, paths_of, tell_issued
from jifen.cli.running import show_one, take_file
from jifen.messages.shapes import board as shapes
from jifen.messages.subjects import unit
from jifen.messages.summaries import board as summaries

if TYPE_CHECKING:
    from jifen.services.board.views import BoardView
    from jifen.services.publication.request import PaperRequest
    from jifen.services.session import Session

app = Group(help="红黑榜：拟榜、评议、公示、更正、撤榜。")
apps = {"board": app}


@app.command()
@paper_options(*SHEET)
def draft(
    common: Common,
    period: DueBoard = None,
    allow_missing: Annotated[bool, typer.Option("--allow-missing", help="有的月份没有评议，也照样拟榜。")] = False,
    *,
    request: "PaperRequest",
) -> None:
    """拟榜：写出评议表，交评议会逐户决定。"""
    from jifen.services.board.boards import RedBlack
    from jifen.services.board.flow import draft as draw_up

    with session(common) as opened:
        wanted = left_out.period(common, opened, period, "board draft")
        drafted = draw_up(opened, RedBlack(wanted, allow_missing), request)
    content = drafted.review
    if common.json:
        value = {"ok": True, "applied": not common.dry_run, **paths_of(drafted.files), **shapes.draft(content)}
        tell_issued(common, value, None, drafted.files)
        return
    show(
        f"参评 {content['ranked']} {unit()}，红榜候选 {len(content['red'])} {unit()}，黑榜须评议 {len(content['black'])} {unit()}。"
    )
    if content["missing"]:
        say(f"提醒：缺 {'、'.join(content['missing'])} 的积分，榜上会写明。")
    tell_issued(common, {}, None, drafted.files)


@app.command()
def review(
    common: Common,
    period: BoardPeriod,
    file: Annotated[str, typer.Argument(metavar="文件", help="填好的红黑榜评议表。")],
    allow_text: AllowText = None,
    reason: WhyAllowed = None,
) -> None:
    """读回评议表；有错一处不收，指出是哪一格。"""
    from jifen.services.board.boards import RedBlack
    from jifen.services.board.flow import review as take

    wanted = RedBlack(parsing.period(period))
    let_through = allowing(allow_text, reason)
    result = take_file(
        common, file, lambda opened, path, data: take(opened, wanted, path, data, let_through), shapes.review
    )
    if common.json:
        return
    show(
        f"{'可以收下' if common.dry_run else '已收下'}评议结果：红榜 {result.listed['red']} {unit()}，黑榜 {result.listed['black']} {unit()}。"
    )
    if result.undecided:
        say(f"提醒：黑榜还有没决定的，决定以前不能公示：{'、'.join(result.undecided)}")


@app.command("show")
def show_board(common: Common, period: DueBoard = None) -> None:
    """看一期红黑榜：候选、决定，或公示后现行的各户。"""
    from jifen.services.board.views import show_board as view_of

    def look(opened: "Session") -> "BoardView":
        return view_of(opened, left_out.period(common, opened, period, "board show"))

    show_one(common, look, shapes.board, summaries.board)
