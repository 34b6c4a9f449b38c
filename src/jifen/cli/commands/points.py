"""points: entries, balances, ranks, statements; points by hand."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json, table
from jifen.cli.papers import SHEET, paper_options, tell_sheet

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="积分：流水、余额、排名、明细单、手工记分。"
)
apps = {"points": app}

HouseholdOption = Annotated[str | None, typer.Option(metavar="户", help="户编号，或不重名的户主姓名。")]
PeriodOption = Annotated[str | None, typer.Option(metavar="时间", help="哪段时间：2025-07、2025Q3、2025H1、2025。")]
FIGURES = ("opening", "earned", "deducted", "redeemed", "expired", "transferred", "pending", "disputed", "available")
WORDS = ("期初", "加分", "扣分", "兑换", "到期", "转入转出", "待定案", "有异议", "可用")


@app.command()
def entries(
    ctx: typer.Context,
    month: Annotated[str | None, typer.Option(metavar="月份", help="只看一个月。")] = None,
    period: PeriodOption = None,
    household: HouseholdOption = None,
    category: Annotated[str | None, typer.Option(metavar="类别", help="只看一类。")] = None,
) -> None:
    """积分流水，从早到晚。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.period import Period
    from jifen.domain.points import show as number
    from jifen.errors import UsageError
    from jifen.messages.shapes import KIND, entry
    from jifen.services.ledger.accounts import list_entries

    common: Common = ctx.obj
    if month and period:
        raise UsageError("month-or-period")
    wanted = Period.of_month(parsing.month(month)) if month else parsing.period(period) if period else None
    with session(common) as opened:
        found = list_entries(opened, wanted, household, category)
    if common.json:
        show_json([entry(e) for e in found])
        return
    rows = [
        (e.id, e.month or "", e.occurred_on or "", e.household, e.head, KIND[e.kind], e.category or "", e.rule or "")
        + (number(e.points), _state(e), _why(e))
        for e in found
    ]
    heads = ("编号", "月份", "日期", "户编号", "户主", "种类", "类别", "细则", "分", "状态", "事由")
    table(heads, rows, (0, 8))


def _why(entry: Any) -> str:
    """What the rule says, and in brackets what was written beside it."""
    told = [text for text in dict.fromkeys((entry.wording, entry.reason)) if text]
    return f"{told[0]}（{told[1]}）" if len(told) == 2 else "".join(told)


def _state(entry: Any) -> str:
    words = ["待定案"] if entry.pending else []
    return "、".join(words + (["有异议"] if entry.disputed else []))


@app.command()
def balance(ctx: typer.Context, household: HouseholdOption = None) -> None:
    """各户积分：加、扣、兑换、待定案、可用。"""
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.messages.shapes import STATUS
    from jifen.services.ledger.accounts import accounts

    common: Common = ctx.obj
    with session(common) as opened:
        found = accounts(opened, household)
    if common.json:
        show_json(
            [
                {
                    "household": a.household.code,
                    "head": a.household.head,
                    "grid": a.household.grid,
                    "status": a.household.status,
                    **{name: number(getattr(a.balance, name)) for name in FIGURES},
                }
                for a in found
            ]
        )
        return
    rows = [
        (a.household.code, a.household.head, a.household.grid, STATUS[a.household.status])
        + tuple(number(getattr(a.balance, name)) for name in FIGURES)
        for a in found
    ]
    table(("户编号", "户主", "网格", "状态", *WORDS), rows, tuple(range(4, 13)))


