"""How differently written texts are made comparable: widths, circled digits, hidden marks, traditional characters.

Tables come from outside (`Folding`); this module holds no word of the language. Every step but the first keeps a
character a character, so that what was found can be shown as it was written.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_HIDDEN = frozenset({"Cf", "Cc", "Mn", "Me", "Co", "Cs"})
"""Zero-width and bidirectional marks, control characters, marks that sit on another character."""
_JOINING = frozenset(" \u00b7\u2022\u30fb*_~|\u2027\u2219\u22c5`^")
"""What is put between the characters of one word to hide it; no mark that ends a clause."""
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f])[-./+=\u2010-\u2013\u2212]+(?=[^\x00-\x7f])")
"""Marks that also stand in numbers are such where no digit is beside them."""


@dataclass(frozen=True, slots=True)
class Folding:
    """`digits`: a character that stands for a digit → the digit; `simple`: a traditional character → the simple one."""

    digits: Mapping[str, str] = field(default_factory=dict)
    simple: Mapping[str, str] = field(default_factory=dict)

    def shown(self, text: str) -> str:
        """One width (NFKC), without hidden marks, every white space a blank, simple characters."""
        wide = unicodedata.normalize("NFKC", text)
        kept = (" " if c.isspace() else c for c in wide if c.isspace() or unicodedata.category(c) not in _HIDDEN)
        return "".join(self.simple.get(c, c) for c in kept)

    def words(self, shown: str) -> str:
        """A shown text as words are looked for: nothing between the characters, letters small."""
        return _BETWEEN.sub("", "".join(c for c in shown if c not in _JOINING)).casefold()

    def numbers(self, shown: str) -> str:
        """A shown text with all that stands for a digit as one, character by character."""
        return _letters("".join(self._digit(c) for c in shown))

    def _digit(self, character: str) -> str:
        if character.isascii():
            return character
        found = self.digits.get(character)
        if found is not None:
            return found
        value = unicodedata.digit(character, None)
        return character if value is None else str(value)


_LETTERS = {"O": "0", "o": "0", "l": "1", "I": "1"}


def _letters(text: str) -> str:
    """Letters that look like a digit behind a digit are one: `138l23456O8`."""
    if not any(letter in text for letter in _LETTERS):
        return text
    told = list(text)
    for place in range(1, len(told)):
        if told[place] in _LETTERS and told[place - 1].isdigit():
            told[place] = _LETTERS[told[place]]
    return "".join(told)
