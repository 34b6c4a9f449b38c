"""Any register (台账) as a workbook: title, columns as wide as their text, header on every page, totals if given."""

import csv
import io
import math
import re
from decimal import Decimal

from jifen.domain.chain import shown
from jifen.domain.documents.shop import Listing
from jifen.messages import subjects
from jifen.printing.engine.canvas import (
    CELL,
    CODE,
    HEAD,
    INDENT,
    NOTE,
    TEXT,
    TITLE,
    YUAN,
    Canvas,
    Look,
    finished,
    new_book,
    room_across,
)
from jifen.printing.engine.filling import Value
from jifen.printing.engine.measure import width_units
from jifen.printing.engine.safe import csv_text

_NARROWEST, _WIDEST = 6.5, 46.0
_LEAST_TEXT = 12.0
"""How narrow a column of texts becomes before the page shrinks."""
_SHORT = 15.0
_SIZE = 11.0
_YUAN = re.compile(r"-?\d+\.\d{2}")
_TOKEN = re.compile(r"\d+年\d+月\d+日|[^\s，；。]*〔\d+〕\d+号|[!-~]+")
"""What no line is broken in: days, numbers of documents, figures and codes."""


def listing(*contents: Listing) -> bytes:
    """A workbook with a sheet for each listing; sheets are called like their titles (31 characters at most)."""
    book = new_book()
    for content in contents:
        _sheet(book, content)
    return finished(book)


def bare_listing(content: Listing) -> bytes:
    """A workbook to sort and filter in: the header stands in the first row, the items below it, and nothing else."""
    widths, landscape = _widths(content)
    book = new_book()
    canvas = Canvas(book, _sheet_name(content["title"]), widths, landscape=landscape)
    _foot(canvas, content)
    canvas.header(content["columns"], 26)
    canvas.freeze(1)
    numeric = set(content["numeric"])
    looks = [_look(content, n, widths[n]) for n in range(len(widths))]
    for row in content["rows"]:
        canvas.cells(_values(row, numeric), looks, 20)
    canvas.sheet.auto_filter.ref = canvas.area(1, 1, len(widths))
    canvas.pages()
    return finished(book)


def listing_csv(content: Listing) -> bytes:
    """The same as a table of text: UTF-8 with a mark, so that Excel opens it rightly; no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(csv_text, subjects.headers(content["columns"])))
    writer.writerows([csv_text(cell or "") for cell in row] for row in content["rows"])
    return out.getvalue().encode("utf-8-sig")


def _sheet(book: object, content: Listing) -> None:
    widths, landscape = _widths(content)
    canvas = Canvas(book, _sheet_name(content["title"]), widths, landscape=landscape, splits=True)
    canvas.whole(_foot(canvas, content), TITLE, 40)
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
    canvas.pages()


def _foot(canvas: Canvas, content: Listing) -> str:
    """Every page names whose list it is and the head of the book it was drawn from; gives the former."""
    title = f"{content['village']}{content['title']}"
    canvas.footer(f"{title}　账链：{shown(content['chain'])}")
    return title


def _sheet_name(title: str) -> str:
    return "".join("　" if char in "[]:*?/\\" else char for char in title)[:31] or "台账"


def _look(content: Listing, column: int, width: float) -> Look:
    """Numbers and short texts in the middle; yuan, which always come with two places, to the cent."""
    if column in content["numeric"]:
        cells = [cell for row in content["rows"] if (cell := row[column])]
        return YUAN if cells and all(_YUAN.fullmatch(cell) for cell in cells) else CELL
    return CODE if width < _SHORT else TEXT.but(number=CODE.number)


def _widths(content: Listing) -> tuple[list[float], bool]:
    """Widths of the columns, and whether they lie across the page: as wide as their texts, or as the page lets them."""
    natural = [_natural(content, column) for column in range(len(content["columns"]))]
    if sum(natural) <= room_across(landscape=False):
        return natural, False
    least = [_least(content, column, width) for column, width in enumerate(natural)]
    return _squeezed(natural, least, room_across(landscape=True)), True


def _squeezed(natural: list[float], least: list[float], room: float) -> list[float]:
    """The widest columns give way first, down to what they must have."""
    low, high = 0.0, max(natural)
    for _ in range(20):
        middle = (low + high) / 2
        fits = sum(max(own, min(width, middle)) for width, own in zip(natural, least, strict=True)) <= room
        low, high = (middle, high) if fits else (low, middle)
    if sum(natural) <= room:
        return natural
    return [math.floor(max(own, min(width, low)) * 10) / 10 for width, own in zip(natural, least, strict=True)]


def _column(content: Listing, column: int) -> list[str]:
    rows = [*content["rows"], *([content["total"]] if content["total"] is not None else [])]
    return [row[column] or "" for row in rows]


def _natural(content: Listing, column: int) -> float:
    """As wide as its widest cell; a header may take two lines."""
    texts = _column(content, column)
    needed = max((width_units(text, _SIZE) for text in texts), default=0.0)
    header = width_units(content["columns"][column], _SIZE)
    return math.ceil(min(max(needed + INDENT, header / 2 + 2, _NARROWEST), _WIDEST) * 10) / 10


def _least(content: Listing, column: int, natural: float) -> float:
    """Numbers and codes stand in one line; other texts may wrap."""
    if column in content["numeric"]:
        return natural
    tokens = (token for text in _column(content, column) for token in _TOKEN.findall(text))
    longest = max((width_units(token, _SIZE) for token in tokens), default=0.0)
    return min(natural, max(_LEAST_TEXT, longest + INDENT))


def _values(row: list[str | None], numeric: set[int]) -> list[Value]:
    return [Decimal(cell) if n in numeric and cell and _is_number(cell) else cell for n, cell in enumerate(row)]


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit() and text.isascii()
