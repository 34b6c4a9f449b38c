"""The year's end: oldest points are spent first, and only what is left over can lapse."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.closing import POLICIES, Closing, Credit, Policy, close, left_over
from jifen.domain.period import Month


def credit(month: str, points: int, held: bool = False) -> Credit:
    return Credit(Month.parse(month), Decimal(points), held)


def closed(credits: list[Credit], spent: int, policy: Policy) -> Closing:
    held = sum((c.points for c in credits if c.held), Decimal(0))
    available = sum((c.points for c in credits), Decimal(0)) - spent - held
    return close("01-01", credits, Decimal(spent), available, 2025, policy)


YEAR = [credit("2025-03", 10), credit("2024-12", 20), credit("2025-11", 5)]


def test_the_oldest_points_are_spent_first() -> None:
    rest = left_over(YEAR, Decimal(25))
    assert [(str(c.month), int(c.points)) for c in rest] == [("2025-03", 5), ("2025-11", 5)]


@pytest.mark.parametrize(
    ("policy", "expired", "carried"),
    [
        (Policy("carry"), 0, 10),
        (Policy("reset"), 10, 0),
        (Policy("cap", limit=Decimal(4)), 6, 4),
        (Policy("cap", limit=Decimal(50)), 0, 10),
        (Policy("expire-after", months=6), 5, 5),
        (Policy("expire-after", months=12), 0, 10),
        (Policy("expire-after", months=1), 10, 0),
    ],
)
def test_each_policy_takes_what_it_says_from_what_is_left(policy: Policy, expired: int, carried: int) -> None:
    found = closed(YEAR, 25, policy)
    assert (found.before, found.expired, found.carried, found.after) == (10, expired, carried, 10 - expired)


def test_points_of_december_of_the_year_before_are_twelve_months_old() -> None:
    assert closed(YEAR, 0, Policy("expire-after", months=12)).expired == 20


@pytest.mark.parametrize("name", POLICIES)
def test_a_balance_below_zero_carries_unchanged(name: str) -> None:
    found = closed(YEAR, 40, Policy(name, Decimal(0), 1))  # type: ignore[arg-type]
    assert (found.before, found.expired, found.after, found.carried) == (-5, 0, -5, -5)


def test_points_of_the_next_year_stay_untouched() -> None:
    found = closed([*YEAR, credit("2026-01", 8)], 25, Policy("reset"))
    assert (found.before, found.expired, found.after) == (18, 10, 8)


def test_disputed_points_neither_lapse_nor_pay_for_what_was_spent() -> None:
    found = closed([credit("2025-01", 6, held=True), credit("2025-02", 9)], 4, Policy("reset"))
    assert (found.before, found.expired, found.after) == (5, 5, 0)


@given(
    st.lists(st.tuples(st.integers(1, 26), st.integers(1, 30), st.booleans()), max_size=8),
    st.integers(0, 120),
    st.sampled_from([Policy("carry"), Policy("reset"), Policy("cap", Decimal(7)), Policy("expire-after", months=5)]),
)
def test_nothing_lapses_that_is_not_there(rows: list[tuple[int, int, bool]], spent: int, policy: Policy) -> None:
    credits = [Credit(Month(2024, 1).plus(n - 1), Decimal(p), held) for n, p, held in rows]
    found = closed(credits, spent, policy)
    assert found.expired >= 0
    if found.before >= 0:
        assert 0 <= found.after <= found.before
    else:
        assert found.after == found.before
    again = close("01-01", credits, Decimal(spent) + found.expired, found.after, 2025, policy)
    assert again.expired == 0
