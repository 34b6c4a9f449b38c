"""Which rule a free text may mean, by the words it shares with the rule book. A proposal, never a reading.

A word counts by how rare it is within the rule book: 参加 stands in half of the rules and says little, 沟渠 in one.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from jifen.domain.rulebook import Rule
from jifen.reading.words.names import normalise_text

_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_RARE = 12
"""A pair of characters that stands in one wording of so many, or in one alone, says what a text is about."""
_APART = 1.1
"""How much better the best must be than the next: two that fit alike are nobody's to choose."""
MAX_TEXT = 80


class Proposer:
    """The rules of a book, their words weighed once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """`rules` in any order."""
        self._rules = [(rule, _words(rule.wording)) for rule in rules]
        count = Counter(word for words in {own for _, own in self._rules} for word in words)
        self._rare = {word for word, times in count.items() if len(word) > 1 and times <= max(1, len(rules) // _RARE)}
        self._weight = {
            word: len(word) * math.log((len(self._rules) + 1) / (times + 0.5)) for word, times in count.items()
        }

    def propose(self, text: str, points: Decimal) -> Rule | None:
        """The one rule of the points' sign whose words a text shares most; None where none fits or two fit alike."""
        words = _words(text[:MAX_TEXT])
        scored = [
            (self._shared(words, own), rule.points.allows(points), rule)
            for rule, own in self._rules
            if points and rule.points.positive == (points > 0)
        ]
        scored = [entry for entry in scored if entry[0] > 0]
        best = max((score for score, _, _ in scored), default=0.0)
        near = [entry for entry in scored if entry[0] * _APART >= best]
        fitting = [entry for entry in near if entry[1]] or near
        return fitting[0][2] if len(fitting) == 1 else None

    def _shared(self, words: frozenset[str], own: frozenset[str]) -> float:
        """The weight both share, by the size of the rule; nothing where no rare pair of characters stands in both."""
        both = words & own
        if not both & self._rare:
            return 0.0
        return sum(self._weight[word] for word in both) / math.sqrt(sum(self._weight[word] for word in own))


def _words(text: str) -> frozenset[str]:
    """Characters, and pairs of neighbours: the words of a language without spaces."""
    found: set[str] = set()
    for piece in _NOT_WORDS.split(normalise_text(text)):
        found.update(piece)
        found.update(piece[i : i + 2] for i in range(len(piece) - 1))
    return frozenset(found)
