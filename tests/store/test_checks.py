"""What the book proves of itself."""

import sqlite3

import pytest

from jifen.store import checks


def triggers(book: sqlite3.Connection) -> tuple[list[str], int]:
    return next((wrong, count) for name, wrong, count in checks.structure(book) if name == "triggers")


def test_the_digest_is_that_of_a_fresh_book(neighbour: sqlite3.Connection) -> None:
    assert checks.digest(checks.triggers_and_views(neighbour)) == checks.TRIGGERS_AND_VIEWS, "a step changed it"
    wrong, count = triggers(neighbour)
    assert (wrong, count) == ([], len(checks.triggers_and_views(neighbour)))


@pytest.mark.parametrize(
    ("statements", "name"),
    [
        (["DROP TRIGGER entry_no_update"], "entry_no_update"),
        (["DROP VIEW 公示文件", "CREATE VIEW 公示文件 AS SELECT 1 AS 文号"], "公示文件"),
        (
            [
                "DROP TRIGGER entry_month_of_meeting",
                "CREATE TRIGGER entry_month_of_meeting BEFORE INSERT ON entry BEGIN SELECT 1; END",
            ],
            "entry_month_of_meeting",
        ),
    ],
)
def test_what_was_taken_away_or_weakened_is_named(
    neighbour: sqlite3.Connection, statements: list[str], name: str
) -> None:
    whole = triggers(neighbour)[1]
    for statement in statements:
        neighbour.execute(statement)
    assert triggers(neighbour) == ([name], whole)


def test_an_entry_of_another_month_than_its_meeting_is_named(neighbour: sqlite3.Connection) -> None:
    neighbour.execute("DROP TRIGGER entry_no_update")
    neighbour.execute("UPDATE entry SET month = '2025-08'")
    found = {name: wrong for name, wrong, _ in checks.structure(neighbour)}
    assert found["entries"] == ["1"]
