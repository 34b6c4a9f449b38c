"""The year's end (issue 5): what lapses and what is carried on, points spent oldest first.

Only points of months up to December of the closed year can lapse; those of later months stay untouched. Disputed
points are set aside: they neither lapse nor are spent before the others. A balance below zero carries unchanged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from jifen.domain.period import Month
from jifen.domain.points import ZERO, total

PolicyName = Literal["carry", "reset", "cap", "expire-after"]
POLICIES: tuple[PolicyName, ...] = get_args(PolicyName)


@dataclass(frozen=True, slots=True)
class Policy:
    """What happens to points left over: all stay, none, at most `limit`, or those older than `months`."""

    name: PolicyName
    limit: Decimal | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Points that came in and when; `held` (disputed, or not final): they do not lapse."""

    month: Month
    points: Decimal
    held: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """A household's year: available before and after; `expired` ≥ 0 lapses, `carried` goes into the next year."""

    household: str
    before: Decimal
    expired: Decimal
    carried: Decimal

    @property
    def after(self) -> Decimal:
        """What it can spend afterwards."""
        return self.before - self.expired


def left_over(credits: Sequence[Credit], spent: Decimal) -> list[Credit]:
    """What is left of each credit when `spent` (≥ 0) is taken from the oldest first, from held ones last."""
    ordered = sorted(credits, key=lambda credit: (credit.held, credit.month))
    rest: list[Credit] = []
    for credit in ordered:
        used = min(credit.points, spent)
        spent -= used
        if credit.points > used:
            rest.append(replace(credit, points=credit.points - used))
    return rest


def close(
    household: str, credits: Sequence[Credit], spent: Decimal, available: Decimal, year: int, policy: Policy
) -> Closing:
    """What the policy does to one household. `spent` ≥ 0 is everything that went out, whatever for."""
    if available < 0:
        return Closing(household, available, ZERO, available)
    december = Month(year, 12)
    own = [credit for credit in left_over(credits, spent) if credit.month <= december and not credit.held]
    held = total(credit.points for credit in own)
    lapsed = min(_lapsed(own, held, december, policy), available)
    return Closing(household, available, lapsed, held - lapsed)


def _lapsed(own: Sequence[Credit], held: Decimal, december: Month, policy: Policy) -> Decimal:
    if policy.name == "reset":
        return held
    if policy.name == "cap" and policy.limit is not None:
        return max(held - policy.limit, ZERO)
    if policy.name == "expire-after" and policy.months is not None:
        return total(credit.points for credit in own if _age(credit.month, december) >= policy.months)
    return ZERO


def _age(month: Month, december: Month) -> int:
    """How many months ended after this one by the end of the year: points of December are 0 months old."""
    return (december.year - month.year) * 12 + december.number - month.number
