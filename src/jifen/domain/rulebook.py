"""The rule book: what may be awarded or deducted, how much, and how often.

Its forms of points and caps are those of `domain/rules`. The words a village writes are read in `reading` and written
in `messages/labels`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.period import Month, Period
from jifen.domain.rules.caps import Cap, Per, parse_caps
from jifen.domain.rules.values import RulePoints
from jifen.domain.scheme.scheme import DEFAULT, Scheme

__all__ = ["Cap", "Per", "Rule", "RuleBook", "RuleBooks", "RuleChange", "RulePoints", "parse_caps", "rule_changes"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One item of the rule book.

    `group`: of the rules of one group a deed counts the highest alone. `double_months`: a repetition within so many
    months counts twice. `valid_months`: its points count in scores for so many months.
    """

    code: str
    category: str
    wording: str
    points: RulePoints
    unit: str = ""
    caps: tuple[Cap, ...] = ()
    needs_evidence: bool = False
    hides_actor: bool = False
    note: str = ""
    group: str = ""
    double_months: int | None = None
    valid_months: int | None = None

    def cap(self, per: Per) -> Decimal | None:
        """The rule's own limit an event or period; None where there is none."""
        return next((cap.limit for cap in self.caps if cap.per == per and not cap.of_category), None)


def differing_category_caps(rules: Iterable[Rule]) -> list[tuple[Rule, Rule]]:
    """Rules that cap their whole category otherwise than an earlier rule of it does, each with that rule."""
    known: dict[tuple[str, bool, str], tuple[Rule, Cap]] = {}
    found = []
    for rule in rules:
        for cap in rule.caps:
            if cap.of_category:
                first, held = known.setdefault((rule.category, rule.points.positive, cap.counts_by), (rule, cap))
                if held != cap:
                    found.append((rule, first))
    return found


RuleChangeKind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that a later rule book has otherwise; `before` None: it is new, `after` None: it is gone."""

    before: Rule | None
    after: Rule | None

    @property
    def code(self) -> str:
        """The code both bear."""
        rule = self.after or self.before
        return rule.code if rule else ""

    @property
    def kind(self) -> RuleChangeKind:
        """What became of the rule."""
        if self.before is None:
            return "added"
        return "changed" if self.after else "removed"


def rule_changes(before: Iterable[Rule], after: Iterable[Rule]) -> tuple[RuleChange, ...]:
    """What one list of rules has otherwise than another, by code, in the order of the later one, what is gone last."""
    known, wanted = {rule.code: rule for rule in before}, {rule.code: rule for rule in after}
    differing = [RuleChange(known.get(code), rule) for code, rule in wanted.items() if known.get(code) != rule]
    return (*differing, *(RuleChange(rule, None) for code, rule in known.items() if code not in wanted))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules that hold from a day until the next version, and the scheme by which their points are counted."""

    rules: tuple[Rule, ...]
    effective_from: date = date.min
    version: int | None = None
    scheme: Scheme = DEFAULT

    @property
    def categories(self) -> tuple[str, ...]:
        """Category names in the order of their first rule."""
        return tuple(dict.fromkeys(rule.category for rule in self.rules))

    def category_caps(self, category: str, *, award: bool) -> tuple[Cap, ...]:
        """The caps that rules of a category set for all of it, on the side of awards or of deductions."""
        rules = (rule for rule in self.rules if rule.category == category and rule.points.positive is award)
        return tuple(dict.fromkeys(cap for rule in rules for cap in rule.caps if cap.of_category))

    def find(self, code: str) -> Rule | None:
        """The rule of this code (case does not matter)."""
        wanted = code.strip().upper()
        return next((rule for rule in self.rules if rule.code.upper() == wanted), None)


@dataclass(frozen=True, slots=True)
class RuleBooks:
    """Every version; a rule is looked up as of a day."""

    versions: Sequence[RuleBook]

    def on(self, day: date) -> RuleBook:
        """The version that holds on `day`: the latest not after it, else the first."""
        if not self.versions:
            return RuleBook(())
        chosen = self.versions[0]
        for book in self.versions:
            if book.effective_from <= day:
                chosen = book
        return chosen

    def scheme(self, month: Month) -> Scheme:
        """The scheme by which a month's points are counted: the one in force on its last day."""
        return self.on(month.last).scheme

    def covering(self, month: Month) -> Period:
        """The period of the meeting that a month belongs to, as the scheme has it on the month's last day."""
        return self.scheme(month).covering(month)

    def cycles(self, period: Period) -> tuple[Period, ...]:
        """The periods of meetings that lie within a period, in order, each cut off where the period ends."""
        found: list[Period] = []
        month = period.first
        while month <= period.last:
            covers = self.covering(month)
            found.append(Period(max(covers.first, month), min(covers.last, period.last)))
            month = found[-1].last.plus(1)
        return tuple(found)

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories of all versions, the latest version's first."""
        names: Iterable[str] = (name for book in reversed(self.versions) for name in book.categories)
        return tuple(dict.fromkeys(names))
