"""Households and their dated events; aliases that a person confirmed."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.household import HouseholdEvent
from jifen.store.rows import insert, insert_rows, select, standing


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
    """Create accounts; their `registered` events are added with `add_events`.

    One whose registration was taken back has its code already.
    """
    query = "INSERT INTO household (code, operation_id) SELECT ?, ? WHERE NOT EXISTS "
    query += "(SELECT 1 FROM household WHERE code = ?)"
    connection.executemany(query, ((code, operation_id, code) for code in codes))


_CHANGES = ("head", "grid", "villager_group", "people", "tier", "status", "other")


def add_events(connection: sqlite3.Connection, operation_id: int, events: Iterable[HouseholdEvent]) -> None:
    """Append dated changes."""
    insert_rows(
        connection,
        "household_event",
        ("operation_id", "household", "effective_on", "kind", *_CHANGES),
        (
            (operation_id, e.household, e.on, e.kind, e.head, e.grid, e.group, e.people, e.tier, e.status, e.other)
            for e in events
        ),
    )


def events(connection: sqlite3.Connection, household: str | None = None, when: AsOf = NOW) -> list[HouseholdEvent]:
    """All events in the order of entry, of one household or of all, as of `when`."""
    query = (
        'SELECT household, effective_on AS "on", kind, head, grid, villager_group AS "group", people, tier, status, '
        f"other, id FROM household_event WHERE {standing(upto=':upto')}"
        f"{'' if household is None else ' AND household = :household'} ORDER BY id"
    )
    return select(connection, HouseholdEvent, query, {"upto": when.operation, "household": household})


def aliases(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Alias]:
    """Aliases in force, oldest first."""
    query = (
        "SELECT alias.id, kind, key, target, operator, done_at AS at FROM alias "
        f"JOIN operation ON operation.id = operation_id WHERE {standing('alias', upto=':upto')} AND NOT EXISTS "
        f"(SELECT 1 FROM alias_removal AS r WHERE alias_id = alias.id AND {standing('r', upto=':upto')}) "
        "ORDER BY alias.id"
    )
    return select(connection, Alias, query, {"upto": when.operation})


def add_alias(connection: sqlite3.Connection, operation_id: int, kind: str, key: str, target: str) -> int:
    """Remember an answer, giving its id."""
    return insert(connection, "alias", operation_id=operation_id, kind=kind, key=key, target=target)


def remove_alias(connection: sqlite3.Connection, operation_id: int, alias_id: int) -> None:
    """Forget an answer."""
    insert(connection, "alias_removal", alias_id=alias_id, operation_id=operation_id)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether no household is registered: none ever was, or every registration was taken back."""
    return connection.execute(f"SELECT 1 FROM household_event WHERE {standing()}").fetchone() is None
