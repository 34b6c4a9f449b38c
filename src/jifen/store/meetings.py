"""Meetings: their life, their facts, the sheets they were taken from."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.period import Month, Period
from jifen.domain.scheme.scheme import ALL, Spendable
from jifen.store.rows import insert, insert_rows, number, select, standing


@dataclass(frozen=True, slots=True)
class Meeting:
    """A month's meeting as it stands; `facts` hold every row of a name, in order."""

    id: int
    month: Month
    status: str
    facts: dict[str, list[str]] = field(default_factory=dict)
    reason: str | None = None
    period: Period | None = None
    """The longer period it covers, whose last month `month` is; None: the month itself."""
    spendable: Spendable = ALL
    """What of its points can be spent, by the scheme that held when it was opened."""

    @property
    def covers(self) -> Period:
        """The months it is about."""
        return self.period or Period.of_month(self.month)

    def fact(self, name: str) -> str | None:
        """The last value recorded under a name."""
        values = self.facts.get(name)
        return values[-1] if values else None

    @property
    def held_on(self) -> date | None:
        """The day it was held."""
        text = self.fact("held_on")
        return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A sheet that a month was taken from; `households` on its way in only, later `on_sheet` tells them."""

    meeting_id: int
    operation_id: int
    source_file_id: int
    path: str
    sha256: str
    role: str
    name: str
    layout: str
    rows: int
    entries: int
    skipped: int
    households: frozenset[str] = frozenset()
    id: int = 0


def create(
    connection: sqlite3.Connection, operation_id: int, month: Month, period: Period | None, spendable: Spendable
) -> Meeting:
    """Open a month, or the period (of more months) that it is the last one of."""
    created = insert(connection, "meeting", operation_id=operation_id, month=month)
    meeting = Meeting(created, month, "recorded", period=period, spendable=spendable)
    if period or spendable != ALL:
        insert(
            connection,
            "meeting_scheme",
            meeting_id=created,
            operation_id=operation_id,
            period=str(meeting.covers),
            spendable=str(spendable),
        )
    set_status(connection, operation_id, meeting.id, "recorded")
    return meeting


def set_status(
    connection: sqlite3.Connection, operation_id: int, meeting_id: int, status: str, reason: str | None = None
) -> None:
    """The next step of its life; the book refuses one that is not open to it."""
    insert(connection, "meeting_event", operation_id=operation_id, meeting_id=meeting_id, status=status, reason=reason)


def answer(connection: sqlite3.Connection, operation_id: int, undone_id: int, reason: str | None) -> None:
    """Set every month that an operation moved to where it was before; one that it opened is voided."""
    query = "SELECT DISTINCT meeting_id FROM meeting_event WHERE operation_id = ? ORDER BY meeting_id"
    before = (
        "SELECT status, reason FROM meeting_event WHERE meeting_id = ? AND operation_id < ? ORDER BY id DESC LIMIT 1"
    )
    for (meeting_id,) in connection.execute(query, (undone_id,)).fetchall():
        status, why = connection.execute(before, (meeting_id, undone_id)).fetchone() or ("voided", reason)
        set_status(connection, operation_id, meeting_id, status, why)


def add_facts(
    connection: sqlite3.Connection, operation_id: int, meeting_id: int, facts: Iterable[tuple[str, str]]
) -> None:
    """Append what was recorded."""
    rows = ((operation_id, meeting_id, name, value) for name, value in facts)
    insert_rows(connection, "meeting_fact", ("operation_id", "meeting_id", "name", "value"), rows)


def facts_named(connection: sqlite3.Connection, name: str) -> list[str]:
    """Every value recorded under a name, of any meeting, in order."""
    query = f"SELECT value FROM meeting_fact WHERE name = ? AND {standing()} ORDER BY id"
    return [row[0] for row in connection.execute(query, (name,))]


def all_meetings(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Meeting]:
    """Every meeting in month order, voided ones too, as of `when`."""
    return _meetings(connection, "1", {}, when)


def of_month(connection: sqlite3.Connection, month: Month) -> list[Meeting]:
    """The month's meetings in order, voided ones too."""
    return _meetings(connection, "month = :month", {"month": str(month)}, NOW)


def live(connection: sqlite3.Connection, month: Month) -> Meeting | None:
    """The month's meeting that is not voided."""
    return next((meeting for meeting in of_month(connection, month) if meeting.status != "voided"), None)


def get(connection: sqlite3.Connection, meeting_id: int, when: AsOf = NOW) -> Meeting | None:
    """One meeting by its id, as of `when`."""
    return next(iter(_meetings(connection, "id = :id", {"id": meeting_id}, when)), None)


