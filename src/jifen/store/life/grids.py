"""Grids and the meetings of those who work in them; what was taken back is left out. Decides nothing."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from jifen.domain.life.grids import GridEvent, GridMeeting
from jifen.store.rows import insert, select, standing


def add_event(
    connection: sqlite3.Connection,
    operation_id: int,
    grid: str,
    on: date,
    *,
    name: str | None,
    lead: str | None,
    worker: str | None,
) -> int:
    """What changed about a grid, giving its id."""
    columns = {"grid": grid, "effective_on": on, "name": name, "lead": lead, "worker": worker}
    return insert(connection, "grid_event", operation_id=operation_id, **columns)


def events(connection: sqlite3.Connection) -> list[GridEvent]:
    """All that changed about grids, in the order of entry."""
    query = f'SELECT id, grid, effective_on AS "on", name, lead, worker FROM grid_event WHERE {standing()} ORDER BY id'
    return select(connection, GridEvent, query)


def add_meeting(connection: sqlite3.Connection, operation_id: int, on: date, present: Sequence[str], note: str) -> int:
    """A meeting of grid workers, giving its id."""
    names = json.dumps(list(present), ensure_ascii=False)
    return insert(connection, "grid_meeting", operation_id=operation_id, held_on=on, present=names, note=note)


def meetings(connection: sqlite3.Connection) -> list[GridMeeting]:
    """Every meeting, by its day."""
    query = f'SELECT id, held_on AS "on", present, note FROM grid_meeting WHERE {standing()} ORDER BY held_on, id'
    return select(connection, GridMeeting, query, present=lambda text: tuple(json.loads(text)))
