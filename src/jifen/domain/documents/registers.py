"""The seven registers inspectors ask for, as `printing` needs them: one ledger seen from seven sides.

Points are decimals, money integer cents, pieces whole numbers with their sign. `differences` says where two registers
would disagree; there must be none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.points import show, total


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """An item over the period, pieces and cents: `before + received + redeemed + returned + written_off + counted`."""

    item: str
    name: str
    spec: str
    unit: str
    before: int
    received: int
    redeemed: int
    returned: int
    written_off: int
    counted: int
    cents_before: int
    cents: dict[str, int]

    @property
    def left(self) -> int:
        """Pieces at the end."""
        return self.before + self.received + self.redeemed + self.returned + self.written_off + self.counted

    @property
    def cents_left(self) -> int:
        """What they are worth."""
        return self.cents_before + sum(self.cents.values())


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement; `origin` and `party` of its lot, `about` a receipt number or a reason."""

    on: date
    kind: str
    item: str
    name: str
    quantity: int
    cents: int
    origin: str
    party: str
    receipt: str
    about: str
    operator: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """A counted item."""

    on: date
    item: str
    name: str
    booked: int
    counted: int
    reason: str


@dataclass(frozen=True, slots=True)
class FundRow:
    """A line of the fund account."""

    on: date
    cents: int
    reason: str
    item: str | None
    party: str
    receipt: str
    balance: int


@dataclass(frozen=True, slots=True)
class PriceRow:
    """An item's price from a day on; `round` names the round that froze it, None for the list itself."""

    item: str
    name: str
    spec: str
    unit: str
    points: Decimal
    reference_cents: int | None
    since: date | None
    round: str | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of the book that holds at the end of the period, in its canonical text."""

    code: str
    category: str
    wording: str
    points: str
    unit: str
    caps: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the ledger."""

    id: int
    month: str | None
    on: date | None
    household: str
    head: str
    kind: str
    category: str
    rule: str
    wording: str
    reason: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A household's month: net points by category."""

    household: str
    head: str
    grid: str
    points: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A month's meeting and what it comes to."""

    month: str
    status: str
    facts: dict[str, str]
    households: int
    entries: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A publication; `printed` is a monthly notice's total, `now` what the month sums to today."""

    number: str
    kind: str
    period: str
    published_on: str
    notice_from: str
    notice_to: str
    code: str
    lines: int
    printed: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class RedemptionRow:
    """A line of a receipt, or its return with everything negative."""

    on: date
    receipt: str
    household: str
    head: str
    item: str
    name: str
    quantity: int
    price: Decimal
    cents: int
    by: str
    returned: bool
    about: str

    @property
    def points(self) -> Decimal:
        """What it cost; below zero for a return."""
        return self.price * self.quantity


@dataclass(slots=True)
class Registers:
    """All seven for one period."""

    village: str
    period: str
    goods: list[GoodsRow] = field(default_factory=list)
    movements: list[MovementRow] = field(default_factory=list)
    counts: list[CountRow] = field(default_factory=list)
    fund: list[FundRow] = field(default_factory=list)
    prices: list[PriceRow] = field(default_factory=list)
    rules: list[RuleRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    others: list[EntryRow] = field(default_factory=list)
    scores: dict[str, list[ScoreRow]] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    meetings: list[MeetingRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    redemptions: list[RedemptionRow] = field(default_factory=list)

    @property
    def points(self) -> Decimal:
        """Net points of the period's months."""
        return total(row.points for row in self.entries)

    @property
    def redeemed(self) -> Decimal:
        """Points redeemed, net of returns."""
        return total(row.points for row in self.redemptions)

    @property
    def pieces(self) -> int:
        """Pieces that went out for points, net of returns."""
        return sum(row.quantity for row in self.redemptions)

    @property
    def cents(self) -> int:
        """What they were worth."""
        return sum(row.cents for row in self.redemptions)

    def differences(self) -> list[str]:
        """Where two registers say different things, as `name: one / other`."""
        scored = total(points for rows in self.scores.values() for row in rows for points in row.points.values())
        paid = -total(row.points for row in self.others if row.kind in ("redemption", "return"))
        moved = -sum(row.redeemed + row.returned for row in self.goods)
        worth = -sum(row.cents.get("redemption", 0) + row.cents.get("return", 0) for row in self.goods)
        bought = sum(row.cents for row in self.movements if row.kind == "in" and row.origin == "purchase")
        spent = -sum(row.cents for row in self.fund if row.item is not None)
        pairs: Sequence[tuple[str, object, object]] = (
            ("points of scoring sheets", show(self.points), show(scored)),
            ("points of meetings", show(self.points), show(total(row.points for row in self.meetings))),
            ("points redeemed", show(self.redeemed), show(paid)),
            ("pieces redeemed", self.pieces, moved),
            ("cents redeemed", self.cents, worth),
            ("cents bought", spent, bought),
        )
        return [f"{name}: {one} / {other}" for name, one, other in pairs if one != other]
