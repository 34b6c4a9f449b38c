"""Goods and stock: items with dated prices, lots, and which lot goes out first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

MOST_PIECES = 999_999
"""More pieces than this in one movement is a slip of the keyboard."""

Origin = Literal["purchase", "donation", "opening"]
MovementKind = Literal["in", "redemption", "return", "write-off", "stocktake", "reversal"]


@dataclass(frozen=True, slots=True)
class Item:
    """Goods as they stand on a day; `price` in points, `reference_cents` what a piece costs in a shop."""

    code: str
    name: str
    price: Decimal
    spec: str = ""
    unit: str = ""
    reference_cents: int | None = None


@dataclass(frozen=True, slots=True)
class ItemEvent:
    """From a day on, an item is this."""

    on: date
    item: Item
    id: int = 0


@dataclass(frozen=True, slots=True)
class Lot:
    """Goods that came in together, and how many of them are there."""

    id: int
    item: str
    origin: Origin
    party: str
    unit_cents: int
    receipt: str
    received_on: date
    best_before: date | None
    on_hand: int = 0

    @property
    def value_cents(self) -> int:
        """What the pieces that are there are worth."""
        return self.on_hand * self.unit_cents


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement as it is read back, with its lot, its day and who made it.

    `reverses`: the one that it answers, of the kind `answers`; `reversed_by`: the one that answers it.
    """

    id: int
    operation_id: int
    lot_id: int
    item: str
    kind: MovementKind
    quantity: int
    unit_cents: int
    reason: str | None
    receipt_line_id: int | None
    on: date
    operator: str
    reverses: int | None = None
    answers: MovementKind | None = None
    reversed_by: int | None = None

    @property
    def counts_as(self) -> MovementKind:
        """What it changes the sum of: a reversal counts where what it answers does."""
        return self.answers or self.kind

    @property
    def value_cents(self) -> int:
        """What moved, with its sign."""
        return self.quantity * self.unit_cents


@dataclass(frozen=True, slots=True)
class Count:
    """A counted item of a stocktake."""

    item: str
    booked: int
    counted: int
    reason: str
    on: date
    operation_id: int


def as_of(events: Iterable[ItemEvent], day: date) -> dict[str, Item]:
    """Each item as of a day: its last event not after it, else its first; in the order of codes."""
    found: dict[str, Item] = {}
    for event in sorted(events, key=lambda e: (e.on, e.id)):
        if event.on <= day or event.item.code not in found:
            found[event.item.code] = event.item
    return dict(sorted(found.items()))


def first_out(lots: Iterable[Lot]) -> list[Lot]:
    """First to expire goes out first; without a day last, then by day received."""
    return sorted(lots, key=lambda lot: (lot.best_before or date.max, lot.received_on, lot.id))


def take(lots: Sequence[Lot], quantity: int) -> list[tuple[int, int]] | None:
    """From which lots so many pieces come (lot id, pieces); None where there are not enough."""
    chosen: list[tuple[int, int]] = []
    missing = quantity
    for lot in first_out(lots):
        pieces = min(lot.on_hand, missing)
        if pieces > 0:
            chosen.append((lot.id, pieces))
            missing -= pieces
    return chosen if missing == 0 else None


def pieces(text: str) -> int | None:
    """A whole number of pieces, 1 to `MOST_PIECES`; None for anything else (zero, minus, fractions, too many)."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()) or len(plain) > len(str(MOST_PIECES)):
        return None
    return int(plain) if 1 <= int(plain) <= MOST_PIECES else None
