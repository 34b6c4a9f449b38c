"""What the rules allow: a rule's value, its caps, and a household's ceilings of a month.

Breaches are returned, never raised; the caller says at which cell each stands.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.period import Month
from jifen.domain.points import ZERO
from jifen.domain.rulebook import Per, Rule

BreachCode = Literal["sign-unclear", "points-out-of-range", "cap-exceeded", "rule-unknown"]


@dataclass(frozen=True, slots=True)
class CountedLine:
    """What limits are reckoned from: a draft, or an entry already in the book net of its reversal."""

    household: str
    month: Month
    points: Decimal
    category: str = ""
    rule: str | None = None
    on: date | None = None
    is_event: bool = False


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The settings `month-max` (≥ 0) and `month-min` (≤ 0)."""

    month_max: Decimal
    month_min: Decimal


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a new line breaks: `index` names the line among the new ones.

    `bound` is the limit, `reached` what the lines come to; `per` is what the limit counts by (`ceiling` for a
    household's month).
    """

    code: BreachCode
    index: int
    rule: Rule | None = None
    per: Per | Literal["ceiling"] | None = None
    bound: Decimal | None = None
    reached: Decimal | None = None


def value_breaches(new: Sequence[CountedLine], rule_of: Callable[[CountedLine], Rule | None]) -> list[Breach]:
    """Each new line against its own rule: known, sign, value, and the cap an event."""
    found: list[Breach] = []
    for index, line in enumerate(new):
        if line.rule is None:
            continue
        rule = rule_of(line)
        if rule is None:
            found.append(Breach("rule-unknown", index))
        elif (line.points > 0) != rule.points.positive:
            found.append(Breach("sign-unclear", index, rule))
        elif not rule.points.allows(line.points):
            found.append(Breach("points-out-of-range", index, rule))
        elif line.is_event and (cap := rule.cap("event")) is not None and abs(line.points) > cap:
            found.append(Breach("cap-exceeded", index, rule, "event", cap, abs(line.points)))
    return found


def cap_breaches(
    new: Sequence[CountedLine], before: Sequence[CountedLine], rule_of: Callable[[CountedLine], Rule | None]
) -> list[Breach]:
    """New lines with what the book holds before, against caps a month and a year, by rule code.

    A finding stands at the first new line, in order, that steps over the cap.
    """
    found: list[Breach] = []
    for per in ("month", "year"):
        sums: dict[tuple[str, str, int, int], Decimal] = defaultdict(lambda: ZERO)
        for line in before:
            if line.rule is not None:
                sums[_slot(line, per)] += line.points
        reported: set[tuple[str, str, int, int]] = set()
        for index, line in enumerate(new):
            rule = rule_of(line) if line.rule is not None else None
            cap = rule.cap(per) if rule else None
            if line.rule is None or cap is None:
                continue
            slot = _slot(line, per)
            sums[slot] += line.points
            if abs(sums[slot]) > cap and slot not in reported:
                reported.add(slot)
                found.append(Breach("cap-exceeded", index, rule, per, cap, abs(sums[slot])))
    return found


def _slot(line: CountedLine, per: str) -> tuple[str, str, int, int]:
    return (line.household, line.rule or "", line.month.year, line.month.number if per == "month" else 0)


def ceiling_breaches(new: Sequence[CountedLine], before: Sequence[CountedLine], ceilings: Ceilings) -> list[Breach]:
    """A household's awards and deductions of a month, apart, each line by its own sign.

    A finding stands at the largest new line of that sign.
    """
    groups: dict[tuple[str, Month, bool], list[int]] = defaultdict(list)
    for index, line in enumerate(new):
        groups[(line.household, line.month, line.points > 0)].append(index)
    held: dict[tuple[str, Month, bool], Decimal] = defaultdict(lambda: ZERO)
    for line in before:
        held[(line.household, line.month, line.points > 0)] += line.points
    found: list[Breach] = []
    for key, indexes in groups.items():
        reached = held[key] + sum((new[i].points for i in indexes), ZERO)
        bound = ceilings.month_max if key[2] else ceilings.month_min
        if (reached > bound) if key[2] else (reached < bound):
            largest = max(indexes, key=lambda i: abs(new[i].points))
            found.append(Breach("cap-exceeded", largest, None, "ceiling", bound, reached))
    return found
