"""board, first half: the draft for the meeting, its review, and how the list stands."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import say, show, show_json, table
from jifen.cli.papers import SHEET, paper_options

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="红黑榜：拟榜、评议、公示、更正、撤榜。")

PeriodArgument = Annotated[str, typer.Argument(metavar="期间", help="例如 2025H1 或 2025年上半年。")]
STATUS = {"draft": "拟榜，未公示", "published": "已公示", "corrected": "已公示，有更正"}
_RED = ("rank", "household", "head", "grid", "points", "reason")
_BLACK = ("household", "head", "grid", "points", "article", "fact", "told_on", "deadline", "outcome", "until")


@app.command()
@paper_options(*SHEET)
def draft(
    ctx: typer.Context,
    period: PeriodArgument,
    allow_missing: Annotated[bool, typer.Option("--allow-missing", help="有的月份没有评议，也照样拟榜。")] = False,
    *,
    request: "PaperRequest",
) -> None:
    """拟榜：写出评议表，交评议会逐户决定。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.board.boards import draft as draw_up

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        drafted = draw_up(opened, wanted, request, allow_missing=allow_missing)
    content, path = drafted.review, str(drafted.files.main)
    if common.json:
        counts = {"ranked": content["ranked"], "red": len(content["red"]), "black": len(content["black"])}
        show_json({"ok": True, "applied": not common.dry_run, "path": path, **counts, "missing": content["missing"]})
        return
    show(f"参评 {content['ranked']} 户，红榜候选 {len(content['red'])} 户，黑榜须评议 {len(content['black'])} 户。")
    if content["missing"]:
        say(f"提醒：缺 {'、'.join(content['missing'])} 的积分，榜上会写明。")
    show(f"{'将生成' if common.dry_run else '已生成'}：{path}")
    show(f"下一步：评议会填好“决定”，然后 jifen board review {wanted} 文件")


def _words(period: Any) -> str:
    from jifen.messages.shapes import period_words

    return period_words(str(period))


@app.command()
def review(
    ctx: typer.Context,
    period: PeriodArgument,
    file: Annotated[str, typer.Argument(metavar="文件", help="填好的红黑榜评议表。")],
) -> None:
    """读回评议表；有错一处不收，指出是哪一格。"""
    from jifen.cli import parsing
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.services.board.boards import review as take

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        result = take(opened, wanted, file, read_file(file))
    conclude(
        common,
        result.ok,
        result.issues,
        {
            "applied": result.applied,
            "red": result.red,
            "black": result.black,
            "undecided": list(result.undecided),
        },
    )
    if common.json:
        return
    show(f"{'可以收下' if common.dry_run else '已收下'}评议结果：红榜 {result.red} 户，黑榜 {result.black} 户。")
    if result.undecided:
        say(f"提醒：黑榜还有没决定的，决定以前不能公示：{'、'.join(result.undecided)}")
    else:
        show(f"下一步：jifen board notice {wanted} 看送审稿，jifen board publish {wanted} 公示")


@app.command("show")
def show_board(ctx: typer.Context, period: PeriodArgument) -> None:
    """看一期红黑榜：候选、决定，或公示后现行的各户。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.board.views import show_board as view_of

    common: Common = ctx.obj
    with session(common) as opened:
        view = view_of(opened, parsing.period(period))
    if common.json:
        show_json(_rendered(view))
        return
    content = view.content
    number = f"　{content['number']}　校验码 {view.code}" if content["number"] else ""
    show(f"{_words(content['period'])}红黑榜：{STATUS[view.status]}{number}")
    if content["notice_from"]:
        show(f"  公示 {content['notice_from']} 至 {content['notice_to']}")
    show(
        f"  参评 {content['ranked']} 户" + (f"，末位 {content['tied']} 户同分，一并上榜" if content["tied"] > 1 else "")
    )
    _show_lists(view)


def _show_lists(view: Any) -> None:
    content, history = view.content, view.history
    show("红榜" + ("" if content["red"] else "：本期无"))
    if content["red"]:
        rows = [[line[name] for name in _RED] + [history.get(line["household"], "")] for line in content["red"]]
        table(("名次", "户编号", "户主", "网格", "积分", "理由", "往期"), rows, (0, 4))
    show("黑榜" + ("" if content["black"] else "：本期无" if view.reviewed else "：尚未评议"))
    if content["black"]:
        rows = [[line[name] for name in _BLACK] for line in content["black"]]
        heads = ("户编号", "户主", "网格", "积分", "条款", "事实", "告知日期", "整改期限", "复查结果", "公示至")
        table(heads, rows, (3,))
    if view.candidates:
        show("黑榜须评议的户（还没有决定）")
        rows = [
            [c["household"], c["head"], c["grid"], c["points"], c["deductions"], c["fact"]] for c in view.candidates
        ]
        table(("户编号", "户主", "网格", "积分", "扣分", "账上的事"), rows, (3, 4))


def _rendered(view: Any) -> dict[str, Any]:
    content, history = view.content, view.history

    def line(found: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        more = {name: found[name] for name in ("tier", "streak") if found.get(name)}
        told = {"history": history[found["household"]]} if history.get(found["household"]) else {}
        return {name: found[name] for name in names} | more | told

    return {
        "period": content["period"],
        "status": view.status,
        "number": content["number"],
        "code": view.code,
        "notice_from": content["notice_from"],
        "notice_to": content["notice_to"],
        "ranked": content["ranked"],
        "tied": content["tied"],
        "left_out": content["left_out"],
        "missing": content["missing"],
        "reviewed": view.reviewed,
        "red": [line(found, _RED) for found in content["red"]],
        "black": [line(found, _BLACK) for found in content["black"]],
        "candidates": [dict(found) for found in view.candidates],
    }
