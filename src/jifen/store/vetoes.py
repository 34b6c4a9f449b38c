"""Vetoes: records that bar the red list and never change points."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf


@dataclass(frozen=True, slots=True)
class Veto:
    """A veto with its ground and the document it rests on; `ends_on` None: until lifted."""

    id: int
    household: str
    ground: str
    evidence: str
    starts_on: date
    ends_on: date | None
    lifted_on: date | None = None

    def bars(self, first: date, last: date) -> bool:
        """Whether it bars a list of the period from `first`, drawn up on `last`: not lifted, and in force in between.

        A veto that ended within the period still bars that period's list.
        """
        return self.lifted_on is None and self.starts_on <= last and (self.ends_on is None or self.ends_on >= first)


def add(
    connection: sqlite3.Connection,
    operation_id: int,
    household: str,
    ground: str,
    evidence: str,
    days: tuple[date, date | None],
) -> int:
    """Write a veto, giving its id; `days` are its first day and its last, if it has one."""
    first, last = days
    cursor = connection.execute(
        "INSERT INTO veto (operation_id, household, ground, evidence, starts_on, ends_on) VALUES (?, ?, ?, ?, ?, ?)",
        (operation_id, household, ground, evidence, first.isoformat(), last.isoformat() if last else None),
    )
    return int(cursor.lastrowid or 0)


def lift(connection: sqlite3.Connection, operation_id: int, veto_id: int, day: date) -> None:
    """Lift a veto, once."""
    connection.execute(
        "INSERT INTO veto_lift (veto_id, operation_id, lifted_on) VALUES (?, ?, ?)",
        (veto_id, operation_id, day.isoformat()),
    )


def select(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Veto]:
    """Every veto in the order of entry, lifted ones too, as of `when`."""
    rows = connection.execute(
        "SELECT v.id, v.household, v.ground, v.evidence, v.starts_on, v.ends_on, l.lifted_on FROM veto AS v "
        "LEFT JOIN veto_lift AS l ON l.veto_id = v.id AND l.operation_id <= :upto "
        "WHERE v.operation_id <= :upto ORDER BY v.id",
        {"upto": when.operation},
    )
    return [_veto(row) for row in rows]


def _veto(row: tuple[Any, ...]) -> Veto:
    days = [date.fromisoformat(text) if text else None for text in row[5:7]]
    return Veto(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), days[0], days[1])
