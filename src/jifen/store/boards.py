"""Drafts and reviews of a list, its lines as published, and what happened to them since."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import canonical
from jifen.store.rows import insert, insert_rows, select, standing


@dataclass(frozen=True, slots=True)
class BoardDraft:
    """A draft of the list of a period, as it stood."""

    id: int
    operation_id: int
    period: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BoardReview:
    """The meeting's decisions for one draft."""

    id: int
    operation_id: int
    draft_id: int
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of a published list. `list` is `red` or `black`; `period` that of its document."""

    id: int
    document_id: int
    operation_id: int
    period: str
    list: str
    household: str
    until: date | None
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BoardLineChange:
    """What happened to a line: `removed` as wrong, its `reason` text changed to `text`, or `delisted` (put right)."""

    line_id: int
    operation_id: int
    kind: str
    on: date
    text: str | None
    reason: str


def add_draft(connection: sqlite3.Connection, operation_id: int, period: str, content: Mapping[str, Any]) -> int:
    """Keep a draft, giving its id."""
    return insert(connection, "board_draft", operation_id=operation_id, period=period, content=canonical(content))


def last_draft(connection: sqlite3.Connection, period: str, when: AsOf = NOW) -> BoardDraft | None:
    """The period's newest draft of the red and black list; those of honours are no part of it."""
    query = (
        "SELECT id, operation_id, period, content FROM board_draft WHERE period = :period "
        "AND id NOT IN (SELECT draft_id FROM honour_draft) "
        f"AND {standing(upto=':upto')} ORDER BY id DESC LIMIT 1"
    )
    values = {"period": period, "upto": when.operation}
    return next(iter(select(connection, BoardDraft, query, values, content=json.loads)), None)


def drafted_periods(connection: sqlite3.Connection) -> list[str]:
    """Periods with a draft of the red and black list, in order."""
    query = (
        "SELECT DISTINCT period FROM board_draft WHERE id NOT IN (SELECT draft_id FROM honour_draft) ORDER BY period"
    )
    return [row[0] for row in connection.execute(query)]


def add_review(
    connection: sqlite3.Connection, operation_id: int, draft_id: int, source_file_id: int, content: Mapping[str, Any]
) -> None:
    """Keep the decisions that were read from a file."""
    columns = {"operation_id": operation_id, "draft_id": draft_id, "source_file_id": source_file_id}
    insert(connection, "board_review", **columns, content=canonical(content))


def last_review(connection: sqlite3.Connection, draft_id: int, when: AsOf = NOW) -> BoardReview | None:
    """The draft's newest review."""
    query = (
        "SELECT id, operation_id, draft_id, content FROM board_review WHERE draft_id = :draft "
        f"AND {standing(upto=':upto')} ORDER BY id DESC LIMIT 1"
    )
    values = {"draft": draft_id, "upto": when.operation}
    return next(iter(select(connection, BoardReview, query, values, content=json.loads)), None)


def review_of(connection: sqlite3.Connection, source_file_id: int) -> BoardReview:
    """The review that was read from a file."""
    query = "SELECT id, operation_id, draft_id, content FROM board_review WHERE source_file_id = ?"
    return select(connection, BoardReview, query, (source_file_id,), content=json.loads)[0]


def draft(connection: sqlite3.Connection, draft_id: int) -> BoardDraft:
    """One draft."""
    query = "SELECT id, operation_id, period, content FROM board_draft WHERE id = ?"
    return select(connection, BoardDraft, query, (draft_id,), content=json.loads)[0]


def add_lines(
    connection: sqlite3.Connection, operation_id: int, document_id: int, name: str, lines: Iterable[Mapping[str, Any]]
) -> None:
    """Keep the lines of a list (`red` or `black`) as published."""
    insert_rows(
        connection,
        "board_line",
        ("operation_id", "document_id", "list", "household", "ends_on", "content"),
        ((operation_id, document_id, name, line["household"], line.get("until"), canonical(line)) for line in lines),
    )


def lines(connection: sqlite3.Connection, *, document_id: int | None = None, when: AsOf = NOW) -> list[BoardLine]:
    """Lines of one list document or of all, in the order of publication."""
    where = "" if document_id is None else " AND l.document_id = :document"
    query = (
        "SELECT l.id, l.document_id, l.operation_id, d.period, l.list, l.household, l.ends_on AS until, l.content "
        "FROM board_line AS l JOIN document AS d ON d.id = l.document_id "
        f"WHERE l.operation_id <= :upto{where} ORDER BY l.id"
    )
    values = {"upto": when.operation, "document": document_id}
    return select(connection, BoardLine, query, values, content=json.loads)


def add_change(
    connection: sqlite3.Connection, operation_id: int, line_id: int, change: BoardLineChange, document_id: int
) -> None:
    """Keep what happened to a line, with the document that says so."""
    insert(
        connection,
        "board_change",
        operation_id=operation_id,
        line_id=line_id,
        kind=change.kind,
        changed_on=change.on,
        text=change.text,
        reason=change.reason,
        document_id=document_id,
    )


def changes(connection: sqlite3.Connection, when: AsOf = NOW) -> dict[int, list[BoardLineChange]]:
    """What happened to lines, by line, in order."""
    query = (
        'SELECT line_id, operation_id, kind, changed_on AS "on", text, reason FROM board_change '
        "WHERE operation_id <= ? ORDER BY id"
    )
    by_line: dict[int, list[BoardLineChange]] = {}
    for change in select(connection, BoardLineChange, query, (when.operation,)):
        by_line.setdefault(change.line_id, []).append(change)
    return by_line
