"""Many villages at a glance, for township and county: what page and workbook need. Plain JSON types."""

from typing import TypedDict


class Sums(TypedDict):
    """Figures of one or many villages. `share` is a percentage with a decimal; None where nobody may score."""

    villages: int
    households: int
    scoring: int
    participating: int
    share: str | None
    awards: str
    deductions: str
    points: str
    withheld: int


class VillageSums(Sums):
    """A village with its latest month and that one's state."""

    village: str
    month: str
    status: str


class TownshipSums(Sums):
    """A township with its villages."""

    township: str
    lines: list[VillageSums]


class CountySums(Sums):
    """A county with its townships."""

    county: str
    lines: list[TownshipSums]


class MonthSums(Sums):
    """A month of all villages."""

    month: str


class CategorySums(TypedDict):
    """A category; `share` of all awards, a percentage."""

    category: str
    villages: int
    entries: int
    awards: str
    deductions: str
    points: str
    share: str | None


class ListSums(TypedDict):
    """Lists of one kind and period in a township."""

    county: str
    township: str
    period: str
    list: str
    villages: int
    households: int
    removed: int
    objections: int


class GoodsSums(TypedDict):
    """A village's goods against its fund, in yuan."""

    county: str
    township: str
    village: str
    received: str
    redeemed: str
    points: str
    households: int
    stock: str
    fund_in: str
    fund_out: str
    fund: str


class LookAt(TypedDict):
    """What somebody should look at, with the figure and what it is held against, in words."""

    county: str
    township: str
    village: str
    month: str
    what: str
    value: str
    usual: str


class Region(TypedDict):
    """All of it. `place`: the one county or township all villages are of, else nothing."""

    place: str
    first: str
    last: str
    as_of: str
    figures: Sums
    counties: list[CountySums]
    months: list[MonthSums]
    categories: list[CategorySums]
    boards: list[ListSums]
    goods: list[GoodsSums]
    attention: list[LookAt]
