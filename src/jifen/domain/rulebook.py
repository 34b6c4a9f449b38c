"""The rule book: what may be awarded or deducted, how much, and how often.

Canonical text forms, as the book keeps them: points `+2`, `-3~-15`, `+2/+5`; caps `6/month`, `10/event,40/year`.
The words a village writes are read in `reading` and written in `printing`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from jifen.domain.period import Month, Period
from jifen.domain.points import parse_points, show
from jifen.domain.scheme.scheme import DEFAULT, Scheme

Per = Literal["event", "month", "year"]
PointsForm = Literal["fixed", "range", "choice"]


@dataclass(frozen=True, slots=True)
class RulePoints:
    """The value of a rule: `fixed` (one value), `range` (two ends, nearer to zero first) or `choice` (several).

    A range may begin at zero: what a meeting gives between nothing and its end.
    """

    form: PointsForm
    values: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        """All values share one sign and none is zero, but for the nearer end of a range."""
        weighty = self.values[1:] if self.form == "range" and self.values[0] == 0 else self.values
        if not weighty or any(v == 0 for v in weighty) or len({v > 0 for v in weighty}) != 1:
            raise ValueError(str(self.values))

    @classmethod
    def parse(cls, text: str) -> "RulePoints":
        """`+2`, `-3~-15`, `+2/+5`; raises `ValueError`."""
        plain = text.strip()
        if "~" in plain:
            low, high = sorted((parse_points(part) for part in plain.split("~", 1)), key=abs)
            return cls("range", (low, high))
        values = tuple(parse_points(part) for part in plain.split("/"))
        return cls("fixed" if len(values) == 1 else "choice", values)

    @property
    def positive(self) -> bool:
        """Whether the rule awards."""
        return self.values[-1] > 0

    def allows(self, points: Decimal) -> bool:
        """Whether `points` can come of one or more events under this rule.

        Fixed: a positive multiple. Choice: any sum of its values. Range: k events within k times it.
        """
        if points == 0 or (points > 0) != self.positive:
            return False
        wanted = abs(points)
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
        return ("~" if self.form == "range" else "/").join(sign + show(abs(v)) for v in self.values)


@cache
def _is_sum(wanted: int, sizes: tuple[int, ...]) -> bool:
    if wanted > 10_000_00:
        return False
    reachable = [True] + [False] * wanted
    for amount in range(1, wanted + 1):
        reachable[amount] = any(amount >= size and reachable[amount - size] for size in sizes)
    return reachable[wanted]


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many points (positive number, whatever the sign of the rule) an event, month or year."""

    limit: Decimal
    per: Per

    def __str__(self) -> str:
        """`6/month`."""
        return f"{show(self.limit)}/{self.per}"


def parse_caps(text: str) -> tuple[Cap, ...]:
    """The canonical text `10/event,40/year`, empty for none; raises `ValueError`."""
    caps = []
    for part in filter(None, text.split(",")):
        limit, _, per = part.partition("/")
        if per not in ("event", "month", "year"):
            raise ValueError(text)
        caps.append(Cap(abs(parse_points(limit)), per))  # type: ignore[arg-type]
    return tuple(caps)


@dataclass(frozen=True, slots=True)
class Rule:
    """One item of the rule book."""

    code: str
    category: str
    wording: str
    points: RulePoints
    unit: str = ""
    caps: tuple[Cap, ...] = ()
    needs_evidence: bool = False
    hides_actor: bool = False
    note: str = ""

    def cap(self, per: Per) -> Decimal | None:
        """The limit an event, month or year; None where there is none."""
        return next((cap.limit for cap in self.caps if cap.per == per), None)


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

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories of all versions, the latest version's first."""
        names: Iterable[str] = (name for book in reversed(self.versions) for name in book.categories)
        return tuple(dict.fromkeys(names))
