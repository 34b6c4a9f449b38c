"""points: entries, balances, ranks, statements; points by hand."""

from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.lists import list_options
from jifen.cli.options import Category, HouseholdArgument, HouseholdOption, MonthArgument, PeriodOption, Reason, Rule
from jifen.cli.output import show, show_done
from jifen.cli.papers import LETTER, NOTICE, SHEET, paper_options, paths_of, tell_files, tell_issued
from jifen.cli.running import import_file, print_paper, show_list
from jifen.errors import UsageError
from jifen.messages.refusals import doubt
from jifen.messages.shapes import ledger as shapes
from jifen.messages.subjects import unit
from jifen.messages.summaries import ledger as summaries

if TYPE_CHECKING:
    from collections.abc import Callable

    from jifen.cli.lists import ListOptions
    from jifen.domain.ledger import Entry
    from jifen.domain.period import Month
    from jifen.services.meeting.score_decisions import Ruling, ScoreSet
    from jifen.services.publication.request import PaperRequest
    from jifen.services.session import Session

app = Group(help="积分：流水、余额、排名、明细单、手工记分。")
apps = {"points": app}
PER_PAGE = 8
"""Cards on a page of A4."""


@app.command()
@list_options("积分流水", grid=True)
def entries(
    common: Common,
    month: Annotated[str | None, typer.Option(metavar="月份", help="只看一个月。")] = None,
    period: PeriodOption = None,
    household: HouseholdOption = None,
    category: Annotated[str | None, typer.Option(metavar="类别", help="只看一类。")] = None,
    *,
    options: "ListOptions",
) -> None:
    """积分流水，从早到晚。"""
    from jifen.domain.period import Period
    from jifen.services.ledger.accounts import list_entries

    if month and period:
        raise UsageError("month-or-period")
    wanted = Period.of_month(parsing.month(month)) if month else parsing.period(period) if period else None
    show_list(
        common,
        lambda opened: list_entries(opened, wanted, household, category, options.grid),
        shapes.entry,
        summaries.entries,
        options,
    )


@app.command()
@list_options("积分余额", grid=True, below="可用")
def balance(common: Common, household: HouseholdOption = None, *, options: "ListOptions") -> None:
    """各户积分：加、扣、兑换、待定案、可用。"""
    from jifen.services.ledger.accounts import accounts

    show_list(
        common,
        lambda opened: accounts(opened, household, options.grid),
        shapes.account,
        summaries.balances,
        options,
        summaries.spendable,
    )


@app.command()
@list_options("积分排名", grid=True, below="积分")
def rank(
    common: Common,
    period: Annotated[str, typer.Option(metavar="时间", help="哪段时间：2025-07、2025Q3、2025H1、2025。")],
    final: Annotated[bool, typer.Option("--final", help="只算已定案的月份。")] = False,
    *,
    options: "ListOptions",
) -> None:
    """一段时间的排名；兑换不影响排名。"""
    from jifen.services.ledger.accounts import ranking

    show_list(
        common,
        lambda opened: ranking(opened, parsing.period(period), grid=options.grid, final_only=final),
        shapes.ranked,
        summaries.ranking,
        options,
    )


@app.command()
@paper_options(*LETTER)
def statement(
    common: Common,
    household: HouseholdArgument,
    period: PeriodOption = None,
    *,
    request: "PaperRequest",
) -> None:
    """印一户的积分明细单：每一笔、余额、哪些还没定案。"""
    from jifen.services.meeting.points import print_statement

    print_paper(
        common, lambda opened: print_statement(opened, household, parsing.period(period) if period else None, request)
    )


@app.command()
@paper_options(*SHEET)
def card(
    common: Common,
    household: Annotated[str | None, typer.Argument(metavar="户", help="只印这一户；不写则各户都印。")] = None,
    grid: Annotated[str | None, typer.Option(metavar="网格", help="只印一个网格。")] = None,
    *,
    request: "PaperRequest",
) -> None:
    """印积分卡，一张 A4 八户，沿虚线裁开：户主、编号、积分，下面留着手记。"""
    from jifen.services.meeting.cards import print_cards

    with session(common) as opened:
        files, content = print_cards(opened, household, parsing.grid(grid), request)
    count = len(content["lines"])
    if not common.json:
        show(f"积分卡 {count} {unit()}，{-(-count // PER_PAGE)} 页。")
    tell_files(common, files, {"households": count})


