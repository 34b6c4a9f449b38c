"""The pictures and charts of a sheet: where they are anchored and how large. PNG, JPEG and GIF; others are left out."""

from dataclasses import dataclass, replace
from typing import Any

from jifen.printing.engine.page.charts import plot
from jifen.printing.plot import Plot

EMU = 12700
"""English metric units a point, in which anchors count."""
_KNOWN = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


@dataclass(frozen=True, slots=True)
class Anchored:
    """A picture's bytes, or what a chart shows, and its place: row and column (from 0) it is anchored to, shift and
    size in points."""

    data: bytes | Plot
    row: int
    column: int
    dx: float
    dy: float
    width: float
    height: float


def anchored(area: Any) -> list[Anchored]:
    """The pictures and charts of an `Area` that begin in one of its rows and columns or in a hidden one before them."""
    found = []
    for image in area.sheet._images:
        data: bytes = image._data()
        placed = _placed(image, data, area) if data.startswith(_KNOWN) else None
        if placed is not None:
            found.append(placed)
    for chart in area.sheet._charts:
        placed = _placed(chart, b"", area)
        drawn = plot(chart, area.sheet.parent, placed.width, placed.height) if placed is not None else None
        if placed is not None and drawn is not None:
            found.append(replace(placed, data=drawn))
    return found


def _placed(image: Any, data: bytes, area: Any) -> Anchored | None:
    anchor = image.anchor
    start, end, size = getattr(anchor, "_from", None), getattr(anchor, "to", None), getattr(anchor, "ext", None)
    if start is None and size is not None:
        # An absolute place is counted from the sheet's corner.
        return Anchored(data, 0, 0, anchor.pos.x / EMU, anchor.pos.y / EMU, size.width / EMU, size.height / EMU)
    if start is None:
        return None
    row, column = area.row_of(start.row + 1), area.column_of(start.col + 1)
    dx, dy = start.colOff / EMU, start.rowOff / EMU
    if end is not None:
        width = sum(area.widths[column : area.column_of(end.col + 1)]) + end.colOff / EMU - dx
        height = sum(area.heights[row : area.row_of(end.row + 1)]) + end.rowOff / EMU - dy
    elif size is not None:
        width, height = size.width / EMU, size.height / EMU
    else:
        width, height = image.width * 0.75, image.height * 0.75
    return Anchored(data, row, column, dx, dy, max(width, 1.0), max(height, 1.0))
