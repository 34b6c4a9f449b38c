"""Activities, what became of them, and who came."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from jifen.domain.life.activities import Activity, ActivityStatus, Attendance
from jifen.store.rows import insert, insert_rows, select, standing


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    *,
    name: str,
    held_on: date,
    rule: str,
    place: str,
    quota: int | None,
) -> int:
    """Keep an activity, giving its id."""
    columns = {"name": name, "held_on": held_on, "rule": rule, "place": place, "quota": quota}
    return insert(connection, "activity", operation_id=operation_id, **columns)


def set_status(
    connection: sqlite3.Connection,
    operation_id: int,
    activity_id: int,
    status: ActivityStatus,
    *,
    reason: str | None = None,
    source_file_id: int | None = None,
) -> None:
    """Held or cancelled; the book refuses a second word."""
    columns = {"activity_id": activity_id, "status": status, "reason": reason, "source_file_id": source_file_id}
    insert(connection, "activity_event", operation_id=operation_id, **columns)


def add_attendance(
    connection: sqlite3.Connection, operation_id: int, activity_id: int, came: Iterable[Attendance]
) -> None:
    """Write who came."""
    rows = ((operation_id, activity_id, one.household, one.person, one.times) for one in came)
    insert_rows(connection, "attendance", ("operation_id", "activity_id", "household", "person", "times"), rows)


def find(connection: sqlite3.Connection, activity_id: int | None = None) -> list[Activity]:
    """Activities by their day, all or one."""
    narrow = "" if activity_id is None else " AND a.id = :id"
    query = (
        "SELECT a.id, a.name, a.held_on, a.rule, a.place, a.quota, coalesce(e.status, 'planned') AS status, e.reason, "
        f"(SELECT count(*) FROM attendance AS t WHERE t.activity_id = a.id AND {standing('t')}) AS attended "
        f"FROM activity AS a LEFT JOIN activity_event AS e ON e.activity_id = a.id AND {standing('e')} "
        f"WHERE {standing('a')}{narrow} ORDER BY a.held_on, a.id"
    )
    return select(connection, Activity, query, {"id": activity_id})


def attendance(connection: sqlite3.Connection, activity_id: int) -> list[Attendance]:
    """Who came, in the order of the sheet."""
    query = f"SELECT household, person, times FROM attendance WHERE activity_id = ? AND {standing()} ORDER BY id"
    return select(connection, Attendance, query, (activity_id,))


def taken_from(connection: sqlite3.Connection, activity_id: int) -> str | None:
    """The SHA-256 of the sheet from which its attendance was taken."""
    query = (
        "SELECT f.sha256 FROM activity_event AS e JOIN source_file AS f ON f.id = e.source_file_id "
        f"WHERE e.activity_id = ? AND {standing('e')}"
    )
    row = connection.execute(query, (activity_id,)).fetchone()
    return None if row is None else str(row[0])