def _posted(common: Common, found: "Entry", words: str) -> None:
    state = "可以记" if common.dry_run else words
    show_done(common, {"entry": shapes.entry(found)}, f"{state}{summaries.entry(found)}")


@app.command()
def add(
    common: Common,
    household: HouseholdArgument,
    points: Annotated[str, typer.Argument(metavar="分", help="2 或 -2。")],
    month: Annotated[str, typer.Option(metavar="月份", help="记在哪个月。")],
    reason: Annotated[str, typer.Option(metavar="理由", help="为什么，不会贴到墙上。")],
    rule: Rule = None,
    category: Category = None,
    on: Annotated[str | None, typer.Option(metavar="日期", help="哪天的事。")] = None,
) -> None:
    """手工记一笔（该月还没公示时）。"""
    from jifen.services.ledger.posting import Posting
    from jifen.services.meeting.points import add_points

    posting = Posting(parsing.points(points), rule, category, parsing.day(on))
    with session(common, doubt) as opened:
        found = add_points(opened, household, left_out.written(opened, month), posting, reason)
    _posted(common, found, "已记")


@app.command()
def reverse(
    common: Common,
    entry: Annotated[int, typer.Argument(metavar="编号", help="冲掉哪一条（见 points entries）。")],
    reason: Reason,
) -> None:
    """冲正一笔（该月还没公示时）。"""
    from jifen.services.meeting.points import reverse_entry

    with session(common) as opened:
        found = reverse_entry(opened, entry, reason)
    _posted(common, found, "已冲正，记为")


_DOCUMENT = Annotated[str, typer.Option("--document", metavar="决定书", help="凭哪份决定：名称、文号或哪天的会。")]
_TO = Annotated[str | None, typer.Option(metavar="分", help="得分定为多少。")]


@app.command()
@paper_options(*NOTICE)
def clear(
    common: Common,
    household: HouseholdArgument,
    month: MonthArgument,
    document: _DOCUMENT,
    reason: Reason,
    to: _TO = None,
    rule: Rule = None,
    category: Category = None,
    *,
    request: "PaperRequest",
) -> None:
    """清零：凭评议会的决定，把一户这一期的得分定为 0（本村办法有最低分的为最低分），或用 --to 定为别的分；公示过的出更正公示。"""
    from jifen.services.meeting.score_decisions import clear as set_down

    _score_set(common, set_down, household, month, (document, reason, to, rule, category), request)


@app.command()
@paper_options(*NOTICE)
def repair(
    common: Common,
    household: HouseholdArgument,
    month: MonthArgument,
    document: _DOCUMENT,
    reason: Reason,
    to: _TO = None,
    rule: Rule = None,
    category: Category = None,
    *,
    request: "PaperRequest",
) -> None:
    """信用修复：把这一期清零扣去的分还给一户，或用 --to 把得分提到多少；公示过的出更正公示。"""
    from jifen.services.meeting.score_decisions import repair as bring_up

    _score_set(common, bring_up, household, month, (document, reason, to, rule, category), request)


def _score_set(
    common: Common,
    decide: "Callable[[Session, str, Month, Ruling, PaperRequest], ScoreSet]",
    household: str,
    month: str,
    told: tuple[str, str, str | None, str | None, str | None],
    request: "PaperRequest",
) -> None:
    from jifen.messages.summaries.meeting import score_preview, score_set
    from jifen.services.meeting.score_decisions import Ruling

    document, reason, to, rule, category = told
    ruling = Ruling(document, reason, None if to is None else parsing.points(to), rule, category)
    with session(common, score_preview) as opened:
        found = decide(opened, household, left_out.written(opened, month), ruling, request)
    value = {"ok": True, "applied": not common.dry_run, **shapes.score_set(found)}
    files = None if found.issued is None else found.issued.files
    if files is not None:
        value |= paths_of(files)
    state = "可以记" if common.dry_run else "已记"
    tell_issued(common, value, state + "\n".join(score_set(found)), files)


@app.command()
def opening(
    common: Common, file: Annotated[str, typer.Argument(metavar="文件", help="户编号 户主 期初积分。")]
) -> None:
    """导入以前的纸面余额：可以兑换，不算进任何一个月。"""
    from jifen.services.meeting.points import import_opening

    import_file(common, file, import_opening, shapes.opening, summaries.opening)
