"""What lines of many papers bear: whose they are, or which goods they are about."""

from typing import NotRequired, TypedDict

from jifen.domain.goods import Item
from jifen.domain.household import Household


class Named(TypedDict):
    """A household by code and head."""

    household: str
    head: str


class Placed(Named):
    """A household by code, head and grid."""

    grid: str


def placed(household: Household) -> Placed:
    """The household as lines name it."""
    return {"household": household.code, "head": household.head, "grid": household.grid}


class PeriodScore(TypedDict):
    """A household's score of a period, and its grade (None: it reaches none, or there are none); `final` false: its
    notice still hangs."""

    period: str
    score: str
    grade: str | None
    final: bool


class Course(TypedDict):
    """A household's scores from period to period, oldest first; `streak`: how often in a row, the last final period
    included, it came to its grade, where that is more than once. Nobody has any where the scheme has no scores."""

    scores: list[PeriodScore]
    streak: NotRequired[int]


class GoodsNamed(TypedDict):
    """An item by code, name and unit."""

    item: str
    name: str
    unit: str


def goods_named(item: Item) -> GoodsNamed:
    """The item as lines name it."""
    return {"item": item.code, "name": item.name, "unit": item.unit}
