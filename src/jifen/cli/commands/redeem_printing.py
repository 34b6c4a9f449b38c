"""redeem: what is printed – sign-out sheet, catalogue, slip, the closing papers, the notice again."""

from typing import Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.commands.redeem_app import app
from jifen.cli.output import say, show, show_json
from jifen.cli.papers import Force, Large, Mask, Output, Pdf, Png, Size
from jifen.cli.shop_arguments import HouseholdArgument, PeriodArgument, done, free_name


@app.command()
def sheet(ctx: typer.Context, period: PeriodArgument, output: Output = None, force: Force = False) -> None:
    """印签领表：一户一行，填好后用 redeem import 导入。"""
    from jifen.cli import parsing
    from jifen.cli.context import session, write_sheet
    from jifen.cli.output import wrote
    from jifen.printing.sheets.shop import sign_out as printed
    from jifen.printing.words import period as words
    from jifen.services.shop.redemption_content import sign_out

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        content = sign_out(opened, wanted)
        name = f"{content['village']}{words(str(wanted))}积分兑换签领表.xlsx"
        path = write_sheet(common, opened, output, name, printed(content), force=force)
    wrote(common, path)


@app.command()
def catalogue(
    ctx: typer.Context,
    period: PeriodArgument,
    output: Output = None,
    force: Force = False,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    paper: Size = None,
) -> None:
    """印明码标分目录，贴在超市里。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, print_paper, tell
    from jifen.printing.papers.shop import catalogue_paper
    from jifen.printing.words import period as words
    from jifen.services.shop.redemption_content import catalogue as content_of

    common: Common = ctx.obj
    wanted = parsing.period(period)
    options = PaperOptions(output, force, pdf, png, large, size=paper)
    with session(common) as opened:
        content = content_of(opened, wanted)
        found = catalogue_paper(content, own_templates=opened.folders.templates)
        name = f"{content['village']}{words(str(wanted))}明码标分目录.xlsx"
        files = print_paper(common, opened, found, name, options)
    tell(common, files)


@app.command()
def slip(
    ctx: typer.Context,
    household: HouseholdArgument,
    output: Output = None,
    force: Force = False,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    paper: Size = None,
) -> None:
    """印一户的兑换告知单：多少分，够兑什么。"""
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, print_paper, tell
    from jifen.printing.papers.shop import slip_paper
    from jifen.printing.words import period as words
    from jifen.services.shop.redemption_content import slip as content_of

    common: Common = ctx.obj
    options = PaperOptions(output, force, pdf, png, large, size=paper)
    with session(common) as opened:
        content = content_of(opened, household)
        found = slip_paper(content, own_templates=opened.folders.templates)
        name = f"{words(content['period'])}兑换告知单（{content['household']}）.xlsx"
        files = print_paper(common, opened, found, name, options)
    tell(common, files)


@app.command()
def close(
    ctx: typer.Context,
    period: PeriodArgument,
    output: Output = None,
    force: Force = False,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
) -> None:
    """结束一场兑换：出结算表、兑换公示表和登记表。"""
    from jifen.cli import parsing
    from jifen.cli.commands.redeem import round_values
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, check_target, print_document
    from jifen.services.shop.redemption_close import close_period

    common: Common = ctx.obj
    wanted = parsing.period(period)
    options = PaperOptions(output, force, pdf, png, large, mask, paper)
    with session(common, _preview_close) as opened:
        check_target(opened, options)
        closed = close_period(opened, wanted)
        notice = closed.notice
        files = print_document(common, opened, notice.content, notice.code, options, issued=True)
        more = _closing_sheets(common, opened, closed)
    if common.json:
        values = {"ok": True, "applied": not common.dry_run, **round_values(closed.view)}
        values |= {"number": notice.content["number"], "code": notice.code}
        values |= {name: notice.content[name] for name in ("notice_from", "notice_to")}
        show_json(values | files | {"paths": [*files["paths"], *more]})
        return
    show(done(common, f"{wanted} 兑换已结束，公示 {notice.content['number']}，校验码 {notice.code}。"))
    for path in [*files["paths"], *more]:
        show(f"{'将生成' if common.dry_run else '已生成'}：{path}")


def _preview_close(found: Any) -> None:
    from jifen.domain.points import show as number

    out = sum(g.out - g.returned for g in found.goods)
    say(
        f"将结束 {found.held.period} 的兑换：{found.households} 户，单据 {found.receipts} 张，"
        f"{out} 件，{number(found.points)} 分。结束后不能再登记，退换仍可办。"
    )


def _closing_sheets(common: Common, opened: Any, closed: Any) -> list[str]:
    """Settlement and register; a file that stands there already is never a reason to fail after the closing."""
    from jifen.cli.context import write_file
    from jifen.printing.sheets.shop import register, settlement
    from jifen.printing.words import period as words

    told = f"{closed.settlement['village']}{words(closed.view.held.period)}"
    sheets = [
        (f"{told}积分兑换结算表.xlsx", settlement(closed.settlement)),
        (f"{told}积分兑换登记表.xlsx", register(closed.register)),
    ]
    paths = []
    for name, data in sheets:
        path = free_name(opened.folders.exports, name)
        paths.append(str(path if common.dry_run else write_file(path, data)))
    return paths


@app.command()
def settlement(ctx: typer.Context, period: PeriodArgument, output: Output = None, force: Force = False) -> None:
    """再印结算表；还没结束的，按现在的数印。"""
    from jifen.cli import parsing
    from jifen.cli.context import session, write_sheet
    from jifen.cli.output import wrote
    from jifen.printing.sheets.shop import settlement as printed
    from jifen.printing.words import period as words
    from jifen.services.shop.inventory import round_of
    from jifen.services.shop.redemption_content import settlement as content_of

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        content = content_of(opened, round_of(opened, str(wanted)))
        name = f"{content['village']}{words(str(wanted))}积分兑换结算表.xlsx"
        path = write_sheet(common, opened, output, name, printed(content), force=force)
    wrote(common, path)


@app.command()
def register(ctx: typer.Context, period: PeriodArgument, output: Output = None, force: Force = False) -> None:
    """再印兑换登记表，每张单据每一行。"""
    from jifen.cli import parsing
    from jifen.cli.context import session, write_sheet
    from jifen.cli.output import wrote
    from jifen.printing.sheets.shop import register as printed
    from jifen.printing.words import period as words
    from jifen.services.shop.inventory import round_of
    from jifen.services.shop.redemption_content import register as content_of

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        content = content_of(opened, round_of(opened, str(wanted)))
        name = f"{content['village']}{words(str(wanted))}积分兑换登记表.xlsx"
        path = write_sheet(common, opened, output, name, printed(content), force=force)
    wrote(common, path)


@app.command()
def notice(
    ctx: typer.Context,
    period: PeriodArgument,
    output: Output = None,
    force: Force = False,
    pdf: Pdf = False,
    png: Png = False,
    large: Large = False,
    mask: Mask = False,
    paper: Size = None,
) -> None:
    """再印兑换公示表；还没结束的印送审稿，没有编号和校验码。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.cli.papers import PaperOptions, print_document, tell
    from jifen.services.shop.redemption_close import print_again

    common: Common = ctx.obj
    options = PaperOptions(output, force, pdf, png, large, mask, paper)
    with session(common) as opened:
        issued = print_again(opened, parsing.period(period))
        files = print_document(common, opened, issued.content, issued.code, options)
    tell(common, files, {"number": issued.content["number"], "code": issued.code})
