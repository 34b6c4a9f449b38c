"""The book refuses to be rewritten, whatever program holds the pen."""

import sqlite3
from typing import Any

import pytest

from jifen.store.migrations import m004_house, m006_chain
from jifen.store.migrations.steps import STEPS

TABLES = sorted({table for step in STEPS for table in step.APPEND_ONLY} - set(m004_house.RENAMED_TABLES))


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("table", ["operation", "household", "household_event", "meeting", "meeting_event", "entry"])
def test_a_row_is_neither_changed_nor_taken_away(neighbour: sqlite3.Connection, table: str, verb: str) -> None:
    before = neighbour.execute(f"SELECT * FROM {table}").fetchall()
    statement = f"DELETE FROM {table}" if verb == "DELETE" else f"UPDATE {table} SET operation_id = 1"
    statement = statement.replace("operation SET operation_id = 1", "operation SET operator = '别人'")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        neighbour.execute(statement)
    assert neighbour.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_keeps_history_has_all_three_guards(neighbour: sqlite3.Connection, table: str) -> None:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    names = {row[0] for row in neighbour.execute(query, (table,))}
    assert {f"{table}_no_update", f"{table}_no_delete", f"{table}_no_replace"} <= names


def test_only_the_migrations_own_list_may_change(neighbour: sqlite3.Connection) -> None:
    tables = {row[0] for row in neighbour.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {t for t in tables if not t.startswith(("sqlite_", "_sqlite"))} == {
        *TABLES,
        *m006_chain.PASSING,
        "source_content",
    }, "the last of them goes with its erasure only: tests/cli/test_privacy.py"


@pytest.mark.parametrize("table", ["operation", "household_event", "meeting", "meeting_event", "entry"])
def test_a_row_is_not_replaced_by_another_of_its_id(neighbour: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in neighbour.execute(f"PRAGMA table_info({table})")]
    before = neighbour.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        neighbour.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM {table} LIMIT 1"
        )
    assert neighbour.execute(f"SELECT * FROM {table}").fetchall() == before


def reverse(connection: sqlite3.Connection, points: int = -200, verb: str = "INSERT", **other: object) -> None:
    values = {"household": "01-01", "category": "环境卫生", "month": "2025-07", "meeting_id": 1, **other}
    connection.execute(
        f"{verb} INTO entry (operation_id, kind, points, reverses, {', '.join(values)}) "
        f"VALUES (1, 'reversal', ?, 1, {', '.join('?' * len(values))})",
        (points, *values.values()),
    )


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "REPLACE"])
def test_an_entry_is_reversed_once_and_its_reversal_stays(neighbour: sqlite3.Connection, verb: str) -> None:
    reverse(neighbour)
    before = neighbour.execute("SELECT * FROM entry").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        reverse(neighbour, verb=verb)
    assert neighbour.execute("SELECT * FROM entry").fetchall() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": 200},
        {"points": -100},
        {"household": "01-02"},
        {"category": "乡风文明"},
        {"month": None, "meeting_id": None, "category": None},
    ],
)
def test_a_reversal_takes_all_it_has_from_its_entry(neighbour: sqlite3.Connection, wrong: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="reversal"):
        reverse(neighbour, **wrong)


def test_a_reversal_is_not_reversed(neighbour: sqlite3.Connection) -> None:
    reverse(neighbour)
    with pytest.raises(sqlite3.IntegrityError, match="reversal"):
        neighbour.execute(
            "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id, reverses) "
            "VALUES (1, '01-01', 'reversal', 200, '环境卫生', '2025-07', 1, 2)"
        )


DOCUMENT = (
    "INTO document (operation_id, kind, period, year, seq, number, code, content) "
    "VALUES (1, 'monthly', '2025-07', 2025, ?, ?, ?, '{}')"
)


