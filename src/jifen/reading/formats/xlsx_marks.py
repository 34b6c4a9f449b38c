"""What stands in attributes and texts of a worksheet: addresses, merged ranges, hidden columns, escaped characters."""

import re

from jifen.reading.formats.workbook import Area, Sheet, UnreadableError, column_number


def column_at(letters: str) -> int:
    """A column by its letters; raises `UnreadableError`."""
    try:
        return column_number(letters)
    except ValueError:
        raise UnreadableError("damaged", f"column {letters[:9]}") from None


def row_at(digits: str, otherwise: int) -> int:
    """A row by its digits, `otherwise` where there are none; raises `UnreadableError`."""
    if not digits:
        return otherwise
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7 or not 1 <= int(digits) <= 1_048_576:
        raise UnreadableError("damaged", f"row {digits[:9]}")
    return int(digits)


def unescape(text: str) -> str:
    """`_x000D_` and the like are how control characters are written down; an emoji may be, in its two halves.

    A half alone is no character at all: nothing could be stored or printed of it.
    """
    if "_x" not in text:
        return text
    plain = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def add_merge(sheet: Sheet, reference: str) -> None:
    """`A1:B2` of a sheet is merged; raises `UnreadableError`."""
    first, _, last = reference.replace("$", "").partition(":")
    corners = []
    for place in (first, last or first):
        letters = place.rstrip("0123456789")
        corners.append((row_at(place[len(letters) :], 1), column_at(letters)))
    (top, left), (bottom, right) = corners
    if bottom >= top and right >= left:
        sheet.merge(Area(top, left, bottom, right))


def add_column(sheet: Sheet, attributes: dict[str, str]) -> None:
    """Columns that a `col` element hides."""
    if attributes.get("hidden") not in ("1", "true") and attributes.get("width") != "0":
        return
    first, last = attributes.get("min", ""), attributes.get("max", "")
    if first.isdigit() and last.isdigit() and len(first) < 9 and len(last) < 9:
        sheet.hide_columns(int(first), min(int(last), 16384))
