"""How far a sheet reaches: a style far out, with nothing in it, would make every walk over the sheet endless."""

from typing import Any

_SPARE_ROWS, _SPARE_COLUMNS = 60, 20
"""Blank ruled rows and columns behind the last text that a form may mean to have."""


def trim(sheet: Any) -> None:
    """Forget styled cells without a value (and heights of rows) far behind the last text or merged range."""
    ranges = list(sheet.merged_cells.ranges)
    used = [(row, column) for (row, column), cell in sheet._cells.items() if cell.value is not None]
    last_row = max([row for row, _ in used] + [area.max_row for area in ranges], default=1)
    last_column = max([column for _, column in used] + [area.max_col for area in ranges], default=1)
    if sheet.max_row <= last_row + _SPARE_ROWS and sheet.max_column <= last_column + _SPARE_COLUMNS:
        return
    for place in [p for p in sheet._cells if p[0] > last_row + _SPARE_ROWS or p[1] > last_column + _SPARE_COLUMNS]:
        del sheet._cells[place]
    for row in [row for row in sheet.row_dimensions if row > last_row + _SPARE_ROWS]:
        del sheet.row_dimensions[row]
