"""Any other workbook that people fill in: tables found by the words of their headers, columns in any order.

Goods, redemption registers, reviews of a list and opening balances are read through `tables_of`; what the cells mean
to the book is the caller's to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.period import Month
from jifen.reading.coloured_copy import is_report_sheet
from jifen.reading.formats.workbook import Cell, Sheet, Workbook, address
from jifen.reading.words.days import read_day
from jifen.reading.words.headers import is_note, label, total_row
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault, Points, is_none, plain_text, read_points

SEARCHED_ROWS = 60
"""How far down a sheet a header may begin."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form and the ways to read it. `cell` is its address; a blank one has an address too."""

    sheet: str
    cell: str
    raw: Cell | None

    @property
    def blank(self) -> bool:
        """Nothing, or a mark that means nothing."""
        return is_none(self.raw)

    @property
    def found(self) -> str | None:
        """What stands there, as it stands."""
        return self.raw.text if self.raw else None

    @property
    def text(self) -> str:
        """The text without outer spaces and line breaks; blank for none."""
        return plain_text(self.raw) or ""

    @property
    def folded(self) -> str:
        """The text to compare by: widths and spaces folded."""
        return "" if self.blank or self.raw is None else normalise_text(self.raw.text)

    def number(self) -> Decimal | Fault | None:
        """A number of at most two decimals; None for blank."""
        found = read_points(self.raw)
        if isinstance(found, Points):
            return found.value
        return Fault("points-invalid", "tick") if found == "tick" else found

    def day(self, month: Month, last: date | None = None) -> date | Fault | None:
        """A day; the year a short form lacks is that of `month`, or the one nearest before `last`."""
        return read_day(self.raw, month, last)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row by key; keys whose column is missing are not in `cells`."""

    number: int
    cells: Mapping[str, FormCell]

    def __getitem__(self, key: str) -> FormCell:
        """The cell of a column; raises `KeyError` where the table has no such column."""
        return self.cells[key]

    def get(self, key: str) -> FormCell | None:
        """The cell of a column, None where the table has no such column."""
        return self.cells.get(key)

    def text(self, key: str) -> str:
        """The text of a column; blank where the column is missing."""
        found = self.cells.get(key)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table found by its headers. `others` are the columns nobody asked for, by header: A01 香皂（5分）."""

    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: tuple[FormRow, ...]
    others: Mapping[int, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    """Texts above the header, in order."""


def tables_of(
    book: Workbook, columns: Mapping[str, Sequence[str]], required: Sequence[str], *, others: bool = False
) -> list[FormTable]:
    """Every table whose header has all `required` keys; `columns` gives each key's header words.

    A unit in brackets behind a header is no part of it. With `others`, further columns are in each row under
    `column:N` as well. Rows of totals, of notes, and rows without any asked cell are left out.
    """
    words = {normalise_text(alias): key for key, aliases in columns.items() for alias in aliases}
    found = []
    for sheet in book.sheets:
        if is_report_sheet(sheet):
            continue
        table = _table(sheet, words, required, others=others)
        if table is not None:
            found.append(table)
    return found


def _table(sheet: Sheet, words: Mapping[str, str], required: Sequence[str], *, others: bool) -> FormTable | None:
    for row in sorted(sheet.rows)[:SEARCHED_ROWS]:
        columns = _header(sheet, row, words)
        if not set(required) <= columns.keys():
            continue
        rest = {i: c.text for i, c in sheet.rows[row].items() if i not in columns.values() and c.text.strip()}
        titles = tuple(c.text for r, _, c in sheet.walk() if r < row)
        rows = _rows(sheet, row, columns, rest if others else {}, words)
        return FormTable(sheet.name, row, columns, tuple(rows), rest, titles)
    return None


def _header(sheet: Sheet, row: int, words: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in sorted(sheet.rows[row].items()):
        folded = label(cell.text)
        key = words.get(folded.whole) or words.get(folded.plain)
        if key is not None:
            columns.setdefault(key, index)
    return columns


def _rows(
    sheet: Sheet, header: int, columns: Mapping[str, int], rest: Mapping[int, str], words: Mapping[str, str]
) -> list[FormRow]:
    rows = []
    places = {**columns, **{f"column:{index}": index for index in rest}}
    for number in sorted(sheet.rows):
        if number <= header or _header(sheet, number, words).keys() >= columns.keys():
            continue
        own = sheet.rows[number]
        texts = [cell.text for _, cell in sorted(own.items()) if cell.kind == "text"]
        if texts and (is_note(texts[0]) or total_row(texts[0])) and len(own) <= 2 + len(columns) // 2:
            continue
        cells = {
            key: FormCell(sheet.name, address(number, index), _seen(sheet, number, index, header))
            for key, index in places.items()
        }
        if any(not cell.blank for cell in cells.values()):
            rows.append(FormRow(number, cells))
    return rows


def _seen(sheet: Sheet, row: int, column: int, header: int) -> Cell | None:
    """The cell, or the one merged down over it."""
    own = sheet.cell(row, column)
    if own is not None or not sheet.merges:
        return own
    area = sheet.area(row, column)
    if area is None or area.left != area.right or area.top <= header:
        return None
    return sheet.cell(area.top, area.left)
