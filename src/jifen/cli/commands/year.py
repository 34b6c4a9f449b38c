"""year and registers: the year's end, and the seven registers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jifen.cli import parsing
from jifen.cli.arguments import Common
from jifen.cli.context import session
from jifen.cli.group import Group
from jifen.cli.options import PeriodArgument
from jifen.cli.output import done, show, show_json, table
from jifen.cli.papers import paper_options, paths_of, tell_issued
from jifen.errors import UsageError
from jifen.messages.shapes import shop as shapes
from jifen.messages.summaries import shop as summaries

if TYPE_CHECKING:
    from decimal import Decimal

    from jifen.domain.closing import Policy
    from jifen.services.publication.request import PaperRequest

year_app = Group(help="年度结转：结转、清零、封顶、过期。")
registers_app = Group()
apps = {"year": year_app, "registers": registers_app}


@year_app.callback()
def year() -> None:
    """年度结转：结转、清零、封顶、过期。"""


@year_app.command()
def close(
    common: Common,
    year: Annotated[str, typer.Argument(metavar="年份", help="例如 2025。")],
    policy: Annotated[
        str | None,
        typer.Option(metavar="办法", help="carry 全部结转、reset 清零、cap 最多留若干分、expire-after 若干月后过期。"),
    ] = None,
    limit: Annotated[str | None, typer.Option(metavar="分", help="cap：每户最多结转多少分。")] = None,
    months: Annotated[int | None, typer.Option(min=1, max=1200, metavar="月数", help="expire-after：几个月。")] = None,
    revert: Annotated[bool, typer.Option("--revert", help="整个撤回这一年的结转。")] = False,
) -> None:
    """年度结转；--dry-run 列出每户结转前后。往期排名不变。"""
    from jifen.services.shop.year import close_year, revert_year

    wanted = _year(year)
    chosen = None if revert else _policy(policy, None if limit is None else parsing.points(limit), months)
    with session(common, summaries.year_preview) as opened:
        found = revert_year(opened, wanted) if chosen is None else close_year(opened, wanted, chosen)
    if common.json:
        show_json({"ok": True, "applied": not common.dry_run, **shapes.year_end(found)})
        return
    if common.dry_run:
        table(summaries.year_households(found))
    show(done(common, summaries.year_end(found, dry_run=common.dry_run)))


def _year(text: str) -> int:
    found = parsing.period(text)
    if found.kind != "year":
        raise UsageError("year-invalid", found=text)
    return found.year


def _policy(name: str | None, limit: "Decimal | None", months: int | None) -> "Policy":
    from jifen.domain.closing import POLICIES, Policy

    if name is None:
        raise UsageError("policy-missing")
    if name not in POLICIES:
        raise UsageError("policy-unknown", found=name)
    return Policy(name, limit, months)


@registers_app.command()
@paper_options("pdf", "png", "size", "force")
def registers(
    common: Common,
    period: PeriodArgument,
    folder: Annotated[str, typer.Option("-o", metavar="文件夹", help="写到哪个文件夹；没有则新建。")],
    *,
    request: "PaperRequest",
) -> None:
    """七本台账：物资、分值、积分登记、打分、会议、公示、兑换，数字互相对得上。"""
    from jifen.services.book.registers import print_registers

    wanted = parsing.period(period)
    with session(common) as opened:
        found, files = print_registers(opened, wanted, Path(folder), request)
    value = {"ok": True, **paths_of(files), "period": str(wanted), "totals": shapes.register_totals(found)}
    tell_issued(common, value, None, files)
    if not common.json:
        show(summaries.register_totals(found))
