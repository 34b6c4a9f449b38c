"""How much of a period a household was in the village, from the dated events of the roster.

It came on the day it was registered, or returned; it is gone from the day it left or its account was closed. The first
roster holds from the beginning: who stands on it was always there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jifen.domain.household import GONE, HouseholdEvent
from jifen.domain.period import Period

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Stay:
    """In how many of a period's months a household was there, if only for a day; `whole`: on every day of them all."""

    months: int
    of: int
    whole: bool


ALWAYS = Stay(1, 1, whole=True)
"""Of whom nobody asks how long it was there."""


def stays(events: Iterable[HouseholdEvent], period: Period) -> dict[str, Stay]:
    """How long each household registered by the period's last day was there within it."""
    there: dict[str, dict[date, bool]] = {}
    for event in sorted(events, key=lambda each: (each.on, each.id or 0)):
        if event.on > period.last_day:
            continue
        days = there.setdefault(event.household, {})
        before = next(reversed(days.values()), True)
        days[event.on] = before if event.status is None else event.status not in GONE
    return {code: _stay(days, period) for code, days in there.items()}


def never(period: Period) -> Stay:
    """The stay of a household that was not registered by the period's last day."""
    return Stay(0, len(period.months), whole=False)


def _stay(days: dict[date, bool], period: Period) -> Stay:
    """`days`: from which day on it was there, or no longer, in their order."""
    months = 0
    whole = True
    for month in period.months:
        at_first = next((here for day, here in reversed(days.items()) if day <= month.first), False)
        later = [here for day, here in days.items() if month.first < day <= month.last]
        months += at_first or any(later)
        whole = whole and at_first and all(later)
    return Stay(months, len(period.months), whole)


def to_hundredth(value: Decimal) -> Decimal:
    """Rounded to two places, half up."""
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
