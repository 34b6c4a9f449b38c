"""A copy of a workbook with each faulty cell coloured and commented, and a first sheet that lists all issues.

The secretary corrects there and imports the copy: colours and comments say nothing to the reader, and the list is known
by its name and first cell (`reading.coloured_copy`; a test holds the two to each other). The copy keeps the workbook's
own layout where openpyxl can load it; else it is built from plain cells.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from zipfile import BadZipFile

from jifen.messages.labels import SEVERITY
from jifen.printing.engine import measure
from jifen.printing.engine.canvas import A4, MARGIN_MM

if TYPE_CHECKING:
    from openpyxl import Workbook

LIST_NAME = "问题清单"
LIST_TITLE = "导入问题清单"
LIST_NOTE = "请在后面各表里改正标了颜色的格子，改好后直接导入本文件；这张清单不会被读入。"
LIST_SOURCE = "原文件："
_LIST_SIZE, _LIST_ROW = 11.0, 20.0
LIST_HEAD = ("序号", "轻重", "工作表", "单元格", "问题和改法")
LIST_WIDTHS = (6, 7, 17, 10, 94)
AUTHOR = "积分"
NAME_ENDING = "（标错）"
"""What the name of a copy ends with."""
DEDUCTION_FORMAT = '"扣"0'
"""A format that shows a sign of its own, as the original did."""
COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}

LOAD_FAULTS = (AttributeError, BadZipFile, IndexError, KeyError, OSError, SyntaxError, TypeError, ValueError)
"""What openpyxl raises on a workbook it cannot load: broken styles, missing parts, XML that is none (a SyntaxError)."""

_ADDS_UP = re.compile(
    r"=(?:[+-]?(?:SUM\(|SUBTOTAL\((?:9|109),|\()?\$?[A-Z]{1,3}\$?\d+(?:[:,+-]\$?[A-Z]{1,3}\$?\d+)*\)?)+"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong at a place; `cell` None for a sheet, `sheet` None for the file."""

    sheet: str | None
    cell: str | None
    severity: Literal["error", "warning"]
    message: str


PlainValue = str | float | bool | datetime


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet as plain values by row and column; `formats` are number formats that matter, `merges` like `A1:C1`."""

    name: str
    cells: Mapping[tuple[int, int], PlainValue]
    merges: Sequence[str] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False


PROPOSAL, CONFIRMED = "建议项目", "确认项目"
HOW_TO_CONFIRM = "左边建议的对，就在这里打 √；不对，写上项目编号或细则的原话；空着的行不入账。"


@dataclass(frozen=True, slots=True)
class ProposalColumns:
    """Two columns for a table of free texts: what is proposed by row, and beside it where a person confirms it."""

    sheet: str
    header_row: int
    column: int
    by_row: Mapping[int, str]


def write_report(
    out: Path,
    marks: Sequence[Mark],
    sheets: Sequence[PlainSheet],
    original: bytes | None = None,
    source_name: str = "",
    proposals: Sequence[ProposalColumns] = (),
) -> None:
    """Write the copy to `out`. `original`: the bytes of an xlsx or xlsm, whose layout is kept where it can be.

    `source_name` is what the file was called: the month may stand there alone, so the list keeps it for the reader.
    """
    book = _loaded(original) if original is not None else None
    if book is None:
        book = _built(sheets)
    for columns in proposals:
        _propose(book, columns)
    _mark_cells(book, marks)
    _list_issues(book, marks, source_name)
    book.save(out)


def _loaded(original: bytes) -> "Workbook | None":
    """The workbook as it is, without the marks of an earlier report; None where openpyxl cannot load it."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(original), keep_links=False)
        values = load_workbook(io.BytesIO(original), data_only=True, keep_links=False)
    except LOAD_FAULTS:
        return None
    for sheet in list(book.worksheets):
        if is_list(sheet):
            book.remove(sheet)
            continue
        _clean(sheet, values[sheet.title])
    return book


def is_list(sheet: Any) -> bool:
    """Whether a sheet is the list of an earlier report."""
    return str(sheet.title).startswith(LIST_NAME) and str(sheet["A1"].value or "").startswith(LIST_TITLE)


def _clean(sheet: Any, values: Any) -> None:
    """Take away earlier marks; keep a formula that only adds up, put the stored result in place of any other.

    A formula loses its stored result on the way through openpyxl and would have to be calculated again.
    """
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb in COLOURS.values():
                    cell.fill = PatternFill()
            if cell.data_type == "f" and not _ADDS_UP.fullmatch(str(cell.value).replace(" ", "").upper()):
                stored = values[cell.coordinate].value
                if stored is not None:
                    cell.value = stored


def _built(sheets: Sequence[PlainSheet]) -> "Workbook":
    from openpyxl import Workbook

    book = Workbook()
    for default in list(book.worksheets):
        book.remove(default)
    for plain in sheets:
        sheet = book.create_sheet(_unused(book, _SHEET_NAME.sub("_", plain.name)[:31] or "Sheet"))
        for (row, column), value in plain.cells.items():
            _put(sheet.cell(row, column), value, plain.formats.get((row, column)))
        for area in plain.merges:
            sheet.merge_cells(area)
        for number in plain.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for number in plain.hidden_columns:
            sheet.column_dimensions[_letters(number)].hidden = True
        if plain.hidden:
            sheet.sheet_state = "hidden"
    return book


