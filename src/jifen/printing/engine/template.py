"""Fills a village's own workbook: placeholders replaced, rows repeated, heights grown, the same bytes every time.

Knows nothing of notices; what the placeholders stand for comes as a `Filling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jifen.errors import JifenError
from jifen.printing.engine import charts, measure, pictures, placeholders, scale, texts
from jifen.printing.engine.checks import extent, spelling
from jifen.printing.engine.filling import GROUP, LINE, Filling, Picture, Value
from jifen.printing.engine.fitting import fit, rows
from jifen.printing.engine.fitting.layout import Cell, Line, Part
from jifen.printing.engine.fitting.pagination import SPARE, page_ends
from jifen.printing.engine.merging import Merger, follow, join
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


Band = tuple[str, str]
"""Ground and letters, as office programs write colours."""
_RED = "C00000"


def fill(
    path: Path,
    filling: Filling,
    *,
    large: bool = False,
    paper: int | None = None,
    wall: bool = False,
    band: Band | None = None,
) -> bytes:
    """The workbook at `path` with all its sheets filled.

    `large`: bigger letters for older readers. `paper` (Excel's number of a size, 8 for A3, 9 for A4): another one than
    the template's; on bigger paper everything grows with it, on smaller paper the page is shrunk to fit. `wall`: it is
    read from a metre, so that letters, columns and rows are fitted to the page. `band`: what its red ground becomes.
    Raises `JifenError`: `template-unreadable` (no workbook; `reason` says what it is), `template-merge-across-lines` (a
    merged range that a repeated row would tear), and what `spelling.check_sheets` raises.
    """
    data = path.read_bytes()
    spelling.check_sheets(spelling.read(data, path.name), placeholders.known(filling), path.name)
    book = _load(data, path.name)
    unit = scale.steady(book)
    if band is not None:
        _recolour(book, *band)
    printed: dict[str, charts.Printed] = {}
    for sheet in book.worksheets:
        bigger = scale.ratio(sheet, paper) if paper is not None else 1.0
        if wall and paper is not None:
            sheet.page_setup.paperSize = paper
        elif paper is not None:
            scale.to_paper(sheet, paper)
        if large and not wall:
            scale.enlarge(sheet)
        printed[sheet.title] = _fill_sheet(sheet, filling, path.name, Asked(large, bigger, wall, unit))
    charts.follow(book, printed)
    return pack(book)


def _recolour(book: Any, ground: str, letters: str) -> None:
    """Give every cell on red another ground, and letters that are read on it."""
    from openpyxl.styles import PatternFill

    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] == _RED:
            font = copy(cell.font)
            font.color = letters
            cell.fill, cell.font = PatternFill("solid", fgColor=ground), font


def _load(data: bytes, template: str) -> Any:
    import io
    import warnings

    import openpyxl

    from jifen.printing.engine.checks.workbook_xml import FAULTS

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep is no concern of the clerk's
            # What a sheet of another file says is no paper's: without its links no office program asks to refresh them.
            book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except (*FAULTS, SyntaxError, TypeError, AttributeError, OverflowError):
        raise JifenError("template-unreadable", template=template, reason="damaged") from None
    for sheet in book.worksheets:
        extent.trim(sheet)
    return texts.speaking(book)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a sheet is wanted. `bigger`: its page against the template's; `unit`: its columns' unit in those written."""

    large: bool = False
    bigger: float = 1.0
    wall: bool = False
    unit: float = 1.0


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[Cell]
    height: float


def _fill_sheet(sheet: Worksheet, filling: Filling, template: str, asked: Asked) -> charts.Printed:
    """Fill a sheet; on which rows each of the template's is printed."""
    merges = [(r.min_row, r.max_row, r.min_col, r.max_col) for r in sheet.merged_cells.ranges]
    rows = _snapshot(sheet, merges)
    texts = [[c.value for c in row.cells if isinstance(c.value, str) and "{" in c.value] for row in rows]
    planned = plan(texts, filling)
    repeated = _repeated(sheet)
    parts = _parts(planned, texts, repeated)
    lines = [_line(rows[item.source - 1], item, part) for item, part in zip(planned, parts, strict=True)]
    _clear(sheet)
    widths = _widths(sheet, max((c.span for row in rows for c in row.cells), default=1), asked.unit)
    pieces = [measure.in_rows(line, widths, wall=asked.wall) for line in lines]
    planned = [item for item, own in zip(planned, pieces, strict=True) for _ in own]
    lines = [line for own in pieces for line in own]
    layout = _laid_out(sheet, lines, widths, asked)
    printed = _printed(planned)
    pictures.follow(sheet, printed)
    _write(sheet, lines, layout, asked)
    merger = Merger(sheet)
    follow(merger, merges, planned, template, join(merger, lines))
    goes_on = not layout.ends or any(line.part is Part.BODY for line in lines[layout.ends[0] :])
    _finish(sheet, planned, repeated if goes_on else range(0), len(widths), filling)
    return printed


def _snapshot(sheet: Any, merges: list[tuple[int, int, int, int]]) -> list[_Row]:
    spans = {(top, left): right for top, _, left, right in merges}
    down = {(top, left) for top, bottom, left, _ in merges if bottom > top}
    inside = {(row, column) for top, bottom, left, right in merges for row in range(top, bottom + 1)
              for column in range(left, right + 1)} - set(spans)  # fmt: skip
    rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [
            _cell(
                cell, column, spans.get((number, column), column), (number, column) in inside, (number, column) in down
            )
            for column, cell in enumerate(row, 1)
            if cell.value is not None or cell.has_style
        ]
        rows.append(_Row(cells, sheet.row_dimensions[number].height or _DEFAULT_HEIGHT))
    return rows


def _cell(cell: Any, column: int, span: int, covered: bool, down: bool) -> Cell:
    """`covered`: it lies under a merged range, whose first cell speaks for all."""
    return Cell(
        column,
        span,
        None if covered else cell.value,
        copy(cell._style),
        float(cell.font.sz or _DEFAULT_SIZE),
        bool(cell.alignment.wrap_text),
        cell.alignment.horizontal,
        int(cell.alignment.indent or 0),
        bool(cell.border.left and cell.border.left.style),
        down,
    )


def _repeated(sheet: Worksheet) -> range:
    """The template rows that every page repeats."""
    titles = sheet.print_title_rows
    if not titles:
        return range(0)
    first, last = (int(part.strip("$")) for part in titles.split("!")[-1].split(":"))
    return range(first, last + 1)


def _parts(planned: Sequence[Planned], texts: Sequence[Sequence[str]], repeated: range) -> list[Part]:
    """What each row is to the page: a table is what is repeated, and what names a group before and after its lines."""
    named = [{name for text in row for name, _ in placeholders.tables_in(text)} for row in texts]
    of_line = [n for n, names in enumerate(named, 1) if LINE in names] or [len(texts) + 1]
    parts = []
    for item in planned:
        if item.source in repeated:
            parts.append(Part.COLUMNS)
        elif item.repeated and named[item.source - 1] & {GROUP} and item.source not in of_line:
            parts.append(Part.BEFORE if item.source < of_line[0] else Part.AFTER)
        elif item.repeated:
            parts.append(Part.MORE if item.follows else Part.BODY)
        else:
            parts.append(Part.TAIL if {Part.BODY, Part.COLUMNS} & set(parts) else Part.HEAD)
    return parts


def _clear(sheet: Worksheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(1, sheet.max_row)
    sheet.row_dimensions.clear()
    sheet.row_breaks.brk = ()


def _widths(sheet: Worksheet, last: int, unit: float) -> list[float]:
    """Width of each column; a width set for a run of columns is kept at its first one."""
    widths = [_DEFAULT_WIDTH * unit] * last
    for dimension in sheet.column_dimensions.values():
        dimension.reindex()
        if unit != 1.0:
            dimension.width = round(dimension.width * unit, 2)
        for column in range(dimension.min or 1, min(dimension.max or 0, last) + 1):
            widths[column - 1] = float(dimension.width)
    return widths


def _line(source: _Row, item: Planned, part: Part) -> Line:
    """A template row with its values; cells of the shorter of two tables side by side are left out, merged ones whole.

    What stands instead of a table's rows takes all its columns.
    """
    cells: list[Cell] = []
    instead: dict[str, int] = {}
    left_out = 0
    for cell in source.cells:
        text = cell.value
        if text is None and cell.column <= left_out:
            continue
        if not isinstance(text, str) or "{" not in text:
            cells.append(cell)
            continue
        if placeholders.is_beside(text, item.scope):
            left_out = cell.span
            continue
        table, told = placeholders.nothing(text, item.scope)
        if table in instead:
            first = cells[instead[table]]
            cells[instead[table]] = first.but(span=cell.span, joined=True)
            cells.append(cell.but(value=None))
            continue
        if told is not None:
            instead[table] = len(cells)
        cells.append(cell.but(value=placeholders.resolve(text, item.scope) if told is None else told))
    return Line(cells, source.height, part, item.source)


def _laid_out(sheet: Worksheet, lines: list[Line], widths: list[float], asked: Asked) -> fit.Fit:
    """Sizes, widths, heights and ends of pages; a sheet that is no wall paper keeps what its template says."""
    fitting = scale.is_fitted(sheet)
    if asked.wall and fitting and lines:
        found = fit.fitted(lines, widths, scale.room(sheet), large=asked.large, ratio=asked.bigger)
        found = _turned(sheet, lines, widths, asked, found)
        _set_widths(sheet, found.widths)
        scale.explicit(sheet, found.widths)
        ends = found.ends
    else:
        heights = [_height(line, widths) for line in lines]
        ends = []
        if fitting:
            held = scale.room(sheet).height / scale.explicit(sheet, widths) * SPARE
            parts = [line.part for line in lines]
            needs = (_height(replace(line, height=0.0), widths) for line in lines)
            heights = rows.evened(heights, list(needs), rows.to_write(lines), parts, held)
            ends = page_ends(heights, parts, held)
        found = fit.Fit(fit.AS_IT_IS, widths, heights, ends, True)
    scale.end_pages(sheet, ends)
    return found


def _turned(sheet: Worksheet, lines: list[Line], widths: list[float], asked: Asked, found: fit.Fit) -> fit.Fit:
    """Turn the page where that serves: a wide one whose sheet would stand on one upright page, an upright one whose big
    letters do not fit side by side."""
    wide = sheet.page_setup.orientation == "landscape"
    if not (found.ends if wide else asked.large):
        return found
    scale.turn(sheet)
    other = fit.fitted(lines, widths, scale.room(sheet), large=asked.large, ratio=asked.bigger)
    least = found.scales.table if asked.large else min(found.scales.table, asked.bigger)
    if wide:
        bigger = other.holds and not other.ends and other.scales.table >= least
    else:
        bigger = min(other.scales.table, other.scales.words) > min(found.scales.table, found.scales.words)
    closing = other.holds and other.closes and not (asked.large and other.scales.is_smaller(fit.LARGE * asked.bigger))
    if not (closing if closing != found.closes else bigger):
        scale.turn(sheet)
        return found
    return other


def _set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.column_dimensions.clear()
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width, 2)


def _height(line: Line, widths: Sequence[float]) -> float:
    needed = [line.height]
    for cell in line.cells:
        if isinstance(cell.value, Picture) and not cell.down:
            needed.append(cell.value.height_mm * _MM + 2 * _GAP)
        elif cell.wrap and isinstance(cell.value, str):
            needed.append(measure.height(cell.text, sum(widths[cell.column - 1 : cell.span]), cell.size))
    return max(needed)


def _write(sheet: Worksheet, lines: Sequence[Line], layout: fit.Fit, asked: Asked) -> None:
    styles: dict[tuple[int, int, float], Any] = {}
    for number, line in enumerate(lines, 1):
        for cell in line.cells:
            value = cell.value
            size = fit.font_size(cell, layout.scales)
            if asked.wall and isinstance(value, str):
                value = fit.broken(cell, line.part, layout.widths, layout.scales)
            if isinstance(value, Picture):
                _stand(sheet, number, cell, value, layout)
                value = None
            written = put(sheet, number, cell.column, value)
            key = (line.source, cell.column, size)
            if key not in styles:
                written._style = copy(cell.style)
                if size != cell.size:
                    font = copy(written.font)
                    font.sz = size
                    written.font = font
                styles[key] = written._style
            written._style = copy(styles[key])
        sheet.row_dimensions[number].height = round(layout.heights[number - 1], 2)


def _printed(planned: Sequence[Planned]) -> charts.Printed:
    printed: dict[int, tuple[int, int]] = {}
    for number, item in enumerate(planned, 1):
        printed[item.source] = (printed.get(item.source, (number, number))[0], number)
    return printed


def _stand(sheet: Worksheet, row: int, cell: Cell, picture: Picture, layout: fit.Fit) -> None:
    """Let a picture stand in its cell, as far to the side as the cell's text would.

    One in a range merged over several rows takes what room these have.
    """
    room = sum(layout.widths[cell.column - 1 : cell.span]) * _UNIT - picture.width_mm * _MM
    dx = {"center": room / 2, "right": room - _GAP}.get(cell.across or "", _GAP)
    needed = picture.height_mm * _MM + 2 * _GAP
    lower = 0 if cell.down else max(0.0, (layout.heights[row - 1] - needed) / 2)
    pictures.stand(sheet, row, cell.column, picture, dx=dx, dy=_GAP + lower)


def _finish(sheet: Worksheet, planned: list[Planned], repeated: range, columns: int, filling: Filling) -> None:
    """Print titles follow their rows, if the table goes on; header and footer are filled; the text ends the area."""
    from openpyxl.utils import get_column_letter

    page: Any = sheet
    page._print_rows = None  # openpyxl takes no None for the property
    if kept := [number for number, item in enumerate(planned, 1) if item.source in repeated]:
        sheet.print_title_rows = f"{kept[0]}:{kept[-1]}"
    margins = (page.oddHeader, page.oddFooter)
    for part in (part for margin in margins for part in (margin.left, margin.center, margin.right)):
        if part.text:
            part.text = str(_margin(part.text, filling))
    if planned:
        rows, wide = pictures.extent(sheet)
        sheet.print_area = f"A1:{get_column_letter(max(columns, wide))}{max(len(planned), rows)}"


def _margin(text: str, filling: Filling) -> Value:
    return placeholders.resolve(
        text, {"": {key: placeholders.as_text(value).replace("&", "&&") for key, value in filling.fields.items()}}
    )
