"""Rows of a sheet whose texts need more height than a row of a workbook can have: they go on in rows below."""

from collections.abc import Sequence
from dataclasses import replace

from jifen.printing.engine import measure
from jifen.printing.engine.filling import Value
from jifen.printing.engine.layout import Line

_WALL = 0.5
"""On a wall letters may still get bigger when the page is known, and texts with them higher."""


def split(line: Line, widths: Sequence[float], *, wall: bool) -> list[Line]:
    """The row itself, or the rows it takes; what is no text stands in the first. Nothing of a text is lost."""
    tallest = measure.TALLEST * (_WALL if wall else 1.0)
    texts: dict[int, list[str]] = {}
    for cell in line.cells:
        if cell.wrap and not cell.down and isinstance(cell.value, str):
            width = sum(widths[cell.column - 1 : cell.span])
            texts[cell.column] = measure.split(cell.value, width, cell.size, tallest)
    count = max(map(len, texts.values()), default=1)
    if count == 1:
        return [line]
    return [
        replace(line, cells=[cell.but(value=_piece(texts.get(cell.column), n, cell.value)) for cell in line.cells])
        for n in range(count)
    ]


def _piece(texts: list[str] | None, place: int, value: Value) -> Value:
    if texts is None:
        return value if place == 0 else None
    return texts[place] if place < len(texts) else None