def _put(cell: Any, value: PlainValue, number_format: str | None) -> None:
    """A value that stays what it was: text never becomes a formula."""
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)[:32767]
        cell.data_type = "s"
    else:
        cell.value = value
    if number_format:
        cell.number_format = number_format


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _mark_cells(book: "Workbook", marks: Sequence[Mark]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    by_cell: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        if mark.cell is not None and mark.sheet is not None and mark.sheet in book.sheetnames:
            by_cell.setdefault((mark.sheet, _first_of(book[mark.sheet], mark.cell)), []).append(mark)
    for (name, place), found in by_cell.items():
        cell = book[name][place]
        severity = "error" if any(mark.severity == "error" for mark in found) else "warning"
        cell.fill = PatternFill("solid", fgColor=COLOURS[severity])
        text = "\n".join(dict.fromkeys(mark.message for mark in found))
        if cell.comment is not None:
            text = f"{text}\n——\n{cell.comment.text}"
        cell.comment = Comment(_CONTROL.sub("", text), AUTHOR, width=360, height=40 + 20 * (1 + len(text) // 22))


def _propose(book: "Workbook", columns: ProposalColumns) -> None:
    """The proposals beside the table, and a column to confirm them in, both marked; what is confirmed stays."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    if columns.sheet not in book.sheetnames:
        return
    sheet = book[columns.sheet]
    for offset, (title, width) in enumerate(((PROPOSAL, 30), (CONFIRMED, 14))):
        head = sheet.cell(columns.header_row, columns.column + offset, title)
        head.font = Font(bold=True)
        sheet.column_dimensions[_letters(columns.column + offset)].width = width
    sheet.cell(columns.header_row, columns.column + 1).comment = Comment(HOW_TO_CONFIRM, AUTHOR, width=360, height=80)
    for row, proposal in columns.by_row.items():
        _put(sheet.cell(row, columns.column), proposal, None)
        sheet.cell(row, columns.column + 1).fill = PatternFill("solid", fgColor=COLOURS["warning"])


def _first_of(sheet: Any, place: str) -> str:
    """Of a merged range only the first cell can be coloured."""
    for area in sheet.merged_cells.ranges:
        if place in area:
            return str(area.start_cell.coordinate)
    return place


def _list_issues(book: "Workbook", marks: Sequence[Mark], source_name: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = book.create_sheet(_unused(book, LIST_NAME), 0)
    sheet["A1"], sheet["A2"] = LIST_TITLE, LIST_NOTE
    sheet["A3"] = LIST_SOURCE + source_name
    sheet["A1"].font = Font(bold=True, size=16)
    for column, (title, width) in enumerate(zip(LIST_HEAD, LIST_WIDTHS, strict=True), 1):
        head = sheet.cell(4, column, title)
        head.font, head.alignment = Font(bold=True), Alignment("left" if column == len(LIST_HEAD) else "center")
        sheet.column_dimensions[_letters(column)].width = width
    for number, mark in enumerate(sorted(marks, key=lambda mark: mark.severity), 1):
        row = 4 + number
        for column, value in enumerate((number, SEVERITY[mark.severity], mark.sheet, mark.cell, mark.message), 1):
            across = "left" if column == len(LIST_HEAD) else "center"
            sheet.cell(row, column).alignment = Alignment(across, "center", wrap_text=column in (3, 5))
            if value is not None:
                _put(sheet.cell(row, column), value, None)
        for column, text in ((3, mark.sheet or ""), (5, mark.message)):
            needed = measure.height(text, LIST_WIDTHS[column - 1], _LIST_SIZE)
            sheet.row_dimensions[row].height = max(needed, sheet.row_dimensions[row].height or 0, _LIST_ROW)
        if mark.cell is not None and mark.sheet is not None and mark.sheet in book.sheetnames:
            quoted = mark.sheet.replace("'", "''")
            link = sheet.cell(row, 4)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{mark.cell}")
            link.font = Font(color="FF0563C1", underline="single")
    sheet.freeze_panes = "A5"
    _print_list(sheet)
    _show_only_first(book)


def _print_list(sheet: Any) -> None:
    """On A4 laid across, as wide as the page, its head on every page."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = MARGIN_MM / 25.4
    sheet.print_title_rows = "4:4"
    sheet.oddFooter.right.text = "第&P页 共&N页"


def _show_only_first(book: "Workbook") -> None:
    """Open on the list; several selected sheets would be edited at once."""
    book.active = 0
    for index, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = index == 0


def _unused(book: "Workbook", name: str) -> str:
    """The name itself, or with a number behind it where it is taken."""
    taken = {title.casefold() for title in book.sheetnames}
    if name.casefold() not in taken:
        return name
    return next(f"{name[:28]}{n}" for n in range(2, 1000) if f"{name[:28]}{n}".casefold() not in taken)
