"""What lines of many papers bear: whose they are, or which goods they are about."""

from typing import TypedDict

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


class GoodsNamed(TypedDict):
    """An item by code, name and unit."""

    item: str
    name: str
    unit: str


def goods_named(item: Item) -> GoodsNamed:
    """The item as lines name it."""
    return {"item": item.code, "name": item.name, "unit": item.unit}
