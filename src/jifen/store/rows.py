"""Between rows and values: a column bears the name of its field, and the field's type says how it is kept.

Days are ISO texts, months `2025-07`, points integer hundredths, truths 0 and 1; anything else stays as it is.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, get_args

from jifen.domain.period import Month
from jifen.domain.points import from_hundredths, to_hundredths

Row = TypeVar("Row")

_KEPT: Mapping[type, Callable[[Any], object]] = {date: date.isoformat, Decimal: to_hundredths, Month: str, bool: int}
_READ: Mapping[object, Callable[[Any], object]] = {
    date: date.fromisoformat,
    Decimal: from_hundredths,
    Month: Month.parse,
    bool: bool,
}


def kept(value: object) -> object:
    """A value as the book keeps it."""
    keep = _KEPT.get(type(value))
    return value if keep is None else keep(value)


def insert(connection: sqlite3.Connection, table: str, **columns: object) -> int:
    """Append one row, giving its id."""
    cursor = connection.execute(_statement(table, columns), [kept(value) for value in columns.values()])
    return int(cursor.lastrowid or 0)


def insert_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Append rows, each as long as `columns`."""
    connection.executemany(_statement(table, columns), ([kept(value) for value in row] for row in rows))


def insert_values(
    connection: sqlite3.Connection, table: str, kind: type, operation_id: int, values: Iterable[object]
) -> None:
    """Append values of a dataclass whose fields are the table's columns, each with the operation that brings it."""
    names = [field.name for field in fields(kind)]
    read = attrgetter(*names)
    insert_rows(connection, table, ["operation_id", *names], ((operation_id, *read(value)) for value in values))


def _statement(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def select(
    connection: sqlite3.Connection,
    kind: type[Row],
    query: str,
    values: Sequence[object] | Mapping[str, object] = (),
    **read: Callable[[Any], object],
) -> list[Row]:
    """What a query finds as dataclass values; its columns are called like fields. `read` says how others are read."""
    rows = connection.execute(query, values)
    names = [column[0] for column in rows.description]
    readers = {field.name: _READ.get(_plain(field.type)) for field in fields(kind)} | read  # type: ignore[arg-type]
    needed = [(name, reader) for name in names if (reader := readers[name]) is not None]
    found = []
    for row in rows:
        columns = dict(zip(names, row, strict=True))
        for name, reader in needed:
            if columns[name] is not None:
                columns[name] = reader(columns[name])
        found.append(kind(**columns))
    return found


def _plain(annotation: object) -> object:
    """`date` of `date | None`."""
    return get_args(annotation)[0] if isinstance(annotation, UnionType) else annotation


def standing(alias: str = "", *, upto: str | None = None) -> str:
    """SQL: rows of operations that were not taken back; with `upto` (a parameter) of those done by then, as of then."""
    column = f"{alias}.operation_id" if alias else "operation_id"
    if upto is None:
        return f"{column} NOT IN (SELECT undone_id FROM undo)"
    return f"{column} <= {upto} AND {column} NOT IN (SELECT undone_id FROM undo WHERE operation_id <= {upto})"


def unpaired(alias: str) -> str:
    """SQL: rows neither of an operation that was taken back nor of the one that did it, which sum to nothing."""
    return f"{alias}.operation_id NOT IN (SELECT undone_id FROM undo UNION ALL SELECT operation_id FROM undo)"


def number(connection: sqlite3.Connection, query: str, *values: object) -> int:
    """The one whole number a query gives."""
    return int(connection.execute(query, values).fetchone()[0])
