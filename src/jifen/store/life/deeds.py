"""Deeds and what became of them; which pictures belong to them."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.life.deeds import Deed, DeedStatus
from jifen.store.life import photos
from jifen.store.rows import insert_values, number, select, standing


@dataclass(frozen=True, slots=True)
class NewDeed:
    """A deed on its way in."""

    household: str
    occurred_on: date
    category: str
    points: Decimal
    rule: str | None = None
    times: Decimal | None = None
    reported_by: str | None = None
    note: str = ""
    activity_id: int | None = None
    matter_id: int | None = None
    source_file_id: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class DeedEvent:
    """What becomes of a deed; `entry_id` is what a decision posted."""

    deed_id: int
    status: DeedStatus
    meeting_id: int | None = None
    entry_id: int | None = None
    reason: str | None = None


def add(connection: sqlite3.Connection, operation_id: int, new: Iterable[NewDeed]) -> list[int]:
    """Keep deeds, giving their ids in order."""
    before = number(connection, "SELECT coalesce(max(id), 0) FROM deed")
    insert_values(connection, "deed", NewDeed, operation_id, new)
    return [row[0] for row in connection.execute("SELECT id FROM deed WHERE id > ? ORDER BY id", (before,))]


def came_of(connection: sqlite3.Connection, matter_id: int, household: str, rule: str) -> bool:
    """Whether a deed of this household by this rule came of a matter."""
    query = f"SELECT 1 FROM deed WHERE matter_id = ? AND household = ? AND rule = ? AND {standing()}"
    return connection.execute(query, (matter_id, household, rule)).fetchone() is not None


def add_events(connection: sqlite3.Connection, operation_id: int, events: Iterable[DeedEvent]) -> None:
    """Write what becomes of deeds; the book refuses what their life does not allow."""
    insert_values(connection, "deed_event", DeedEvent, operation_id, events)


_ENTRY = (
    "coalesce((SELECT max(a.entry_id) FROM entry_again AS a WHERE a.stands_for = v.entry_id "
    "AND a.operation_id <= :upto), v.entry_id)"
)
"""What stands for the entry a decision posted: that one, or the last one posted again in its place."""


def find(
    connection: sqlite3.Connection,
    *,
    deed_id: int | None = None,
    household: str | None = None,
    activity_id: int | None = None,
    meeting_id: int | None = None,
    status: DeedStatus | None = None,
    first: date = date.min,
    last: date = date.max,
    when: AsOf = NOW,
) -> list[Deed]:
    """Deeds as they stand, by day; `meeting_id`: of which that meeting decided, `first` to `last` the days."""
    where = [standing("d", upto=":upto"), "d.occurred_on BETWEEN :first AND :last"]
    values: dict[str, object] = {"upto": when.operation, "first": first.isoformat(), "last": last.isoformat()}
    asked = {
        "d.id": deed_id,
        "d.household": household,
        "d.activity_id": activity_id,
        "v.meeting_id": meeting_id,
        "coalesce(v.status, 'open')": status,
    }
    for place, (column, value) in enumerate(asked.items()):
        if value is not None:
            where.append(f"{column} = :v{place}")
            values[f"v{place}"] = value
    query = (
        "SELECT d.id, d.household, d.occurred_on, d.category, d.points, d.rule, d.times, d.reported_by, d.note, "
        "d.activity_id, f.path, d.sheet, d.cell, coalesce(v.status, 'open') AS status, v.meeting_id, m.month, "
        f"{_ENTRY} AS entry_id, v.reason, d.matter_id, json_extract(t.flow, '$.name') AS matter "
        "FROM deed AS d LEFT JOIN matter AS t ON t.id = d.matter_id "
        "LEFT JOIN source_file AS f ON f.id = d.source_file_id "
        "LEFT JOIN deed_event AS v ON v.id = (SELECT max(w.id) FROM deed_event AS w WHERE w.deed_id = d.id "
        f"AND {standing('w', upto=':upto')}) LEFT JOIN meeting AS m ON m.id = v.meeting_id "
        f"WHERE {' AND '.join(where)} ORDER BY d.occurred_on, d.id"
    )
    return _with_photos(connection, select(connection, Deed, query, values), when)


def _with_photos(connection: sqlite3.Connection, found: Sequence[Deed], when: AsOf) -> list[Deed]:
    pictures = photos.belonging(connection, "deed_id", when)
    return [replace(deed, photos=pictures[deed.id]) if deed.id in pictures else deed for deed in found]
