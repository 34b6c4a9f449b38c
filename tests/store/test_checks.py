"""What the book proves of itself."""

import sqlite3

import pytest

from jifen.store import checks
from jifen.store.migrations import schema


def found(book: sqlite3.Connection, name: str) -> tuple[list[str], int]:
    return next((wrong, count) for named, wrong, count in checks.structure(book) if named == name)


def test_the_digest_is_that_of_a_fresh_book(neighbour: sqlite3.Connection) -> None:
    assert schema.digest(schema.objects(neighbour)) == schema.FRESH, "a step changed it"
    assert [wrong for _, wrong, _ in checks.structure(neighbour) if wrong] == []
    assert found(neighbour, "triggers")[1] > 100
    assert found(neighbour, "schema")[1] > 60


@pytest.mark.parametrize(
    ("statements", "check", "name"),
    [
        (["DROP TRIGGER entry_no_update"], "triggers", "entry_no_update"),
        (["DROP VIEW 公示文件", "CREATE VIEW 公示文件 AS SELECT 1 AS 文号"], "triggers", "公示文件"),
        (
            [
                "DROP TRIGGER entry_month_of_meeting",
                "CREATE TRIGGER entry_month_of_meeting BEFORE INSERT ON entry BEGIN SELECT 1; END",
            ],
            "triggers",
            "entry_month_of_meeting",
        ),
        (["CREATE TRIGGER more AFTER INSERT ON entry BEGIN DELETE FROM delivery; END"], "triggers", "+more"),
        (["CREATE VIEW more AS SELECT 1"], "triggers", "+more"),
        (["CREATE TABLE more (x)"], "schema", "+more"),
        (["CREATE INDEX more ON entry (reason)"], "schema", "+more"),
        (["DROP INDEX entry_month"], "schema", "entry_month"),
        (["ALTER TABLE entry ADD COLUMN more TEXT"], "schema", "entry"),
        (["DROP TABLE stocktake"], "schema", "stocktake"),
        (["PRAGMA user_version = 3"], "schema", "user_version 3"),
        (["DELETE FROM _sqlite_migrations WHERE name = 'm003_shop'"], "schema", f"user_version {schema.VERSION}"),
    ],
)
def test_what_was_taken_away_weakened_or_added_is_named(
    neighbour: sqlite3.Connection, statements: list[str], check: str, name: str
) -> None:
    for statement in statements:
        neighbour.execute(statement)
    assert name in found(neighbour, check)[0]


def test_what_sqlite_makes_for_itself_is_no_change(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("ANALYZE")
    assert [wrong for _, wrong, _ in checks.structure(neighbour) if wrong] == []


def test_nothing_is_asked_of_a_book_whose_tables_are_something_else(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("PRAGMA foreign_keys = OFF")
    neighbour.execute("DROP TABLE entry")
    neighbour.execute(
        "CREATE VIEW entry AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n"
    )
    assert [name for name, _, _ in checks.structure(neighbour)] == ["integrity", "foreign-keys", "triggers", "schema"]


def test_an_entry_of_another_month_than_its_meeting_is_named(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("DROP TRIGGER entry_no_update")
    neighbour.execute("UPDATE entry SET month = '2025-08'")
    assert found(neighbour, "entries")[0] == ["1"]


def test_a_decision_about_a_score_whose_entry_is_anothers_is_named(neighbour: sqlite3.Connection) -> None:
    decided = "INSERT INTO score_decision SELECT id, operation_id, meeting_id, ?, ?, 0, '决定书', '违法' FROM entry"
    neighbour.execute(decided, ("01-02", "repaired"))
    assert found(neighbour, "entries")[0] == ["decision 1"]


def test_transfers_that_do_not_sum_to_nothing_are_named(neighbour: sqlite3.Connection) -> None:
    insert = "INSERT INTO entry (operation_id, household, kind, points) VALUES (1, ?, 'transfer', ?)"
    neighbour.execute(insert, ("01-01", -300))
    neighbour.execute(insert, ("01-02", 200))
    assert found(neighbour, "transfers") == (["operation 1"], 2)


def test_an_entry_after_publication_without_a_document_is_named(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("INSERT INTO operation (command, done_at, done_on, operator) SELECT 'publish', done_at, done_on, "
                      "operator FROM operation")  # fmt: skip
    neighbour.execute("INSERT INTO meeting_event (operation_id, meeting_id, status) VALUES (2, 1, 'published')")
    neighbour.execute("INSERT INTO operation (command, done_at, done_on, operator) SELECT 'x', done_at, done_on, "
                      "operator FROM operation WHERE id = 1")  # fmt: skip
    neighbour.execute(
        "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id) "
        "VALUES (3, '01-02', 'award', 200, '环境卫生', '2025-07', 1)"
    )
    assert found(neighbour, "published") == (["entry 2", "meeting 1"], 1)
