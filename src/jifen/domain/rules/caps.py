"""Caps of a rule: at most so many points an event, day, month, quarter, half or year, of the rule or of its category.

Canonical text: `6/month`, `10/event,40/year`, `10/category/month`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from jifen.domain.period import Month
from jifen.domain.points import parse_points, show

Per = Literal["event", "day", "month", "quarter", "half", "year"]
PERIODS: tuple[Per, ...] = tuple(per for per in get_args(Per) if per != "event")
"""What caps sum over."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many points (positive number, whatever the sign of the rule) an event or period.

    `of_category`: of all that a household has in the rule's category, awards and deductions apart.
    """

    limit: Decimal
    per: Per
    of_category: bool = False

    @property
    def counts_by(self) -> str:
        """`month`, `category/month`."""
        return f"category/{self.per}" if self.of_category else self.per

    def __str__(self) -> str:
        """`6/month`."""
        return f"{show(self.limit)}/{self.counts_by}"


def parse_caps(text: str) -> tuple[Cap, ...]:
    """The canonical text `10/event,40/year`, empty for none; raises `ValueError`."""
    caps = []
    for part in filter(None, text.split(",")):
        limit, _, by = part.partition("/")
        of_category, per = by.startswith("category/"), by.removeprefix("category/")
        if per not in get_args(Per) or (of_category and per == "event"):
            raise ValueError(text)
        caps.append(Cap(abs(parse_points(limit)), per, of_category))  # type: ignore[arg-type]
    return tuple(caps)


def slot(per: Per, month: Month, on: date | None) -> str:
    """What a deed of a month (and a day) counts into: two deeds count together where this is the same."""
    match per:
        case "day":
            return on.isoformat() if on else str(month)
        case "quarter":
            return f"{month.year}Q{(month.number + 2) // 3}"
        case "half":
            return f"{month.year}H{(month.number + 5) // 6}"
        case "year":
            return str(month.year)
        case _:
            return str(month)
