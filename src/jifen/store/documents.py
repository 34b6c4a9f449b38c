"""Published documents, frozen."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.documents.published import canonical
from jifen.store import rows


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was published."""

    id: int
    operation_id: int
    kind: str
    period: str
    meeting_id: int | None
    corrects: int | None
    number: str
    code: str
    notice_from: date | None
    notice_to: date | None
    content: Mapping[str, Any]


def next_number(connection: sqlite3.Connection, year: int) -> int:
    """The next number of the year's sequence: after what the book holds, and after what the wall may bear of a book
    that a copy was put in the place of."""
    held = rows.number(connection, "SELECT coalesce(max(seq), 0) FROM document WHERE year = ?", year)
    return 1 + max([held, *(told.get(year, 0) for _, told in stated_numbers(connection))])


def last_numbers(connection: sqlite3.Connection) -> dict[int, int]:
    """Year → the highest number ever issued, as far as the book knows."""
    found = dict(connection.execute("SELECT year, max(seq) FROM document GROUP BY year").fetchall())
    for _, told in stated_numbers(connection):
        found |= {year: max(found.get(year, 0), last) for year, last in told.items()}
    return found


def stated_numbers(connection: sqlite3.Connection) -> list[tuple[int, dict[int, int]]]:
    """Of each operation that restored a copy: its id, and year → the highest number issued by then."""
    query = "SELECT id, details FROM operation WHERE command = 'restore' ORDER BY id"
    told = [(number, json.loads(details).get("last_numbers", {})) for number, details in connection.execute(query)]
    return [(number, {int(year): int(last) for year, last in given.items()}) for number, given in told]


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    content: Mapping[str, Any],
    code: str,
    *,
    year: int,
    seq: int,
    meeting_id: int | None = None,
    corrects: int | None = None,
) -> int:
    """Freeze a document, giving its id. Kind, period, number and window are those of the content."""
    return rows.insert(
        connection,
        "document",
        operation_id=operation_id,
        kind=content["kind"],
        period=content["period"],
        meeting_id=meeting_id,
        corrects=corrects,
        year=year,
        seq=seq,
        number=content["number"],
        code=code,
        notice_starts_on=content["notice_from"],
        notice_ends_on=content["notice_to"],
        content=canonical(content),
    )


def ids(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """(id, number) of every document, oldest first; nothing else of them is read."""
    return [(int(row[0]), str(row[1])) for row in connection.execute("SELECT id, number FROM document ORDER BY id")]


def select(
    connection: sqlite3.Connection,
    *,
    kind: str | None = None,
    period: str | None = None,
    meeting_id: int | None = None,
    corrects: int | None = None,
    code: str | None = None,
    document_id: int | None = None,
    operation_id: int | None = None,
) -> list[Document]:
    """Documents in the order of publication, narrowed by what is given."""
    wanted: dict[str, object] = {
        "kind": kind,
        "period": period,
        "meeting_id": meeting_id,
        "corrects": corrects,
        "code": code,
    }
    wanted |= {"id": document_id, "operation_id": operation_id}
    given = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(f"{name} = :{name}" for name in given) or "1"
    query = (
        "SELECT id, operation_id, kind, period, meeting_id, corrects, number, code, notice_starts_on AS notice_from, "
        f"notice_ends_on AS notice_to, content FROM document WHERE {where} ORDER BY id"
    )
    return rows.select(connection, Document, query, given, content=json.loads)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a document says of itself, without its content."""

    id: int
    kind: str
    period: str
    meeting_id: int | None
    number: str
    notice_from: date | None
    notice_to: date | None


def hanging(connection: sqlite3.Connection, *kinds: str) -> list[Hanging]:
    """Documents of these kinds in the order of publication; their content, which may be long, is not read."""
    query = (
        "SELECT id, kind, period, meeting_id, number, notice_starts_on AS notice_from, notice_ends_on AS notice_to "
        f"FROM document WHERE kind IN ({','.join('?' * len(kinds))}) ORDER BY id"
    )
    return rows.select(connection, Hanging, query, kinds)
