"""Hidden rows, columns and sheets are read like any other, and said."""

from jifen.reading.formats.workbook import Sheet, address, column_letters
from jifen.reading.meeting.rows import sort_row
from jifen.reading.meeting.work import BlockWork


def note_hidden(block: BlockWork) -> None:
    """A warning for each run of hidden rows with households, each hidden column that counts, and a hidden sheet."""
    if block.layout == "ignored":
        return
    sheet = block.sheet
    if sheet.hidden:
        block.work.log.add("hidden-content", sheet.name, None, sheet.name, {"kind": "sheet"})
    for column in block.columns:
        if column.index in sheet.hidden_columns and (
            column.scores or column.kind in ("points", "count", "code", "head")
        ):
            row = column.path[-1].row
            facts = {"kind": "column", "column": column_letters(column.index)}
            block.work.log.add("hidden-content", sheet.name, address(row, column.index), column.label, facts)
    _note_rows(block, sheet)


def _note_rows(block: BlockWork, sheet: Sheet) -> None:
    if not sheet.hidden_rows:
        return
    at = block.first("code", "head")
    previous, first, last = -1, 0, 0
    runs: list[tuple[int, int]] = []
    for row in block.row_numbers():
        if row not in sheet.hidden_rows or sort_row(block, row) != "household":
            continue
        if row == previous + 1:
            last = row
            runs[-1] = (first, last)
        else:
            first = last = row
            runs.append((row, row))
        previous = row
    for first, last in runs:
        facts = {"kind": "rows", "first": str(first), "last": str(last)}
        if at is not None:
            block.note("hidden-content", first, at.index, facts)
