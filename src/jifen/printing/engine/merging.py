"""Merging cells as openpyxl does, for sheets with thousands of ranges: what it asks of each, it is asked once."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from jifen.errors import JifenError
from jifen.printing.engine.fitting.layout import Line
from jifen.printing.engine.plan import Planned


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


def join(merger: Merger, lines: Sequence[Line]) -> set[tuple[int, int]]:
    """What stands instead of a table's rows stands across its columns. Row and column of the cells so taken."""
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(lines, 1):
        for cell in line.cells:
            if cell.joined:
                merger.merge(number, cell.column, number, cell.span)
                taken |= {(number, column) for column in range(cell.column, cell.span + 1)}
    return taken


def follow(
    merger: Merger,
    merges: list[tuple[int, int, int, int]],
    planned: list[Planned],
    template: str,
    joined: set[tuple[int, int]],
) -> None:
    """Merge what the template's ranges have become, but for what is `joined`. Raises `JifenError`
    (`template-merge-across-lines`) for a range that a repeated row would tear."""
    for top, bottom, left, right in sorted(merges):
        printed = [(number, item) for number, item in enumerate(planned, 1) if top <= item.source <= bottom]
        if top == bottom:
            ranges = [(number, number) for number, _ in printed]
        elif any(item.repeated for _, item in printed):
            raise JifenError("template-merge-across-lines", template=template, cell=f"{top}:{bottom}")
        else:
            ranges = [(printed[0][0], printed[-1][0])] if printed else []
        for first, last in ranges:
            if (first, left) in joined:
                continue
            merger.merge(first, left, last, right)
