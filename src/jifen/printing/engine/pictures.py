"""Pictures in workbooks: put where they belong, and kept with their rows when a template's rows are repeated."""

import io
from collections.abc import Mapping
from typing import Any

from jifen.printing.engine.filling import Picture

_EMU_A_MM, _EMU_A_POINT = 36000, 12700


def stand(sheet: Any, row: int, column: int, picture: Picture, *, dx: float = 0.0, dy: float = 0.0) -> None:
    """Let a picture stand with its corner in a cell (counted from 1), `dx` and `dy` points away from the cell's own."""
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    size = XDRPositiveSize2D(round(picture.width_mm * _EMU_A_MM), round(picture.height_mm * _EMU_A_MM))
    shift = (max(0, round(dx * _EMU_A_POINT)), max(0, round(dy * _EMU_A_POINT)))
    image = Image(io.BytesIO(picture.data))
    marker = AnchorMarker(col=column - 1, colOff=shift[0], row=row - 1, rowOff=shift[1])
    image.anchor = OneCellAnchor(_from=marker, ext=size)
    sheet.add_image(image)


def follow(sheet: Any, rows: Mapping[int, tuple[int, int]]) -> None:
    """Move the template's own pictures with their rows: template row → first and last row it is printed on (from 1).

    A picture whose row fell away goes to the row that is printed next; what ends in a row ends in its last one.
    """
    for image in sheet._images:
        move(image.anchor, rows)


def move(anchor: Any, rows: Mapping[int, tuple[int, int]]) -> None:
    """Move what is anchored to cells with its rows."""
    start, end = getattr(anchor, "_from", None), getattr(anchor, "to", None)
    if start is None or not rows:
        return
    before = start.row
    start.row = moved(before + 1, rows)[0] - 1
    if end is not None:
        end.row = max(start.row, moved(end.row + 1, rows)[0 if end.row == before else 1] - 1)


def extent(sheet: Any) -> tuple[int, int]:
    """The last row and column (from 1) in which a picture or chart begins."""
    anchors = [one.anchor for one in (*sheet._images, *sheet._charts)]
    starts = [start for anchor in anchors if (start := getattr(anchor, "_from", None)) is not None]
    return max((start.row + 1 for start in starts), default=0), max((start.col + 1 for start in starts), default=0)


def moved(row: int, rows: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
    """Where a template's row is printed; one that fell away where the next does, one behind the last as far behind."""
    if row in rows:
        return rows[row]
    later = [own for own in rows if own > row]
    if later:
        return (rows[min(later)][0],) * 2
    last = max((end for _, end in rows.values()), default=0)
    beyond = row - max(rows, default=0)
    return (last + beyond,) * 2
