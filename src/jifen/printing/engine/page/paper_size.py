"""How large a page is, in points, and the widths of columns."""

import re
from typing import Any

MM = 72 / 25.4
_SIZES = {
    1: (215.9, 279.4), 5: (215.9, 355.6), 8: (297.0, 420.0), 9: (210.0, 297.0), 11: (148.0, 210.0),
    12: (257.0, 364.0), 13: (182.0, 257.0), 66: (420.0, 594.0), 70: (105.0, 148.0),
}  # fmt: skip
"""Excel's numbers of paper sizes: short and long side in millimetres."""
_UNITS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}
_POINTS_A_PIXEL = 0.75


def page_size(setup: Any) -> tuple[float, float]:
    """Width and height of the paper in points, turned where the sheet is; A4 where the number is unknown."""
    own = _length(getattr(setup, "paperWidth", None)), _length(getattr(setup, "paperHeight", None))
    if own[0] and own[1]:
        return own[0], own[1]
    short, long = _SIZES.get(int(setup.paperSize or 9), _SIZES[9])
    sides = (long, short) if setup.orientation == "landscape" else (short, long)
    return sides[0] * MM, sides[1] * MM


def _length(text: str | None) -> float:
    found = re.fullmatch(r"([\d.]+)\s*(mm|cm|in|pt)", text or "")
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


def unit(book: Any) -> float:
    """Points of one unit of a column's width: a digit of the workbook's standard font, in whole pixels."""
    fonts = getattr(book, "_fonts", None)
    font = next(iter(fonts), None) if fonts else None
    size = float(getattr(font, "sz", None) or 11)
    name = str(getattr(font, "name", None) or "Calibri")
    chinese = not name.isascii() or name.lower() in ("simsun", "simhei", "fangsong", "dengxian", "microsoft yahei")
    pixels = size * 96 / 72
    digit = -(-pixels // 2) if chinese else (pixels * 0.507 + 0.3) // 1
    return max(digit, 1.0) * _POINTS_A_PIXEL
