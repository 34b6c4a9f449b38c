"""How wide the columns of a working sheet are, and how many columns to write in stand on one sheet of paper."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from jifen.printing import words
from jifen.printing.engine.measure import width_units

Item = TypeVar("Item")
_SIZE = 11.0
FINGER = 7.0
"""The least width of a column to write in: thirteen millimetres on paper."""
_WIDEST_BLANK = 12.0


class Part(NamedTuple):
    """A sheet's share of the columns to write in: from `start`, counted from 0, up to `stop`, each so wide."""

    start: int
    stop: int
    width: float


def grid_width(grids: Iterable[str]) -> float:
    """For the column of grids, which mostly holds numbers."""
    return _fitting((str(words.grid_cell(grid)) for grid in grids), 6, 12)


def head_width(heads: Iterable[str]) -> float:
    """For the column of heads: the longest name in one line where that leaves room for the rest."""
    return _fitting(heads, 12, 18)


def points_width(points: Iterable[str]) -> float:
    """For a column of points, some of which are owed."""
    return _fitting(points, 9.5, 12)


def _fitting(texts: Iterable[str], least: float, most: float) -> float:
    return round(min(max([least, *(width_units(text, _SIZE) for text in texts)]), most), 1)


def share(count: int, room: float) -> list[Part]:
    """`count` columns to write in over as few sheets as their least width allows, about the same number on each."""
    fit = max(1, int(room / FINGER))
    sheets = max(1, -(-count // fit))
    sizes = [count // sheets + (n < count % sheets) for n in range(sheets)]
    width = blank_width(sizes[0], room)
    starts = [sum(sizes[:n]) for n in range(sheets)]
    return [Part(start, start + size, width) for start, size in zip(starts, sizes, strict=True)]


def blank_width(count: int, room: float) -> float:
    """Of `count` columns to write in side by side: wide where there is room, never too narrow for a finger."""
    return max(FINGER, min(_WIDEST_BLANK, math.floor(room / max(count, 1) * 10) / 10))


def numbered(name: str, number: int, of: Sequence[object]) -> str:
    """`签领表2`: the name of one of several sheets; a single one needs no number."""
    return f"{name}{number}" if len(of) > 1 else name


def which(number: int, of: Sequence[object]) -> str:
    """What the title of one of several sheets says."""
    return f"（第{number}张，共{len(of)}张）" if len(of) > 1 else ""
