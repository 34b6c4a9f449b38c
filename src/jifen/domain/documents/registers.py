"""The seven registers inspectors ask for, as `printing` needs them: one ledger seen from seven sides.

Points are decimals, money integer cents, pieces whole numbers with their sign. `differences` says where two registers
would disagree; there must be none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.goods import Count, Item, Lot, Movement
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.life.deeds import Deed
from jifen.domain.life.grids import GridMeeting
from jifen.domain.money import FundEntry
from jifen.domain.points import show, total
from jifen.domain.redemption import Receipt, ReceiptLine
from jifen.domain.rulebook import Rule


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """An item over the period: what was there `before`, and pieces and cents by kind of movement."""

    item: Item
    before: int
    cents_before: int
    pieces: Mapping[str, int]
    cents: Mapping[str, int]

    @property
    def left(self) -> int:
        """Pieces at the end."""
        return self.before + sum(self.pieces.values())

    @property
    def cents_left(self) -> int:
        """What they are worth."""
        return self.cents_before + sum(self.cents.values())


@dataclass(frozen=True, slots=True)
class PriceRow:
    """An item at its price from a day on; `round` names the round that froze it, None for the list itself."""

    item: Item
    since: date
    round: str | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A household's month: net points by category; its score and grade, where the scheme has scores."""

    household: Household
    points: Mapping[str, Decimal]
    score: Decimal | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting and what it comes to; `month`: the month, or the longer period it covers; `facts` as the book keeps
    them, a recusal as JSON."""

    month: str
    status: str
    facts: Mapping[str, Sequence[str]]
    households: int
    entries: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A publication; `printed` is a monthly notice's total, `now` what the month sums to today."""

    content: Mapping[str, Any]
    code: str
    printed: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class RedemptionRow:
    """A line of a receipt and what its pieces were worth, or with `returned` its return: everything negative."""

    receipt: Receipt
    line: ReceiptLine
    worth: int
    on: date
    about: str
    returned: bool = False

    @property
    def quantity(self) -> int:
        """Pieces."""
        return -self.line.quantity if self.returned else self.line.quantity

    @property
    def cents(self) -> int:
        """What they were worth."""
        return -self.worth if self.returned else self.worth

    @property
    def points(self) -> Decimal:
        """What they cost."""
        return self.line.price * self.quantity


@dataclass(frozen=True, slots=True)
class Registers:
    """All seven for one period, and what their lines refer to.

    `receipts` are numbers of receipts by the id of their line; `others` entries that belong to no month; `chain` the
    beginning of the book's head when they were drawn. `scores` are by month, or by the longer period a meeting covers.
    `grid_meetings` stand in none of the seven.
    """

    village: str
    period: str
    chain: str
    items: Mapping[str, Item]
    lots: Mapping[int, Lot]
    people: Mapping[str, Household]
    receipts: Mapping[int, str]
    goods: Sequence[GoodsRow]
    movements: Sequence[Movement]
    counts: Sequence[Count]
    fund: Sequence[FundEntry]
    prices: Sequence[PriceRow]
    rules: Sequence[Rule]
    entries: Sequence[Entry]
    others: Sequence[Entry]
    scores: Mapping[str, Sequence[ScoreRow]]
    meetings: Sequence[MeetingRow]
    documents: Sequence[DocumentRow]
    redemptions: Sequence[RedemptionRow]
    deeds: Sequence[Deed]
    grid_meetings: Sequence[GridMeeting] = ()

    @property
    def categories(self) -> list[str]:
        """Categories that points were scored in, as they come."""
        return list(dict.fromkeys(entry.category or "" for entry in self.entries))

    def head(self, household: str) -> str:
        """The head of a household; empty where it is not registered by today."""
        return self.people[household].head if household in self.people else ""

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
        moved = -sum(row.pieces.get("redemption", 0) + row.pieces.get("return", 0) for row in self.goods)
        worth = -sum(row.cents.get("redemption", 0) + row.cents.get("return", 0) for row in self.goods)
        came = [move for move in self.movements if move.counts_as == "in"]
        bought = sum(move.value_cents for move in came if self.lots[move.lot_id].origin == "purchase")
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
