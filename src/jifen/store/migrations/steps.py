"""Every step in order, and bringing a book up to the last one: all of them or none."""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from jifen.store.migrations import (
    m001_ledger,
    m002_publication,
    m003_shop,
    m004_house,
    m005_rule_range,
    m006_chain,
    m007_restore,
    m008_sources,
    m009_office,
    m010_life,
    m011_rules,
    m012_scheme,
    m013_scores,
)

if TYPE_CHECKING:
    from types import ModuleType

    from sqlite_utils import Database

STEPS: "tuple[ModuleType, ...]" = (
    m001_ledger,
    m002_publication,
    m003_shop,
    m004_house,
    m005_rule_range,
    m006_chain,
    m007_restore,
    m008_sources,
    m009_office,
    m010_life,
    m011_rules,
    m012_scheme,
    m013_scores,
)


def name_of(step: "ModuleType") -> str:
    """The name a step is remembered by in the book."""
    return step.__name__.rpartition(".")[2]


def upgrade(connection: sqlite3.Connection, until: int | None = None) -> None:
    """Bring the book to this program's version (or to an earlier one: `until` steps), in one transaction.

    Foreign keys are off meanwhile, as SQLite wants it where a table is made anew: a step that makes one checks them.
    """
    keys = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            _apply(connection, STEPS[:until])
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    finally:
        connection.execute(f"PRAGMA foreign_keys = {keys}")


def _apply(connection: sqlite3.Connection, chosen: "tuple[ModuleType, ...]") -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    steps = Migrations("jifen")
    for number, step in enumerate(chosen, 1):
        steps(name=name_of(step))(_run(step, number))
    steps.apply(Database(connection))


def _run(step: "ModuleType", number: int) -> "Callable[[Database], None]":
    def run(database: "Database") -> None:
        step.apply(database.conn)
        database.conn.execute(f"PRAGMA user_version = {number}")

    return run
