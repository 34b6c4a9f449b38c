"""Matters: by when a step is due, where a matter stands, what was late; and what holds of a grid on a day."""

from datetime import date, datetime

import pytest

from jifen.domain.life.flows import Deadline, Flow, FlowStep
from jifen.domain.life.grids import Grid, GridEvent, grid_on
from jifen.domain.life.matters import Course, Matter, MatterEvent, course, due
from jifen.services.life.matter_views import workday

FLOW = Flow(
    "hazard",
    "隐患",
    (
        FlowStep("check", "核实", "网格员", Deadline(2, "hours")),
        FlowStep("fix", "整改", "责任人", Deadline(3, "days")),
        FlowStep("tell", "告知", "网格员"),
    ),
    closing=Deadline(1, "workdays"),
)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2025, 7, day, hour, minute)


def stands(*events: tuple[str, datetime, dict[str, object]], upto: datetime | None = None) -> Course:
    """Where a matter stands that was opened on 1 July at nine."""
    opened = MatterEvent(1, 1, "opened", at(1))
    later = [MatterEvent(n, 1, kind, when, **more) for n, (kind, when, more) in enumerate(events, 2)]  # type: ignore[arg-type]
    return course(Matter(1, FLOW, None, None, "x", None, (opened, *later)), workday, upto)


CHECKED = ("step", at(1, 10), {"step": "check", "person": "李四"})
FIXED = ("step", at(3), {"step": "fix"})
TOLD = ("step", at(4), {"step": "tell"})


@pytest.mark.parametrize(
    ("since", "deadline", "expected"),
    [
        (datetime(2025, 7, 1, 23, 30), Deadline(2, "hours"), datetime(2025, 7, 2, 1, 30)),
        (datetime(2025, 7, 1, 9), Deadline(3, "days"), datetime(2025, 7, 4, 9)),
        (datetime(2025, 7, 4, 9), Deadline(1, "workdays"), datetime(2025, 7, 7, 9)),
        (datetime(2025, 9, 30, 16), Deadline(2, "workdays"), datetime(2025, 10, 10, 16)),
        (datetime(2025, 7, 1), Deadline(2, "hours"), datetime(2025, 7, 2, 1, 59)),
        (datetime(2025, 7, 1), Deadline(3, "days"), datetime(2025, 7, 4, 23, 59)),
        (datetime(2025, 7, 4), Deadline(1, "workdays"), datetime(2025, 7, 7, 23, 59)),
        (datetime(2025, 7, 1, 9), None, None),
    ],
    ids=["hours", "days", "over-a-weekend", "over-a-holiday", "day-alone-hours", "day-alone", "day-alone-work", "none"],
)
def test_a_deadline_counts_from_the_minute_or_from_the_end_of_a_day_alone(
    since: datetime, deadline: Deadline | None, expected: datetime | None
) -> None:
    assert due(since, deadline, workday) == expected


def test_what_is_due_is_the_first_step_that_is_not_done_and_counts_from_the_one_before() -> None:
    new, checked, done = stands(), stands(CHECKED), stands(CHECKED, FIXED)
    assert (new.step, new.due_at) == (FLOW.steps[0], at(1, 11))
    assert (checked.step, checked.due_at, checked.worker) == (FLOW.steps[1], at(4, 10), "李四")
    assert (done.step, done.due_at, done.worker) == (FLOW.steps[2], None, "李四")


def test_once_every_step_is_done_the_closing_is_due() -> None:
    found = stands(CHECKED, FIXED, TOLD)
    assert (found.status, found.step, found.due_at) == ("open", None, at(7))


@pytest.mark.parametrize(
    ("events", "late"),
    [
        ((("step", at(1, 11), {"step": "check"}), ("closed", at(2), {"outcome": "solved"})), False),
        ((("step", at(1, 11, 1), {"step": "check"}), ("closed", at(2), {"outcome": "solved"})), True),
        ((CHECKED, ("closed", at(4, 10, 1), {"outcome": "unsolved"})), True),
        ((CHECKED, FIXED, TOLD, ("closed", at(8), {"outcome": "solved"})), True),
        ((CHECKED, ("urged", at(9), {}), ("closed", at(4), {"outcome": "solved"})), False),
    ],
)
def test_a_matter_was_late_where_any_step_or_its_closing_was(
    events: tuple[tuple[str, datetime, dict[str, object]], ...], late: bool
) -> None:
    assert stands(*events).late is late


def test_what_was_done_before_its_time_of_a_day_alone_is_not_late() -> None:
    assert stands(("step", at(1).replace(hour=0), {"step": "check"})).late is False


def test_a_matter_opened_again_goes_on_where_it_stood_or_anew_once_all_was_done() -> None:
    closed, again = ("closed", at(4), {"outcome": "solved"}), ("reopened", at(8), {})
    part, whole = stands(CHECKED, closed, again), stands(CHECKED, FIXED, TOLD, closed, again)
    assert (part.status, part.step, part.due_at) == ("open", FLOW.steps[1], at(11))
    assert (whole.step, whole.due_at, whole.closed_at) == (FLOW.steps[0], at(8, 11), None)


def test_the_last_rating_holds_and_none_of_an_earlier_closing() -> None:
    closed = ("closed", at(4), {"outcome": "solved"})
    rated = [("rated", at(5), {"rating": n}) for n in (2, 5)]
    assert stands(CHECKED, closed, *rated).rating == 5
    again = (("reopened", at(6), {}), ("closed", at(7), {"outcome": "solved"}))
    assert stands(CHECKED, closed, *rated, *again).rating is None


def test_what_happened_later_does_not_count_for_an_earlier_day() -> None:
    found = stands(CHECKED, FIXED, ("closed", at(9), {"outcome": "solved"}), upto=at(5))
    assert (found.status, found.step) == ("open", FLOW.steps[2])


def test_a_kind_is_kept_with_a_matter_and_read_again_the_same() -> None:
    whole = Flow(
        "a-1", "甲", FLOW.steps, Deadline(2, "days"), "required", "never", ("solved",), False, (("reporter", "X1"),)
    )
    assert [Flow.read(flow.kept()) for flow in (FLOW, whole)] == [FLOW, whole]


def test_what_was_first_said_of_a_grid_holds_from_the_beginning_and_an_empty_text_takes_it_away() -> None:
    events = [
        GridEvent(1, "3", date(2025, 7, 1), worker="刘芳"),
        GridEvent(2, "3", date(2025, 8, 1), lead="张强", worker="陈红"),
        GridEvent(3, "3", date(2025, 9, 1), worker=""),
        GridEvent(4, "4", date(2025, 7, 1), name="河西"),
    ]
    found = [grid_on("3", events, date(2025, month, 5)) for month in (6, 7, 8, 9)]
    assert [grid.worker for grid in found] == ["刘芳", "刘芳", "陈红", None]
    assert found[0] == Grid("3", None, "张强", "刘芳")
