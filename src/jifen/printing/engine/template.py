"""Fills a village's own workbook: placeholders replaced, rows repeated, heights grown, the same bytes every time.

Knows nothing of notices; what the placeholders stand for comes as a `Filling`.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen.errors import JifenError
from jifen.printing.engine import measure, pictures, placeholders, scale
from jifen.printing.engine.filling import Filling, Picture, Value
from jifen.printing.engine.pack import pack
from jifen.printing.engine.plan import Planned, plan
from jifen.printing.engine.safe import put
from jifen.resources import data_dir

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DEFAULT_WIDTH, _DEFAULT_HEIGHT, _DEFAULT_SIZE = 8.43, 15.0, 11.0
_UNIT, _MM, _GAP = 5.25, 72 / 25.4, 2.0
"""Points of a column's unit and of a millimetre; points around a picture."""


def find(name: str, own: Path | None = None) -> Path:
    """The template called `name`: in the village's own folder, else the shipped one.

    Raises `JifenError("template-missing")` where neither is there.
    """
    for folder in (own, data_dir("templates")):
        if folder is not None and (folder / name).is_file():
            return folder / name
    raise JifenError("template-missing", template=name)


def fill(path: Path, filling: Filling, *, large: bool = False, paper: int | None = None) -> bytes:
    """The workbook at `path` with all its sheets filled.

    `large`: bigger letters for older readers. `paper` (Excel's number of a size, 8 for A3, 9 for A4): another one than
    the template's; on bigger paper everything grows with it, on smaller paper the page is shrunk to fit.
    Raises `JifenError`: `template-unreadable` (no workbook), `template-placeholder-unknown` (template, cell, found),
    `template-merge-across-lines` (a merged range that a repeated row would tear).
    """
    book = _load(path)
    for sheet in book.worksheets:
        if paper is not None:
            scale.to_paper(sheet, paper)
        if large:
            scale.enlarge(sheet)
        _fill_sheet(sheet, filling, path.name)
    return pack(book)


def _load(path: Path) -> Any:
    import io
    import warnings
    import zipfile
    import zlib

    import openpyxl

    broken = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, SyntaxError, OSError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep is no concern of the clerk's
            return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))  # openpyxl would leave a file open
    except broken:
        raise JifenError("template-unreadable", template=path.name) from None


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    value: Any
    style: Any
    size: float
    wrap: bool
    span: int
    """Last column of the range merged on this row."""
    across: str
    tall: bool
    """Merged over several rows."""


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[_Cell]
    height: float


def _fill_sheet(sheet: Worksheet, filling: Filling, template: str) -> None:
    _check(sheet, filling, template)
    merges = [(r.min_row, r.max_row, r.min_col, r.max_col) for r in sheet.merged_cells.ranges]
    rows = _snapshot(sheet, merges)
    texts = [[c.value for c in row.cells if isinstance(c.value, str) and "{" in c.value] for row in rows]
    planned = plan(texts, filling)
    _clear(sheet)
    widths = _widths(sheet, max((c.span for row in rows for c in row.cells), default=1))
    printed: dict[int, tuple[int, int]] = {}
    for number, item in enumerate(planned, 1):
        printed[item.source] = (printed.get(item.source, (number, number))[0], number)
    pictures.follow(sheet, printed)
    for number, item in enumerate(planned, 1):
        _write(sheet, number, rows[item.source - 1], item, widths)
    _merge(sheet, merges, planned, template)
    _finish(sheet, planned, len(widths), filling)


def _check(sheet: Worksheet, filling: Filling, template: str) -> None:
    fields = placeholders.known(filling)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "{" in cell.value:
                placeholders.check(cell.value, fields, template, cell.coordinate)
    for where, part in _margin_texts(sheet):
        if part.text:
            placeholders.check(part.text, fields, template, where)


def _margin_texts(sheet: Worksheet) -> list[tuple[str, Any]]:
    margins: dict[str, Any] = {"页眉": sheet.oddHeader, "页脚": sheet.oddFooter}
    return [(where, part) for where, m in margins.items() for part in (m.left, m.center, m.right)]


