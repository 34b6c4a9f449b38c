"""The ledger: what is written, never changed, and the figures that come of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from jifen.domain.household import sort_key
from jifen.domain.period import Month
from jifen.domain.points import ZERO, total

EntryKind = Literal[
    "award",
    "deduction",
    "reversal",
    "opening",
    "transfer",
    "redemption",
    "return",
    "carry-over",
    "expiry",
    "conversion",
]
KINDS: tuple[EntryKind, ...] = get_args(EntryKind)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry or an issue comes from: a file, a sheet, one cell."""

    path: str
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a meeting sheet on its way to the ledger; `points` bear their sign.

    `is_event` tells a line of an event list (one deed) from a cell that sums several, `dated` one whose row bears a
    day; `deed` is the number of the claim that it decides. `quantity`: its rule goes by one, and its points may be
    zero or not be known yet; `stated` is what the sheet says they are. `single`: what the severity that the row names
    counts once.
    """

    month: Month
    household: str
    category: str
    points: Decimal
    source: Source
    rule: str | None = None
    occurred_on: date | None = None
    reason: str | None = None
    actor: str | None = None
    is_event: bool = False
    deed: int | None = None
    quantity: Decimal | None = None
    stated: Decimal | None = None
    single: Decimal | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger as it is read back."""

    id: int
    operation_id: int
    household: str
    kind: EntryKind
    points: Decimal
    category: str | None
    rule: str | None
    wording: str | None
    occurred_on: date | None
    month: Month | None
    meeting_id: int | None
    reason: str | None
    actor: str | None
    reverses: int | None
    source: Source | None
    recorded_at: str
    operator: str
    meeting_status: str | None = None
    head: str | None = None
    disputed: bool = False
    by_hand: bool = False
    hides_actor: bool = False

    @property
    def pending(self) -> bool:
        """Whether it is an award (or the reversal of one) whose meeting is not final."""
        awards = self.kind == "award" or (self.kind == "reversal" and self.points < 0)
        return awards and self.meeting_status in ("recorded", "published")


@dataclass(frozen=True, slots=True)
class Balance:
    """The figures of one household; `available` follows from the others."""

    household: str
    opening: Decimal = ZERO
    earned: Decimal = ZERO
    deducted: Decimal = ZERO
    redeemed: Decimal = ZERO
    expired: Decimal = ZERO
    transferred: Decimal = ZERO
    pending: Decimal = ZERO
    disputed: Decimal = ZERO

    @property
    def available(self) -> Decimal:
        """What can be spent."""
        held = self.opening + self.earned + self.deducted + self.redeemed + self.expired + self.transferred
        return held - self.pending - self.disputed


@dataclass(frozen=True, slots=True)
class Spendable:
    """What several households can spend together, and what `debtors` of them owe (≥ 0): one is not set off against the
    other, since nobody spends for another household."""

    points: Decimal
    owed: Decimal
    debtors: int

    @classmethod
    def of(cls, available: Iterable[Decimal]) -> "Spendable":
        """Of what each household has; below zero is owed."""
        values = list(available)
        debts = [-value for value in values if value < ZERO]
        return cls(total(value for value in values if value > ZERO), total(debts), len(debts))


@dataclass(frozen=True, slots=True)
class Score:
    """What a household's period sums to: awards ≥ 0 and deductions ≤ 0, each net of its reversals."""

    household: str
    awards: Decimal = ZERO
    deductions: Decimal = ZERO

    @property
    def points(self) -> Decimal:
        """Awards and deductions together."""
        return self.awards + self.deductions


@dataclass(frozen=True, slots=True)
class Ranked:
    """A household's place; equal points share a rank (1, 2, 2, 4)."""

    rank: int
    score: Score


def rank(scores: list[Score], worth: Callable[[Score], Decimal] = lambda score: score.points) -> list[Ranked]:
    """Places by points (or by what somebody's points are `worth`), highest first, codes in order within a place."""
    ordered = sorted(scores, key=lambda s: (-worth(s), sort_key(s.household)))
    ranked: list[Ranked] = []
    for position, score in enumerate(ordered, 1):
        same = ranked and worth(ranked[-1].score) == worth(score)
        ranked.append(Ranked(ranked[-1].rank if same else position, score))
    return ranked
