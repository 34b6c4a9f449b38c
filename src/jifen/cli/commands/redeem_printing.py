"""redeem: what is printed – sign-out sheet, catalogue, slip, the closing papers, the notice again."""

from typing import TYPE_CHECKING

from jifen.cli import left_out, parsing
from jifen.cli.arguments import Common
from jifen.cli.commands.redeem import app
from jifen.cli.context import session
from jifen.cli.options import DuePeriod, HouseholdArgument, PeriodArgument
from jifen.cli.papers import (
    LETTER,
    NOTICE,
    POSTED,
    SHEET,
    frozen,
    paper_options,
    paths_of,
    tell_files,
    tell_issued,
)
from jifen.cli.running import print_paper
from jifen.messages.shapes import shop as shapes
from jifen.messages.summaries import shop as summaries

if TYPE_CHECKING:
    from jifen.services.publication.request import PaperRequest, PrintedFiles
    from jifen.services.session import Session


@app.command()
@paper_options(*SHEET)
def sheet(common: Common, period: DuePeriod = None, *, request: "PaperRequest") -> None:
    """印签领表：一户一行，填好后用 redeem import 导入。"""
    from jifen.services.shop.printing import print_sign_out

    def draw(opened: "Session") -> "PrintedFiles":
        return print_sign_out(opened, left_out.period(common, opened, period, "redeem sheet"), request)

    print_paper(common, draw)


@app.command()
@paper_options(*POSTED)
def catalogue(common: Common, period: PeriodArgument, *, request: "PaperRequest") -> None:
    """印明码标分目录，贴在超市里。"""
    from jifen.services.shop.printing import print_catalogue

    print_paper(common, lambda opened: print_catalogue(opened, parsing.period(period), request))


@app.command()
@paper_options(*LETTER)
def slip(common: Common, household: HouseholdArgument, *, request: "PaperRequest") -> None:
    """印一户的兑换告知单：多少分，够兑什么。"""
    from jifen.services.shop.printing import print_slip

    print_paper(common, lambda opened: print_slip(opened, household, request))


@app.command()
@paper_options(*NOTICE, "phone")
def close(common: Common, period: DuePeriod = None, *, request: "PaperRequest") -> None:
    """结束一场兑换：出结算表、兑换公示表和登记表。"""
    from jifen.services.shop.redemption_close import close_period

    with session(common, summaries.close_preview) as opened:
        wanted = left_out.period(common, opened, period, "redeem close")
        closed = close_period(opened, wanted, request)
    notice = closed.notice
    value = {
        "ok": True,
        "applied": not common.dry_run,
        **shapes.round_(closed.view),
        **frozen(notice, "number", "notice_from", "notice_to"),
        **paths_of(closed.files),
    }
    words = f"{wanted} 兑换已结束，公示 {notice.content['number']}，校验码 {notice.code}。"
    tell_issued(common, value, words, closed.files)


@app.command()
@paper_options(*SHEET)
def settlement(common: Common, period: PeriodArgument, *, request: "PaperRequest") -> None:
    """再印结算表；还没结束的，按现在的数印。"""
    from jifen.services.shop.printing import print_settlement

    print_paper(common, lambda opened: print_settlement(opened, parsing.period(period), request))


@app.command()
@paper_options(*SHEET)
def register(common: Common, period: PeriodArgument, *, request: "PaperRequest") -> None:
    """再印兑换登记表，每张单据每一行。"""
    from jifen.services.shop.printing import print_register

    print_paper(common, lambda opened: print_register(opened, parsing.period(period), request))


@app.command()
@paper_options(*NOTICE, "phone")
def notice(common: Common, period: DuePeriod = None, *, request: "PaperRequest") -> None:
    """再印兑换公示表；还没结束的印送审稿，没有编号和校验码。"""
    from jifen.services.shop.redemption_close import print_notice

    with session(common) as opened:
        issued = print_notice(opened, left_out.period(common, opened, period, "redeem notice"), request)
    tell_files(common, issued.files, frozen(issued, "number"))
