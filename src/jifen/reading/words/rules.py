"""The rules of a rule book as people name them: by code, by wording, by both; what is near where none is meant."""

import difflib
import re

from jifen.domain.rulebook import Rule, RuleBook
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.reading.words.vocabulary import WORDS

_CODE = re.compile(r"^[(\[【]?([A-Za-z]{1,4}-?[0-9]{1,4}|[0-9]{1,3}(?:[.-][0-9]{1,3}){1,2})(?![0-9])")
_PRICE = re.compile(r"[(（][-+＋－]?[0-9０-９.]+分?(?:[/／每][^()（）]{0,12})?[)）]\s*$")
_BEHIND = re.compile(r"[(（\[【]([A-Za-z]{1,4}-?[0-9]{1,4})[)）\]】]")
_UNIT = re.compile(r"(?:[(（\[【](?:次数|次|得分|分值|积分|分数|分|加分|扣分)[)）\]】]|次数|得分|分值|积分|分数)$")
_MEASURED = re.compile(r"[(（\[【][^()（）\[\]【】]{1,8}[)）\]】]$")
MEASURES = frozenset(f"{WORDS['measure']} {WORDS['count']}".split())
"""Words for how many, whatever a rule counts."""
MAX_SUGGESTED = 200
MAX_COMPARED = 60
"""Longer texts are no wordings."""


class RuleWords:
    """A rule book to find rules in by what somebody wrote."""

    def __init__(self, rulebook: RuleBook) -> None:
        """Index once; a sheet asks a thousand times."""
        self.rulebook = rulebook
        self._codes: dict[str, Rule] = {}
        self._wordings: dict[str, list[Rule]] = {}
        self._suggested = 0
        self.measures = frozenset(rule.points.measure for rule in rulebook.rules if rule.points.is_measured)
        """What quantities of the rule book's rules count."""
        for rule in rulebook.rules:
            self._codes[normalise_code(rule.code)] = rule
            self._wordings.setdefault(fold_wording(rule.wording), []).append(rule)

    def rule(self, text: str) -> Rule | None:
        """The rule a text names by its code, before or in brackets behind its wording too, or by its exact wording."""
        plain = normalise_text(text)
        by_code = self._codes.get(normalise_code(plain))
        if by_code is not None:
            return by_code
        if match := _CODE.match(plain):
            coded, worded = self._codes.get(normalise_code(match[1])), self.by_wording(plain[match.end() :])
            return None if coded and worded and worded is not coded else coded
        notes = [match for match in _BEHIND.finditer(plain) if normalise_code(match[1]) in self._codes]
        if len(notes) == 1:
            coded = self._codes[normalise_code(notes[0][1])]
            rest = plain[: notes[0].start()] + plain[notes[0].end() :]
            return None if (worded := self.by_wording(rest)) and worded is not coded else coded
        return self.by_wording(text)

    def by_wording(self, text: str) -> Rule | None:
        """The one rule with exactly this wording; a price in brackets or the unit of its figures is no part of it."""
        for shown in (text, _PRICE.sub("", text), _UNIT.sub("", text.strip())):
            if rules := self._wordings.get(fold_wording(shown)):
                return rules[0] if len(rules) == 1 else None
        measured = self._wordings.get(fold_wording(_MEASURED.sub("", text.strip()))) if self.measures else None
        return measured[0] if measured and len(measured) == 1 and measured[0].points.is_measured else None

    def has_whole(self, text: str) -> bool:
        """Whether a text is a rule as the book has it, brackets and all: `全季无违规（户）` counts no households."""
        rule, whole = self.rule(text), fold_wording(text)
        return rule is not None and whole in (fold_wording(rule.wording), fold_wording(rule.code + rule.wording))

    def has_code(self, text: str) -> bool:
        """Whether a text begins with what looks like a rule's code."""
        return bool(_CODE.match(normalise_text(text)))

    def may_suggest(self) -> bool:
        """Likeness is slow to reckon; hundreds of unknown words are another village's sheet."""
        self._suggested += 1
        return self._suggested <= MAX_SUGGESTED

    def near_rules(self, text: str) -> tuple[str, ...]:
        """Up to three rules whose code or wording is near, as `HJ01 wording`."""
        if not self.may_suggest():
            return ()
        plain = fold_wording(text)[:MAX_COMPARED]
        code = normalise_code(text)[:MAX_COMPARED]
        ranked = sorted(
            self.rulebook.rules,
            key=lambda rule: (
                -max(
                    difflib.SequenceMatcher(None, plain, fold_wording(rule.wording)).ratio(),
                    difflib.SequenceMatcher(None, code, rule.code).ratio() if len(code) <= 8 else 0,
                )
            ),
        )
        return tuple(f"{rule.code} {rule.wording}" for rule in ranked[:3])


def fold_wording(text: str) -> str:
    """A rule's wording to compare by: widths, spaces and punctuation do not count."""
    return re.sub(r"[、,，。.;；:：·\"“”'()（）]", "", normalise_text(text))
