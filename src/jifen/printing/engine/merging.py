"""Merging cells as openpyxl does, for sheets with thousands of ranges: what it asks of each, it is asked once."""

from copy import copy
from typing import Any


class Merger:
    """Merges ranges of one sheet that lie under no other; cells and borders are those of `Worksheet.merge_cells`.

    That asks of every new range whether one of those before it covers it, and reckons the borders of each anew: with
    the 2,480 ranges of 620 cards it took most of the time. Ranges of the same shape whose cells look the same come out
    the same, so that only the first of them is reckoned.
    """

    def __init__(self, sheet: Any) -> None:
        """`sheet`: openpyxl's."""
        self._sheet = sheet
        self._looks: dict[Any, list[Any]] = {}

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Make one cell of rows `top` to `bottom` and columns `left` to `right`."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.cell_range import CellRange
        from openpyxl.worksheet.merge import MergedCellRange

        sheet = self._sheet
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        before = [sheet._cells.get(place) for place in places]
        key = (bottom - top, tuple(None if cell is None else tuple(cell._style) for cell in before))
        coordinates = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        if key in self._looks:
            sheet.merged_cells.ranges.add(CellRange(coordinates))
            self._dress(places, self._looks[key])
            return
        merged = MergedCellRange(sheet, coordinates)
        sheet.merged_cells.ranges.add(merged)
        sheet._clean_merge_range(merged)
        self._looks[key] = [copy(sheet._cells[place]._style) for place in places]

    def _dress(self, places: list[tuple[int, int]], styles: list[Any]) -> None:
        from openpyxl.cell.cell import MergedCell

        sheet = self._sheet
        sheet.cell(*places[0])
        for place in places[1:]:
            sheet._cells[place] = MergedCell(sheet, *place)
        for place, style in zip(places, styles, strict=True):
            sheet._cells[place]._style = copy(style)
