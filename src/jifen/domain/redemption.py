"""A redemption day as rules: who may take what, decided line by line against points and shelf.

`Counter` holds what is left while a sheet is gone through; the order of calls decides who gets the last item. It writes
nothing: what it lets through, the service posts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.goods import Lot, take
from jifen.domain.points import ZERO, show

RefusalCode = Literal["household-inactive", "item-unknown", "stock-short", "points-short"]
ShortReason = Literal["available", "minimum", "ceiling", "score"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings `redeem-min` (a household needs so many points to begin) and `redeem-max` (None: no ceiling)."""

    minimum: Decimal = ZERO
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Pieces of an item that somebody wants."""

    item: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A wish that holds: at its price, from these lots (lot id, pieces)."""

    item: str
    quantity: int
    price: Decimal
    lots: tuple[tuple[int, int], ...]

    @property
    def points(self) -> Decimal:
        """What it costs."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a wish does not hold; facts for the sentence."""

    code: RefusalCode
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of a receipt; `returned_on` where it was given back."""

    id: int
    receipt_id: int
    position: int
    item: str
    quantity: int
    price: Decimal
    entry_id: int
    returned_on: date | None = None

    @property
    def points(self) -> Decimal:
        """What it cost."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it stands."""

    id: int
    round_id: int
    operation_id: int
    household: str
    number: str
    paper_number: str | None
    on: date
    proxy: str | None
    relation: str | None
    note: str | None
    operator: str
    lines: list[ReceiptLine] = field(default_factory=list)

    @property
    def kept(self) -> list[ReceiptLine]:
        """Lines that were not given back."""
        return [line for line in self.lines if line.returned_on is None]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A household that scored less in the last final `period` than the scheme asks (`least`) of who redeems."""

    score: Decimal
    least: Decimal
    period: str


@dataclass(slots=True)
class Purse:
    """A household's points: what it can spend now, and what it spent in this round already (net of returns).

    `held_back`: it keeps its points, and may not spend them before another period is final.
    """

    available: Decimal
    spent: Decimal = ZERO
    held_back: HeldBack | None = None

    def refusal(self, cost: Decimal, limits: Limits) -> tuple[ShortReason, Decimal] | None:
        """Why so many points cannot be spent: the reason and the bound; None where they can."""
        if self.held_back is not None:
            return "score", self.held_back.least
        held = self.available + self.spent
        if limits.minimum > ZERO and held < limits.minimum:
            return "minimum", limits.minimum
        if cost > self.available:
            return "available", self.available
        if limits.maximum is not None and self.spent + cost > limits.maximum:
            return "ceiling", limits.maximum
        return None

    def can_spend(self, limits: Limits) -> Decimal:
        """What may still be spent in this round; never below zero."""
        if self.held_back is not None or self.available + self.spent < limits.minimum:
            return ZERO
        rest = self.available if limits.maximum is None else min(self.available, limits.maximum - self.spent)
        return max(rest, ZERO)


@dataclass(slots=True)
class Counter:
    """What is left on the shelf and in the purses while lines are taken one after the other."""

    prices: Mapping[str, Decimal]
    lots: dict[str, list[Lot]]
    purses: dict[str, Purse]
    limits: Limits

    def on_hand(self, item: str) -> int:
        """Pieces of an item still there."""
        return sum(lot.on_hand for lot in self.lots.get(item, ()))

    def purse(self, household: str) -> Purse:
        """A household's purse; empty where it has no entries."""
        return self.purses.setdefault(household, Purse(ZERO))

    def take(self, household: str, wish: Wish) -> Taken | Refusal:
        """Take a wish from shelf and purse, or say why not and leave both as they are."""
        price = self.prices.get(wish.item)
        lots = self.lots.get(wish.item, [])
        chosen = take(lots, wish.quantity)
        if price is None or chosen is None:
            facts = {"item": wish.item, "on_hand": str(self.on_hand(wish.item)), "wanted": str(wish.quantity)}
            return Refusal("stock-short", facts)
        purse = self.purse(household)
        cost = price * wish.quantity
        short = purse.refusal(cost, self.limits)
        if short is not None:
            reason, bound = short
            facts = {"household": household, "available": show(purse.available), "wanted": show(cost)}
            if purse.held_back is not None:
                facts |= {"score": show(purse.held_back.score), "period": purse.held_back.period}
            return Refusal("points-short", {**facts, "reason": reason, "bound": show(bound)})
        gone = dict(chosen)
        self.lots[wish.item] = [replace(lot, on_hand=lot.on_hand - gone.get(lot.id, 0)) for lot in lots]
        purse.available -= cost
        purse.spent += cost
        return Taken(wish.item, wish.quantity, price, tuple(chosen))


def holds_on(first: date | None, last: date | None, day: date) -> bool:
    """Whether a round that has days takes redemptions of this day."""
    return (first is None or day >= first) and (last is None or day <= last)
