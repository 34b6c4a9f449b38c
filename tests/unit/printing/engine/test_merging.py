"""Ranges merged many at a time."""

from typing import Any

import openpyxl
from openpyxl.styles import Border, Font, Side

from jifen.printing.engine.merging import Merger

RANGES = [(top, left, top + down, left + 2) for top in range(1, 30, 3) for left, down in ((1, 0), (5, 1))]


def sheet() -> Any:
    """Boxes that differ from three rows to the next, some without cells beneath, one with no border at all."""
    page = openpyxl.Workbook().active
    line = Side("thin")
    for number, (top, left, bottom, right) in enumerate(RANGES):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if number % 4 == 3 and column > left:
                    continue
                cell = page.cell(row, column, f"{row}:{column}")
                cell.font = Font(bold=number % 2 == 0)
                cell.border = Border() if number == 6 else Border(left=line, bottom=line if number % 3 else None)
    return page


def shown(page: Any) -> Any:
    cells = {place: (cell.value, cell.font.b, repr(cell.border), type(cell)) for place, cell in page._cells.items()}
    return cells, {str(area) for area in page.merged_cells.ranges}


def test_ranges_come_out_as_openpyxl_merges_them() -> None:
    ours, theirs = sheet(), sheet()
    merger = Merger(ours)
    for top, left, bottom, right in RANGES:
        merger.merge(top, left, bottom, right)
        theirs.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    assert shown(ours) == shown(theirs)


def test_a_cell_restyled_after_merging_changes_no_other() -> None:
    page = sheet()
    merger = Merger(page)
    for area in RANGES:
        merger.merge(*area)
    page.cell(7, 1).font = Font(size=30)
    assert [cell.coordinate for cell in page._cells.values() if cell.font.sz == 30] == ["A7"]