def _meetings(connection: sqlite3.Connection, where: str, values: Mapping[str, object], when: AsOf) -> list[Meeting]:
    known = {"upto": when.operation, **values}
    chosen = f"(SELECT id FROM meeting WHERE {where} AND {standing(upto=':upto')})"
    meetings: dict[int, Meeting] = {}
    query = (
        "SELECT m.id, m.month, s.period, s.spendable FROM meeting AS m LEFT JOIN meeting_scheme AS s "
        f"ON s.meeting_id = m.id WHERE m.id IN {chosen} ORDER BY m.month, m.id"
    )
    for meeting_id, text, period, spendable in connection.execute(query, known):
        month, covers = Month.parse(text), Period.parse(period) if period else None
        longer = covers if covers and covers.kind != "month" else None
        counted = Spendable.parse(spendable) if spendable else ALL
        meetings[meeting_id] = Meeting(meeting_id, month, "recorded", period=longer, spendable=counted)
    narrow = f"WHERE meeting_id IN {chosen} AND operation_id <= :upto ORDER BY id"
    query = f"SELECT meeting_id, status, reason FROM meeting_event {narrow}"
    for meeting_id, status, reason in connection.execute(query, known):
        meeting = meetings[meeting_id]
        meetings[meeting_id] = replace(meeting, status=status, reason=reason)
    narrow = f"WHERE meeting_id IN {chosen} AND {standing(upto=':upto')} ORDER BY id"
    query = f"SELECT meeting_id, name, value FROM meeting_fact {narrow}"
    for meeting_id, name, value in connection.execute(query, known):
        meetings[meeting_id].facts.setdefault(name, []).append(value)
    return list(meetings.values())


def add_sheet(connection: sqlite3.Connection, operation_id: int, sheet: MeetingSheet) -> None:
    """Record a sheet and the households that stand on it."""
    sheet_id = insert(
        connection,
        "meeting_sheet",
        operation_id=operation_id,
        meeting_id=sheet.meeting_id,
        source_file_id=sheet.source_file_id,
        role=sheet.role,
        name=sheet.name,
        layout=sheet.layout,
        row_count=sheet.rows,
        entry_count=sheet.entries,
        skipped=sheet.skipped,
    )
    rows = ((sheet_id, household) for household in sorted(sheet.households))
    insert_rows(connection, "sheet_household", ("sheet_id", "household"), rows)


def sheets(
    connection: sqlite3.Connection, meeting_id: int | None = None, *, in_force: bool = True
) -> list[MeetingSheet]:
    """Sheets of a meeting (or of all), in order, without their households; those in force, or all there ever were."""
    where = standing("s") + ("" if meeting_id is None else " AND s.meeting_id = :meeting")
    if in_force:
        where += (
            " AND s.operation_id >= (SELECT max(operation_id) FROM meeting_sheet AS base "
            f"WHERE base.meeting_id = s.meeting_id AND base.role = 'base' AND {standing('base')})"
        )
    query = (
        "SELECT s.meeting_id, s.operation_id, s.source_file_id, f.path, f.sha256, s.role, s.name, s.layout, "
        "s.row_count AS rows, s.entry_count AS entries, s.skipped, s.id FROM meeting_sheet AS s "
        f"JOIN source_file AS f ON f.id = s.source_file_id WHERE {where} ORDER BY s.id"
    )
    return select(connection, MeetingSheet, query, {"meeting": meeting_id})


def on_sheet(connection: sqlite3.Connection, sheet_id: int) -> frozenset[str]:
    """The households that stand on a sheet."""
    rows = connection.execute("SELECT household FROM sheet_household WHERE sheet_id = ?", (sheet_id,))
    return frozenset(row[0] for row in rows)


def revision(connection: sqlite3.Connection, meeting_id: int) -> int:
    """How many imports the month has seen."""
    query = f"SELECT count(DISTINCT operation_id) FROM meeting_sheet WHERE meeting_id = ? AND {standing()}"
    return number(connection, query, meeting_id)


def taken_on(connection: sqlite3.Connection) -> dict[int, date]:
    """Meeting → the day of its last import, or of its last line by hand; meetings without either are not in it."""
    query = (
        "SELECT meeting_id, max(done_on) FROM (SELECT meeting_id, operation_id FROM meeting_sheet UNION "
        "SELECT meeting_id, operation_id FROM entry WHERE meeting_id IN (SELECT id FROM meeting WHERE id NOT IN "
        "(SELECT meeting_id FROM meeting_sheet)) AND kind IN ('award', 'deduction')) "
        "JOIN operation AS o ON o.id = operation_id GROUP BY meeting_id"
    )
    return {row[0]: date.fromisoformat(row[1]) for row in connection.execute(query)}


def months_of(connection: sqlite3.Connection, operation_id: int) -> list[str]:
    """Months into which an operation took sheets or wrote lines."""
    query = (
        "SELECT month FROM meeting WHERE id IN (SELECT meeting_id FROM meeting_sheet WHERE operation_id = :id) "
        "UNION SELECT month FROM entry WHERE operation_id = :id AND month IS NOT NULL ORDER BY month"
    )
    return [str(row[0]) for row in connection.execute(query, {"id": operation_id})]
