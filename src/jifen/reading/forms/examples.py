"""Rows that show on a blank form of ours how it is filled in: known by the mark in their text, never by their colour.

Such a row is left aside where it says nothing but what the form came with. One that was typed over and still bears the
mark is neither: a person says what is meant.
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache

from jifen.blank_forms import MARK, blank_forms
from jifen.reading.words.names import normalise_text

_MARK = normalise_text(MARK)


def bears_mark(text: str) -> bool:
    """Whether a cell's text is marked as an example."""
    return normalise_text(text).endswith(_MARK)


def is_example(texts: Iterable[str]) -> bool:
    """Whether a row of these texts says nothing but what an example of ours says."""
    said = frozenset(map(_folded, texts)) - {""}
    return any(said <= example for example in _examples())


@cache
def _examples() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_folded(str(v)) for v in example) for form in blank_forms() for example in form.examples)


def _folded(text: str) -> str:
    """Figures by their value: another program may have written 12.5 as 12.50."""
    plain = normalise_text(text)
    try:
        return str(Decimal(plain).normalize()) if plain.isascii() else plain
    except InvalidOperation:
        return plain
