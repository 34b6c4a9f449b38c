"""Sheets drawn by the program: those whose columns depend on the rule book or the goods, and the shipped templates.

A sheet is rows of cells with a look, columns with a width, a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jifen.messages import subjects
from jifen.printing.engine import measure, scale
from jifen.printing.engine.filling import Picture, Value
from jifen.printing.engine.fitting import fit, pagination, rows
from jifen.printing.engine.fitting.layout import Part
from jifen.printing.engine.merging import Merger
from jifen.printing.engine.pack import pack
from jifen.printing.engine.safe import put

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋", "黑体"
A3, A4 = 8, 9
_NO_FILL = None
_LOWEST = 15.0
_HIGHEST = 409.0
"""Where a workbook's row ends, in points."""
_SMALLEST = 7.0
INDENT = 1.4
"""Column units that one step of indent takes."""
MARGIN_MM, _MM_PER_INCH = 15.0, 25.4
_A4_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. Sizes in points; `turned`: text runs upwards; `indent` in characters from its rule; `number` a
    format of Excel's; `rule` the colour of its box."""

    font: str = BODY_FONT
    size: float = 11
    bold: bool = False
    color: str = "000000"
    across: str = "left"
    down: str = "center"
    wrap: bool = True
    box: bool = False
    fill: str | None = _NO_FILL
    indent: int = 0
    number: str = "General"
    rule: str = "000000"

    def but(self, **changes: Any) -> Look:
        """The same with some changes."""
        return replace(self, **changes)


TITLE = Look(TITLE_FONT, 22, across="center")
NOTE = Look(size=11)
HEAD = Look(HEAD_FONT, 11, across="center", box=True)
CELL = Look(size=11, across="center", box=True)
TEXT = CELL.but(across="left", indent=1)
CODE = CELL.but(number="@")
YUAN = CELL.but(number="0.00")

Range = tuple[int, int, Value, Look]
"""First column, last column, what stands there, how it looks."""


