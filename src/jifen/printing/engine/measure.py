"""How much room text takes in a cell: Chinese characters are two columns wide."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from jifen.printing.engine.filling import Value
from jifen.printing.engine.fitting.layout import Cell, Line

_BASE = 11.0
"""Points of the font a column width is counted in."""
_WIDE = 2.15
_NARROW = 1.15
_NARROW_EM = 0.6
"""Digits are half as wide as Chinese characters in 仿宋, up to two thirds in what office programs fall back to."""
_PADDING = 0.8
LINE = 1.45
"""Height of a line over the size of its font."""


def columns(text: str) -> int:
    """Width in half-width columns; the widest line of several."""
    return max((sum(_cells(c) for c in line) for line in text.split("\n")), default=0)


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


@lru_cache(maxsize=65536)
def width_units(text: str, size: float) -> float:
    """Width of one line of text in Excel's column units, at a font size in points."""
    units = sum({0: 0.0, 1: _NARROW, 2: _WIDE}[_cells(c)] for c in text)
    return units * size / _BASE + _PADDING


def lines_needed(text: str, width: float, size: float) -> int:
    """How many lines wrapped text takes in a cell `width` units wide.

    Chinese text breaks between any two characters but not before a closing mark, so a line may end a character early.
    """
    usable = max(width - _PADDING - _WIDE * size / _BASE * 0.5, _WIDE * size / _BASE)
    return sum(_lines(width_units(part, size), width, usable) for part in text.split("\n"))


def _lines(needed: float, width: float, usable: float) -> int:
    return 1 if needed <= width else math.ceil((needed - _PADDING) / usable)


def height(text: str, width: float, size: float) -> float:
    """Points of height the wrapped text needs."""
    return lines_needed(text, width, size) * size * LINE + 4


@lru_cache(maxsize=65536)
def em(text: str) -> float:
    """Width of one line of text in full-width characters, digits as wide as the widest fallback font has them."""
    return sum((0.0, _NARROW_EM, 1.0)[_cells(char)] for char in text)


TALLEST = 300.0
"""Points of height at which a row is split. A workbook's row ends at 409, without a word, and a page tears no row."""
_STOPS = "\n。；;，、"


def split(text: str, width: float, size: float, tallest: float = TALLEST) -> list[str]:
    """The text in pieces of which each fits a row `tallest` points high; cut behind a mark where one is near."""
    pieces = []
    while height(text, width, size) > tallest:
        end = _fitting(text, width, size, tallest)
        stop = max(text.rfind(mark, end // 2, end) for mark in _STOPS) + 1
        cut = stop or end
        pieces.append(text[:cut].removesuffix("\n"))
        text = text[cut:]
    return [*pieces, text]


def _fitting(text: str, width: float, size: float, tallest: float) -> int:
    """How many characters from the beginning fit; one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if height(text[:middle], width, size) <= tallest else (low, middle - 1)
    return low


_WALL = 0.5
"""On a wall letters may still get bigger when the page is known, and texts with them higher."""


def in_rows(line: Line, widths: Sequence[float], *, wall: bool) -> list[Line]:
    """The row itself, or the rows it goes on in; what is no text stands in the first. Nothing of a text is lost."""
    tallest = TALLEST * (_WALL if wall else 1.0)
    texts: dict[int, list[str]] = {}
    for cell in line.cells:
        if cell.wrap and not cell.down and isinstance(cell.value, str):
            texts[cell.column] = split(cell.value, _width(cell, widths, wall=wall), cell.size, tallest)
    count = max(map(len, texts.values()), default=1)
    if count == 1:
        return [line]
    return [
        replace(line, cells=[cell.but(value=_piece(texts.get(cell.column), n, cell.value)) for cell in line.cells])
        for n in range(count)
    ]


_NAME = "\u3000" * 5
"""A name has at least the room of that in its column, however narrow a template has it, once the page is known."""


def _width(cell: Cell, widths: Sequence[float], *, wall: bool) -> float:
    """Units a cell's text has at least."""
    width = sum(widths[cell.column - 1 : cell.span])
    return max(width, width_units(_NAME, cell.size)) if wall and not cell.is_words else width


def _piece(texts: list[str] | None, place: int, value: Value) -> Value:
    if texts is None:
        return value if place == 0 else None
    return texts[place] if place < len(texts) else None
