"""Which rows stay on one page: those of a merged range, the header with its first row, the end of a table with what
stands behind it (notes, signatures with room for the seal, number)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jifen.printing.engine.page.area import Area

_MOST = 0.75
"""How much of a page's height the end of a sheet may take and still be kept together."""
_LAST = 14
"""How many rows before the end signatures are looked for."""


def glue(area: Area, titles: tuple[int, int] | None, page: dict[str, Any]) -> list[bool]:
    """For each row, whether the next one must stand on the same page."""
    count = len(area.heights)
    room = (page["height"] - page["margins"]["top"] - page["margins"]["bottom"]) / page["scale"]
    kept = [False] * count
    ranges = [(cell.row, cell.row + cell.rows) for cell in area.cells if cell.rows > 1]
    for first, behind in ranges:
        if sum(area.heights[first:behind]) <= room * _MOST:
            kept[first : behind - 1] = [True] * (behind - 1 - first)
    if titles and titles[1] + 1 < count:
        kept[titles[0] : titles[1] + 1] = [True] * (titles[1] + 1 - titles[0])
    start = _end(area, room)
    kept[start : count - 1] = [True] * max(0, count - 1 - start)
    return kept


def last_ruled(area: Area) -> int:
    """The last row of the table: that has a rule below; -1 where none has."""
    below = (cell.row + cell.rows for cell in area.cells if area.edges.closes(cell.row + cell.rows, cell.column))
    return max(below, default=0) - 1


def _end(area: Area, room: float) -> int:
    """The row from which on all is kept together."""
    count = len(area.heights)
    written = sorted({cell.row for cell in area.cells if cell.text})
    table = last_ruled(area)
    signed = [cell.row for cell in area.cells if cell.text and cell.across == "right" and cell.row > table]
    starts = []
    if 0 <= table < count - 1:
        starts.append(table)
    late = [row for row in signed if row >= count - _LAST]
    if late:
        starts.append(max([row for row in written if row < late[0]], default=late[0]))
    fitting = [row for row in starts if sum(area.heights[row:]) <= room * _MOST]
    return min(fitting, default=count)
