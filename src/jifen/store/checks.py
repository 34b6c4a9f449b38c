"""What the book must hold of itself, as queries."""

import sqlite3
from importlib import import_module

from jifen.store.migrations import STEPS


def structure(connection: sqlite3.Connection) -> list[tuple[str, list[str], int]]:
    """(name, what is wrong, how much was looked at) of each check of the file and the ledger's chain."""
    return [
        ("integrity", _integrity(connection), 1),
        ("foreign-keys", [str(tuple(row)) for row in connection.execute("PRAGMA foreign_key_check")], 1),
        _triggers(connection),
        _reversals(connection),
        _numbers(connection),
    ]


def _integrity(connection: sqlite3.Connection) -> list[str]:
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    return [] if rows == ["ok"] else rows


def _triggers(connection: sqlite3.Connection) -> tuple[str, list[str], int]:
    """Every trigger this program's schema has, with the same text."""
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as fresh:
        for name in STEPS:
            import_module(f"jifen.store.migrations.{name}").apply(fresh)
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        wanted = dict(fresh.execute(query).fetchall())
    present = dict(connection.execute(query).fetchall())
    return "triggers", sorted(name for name, sql in wanted.items() if present.get(name) != sql), len(wanted)


def _reversals(connection: sqlite3.Connection) -> tuple[str, list[str], int]:
    """Each reversal answers an entry of the same household, month, category and rule, with the points turned."""
    rows = connection.execute(
        "SELECT e.id FROM entry AS e LEFT JOIN entry AS old ON old.id = e.reverses "
        "WHERE e.reverses IS NOT NULL AND (old.id IS NULL OR old.id >= e.id OR old.household <> e.household "
        "OR old.points <> -e.points OR old.month IS NOT e.month OR old.meeting_id IS NOT e.meeting_id "
        "OR old.category IS NOT e.category OR old.rule IS NOT e.rule OR old.kind IN ('reversal', 'return'))"
    )
    wrong = [str(row[0]) for row in rows]
    month = connection.execute(
        "SELECT e.id FROM entry AS e JOIN meeting AS m ON m.id = e.meeting_id WHERE m.month <> e.month"
    )
    wrong += [str(row[0]) for row in month]
    return "entries", wrong, connection.execute("SELECT count(*) FROM entry").fetchone()[0]


def _numbers(connection: sqlite3.Connection) -> tuple[str, list[str], int]:
    """Document numbers without a gap, year by year."""
    rows = connection.execute("SELECT year FROM document GROUP BY year HAVING max(seq) <> count(*)")
    return "numbers", [str(row[0]) for row in rows], connection.execute("SELECT count(*) FROM document").fetchone()[0]
