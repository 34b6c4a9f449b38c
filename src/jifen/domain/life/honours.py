"""Lists of a village's own kinds: what one asks of a household, and who is proposed. Pure; it decides nothing alone.

Honours praise; a list of what is to be rectified names bad conduct. Points only propose. Whoever is barred is barred,
however many points there are and whoever speaks for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal

from jifen.domain.household import sort_key
from jifen.domain.points import ZERO, parse_points, share_of, show

WAYS: tuple[str, ...] = ("self", "mutual", "organisation")
"""Who may nominate: the household itself, other households, the village's organisation."""
BARS: tuple[str, ...] = ("veto", "black")
"""What of the village's other records may bar a household."""
Nature = Literal["praise", "rectify"]
Cycle = Literal["month", "quarter", "half", "year"]
Colour = Literal["red", "yellow", "green", "blue", "white"]
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
    """What a list is called and asks; drawn up for a `cycle`, under a title of this `colour`.

    `person`: it names somebody of the household. `number`: at most so many are honoured. Proposed is who has `points`,
    is among the first (`place`), has of each of `categories` so many points, reached one of `grades` and stood on so
    many `red_lists` of the period, or on `red_streak` in a row, the newest of them within it; nominated may be who
    somebody of `ways` speaks for. Neither where one of `barred_by`, a deduction by one of `barring_rules`, or this
    honour taken away within `pause` years stands against it. `award`: the rule by which whoever is honoured gains
    points at a meeting.

    A kind whose `nature` is to `rectify` proposes whoever any one thing is said of: points `at_most`, one of `grades`,
    `deductions` (a number above zero) at least, a deduction by one of `broken_rules`, or `black_streak` black lists in
    a row. The meeting may add others; points and prizes come of none.
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
    cycle: Cycle = "year"
    nature: Nature = "praise"
    colour: Colour = "red"
    grades: tuple[str, ...] = ()
    red_streak: int = 0
    black_streak: int = 0
    at_most: Decimal | None = None
    deductions: Decimal | None = None
    broken_rules: tuple[str, ...] = ()

    @property
    def rectifies(self) -> bool:
        """Whether it says of whoever stands on it what is to be put right."""
        return self.nature == "rectify"

    def limit(self, ranked: int) -> int | None:
        """How many may be honoured; None where any number may."""
        return None if self.number is None else self.number.of(ranked)

    def plain(self) -> dict[str, Any]:
        """As JSON has it, to be kept with a draft."""
        told = asdict(self)
        for name in ("number", "place"):
            value = getattr(self, name)
            told[name] = None if value is None else str(value)
        for name in _POINTS:
            value = getattr(self, name)
            told[name] = None if value is None else show(value)
        told["categories"] = {name: show(least) for name, least in self.categories.items()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "HonourKind":
        """The kind that `plain` told; lines that were not known yet are as if nobody had written them."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        for name in ("number", "place"):
            values[name] = None if told[name] is None else Share.parse(told[name])
        for name in _POINTS:
            values[name] = None if told.get(name) is None else parse_points(told[name])
        values["categories"] = {name: parse_points(least) for name, least in told["categories"].items()}
        return cls(**values)


_POINTS = ("points", "at_most", "deductions")


@dataclass(frozen=True, slots=True)
class YearOf:
    """What a period says of a household: its place and points, those by category, its red lists, and what `bars` it.

    `rank` None: it is not ranked. `deductions` is zero or less, `broken` the codes of their rules in capitals; of the
    red and black lists in a row the newest lies within the period.
    """

    household: str
    points: Decimal
    rank: int | None
    categories: Mapping[str, Decimal]
    red_lists: int
    bars: str | None
    grade: str | None = None
    red_streak: int = 0
    black_streak: int = 0
    deductions: Decimal = ZERO
    broken: frozenset[str] = frozenset()


def proposed(kind: HonourKind, years: Iterable[YearOf]) -> list[YearOf]:
    """Households that points propose, in the order of their places; for what is to be rectified the least first."""
    known = list(years)
    if kind.rectifies:
        wanting = [year for year in known if year.bars is None and causes(kind, year)]
        return sorted(wanting, key=lambda year: (year.points, sort_key(year.household)))
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
        and year.red_streak >= kind.red_streak
        and (not kind.grades or year.grade in kind.grades)
    )


def causes(kind: HonourKind, year: YearOf) -> tuple[str, ...]:
    """What is said of a household that a kind proposes to rectify, by the names of the kind's lines."""
    rules = {code.upper() for code in kind.broken_rules}
    found = {
        "at_most": kind.at_most is not None and year.points <= kind.at_most,
        "grades": bool(kind.grades) and year.grade in kind.grades,
        "deductions": kind.deductions is not None and year.deductions < 0 and -year.deductions >= kind.deductions,
        "broken_rules": bool(rules & year.broken),
        "black_streak": bool(kind.black_streak) and year.black_streak >= kind.black_streak,
    }
    return tuple(name for name, holds in found.items() if holds)


def suggested(kind: HonourKind, candidates: list[YearOf], ranked: int) -> frozenset[str]:
    """Of the candidates those an honour for whole households may be suggested for: as many as it allows, and nobody of
    those who share the last place where it does not allow all of them."""
    limit = kind.limit(ranked)
    if kind.person or limit is None or kind.rectifies:
        return frozenset()
    inside = candidates[:limit]
    if len(candidates) > limit and inside:
        edge = candidates[limit].points
        inside = [year for year in inside if year.points > edge]
    return frozenset(year.household for year in inside)
