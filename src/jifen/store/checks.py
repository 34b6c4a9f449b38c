"""What the book must hold of itself: file, ledger and shop, as queries."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable
from typing import TypeVar

from jifen.errors import JifenError
from jifen.store import chain, documents, operations
from jifen.store.migrations import schema
from jifen.store.rows import standing

Asked = TypeVar("Asked")
Finding = tuple[list[str], int]
"""What is wrong, and how much was looked at."""

UNREAD = "unread"
"""How what is told begins where a check stumbles over a value that this program never writes."""
ALTERED = (
    sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, MemoryError,
    StopIteration, EOFError, OSError, zlib.error, JifenError,
)  # fmt: skip
"""What comes of values no program of ours wrote: bytes for text, text for JSON, a row or a table that is gone."""


def guarded(look: Callable[[Asked], Finding], asked: Asked) -> Finding:
    """What a check finds; what it cannot read is a finding itself."""
    try:
        return look(asked)
    except ALTERED as error:
        return [f"{UNREAD} {type(error).__name__}: {error}"], 0


def structure(connection: sqlite3.Connection) -> list[tuple[str, list[str], int]]:
    """(name, what is wrong, how much was looked at) of each check of the file and of the ledger in itself.

    Where a table or a view is not what it should be, nothing is asked of them: a view may never end.
    """
    looks: dict[str, Callable[[sqlite3.Connection], Finding]] = {"integrity": _integrity, "foreign-keys": _keys}
    found = [(name, *guarded(look, connection)) for name, look in looks.items()]
    differing, whole = _differing(connection)
    for name, kinds in (("triggers", ("trigger", "view")), ("schema", ("table", "index", "version"))):
        own = [each.told for each in differing if each.kind in kinds]
        found.append((name, own, sum(each.kind in kinds for each in whole)))
    if schema.readable(differing):
        looks = {"entries": _reversals, "transfers": _transfers, "published": _published, "numbers": _numbers}
        found += [(name, *guarded(look, connection)) for name, look in looks.items()]
    return found


def _differing(connection: sqlite3.Connection) -> tuple[list[schema.Difference], list[schema.Object]]:
    """What of the schema is not as in a fresh book, the number of steps among it; and all that is there."""
    try:
        found, whole = schema.differences(connection), schema.objects(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        steps = schema.steps_taken(connection)
    except ALTERED as error:
        return [schema.Difference("table", f"{UNREAD} {error}", False)], []
    if version != schema.VERSION or steps != schema.VERSION:
        found.append(schema.Difference("version", f"user_version {version}", False))
    return found, whole


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


def _integrity(connection: sqlite3.Connection) -> Finding:
    rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return ([] if rows == ["ok"] else rows), 1


def _keys(connection: sqlite3.Connection) -> Finding:
    return [str(tuple(row)) for row in connection.execute("PRAGMA foreign_key_check")], 1


def _reversals(connection: sqlite3.Connection) -> Finding:
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
    wrong += _rows(
        connection,
        "SELECT 'again ' || a.entry_id FROM entry_again AS a LEFT JOIN entry AS e ON e.id = a.entry_id "
        "LEFT JOIN entry AS old ON old.id = a.stands_for WHERE e.id IS NULL OR old.id IS NULL "
        "OR e.operation_id <> a.operation_id OR e.household <> old.household OR e.kind <> old.kind "
        "OR e.points <> old.points OR e.month IS NOT old.month OR e.meeting_id IS NOT old.meeting_id "
        "OR e.category IS NOT old.category OR e.rule IS NOT old.rule",
        # What sets a score: an entry of the same household, meeting and operation, on its own side.
        "SELECT 'decision ' || d.entry_id FROM score_decision AS d LEFT JOIN entry AS e ON e.id = d.entry_id "
        "WHERE e.id IS NULL OR e.household <> d.household OR e.meeting_id IS NOT d.meeting_id "
        "OR e.operation_id <> d.operation_id OR e.kind <> iif(d.kind = 'cleared', 'deduction', 'award')",
        # What was taken back: by the command that does, without a paper, every entry of it answered.
        "SELECT 'undo ' || u.operation_id FROM undo AS u LEFT JOIN operation AS o ON o.id = u.operation_id "
        "WHERE o.command IS NOT 'undo' OR EXISTS (SELECT 1 FROM document WHERE operation_id = u.undone_id) "
        "OR EXISTS (SELECT 1 FROM undo WHERE operation_id = u.undone_id) "
        "OR EXISTS (SELECT 1 FROM entry AS e WHERE e.operation_id = u.undone_id AND e.reverses IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)) "
        "OR EXISTS (SELECT 1 FROM entry AS e JOIN entry_again AS a ON a.stands_for = e.id "
        "WHERE e.operation_id = u.undone_id AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = a.entry_id)) "
        "OR (SELECT count(*) FROM entry WHERE operation_id = u.undone_id AND reverses IS NOT NULL) "
        "<> (SELECT count(*) FROM entry_again WHERE operation_id = u.operation_id)",
        "SELECT 'operation ' || id FROM operation WHERE command = 'undo' AND id NOT IN (SELECT operation_id FROM undo)",
    )
    return wrong, _count(connection, "entry")


def _transfers(connection: sqlite3.Connection) -> Finding:
    """What one household gives another gets: the transfers of an operation sum to nothing."""
    wrong = _rows(
        connection,
        "SELECT 'operation ' || operation_id FROM entry WHERE kind = 'transfer' GROUP BY operation_id "
        "HAVING sum(points) <> 0",
    )
    return wrong, _count(connection, "entry WHERE kind = 'transfer'")


def _published(connection: sqlite3.Connection) -> Finding:
    """What was posted in a month after its notice was posted with a correction, or a voiding, of its own operation."""
    wrong = _rows(
        connection,
        "SELECT 'entry ' || e.id FROM meeting_event AS p JOIN entry AS e ON e.meeting_id = p.meeting_id "
        "WHERE p.status = 'published' AND e.operation_id > p.operation_id AND NOT EXISTS "
        "(SELECT 1 FROM document AS d WHERE d.operation_id = e.operation_id AND d.meeting_id = e.meeting_id "
        "AND d.kind IN ('correction', 'void')) ORDER BY e.id",
        "SELECT 'meeting ' || p.meeting_id FROM meeting_event AS p WHERE p.status = 'published' "
        "AND p.operation_id NOT IN (SELECT operation_id FROM undo) AND NOT EXISTS "
        "(SELECT 1 FROM document AS d WHERE d.meeting_id = p.meeting_id AND d.kind = 'monthly' "
        "AND d.operation_id = p.operation_id)",
    )
    return wrong, _count(connection, "meeting_event WHERE status = 'published'")


def _numbers(connection: sqlite3.Connection) -> Finding:
    """Document numbers in their order without a gap, year by year, but for what a restoring operation states."""
    stated = documents.stated_numbers(connection)
    last: dict[int, int] = {}
    wrong = []
    rows = connection.execute("SELECT year, seq, operation_id FROM document ORDER BY id").fetchall()
    for year, seq, operation in rows:
        issued = [told.get(year, 0) for restored, told in stated if restored < operation]
        if seq != 1 + max([last.get(year, 0), *issued]):
            wrong.append(f"{year} {seq}")
        last[year] = seq
    return wrong, len(rows)


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
        f"AND {standing('b')} "
        "WHERE (SELECT coalesce(sum(m.quantity), 0) FROM movement AS m WHERE m.receipt_line_id = l.id) "
        f"<> CASE WHEN b.line_id IS NULL AND {standing('l')} THEN -l.quantity ELSE 0 END",
        "SELECT 'movement ' || m.id FROM movement AS m JOIN receipt_line AS l ON l.id = m.receipt_line_id "
        "JOIN lot ON lot.id = m.lot_id WHERE lot.item <> l.item",
        "SELECT 'stocktake ' || s.id FROM stocktake AS s WHERE s.counted - s.booked <> "
        "(SELECT coalesce(sum(m.quantity), 0) FROM movement AS m JOIN lot ON lot.id = m.lot_id "
        "WHERE m.operation_id = s.operation_id AND m.kind = 'stocktake' AND lot.item = s.item)",
        "SELECT 'movement ' || m.id FROM movement AS m LEFT JOIN movement_reversal AS v ON v.movement_id = m.id "
        "LEFT JOIN movement AS old ON old.id = v.reverses WHERE (m.kind = 'reversal') <> (v.movement_id IS NOT NULL) "
        "OR (m.kind = 'reversal' AND (old.id IS NULL OR old.kind = 'reversal' OR old.lot_id <> m.lot_id "
        "OR old.quantity <> -m.quantity OR v.operation_id <> m.operation_id))",
        "SELECT 'again ' || a.movement_id FROM movement_again AS a LEFT JOIN movement AS m ON m.id = a.movement_id "
        "LEFT JOIN movement AS old ON old.id = a.stands_for WHERE m.id IS NULL OR old.id IS NULL "
        "OR m.operation_id <> a.operation_id OR m.kind <> old.kind OR m.lot_id <> old.lot_id "
        "OR m.quantity <> old.quantity",
        "SELECT 'undo ' || u.operation_id FROM undo AS u JOIN movement AS m "
        "ON m.operation_id IN (u.operation_id, u.undone_id) GROUP BY u.operation_id, m.lot_id "
        "HAVING sum(m.quantity) <> 0",
    )
    return wrong, count


def points(connection: sqlite3.Connection) -> Finding:
    """Every line is paid by its entry at the round's price; every such entry of the ledger has its line."""
    wrong = _rows(
        connection,
        "SELECT 'line ' || l.id FROM receipt_line AS l JOIN receipt AS r ON r.id = l.receipt_id "
        "LEFT JOIN entry AS e ON e.id = l.entry_id WHERE e.id IS NULL OR e.kind <> 'redemption' "
        "OR e.household <> r.household OR e.points <> -l.price * l.quantity OR e.operation_id <> l.operation_id "
        "OR NOT EXISTS (SELECT 1 FROM round_price AS p WHERE p.round_id = r.round_id AND p.item = l.item "
        "AND p.points = l.price)",
        "SELECT 'return ' || b.line_id FROM receipt_return AS b JOIN receipt_line AS l ON l.id = b.line_id "
        "LEFT JOIN entry AS e ON e.id = b.entry_id WHERE e.id IS NULL OR e.kind <> 'return' "
        "OR e.points <> l.price * l.quantity OR (e.reverses IS NOT l.entry_id AND NOT EXISTS "
        "(SELECT 1 FROM entry_again WHERE entry_id = e.reverses AND stands_for = l.entry_id))",
        "SELECT 'entry ' || e.id FROM entry AS e WHERE "
        "(e.kind = 'redemption' AND NOT EXISTS (SELECT 1 FROM receipt_line WHERE entry_id = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM entry_again WHERE entry_id = e.id)) "
        "OR (e.kind = 'return' AND NOT EXISTS (SELECT 1 FROM receipt_return WHERE entry_id = e.id))",
        "SELECT 'entry ' || e.id FROM entry AS e WHERE e.kind IN ('carry-over', 'expiry') "
        "AND NOT EXISTS (SELECT 1 FROM year_close WHERE operation_id = e.operation_id) "
        "AND NOT EXISTS (SELECT 1 FROM entry_again WHERE entry_id = e.id)",
        "SELECT 'year ' || c.year FROM year_close AS c JOIN year_close_revert AS v ON v.year_close_id = c.id "
        f"AND {standing('v')} WHERE EXISTS (SELECT 1 FROM entry AS e LEFT JOIN entry_again AS a ON a.entry_id = e.id "
        "LEFT JOIN entry AS first ON first.id = a.stands_for "
        "WHERE c.operation_id IN (e.operation_id, first.operation_id) "
        "AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id))",
        "SELECT 'receipt ' || r.number FROM receipt AS r WHERE NOT EXISTS "
        "(SELECT 1 FROM receipt_line WHERE receipt_id = r.id)",
    )
    return wrong, _count(connection, "receipt_line")


