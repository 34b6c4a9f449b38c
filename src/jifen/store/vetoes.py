"""Vetoes: records that bar the red list and never change points."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.store import rows


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
    columns = {"household": household, "ground": ground, "evidence": evidence, "starts_on": days[0], "ends_on": days[1]}
    return rows.insert(connection, "veto", operation_id=operation_id, **columns)


def lift(connection: sqlite3.Connection, operation_id: int, veto_id: int, day: date) -> None:
    """Lift a veto, once."""
    rows.insert(connection, "veto_lift", veto_id=veto_id, operation_id=operation_id, lifted_on=day)


def select(connection: sqlite3.Connection, when: AsOf = NOW) -> list[Veto]:
    """Every veto in the order of entry, lifted ones too, as of `when`."""
    query = (
        "SELECT v.id, v.household, v.ground, v.evidence, v.starts_on, v.ends_on, l.lifted_on FROM veto AS v "
        "LEFT JOIN veto_lift AS l ON l.veto_id = v.id "
        f"AND {rows.standing('l', upto=':upto')} WHERE {rows.standing('v', upto=':upto')} ORDER BY v.id"
    )
    return rows.select(connection, Veto, query, {"upto": when.operation})
