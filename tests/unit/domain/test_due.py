"""What is due: when it is, how late, in which order, and what comes next."""

from datetime import date

import pytest

from jifen.domain.due import KINDS, Due, finished, in_order, next_after
from jifen.domain.period import Month

TODAY = date(2025, 8, 5)


@pytest.mark.parametrize(
    ("due_on", "since", "is_due", "overdue"),
    [
        (date(2025, 8, 6), None, False, 0),
        (date(2025, 8, 5), None, True, 0),
        (date(2025, 8, 4), None, True, 1),
        (date(2025, 8, 20), date(2025, 8, 5), True, 0),
        (date(2025, 8, 20), date(2025, 8, 6), False, 0),
        (date(2025, 7, 1), date.max, False, 35),
    ],
)
def test_something_is_due_from_its_day_and_late_only_after_it(
    due_on: date, since: date | None, is_due: bool, overdue: int
) -> None:
    due = Due("publish", due_on, since=since)
    assert (due.is_due(TODAY), due.overdue(TODAY)) == (is_due, overdue)


def test_the_most_overdue_stands_first_and_on_one_day_the_month_s_work_has_its_order() -> None:
    first = Due("backup-old", date(2025, 7, 1))
    same_day = [Due(what, date(2025, 8, 1)) for what in KINDS]
    assert in_order([*reversed(same_day), first]) == [first, *same_day]


def test_of_one_kind_and_day_the_earlier_subject_stands_first() -> None:
    months = [Due("publish", TODAY, month) for month in ("2025-06", "2025-05")]
    assert [due.subject for due in in_order(months)] == ["2025-05", "2025-06"]


def test_what_comes_next_is_of_the_same_matter_though_its_day_is_ahead() -> None:
    late = Due("publish", date(2025, 7, 1), "2025-06")
    ahead = Due("finalize", date(2025, 8, 9), "2025-07")
    assert next_after([late, ahead], TODAY, ["2025-07"]) == ahead
    assert next_after([late, ahead], TODAY, []) == late


def test_an_objection_comes_next_for_the_month_it_is_about() -> None:
    objection = Due("objection-due", date(2025, 8, 12), "1", since=TODAY, about={"period": "2025-07"})
    assert next_after([Due("publish", date(2025, 7, 1), "2025-06"), objection], TODAY, ["2025-07"]) == objection


def test_where_nothing_is_due_what_may_be_done_early_comes_next_and_else_nothing() -> None:
    early = Due("meeting-missing", date(2025, 9, 1), "2025-08", early=True)
    waits = Due("finalize", date(2025, 8, 9), "2025-07")
    assert next_after([waits, early], TODAY, []) == early
    assert next_after([waits], TODAY, []) is None


@pytest.mark.parametrize(
    ("first", "today", "length", "expected"),
    [
        (Month(2025, 1), date(2025, 6, 30), 6, []),
        (Month(2025, 1), date(2025, 7, 1), 6, ["2025H1"]),
        (Month(2025, 5), date(2025, 12, 31), 3, ["2025Q2", "2025Q3"]),
        (Month(2024, 12), date(2025, 4, 1), 3, ["2024Q4", "2025Q1"]),
    ],
)
def test_periods_that_are_over_begin_where_the_first_month_lies(
    first: Month, today: date, length: int, expected: list[str]
) -> None:
    assert [str(period) for period in finished(first, today, length)] == expected
