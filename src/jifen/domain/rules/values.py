"""What a rule is worth: one value, a range, several, named ones, or by a quantity.

Canonical texts, as the book keeps them: `+2`, `-3~-15`, `+2/+5`; what goes by a quantity or a name begins with its
form: `ladder:h:10+2;20+5`, `steps:yuan:100~1000/100+1;1001~5000/400+1`, `named:light-5;grave-15`, with the village's
own words for what is counted and for the names.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from jifen.domain.points import ZERO, parse_points, show

PointsForm = Literal["fixed", "range", "choice", "named", "ladder", "steps"]
_PART = re.compile(r"(?P<head>.+?)(?P<value>[+-][0-9]+(?:\.[0-9]+)?)")
_BAND = re.compile(r"(?P<start>[0-9.]+)~(?P<end>[0-9.]*)/(?P<every>[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Step:
    """Of a ladder: from which quantity on its value holds. Of steps: between which quantities, for every how many.

    `end` None: without an end; the first step of a plain rate begins at zero.
    """

    start: Decimal
    end: Decimal | None = None
    every: Decimal | None = None

    def __str__(self) -> str:
        """`10`, `100~1000/100`, `0~/10`."""
        if self.every is None:
            return show(self.start)
        return f"{show(self.start)}~{'' if self.end is None else show(self.end)}/{show(self.every)}"


@dataclass(frozen=True, slots=True)
class RulePoints:
    """The value of a rule: `fixed` (one value), `range` (two ends, nearer to zero first), `choice` (several), `named`
    (several, each with a name), `ladder` (the value of the highest step that a year's quantity reaches) or `steps` (a
    value for every so many, band by band).

    A range may begin at zero: what a meeting gives between nothing and its end. `measure` is the village's word for
    what a quantity counts.
    """

    form: PointsForm
    values: tuple[Decimal, ...]
    names: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    measure: str = ""

    def __post_init__(self) -> None:
        """All values share one sign and none is zero, but for the nearer end of a range; steps go upwards."""
        weighty = self.values[1:] if self.form == "range" and self.values[0] == 0 else self.values
        if not weighty or any(v == 0 for v in weighty) or len({v > 0 for v in weighty}) != 1:
            raise ValueError(str(self.values))
        if len(self.names) != (len(self.values) if self.form == "named" else 0):
            raise ValueError(str(self.names))
        if len(set(self.names)) != len(self.names) or any(re.search(r"[:;\s\d\"\\+-]", name) for name in self.names):
            raise ValueError(str(self.names))
        if len(self.steps) != (len(self.values) if self.is_measured else 0):
            raise ValueError(str(self.steps))
        if self.is_measured and not self._goes_up():
            raise ValueError(str(self.steps))

    def _goes_up(self) -> bool:
        """Whether a ladder rises with its steps, and the bands of steps lie one behind the other."""
        pairs = list(zip(self.steps, self.steps[1:], strict=False))
        if not self.measure or re.search(r"[:;\s\d\"\\+-]", self.measure):
            return False
        if self.form == "ladder":
            rising = all(abs(a) < abs(b) for a, b in zip(self.values, self.values[1:], strict=False))
            return rising and self.steps[0].start > 0 and all(a.start < b.start for a, b in pairs)
        whole = all(step.every and (step.end is None or step.start < step.end) for step in self.steps)
        return whole and all(a.end is not None and a.end <= b.start <= a.end + 1 for a, b in pairs)

    @classmethod
    def parse(cls, text: str) -> "RulePoints":
        """The canonical text; raises `ValueError`."""
        plain = text.strip()
        form, _, rest = plain.partition(":")
        if form in ("ladder", "steps"):
            measure, _, body = rest.partition(":")
            parts = [_parted(part) for part in body.split(";")]
            steps = tuple(_step(head) for head, _ in parts)
            return cls(form, tuple(v for _, v in parts), steps=steps, measure=measure)  # type: ignore[arg-type]
        if form == "named":
            parts = [_parted(part) for part in rest.split(";")]
            return cls("named", tuple(v for _, v in parts), tuple(name for name, _ in parts))
        if "~" in plain:
            low, high = sorted((parse_points(part) for part in plain.split("~", 1)), key=abs)
            return cls("range", (low, high))
        values = tuple(parse_points(part) for part in plain.split("/"))
        return cls("fixed" if len(values) == 1 else "choice", values)

    @property
    def positive(self) -> bool:
        """Whether the rule awards."""
        return self.values[-1] > 0

    @property
    def is_measured(self) -> bool:
        """Whether a quantity says what it is worth."""
        return self.form in ("ladder", "steps")

    def worth(self, quantity: Decimal) -> Decimal:
        """What a quantity is worth: of a ladder the value of the highest step it reaches, of steps the sum of whole
        multiples band by band, where a band begins at the end of the one before it."""
        if self.form == "ladder":
            reached = [value for step, value in zip(self.steps, self.values, strict=True) if step.start <= quantity]
            return reached[-1] if reached else ZERO
        found, begun = ZERO, ZERO
        for step, value in zip(self.steps, self.values, strict=True):
            if quantity >= step.start and step.every:
                within = min(quantity, step.end) if step.end is not None else quantity
                found += (within - begun) // step.every * value
            begun = step.end or ZERO
        return found

    def named(self, name: str) -> Decimal | None:
        """The value of a name; None where the rule has no such name."""
        return dict(zip(self.names, self.values, strict=False)).get(name)

    def allows(self, points: Decimal) -> bool:
        """Whether `points` can come of one or more events under this rule.

        Fixed: a positive multiple. Choice, named, steps: any sum of its values. Range: k events within k times it.
        Ladder: from any step, or from none, to a higher one.
        """
        if points == 0 or (points > 0) != self.positive:
            return False
        wanted = abs(points)
        if self.form == "ladder":
            levels = [ZERO, *(abs(value) for value in self.values)]
            return any(high - low == wanted for low in levels for high in levels)
        sizes = tuple(sorted(abs(v) for v in self.values))
        if self.form == "fixed":
            return wanted % sizes[0] == 0
        if self.form == "range":
            events = int(wanted / sizes[-1]) + (1 if wanted % sizes[-1] else 0)
            return events * sizes[0] <= wanted
        return _is_sum(int(wanted * 100), tuple(int(s * 100) for s in sizes))

    def __str__(self) -> str:
        """The canonical text; each value bears its sign, zero that of its range: `+0~+10`."""
        sign = "+" if self.positive else "-"
        sized = [sign + show(abs(value)) for value in self.values]
        if self.form == "named":
            return "named:" + ";".join(map("".join, zip(self.names, sized, strict=True)))
        if self.is_measured:
            return f"{self.form}:{self.measure}:" + ";".join(
                f"{step}{value}" for step, value in zip(self.steps, sized, strict=True)
            )
        return ("~" if self.form == "range" else "/").join(sized)


def _parted(part: str) -> tuple[str, Decimal]:
    """`10+2` as its head and its value."""
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(part)
    return match["head"], parse_points(match["value"])


def _step(text: str) -> Step:
    if "~" not in text:
        return Step(parse_points(text))
    match = _BAND.fullmatch(text)
    if match is None:
        raise ValueError(text)
    end = parse_points(match["end"]) if match["end"] else None
    return Step(parse_points(match["start"]), end, parse_points(match["every"]))


@cache
def _is_sum(wanted: int, sizes: tuple[int, ...]) -> bool:
    if wanted > 10_000_00:
        return False
    reachable = [True] + [False] * wanted
    for amount in range(1, wanted + 1):
        reachable[amount] = any(amount >= size and reachable[amount - size] for size in sizes)
    return reachable[wanted]
