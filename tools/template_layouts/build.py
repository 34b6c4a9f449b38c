"""A small language for template workbooks: rows of cells with a style, columns with a width, a page."""

from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from jifen.printing.pack import pack

_THIN = Side(style="thin", color="000000")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TITLE, BODY, HEAD = "方正小标宋简体", "仿宋", "黑体"


@dataclass(frozen=True)
class Look:
    font: str = BODY
    size: float = 11
    bold: bool = False
    color: str = "000000"
    across: str = "left"
    down: str = "center"
    wrap: bool = True
    box: bool = False
    fill: str | None = None
    indent: int = 0

    def apply(self, cell) -> None:
        cell.font = Font(name=self.font, size=self.size, bold=self.bold, color=self.color)
        cell.alignment = Alignment(horizontal=self.across, vertical=self.down, wrap_text=self.wrap, indent=self.indent)
        if self.box:
            cell.border = BOX
        if self.fill:
            cell.fill = PatternFill("solid", start_color=self.fill, end_color=self.fill)


@dataclass
class Page:
    """One sheet; `widths` of its columns in Excel's units."""

    title: str
    widths: list[float]
    orientation: str = "portrait"
    paper: int = 9
    footer_left: str = ""
    header: str = ""
    margins: tuple[float, float, float, float] = (0.5, 0.5, 0.7, 0.75)
    rows: list = field(default_factory=list)
    titles: str | None = None

    @property
    def last(self) -> int:
        return len(self.widths)

    def whole(self, text: str, look: Look, height: float | None = None) -> "Page":
        """A row of one cell across all columns."""
        return self.parts([(1, self.last, text)], look, height)

    def parts(self, parts: list, look: Look, height: float | None = None) -> "Page":
        """A row of ranges `(first column, last column, text[, look])`."""
        self.rows.append(([(p if len(p) == 4 else (*p, look)) for p in parts], height))
        return self

    def cells(self, texts: list[str], look: Look | list[Look], height: float | None = None) -> "Page":
        """A row with one text a column."""
        looks = look if isinstance(look, list) else [look] * len(texts)
        return self.parts([(n, n, t, looks[n - 1]) for n, t in enumerate(texts, 1)], looks[0], height)

    def repeat(self) -> "Page":
        """The last row is the header that every page repeats."""
        self.titles = f"{len(self.rows)}:{len(self.rows)}"
        return self


def workbook(*pages: Page) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for page in pages:
        _sheet(book.create_sheet(page.title), page)
    return pack(book)


def _sheet(sheet, page: Page) -> None:
    for column, width in enumerate(page.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, (parts, height) in enumerate(page.rows, 1):
        for first, last, text, look in parts:
            for column in range(first, last + 1):
                look.apply(sheet.cell(number, column))
            sheet.cell(number, first).value = text or None
            if last > first:
                sheet.merge_cells(start_row=number, end_row=number, start_column=first, end_column=last)
        if height:
            sheet.row_dimensions[number].height = height
    _page_setup(sheet, page)


def _page_setup(sheet, page: Page) -> None:
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = page.paper, page.orientation
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    setup.fitToWidth, setup.fitToHeight = 1, 0
    left, right, top, bottom = page.margins
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = left, right, top, bottom
    margins.header = margins.footer = 0.35
    sheet.print_options.horizontalCentered = True
    if page.titles:
        sheet.print_title_rows = page.titles
    for part, text in ((sheet.oddFooter.left, page.footer_left), (sheet.oddHeader.left, page.header)):
        if text:
            part.text, part.size, part.font = text, 9, f"{BODY},Regular"
    right_part = sheet.oddFooter.right
    right_part.text, right_part.size, right_part.font = "第&P页 共&N页", 9, f"{BODY},Regular"
    sheet.sheet_view.showGridLines = False
