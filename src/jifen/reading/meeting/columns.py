"""What a column of a meeting sheet means: its labels from top to bottom against the rule book.

A label leads to a category by its name, by the beginning of its name, or by an answer a person gave before; to a rule
by its code or its exact wording. Anything else is said, never guessed.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jifen.domain.rulebook import Rule, RuleBook
from jifen.reading.words import headers
from jifen.reading.words.headers import Key, Label, group_sign, meaning, sign_of, wants_positive
from jifen.reading.words.left_aside import left_by_notes
from jifen.reading.words.names import normalise_text
from jifen.reading.words.proposals import Proposer
from jifen.reading.words.rules import MAX_COMPARED, MEASURES, RuleWords

ColumnKind = (
    Literal["category", "item", "group_total", "award_text", "deduction_text", "event_total", "one_time", "measure"]
    | Key
    | None
)
"""`event_total`: repeats what rows of deeds come to; `one_time`: what a deed is worth once, beside how often;
`measure`: how many hours or yuan, where the rule book has rules that go by such a quantity."""

NO_ANSWERS: Mapping[tuple[str, str], str] = {}

_SUFFIX = re.compile(r"(?:加分|扣分|减分|得分|积分|分值|评分|方面|类别|类|项目|项|分)$")
_SPEC = re.compile(
    r"^[+-]?[0-9.]+(?:[~/][+-]?[0-9.]+)*分?(?:/|每)|^(?:得分|次数|分值|加分|扣分|减分)$|月限|年限"
    r"|^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?$|季度$|半年$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A header's label and where it stands."""

    text: str
    row: int
    column: int


