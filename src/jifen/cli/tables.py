"""A table as lines of text: aligned, and at a terminal fitted to its width. Codes, names and numbers are never broken.

Nothing is printed here.
"""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rich.cells import cell_len as _cell_len

from jifen.domain.visible import on_a_line
from jifen.messages.results import Table, in_words

GAP = "   "
NARROWEST = 14
"""Cells that a column which folds is left with before another one is dropped."""
_BAR = 20
"""Cells of the longest bar; with less room than half of it there are none."""
_WORDS = re.compile(r"[!-~×]+|.")
"""What no line is broken in: codes, days and numbers."""

cell_len = lru_cache(maxsize=65536)(_cell_len)


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a table, and the headers of the columns there was no room for."""

    lines: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def laid_out(table: Table, width: int | None = None, bar: Callable[[float], str] | None = None) -> Layout:
    """The table in lines. `width`: of the terminal, None where nobody watches and nothing is left out or folded.

    Columns of free text fold, down to `NARROWEST`; then those the table can do without drop, the least important first.
    `bar` draws a share (0 to 1) behind the column the table names, where there is room.
    """
    table = in_words(table)
    rows = [["" if cell is None else on_a_line(str(cell)) for cell in row] for row in table.rows]
    natural = [max(map(cell_len, column)) for column in zip(table.headers, *rows, strict=True)]
    places = list(range(len(natural)))
    if width is None:
        return Layout(tuple(_lines(table, rows, places, natural)))
    droppable = [place for name in table.drops for place in places if table.headers[place] == name]
    dropped: list[int] = []
    while True:
        kept = [place for place in places if place not in dropped]
        widths = _folded(table, natural, kept, width)
        if widths is not None or len(dropped) == len(droppable):
            break
        dropped.append(droppable[len(dropped)])
    lines = _lines(table, rows, kept, widths or [min(n, _least(table, place)) for place, n in enumerate(natural)])
    if bar is not None and widths is not None:
        lines = _with_bars(lines, table, width, bar)
    return Layout(tuple(lines), tuple(table.headers[place] for place in dropped))


def _folded(table: Table, natural: Sequence[int], kept: Sequence[int], width: int) -> list[int] | None:
    """Widths with which these columns stand side by side, the foldable ones narrowed, the widest first; else None."""
    widths = list(natural)
    over = sum(widths[place] for place in kept) + len(GAP) * (len(kept) - 1) - width
    foldable = [place for place in kept if table.headers[place] in table.folds]
    while over > 0 and foldable:
        widest = max(foldable, key=lambda place: widths[place])
        least = _least(table, widest)
        if widths[widest] <= least:
            return None
        others = [widths[place] for place in foldable if place != widest]
        step = max(1, min(over, widths[widest] - max([least, *(w for w in others if w < widths[widest])])))
        widths[widest] -= step
        over -= step
    return widths if over <= 0 else None


def _least(table: Table, place: int) -> int:
    """How narrow a column may become: one of free text only, and not narrower than its header."""
    header = table.headers[place]
    return max(NARROWEST, cell_len(header)) if header in table.folds else sys.maxsize


def _lines(table: Table, rows: Sequence[Sequence[str]], kept: Sequence[int], widths: Sequence[int]) -> list[str]:
    def aligned(cells: Sequence[str]) -> str:
        return GAP.join(map(one, kept, cells)).rstrip()

    def one(place: int, text: str) -> str:
        blank = " " * (widths[place] - cell_len(text))
        return blank + text if place in table.numbers else text + blank

    rule = "-" * (sum(widths[place] for place in kept) + len(GAP) * (len(kept) - 1))
    lines = [aligned([table.headers[place] for place in kept]), rule]
    for row in rows:
        pieces = [fold(row[place], widths[place]) for place in kept]
        lines += [aligned(cells) for cells in zip_longest(*pieces, fillvalue="")]
    return lines


def fold(text: str, width: int) -> list[str]:
    """The text in lines no wider than this; a word wider than a line is the one thing that is broken."""
    if cell_len(text) <= width:
        return [text]
    lines, line = [], ""
    for word in _WORDS.findall(text):
        if line and cell_len(line) + cell_len(word) > width:
            lines.append(line.rstrip())
            line = ""
        for piece in _pieces(word, width):
            if line and cell_len(line) + cell_len(piece) > width:
                lines.append(line)
                line = ""
            line += piece
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    return [word] if cell_len(word) <= width else [word[at : at + width] for at in range(0, len(word), width)]


def _with_bars(lines: Sequence[str], table: Table, width: int, bar: Callable[[float], str]) -> list[str]:
    """Bars behind the lines, as long as the numbers of the table's column of bars; no row of such a table folds."""
    if table.bar is None or len(lines) != len(table.rows) + 2:
        return list(lines)
    place = list(table.headers).index(table.bar)
    values = [float(str(row[place] or 0)) for row in table.rows]
    most, start = max(values, default=0.0), max(map(cell_len, lines)) + len(GAP)
    room = min(_BAR, width - start)
    if most <= 0 or room * 2 < _BAR:
        return list(lines)
    drawn = [bar(max(value, 0.0) / most * room) for value in values]
    behind = [f"{line}{' ' * (start - cell_len(line))}{own}" for line, own in zip(lines[2:], drawn, strict=True)]
    return [*lines[:2], *map(str.rstrip, behind)]
