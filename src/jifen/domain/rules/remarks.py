"""What a rule book has that a village may not want: values no cap lets through, items that say the same."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jifen.domain.rulebook import Rule
from jifen.domain.rules.caps import Cap
from jifen.domain.rules.values import RulePoints

RemarkKind = Literal["unreachable", "overlapping", "unused"]
_ALIKE = 0.85
"""From how much alike two wordings are told."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule and what is odd about it: the value and the cap that keeps it out, the rule that says the same, or since
    which month nobody used it (None: never)."""

    kind: RemarkKind
    rule: Rule
    value: Decimal | None = None
    cap: Cap | None = None
    other: Rule | None = None
    last_used: str | None = None


def unreachable(rules: Iterable[Rule]) -> list[Remark]:
    """Values and steps that a cap of the rule itself never lets through."""
    return [remark for rule in rules if rule.caps for remark in _unreachable(rule)]


def _unreachable(rule: Rule) -> list[Remark]:
    found = []
    for value, at_once in _postings(rule.points):
        caps = [cap for cap in rule.caps if (value if cap.per == "year" else at_once) > cap.limit]
        if caps:
            found.append(Remark("unreachable", rule, value, min(caps, key=lambda cap: cap.limit)))
    return found


def _postings(points: RulePoints) -> list[tuple[Decimal, Decimal]]:
    """Each value with what is posted at once for it: of a ladder the difference to the step before, of a band of steps
    the least that reaches it."""
    sizes = [abs(value) for value in points.values]
    match points.form:
        case "ladder":
            return [(size, size - before) for size, before in zip(sizes, [Decimal(0), *sizes], strict=False)]
        case "steps":
            begun = [Decimal(0), *(step.end or Decimal(0) for step in points.steps)]
            first = [max(step.start, at + (step.every or 0)) for at, step in zip(begun, points.steps, strict=False)]
            return [(size, size) for size in (abs(points.worth(quantity)) for quantity in first)]
        case "range":
            return [(size, size) for size in sizes[:1]]
        case _:
            return [(size, size) for size in sizes]


def overlapping(rules: Sequence[Rule]) -> list[Remark]:
    """Items on the same side whose wordings are the same or nearly so, each with the earlier one."""
    found = []
    for place, rule in enumerate(rules):
        same_side = (other for other in rules[:place] if other.points.positive == rule.points.positive)
        if (other := next((each for each in same_side if _alike(rule, each)), None)) is not None:
            found.append(Remark("overlapping", rule, other=other))
    return found


def _alike(rule: Rule, other: Rule) -> bool:
    if rule.group and rule.group == other.group:
        return False  # that is what the group is for
    matcher = difflib.SequenceMatcher(None, rule.wording, other.wording, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
