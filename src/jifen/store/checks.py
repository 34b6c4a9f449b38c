"""What the book must hold of itself: file, ledger and shop, as queries."""

import hashlib
import sqlite3
import zlib
from collections.abc import Mapping

from jifen.store import chain, operations

Finding = tuple[list[str], int]
"""What is wrong, and how much was looked at."""

TRIGGERS_AND_VIEWS = "671ffcfe1088a5a28d5d8953527e8e63b1eb554e5f0ff43bf7d19f27d29776bf"
"""The digest of a fresh book; a test says what it is when a step changes it."""


def structure(connection: sqlite3.Connection) -> list[tuple[str, list[str], int]]:
    """(name, what is wrong, how much was looked at) of each check of the file and the ledger's chain."""
    return [
        ("integrity", _integrity(connection), 1),
        ("foreign-keys", [str(tuple(row)) for row in connection.execute("PRAGMA foreign_key_check")], 1),
        _triggers(connection),
        _reversals(connection),
        _numbers(connection),
    ]


def chained(connection: sqlite3.Connection) -> Finding:
    """The first operation whose head is not what its rows give; those after it prove nothing then."""
    different = chain.first_unchained(connection)
    return [] if different is None else [str(different)], chain.count(connection)


def sources(connection: sqlite3.Connection) -> Finding:
    """What is kept of every file has the digest it was kept with, and stands there unless it was erased."""
    wrong, count = [], 0
    for number, path, sha256, content in operations.proved(connection):
        count += content is not None
        try:
            same = content is not None and hashlib.sha256(zlib.decompress(content)).hexdigest() == sha256
        except (zlib.error, TypeError):
            same = False
        wrong += [] if same else [f"{number} {path}"]
    return wrong, count


def _integrity(connection: sqlite3.Connection) -> list[str]:
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    return [] if rows == ["ok"] else rows


def _triggers(connection: sqlite3.Connection) -> tuple[str, list[str], int]:
    """Every trigger and every view this program's schema has, with the same text.

    Making a schema to compare with costs a tenth of a second, so it is made only where the digest differs.
    """
    from contextlib import closing

    from jifen.store.migrations.steps import STEPS

    present = triggers_and_views(connection)
    if digest(present) == TRIGGERS_AND_VIEWS:
        return "triggers", [], len(present)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in STEPS:
            step.apply(fresh)
        wanted = triggers_and_views(fresh)
    return "triggers", sorted(name for name, sql in wanted.items() if present.get(name) != sql), len(wanted)


def triggers_and_views(connection: sqlite3.Connection) -> dict[str, str]:
    """Name → text of what holds the book to its rules and of what it tells other programs."""
    query = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    return dict(connection.execute(query).fetchall())


def digest(texts: Mapping[str, str]) -> str:
    """SHA-256 of names and texts, in their order."""
    return hashlib.sha256("\0".join(part for item in texts.items() for part in item).encode()).hexdigest()


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


def stock(connection: sqlite3.Connection) -> Finding:
    """Every lot's pieces summed again from its movements, step by step; receipts against what left the shelf."""
    wrong: list[str] = []
    held: dict[int, int] = {}
    count = 0
    rows = connection.execute("SELECT id, lot_id, quantity FROM movement ORDER BY id")
    for movement, lot, quantity in rows:
        held[lot] = held.get(lot, 0) + quantity
        count += 1
        if held[lot] < 0:
            wrong.append(f"lot {lot} below zero at movement {movement}")
    sums = dict(connection.execute("SELECT lot_id, sum(quantity) FROM movement GROUP BY lot_id").fetchall())
    wrong += [f"lot {lot}" for lot in sums if sums[lot] != held[lot]]
    wrong += _rows(
        connection,
        "SELECT 'line ' || l.id FROM receipt_line AS l LEFT JOIN receipt_return AS b ON b.line_id = l.id "
        "WHERE (SELECT coalesce(sum(m.quantity), 0) FROM movement AS m WHERE m.receipt_line_id = l.id) "
        "<> CASE WHEN b.line_id IS NULL THEN -l.quantity ELSE 0 END",
        "SELECT 'movement ' || m.id FROM movement AS m JOIN receipt_line AS l ON l.id = m.receipt_line_id "
        "JOIN lot ON lot.id = m.lot_id WHERE lot.item <> l.item",
        "SELECT 'stocktake ' || s.id FROM stocktake AS s WHERE s.counted - s.booked <> "
        "(SELECT coalesce(sum(m.quantity), 0) FROM movement AS m JOIN lot ON lot.id = m.lot_id "
        "WHERE m.operation_id = s.operation_id AND m.kind = 'stocktake' AND lot.item = s.item)",
    )
    return wrong, count


