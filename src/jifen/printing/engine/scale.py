"""A template on other paper, or with bigger letters."""

from copy import copy
from typing import Any

LARGE = 1.35
"""How much bigger the letters are for older readers."""
_SIDE = {8: 297.0, 9: 210.0}
"""Short side in millimetres of the paper sizes that are known: A3, A4."""
_DEFAULT_SIZE = 11.0


def to_paper(sheet: Any, paper: int) -> None:
    """Put the sheet on other paper: on a bigger one it grows, a smaller one shrinks it by itself (fit to width)."""
    before = _SIDE.get(int(sheet.page_setup.paperSize or 9), 210.0)
    sheet.page_setup.paperSize = paper
    factor = _SIDE.get(paper, before) / before
    if factor > 1:
        _letters(sheet, factor)
        _columns(sheet, factor)
        if not sheet.sheet_properties.pageSetUpPr.fitToPage:
            _margins(sheet, factor)


def enlarge(sheet: Any) -> None:
    """Bigger letters; an upright page turns so that the columns may grow with them, a wide one keeps its columns."""
    _letters(sheet, LARGE)
    if sheet.page_setup.orientation != "landscape":
        sheet.page_setup.orientation = "landscape"
        _columns(sheet, LARGE)


def _letters(sheet: Any, factor: float) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style:
                font = copy(cell.font)
                font.sz = round(float(font.sz or _DEFAULT_SIZE) * factor * 2) / 2
                cell.font = font
    for dimension in sheet.row_dimensions.values():
        dimension.height = dimension.height and round(dimension.height * factor, 2)


def _columns(sheet: Any, factor: float) -> None:
    for column in sheet.column_dimensions.values():
        column.width = round(column.width * factor, 2)


def _margins(sheet: Any, factor: float) -> None:
    """A sheet that fills its page exactly (cards) does so on the bigger one."""
    margins = sheet.page_margins
    for side in ("left", "right", "top", "bottom"):
        setattr(margins, side, getattr(margins, side) * factor)
