"""Which drafts of lists are of an honour, and of which kind as it was then written. The drafts themselves: `boards`."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import canonical
from jifen.store import boards
from jifen.store.boards import BoardDraft
from jifen.store.rows import insert, select, standing


def add_draft(
    connection: sqlite3.Connection, operation_id: int, period: str, content: Mapping[str, Any], rules: Mapping[str, Any]
) -> None:
    """Keep a draft of an honour, with its kind's `rules` (`id` among them) as they stand."""
    draft_id = boards.add_draft(connection, operation_id, period, content)
    columns = {"draft_id": draft_id, "operation_id": operation_id, "kind": rules["id"]}
    insert(connection, "honour_draft", **columns, rules=canonical(rules))


def last_draft(connection: sqlite3.Connection, period: str, kind: str, when: AsOf = NOW) -> BoardDraft | None:
    """The newest draft of a year's honour."""
    query = (
        "SELECT d.id, d.operation_id, d.period, d.content FROM board_draft AS d JOIN honour_draft AS h "
        f"ON h.draft_id = d.id WHERE d.period = :period AND h.kind = :kind AND {standing('d', upto=':upto')} "
        "ORDER BY d.id DESC LIMIT 1"
    )
    values = {"period": period, "kind": kind, "upto": when.operation}
    return next(iter(select(connection, BoardDraft, query, values, content=json.loads)), None)


def rules_of(connection: sqlite3.Connection, draft_id: int) -> Mapping[str, Any] | None:
    """The kind of a draft as it was when it was drafted; None where the draft is of no honour."""
    row = connection.execute("SELECT rules FROM honour_draft WHERE draft_id = ?", (draft_id,)).fetchone()
    found: Mapping[str, Any] | None = None if row is None else json.loads(row[0])
    return found


@dataclass(frozen=True, slots=True)
class Honoured:
    """An honour a household was given; `revoked`: it was taken away since."""

    year: str
    name: str
    person: str | None
    number: str
    revoked: bool


def of_household(connection: sqlite3.Connection, household: str) -> list[Honoured]:
    """Every honour a household was given, oldest first; what was taken off as wrong was none, nor is a list of what is
    to be rectified."""
    query = (
        "SELECT d.period AS year, json_extract(d.content, '$.honour.name') AS name, "
        "json_extract(l.content, '$.person') AS person, d.number AS number, "
        "EXISTS (SELECT 1 FROM board_change AS c WHERE c.line_id = l.id AND c.kind = 'delisted') AS revoked "
        "FROM board_line AS l JOIN document AS d ON d.id = l.document_id "
        "WHERE d.kind = 'honour' AND l.household = ? AND json_extract(d.content, '$.honour.nature') IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM board_change AS c WHERE c.line_id = l.id AND c.kind = 'removed') "
        "ORDER BY d.period, d.id"
    )
    return select(connection, Honoured, query, (household,))


def drafted(connection: sqlite3.Connection, period: str) -> list[Mapping[str, Any]]:
    """Every kind that was drafted for a year, each as it was drafted last."""
    query = (
        "SELECT h.rules FROM honour_draft AS h JOIN board_draft AS d ON d.id = h.draft_id "
        f"WHERE d.period = ? AND {standing('d')} ORDER BY d.id"
    )
    found: dict[str, Mapping[str, Any]] = {}
    for (text,) in connection.execute(query, (period,)):
        rules = json.loads(text)
        found[rules["id"]] = rules
    return list(found.values())
