"""xlsb: the records of Excel's binary workbook read directly.

The ready-made reader takes errors for blanks and dies, process and all, on one far cell; a meeting sheet must have
neither. Layout of the records: [MS-XLSB] 2.4; only cells, merges, hidden rows and columns and number formats are read.
"""

import posixpath
import struct
from collections.abc import Iterator

from jifen.reading.formats.number_formats import FormatKind, format_kind
from jifen.reading.formats.package import Package
from jifen.reading.formats.workbook import (
    MAX_CELLS,
    MAX_ROWS,
    Area,
    Cell,
    Sheet,
    UnreadableError,
    Workbook,
    from_serial,
)
from jifen.reading.formats.xlsx import read_relations

ROW, BLANK, RK, ERROR, BOOL, REAL, TEXT, SHARED = range(8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_BOOL, FORMULA_ERROR = 8, 9, 10, 11
STRING_ITEM, FORMAT, STYLE, COLUMN = 19, 44, 47, 60
WORKBOOK_PROPERTIES, SHEET_ENTRY, MERGE = 153, 156, 176
BEGIN_CELL_STYLES, END_CELL_STYLES = 617, 618
INLINE_RICH_TEXT = 62

ERROR_NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def read_xlsb(package: Package) -> Workbook:
    """Every worksheet; raises `UnreadableError`."""
    try:
        return _read(package)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as fault:
        raise UnreadableError("damaged", repr(fault)) from None


def _read(package: Package) -> Workbook:
    part = "xl/workbook.bin"
    relations = read_relations(package, part)
    entries, since_1904 = _sheets(package, part)
    strings = _strings(package, next((t for kind, t in relations.values() if kind == "sharedStrings"), ""))
    styles = _styles(package, next((t for kind, t in relations.values() if kind == "styles"), ""))
    book = Workbook("xlsb")
    budget = [MAX_CELLS]
    for name, identifier, hidden in entries:
        kind, target = relations.get(identifier, ("", ""))
        if kind not in ("worksheet", ""):
            continue
        if not target:
            raise UnreadableError("damaged", f"sheet {name} has no part")
        sheet = Sheet(name, hidden=hidden)
        _fill(sheet, _records(package.read(posixpath.normpath(target))), strings, styles, budget, since_1904=since_1904)
        book.sheets.append(sheet)
    return book


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record; numbers and lengths are stored seven bits a byte."""
    position, end = 0, len(data)
    while position < end:
        number = data[position]
        position += 1
        if number & 0x80:
            number = (number & 0x7F) | ((data[position] & 0x7F) << 7)
            position += 1
        length = shift = 0
        for _ in range(4):
            byte = data[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if position + length > end:
            raise UnreadableError("damaged", "record beyond the end")
        yield number, data[position : position + length]
        position += length


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A string with its length in front, and where it ends."""
    count = int(struct.unpack_from("<I", data, at)[0])
    end = at + 4 + 2 * count
    if end > len(data):
        raise UnreadableError("damaged", "string beyond the end")
    return data[at + 4 : end].decode("utf-16-le"), end


def _sheets(package: Package, part: str) -> tuple[list[tuple[str, str, bool]], bool]:
    entries: list[tuple[str, str, bool]] = []
    since_1904 = False
    for number, data in _records(package.read(part)):
        if number == SHEET_ENTRY:
            identifier, end = _wide(data, 8)
            name, _ = _wide(data, end)
            entries.append((name, identifier, struct.unpack_from("<I", data)[0] != 0))
        elif number == WORKBOOK_PROPERTIES:
            since_1904 = bool(struct.unpack_from("<I", data)[0] & 1)
    if not entries:
        raise UnreadableError("damaged", "no sheets")
    return entries, since_1904


def _strings(package: Package, part: str) -> list[str] | None:
    if not part or part not in package:
        return None
    return [_wide(data, 1)[0] for number, data in _records(package.read(part)) if number == STRING_ITEM]


def _styles(package: Package, part: str) -> list[FormatKind]:
    """What the number format of each cell style does; none where the styles are broken."""
    if not part or part not in package:
        return []
    codes: dict[int, str] = {}
    found: list[FormatKind] = []
    inside = False
    try:
        for number, data in _records(package.read(part)):
            if number == FORMAT:
                codes[struct.unpack_from("<H", data)[0]] = _wide(data, 2)[0]
            elif number in (BEGIN_CELL_STYLES, END_CELL_STYLES):
                inside = number == BEGIN_CELL_STYLES
            elif number == STYLE and inside:
                identifier = struct.unpack_from("<H", data, 2)[0]
                found.append(format_kind(identifier, codes.get(identifier)))
    except (UnreadableError, struct.error, IndexError, UnicodeDecodeError):
        return []
    return found


def _fill(
    sheet: Sheet,
    records: Iterator[tuple[int, bytes]],
    strings: list[str] | None,
    styles: list[FormatKind],
    budget: list[int],
    *,
    since_1904: bool,
) -> None:
    row = 0
    for number, data in records:
        if number == ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if row > 1_048_576 or len(sheet.rows) > MAX_ROWS:
                raise UnreadableError("too-large", "rows")
            if len(data) > 11 and data[11] & 0x10:
                sheet.hidden_rows.add(row)
        elif number <= FORMULA_ERROR or number == INLINE_RICH_TEXT:
            _add_cell(sheet, row, number, data, strings, styles, budget, since_1904=since_1904)
        elif number == MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            if len(sheet.merges) < 200_000:
                sheet.merges.append(Area(top + 1, left + 1, bottom + 1, right + 1))
        elif number == COLUMN:
            first, last = struct.unpack_from("<II", data)
            if struct.unpack_from("<H", data, 16)[0] & 1:
                sheet.hidden_columns.update(range(first + 1, min(last, 16383) + 2))


def _add_cell(
    sheet: Sheet,
    row: int,
    number: int,
    data: bytes,
    strings: list[str] | None,
    styles: list[FormatKind],
    budget: list[int],
    *,
    since_1904: bool,
) -> None:
    column, style = struct.unpack_from("<II", data)
    if column > 16383 or row == 0:
        raise UnreadableError("damaged", "cell outside the sheet")
    cell = _cell(number, data, style & 0xFFFFFF, strings, styles, since_1904=since_1904)
    if cell is None:
        return
    budget[0] -= 1
    if budget[0] < 0:
        raise UnreadableError("too-large", "cells")
    sheet.rows.setdefault(row, {})[column + 1] = cell


def _cell(
    number: int, data: bytes, style: int, strings: list[str] | None, styles: list[FormatKind], *, since_1904: bool
) -> Cell | None:
    match number:
        case _ if number == RK:
            return _number(_rk(struct.unpack_from("<I", data, 8)[0]), style, styles, since_1904=since_1904)
        case _ if number in (REAL, FORMULA_NUMBER):
            return _number(struct.unpack_from("<d", data, 8)[0], style, styles, since_1904=since_1904)
        case _ if number in (ERROR, FORMULA_ERROR):
            return Cell("error", ERROR_NAMES.get(data[8], "#ERROR!"))
        case _ if number in (BOOL, FORMULA_BOOL):
            return Cell("bool", bool(data[8]))
        case _ if number in (TEXT, FORMULA_TEXT):
            return _text(_wide(data, 8)[0])
        case _ if number == INLINE_RICH_TEXT:
            return _text(_wide(data, 9)[0])
        case _ if number == SHARED:
            if strings is None:
                raise UnreadableError("damaged", "no shared strings")
            index = struct.unpack_from("<I", data, 8)[0]
            return _text(strings[index]) if index < len(strings) else Cell("error", "#STRING!")
        case _:
            return None


def _text(text: str) -> Cell | None:
    return Cell("text", text) if text else None


def _rk(bits: int) -> float:
    """A number packed into 30 bits: an integer or the top of a float, perhaps in hundredths."""
    if bits & 2:
        value = float(struct.unpack("<i", struct.pack("<I", bits))[0] >> 2)
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))[0]
    return value / 100 if bits & 1 else value


def _number(number: float, style: int, styles: list[FormatKind], *, since_1904: bool) -> Cell:
    if number != number or number in (float("inf"), float("-inf")):
        return Cell("error", "#NUM!")
    shown = styles[style] if style < len(styles) else "number"
    if shown == "date":
        moment = from_serial(number, since_1904=since_1904)
        return Cell("date", moment) if moment else Cell("number", number)
    return Cell("percent", number) if shown == "percent" else Cell("number", number, shown == "signed")
