"""Households: the accounts. A code never changes; head, grid and status are asked as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Literal, get_args
from unicodedata import numeric

Status = Literal["active", "away", "suspended", "left", "closed"]
STATUSES: tuple[Status, ...] = get_args(Status)
SCORING: frozenset[str] = frozenset({"active", "away"})
GONE: frozenset[str] = frozenset({"left", "closed"})

EventKind = Literal[
    "registered", "renamed", "moved", "away", "suspended", "left", "returned", "split", "merged", "closed", "updated"
]


@dataclass(frozen=True, slots=True)
class Household:
    """A household as it stood on a day."""

    code: str
    head: str
    grid: str
    group: str | None = None
    people: int | None = None
    tier: str | None = None
    status: Status = "active"

    @property
    def scores(self) -> bool:
        """Whether it may gain and lose points."""
        return self.status in SCORING


@dataclass(frozen=True, slots=True)
class HouseholdEvent:
    """A dated change; an attribute that is None did not change."""

    household: str
    on: date
    kind: EventKind
    head: str | None = None
    grid: str | None = None
    group: str | None = None
    people: int | None = None
    tier: str | None = None
    status: Status | None = None
    other: str | None = None
    id: int | None = None


_ATTRIBUTES = ("head", "grid", "group", "people", "tier", "status")


def as_of(events: Iterable[HouseholdEvent], day: date) -> dict[str, Household]:
    """The households that were registered by `day`, as they stood then, in the order of codes.

    Events apply in the order of their day, then of their entry into the book.
    """
    found: dict[str, Household] = {}
    for event in sorted(events, key=lambda e: (e.on, e.id or 0)):
        if event.on > day:
            continue
        known = found.get(event.household)
        if known is None:
            known = Household(event.household, event.head or "", event.grid or "")
        changes = {name: value for name in _ATTRIBUTES if (value := getattr(event, name)) is not None}
        found[event.household] = replace(known, **changes)
    return dict(sorted(found.items(), key=lambda item: sort_key(item[0])))


@dataclass(frozen=True, slots=True)
class Roster:
    """What a reader of sheets needs to know of the households: all of them, as of the day that counts."""

    households: dict[str, Household]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names that lead to a household (former heads, confirmed aliases): name → codes."""

    def by_name(self, name: str) -> tuple[Household, ...]:
        """Households whose head has exactly this (normalised) name."""
        return tuple(h for h in self.households.values() if h.head == name)


def sort_key(code: str) -> tuple[tuple[int, str], ...]:
    """Order codes as people do: 2-3 before 10-1, digits as numbers, and numbers before words."""
    return tuple(_part_key(part) for part in code.split("-"))


def _part_key(part: str) -> tuple[int, str]:
    """Words that begin with a number written out (the second group, the twelfth) go by it, before other words."""
    if part.isascii() and part.isdigit():
        return int(part), ""
    numbered = "".join(takewhile(lambda sign: numeric(sign, -1) >= 0 and not sign.isdigit(), part))
    return (_WORD + _written_out(numbered), part) if numbered else (2 * _WORD, part)


def _written_out(signs: str) -> int:
    """A number below a hundred thousand in written signs: units count the digit before them."""
    total = digit = 0
    for value in (int(numeric(sign)) for sign in signs):
        total, digit = (total + (digit or 1) * value, 0) if value >= _TEN else (total, value)
    return total + digit


def by_grid(household: Household) -> tuple[object, object]:
    """Order of sheets: grids by number, then codes as people order them."""
    return sort_key(household.grid), sort_key(household.code)


_TEN = 10
_WORD = 10**20
"""Larger than any number a code of twenty characters can hold."""
