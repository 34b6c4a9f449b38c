"""Published documents, frozen."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.documents.published import canonical


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


_SELECT = (
    "SELECT id, operation_id, kind, period, meeting_id, corrects, number, code, notice_starts_on, notice_ends_on, "
    "content FROM document"
)


def next_number(connection: sqlite3.Connection, year: int) -> int:
    """The next number of the year's sequence."""
    row = connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM document WHERE year = ?", (year,)).fetchone()
    return int(row[0])


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
    cursor = connection.execute(
        "INSERT INTO document (operation_id, kind, period, meeting_id, corrects, year, seq, number, code, "
        "notice_starts_on, notice_ends_on, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (operation_id, content["kind"], content["period"], meeting_id, corrects, year, seq, content["number"], code)
        + (content["notice_from"], content["notice_to"], canonical(content)),
    )
    return int(cursor.lastrowid or 0)


def select(
    connection: sqlite3.Connection,
    *,
    kind: str | None = None,
    period: str | None = None,
    meeting_id: int | None = None,
    corrects: int | None = None,
    code: str | None = None,
    document_id: int | None = None,
) -> list[Document]:
    """Documents in the order of publication, narrowed by what is given."""
    wanted = {
        "kind": kind,
        "period": period,
        "meeting_id": meeting_id,
        "corrects": corrects,
        "code": code,
        "id": document_id,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(f"{name} = :{name}" for name in given) or "1"
    return [_document(row) for row in connection.execute(f"{_SELECT} WHERE {where} ORDER BY id", given)]


def _document(row: tuple[Any, ...]) -> Document:
    days = [date.fromisoformat(text) if text else None for text in row[8:10]]
    return Document(
        id=row[0],
        operation_id=row[1],
        kind=row[2],
        period=row[3],
        meeting_id=row[4],
        corrects=row[5],
        number=row[6],
        code=row[7],
        notice_from=days[0],
        notice_to=days[1],
        content=json.loads(row[10]),
    )
