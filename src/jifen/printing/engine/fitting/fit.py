"""How big a sheet on the wall is printed: letters, columns and heights from the number of rows, the columns, the page.

What a template says of sizes is what is printed where a page cannot hold more: the program makes letters bigger while
no page is added, smaller only where the columns would not stand side by side. Knows no workbook and no subject.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jifen.printing.engine import measure
from jifen.printing.engine.filling import Picture
from jifen.printing.engine.fitting import titles
from jifen.printing.engine.fitting.layout import Cell, Line, Part, Room
from jifen.printing.engine.fitting.pagination import SPARE, closes, page_ends

UNIT = 5.25
"""Points of a column's unit in Excel and WPS: seven dots of the screen."""
WIDEST_UNIT = 5.6
"""Points of the same unit in LibreOffice, which does not round to dots: what a page holds is reckoned with this."""
INDENT = 10.5
"""Points a step of indent takes at most (LibreOffice; Excel takes two thirds of it)."""
_BIGGER = (1.05, 1.1, 1.15, 1.2, 1.25, 1.3)
_BIGGER_ON_PAGES = 1.15
"""More than that is for a sheet of one page: on several, rows side by side are worth more than bigger letters."""
_SMALLER = (1.0, 0.965, 0.93, 0.895, 0.86)
LARGE = 11 / 7
"""How many times bigger than in a template a table's letters are in large print."""
_LARGE, _LARGER = (LARGE, 1.43, 1.29, 1.14, 1.0), (1.65, 1.75, 1.85, 2.0)
_LARGE_TEXT = 1.375
_LEAST, _LEAST_TEXT = 14.0, 16.0
"""Points of the template's letters, of a table and around it, that large print makes 22 of; smaller ones, too."""
_SMALL_PRINT = 11.0
"""Letters no bigger than that around a table are for the files (number, check code): they grow in proportion."""
_OF_LINES = (Part.BODY, Part.MORE)
_TALLEST, _TALLEST_OF_PAGE = 400.0, 0.75
"""A row higher than that is cut off by office programs, or fills a page of its own."""
_PADDING = 6.0
"""Points between a table's rules and its text, both sides together."""
_NAMES = (8.2, 5.4)
"""Characters of a name that a column makes room for: `王建国（02-03）` on one line, or on two where all in all that is
shorter. What is longer takes as many lines as it needs.
"""
_WORDS = 7.5
"""Characters a column of running text has at least."""
_SHORT_HEAD = 3
"""A column's name of so many characters stays on one line; a longer one takes two."""
_EMPTY = 0.5
"""Of its width a column keeps while its table is empty and the one beside it is not: the rest serves that one."""
_STRETCH = 0.6
"""By how much of a line's height a row may grow to fill a page; one of several lines grows no more than that."""
_ROW_PADDING = 6.0
_TEXT_PADDING = 0.5
"""Room above and below a paragraph, in heights of its letters."""
_MM = 72 / 25.4
_HAIR = 0.01
"""Of a character: a column exactly as wide as its longest text holds it, whatever was rounded."""


@dataclass(frozen=True, slots=True)
class Scales:
    """How many times bigger than in the template: a table's names and figures, its running text, text outside it."""

    table: float
    words: float
    text: float
    large: bool = False
    """For older readers: nothing is smaller than what most of the sheet is printed in."""

    def size(self, cell: Cell) -> float:
        """Points of one cell's letters."""
        factor = self.text if not cell.boxed else self.words if cell.is_words else self.table
        least = _LEAST if cell.boxed else 0.0 if cell.size <= _SMALL_PRINT else _LEAST_TEXT
        if not self.large:
            least = 0.0
        return max(cell.size, least) * factor

    def is_smaller(self, than: float) -> bool:
        """Whether the table's letters are smaller."""
        return self.table < than - _HAIR