def test_document_numbers_have_no_gap_and_no_double(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("INSERT " + DOCUMENT, (1, "1号", "AAAA-AAAA-AAAA-AAAA"))
    for seq in (1, 3, 0):
        with pytest.raises(sqlite3.IntegrityError):
            neighbour.execute("INSERT OR REPLACE " + DOCUMENT, (seq, "x号", "BBBB-BBBB-BBBB-BBBB"))
    neighbour.execute("INSERT " + DOCUMENT, (2, "2号", "BBBB-BBBB-BBBB-BBBB"))
    neighbour.execute("INSERT " + DOCUMENT.replace("2025, ?", "2026, ?"), (1, "1号", "CCCC-CCCC-CCCC-CCCC"))


def test_a_document_is_not_replaced_by_one_of_the_same_code(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("INSERT " + DOCUMENT, (1, "1号", "AAAA-AAAA-AAAA-AAAA"))
    with pytest.raises(sqlite3.IntegrityError):
        neighbour.execute("INSERT OR REPLACE " + DOCUMENT, (2, "2号", "AAAA-AAAA-AAAA-AAAA"))
    assert neighbour.execute("SELECT number FROM document").fetchall() == [("1号",)]


def test_a_meeting_lives_forwards_only(neighbour: sqlite3.Connection) -> None:
    def step(status: str) -> None:
        neighbour.execute("INSERT INTO meeting_event (operation_id, meeting_id, status) VALUES (1, 1, ?)", (status,))

    for status in ("recorded", "final"):
        with pytest.raises(sqlite3.IntegrityError, match="meeting life"):
            step(status)
    step("published")
    with pytest.raises(sqlite3.IntegrityError, match="meeting life"):
        step("recorded")
    step("final")
    for status in ("recorded", "published", "final", "voided"):
        with pytest.raises(sqlite3.IntegrityError, match="meeting life"):
            step(status)


def test_a_month_has_one_live_meeting(neighbour: sqlite3.Connection) -> None:
    again = "INSERT INTO meeting (operation_id, month) VALUES (1, '2025-07')"
    with pytest.raises(sqlite3.IntegrityError, match="month taken"):
        neighbour.execute(again)
    neighbour.execute("INSERT INTO meeting_event (operation_id, meeting_id, status) VALUES (1, 1, 'voided')")
    neighbour.execute(again)
    with pytest.raises(sqlite3.IntegrityError, match="month taken"):
        neighbour.execute(again)


@pytest.mark.parametrize("day", ["2026-02-30", "2025-13-01", "2025-7-1", "昨天", "", "20250701", "2025-07-01 10:00"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO operation (command, done_at, done_on, operator) VALUES ('x', '2025-07-28T08:00:00Z', ?, '文书')",
        "INSERT INTO household_event (operation_id, household, effective_on, kind) VALUES (1, '01-01', ?, 'updated')",
        "INSERT INTO rulebook_version (operation_id, effective_on) VALUES (1, ?)",
        "INSERT INTO entry (operation_id, household, kind, points, occurred_on) VALUES (1, '01-01', 'opening', 1, ?)",
    ],
)
def test_a_false_day_is_refused(neighbour: sqlite3.Connection, statement: str, day: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        neighbour.execute(statement, (day,))


@pytest.mark.parametrize("month", ["2025-13", "2025-1", "七月", "", "2025-08-01"])
def test_a_false_month_is_refused(neighbour: sqlite3.Connection, month: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        neighbour.execute("INSERT INTO meeting (operation_id, month) VALUES (1, ?)", (month,))


@pytest.mark.parametrize("points", ["两分", 1.5, None, 0])
def test_points_are_whole_hundredths(neighbour: sqlite3.Connection, points: object) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        neighbour.execute(
            "INSERT INTO entry (operation_id, household, kind, points) VALUES (1, '01-01', 'opening', ?)", (points,)
        )


@pytest.mark.parametrize(
    ("kind", "points", "month"),
    [("award", -1, "2025-07"), ("deduction", 1, "2025-07"), ("award", 1, None), ("opening", 1, "2025-07")]
    + [("redemption", 1, None), ("expiry", 1, None), ("bonus", 1, None)],
)
def test_a_kind_has_its_sign_and_its_place(
    neighbour: sqlite3.Connection, kind: str, points: int, month: str | None
) -> None:
    category, meeting = ("环境卫生", 1) if month else (None, None)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        neighbour.execute(
            "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id) "
            "VALUES (1, '01-01', ?, ?, ?, ?, ?)",
            (kind, points, category, month, meeting),
        )
