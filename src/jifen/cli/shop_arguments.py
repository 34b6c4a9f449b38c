"""What the commands of the shop share: arguments, money, a sheet written to its place."""

from typing import Annotated

import typer

from jifen.cli.arguments import Common
from jifen.errors import UsageError

ItemArgument = Annotated[str, typer.Argument(metavar="物品", help="编号（如 A01），或不重名的名称。")]
QuantityArgument = Annotated[str, typer.Argument(metavar="数量", help="大于零的整数。")]
PeriodArgument = Annotated[str, typer.Argument(metavar="时间", help="例如 2025Q3 或 2025年三季度。")]
HouseholdArgument = Annotated[str, typer.Argument(metavar="户", help="户编号，或不重名的户主姓名。")]
Reason = Annotated[str, typer.Option(metavar="理由", help="为什么。")]
YuanArgument = Annotated[str, typer.Argument(metavar="元", help="金额，例如 350 或 12.50。")]


def cents(text: str) -> int:
    """Yuan as cents; at most two places, never below zero."""
    from jifen.domain.money import parse_yuan
    from jifen.domain.points import PointsError

    plain = text.strip().removeprefix("¥").removesuffix("元")
    try:
        return parse_yuan(plain)
    except PointsError as error:
        raise UsageError(f"yuan-{error.reason}", found=text) from None


def done(common: Common, words: str) -> str:
    """What happened, or would have."""
    return f"（只检查，没有写入）{words}" if common.dry_run else words
