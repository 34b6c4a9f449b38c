"""A workbook as the book keeps it: cells, merges and what is hidden, as JSON. Nothing else of the file is kept.

No pictures, comments, authors or formats; whatever format it came in, reading it again gives the same workbook.
"""

import json
from datetime import datetime
from typing import Any

from jifen.reading.formats.workbook import Area, Cell, Sheet, UnreadableError, Workbook

MARK = b"JIFEN KEPT 1\n"
"""What such bytes begin with."""


def dump(workbook: Workbook) -> bytes:
    """The bytes of a workbook; the same for the same cells."""
    value = {"kind": workbook.kind, "sheets": [_sheet(sheet) for sheet in workbook.sheets]}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return MARK + text.encode("utf-8", "surrogatepass")


def load(data: bytes) -> Workbook:
    """The workbook in such bytes; raises `UnreadableError`."""
    try:
        value = json.loads(data.removeprefix(MARK).decode("utf-8", "surrogatepass"))
        return Workbook(str(value["kind"]), [_read_sheet(sheet) for sheet in value["sheets"]])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as fault:
        raise UnreadableError("damaged", str(fault)) from None


def _sheet(sheet: Sheet) -> dict[str, Any]:
    rows = [[row, [[column, _cell(cell)] for column, cell in cells.items()]] for row, cells in sheet.rows.items()]
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "merges": [list(area) for area in sheet.merges],
        "rows": rows,
    }


def _cell(cell: Cell) -> object:
    """Texts and plain numbers as they are; anything else with its kind and what its format shows."""
    plain = not (cell.shown_sign or cell.month_only)
    if plain and ((cell.kind == "text" and isinstance(cell.value, str)) or _is_number(cell)):
        return cell.value
    value = cell.value.isoformat() if isinstance(cell.value, datetime) else cell.value
    return [cell.kind, value, cell.shown_sign, cell.month_only]


def _is_number(cell: Cell) -> bool:
    return cell.kind == "number" and isinstance(cell.value, float | int) and not isinstance(cell.value, bool)


def _read_sheet(value: Any) -> Sheet:
    sheet = Sheet(str(value["name"]), hidden=bool(value["hidden"]))
    sheet.hidden_rows.update(map(int, value["hidden_rows"]))
    sheet.hidden_columns.update(map(int, value["hidden_columns"]))
    for area in value["merges"]:
        top, left, bottom, right = map(int, area)
        sheet.merge(Area(top, left, bottom, right))
    for row, cells in value["rows"]:
        sheet.rows[int(row)] = {int(column): _read_cell(cell) for column, cell in cells}
    return sheet


def _read_cell(value: Any) -> Cell:
    if isinstance(value, str):
        return Cell("text", value)
    if isinstance(value, float | int):
        return Cell("number", value)
    kind, content, shown_sign, month_only = value
    told = datetime.fromisoformat(content) if kind == "date" else content
    return Cell(kind, told, bool(shown_sign), bool(month_only))
