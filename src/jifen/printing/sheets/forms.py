"""Blank forms to fill in (空表), each drawn from its row of data: headers, examples, choices, comments, page."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jifen.blank_forms import BlankColumn, BlankForm
from jifen.messages.issue_sentences_cells import CAP_FORMS
from jifen.messages.subjects import in_words
from jifen.printing.engine.canvas import CELL, NOTE, TEXT, TITLE, Canvas, choose, finished, new_book
from jifen.printing.engine.filling import Value

_GREY = {"color": "7F7F7F", "fill": "F2F2F2"}
_ROW = 22.0
_LONGEST_CHOICE = 250
"""Characters that a workbook takes for what may be chosen; where there is more, nothing is offered."""
_NARROW = 20.0
AUTHOR = "jifen"
_COMMENTS = {"caps": "一次、一月、一年最多给多少分（扣多少分）。" + CAP_FORMS}

Known = Mapping[str, Sequence[str]]
"""What a book knows that may be chosen: `grids`, `categories`, `tiers`, `matters`."""


def blank_form(form: BlankForm, known: Known) -> bytes:
    """The workbook of a form; `known` stands in the place of the choices that it brings along."""
    book = new_book()
    canvas = Canvas(book, form.name, [column.width for column in form.columns], landscape=form.landscape)
    canvas.footer(form.title)
    canvas.whole(in_words(form.title), TITLE, 36)
    canvas.whole(in_words(form.note), NOTE)
    start = canvas.header([column.header for column in form.columns], 26)
    canvas.freeze(1)
    _explain(canvas, form.columns)
    looks = [(TEXT if column.width > _NARROW else CELL).but(number=_format(column)) for column in form.columns]
    for example in form.examples:
        canvas.cells([_value(value) for value in example], [look.but(**_GREY) for look in looks], _ROW)
    for _ in range(form.rows):
        canvas.cells([None] * len(looks), looks, _ROW)
    for number, column in enumerate(form.columns, 1):
        _offer(canvas, canvas.area(start, number), column, known)
    canvas.pages()
    return finished(book)


def _format(column: BlankColumn) -> str:
    """Codes and days stay what was typed only where the cells are text."""
    return "General" if column.number else "@"


def _value(value: str | float) -> Value:
    if isinstance(value, str):
        return value or None
    return Decimal(str(value))


def _explain(canvas: Canvas, columns: Sequence[BlankColumn]) -> None:
    from openpyxl.comments import Comment

    for number, column in enumerate(columns, 1):
        text = in_words(_COMMENTS.get(column.comment_from) or column.comment)
        if text:
            note = Comment(text, AUTHOR, width=320, height=40 + 20 * (1 + len(text) // 20 + text.count("\n")))
            canvas.sheet.cell(canvas.row_number, number).comment = note


def _offer(canvas: Canvas, cells: str, column: BlankColumn, known: Known) -> None:
    words = [word for word in known.get(column.known) or column.choices if "," not in word and '"' not in word]
    if words and len(",".join(words)) <= _LONGEST_CHOICE:
        choose(canvas, cells, words, strict=column.strict)
