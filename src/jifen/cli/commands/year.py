"""year and registers: the year's end, and the seven registers."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jifen.cli.arguments import Common
from jifen.cli.output import say, show, show_json, table
from jifen.cli.papers import paths_of, tell_issued
from jifen.cli.shop_arguments import PeriodArgument, done

year_app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="年度结转：结转、清零、封顶、过期。"
)
registers_app = typer.Typer(add_completion=False, rich_markup_mode=None)
apps = {"year": year_app, "registers": registers_app}


@year_app.callback()
def year() -> None:
    """年度结转：结转、清零、封顶、过期。"""


@year_app.command()
def close(
    ctx: typer.Context,
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
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.points import show as number
    from jifen.domain.points import total
    from jifen.services.shop.year import close_year, revert_year

    common: Common = ctx.obj
    wanted = _year(year)
    chosen = None if revert else _policy(policy, None if limit is None else parsing.points(limit), months)
    with session(common, _preview) as opened:
        found = revert_year(opened, wanted) if chosen is None else close_year(opened, wanted, chosen)
    if common.json:
        show_json(_values(common, found))
        return
    if common.dry_run:
        _list(found)
    expired = number(total(line.closing.expired for line in found.lines))
    state = "将" if common.dry_run else "已"
    words = (
        f"{found.year} 年结转{state}撤回。"
        if found.reverted
        else f"{found.year} 年{state}结转，到期清零 {expired} 分。"
    )
    show(done(common, words))


def _year(text: str) -> int:
    from jifen.cli import parsing
    from jifen.errors import UsageError

    found = parsing.period(text)
    if found.kind != "year":
        raise UsageError("year-invalid", found=text)
    return found.year


def _policy(name: str | None, limit: Any, months: int | None) -> Any:
    from jifen.domain.closing import POLICIES, Policy
    from jifen.errors import UsageError

    if name is None:
        raise UsageError("policy-missing")
    if name not in POLICIES:
        raise UsageError("policy-unknown", found=name)
    return Policy(name, limit, months)


def _values(common: Common, found: Any) -> dict[str, Any]:
    from jifen.domain.points import show as number

    households = [
        {
            "household": line.closing.household,
            "head": line.head,
            "before": number(line.closing.before),
            "expired": number(line.closing.expired),
            "after": number(line.closing.after),
        }
        for line in found.lines
    ]
    policy = {"policy": found.policy.name, "reverted": found.reverted}
    return {"ok": True, "applied": not common.dry_run, "year": found.year, **policy, "households": households}


def _preview(found: Any) -> None:
    from jifen.domain.points import show as number
    from jifen.domain.points import total

    before = total(line.closing.before for line in found.lines)
    after = total(line.closing.after for line in found.lines)
    changed = sum(1 for line in found.lines if line.closing.expired)
    what = "撤回结转" if found.reverted else "结转"
    say(
        f"将{what} {found.year} 年：{len(found.lines)} 户中 {changed} 户有变动，可用积分 {number(before)} → {number(after)}。"
        "逐户的前后，加 --dry-run 看。"
    )
    if found.early:
        say(f"  注意：{found.year} 年还没有过完。")
    if found.redeeming:
        say(f"  注意：{found.redeeming} 的兑换还开着，清零的分就不能兑了。")


def _list(found: Any) -> None:
    from jifen.domain.points import show as number

    rows = [
        (line.closing.household, line.head, number(line.closing.before), number(line.closing.expired))
        + (number(line.closing.after),)
        for line in found.lines
    ]
    table(("户编号", "户主", "结转前", "到期清零", "结转后"), rows, (2, 3, 4))


@registers_app.command()
def registers(
    ctx: typer.Context,
    period: PeriodArgument,
    output: Annotated[str, typer.Option("-o", metavar="文件夹", help="写到哪个文件夹；没有则新建。")],
    force: Annotated[bool, typer.Option("--force", help="已有同名文件时覆盖。")] = False,
) -> None:
    """七本台账：物资、分值、积分登记、打分、会议、公示、兑换，数字互相对得上。"""
    from jifen.cli import parsing
    from jifen.cli.context import session
    from jifen.domain.money import show_yuan
    from jifen.domain.points import show as number
    from jifen.services.book.registers import print_registers

    common: Common = ctx.obj
    wanted = parsing.period(period)
    with session(common) as opened:
        found, files = print_registers(opened, wanted, Path(output), force=force)
    totals = {"points": number(found.points), "redeemed": number(found.redeemed), "pieces": found.pieces}
    totals["cost"] = show_yuan(found.cents)
    value = {"ok": True, **paths_of(files), "period": str(wanted), "totals": totals}
    tell_issued(common, value, None, files)
    if not common.json:
        show(
            f"本期净得 {totals['points']} 分；兑换 {totals['pieces']} 件、{totals['redeemed']} 分、"
            f"成本 {totals['cost']} 元。"
        )