class Canvas:
    """One sheet of a workbook, filled from the top."""

    def __init__(
        self,
        book: Any,
        title: str,
        widths: Sequence[float],
        *,
        landscape: bool = False,
        paper: int = A4,
        splits: bool = False,
    ) -> None:
        """`widths` of its columns in Excel's units. `splits`: a text too long for one row goes on in the next.

        A sheet that is filled in and read again must not: there a row is a household, and its letters get smaller.
        """
        from openpyxl.utils import get_column_letter

        self.sheet: Worksheet = book.create_sheet(title)
        self.widths = list(widths)
        self.row_number = 0
        self._splits = splits
        self._repeated: tuple[int, int] | None = None
        self._needs: list[float] = []
        self._lines: list[int] = []
        self._merger = Merger(self.sheet)
        self._styles: dict[Look, Any] = {}
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._page(landscape, paper)

    def _page(self, landscape: bool, paper: int) -> None:
        sheet: Any = self.sheet
        sheet.page_setup.paperSize = paper
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom = 0.45, 0.55
        margins.header = margins.footer = 0.28
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False
        self.margin(sheet.oddFooter.right, "第&P页 共&N页")

    @staticmethod
    def margin(part: Any, text: str) -> None:
        """Text of a page's header or footer; `&` codes are the caller's."""
        part.text, part.size, part.font = text, 9, f"{BODY_FONT},Regular"

    def footer(self, text: str) -> Canvas:
        """What stands at the foot of every page, on the left."""
        footer: Any = self.sheet.oddFooter
        self.margin(footer.left, text)
        return self

    def parts(self, parts: Sequence[Range], height: float | None = None) -> int:
        """A row of ranges; it grows where wrapped text needs room. Where a row cannot grow that high, see `splits`.

        The number of the (last) row.
        """
        if not self._splits:
            self._row([self._smaller(part) for part in parts], height)
            return self.row_number
        pieces = [self._pieces(part) for part in parts]
        for index in range(max(map(len, pieces), default=1)):
            texts = [own[index] if index < len(own) else None for own in pieces]
            self._row([(a, b, text, look) for (a, b, _, look), text in zip(parts, texts, strict=True)], height)
        return self.row_number

    def _pieces(self, part: Range) -> Sequence[Value]:
        first, last, value, look = part
        if not (look.wrap and isinstance(value, str)):
            return [value]
        return measure.split(value, self._room(first, last, look), look.size)

    def _smaller(self, part: Range) -> Range:
        first, last, value, look = part
        while look.wrap and isinstance(value, str) and look.size > _SMALLEST:
            if measure.height(value, self._room(first, last, look), look.size) <= measure.TALLEST:
                break
            look = look.but(size=look.size - 0.5)
        return first, last, value, look

    def _room(self, first: int, last: int, look: Look) -> float:
        return sum(self.widths[first - 1 : last]) - look.indent * INDENT

    def _row(self, parts: Sequence[Range], height: float | None) -> None:
        self.row_number += 1
        number = self.row_number
        needed = 0.0
        for first, last, value, look in parts:
            for column in range(first, last + 1):
                self._style(self.sheet.cell(number, column), look)
            put(self.sheet, number, first, value)
            if last > first:
                self._merger.merge(number, first, number, last)
            if look.wrap and isinstance(value, str):
                needed = max(needed, measure.height(value, self._room(first, last, look), look.size))
        if all(look.box for _, _, _, look in parts):
            self._lines.append(number - 1)
        self._needs.append(min(needed, _HIGHEST))
        self.sheet.row_dimensions[number].height = round(min(max(needed, height or _LOWEST), _HIGHEST), 2)

    def cells(self, values: Sequence[Value], looks: Look | Sequence[Look], height: float | None = None) -> int:
        """A row with one value a column."""
        each = [looks] * len(values) if isinstance(looks, Look) else looks
        return self.parts([(n, n, value, each[n - 1]) for n, value in enumerate(values, 1)], height)

    def whole(self, value: Value, look: Look, height: float | None = None) -> int:
        """A row of one cell across all columns."""
        return self.parts([(1, len(self.widths), value, look)], height)

    def stand(self, row: int, column: int, picture: Picture, *, dx: float, dy: float) -> None:
        """A picture in a cell, so far (points) from its left and upper edge; the row stays as high as it needs."""
        from jifen.printing.engine import pictures

        pictures.stand(self.sheet, row, column, picture, dx=dx, dy=dy)
        self._needs[row - 1] = max(self._needs[row - 1], picture.height_mm / _MM_PER_INCH * 72 + 2 * dy)

    def down(self, first: int, last: int, column: int, last_column: int | None = None) -> None:
        """Merge a column's cells from one row to another."""
        end = last_column or column
        self._merger.merge(first, column, last, end)

    def repeat(self, first: int | None = None, columns: str | None = None) -> None:
        """Every page begins with the rows from `first` (default: the last one written) to the last one."""
        self._repeated = (first or self.row_number, self.row_number)
        self.sheet.print_title_rows = f"{first or self.row_number}:{self.row_number}"
        if columns:
            self.sheet.print_title_cols = columns

    def header(self, columns: Sequence[str], height: float, looks: Look | Sequence[Look] = HEAD) -> int:
        """The names of the columns, which every page repeats; gives the number of the row below."""
        self.cells(subjects.headers(columns), looks, height)
        self.repeat()
        return self.row_number + 1

    def freeze(self, column: int) -> None:
        """The rows so far and the columns left of `column` stay in sight on the screen."""
        from openpyxl.utils import get_column_letter

        self.sheet.freeze_panes = f"{get_column_letter(column)}{self.row_number + 1}"

    def pages(self, keep: int = 3) -> None:
        """Print at a fixed scale with planned pages: all columns side by side, the last `keep` rows together.

        Comes last. A page that fits itself to its width would leave planned breaks out.
        """
        sheet: Any = self.sheet
        scale.steady(sheet.parent)
        sheet.page_margins.left = sheet.page_margins.right = MARGIN_MM / _MM_PER_INCH
        percent = scale.explicit(sheet, self.widths)
        heights = [sheet.row_dimensions[row].height for row in range(1, self.row_number + 1)]
        held = scale.room(sheet).height / percent * pagination.SPARE
        parts = self._parts(keep)
        heights = rows.evened(heights, self._needs, self._lines_below(), parts, held, percent)
        for row, height in enumerate(heights, 1):
            sheet.row_dimensions[row].height = round(height, 2)
        scale.end_pages(sheet, pagination.page_ends(heights, parts, held))

    def _lines_below(self) -> list[int]:
        """The rows of the table below its header, counted from 0."""
        return [row for row in self._lines if row >= (self._repeated or (0, 0))[1]]

    def _parts(self, keep: int) -> list[Part]:
        first, last = self._repeated or (1, 0)
        opening = [Part.HEAD] * (first - 1) + [Part.COLUMNS] * (last - first + 1)
        below = self.row_number - len(opening)
        tail = min(keep, below)
        return [*opening, *[Part.BODY] * (below - tail), *[Part.TAIL] * tail]

    def area(self, start: int, first: int, last: int | None = None) -> str:
        """Columns `first` to `last` (default: the same) from the row `start` to the last one written: `C3:C182`."""
        from openpyxl.utils import get_column_letter

        end = max(self.row_number, start)
        return f"{get_column_letter(first)}{start}:{get_column_letter(last or first)}{end}"

    def _style(self, cell: Any, look: Look) -> None:
        known = self._styles.get(look)
        if known is None:
            _apply(cell, look)
            self._styles[look] = cell._style
        else:
            cell._style = copy(known)


def _apply(cell: Any, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=look.font, size=look.size, bold=look.bold, color=look.color)
    cell.alignment = Alignment(horizontal=look.across, vertical=look.down, wrap_text=look.wrap, indent=look.indent)
    if look.box:
        side = Side(style="thin", color=look.rule)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    cell.number_format = look.number


def room_across(*, landscape: bool) -> float:
    """Column units that stand side by side on A4 at full size, between the margins of a drawn sheet."""
    return (_A4_MM[landscape] - 2 * MARGIN_MM) / _MM_PER_INCH * 72 / fit.WIDEST_UNIT


def new_book() -> Any:
    """A workbook without sheets."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    return book


def choose(canvas: Canvas, cells: str, words: Sequence[str], *, strict: bool = True) -> None:
    """Only these words may be chosen in `cells` (`C3:C182`); not strict: others draw a warning."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    _say(rule, f"请填写：{'、'.join(words)}", strict)
    canvas.sheet.add_data_validation(rule)
    rule.add(cells)


def between(
    canvas: Canvas, cells: str, low: float, high: float, kind: str = "decimal", *, strict: bool = False
) -> None:
    """Numbers from `low` to `high`; `kind` `whole` or `decimal`."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type=kind, operator="between", formula1=f"{low:g}", formula2=f"{high:g}", allow_blank=True)  # type: ignore[arg-type]
    _say(rule, f"请填写{low:g}到{high:g}之间的{'整数' if kind == 'whole' else '数'}", strict)
    canvas.sheet.add_data_validation(rule)
    rule.add(cells)


def _say(rule: Any, message: str, strict: bool) -> None:
    rule.error, rule.errorTitle = message, "请核对"
    rule.errorStyle = "stop" if strict else "warning"
    rule.showErrorMessage = True


def finished(book: Any) -> bytes:
    """The workbook's bytes, the same every time."""
    return pack(book)
