"""What the steps share: running a script inside the caller's transaction, and making a table append-only."""

import sqlite3


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Execute statements one by one inside the caller's transaction (`executescript` would commit it)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            connection.execute(pending)
            pending = ""


GUARDS = ("no_update", "no_delete", "no_replace")


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


def unguard(connection: sqlite3.Connection, *tables: str) -> None:
    """Take the guards away for as long as a step rewrites a table; `guard` puts them back with its new names."""
    for table in tables:
        for end in GUARDS:
            connection.execute(f"DROP TRIGGER {table}_{end}")


def _keys(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    """The primary key and every other set of columns whose values may stand once only: all that REPLACE goes by."""
    keys = [[row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]]
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index[1]})")]
        if index[2] and columns not in keys:
            keys.append(columns)
    return keys
