"""Days and periods as people type them on the command line."""

from datetime import date

import pytest

from jifen.cli.days import Reach, read_day, read_period
from jifen.errors import UsageError

TODAY = date(2026, 3, 5)


def clock() -> date:
    return TODAY


WHOLE = {
    "2026-03-04": "2026-03-04",
    "2026.3.4": "2026-03-04",
    "2026/3/4": "2026-03-04",
    "２０２６－０３－０４": "2026-03-04",
    "2026—3—4": "2026-03-04",
    "2026年3月4日": "2026-03-04",
    "2026 年 3 月 4 号": "2026-03-04",
    "二〇二六年三月四日": "2026-03-04",
    "20260304": "2026-03-04",
    "26年3月4日": "2026-03-04",
}


@pytest.mark.parametrize(("typed", "expected"), WHOLE.items())
@pytest.mark.parametrize("reach", ["past", "nearest", "coming"])
def test_a_whole_day_is_that_day_whatever_today_is(typed: str, expected: str, reach: Reach) -> None:
    assert read_day(typed, reach, clock) == (date.fromisoformat(expected), True)


@pytest.mark.parametrize(
    ("typed", "reach", "expected"),
    [
        ("3月4日", "past", "2026-03-04"),
        ("3月5日", "past", "2026-03-05"),
        ("3月6日", "past", "2025-03-06"),
        ("12月28日", "past", "2025-12-28"),
        ("3.28", "past", "2025-03-28"),
        ("3/28", "nearest", "2026-03-28"),
        ("3-28", "nearest", "2026-03-28"),
        ("三月二十八日", "nearest", "2026-03-28"),
        ("３月２８号", "nearest", "2026-03-28"),
        ("12月28日", "nearest", "2025-12-28"),
        ("8月1日", "nearest", "2026-08-01"),
        ("3月4日", "coming", "2027-03-04"),
        ("3月5日", "coming", "2026-03-05"),
        ("5日", "past", "2026-03-05"),
        ("4号", "past", "2026-03-04"),
        ("28日", "nearest", "2026-03-28"),
        ("28日", "coming", "2026-03-28"),
        ("今天", "past", "2026-03-05"),
        ("昨天", "past", "2026-03-04"),
        ("前天", "past", "2026-03-03"),
        ("明天", "nearest", "2026-03-06"),
        ("后天", "nearest", "2026-03-07"),
        ("去年3月28日", "past", "2025-03-28"),
        ("今年12月1日", "past", "2026-12-01"),
    ],
)
def test_what_a_day_leaves_out_comes_from_today(typed: str, reach: Reach, expected: str) -> None:
    assert read_day(typed, reach, clock) == (date.fromisoformat(expected), False)


@pytest.mark.parametrize(
    ("typed", "reach", "code"),
    [
        ("2026-02-30", "past", "day-invalid"),
        ("2月30日", "past", "day-invalid"),
        ("3月", "past", "day-invalid"),
        ("2026.3", "past", "day-invalid"),
        ("1.2.3", "past", "day-invalid"),
        ("0304", "past", "day-invalid"),
        ("9999-12-31", "past", "day-invalid"),
        ("1800-01-01", "past", "day-invalid"),
        ("", "past", "day-invalid"),
        ("大前年", "past", "day-invalid"),
        ("28日", "past", "day-unclear"),
        ("4日", "coming", "day-unclear"),
        ("32日", "nearest", "day-unclear"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_refused(typed: str, reach: Reach, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_day(typed, reach, clock)
    assert caught.value.code == code


def test_a_day_as_far_ahead_as_behind_is_not_guessed() -> None:
    """From 1 September 2027 to 2 March 2028 there are 183 days, from 2 March 2027 as many."""
    with pytest.raises(UsageError) as caught:
        read_day("3月2日", "nearest", lambda: date(2027, 9, 1))
    assert caught.value.code == "day-unclear"


@pytest.mark.parametrize(
    ("typed", "expected", "whole"),
    [
        ("2025-07", "2025-07", True),
        ("2025.7", "2025-07", True),
        ("202507", "2025-07", True),
        ("2025年7月", "2025-07", True),
        ("2025年七月份", "2025-07", True),
        ("2025q3", "2025Q3", True),
        ("2025年第三季度", "2025Q3", True),
        ("2025年上半年", "2025H1", True),
        ("２０２５年", "2025", True),
        ("2025", "2025", True),
        ("3月", "2026-03", False),
        ("三月", "2026-03", False),
        ("4月", "2025-04", False),
        ("12月份", "2025-12", False),
        ("本月", "2026-03", False),
        ("上月", "2026-02", False),
        ("上个月", "2026-02", False),
        ("下月", "2026-04", False),
        ("去年12月", "2025-12", False),
        ("去年", "2025", False),
        ("今年", "2026", False),
        ("一季度", "2026Q1", False),
        ("二季度", "2025Q2", False),
        ("上季度", "2025Q4", False),
        ("本季度", "2026Q1", False),
        ("下半年", "2025H2", False),
    ],
)
def test_a_period_is_read_and_without_a_year_is_the_latest_that_began(typed: str, expected: str, whole: bool) -> None:
    found, written = read_period(typed, clock)
    assert (str(found), written) == (expected, whole)


@pytest.mark.parametrize("typed", ["", "七", "13月", "2025-13", "2025Q5", "五季度", "年", "0年", "1800", "前些年", "3"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_period(typed, clock)
    assert caught.value.code == "period-invalid"
