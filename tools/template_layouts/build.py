"""Template workbooks from rows of cells: the program's own canvas, with a shorter way to write down a row."""

from jifen.printing.engine.canvas import A4, BODY_FONT, HEAD_FONT, TITLE_FONT, Canvas, Look, finished, new_book

BODY, HEAD, TITLE = BODY_FONT, HEAD_FONT, TITLE_FONT

__all__ = ["BODY", "HEAD", "TITLE", "Look", "Page", "workbook"]


class Page:
    """One sheet, written down now and drawn when the workbook is made."""

    def __init__(self, title, widths, *, landscape=False, paper=A4, footer_left="", header=""):
        self.title, self.widths = title, widths
        self.landscape, self.paper = landscape, paper
        self.footer_left, self.header = footer_left, header
        self.rows: list[tuple[list, float | None]] = []
        self.titles: int | None = None

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

    def repeat(self):
        """The last row is the header that every page repeats."""
        self.titles = len(self.rows)
        return self

    def draw(self, book) -> None:
        canvas = Canvas(book, self.title, self.widths, landscape=self.landscape, paper=self.paper)
        if self.footer_left:
            canvas.footer(self.footer_left)
        if self.header:
            canvas.margin(canvas.sheet.oddHeader.left, self.header)
        for number, (parts, height) in enumerate(self.rows, 1):
            canvas.parts([(a, b, text or None, look) for a, b, text, look in parts])
            canvas.sheet.row_dimensions[number].height = height
            if number == self.titles:
                canvas.repeat()


def workbook(*pages: Page) -> bytes:
    book = new_book()
    for page in pages:
        page.draw(book)
    return finished(book)
