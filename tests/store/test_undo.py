"""What the book itself holds of operations that were taken back, whatever program writes."""

import sqlite3

import pytest

AT, TODAY = "2025-07-28T08:00:00.000Z", "2025-07-28"


@pytest.fixture
def taken_back(neighbour: sqlite3.Connection) -> sqlite3.Connection:
    """Operation 2 wrote into the book and operation 3 takes it back."""
    for _ in range(3):
        statement = "INSERT INTO operation (command, done_at, done_on, operator) VALUES ('x', ?, ?, '文书')"
        neighbour.execute(statement, (AT, TODAY))
    neighbour.execute(
        "INSERT INTO veto (operation_id, household, ground, evidence, starts_on) "
        "VALUES (2, '01-01', 'x', 'x', '2025-07-01')"
    )
    return neighbour


def undo(book: sqlite3.Connection, undone: int, by: int) -> None:
    book.execute("INSERT INTO undo (undone_id, operation_id) VALUES (?, ?)", (undone, by))


def test_neither_an_undo_nor_a_paper_nor_the_same_twice_is_taken_back(taken_back: sqlite3.Connection) -> None:
    undo(taken_back, 2, 3)
    for undone, by, why in ((3, 4, "undo of an undo"), (2, 4, "append-only"), (4, 3, "CHECK|append-only")):
        with pytest.raises(sqlite3.IntegrityError, match=why):
            undo(taken_back, undone, by)
    taken_back.execute(
        "INSERT INTO document (operation_id, kind, period, year, seq, number, code, content) "
        "VALUES (1, 'monthly', '2025-07', 2025, 1, '1', 'AAAA-AAAA-AAAA-AAAA', '{}')"
    )
    with pytest.raises(sqlite3.IntegrityError, match="undo of a paper"):
        undo(taken_back, 1, 4)


def test_what_is_said_once_may_be_said_again_once_it_was_taken_back(taken_back: sqlite3.Connection) -> None:
    lift = "INSERT INTO veto_lift (veto_id, operation_id, lifted_on) VALUES (1, ?, '2025-07-02')"
    taken_back.execute(lift, (2,))
    with pytest.raises(sqlite3.IntegrityError, match="once: veto_lift"):
        taken_back.execute(lift, (3,))
    undo(taken_back, 2, 3)
    taken_back.execute(lift, (4,))
    with pytest.raises(sqlite3.IntegrityError, match="once: veto_lift"):
        taken_back.execute(lift, (1,))


def test_a_month_goes_back_only_by_the_operation_that_takes_back_and_only_to_where_it_was(
    taken_back: sqlite3.Connection,
) -> None:
    step = "INSERT INTO meeting_event (operation_id, meeting_id, status) VALUES (?, 1, ?)"
    taken_back.execute(step, (2, "voided"))
    undo(taken_back, 2, 3)
    for operation, status in ((3, "published"), (4, "recorded")):
        with pytest.raises(sqlite3.IntegrityError, match="meeting life"):
            taken_back.execute(step, (operation, status))
    taken_back.execute(step, (3, "recorded"))


def test_what_is_posted_again_is_what_was_reversed(taken_back: sqlite3.Connection) -> None:
    columns = "operation_id, household, kind, points, category, month, meeting_id"
    for points in (300, 200):
        taken_back.execute(
            f"INSERT INTO entry ({columns}) SELECT 2, household, kind, ?, category, month, meeting_id FROM entry "
            "WHERE id = 1",
            (points,),
        )
    again = "INSERT INTO entry_again (entry_id, operation_id, stands_for) VALUES (?, 2, ?)"
    with pytest.raises(sqlite3.IntegrityError, match="entry again"):
        taken_back.execute(again, (2, 1))
    taken_back.execute(again, (3, 1))
