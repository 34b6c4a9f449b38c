"""Months and periods: runs of whole months."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.period import Month, Period, last_of_window, year_to

MONTHS = st.builds(Month, st.integers(1900, 2999), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "first", "last", "kind", "number"),
    [
        ("2025-07", "2025-07", "2025-07", "month", 7),
        ("2025-7", "2025-07", "2025-07", "month", 7),
        ("2025Q3", "2025-07", "2025-09", "quarter", 3),
        ("2025q1", "2025-01", "2025-03", "quarter", 1),
        ("2025H1", "2025-01", "2025-06", "half", 1),
        ("2025h2", "2025-07", "2025-12", "half", 2),
        ("2025", "2025-01", "2025-12", "year", 1),
    ],
)
def test_a_period_is_read_and_written(text: str, first: str, last: str, kind: str, number: int) -> None:
    found = Period.parse(text)
    assert (str(found.first), str(found.last), found.kind, found.number) == (first, last, kind, number)
    assert Period.parse(str(found)) == found
    assert found.year == 2025


@pytest.mark.parametrize(
    "text", ["", "2025-13", "2025-00", "2025Q0", "2025Q5", "2025H3", "25-07", "2025-007", "2025 07", "七月", "２０２５"]
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period.parse(text)


@settings(derandomize=True, max_examples=100)
@given(MONTHS, st.integers(-300, 300))
def test_months_are_walked_there_and_back(month: Month, steps: int) -> None:
    assert month.plus(steps).plus(-steps) == month
    assert Month.parse(str(month)) == month
    assert Month.of(month.first) == Month.of(month.last) == month
    assert Month.of(month.last + timedelta(days=1)) == month.plus(1)


@settings(derandomize=True, max_examples=100)
@given(MONTHS)
def test_a_month_lies_in_its_quarter_half_and_year_and_in_no_other(month: Month) -> None:
    for kind, length in (("Q", 3), ("H", 6)):
        number = (month.number - 1) // length + 1
        inside = Period.parse(f"{month.year}{kind}{number}")
        assert month in inside
        assert month.plus(length) not in inside
    assert month in Period.parse(f"{month.year}")
    assert list(year_to(month).months) == [Month(month.year, n) for n in range(1, month.number + 1)]


def test_a_window_counts_its_first_and_its_last_day() -> None:
    assert last_of_window(date(2025, 7, 29), 3) == date(2025, 7, 31)
    assert last_of_window(date(2025, 7, 29), 1) == date(2025, 7, 29)


def test_a_month_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="2025-13"):
        Month(2025, 13)


def test_a_month_lies_in_a_quarter_a_half_year_and_a_year() -> None:
    assert [str(period) for period in Period.around(Month(2025, 5))] == ["2025-05", "2025Q2", "2025H1", "2025"]
