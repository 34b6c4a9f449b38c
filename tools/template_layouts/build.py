"""Template workbooks from rows of cells: the program's own canvas, with a shorter way to write down a row."""

from jifen.printing.engine.canvas import A4, BODY_FONT, HEAD_FONT, TITLE_FONT, Canvas, Look, finished, new_book
from template_layouts import charts

BODY, HEAD, TITLE = BODY_FONT, HEAD_FONT, TITLE_FONT

__all__ = ["BODY", "HEAD", "TITLE", "Look", "Page", "workbook"]


class Page:
    """One sheet, written down now and drawn when the workbook is made."""

    def __init__(self, title, widths, *, landscape=False, paper=A4, footer_left="", header="", wall=False, one=False):
        """`one`: all of it on one page, smaller where it must be."""
        self.title, self.widths = title, widths
        self.landscape, self.paper = landscape, paper
        self.footer_left, self.header, self.wall, self.one = footer_left, header, wall, one
        self.charts: list[tuple] = []
        self.rows: list[tuple[list, float | None]] = []
        self.titles: int | None = None
        self.joined: list[tuple[int, int, int, int]] = []

    def whole(self, text, look, height=None):
        """A row of one cell across all columns."""
        return self.parts([(1, len(self.widths), text)], look, height)

    def parts(self, parts, look, height=None):
        """A row of ranges `(first column, last column, text[, look])`."""
        self.rows.append(([p if len(p) == 4 else (*p, look) for p in parts], height))
        return self

    def cells(self, texts, look, height=None):
        """A row with one text a column."""
        looks = look if isinstance(look, list) else [look] * len(texts)
        return self.parts([(n, n, t, looks[n - 1]) for n, t in enumerate(texts, 1)], looks[0], height)

    def join(self, first, last, rows):
        """One cell of the columns `first` to `last` of the last `rows` rows."""
        bottom = len(self.rows)
        self.joined.append((first, last, bottom - rows + 1, bottom))
        return self

    def repeat(self):
        """The last row is the header that every page repeats."""
        self.titles = len(self.rows)
        return self

    def chart(self, first, last, rows, across, labels, series):
        """A chart over the columns `first` to `last` of the last `rows` rows, drawn from a table's row.

        `across`: bars that lie. `labels` and each of `series` (name, colour, place) are found at `(sheet, column, row)`
        of the template; the chart follows the rows that come of it.
        """
        self.charts.append((first, last, len(self.rows) - rows + 1, len(self.rows), across, labels, series))
        return self

    def draw(self, book) -> None:
        canvas = Canvas(book, self.title, self.widths, landscape=self.landscape, paper=self.paper)
        if self.wall:
            _margins(canvas.sheet)
        if self.footer_left:
            canvas.footer(self.footer_left)
        if self.header:
            canvas.margin(canvas.sheet.oddHeader.left, self.header)
        for number, (parts, height) in enumerate(self.rows, 1):
            canvas.parts([part for whole in parts for part in self._apart(number, whole)])
            canvas.sheet.row_dimensions[number].height = height
            if number == self.titles:
                canvas.repeat()
        for first, last, top, bottom in self.joined:
            canvas.down(top, bottom, first, last)
        if self.one:
            canvas.sheet.page_setup.fitToHeight = 1
        for told in self.charts:
            canvas.sheet.add_chart(charts.bars(*told))

    def _apart(self, number, part):
        """A part in single columns where it belongs to a cell of several rows, which is merged as a whole."""
        a, b, text, look = part
        if any(first == a and top <= number <= bottom for first, _, top, bottom in self.joined):
            return [(n, n, text or None if n == a else None, look) for n in range(a, b + 1)]
        return [(a, b, text or None, look)]


def _margins(sheet) -> None:
    """15 mm at the sides, as tables may have them; the text of header and footer 8 mm from the edge."""
    margins = sheet.page_margins
    margins.left = margins.right = 0.59
    margins.top, margins.bottom = 0.63, 0.7
    margins.header = margins.footer = 0.31


def workbook(*pages: Page) -> bytes:
    book = new_book()
    for page in pages:
        page.draw(book)
    return finished(book)