def _snapshot(sheet: Any, merges: list[tuple[int, int, int, int]]) -> list[_Row]:
    spans = {(top, left): right for top, _, left, right in merges}
    tall = {(top, left) for top, bottom, left, _ in merges if bottom > top}
    inside = {(row, column) for top, bottom, left, right in merges for row in range(top, bottom + 1)
              for column in range(left, right + 1)} - set(spans)  # fmt: skip
    rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [
            _Cell(
                column,
                None if (number, column) in inside else cell.value,
                copy(cell._style),
                float(cell.font.sz or _DEFAULT_SIZE),
                bool(cell.alignment.wrap_text),
                spans.get((number, column), column),
                str(cell.alignment.horizontal or ""),
                (number, column) in tall,
            )
            for column, cell in enumerate(row, 1)
            if cell.value is not None or cell.has_style
        ]
        rows.append(_Row(cells, sheet.row_dimensions[number].height or _DEFAULT_HEIGHT))
    return rows


def _clear(sheet: Worksheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(1, sheet.max_row)
    sheet.row_dimensions.clear()


def _widths(sheet: Worksheet, last: int) -> list[float]:
    """Width of each column; a width set for a run of columns is kept at its first one."""
    widths = [_DEFAULT_WIDTH] * last
    for dimension in sheet.column_dimensions.values():
        dimension.reindex()
        for column in range(dimension.min or 1, min(dimension.max or 0, last) + 1):
            widths[column - 1] = float(dimension.width)
    return widths


def _write(sheet: Worksheet, number: int, source: _Row, item: Planned, widths: list[float]) -> None:
    height = source.height
    for cell in source.cells:
        value: Value = cell.value
        if isinstance(value, str) and "{" in value:
            if placeholders.is_beside(value, item.scope):
                continue
            value = placeholders.resolve(value, item.scope)
        if isinstance(value, Picture):
            height = max(height, _stand(sheet, number, cell, value, widths, height))
            value = None
        put(sheet, number, cell.column, value)._style = copy(cell.style)
        if cell.wrap and isinstance(value, str):
            width = sum(widths[cell.column - 1 : cell.span])
            height = max(height, measure.height(value, width, cell.size))
    sheet.row_dimensions[number].height = round(height, 2)


def _stand(sheet: Worksheet, row: int, cell: _Cell, picture: Picture, widths: list[float], height: float) -> float:
    """Let a picture stand in its cell, as far to the side as the cell's text would; gives the height it needs.

    One in a range merged over several rows takes what room these have.
    """
    room = sum(widths[cell.column - 1 : cell.span]) * _UNIT - picture.width_mm * _MM
    dx = {"center": room / 2, "right": room - _GAP}.get(cell.across, _GAP)
    needed = picture.height_mm * _MM + 2 * _GAP
    lower = 0 if cell.tall else max(0.0, (height - needed) / 2)
    pictures.stand(sheet, row, cell.column, picture, dx=dx, dy=_GAP + lower)
    return 0.0 if cell.tall else needed


def _merge(sheet: Worksheet, merges: list[tuple[int, int, int, int]], planned: list[Planned], template: str) -> None:
    for top, bottom, left, right in sorted(merges):
        printed = [(number, item) for number, item in enumerate(planned, 1) if top <= item.source <= bottom]
        if top == bottom:
            ranges = [(number, number) for number, _ in printed]
        elif any(item.repeated for _, item in printed):
            raise JifenError("template-merge-across-lines", template=template, cell=f"{top}:{bottom}")
        else:
            ranges = [(printed[0][0], printed[-1][0])] if printed else []
        for first, last in ranges:
            sheet.merge_cells(start_row=first, end_row=last, start_column=left, end_column=right)


def _finish(sheet: Worksheet, planned: list[Planned], columns: int, filling: Filling) -> None:
    """Print titles follow their rows, page header and footer are filled, the print area ends with the text."""
    from openpyxl.utils import get_column_letter

    titles = sheet.print_title_rows
    if titles:
        first, last = (int(part.strip("$")) for part in titles.split("!")[-1].split(":"))
        kept = [number for number, item in enumerate(planned, 1) if first <= item.source <= last]
        sheet.print_title_rows = f"{kept[0]}:{kept[-1]}" if kept else None
    for _, part in _margin_texts(sheet):
        if part.text:
            part.text = str(_margin(part.text, filling))
    if planned:
        rows, wide = pictures.extent(sheet)
        sheet.print_area = f"A1:{get_column_letter(max(columns, wide))}{max(len(planned), rows)}"


def _margin(text: str, filling: Filling) -> Value:
    fields = {key: placeholders.as_text(value).replace("&", "&&") for key, value in filling.fields.items()}
    return placeholders.resolve(text, {"": fields})