AS_IT_IS = Scales(1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths of the columns in Excel's units, heights of the rows in points, the last row of each page but the last."""

    scales: Scales
    widths: Sequence[float]
    heights: Sequence[float]
    ends: Sequence[int]
    holds: bool = True
    closes: bool = True
    """The column names, the last line and all that follows stand on one page."""
    broken: int = 0
    """How many lines titles and signatures take."""


def fitted(lines: Sequence[Line], widths: Sequence[float], room: Room, *, large: bool, ratio: float = 1.0) -> Fit:
    """The layout of a sheet. `ratio`: how much bigger the page is than the template's; `large`: for older readers.

    The columns of a table are as wide as their longest name or figure, columns of running text share the rest in the
    template's proportions; a column left blank keeps its width.
    """
    asked = _Sheet.of(lines, widths)
    base, bigger = _candidates(large=large, ratio=ratio)
    sheet, best = min(
        (_first(replace(asked, name=name), room, base) for name in _NAMES),
        key=lambda found: _worse(found[1]),
    )
    for scales in bigger if best.scales == base[0] else ():
        if best.ends and scales.table > base[0].table * _BIGGER_ON_PAGES:
            break
        tried = _laid(sheet, room, scales)
        if not tried.holds or tried.closes < best.closes or tried.broken > best.broken:
            break
        if len(tried.ends) > len(best.ends):
            break
        best = tried
    return best if best.ends else _stretched(best, lines, room)


def _worse(fit: Fit) -> tuple[bool, bool, float, int, float]:
    """What a layout is compared by: the least is the best."""
    return not fit.holds, not fit.closes, -fit.scales.table, len(fit.ends), sum(fit.heights)


def _first(sheet: _Sheet, room: Room, base: Sequence[Scales]) -> tuple[_Sheet, Fit]:
    """The first of the sizes at which everything finds its room and the signature stands with the last line; else the
    first at which everything finds its room, else the last. Large print takes another page rather than smaller letters.
    """
    fits: Fit | None = None
    for scales in base:
        tried = _laid(sheet, room, scales)
        if tried.holds and (tried.closes or scales.large):
            return sheet, tried
        fits = fits or (tried if tried.holds else None)
    return sheet, fits or tried


def _candidates(*, large: bool, ratio: float) -> tuple[list[Scales], list[Scales]]:
    """Sizes to begin with, from the template's own downwards, and bigger ones to try."""
    if large:
        steps, larger = (
            [Scales(ratio * f, ratio * f, ratio * _LARGE_TEXT, True) for f in of] for of in (_LARGE, _LARGER)
        )
        return steps, larger
    smaller = [Scales(ratio * f, ratio * f, ratio) for f in _SMALLER]
    return smaller, [Scales(ratio * f, ratio * f, ratio * f) for f in _BIGGER]


def font_size(cell: Cell, scales: Scales) -> float:
    """Points, to the half."""
    return round(scales.size(cell) * 2) / 2


_TITLE = 20.0


def is_by_sense(cell: Cell) -> bool:
    """Whether a cell is a title or a signature, which are broken by sense where they are long."""
    if cell.boxed or not isinstance(cell.value, str):
        return False
    return cell.across == "right" or (cell.across == "center" and cell.size >= _TITLE)


def broken(cell: Cell, part: Part, widths: Sequence[float], scales: Scales) -> str:
    """A cell's text with its lines where sense has them: titles, signatures, numbers and codes, names of all kinds."""
    if not (cell.wrap and isinstance(cell.value, str)):
        return cell.text
    most = (_width(cell, widths) - _PADDING) / font_size(cell, scales)
    if is_by_sense(cell):
        return titles.signed(cell.text, most) if cell.across == "right" else titles.broken(cell.text, most)
    if not cell.boxed:
        return titles.apart(cell.text, most)
    if cell.is_words or measure.em(cell.text) <= most + _HAIR:
        return cell.text
    return titles.column(cell.text) if part is Part.COLUMNS else titles.name(cell.text, most)


def _width(cell: Cell, widths: Sequence[float]) -> float:
    """Points a cell's text has, indent taken off."""
    return sum(widths[cell.column - 1 : cell.span]) * UNIT - cell.indent * INDENT


@dataclass(frozen=True, slots=True)
class _Need:
    """What a kind of cells of one column needs: `cell` one of the kind, `width` of the longest in its characters."""

    cell: Cell
    part: Part
    width: float
    whole: float = 0.0
    """Of the longest streak behind a grade: a line of its own, which is not broken."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a layout is tried on: the rows, what their columns need, which columns say something."""

    lines: Sequence[Line]
    widths: Sequence[float]
    needs: Sequence[_Need]
    filled: frozenset[int]
    empty: frozenset[int] = frozenset()
    """Columns of a table without rows, beside one that has some."""
    name: float = _NAMES[0]

    @classmethod
    def of(cls, lines: Sequence[Line], widths: Sequence[float]) -> _Sheet:
        """What the rows ask for."""
        longest: dict[tuple[object, ...], _Need] = {}
        filled: set[int] = set()
        empty: set[int] = set()
        for line in lines:
            for cell in line.cells:
                if cell.joined:
                    empty |= set(range(cell.column, cell.span + 1))
                if not cell.boxed or cell.span != cell.column or cell.value is None:
                    continue
                if line.part in _OF_LINES:
                    filled.add(cell.column)
                if not cell.text:
                    continue
                key = (line.source, cell.column, line.part)
                need = _Need(cell, line.part, _characters(cell, line.part), _bracketed(cell, line.part))
                known = longest.get(key, need)
                longest[key] = replace(max(known, need, key=_by_width), whole=max(known.whole, need.whole))
        return cls(lines, widths, list(longest.values()), frozenset(filled), frozenset(empty - filled))


def _characters(cell: Cell, part: Part) -> float:
    """Characters of the line a cell takes: all of a figure or running text; names of columns stand on two lines."""
    width = max(map(measure.em, cell.text.split("\n")))
    if part is Part.COLUMNS and width > _SHORT_HEAD and "\n" not in cell.text:
        return float(math.ceil(width / 2))
    return width


def _by_width(need: _Need) -> float:
    return need.width


_COUNTED = re.compile(r"（\D*\d+次）")
"""A streak behind a grade: a line of its own that is not broken, however long."""


def _bracketed(cell: Cell, part: Part) -> float:
    """Characters of a streak in a line's cell."""
    if part is Part.COLUMNS or cell.is_words or "（" not in cell.text:
        return 0.0
    return max(map(measure.em, _COUNTED.findall(cell.text)), default=0.0)


def _laid(sheet: _Sheet, room: Room, scales: Scales) -> Fit:
    columns, holds = _columns(sheet, room.width / WIDEST_UNIT, scales)
    heights = [_height(line, columns, scales) for line in sheet.lines]
    ends = page_ends(heights, [line.part for line in sheet.lines], room.height * SPARE)
    holds &= max(heights, default=0.0) <= min(_TALLEST, room.height * _TALLEST_OF_PAGE)
    # The opening, the names of the columns and the first line stand on one page.
    first = next((n for n, line in enumerate(sheet.lines, 1) if line.part is Part.BODY), 0)
    holds &= sum(heights[:first]) <= room.height * SPARE
    by_sense = (broken(c, line.part, columns, scales) for line in sheet.lines for c in line.cells if is_by_sense(c))
    closing = closes(heights, [line.part for line in sheet.lines], room.height * SPARE)
    return Fit(scales, columns, heights, ends, holds, closing, sum(text.count("\n") + 1 for text in by_sense))


def _columns(sheet: _Sheet, units: float, scales: Scales) -> tuple[list[float], bool]:
    """Units of each column, together as wide as the page; whether everything finds its room."""
    asked = {n: width * units / sum(sheet.widths) for n, width in enumerate(sheet.widths, 1)}
    needs, words, least = _needs(sheet, scales)
    if not sheet.filled:
        return _spread({n: max(width, needs.get(n, 0.0)) for n, width in asked.items()}, units), True
    told = sheet.filled & (set(needs) | set(words))
    found = {n: width for n, width in asked.items() if n not in told}
    found |= {n: max(needs.get(n, 0.0), asked[n] * _EMPTY) for n in sheet.empty & set(found)}
    spare = {n: needed for n, needed in needs.items() if n not in words and n not in found}
    left = units - sum(found.values()) - sum(spare.values())
    most = {n: max(needed, needs.get(n, 0.0)) for n, needed in words.items()}
    spare |= _shared(left, least, most, {n: asked[n] for n in words})
    missing = sum(found.values()) + sum(spare.values()) - units
    if missing > 0.01:
        return _spread(found | spare, units), False
    return _spread(spare, units - sum(found.values()), found), True


def _needs(sheet: _Sheet, scales: Scales) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
    """Units that columns need for names and figures, for running text on one line, and for running text at least."""
    needs: dict[int, float] = {}
    words: dict[int, float] = {}
    least: dict[int, float] = {}
    for need in sheet.needs:
        cell, size = need.cell, font_size(need.cell, scales)
        margin = cell.indent * INDENT / UNIT
        kind = words if cell.is_words and need.part in _OF_LINES else needs
        width = need.width if cell.is_words else min(need.width, max(sheet.name, need.whole))
        kind[cell.column] = max(kind.get(cell.column, 0.0), _units(width * size) + margin)
        if kind is words:
            shortest = _units(min(need.width, _WORDS) * size) + margin
            least[cell.column] = max(least.get(cell.column, 0.0), shortest)
    return needs, words, least


def _spread(columns: dict[int, float], units: float, fixed: dict[int, float] | None = None) -> list[float]:
    """The columns made to take `units` in all, beside those that are fixed."""
    factor = units / sum(columns.values())
    all_of_them = {n: width * factor for n, width in columns.items()} | (fixed or {})
    return [all_of_them[n] for n in sorted(all_of_them)]


def _units(points: float) -> float:
    return (points + _PADDING) / UNIT


def _shared(
    left: float, least: dict[int, float], most: dict[int, float], weights: dict[int, float]
) -> dict[int, float]:
    """What is left, shared by weight; nobody gets less than its least or more than its most."""
    shares: dict[int, float] = {}
    while len(shares) < len(least):
        open_ones = [n for n in least if n not in shares]
        rest = left - sum(shares.values())
        each = {n: rest * weights[n] / sum(weights[m] for m in open_ones) for n in open_ones}
        bound = {n: min(max(each[n], least[n]), most[n]) for n in open_ones}
        settled = [n for n in open_ones if bound[n] > each[n]] or [n for n in open_ones if bound[n] < each[n]]
        shares.update({n: bound[n] for n in settled or open_ones})
    return shares


def _height(line: Line, widths: Sequence[float], scales: Scales) -> float:
    boxed = any(cell.boxed for cell in line.cells)
    # Big letters make their rows higher by themselves: the room for a seal does not grow with them.
    height = line.height * (scales.table if boxed else 1.0 if scales.large else scales.text)
    for cell in line.cells:
        if cell.wrap and isinstance(cell.value, str):
            size = font_size(cell, scales)
            text = broken(cell, line.part, widths, scales)
            padding = _ROW_PADDING if cell.boxed else _TEXT_PADDING * size
            height = max(height, _count(text, round(_width(cell, widths), 2), size) * size * measure.LINE + padding)
        elif isinstance(cell.value, Picture) and not cell.down:
            height = max(height, cell.value.height_mm * _MM + _ROW_PADDING)
    return height


@lru_cache(maxsize=65536)
def _count(text: str, width: float, size: float) -> int:
    """Lines of wrapped text in a cell `width` points wide; a line may end a character early before a closing mark."""
    line = (width - _PADDING) / size
    return sum(_lines(part, line) for part in text.split("\n"))


def _lines(text: str, line: float) -> int:
    length = measure.em(text)
    if length <= line + _HAIR:
        return 1
    whole = text.isalpha() and not text.isascii()
    return math.ceil(length / max(math.floor(line) if whole else line - 0.5, 1.0))


def _stretched(fit: Fit, lines: Sequence[Line], room: Room) -> Fit:
    """The lines of a table that fills less than its page grow with the page."""
    rows = {n for n, line in enumerate(lines) if line.part in (*_OF_LINES, Part.AFTER)}
    spare = room.height * SPARE - sum(fit.heights)
    if not rows or spare <= 0:
        return fit
    line = min(lines[n].height for n in rows) * fit.scales.table
    most = max(fit.heights[n] for n in rows)
    more = min(spare / len(rows), _STRETCH * line, max(0.0, room.height * _TALLEST_OF_PAGE - most))
    heights = [height + more if n in rows else height for n, height in enumerate(fit.heights)]
    return replace(fit, heights=heights)
