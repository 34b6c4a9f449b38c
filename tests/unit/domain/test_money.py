"""Yuan in cents, and the forecast."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.money import Forecast, forecast, parse_yuan, show_yuan
from jifen.domain.points import PointsError


@pytest.mark.parametrize(("text", "cents"), [("350", 35000), ("3.5", 350), ("0.01", 1), ("0", 0)])
def test_yuan_become_cents(text: str, cents: int) -> None:
    assert parse_yuan(text) == cents


@pytest.mark.parametrize(("text", "reason"), [("-1", "invalid"), ("1.005", "precision"), ("abc", "invalid")])
def test_what_is_no_amount_says_why(text: str, reason: str) -> None:
    with pytest.raises(PointsError) as caught:
        parse_yuan(text)
    assert caught.value.reason == reason


def test_cents_are_shown_with_two_places() -> None:
    assert [show_yuan(c) for c in (350, 5, 0, -12345)] == ["3.50", "0.05", "0.00", "-123.45"]


def test_the_cost_of_a_point_is_the_stock_over_its_points_unless_it_is_set() -> None:
    found = forecast(Decimal(100), 30000, Decimal(400), 1000, None)
    assert found.cost_per_point == Decimal("0.75")
    assert found.liability_cents == 7500
    assert found.covered
    assert found.short_cents == 0
    told = forecast(Decimal(100), 30000, Decimal(400), 1000, Decimal(4))
    assert (told.liability_cents, told.covered, told.short_cents) == (40000, False, 9000)
    assert told.rate == Decimal("3.10")


def test_without_stock_a_point_costs_nothing_and_without_points_everything_is_covered() -> None:
    assert forecast(Decimal(100), 0, Decimal(0), 0, None).cost_per_point == 0
    empty = forecast(Decimal(0), 0, Decimal(0), 0, Decimal(1))
    assert (empty.covered, empty.rate) == (True, 0)


@given(st.integers(1, 10**6), st.integers(0, 10**8), st.integers(-(10**6), 10**7))
def test_at_the_rate_that_fits_it_fits_and_a_cent_more_does_not(points: int, stock: int, fund: int) -> None:
    found = forecast(Decimal(points) / 100, stock, Decimal(0), fund, Decimal(1))
    fitting = Forecast(found.points, found.rate, stock, fund)
    assert fitting.covered or found.means_cents < 0
    dearer = Forecast(found.points, found.rate + Decimal("0.01"), stock, fund)
    exact = found.points * dearer.cost_per_point * 100
    assert found.means_cents < 0 or exact > found.means_cents
