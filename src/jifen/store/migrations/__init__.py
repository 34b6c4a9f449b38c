"""The schema, step by step. A step once released never changes; the book's version is the number of steps applied."""

import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS: tuple[str, ...] = ("m001_ledger", "m002_publication", "m003_shop")
BOOK_VERSION = len(STEPS)


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Execute statements one by one inside the caller's transaction (`executescript` would commit it)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            connection.execute(pending)
            pending = ""


def guard(connection: sqlite3.Connection, *tables: str) -> None:
    """Make tables append-only: no update, no delete, no insert over an existing row.

    `INSERT OR REPLACE` removes a row without asking a delete trigger, hence the third.
    """
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            )
        same = " OR ".join(
            "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in _keys(connection, table)
        )
        connection.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
        )


def _keys(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    """The primary key and every other set of columns whose values may stand once only: all that REPLACE goes by."""
    keys = [[row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]]
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index[1]})")]
        if index[2] and columns not in keys:
            keys.append(columns)
    return keys


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the book to this program's version; each step is one transaction."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    steps = Migrations("jifen")
    for number, name in enumerate(STEPS, 1):
        apply = import_module(f"jifen.store.migrations.{name}").apply
        steps(name=name)(_step(apply, number))
    steps.apply(Database(connection))


def _step(apply: "Callable[[sqlite3.Connection], None]", number: int) -> "Callable[[Any], None]":
    def run(database: "Any") -> None:
        apply(database.conn)
        database.conn.execute(f"PRAGMA user_version = {number}")

    return run
