"""Matters and what happened to them; what was taken back is left out. Decides nothing."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from jifen.domain.ledger import Source
from jifen.domain.life.flows import Flow
from jifen.domain.life.matters import EventKind, Matter, MatterEvent
from jifen.store.life import photos
from jifen.store.rows import insert, select, standing

MINUTE = "%Y-%m-%dT%H:%M"


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    flow: Flow,
    text: str,
    *,
    household: str | None,
    grid: str | None,
    reported_by: str | None,
    source_file_id: int | None = None,
    source: Source | None = None,
) -> int:
    """A matter without its opening, giving its id; `source` says where on a sheet it stands."""
    return insert(
        connection,
        "matter",
        operation_id=operation_id,
        kind=flow.id,
        flow=flow.kept(),
        household=household,
        grid=grid,
        text=text,
        reported_by=reported_by,
        source_file_id=source_file_id,
        sheet=source.sheet if source else None,
        cell=source.cell if source else None,
    )


def add_event(
    connection: sqlite3.Connection,
    operation_id: int,
    matter_id: int,
    kind: EventKind,
    at: datetime,
    **more: object,
) -> int:
    """Something that happened, giving its id; `more`: `step`, `person`, `note`, `outcome`, `rating`."""
    columns = {"matter_id": matter_id, "kind": kind, "happened_at": at.strftime(MINUTE), **more}
    return insert(connection, "matter_event", operation_id=operation_id, **columns)


def every(connection: sqlite3.Connection, matter_id: int | None = None) -> list[Matter]:
    """All matters in the order of entry, each with what happened to it; or the one of this number."""
    one, values = ("", ()) if matter_id is None else (" AND m.id = ?", (matter_id,))
    query = (
        "SELECT m.id, m.flow, m.household, m.grid, m.text, m.reported_by FROM matter AS m "
        f"WHERE {standing('m')}{one} ORDER BY m.id"
    )
    found = select(connection, Matter, query, values, flow=Flow.read)
    events: dict[int, list[MatterEvent]] = {}
    for event in _events(connection, values):
        events.setdefault(event.matter_id, []).append(event)
    return [replace(matter, events=tuple(events[matter.id])) for matter in found]


def _events(connection: sqlite3.Connection, values: Sequence[object]) -> list[MatterEvent]:
    one = " AND matter_id = ?" if values else ""
    query = (
        "SELECT id, matter_id, kind, happened_at AS at, step, person, note, outcome, rating FROM matter_event "
        f"WHERE {standing()}{one} ORDER BY matter_id, id"
    )
    found = select(connection, MatterEvent, query, values, at=datetime.fromisoformat)
    pictures = photos.belonging(connection, "matter_event_id")
    return [replace(event, photos=pictures[event.id]) if event.id in pictures else event for event in found]