@dataclass(slots=True)
class Column:
    """A column and what it means. `kind` None: nobody knows yet; `fault` an issue code of the header itself."""

    index: int
    path: tuple[Place, ...]
    kind: ColumnKind = None
    category: str | None = None
    rule: Rule | None = None
    sign: int = 0
    positive: bool = False
    counts: bool = False
    part: str | None = None
    """上半月, 第二周: its figures are a part of the month's."""
    own_sign: bool = False
    """Its header speaks of both directions: each cell carries its own sign."""
    other_time: bool = False
    """A group above it is of another time: it counts only where nothing else has the same category or item."""
    by_contents: bool = False
    """Only what stands in it says that it holds decisions."""
    left: str | None = None
    """Under which meaning of `LEFT_ASIDE` it is left aside."""
    counted_at: int | None = None
    """Where the same item's column of counts is: its points must be those of all the times."""
    fault: Literal["category-unknown", "rule-unknown", None] = None
    suggestions: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its own, lowest label."""
        return self.path[-1].text if self.path else ""

    @property
    def groups(self) -> tuple[tuple[int, int], ...]:
        """Where the labels above its own stand: columns under one group share them."""
        return tuple((place.row, place.column) for place in self.path[:-1])

    @property
    def scores(self) -> bool:
        """Whether its cells are points of a household."""
        return self.kind in ("category", "item")


class RuleBookWords(RuleWords):
    """The rule book as headers name it, with what a person has answered before."""

    def __init__(self, rulebook: RuleBook, answers: Mapping[tuple[str, str], str] = NO_ANSWERS) -> None:
        super().__init__(rulebook)
        self.answers = answers
        self._categories = {normalise_text(name): name for name in rulebook.categories}
        self._asked: dict[str, str | None] = {}
        self._proposer: Proposer | None = None

    @property
    def proposer(self) -> Proposer:
        """Proposes rules for free texts; made when the first text asks."""
        if self._proposer is None:
            self._proposer = Proposer(self.rulebook.rules)
        return self._proposer

    def category(self, text: str) -> str | None:
        """The category a label names."""
        plain = headers.label(text).plain
        if plain not in self._asked:
            self._asked[plain] = self._category(plain)
        return self._asked[plain]

    def _category(self, plain: str) -> str | None:
        stem = _SUFFIX.sub("", plain)
        for wanted in (plain, stem):
            if wanted in self._categories:
                return self._categories[wanted]
            answered = self.answers.get(("category", wanted))
            if answered in self.rulebook.categories:
                return answered
        if (rest := headers.without_month(plain)) != plain and rest:
            return self._category(rest)
        for wanted in (plain, stem):
            if len(wanted) >= 2:
                begun = [name for key, name in self._categories.items() if key.startswith(wanted)]
                if len(begun) == 1:
                    return begun[0]
        return None

    def has_whole(self, text: str) -> bool:
        """A rule that goes by a quantity is whole with what that counts behind it, too: `志愿服务（小时）`."""
        rule = self.rule(text) if self.measures else None
        if rule is not None and rule.points.is_measured and _says_quantity(headers.label(text), rule):
            return True
        return super().has_whole(text)

    def recognises(self, text: str) -> bool:
        """Whether a text is a header of some kind."""
        return (
            meaning(text) is not None
            or self.category(text) is not None
            or self.rule(text) is not None
            or bool(_SPEC.match(headers.label(text).whole))
            or headers.part_of_month(headers.label(text))
            or self.is_measure(text)
        )

    def is_measure(self, text: str) -> bool:
        """Whether a header names a quantity that some rule of the book goes by."""
        plain = headers.label(text).plain
        return bool(self.measures) and (plain in self.measures or plain in MEASURES)

    def near_categories(self, text: str) -> tuple[str, ...]:
        """Up to three categories that share a character with the label, the likeliest first."""
        if not self.may_suggest():
            return ()
        plain = headers.label(text).plain[:MAX_COMPARED]
        shared = [name for name in self.rulebook.categories if set(name) & set(plain)]
        return tuple(sorted(shared, key=lambda name: -difflib.SequenceMatcher(None, plain, name).ratio())[:3])


def _is_money(folded: Label, text: str, words: RuleBookWords) -> bool:
    """`兑现（元）`; a category or an item in yuan is unclear instead."""
    named = words.category(text) is not None or words.rule(text) is not None
    return left_by_notes(folded.notes) == "money" and not named


@dataclass(slots=True)
class _Path:
    """The labels of a column, folded, each with the rule, the category and the meaning it has."""

    labels: list[Label]
    rules: list[Rule | None]
    categories: list[str | None]
    meanings: list[Key | None]

    @classmethod
    def of(cls, path: tuple[Place, ...], words: RuleBookWords) -> "_Path":
        labels = [headers.label(place.text) for place in path]
        other = [
            headers.of_another_kind(folded) and not words.has_whole(place.text)
            for folded, place in zip(labels, path, strict=True)
        ]
        rules = [None if past else words.rule(p.text) for p, past in zip(path, other, strict=True)]
        categories = [
            None if rule or past else words.category(p.text) for p, rule, past in zip(path, rules, other, strict=True)
        ]
        meanings = [
            None if rule or category else meaning(p.text)
            for p, rule, category in zip(path, rules, categories, strict=True)
        ]
        return cls(labels, rules, categories, meanings)


def understand(index: int, path: tuple[Place, ...], words: RuleBookWords) -> Column:
    """What the labels of a column say; `kind` stays None where nothing is known."""
    column = Column(index, path)
    if not path:
        return column
    said = _Path.of(path, words)
    column.rule = next((rule for rule in reversed(said.rules) if rule), None)
    column.category = column.rule.category if column.rule else next((c for c in reversed(said.categories) if c), None)
    plain = column.rule is None and column.category is None
    if plain and words.is_measure(column.label) and meaning(column.label) != "count":
        column.kind = "measure"
        return column
    if _left_aside(column, said, words):
        return column
    own = said.meanings[-1]
    _set_sign(column, said.labels, said.rules, said.categories)
    if column.rule is not None:
        column.kind = "item"
        column.part = said.labels[-1].plain if headers.part_of_month(said.labels[-1]) else None
        column.counts = _counts(said.labels) if not column.rule.points.is_measured else _measures(said, column.rule)
    elif column.category is not None:
        named = bool(said.categories[-1])
        _under_category(column, named, "count" if _counts(said.labels) else own)
    else:
        column.kind = _total_of_group(said.labels) if own == "total" else own
        if own is None and words.has_code(column.label):
            column.fault = "rule-unknown"
    if column.fault == "rule-unknown":
        column.suggestions = words.near_rules(column.label)
    return column


def _left_aside(column: Column, said: _Path, words: RuleBookWords) -> bool:
    """Whether a column is no points of this month: by its own label, or by its group's where it names no category.

    A group of another time over a category or item leaves its figures aside only where the same one counts beside it:
    `column_checks` sees to that (`other_time`).
    """
    own, scoring = said.meanings[-1], column.rule is not None or column.category is not None
    left = own if own in ("ignore", "claim") else None
    groups = [key for key in said.meanings[:-1] if key in ("ignore", "claim")]
    if left is None and groups and scoring:
        column.other_time = True
    elif left is None and groups:
        left = groups[-1]
    if left is not None:
        column.kind = left
        at = -1 if own == left else said.meanings.index(left)
        column.left = "claim" if left == "claim" else headers.left_of(said.labels[at])
    elif own is None and not scoring and _is_money(said.labels[-1], column.label, words):
        column.kind, column.left = "ignore", "money"
    return column.kind is not None


def _total_of_group(labels: Sequence[Label]) -> Key:
    """小计 under a group of awards or of deductions is that group's."""
    sign = next((s for folded in reversed(labels[:-1]) if (s := sign_of(folded))), 0)
    return {1: "award", -1: "deduction"}.get(sign, "total")  # type: ignore[return-value]  # literals, all of them keys


