"""The tables of what happens between meetings guard themselves: lives of deeds, activities and matters."""

import sqlite3

import pytest

REFUSED = sqlite3.IntegrityError


@pytest.fixture
def book(neighbour: sqlite3.Connection) -> sqlite3.Connection:
    """A deed, an activity, a matter opened at nine, and a second operation that may be taken back."""
    for number in (2, 3):
        neighbour.execute(
            "INSERT INTO operation (id, command, done_at, done_on, operator) "
            "VALUES (?, 'deed add', '2025-07-14T01:00:00.000Z', '2025-07-14', '文书')",
            (1000 + number,),
        )
    neighbour.execute(
        "INSERT INTO deed (id, operation_id, household, occurred_on, category, points) "
        "VALUES (1, 1, '01-01', '2025-07-02', '环境卫生', 200)"
    )
    neighbour.execute(
        "INSERT INTO activity (id, operation_id, name, held_on, rule) VALUES (1, 1, '清沟', '2025-07-05', 'HJ01')"
    )
    neighbour.execute(
        "INSERT INTO matter (id, operation_id, kind, flow, text) VALUES (1, 1, 'hazard', '{\"steps\": []}', '路灯坏了')"
    )
    happened(neighbour, "opened", "2025-07-01T09:00")
    return neighbour


def happened(book: sqlite3.Connection, kind: str, at: str, operation: int = 1, **more: object) -> None:
    more |= {"step": "sort"} if kind == "step" else {"outcome": "solved"} if kind == "closed" else {}
    more |= {"rating": 5} if kind == "rated" else {}
    columns = {"operation_id": operation, "matter_id": 1, "kind": kind, "happened_at": at, **more}
    marks = ", ".join("?" * len(columns))
    book.execute(f"INSERT INTO matter_event ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))


def became(book: sqlite3.Connection, status: str, operation: int = 1, **more: object) -> None:
    more |= {"reason": "重复"} if status == "withdrawn" else {"meeting_id": 1} if status != "open" else {}
    columns = {"operation_id": operation, "deed_id": 1, "status": status, **more}
    marks = ", ".join("?" * len(columns))
    book.execute(f"INSERT INTO deed_event ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))


def test_a_deed_is_decided_once(book: sqlite3.Connection) -> None:
    became(book, "refused")
    for status in ("refused", "withdrawn"):
        with pytest.raises(REFUSED, match="deed life"):
            became(book, status)


def test_a_deed_that_a_meeting_decided_may_be_open_again_and_decided_anew(book: sqlite3.Connection) -> None:
    with pytest.raises(REFUSED, match="deed life"):
        became(book, "open")
    became(book, "refused")
    became(book, "open")
    became(book, "withdrawn")
    with pytest.raises(REFUSED, match="deed life"):
        became(book, "open")


def test_a_decision_that_was_taken_back_leaves_the_deed_open(book: sqlite3.Connection) -> None:
    became(book, "refused", operation=1002)
    book.execute("INSERT INTO undo (undone_id, operation_id) VALUES (1002, 1003)")
    became(book, "refused")


def test_a_deed_is_decided_by_an_entry_of_its_own_household(book: sqlite3.Connection) -> None:
    for code, kind in (("01-02", "award"), ("01-01", "reversal")):
        with pytest.raises(REFUSED):
            entry = book.execute(
                "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id) "
                "VALUES (1, ?, ?, 200, '环境卫生', '2025-07', 1)",
                (code, kind),
            ).lastrowid
            became(book, "decided", entry_id=entry)


def test_an_activity_is_held_or_cancelled_once(book: sqlite3.Connection) -> None:
    book.execute("INSERT INTO activity_event (operation_id, activity_id, status) VALUES (1, 1, 'held')")
    with pytest.raises(REFUSED, match="activity life"):
        book.execute(
            "INSERT INTO activity_event (operation_id, activity_id, status, reason) VALUES (1, 1, 'cancelled', '下雨')"
        )


def test_a_cancelled_activity_says_why(book: sqlite3.Connection) -> None:
    with pytest.raises(REFUSED):
        book.execute("INSERT INTO activity_event (operation_id, activity_id, status) VALUES (1, 1, 'cancelled')")


def test_a_closed_matter_is_only_rated_called_back_about_or_opened_again(book: sqlite3.Connection) -> None:
    with pytest.raises(REFUSED, match="matter life"):
        happened(book, "rated", "2025-07-01T10:00")
    happened(book, "closed", "2025-07-02T10:00")
    for kind in ("step", "urged", "transferred", "closed"):
        with pytest.raises(REFUSED, match="matter life"):
            happened(book, kind, "2025-07-02T11:00")
    happened(book, "called-back", "2025-07-02T11:00")
    happened(book, "rated", "2025-07-02T12:00")
    happened(book, "reopened", "2025-07-03T09:00")
    happened(book, "step", "2025-07-03T10:00")


def test_a_matter_is_opened_once_and_goes_forward_in_time(book: sqlite3.Connection) -> None:
    with pytest.raises(REFUSED, match="matter life"):
        happened(book, "opened", "2025-07-02T09:00")
    with pytest.raises(REFUSED, match="matter time"):
        happened(book, "step", "2025-07-01T08:59")


@pytest.mark.parametrize("at", ["2025-02-30T09:00", "2025-07-01T24:00", "2025-07-01 09:00", "2025-07-01T09:00:00"])
def test_a_minute_is_a_minute(book: sqlite3.Connection, at: str) -> None:
    with pytest.raises(REFUSED):
        happened(book, "step", at)


def test_a_closing_that_was_taken_back_leaves_the_matter_open(book: sqlite3.Connection) -> None:
    happened(book, "closed", "2025-07-02T10:00", operation=1002)
    book.execute("INSERT INTO undo (undone_id, operation_id) VALUES (1002, 1003)")
    happened(book, "step", "2025-07-01T10:00")


def test_a_photo_belongs_to_one_thing(book: sqlite3.Connection) -> None:
    insert = "INSERT INTO photo (operation_id, sha256, format, deed_id, matter_event_id) VALUES (1, ?, 'jpeg', ?, ?)"
    for deed, event in ((1, 1), (None, None)):
        with pytest.raises(REFUSED):
            book.execute(insert, ("0" * 64, deed, event))
    book.execute(insert, ("0" * 64, 1, None))
