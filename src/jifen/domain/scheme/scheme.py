"""The scheme of a rule book: how often the meeting comes together, from what points start, what of them can be spent.

Canonical text forms, as the book keeps them, by the item's key: `period` `quarter`; `base` `100`; `grades`
`A:95;B:85;C:*`; `spendable` `above:100`. A village's own words are read in `reading`. The scheme that says nothing is
the default: monthly, from zero, all of it spendable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal, get_args

from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, parse_points, show

Cycle = Literal["month", "quarter", "half", "year"]
Spending = Literal["all", "above", "awards", "none"]
Subject = Literal["household", "person", "group", "grid-worker", "party-member"]
Apart = Literal["", "tier", "group", "grid"]
Ranks = Literal["", "yes"]

LENGTHS: Mapping[Cycle, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Months of a cycle."""
REST = "*"
"""In place of a grade's points: what reaches no other."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, reached from `least` points on; None: what reaches no other."""

    name: str
    least: Decimal | None

    def reached(self, score: Decimal) -> bool:
        """Whether a score is high enough."""
        return self.least is None or score >= self.least

    def __str__(self) -> str:
        """Name and points: `A:95`; `D:*` for the rest."""
        return f"{self.name}:{REST if self.least is None else show(self.least)}"


@dataclass(frozen=True, slots=True)
class Spendable:
    """What of a household's points can be redeemed: `all`, the `awards` alone, `none`, or of its score what lies
    `above` a number."""

    kind: Spending = "all"
    above: Decimal = ZERO

    @classmethod
    def parse(cls, text: str) -> "Spendable":
        """`all`, `awards`, `none`, `above:100`; raises `ValueError`."""
        kind, _, number = text.partition(":")
        if kind == "above":
            return cls("above", parse_points(number))
        if kind not in ("all", "awards", "none") or number:
            raise ValueError(text)
        return cls(kind)  # type: ignore[arg-type]

    def __str__(self) -> str:
        """The canonical form."""
        return f"above:{show(self.above)}" if self.kind == "above" else self.kind

    def counts(self, *, lost: bool) -> bool:
        """Whether a meeting's awards, or what was `lost` in it, are spendable points themselves."""
        return self.kind == "all" or (self.kind == "awards" and not lost)

    def converted(self, score: Decimal) -> Decimal:
        """What a final score comes to at the counter, where only what lies above a number does; never negative."""
        return max(score - self.above, ZERO)


ALL = Spendable()
"""Every point can be redeemed."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How points are counted. `floor` and `ceiling` bound a score; grades come the highest first.

    `apart`: by what households are ranked apart. `subject`: whom the book is about. `ranks`: the
    notice shows places.
    """

    period: Cycle = "month"
    base: Decimal = ZERO
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    grades: tuple[Grade, ...] = ()
    spendable: Spendable = ALL
    apart: Apart = ""
    subject: Subject = "household"
    ranks: Ranks = ""

    def __post_init__(self) -> None:
        """Bounds hold the base between them; no two grades begin at the same points or bear the same name."""
        low, high = self.floor, self.ceiling
        if (low is not None and self.base < low) or (high is not None and self.base > high):
            raise ValueError("base")
        if self.grades != _highest_first(self.grades):
            raise ValueError("grades")

    @property
    def scores(self) -> bool:
        """Whether a score says anything beyond the points themselves."""
        return bool(self.base) or self.floor is not None or self.ceiling is not None or bool(self.grades)

    def score(self, points: Decimal) -> Decimal:
        """The score of a period in which a household has these points: from the base, within the bounds."""
        found = self.base + points
        found = found if self.floor is None else max(found, self.floor)
        return found if self.ceiling is None else min(found, self.ceiling)

    def grade(self, score: Decimal) -> str | None:
        """The highest grade a score reaches; None where it reaches none."""
        return next((grade.name for grade in self.grades if grade.reached(score)), None)

    def covering(self, month: Month) -> Period:
        """The period of a meeting, by any of its months."""
        return Period.holding(month, LENGTHS[self.period])


WORDS: Mapping[str, tuple[str, ...]] = {
    "period": get_args(Cycle),
    "apart": get_args(Apart),
    "subject": get_args(Subject),
    "ranks": get_args(Ranks),
}
"""What a line may say of which only certain words are known."""
KEYS = tuple(each.name for each in fields(Scheme))
"""The keys of a scheme's lines, in the order in which they are shown."""


def parse_grades(text: str) -> tuple[Grade, ...]:
    """`A:95;B:85;C:*` in any order, the highest first; raises `ValueError`."""
    grades = []
    for part in filter(None, text.split(";")):
        name, _, least = part.rpartition(":")
        if not name:
            raise ValueError(text)
        grades.append(Grade(name, None if least == REST else parse_points(least)))
    return _highest_first(grades)


def _highest_first(grades: Sequence[Grade]) -> tuple[Grade, ...]:
    """Raises `ValueError` where two begin at the same points or bear the same name."""
    if len({grade.least for grade in grades}) < len(grades) or len({grade.name for grade in grades}) < len(grades):
        raise ValueError("grades")
    return tuple(sorted(grades, key=lambda grade: (grade.least is None, -(grade.least or ZERO))))


def parse_scheme(lines: Mapping[str, str]) -> Scheme:
    """A scheme from canonical lines; what is not said is as the default has it. Raises `ValueError`."""
    given: dict[str, object] = {}
    for key, text in lines.items():
        if key in ("base", "floor", "ceiling"):
            given[key] = parse_points(text)
        elif key == "grades":
            given[key] = parse_grades(text)
        elif key == "spendable":
            given[key] = Spendable.parse(text)
        elif text in WORDS.get(key, ()):
            given[key] = text
        else:
            raise ValueError(f"{key}: {text}")
    return Scheme(**given)  # type: ignore[arg-type]


def scheme_lines(scheme: Scheme) -> dict[str, str]:
    """The canonical lines of what a scheme says beyond the default, in order."""
    found = {}
    for each in KEYS:
        value = getattr(scheme, each)
        if value != getattr(DEFAULT, each):
            found[each] = _text(value)
    return found


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return show(value)
    return ";".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """A line that a later scheme has otherwise; blank: as the default has it."""

    item: str
    before: str
    after: str


def scheme_changes(before: Scheme, after: Scheme) -> tuple[SchemeChange, ...]:
    """What one scheme says otherwise than another, in the order of the items."""
    known, wanted = scheme_lines(before), scheme_lines(after)
    return tuple(
        SchemeChange(item, known.get(item, ""), wanted.get(item, ""))
        for item in KEYS
        if known.get(item) != wanted.get(item)
    )


DEFAULT = Scheme()
"""Events from zero, monthly, all of it spendable: what a rule book without a scheme means."""
