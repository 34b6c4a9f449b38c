"""What the steps share: running a script inside the caller's transaction, and making a table append-only."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


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


def make_anew(connection: sqlite3.Connection, table: str, columns: str) -> None:
    """Make a table with other columns or checks; its rows, indexes and triggers stay. Foreign keys are off."""
    kept = "type IN ('index', 'trigger') AND tbl_name = ? AND sql IS NOT NULL ORDER BY rowid"
    beside = [row[0] for row in connection.execute(f"SELECT sql FROM sqlite_master WHERE {kept}", (table,))]
    connection.execute(f"CREATE TEMP TABLE waiting AS SELECT * FROM {table} ORDER BY rowid")
    connection.execute(f"DROP TABLE {table}")
    connection.execute(f"CREATE TABLE {table} ({columns}) STRICT")
    connection.execute(f"INSERT INTO {table} SELECT * FROM temp.waiting ORDER BY rowid")
    connection.execute("DROP TABLE temp.waiting")
    for text in beside:
        connection.execute(text)


@contextmanager
def without_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """Rename with no trigger in the way, and put those back whose table kept its name.

    SQLite reads every trigger again for each name it changes: with a hundred of them renaming takes two thirds longer,
    and every new book goes through it.
    """
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
    triggers = connection.execute(query).fetchall()
    for name, _, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for _, table, sql in triggers:
        if table in tables:
            connection.execute(sql)


def _keys(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    """The primary key and every other set of columns whose values may stand once only: all that REPLACE goes by."""
    keys = [[row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]]
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index[1]})")]
        if index[2] and columns not in keys:
            keys.append(columns)
    return keys
