"""Any register (台账) as a workbook: title, columns as wide as their text, header on every page, totals if given."""

import re
from decimal import Decimal

from jifen.domain.documents.shop import Listing
from jifen.printing.engine.canvas import CELL, CODE, HEAD, NOTE, TEXT, TITLE, YUAN, Canvas, Look, finished, new_book
from jifen.printing.engine.filling import Value
from jifen.printing.engine.measure import width_units

_NARROWEST, _WIDEST = 7.0, 36.0
_SHORT = 14.0
_YUAN = re.compile(r"-?\d+\.\d{2}")
_PORTRAIT = 100.0
"""Widths together that fit an upright A4."""


def listing(*contents: Listing) -> bytes:
    """A workbook with a sheet for each listing; sheets are called like their titles (31 characters at most)."""
    book = new_book()
    for content in contents:
        _sheet(book, content)
    return finished(book)


def _sheet(book: object, content: Listing) -> None:
    widths = [_width(content, column) for column in range(len(content["columns"]))]
    canvas = Canvas(book, _sheet_name(content["title"]), widths, landscape=sum(widths) > _PORTRAIT)
    title = f"{content['village']}{content['title']}"
    canvas.footer(title)
    canvas.whole(title, TITLE, 40)
    if content["note"]:
        canvas.whole(content["note"], NOTE)
    canvas.header(content["columns"], 26)
    numeric = set(content["numeric"])
    looks = [_look(content, n, widths[n]) for n in range(len(widths))]
    for row in content["rows"]:
        canvas.cells(_values(row, numeric), looks, 20)
    if not content["rows"]:
        canvas.whole("本期无", CELL, 28)
    if content["total"] is not None:
        canvas.cells(_values(content["total"], numeric), [HEAD.but(number=look.number) for look in looks], 26)


def _sheet_name(title: str) -> str:
    return "".join("　" if char in "[]:*?/\\" else char for char in title)[:31] or "台账"


def _look(content: Listing, column: int, width: float) -> Look:
    """Numbers and short texts in the middle; yuan, which always come with two places, to the cent."""
    if column in content["numeric"]:
        cells = [cell for row in content["rows"] if (cell := row[column])]
        return YUAN if cells and all(_YUAN.fullmatch(cell) for cell in cells) else CELL
    return CODE if width < _SHORT else TEXT.but(number=CODE.number)


def _width(content: Listing, column: int) -> float:
    """As wide as its widest cell; a header may take two lines."""
    rows = [*content["rows"], *([content["total"]] if content["total"] is not None else [])]
    needed = max((width_units(row[column] or "", 11) for row in rows), default=0.0)
    header = width_units(content["columns"][column], 11)
    return round(min(max(needed + 1, header / 2 + 2, _NARROWEST), _WIDEST), 1)


def _values(row: list[str | None], numeric: set[int]) -> list[Value]:
    return [Decimal(cell) if n in numeric and cell and _is_number(cell) else cell for n, cell in enumerate(row)]


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit() and text.isascii()
