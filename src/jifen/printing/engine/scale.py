"""A template on other paper or with bigger letters, and the page a sheet has: its room, its scale, its ends."""

import math
from collections.abc import Sequence
from copy import copy
from typing import Any

from jifen.printing.engine.fitting.fit import WIDEST_UNIT
from jifen.printing.engine.fitting.layout import Room

LARGE = 1.35
"""How much bigger the letters of a sheet that is no wall paper are for older readers."""
_SIDES = {8: (297.0, 420.0), 9: (210.0, 297.0)}
"""Short and long side in millimetres of the paper sizes that are known: A3, A4."""
_DEFAULT_SIZE = 11.0
_INCH, _MM = 72.0, 72 / 25.4


def ratio(sheet: Any, paper: int) -> float:
    """How much bigger other paper is than the template's."""
    return _sides(paper)[0] / _sides(sheet.page_setup.paperSize)[0]


def _sides(paper: Any) -> tuple[float, float]:
    return _SIDES.get(int(paper or 9), _SIDES[9])


def to_paper(sheet: Any, paper: int) -> None:
    """Put the sheet on other paper: on a bigger one it grows, on a smaller one it is printed smaller."""
    factor = ratio(sheet, paper)
    sheet.page_setup.paperSize = paper
    if factor > 1:
        _letters(sheet, factor)
        _columns(sheet, factor)
        if not sheet.sheet_properties.pageSetUpPr.fitToPage:
            _margins(sheet, factor)


def enlarge(sheet: Any) -> None:
    """Bigger letters; an upright page turns so that the columns may grow with them, a wide one keeps its columns."""
    _letters(sheet, LARGE)
    if sheet.page_setup.orientation != "landscape":
        turn(sheet)
        _columns(sheet, LARGE)


def turn(sheet: Any) -> None:
    """An upright page becomes a wide one, a wide one upright."""
    wide = sheet.page_setup.orientation == "landscape"
    sheet.page_setup.orientation = "portrait" if wide else "landscape"


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


def steady(book: Any) -> float:
    """Column widths are counted in digits of the Normal font, and office programs without that font differ by a third:
    Normal becomes Arial, which each of them has or can measure. How many units one of the old font's makes.
    """
    from openpyxl.styles import Font

    normal = book._named_styles["Normal"]
    name, size = normal.font.name or "Calibri", float(normal.font.sz or _DEFAULT_SIZE)
    wide = not name.isascii() or name in ("SimSun", "FangSong", "DengXian", "Microsoft YaHei")
    dots = math.ceil(size * 96 / 72 / 2) if wide else 7
    normal.font = Font(name="Arial", size=10)
    return dots / 7


def room(sheet: Any) -> Room:
    """What a page of the sheet holds between its margins, in points."""
    short, long = _sides(sheet.page_setup.paperSize)
    width, height = (long, short) if sheet.page_setup.orientation == "landscape" else (short, long)
    m = sheet.page_margins
    return Room(width * _MM - (m.left + m.right) * _INCH, height * _MM - (m.top + m.bottom) * _INCH)


def is_fitted(sheet: Any) -> bool:
    """Whether the sheet fits itself to the width of its page (not to one page as a whole)."""
    properties = sheet.sheet_properties.pageSetUpPr
    return bool(properties and properties.fitToPage) and not sheet.page_setup.fitToHeight


def explicit(sheet: Any, widths: Sequence[float]) -> float:
    """Print at a scale told in numbers instead of one the office program finds: Excel leaves planned page ends out
    where a page fits itself. The scale, at most 1; narrower columns are not blown up.
    """
    percent = max(10, min(100, int(room(sheet).width / (sum(widths) * WIDEST_UNIT) * 100 + 0.01)))
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = percent
    return percent / 100


def unplanned(sheet: Any) -> None:
    """Leave scale and page ends to the office program again: what they were planned for has changed."""
    sheet.row_breaks.brk = ()
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.scale = None
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def end_pages(sheet: Any, ends: Sequence[int]) -> None:
    """Break the sheet's pages behind these rows."""
    from openpyxl.worksheet.pagebreak import Break

    for row in ends:
        sheet.row_breaks.append(Break(id=row))
