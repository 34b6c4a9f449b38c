"""What the points shop puts on paper, as `printing` needs it. Plain JSON types as in `document`, prices but for one.

Points are decimal strings, a price in points a whole number or a `Decimal`; yuan are decimal strings with two places,
days ISO strings, quantities whole pieces. Words of the language are added in `printing`.
"""

from decimal import Decimal
from typing import NotRequired, TypedDict

from jifen.domain.documents.lines import GoodsNamed, Named, Placed

Price = int | Decimal


class CountingLine(GoodsNamed):
    """Goods to count: `booked` is what the book says is there, `best_before` the first day anything of it expires."""

    spec: str
    booked: int
    best_before: str | None


class CountingSheet(TypedDict):
    """The counting sheet; counted and reason are filled in by hand."""

    village: str
    as_of: str
    lines: list[CountingLine]


class CatalogueLine(GoodsNamed):
    """Goods with their price; `sources` among `purchase`, `donation`, `opening`; `reference` yuan."""

    spec: str
    price: Price
    reference: str | None
    on_hand: int
    sources: list[str]


class RoundTerms(TypedDict):
    """When and from how many points on a round redeems. `closes_on` None: until it is closed."""

    village: str
    opened_on: str | None
    closes_on: str | None
    minimum: str
    hotline: str


class Catalogue(RoundTerms):
    """The priced catalogue of a round."""

    period: str
    lines: list[CatalogueLine]


class HeldBack(TypedDict):
    """What a household scored in the last final period, and what the scheme asks of who redeems."""

    score: str
    least: str
    period: str


class Barred(TypedDict):
    """`barred`: it may not redeem, for its score."""

    barred: NotRequired[HeldBack]


class Slip(RoundTerms, Placed, Barred):
    """One household's slip: what it can spend and the goods that is enough for."""

    period: str
    available: str
    items: list[CatalogueLine]


class SignOutItem(TypedDict):
    """A column of the sign-out sheet."""

    item: str
    name: str
    price: Price


class SignOutLine(Placed, Barred):
    """A household that may redeem (active or away), with the points it can spend."""

    available: str


class SignOut(TypedDict):
    """The sign-out sheet of a round: a line a household, a column an item."""

    village: str
    period: str
    items: list[SignOutItem]
    lines: list[SignOutLine]


class RegisterLine(Named):
    """A line of a receipt. `returned_on`: the day it was given back; `cost` what the pieces were worth (yuan)."""

    day: str
    item: str
    name: str
    quantity: int
    price: Price
    points: str
    by: str | None
    relation: str | None
    receipt: str
    returned_on: str | None
    cost: NotRequired[str]


class Register(TypedDict):
    """The redemption register, in the order of the receipts; without lines a blank one."""

    village: str
    period: str
    lines: list[RegisterLine]


class SettlementLine(GoodsNamed):
    """Goods of a round: pieces out, returned and left; points and cost (yuan) net of returns."""

    out: int
    returned: int
    points: str
    cost: str
    left: int


class Settlement(TypedDict):
    """The settlement sheet of a closed round. Points available in the village before and after, of households that owe
    nothing; `debtors` others owe `owed`. Fund and stock: yuan."""

    village: str
    period: str
    opened_on: str
    closed_on: str
    households: int
    receipts: int
    lines: list[SettlementLine]
    points_before: str
    points_after: str
    owed: NotRequired[str]
    debtors: NotRequired[int]
    fund: str
    stock_value: str


class DonationLine(TypedDict):
    """A donation and what became of it: `quantity = redeemed + written_off + left`. `item` None: money."""

    day: str
    donor: str
    item: str | None
    name: str
    unit: str
    quantity: int
    value: str
    receipt: str
    redeemed: int
    written_off: int
    left: int


class Donors(TypedDict):
    """The donors' board."""

    village: str
    township: str
    as_of: str
    hotline: str
    lines: list[DonationLine]


class Listing(TypedDict):
    """Any register as a table: `numeric` are the indexes of columns that hold numbers; `total` its last line.

    `chain`: the beginning of the book's head, which every page names.
    """

    village: str
    title: str
    note: str | None
    columns: list[str]
    numeric: list[int]
    rows: list[list[str | None]]
    total: list[str | None] | None
    chain: str
