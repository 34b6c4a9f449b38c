"""A filling with every string changed alike, wherever it stands: so that no paper can forget one."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

from jifen.printing.engine.filling import Filling, Group, Row
from jifen.printing.engine.pack import pack

Change = Callable[[str], str]


def rewritten(filling: Filling, change: Change) -> Filling:
    """The same filling, each of its strings as `change` gives it."""
    groups = filling.groups
    return Filling(
        _row(filling.fields, change),
        {
            name: replace(table, rows=[_row(row, change) for row in table.rows])
            for name, table in filling.tables.items()
        },
        groups and replace(groups, groups=[_group(group, change) for group in groups.groups]),
    )


def _group(group: Group, change: Change) -> Group:
    return Group(_row(group.fields, change), [_row(line, change) for line in group.lines])


def _row(row: Row, change: Change) -> Row:
    return {key: change(value) if isinstance(value, str) else value for key, value in row.items()}


def rewritten_workbook(data: bytes, change: Change) -> bytes:
    """A workbook drawn by the program, each string of its cells as `change` gives it."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and isinstance(cell.value, str):
                    cell.value = change(cell.value)
    return pack(book)


def texts_of(filling: Filling, fields: frozenset[str]) -> Iterator[tuple[str, Row, str]]:
    """Field, row and text of every string that stands in one of `fields`."""
    for row in _rows(filling):
        for field in sorted(fields & row.keys()):
            value = row[field]
            if isinstance(value, str) and value:
                yield field, row, value


def every_text(filling: Filling) -> Iterator[str]:
    """Every string of a filling."""
    for row in _rows(filling):
        yield from (value for value in row.values() if isinstance(value, str))


def _rows(filling: Filling) -> Iterator[Row]:
    yield filling.fields
    for table in filling.tables.values():
        yield from table.rows
    for group in () if filling.groups is None else filling.groups.groups:
        yield group.fields
        yield from group.lines
