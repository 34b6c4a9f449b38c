"""What the rules allow: a rule's value, its caps, and a household's ceilings of a month.

Breaches are returned, never raised; the caller says at which cell each stands.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.period import Month
from jifen.domain.points import ZERO
from jifen.domain.rulebook import Rule
from jifen.domain.rules.caps import PERIODS, Cap, Per, slot

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
    """The settings `month-max` (≥ 0) and `month-min` (≤ 0), and of how many months a meeting's period is, where it is
    longer than one: its lines may have been earned in any of them."""

    month_max: Decimal
    month_min: Decimal
    months: Mapping[Month, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a new line breaks: `index` names the line among the new ones.

    `bound` is the limit, `reached` what the lines come to; `per` is what the limit counts by (`month`, `category/day`;
    `ceiling` for a household's month, `term` for its longer period).
    """

    code: BreachCode
    index: int
    rule: Rule | None = None
    per: str | None = None
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
        elif not _is_value(line, rule):
            found.append(Breach("points-out-of-range", index, rule))
        elif line.is_event and (cap := rule.cap("event")) is not None and abs(line.points) > cap:
            found.append(Breach("cap-exceeded", index, rule, "event", cap, abs(line.points)))
    return found


def _is_value(line: CountedLine, rule: Rule) -> bool:
    """Whether a line may come of its rule; one deed of a named value is one of them, twice where it is a repetition."""
    if line.is_event and rule.points.form == "named":
        times = (1, 2) if rule.double_months else (1,)
        return any(line.points == value * n for value in rule.points.values for n in times)
    return rule.points.allows(line.points)


RuleOf = Callable[[CountedLine], Rule | None]
CategoryCaps = Callable[[CountedLine], Sequence[Cap]]
"""The caps that hold for all of a line's category, on its side."""


def cap_breaches(
    new: Sequence[CountedLine],
    before: Sequence[CountedLine],
    rule_of: RuleOf,
    category_caps: CategoryCaps = lambda _: (),
) -> list[Breach]:
    """New lines with what the book holds before, against caps a day, month, quarter, half-year and year.

    A rule's own cap counts by rule code, that of a category all lines of it, awards and deductions apart. A cap a day
    binds single deeds with a day, no sums of a month. A finding stands at the first new line, in order, that steps over
    the cap.
    """
    sums: dict[_Slot, Decimal] = defaultdict(lambda: ZERO)
    for line in before:
        for per in PERIODS:
            if line.rule is not None:
                sums[_rule_slot(line, per)] += line.points
            sums[_category_slot(line, per)] += line.points
    found: list[Breach] = []
    reported: set[_Slot] = set()
    for index, line in enumerate(new):
        rule = rule_of(line) if line.rule is not None else None
        own = [cap for cap in rule.caps if not cap.of_category and cap.per != "event"] if rule else []
        bound = [(cap, _rule_slot(line, cap.per)) for cap in own]
        bound += [(cap, _category_slot(line, cap.per)) for cap in category_caps(line)]
        for cap, place in bound:
            if cap.per == "day" and not line.is_event:
                continue
            sums[place] += line.points
            if abs(sums[place]) > cap.limit and place not in reported:
                reported.add(place)
                found.append(Breach("cap-exceeded", index, rule, cap.counts_by, cap.limit, abs(sums[place])))
    return sorted(found, key=lambda breach: _ORDER.index(str(breach.per)))


_Slot = tuple[str, str, str, str]
_ORDER = [*PERIODS, *(f"category/{per}" for per in PERIODS)]


def _rule_slot(line: CountedLine, per: Per) -> _Slot:
    return (line.household, f"rule {line.rule}", per, slot(per, line.month, line.on))


def _category_slot(line: CountedLine, per: Per) -> _Slot:
    side = "+" if line.points > 0 else "-"
    return (line.household, f"category {side}{line.category}", per, slot(per, line.month, line.on))


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
        span = ceilings.months.get(key[1], 1)
        bound = (ceilings.month_max if key[2] else ceilings.month_min) * span
        if (reached > bound) if key[2] else (reached < bound):
            largest = max(indexes, key=lambda i: abs(new[i].points))
            found.append(Breach("cap-exceeded", largest, None, "ceiling" if span == 1 else "term", bound, reached))
    return found
