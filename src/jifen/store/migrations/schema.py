"""What a book's schema must be: that of a fresh book of its version, object by object, and nothing beside it.

Looked at before anything else of a file is read: whoever changes a table into a view, or adds a trigger, has this
program run what they wrote.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from typing import NamedTuple

FRESH = "2e0569585791150780703114168fac05034c657cd35271335029a8fee205c96a"
"""The digest of a fresh book of this program's version; a test says what it is when a step changes it."""
VERSION = 13
"""How many steps this program knows (`migrations.steps`, which is loaded only where one is to be applied)."""
_OWN = ("sqlite_stat1", "sqlite_stat4", "sqlite_sequence")
"""Tables that SQLite makes for itself."""
STEPS_TAKEN = "_sqlite_migrations"


class Object(NamedTuple):
    """A table, view, trigger or index: its `text` without quotes and with single spaces, as renaming leaves those."""

    kind: str
    name: str
    table: str
    text: str


def objects(connection: sqlite3.Connection) -> list[Object]:
    """Every object that somebody made, by kind and name."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    found = []
    for kind, name, table, sql in rows:
        automatic = kind == "index" and sql is None and str(name).startswith("sqlite_autoindex_")
        if automatic or (kind == "table" and name in (*_OWN, STEPS_TAKEN)):
            continue
        found.append(Object(str(kind), str(name), str(table), " ".join(str(sql).replace('"', "").split())))
    return found


def steps_taken(connection: sqlite3.Connection) -> int:
    """How many steps the book remembers."""
    return int(connection.execute(f"SELECT count(*) FROM {STEPS_TAKEN}").fetchone()[0])


def digest(found: Iterable[Object]) -> str:
    """SHA-256 of all objects in their order."""
    return hashlib.sha256("\0".join(part for each in found for part in each).encode()).hexdigest()


def fresh(steps: int | None = None) -> list[Object]:
    """The objects of a new book (of so many steps)."""
    from jifen.store.migrations.steps import upgrade

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        upgrade(made, until=steps)
        return objects(made)


class Difference(NamedTuple):
    """An object that is missing, not as it should be, or `added`."""

    kind: str
    name: str
    added: bool

    @property
    def told(self) -> str:
        """Its name; a plus stands before what is added."""
        return f"+{self.name}" if self.added else self.name


def differences(connection: sqlite3.Connection, steps: int | None = None) -> list[Difference]:
    """What differs from a fresh book of so many steps (None: of this program).

    Making a schema to compare with costs a tenth of a second, so it is made only where the digest differs.
    """
    present = objects(connection)
    if steps is None and digest(present) == FRESH:
        return []
    wanted = fresh(steps)
    known = {(each.kind, each.name) for each in wanted}
    lacking = [Difference(each.kind, each.name, False) for each in Counter(wanted) - Counter(present)]
    extra = Counter(present) - Counter(wanted)
    added = [Difference(each.kind, each.name, True) for each in extra if (each.kind, each.name) not in known]
    return sorted({*lacking, *added}, key=lambda each: (each.name, each.added))


def readable(differing: Iterable[Difference]) -> bool:
    """Whether tables and views are what they should be, so that they may be asked."""
    return not any(each.kind in ("table", "view") for each in differing)