_OF_CATEGORY = ("得分", "本月得分", "积分", "本月", "当月", "本期", "本次", "本月积分", "当月得分")
"""Words for a total that, under a category, are its points."""


def _under_category(column: Column, own_name: bool, own: Key | None) -> None:
    """A column whose labels name a category but no rule."""
    folded = headers.label(column.label)
    if own == "count":
        column.kind = None
    elif own_name or own in ("award", "deduction", "points") or sign_of(folded):
        column.kind = "category"
    elif headers.part_of_month(folded):
        column.kind, column.part = "category", folded.plain
    elif own == "direction" and headers.speaks_of_both(folded):
        column.kind = "category"
    elif own == "total":
        rest = headers.without_month(folded.plain)
        column.kind = "category" if folded.plain in _OF_CATEGORY or rest in ("", *_OF_CATEGORY) else "group_total"
    elif own is not None:
        column.kind = own
    else:
        column.fault = "rule-unknown"


def _set_sign(
    column: Column, labels: Sequence[Label], rules: Sequence[Rule | None], categories: Sequence[str | None]
) -> None:
    """The sign that the lowest label with one gives; a label that speaks of both directions leaves it to the cells."""
    decided = False
    for depth, (folded, rule, category) in enumerate(zip(labels, rules, categories, strict=True)):
        column.positive = column.positive or wants_positive(folded)
        if rule is not None:
            _sign_behind(column, folded, rule)
            continue
        group = depth < len(labels) - 1 and category is None
        sign = group_sign(folded) if group else sign_of(folded)
        if sign or headers.speaks_of_both(folded):
            column.sign, decided = sign, not sign
    column.own_sign = decided


def _sign_behind(column: Column, folded: Label, rule: Rule) -> None:
    """`乱倒垃圾（扣分）`: brackets behind an item that deducts say that its figures are what is deducted."""
    if not rule.points.positive and any(sign_of(folded._replace(plain="", notes=(note,))) < 0 for note in folded.notes):
        column.sign = -1


def _says_quantity(folded: Label, rule: Rule) -> bool:
    """`志愿服务（小时）`, `捐款（数量）`: brackets that say how many of what."""
    return any(note in MEASURES or note == rule.points.measure for note in folded.notes)


def _measures(said: _Path, rule: Rule) -> bool:
    """Whether a column of an item that goes by a quantity says that its cells are that, and no points."""
    below = (folded for folded, named in zip(said.labels, said.rules, strict=True) if named is None)
    lower = any(folded.plain in MEASURES or folded.plain == rule.points.measure for folded in below)
    return lower or any(_says_quantity(folded, rule) or "次数" in folded.whole for folded in said.labels)


def _counts(labels: Sequence[Label]) -> bool:
    """The lowest label that says 次数 or 得分 decides; `+2/次` is a price and says neither."""
    for folded in reversed(labels):
        if "得分" in folded.whole:
            return False
        if "次数" in folded.whole or "次" in folded.notes:
            return True
    return False