@app.command()
def rank(
    ctx: typer.Context,
    period: Annotated[str, typer.Option(metavar="时间", help="哪段时间：2025-07、2025Q3、2025H1、2025。")],
    grid: Annotated[str | None, typer.Option(metavar="网格", help="只排一个网格。")] = None,
    final: Annotated[bool, typer.Option("--final", help="只算已定案的月份。")] = False,
) -> None:
    """一段时间的排名；兑换不影响排名。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.services.ledger.accounts import ranking

    common: Common = ctx.obj
    with session(common) as opened:
        places = ranking(opened, parsing.period(period), grid=parsing.grid(grid), final_only=final)
    found = [
        {
            "rank": p.place.rank,
            "household": p.household.code,
            "head": p.household.head,
            "grid": p.household.grid,
            "points": number(p.place.score.points),
            "awards": number(p.place.score.awards),
            "deductions": number(p.place.score.deductions),
        }
        for p in places
    ]
    if common.json:
        show_json(found)
        return
    table(("名次", "户编号", "户主", "网格", "积分", "加分", "扣分"), [tuple(f.values()) for f in found], (0, 4, 5, 6))


@app.command()
@paper_options(*SHEET, "large")
def statement(
    ctx: typer.Context,
    household: Annotated[str, typer.Argument(metavar="户", help="户编号，或不重名的户主姓名。")],
    period: PeriodOption = None,
    *,
    request: "PaperRequest",
) -> None:
    """印一户的积分明细单：每一笔、余额、哪些还没定案。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.meeting.points import print_statement

    common: Common = ctx.obj
    with session(common) as opened:
        files = print_statement(opened, household, parsing.period(period) if period else None, request)
    tell_sheet(common, files)


def _posted(common: Common, found: Any, words: str) -> None:
    from jifen.domain.points import show_signed
    from jifen.messages.shapes import entry

    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, "entry": entry(found)})
        return
    what = found.wording or found.category or ""
    state = "可以记" if common.dry_run else words
    show(
        f"{state}第 {found.id} 条：{found.household} {found.head} {found.month or ''} {what} {show_signed(found.points)} 分"
    )


@app.command()
def add(
    ctx: typer.Context,
    household: Annotated[str, typer.Argument(metavar="户", help="户编号，或不重名的户主姓名。")],
    points: Annotated[str, typer.Argument(metavar="分", help="2 或 -2。")],
    month: Annotated[str, typer.Option(metavar="月份", help="记在哪个月。")],
    reason: Annotated[str, typer.Option(metavar="理由", help="为什么，不会贴到墙上。")],
    rule: Annotated[str | None, typer.Option(metavar="编号", help="按哪条细则。")] = None,
    category: Annotated[str | None, typer.Option(metavar="类别", help="记在哪一类。")] = None,
    on: Annotated[str | None, typer.Option(metavar="日期", help="哪天的事。")] = None,
) -> None:
    """手工记一笔（该月还没公示时）。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.services.ledger.posting import Posting
    from jifen.services.meeting.points import add_points

    common: Common = ctx.obj
    posting = Posting(parsing.points(points), rule, category, parsing.day(on))
    with session(common) as opened:
        found = add_points(opened, household, parsing.month(month), posting, reason)
    _posted(common, found, "已记")


@app.command()
def reverse(
    ctx: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="编号", help="冲掉哪一条（见 points entries）。")],
    reason: Annotated[str, typer.Option(metavar="理由", help="为什么。")],
) -> None:
    """冲正一笔（该月还没公示时）。"""
    from jifen.cli.context import session
    from jifen.services.meeting.points import reverse_entry

    common: Common = ctx.obj
    with session(common) as opened:
        found = reverse_entry(opened, entry, reason)
    _posted(common, found, "已冲正，记为")


@app.command()
def opening(
    ctx: typer.Context, file: Annotated[str, typer.Argument(metavar="文件", help="户编号 户主 期初积分。")]
) -> None:
    """导入以前的纸面余额：可以兑换，不算进任何一个月。"""
    from jifen.cli.context import read_file, session
    from jifen.cli.reporting import conclude
    from jifen.domain.points import show as number
    from jifen.services.meeting.points import import_opening

    common: Common = ctx.obj
    with session(common) as opened:
        result = import_opening(opened, file, read_file(file))
    conclude(
        common,
        result.ok,
        result.issues,
        {
            "applied": result.applied,
            "status": result.status,
            "entries": result.entries,
            "points": number(result.points),
        },
    )
    if not common.json:
        if result.status == "unchanged":
            show("这份期初积分已经导入过，没有变化。")
        else:
            done = "已导入" if result.applied else "可以导入"
            show(f"{done}期初积分：{result.entries} 户，合计 {number(result.points)} 分。")
