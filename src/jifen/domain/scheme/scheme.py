"""The scheme of a rule book: how often the meeting comes together, from what points start, what of them can be spent.

Canonical text forms, as the book keeps them, by the item's key: `period` `quarter`; `base` `100`; `grades`
`A:95;B:85;C:*`; `spendable` `above:100`, `best:30:10`; `unscored` category names, `;` between them. A village's own
words are read in `reading`. The scheme that says nothing is the default: monthly, from zero, all of it spendable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal, TypeVar, get_args

from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, parse_points, show
from jifen.domain.scheme.staying import ALWAYS, Stay, to_hundredth

Cycle = Literal["month", "quarter", "half", "year"]
Spending = Literal["all", "above", "best", "awards", "none"]
Subject = Literal["household", "person", "group", "grid-worker", "party-member"]
Apart = Literal["", "tier", "group", "grid"]
Newcomers = Literal["whole", "monthly", "out"]

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


_PLAIN: tuple[Spending, ...] = ("all", "awards", "none")
"""Kinds of spending that bear no number."""


@dataclass(frozen=True, slots=True)
class Spendable:
    """What of a household's points can be redeemed: `all`, the `awards` alone, `none`; of its score what lies `above` a
    number; or `each` point for those who are among the `best` by score, `share` per cent of all."""

    kind: Spending = "all"
    above: Decimal = ZERO
    share: Decimal = ZERO
    each: Decimal = ZERO

    @classmethod
    def parse(cls, text: str) -> "Spendable":
        """`all`, `awards`, `none`, `above:100`, `best:30:10`; raises `ValueError`."""
        kind, *numbers = text.split(":")
        values = [parse_points(number) for number in numbers]
        if kind == "above" and len(values) == 1:
            return cls("above", above=values[0])
        if kind == "best" and len(values) == 2 and 0 < values[0] <= 100 and values[1] > 0:
            return cls("best", share=values[0], each=values[1])
        plain = {str(each): each for each in _PLAIN}
        if kind not in plain or values:
            raise ValueError(text)
        return cls(plain[kind])

    def __str__(self) -> str:
        """The canonical form."""
        numbers = {"above": (self.above,), "best": (self.share, self.each)}.get(self.kind, ())
        return ":".join([self.kind, *map(show, numbers)])

    @property
    def converts(self) -> bool:
        """Whether what can be spent is posted once a period is final, instead of its awards and deductions."""
        return self.kind in ("above", "best")


ALL = Spendable()
"""Every point can be redeemed."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How points are counted. `floor` and `ceiling` bound a score; grades come the highest first.

    `apart`: by what households are ranked apart. `subject`: whom the book is about. `newcomers`: whoever came or left
    within the period starts from the `whole` base, or from its `monthly` share of it, or is `out`: has no score.
    `redeem_from`: who scored less in the last final period cannot redeem. `unscored`: categories whose points stand
    beside the score.
    """

    period: Cycle = "month"
    base: Decimal = ZERO
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    grades: tuple[Grade, ...] = ()
    spendable: Spendable = ALL
    apart: Apart = ""
    subject: Subject = "household"
    newcomers: Newcomers = "whole"
    redeem_from: Decimal | None = None
    unscored: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Bounds hold the base between them; no two grades begin at the same points or bear the same name."""
        low, high = self.floor, self.ceiling
        if (low is not None and self.base < low) or (high is not None and self.base > high):
            raise ValueError("base")
        if self.grades != _highest_first(self.grades):
            raise ValueError("grades")

    @property
    def reckons(self) -> bool:
        """Whether a score is more than a sum of points: of a longer period it is then the mean of its cycles."""
        return bool(self.base) or self.floor is not None or self.ceiling is not None or bool(self.grades)

    @property
    def scores(self) -> bool:
        """Whether a score says anything beyond the points themselves."""
        return self.reckons or self.newcomers == "out" or bool(self.unscored)

    def score(self, points: Decimal, stay: Stay = ALWAYS) -> Decimal | None:
        """The score of a period in which a household has these points (but for those of `unscored`): from the base,
        within the bounds. None: who came or left within the period has none."""
        if self.newcomers == "out" and not stay.whole:
            return None
        base = to_hundredth(self.base * stay.months / stay.of) if self.newcomers == "monthly" else self.base
        found = base + points
        found = found if self.floor is None else max(found, self.floor)
        return found if self.ceiling is None else min(found, self.ceiling)

    def grade(self, score: Decimal) -> str | None:
        """The highest grade a score reaches; None where it reaches none."""
        return next((grade.name for grade in self.grades if grade.reached(score)), None)

    def covering(self, month: Month) -> Period:
        """The period of a meeting, by any of its months."""
        return Period.holding(month, LENGTHS[self.period])


KEYS: Mapping[str, str] = {each.name.replace("_", "-"): each.name for each in fields(Scheme)}
"""The keys of a scheme's lines and the names of what they set, in the order in which they are shown."""


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


Word = TypeVar("Word", bound=str)


def parse_scheme(lines: Mapping[str, str]) -> Scheme:
    """A scheme from canonical lines; what is not said is as the default has it. Raises `ValueError`."""
    if unknown := lines.keys() - KEYS.keys():
        raise ValueError(", ".join(sorted(unknown)))
    return Scheme(
        period=_word(get_args(Cycle), lines.get("period", "month")),
        base=_number(lines.get("base")) or ZERO,
        floor=_number(lines.get("floor")),
        ceiling=_number(lines.get("ceiling")),
        grades=parse_grades(lines.get("grades", "")),
        spendable=Spendable.parse(lines.get("spendable", "all")),
        apart=_word(get_args(Apart), lines.get("apart", "")),
        subject=_word(get_args(Subject), lines.get("subject", "household")),
        newcomers=_word(get_args(Newcomers), lines.get("newcomers", "whole")),
        redeem_from=_number(lines.get("redeem-from")),
        unscored=tuple(filter(None, lines.get("unscored", "").split(";"))),
    )


def _word(known: tuple[Word, ...], text: str) -> Word:
    found = next((word for word in known if word == text), None)
    if found is None:
        raise ValueError(text)
    return found


def _number(text: str | None) -> Decimal | None:
    return None if text is None else parse_points(text)


def scheme_lines(scheme: Scheme) -> dict[str, str]:
    """The canonical lines of what a scheme says beyond the default, in order."""
    found = {}
    for key, name in KEYS.items():
        value = getattr(scheme, name)
        if value != getattr(DEFAULT, name):
            found[key] = _text(value)
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
