"""xls and et (Excel 5.0 to 2003) through xlrd, which keeps merges, hidden rows and number formats."""

import io
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jifen.reading.formats.number_formats import format_kind
from jifen.reading.formats.workbook import (
    LOWERED,
    MAX_CELLS,
    RAISED,
    Area,
    Cell,
    Sheet,
    UnreadableError,
    Workbook,
    from_serial,
    struck,
    with_footnotes,
)

if TYPE_CHECKING:
    import xlrd

XLS_FAULTS = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
)
"""What xlrd raises on bytes that are no honest xls, besides its own `XLRDError`."""

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_CODE_PAGE_OF_CHINA = "gb18030"


def read_xls(data: bytes) -> Workbook:
    """Every worksheet; raises `UnreadableError`."""
    if ENCRYPTED_PACKAGE in data:
        raise UnreadableError("encrypted")
    try:
        return _read(data, lenient=False)
    except UnreadableError as fault:
        if fault.reason != "damaged":
            raise
    return _read(data, lenient=True)


def _read(data: bytes, *, lenient: bool) -> Workbook:
    """Once; `lenient` overlooks what Excel overlooks as well: sectors that stand in two chains, sizes that lie."""
    import xlrd
    from xlrd.compdoc import CompDocError
    from xlrd.formula import FormulaError

    from jifen.reading.formats.xls_records import refuse_masses

    try:
        refuse_masses(data, lenient=lenient)
        workbook = _open(data, None, lenient=lenient)
        if workbook.biff_version < 80 and workbook.codepage in (None, 1252, 367, 0):
            workbook = _open(data, _CODE_PAGE_OF_CHINA, lenient=lenient)
        budget = [MAX_CELLS]
        return Workbook("xls", [_sheet(workbook, sheet, budget) for sheet in workbook.sheets()])
    except UnreadableError:
        raise
    except xlrd.XLRDError as fault:
        raise UnreadableError("encrypted" if "encrypt" in str(fault).lower() else "damaged", str(fault)) from None
    except (CompDocError, FormulaError, *XLS_FAULTS) as fault:
        raise UnreadableError("damaged", repr(fault)) from None


def _open(data: bytes, encoding: str | None, *, lenient: bool) -> "xlrd.Book":
    import xlrd

    return xlrd.open_workbook(
        file_contents=data,
        formatting_info=True,
        ragged_rows=True,
        logfile=io.StringIO(),
        encoding_override=encoding,
        ignore_workbook_corruption=lenient,
    )


def _sheet(workbook: "xlrd.Book", source: Any, budget: list[int]) -> Sheet:
    sheet = Sheet(source.name, hidden=bool(source.visibility))
    for top, bottom, left, right in source.merged_cells:
        sheet.merge(Area(top + 1, left + 1, bottom, right))
    sheet.hidden_rows.update(index + 1 for index, info in source.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.update(index + 1 for index, info in source.colinfo_map.items() if info.hidden)
    for index in range(source.nrows):
        cells: dict[int, Cell] = {}
        for column in range(source.row_len(index)):
            cell = source.cell(index, column)
            content = _cell(workbook, cell)
            runs = source.rich_text_runlist_map.get((index, column))
            if runs and content is not None and content.kind == "text":
                content = Cell("text", with_footnotes(_raised(workbook, content.text, runs)))
            if content is not None:
                cells[column + 1] = struck(content) if _is_struck(workbook, cell.xf_index) else content
        if cells:
            sheet.rows[index + 1] = cells
            budget[0] -= len(cells)
            if budget[0] < 0:
                raise UnreadableError("too-large", "cells")
    return sheet


def _raised(workbook: "xlrd.Book", text: str, runs: Sequence[tuple[int, int]]) -> str:
    """The text with its superscript and subscript runs marked; a run is (where it begins, its font)."""
    ends = [start for start, _ in runs[1:]] + [len(text)]
    pieces = [text[: runs[0][0]]]
    for (start, font), end in zip(runs, ends, strict=True):
        raised = font < len(workbook.font_list) and workbook.font_list[font].escapement
        pieces.append(f"{RAISED}{text[start:end]}{LOWERED}" if raised else text[start:end])
    return "".join(pieces)


def _cell(workbook: "xlrd.Book", cell: Any) -> Cell | None:
    import xlrd

    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_TEXT:
        return Cell("text", value) if value else None
    if kind == xlrd.XL_CELL_ERROR:
        return Cell("error", xlrd.error_text_from_code.get(value, "#ERROR!"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell("bool", bool(value))
    if kind == xlrd.XL_CELL_DATE:
        moment = from_serial(value, since_1904=bool(workbook.datemode))
        month_only = _format(workbook, cell.xf_index) == "month"
        return Cell("date", moment, month_only=month_only) if moment else Cell("number", value)
    if kind != xlrd.XL_CELL_NUMBER:
        return None
    shown = _format(workbook, cell.xf_index)
    return Cell("percent", value) if shown == "percent" else Cell("number", value, shown == "signed")


def _is_struck(workbook: "xlrd.Book", style: int | None) -> bool:
    if style is None or style >= len(workbook.xf_list):
        return False
    font = workbook.xf_list[style].font_index
    return font < len(workbook.font_list) and bool(workbook.font_list[font].struck_out)


def _format(workbook: "xlrd.Book", style: int | None) -> str:
    if style is None or style >= len(workbook.xf_list):
        return "number"
    key = workbook.xf_list[style].format_key
    shown = workbook.format_map.get(key)
    return format_kind(key, shown.format_str if shown else None)