def money(connection: sqlite3.Connection) -> Finding:
    """What a purchase cost is what its pieces cost; every purchase that cost something was paid; donations were not."""
    wrong = _rows(
        connection,
        "SELECT 'lot ' || l.id FROM lot AS l "
        "WHERE (SELECT coalesce(sum(f.cents), 0) FROM fund_entry AS f WHERE f.lot_id = l.id) "
        "<> CASE WHEN l.origin = 'purchase' THEN -l.unit_cents * (SELECT coalesce(sum(m.quantity), 0) "
        "FROM movement AS m LEFT JOIN movement_reversal AS v ON v.movement_id = m.id "
        "LEFT JOIN movement AS old ON old.id = v.reverses "
        "WHERE m.lot_id = l.id AND 'in' IN (m.kind, old.kind)) ELSE 0 END",
        "SELECT 'reversal ' || v.fund_entry_id FROM fund_reversal AS v "
        "LEFT JOIN fund_entry AS f ON f.id = v.fund_entry_id LEFT JOIN fund_entry AS old ON old.id = v.reverses "
        "WHERE f.id IS NULL OR old.id IS NULL OR f.cents <> -old.cents OR f.lot_id IS NOT old.lot_id "
        "OR f.operation_id <> v.operation_id",
        "SELECT 'again ' || a.fund_entry_id FROM fund_again AS a "
        "LEFT JOIN fund_entry AS f ON f.id = a.fund_entry_id LEFT JOIN fund_entry AS old ON old.id = a.stands_for "
        "WHERE f.id IS NULL OR old.id IS NULL OR f.cents <> old.cents OR f.lot_id IS NOT old.lot_id "
        "OR f.operation_id <> a.operation_id",
        "SELECT 'undo ' || u.operation_id FROM undo AS u JOIN fund_entry AS f "
        "ON f.operation_id IN (u.operation_id, u.undone_id) GROUP BY u.operation_id HAVING sum(f.cents) <> 0",
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