def points(connection: sqlite3.Connection) -> Finding:
    """Every line is paid by its entry at the round's price; every such entry of the ledger has its line."""
    wrong = _rows(
        connection,
        "SELECT 'line ' || l.id FROM receipt_line AS l JOIN receipt AS r ON r.id = l.receipt_id "
        "LEFT JOIN entry AS e ON e.id = l.entry_id LEFT JOIN round_price AS p "
        "ON p.round_id = r.round_id AND p.item = l.item WHERE e.id IS NULL OR e.kind <> 'redemption' "
        "OR e.household <> r.household OR e.points <> -l.price * l.quantity OR p.points IS NOT l.price "
        "OR e.operation_id <> l.operation_id",
        "SELECT 'return ' || b.line_id FROM receipt_return AS b JOIN receipt_line AS l ON l.id = b.line_id "
        "LEFT JOIN entry AS e ON e.id = b.entry_id WHERE e.id IS NULL OR e.kind <> 'return' "
        "OR e.reverses IS NOT l.entry_id OR e.points <> l.price * l.quantity",
        "SELECT 'entry ' || e.id FROM entry AS e WHERE "
        "(e.kind = 'redemption' AND NOT EXISTS (SELECT 1 FROM receipt_line WHERE entry_id = e.id)) "
        "OR (e.kind = 'return' AND NOT EXISTS (SELECT 1 FROM receipt_return WHERE entry_id = e.id))",
        "SELECT 'entry ' || e.id FROM entry AS e WHERE e.kind IN ('carry-over', 'expiry') "
        "AND NOT EXISTS (SELECT 1 FROM year_close WHERE operation_id = e.operation_id)",
        "SELECT 'year ' || c.year FROM year_close AS c JOIN year_close_revert AS v ON v.year_close_id = c.id "
        "WHERE EXISTS (SELECT 1 FROM entry AS e WHERE e.operation_id = c.operation_id "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND r.operation_id = v.operation_id))",
        "SELECT 'receipt ' || r.number FROM receipt AS r WHERE NOT EXISTS "
        "(SELECT 1 FROM receipt_line WHERE receipt_id = r.id)",
    )
    return wrong, _count(connection, "receipt_line")


def money(connection: sqlite3.Connection) -> Finding:
    """What a purchase cost is what its pieces cost; every purchase that cost something was paid; donations were not."""
    wrong = _rows(
        connection,
        "SELECT 'lot ' || l.id FROM lot AS l LEFT JOIN fund_entry AS f ON f.lot_id = l.id WHERE coalesce(f.cents, 0) "
        "<> CASE WHEN l.origin = 'purchase' THEN -l.unit_cents * (SELECT coalesce(sum(m.quantity), 0) "
        "FROM movement AS m WHERE m.lot_id = l.id AND m.kind = 'in') ELSE 0 END",
    )
    held = 0
    for (cents,) in connection.execute("SELECT cents FROM fund_entry ORDER BY id"):
        held += cents
    summed = connection.execute("SELECT coalesce(sum(cents), 0) FROM fund_entry").fetchone()[0]
    return [*wrong, *([] if held == summed else [f"{held} {summed}"])], _count(connection, "fund_entry")


def _rows(connection: sqlite3.Connection, *queries: str) -> list[str]:
    return [str(row[0]) for query in queries for row in connection.execute(query)]


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
