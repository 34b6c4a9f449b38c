"""How high the rows of a sheet are that people write on: a page is used well, and a pen finds room in each row.

Knows heights and parts, no contents.
"""

from collections.abc import Collection, Sequence

from jifen.printing.engine.fitting.layout import Line, Part
from jifen.printing.engine.fitting.pagination import page_ends

LEAST = 21.0
"""Points on paper of a row to write in: 7.4 millimetres, as the lines of an exercise book."""
_STEPS = (0.75, 0.5, 0.25, 0.0)
_HIGHER = (1.35, 1.25, 1.15, 1.08)
_FEW = 2
"""On so many pages rows grow into the room that is left; of a longer sheet only the last page has any."""


def evened(
    heights: Sequence[float],
    needs: Sequence[float],
    lines: Collection[int],
    parts: Sequence[Part],
    held: float,
    scale: float = 1.0,
) -> list[float]:
    """The heights with the table's rows lower where that saves a page of a short sheet, else higher where room is left.

    `needs`: what the texts of each row take; `lines`: the rows to write in; `held`: what a page holds. All in the
    sheet's own points, printed at `scale`.
    """
    pages = len(page_ends(heights, parts, held)) + 1
    if not lines or pages > _FEW:
        return list(heights)
    low = {n: min(heights[n], max(needs[n], LEAST / scale)) for n in lines}
    for step in _STEPS if pages > 1 else ():
        lower = [low[n] + (height - low[n]) * step if n in low else height for n, height in enumerate(heights)]
        if len(page_ends(lower, parts, held)) + 1 < pages:
            return lower
    for factor in _HIGHER:
        higher = [height * factor if n in low else height for n, height in enumerate(heights)]
        if len(page_ends(higher, parts, held)) + 1 == pages:
            return higher
    return list(heights)


def to_write(lines: Sequence[Line]) -> list[int]:
    """The rows of a table that leave a cell open"""
    return [n for n, line in enumerate(lines) if line.part is Part.BODY and _is_open(line)]


def _is_open(line: Line) -> bool:
    return any(cell.boxed and cell.value is None and cell.span == cell.column for cell in line.cells)
