"""What the points shop puts on paper, as `printing` needs it. Plain JSON types as in `document`.

Points are decimal strings, yuan decimal strings with two places, days ISO strings, quantities whole pieces.
"""

from typing import NotRequired, TypedDict


class CountingLine(TypedDict):
    """Goods to count: `booked` is what the book says is there."""

    item: str
    name: str
    spec: str
    unit: str
    booked: int


class CountingSheet(TypedDict):
    """The counting sheet (盘点表); counted and reason are filled in by hand."""

    village: str
    as_of: str
    lines: list[CountingLine]


class CatalogueLine(TypedDict):
    """Goods with their price; `origins` among `purchase`, `donation`, `opening`; `reference` yuan."""

    item: str
    name: str
    spec: str
    unit: str
    price: str
    reference: str | None
    on_hand: int
    origins: list[str]


class Catalogue(TypedDict):
    """The priced catalogue (明码标分目录) of a session, or as things stand where none was opened."""

    village: str
    period: str
    as_of: str
    minimum: str
    maximum: str | None
    lines: list[CatalogueLine]


class SignOutItem(TypedDict):
    """A column of the sign-out sheet."""

    item: str
    name: str
    unit: str
    price: str
    left: int


class SignOutLine(TypedDict):
    """A household that may redeem (active or away), with the points it can spend."""

    household: str
    head: str
    grid: str
    status: str
    available: str


class SignOut(TypedDict):
    """The sign-out sheet (签领表); `first` and `last` are the session's days where they were given."""

    village: str
    period: str
    as_of: str
    first: str | None
    last: str | None
    minimum: str
    maximum: str | None
    items: list[SignOutItem]
    lines: list[SignOutLine]


class SlipItem(TypedDict):
    """Goods a household could have: at most `most` pieces, were it to take nothing else."""

    item: str
    name: str
    unit: str
    price: str
    most: int


class Slip(TypedDict):
    """One household's slip (兑换告知单). `can_spend`: available within the session's minimum and ceiling."""

    village: str
    period: str
    as_of: str
    household: str
    head: str
    grid: str
    available: str
    can_spend: str
    items: list[SlipItem]
    hotline: str


class SettlementLine(TypedDict):
    """Goods over a session: `before + received - out + returned + other = left`; `value` yuan of what is left.

    `other` is write-offs and differences of a stocktake (mostly negative).
    """

    item: str
    name: str
    spec: str
    unit: str
    price: str | None
    before: int
    received: int
    out: int
    returned: int
    other: int
    left: int
    value: str


class Settlement(TypedDict):
    """The settlement sheet (结算表) of a session. `totals`: households receipts points out returned left value cost fund.

    `cost` is what the goods that went out (net of returns) were worth, `fund` the money left; both yuan.
    """

    village: str
    period: str
    opened_on: str
    closed_on: str | None
    lines: list[SettlementLine]
    totals: dict[str, str]


class RegisterLine(TypedDict):
    """A line of a receipt. `returned_on`: the day it was given back, None where it was not."""

    receipt: str
    paper: str | None
    day: str
    household: str
    head: str
    item: str
    name: str
    unit: str
    quantity: int
    price: str
    points: str
    cost: str
    by: str | None
    relation: str | None
    returned_on: str | None
    note: str


class Register(TypedDict):
    """The redemption register (兑换登记表). `totals`: receipts quantity points cost, net of returns."""

    village: str
    period: str
    lines: list[RegisterLine]
    totals: dict[str, str]


class DonationLine(TypedDict):
    """A donation of goods and what became of it: `quantity = redeemed + lost + left` (`lost`: written off, missing)."""

    day: str
    donor: str
    item: str
    name: str
    unit: str
    quantity: int
    value: str
    receipt: str
    redeemed: int
    lost: int
    left: int


class CashDonation(TypedDict):
    """Money given."""

    day: str
    donor: str
    yuan: str
    reason: str


class Donors(TypedDict):
    """The donors' board (捐赠榜). `totals`: donors goods (yuan) cash (yuan)."""

    village: str
    as_of: str
    goods: list[DonationLine]
    cash: list[CashDonation]
    totals: dict[str, str]
    hotline: NotRequired[str]
