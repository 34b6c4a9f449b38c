"""Households and their dated events; aliases that a person confirmed."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.household import HouseholdEvent

_COLUMNS = "household, effective_on, kind, head, grid, villager_group, people, tier, status, other, id"


@dataclass(frozen=True, slots=True)
class Alias:
    """A remembered answer: `key` means `target` (a household code or a category)."""

    id: int
    kind: str
    key: str
    target: str
    operator: str
    at: str


def register(connection: sqlite3.Connection, operation_id: int, codes: Iterable[str]) -> None:
    """Create accounts; their `registered` events are added with `add_events`."""
    connection.executemany(
        "INSERT INTO household (code, operation_id) VALUES (?, ?)", ((code, operation_id) for code in codes)
    )


def add_events(connection: sqlite3.Connection, operation_id: int, events: Iterable[HouseholdEvent]) -> None:
    """Append dated changes."""
    connection.executemany(
        "INSERT INTO household_event (operation_id, household, effective_on, kind, head, grid, villager_group, people, "
        "tier, status, other) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (operation_id, e.household, e.on.isoformat(), e.kind, e.head, e.grid, e.group, e.people, e.tier)
            + (e.status, e.other)
            for e in events
        ),
    )


def events(connection: sqlite3.Connection, household: str | None = None, when: AsOf = NOW) -> list[HouseholdEvent]:
    """All events in the order of entry, of one household or of all, as of `when`."""
    where = "operation_id <= ?" + ("" if household is None else " AND household = ?")
    values: tuple[object, ...] = (when.operation,) if household is None else (when.operation, household)
    rows = connection.execute(f"SELECT {_COLUMNS} FROM household_event WHERE {where} ORDER BY id", values)
    return [
        HouseholdEvent(
            household=row[0],
            on=date.fromisoformat(row[1]),
            kind=row[2],
            head=row[3],
            grid=row[4],
            group=row[5],
            people=row[6],
            tier=row[7],
            status=row[8],
            other=row[9],
            id=row[10],
        )
        for row in rows
    ]


def aliases(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Alias]:
    """Aliases in force, oldest first."""
    rows = connection.execute(
        "SELECT alias.id, kind, key, target, operator, done_at FROM alias "
        "JOIN operation ON operation.id = operation_id WHERE alias.operation_id <= ? AND NOT EXISTS "
        "(SELECT 1 FROM alias_removal WHERE alias_id = alias.id AND operation_id <= ?) ORDER BY alias.id",
        (when.operation, when.operation),
    )
    return [Alias(*row) for row in rows]


def add_alias(connection: sqlite3.Connection, operation_id: int, kind: str, key: str, target: str) -> int:
    """Remember an answer, giving its id."""
    cursor = connection.execute(
        "INSERT INTO alias (operation_id, kind, key, target) VALUES (?, ?, ?, ?)", (operation_id, kind, key, target)
    )
    return int(cursor.lastrowid or 0)


def remove_alias(connection: sqlite3.Connection, operation_id: int, alias_id: int) -> None:
    """Forget an answer."""
    connection.execute("INSERT INTO alias_removal (alias_id, operation_id) VALUES (?, ?)", (alias_id, operation_id))
