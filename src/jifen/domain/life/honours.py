"""Honours of a year: what a kind asks of a household, and who is proposed for it. Pure; it decides nothing alone.

Points only propose. Whoever is barred is barred, however many points there are and whoever speaks for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from jifen.domain.household import sort_key
from jifen.domain.points import parse_points, share_of, show

WAYS: tuple[str, ...] = ("self", "mutual", "organisation")
"""Who may nominate: the household itself, other households, the village's organisation."""
BARS: tuple[str, ...] = ("veto", "black")
"""What of the village's other records may bar a household."""
PAUSE = 2
"""Years for which an honour that was taken away is not given again, unless its kind says otherwise."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many, or with `percent` so many per cent of those who are ranked."""

    value: Decimal
    percent: bool = False

    def of(self, ranked: int) -> int:
        """How many that is."""
        return share_of(Decimal(ranked), self.value) if self.percent else int(self.value)

    def __str__(self) -> str:
        """`20%`, `10`."""
        return show(self.value) + ("%" if self.percent else "")

    @classmethod
    def parse(cls, text: str) -> "Share":
        """The text of one; raises `ValueError`."""
        percent = text.endswith("%")
        value = parse_points(text.removesuffix("%"))
        if value <= 0 or (percent and value > 100) or (not percent and value != int(value)):
            raise ValueError(text)
        return cls(value, percent)


@dataclass(frozen=True, slots=True)
class HonourKind:
    """What an honour is called and asks.

    `person`: it names somebody of the household. `number`: at most so many are honoured. Proposed is who has `points`,
    is among the first (`place`), has of each of `categories` so many points and stood on so many `red_lists` of the
    year; nominated may be who somebody of `ways` speaks for. Neither where one of `barred_by`, a deduction by one of
    `barring_rules`, or this honour taken away within `pause` years stands against it. `award`: the rule by which
    whoever is honoured gains points at a meeting.
    """

    id: str
    name: str
    person: bool = False
    number: Share | None = None
    points: Decimal | None = None
    place: Share | None = None
    categories: Mapping[str, Decimal] = field(default_factory=dict)
    red_lists: int = 0
    ways: tuple[str, ...] = WAYS
    barred_by: tuple[str, ...] = BARS
    barring_rules: tuple[str, ...] = ()
    pause: int = PAUSE
    award: str | None = None

    def limit(self, ranked: int) -> int | None:
        """How many may be honoured; None where any number may."""
        return None if self.number is None else self.number.of(ranked)

    def plain(self) -> dict[str, Any]:
        """As JSON has it, to be kept with a draft."""
        told = asdict(self)
        for name in ("number", "place"):
            value = getattr(self, name)
            told[name] = None if value is None else str(value)
        told["points"] = None if self.points is None else show(self.points)
        told["categories"] = {name: show(least) for name, least in self.categories.items()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "HonourKind":
        """The kind that `plain` told."""
        values = dict(told)
        for name in ("number", "place"):
            values[name] = None if told[name] is None else Share.parse(told[name])
        values["points"] = None if told["points"] is None else parse_points(told["points"])
        values["categories"] = {name: parse_points(least) for name, least in told["categories"].items()}
        for name in ("ways", "barred_by", "barring_rules"):
            values[name] = tuple(told[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class YearOf:
    """What a year says of a household: its place and points, those by category, its red lists, and what `bars` it.

    `rank` None: it is not ranked.
    """

    household: str
    points: Decimal
    rank: int | None
    categories: Mapping[str, Decimal]
    red_lists: int
    bars: str | None


def proposed(kind: HonourKind, years: Iterable[YearOf]) -> list[YearOf]:
    """Households that points propose, in the order of their places."""
    known = list(years)
    ranked = sum(year.rank is not None for year in known)
    first = None if kind.place is None else kind.place.of(ranked)
    found = [year for year in known if year.rank is not None and year.bars is None and _fulfils(kind, year, first)]
    return sorted(found, key=lambda year: (year.rank or 0, sort_key(year.household)))


def _fulfils(kind: HonourKind, year: YearOf, first: int | None) -> bool:
    return (
        (kind.points is None or year.points >= kind.points)
        and (first is None or (year.rank or 0) <= first)
        and all(year.categories.get(name, Decimal(0)) >= least for name, least in kind.categories.items())
        and year.red_lists >= kind.red_lists
    )


def suggested(kind: HonourKind, candidates: list[YearOf], ranked: int) -> frozenset[str]:
    """Of the candidates those an honour for whole households may be suggested for: as many as it allows, and nobody of
    those who share the last place where it does not allow all of them."""
    limit = kind.limit(ranked)
    if kind.person or limit is None:
        return frozenset()
    inside = candidates[:limit]
    if len(candidates) > limit and inside:
        edge = candidates[limit].points
        inside = [year for year in inside if year.points > edge]
    return frozenset(year.household for year in inside)
