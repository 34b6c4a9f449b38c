"""Points: exact, plain, never float."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.points import (
    PointsError,
    checked,
    from_hundredths,
    parse_points,
    share_of,
    show,
    show_signed,
    to_hundredths,
    total,
    yuan_per_point,
)

HUNDREDTHS = st.integers(-99_999_999, 99_999_999)


@settings(derandomize=True, max_examples=200)
@given(HUNDREDTHS)
def test_what_is_shown_is_read_back_and_kept_exactly(hundredths: int) -> None:
    value = from_hundredths(hundredths)
    assert to_hundredths(value) == hundredths
    assert parse_points(show(value)) == value
    assert parse_points(show_signed(value)) == value
    assert "E" not in show(value)


@settings(derandomize=True, max_examples=50)
@given(st.lists(HUNDREDTHS))
def test_a_sum_is_the_sum_of_its_hundredths(values: list[int]) -> None:
    assert to_hundredths_of(total(from_hundredths(value) for value in values)) == sum(values)


def to_hundredths_of(value: Decimal) -> Decimal:
    return value * 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2", "2"), ("+2", "2"), ("-2", "-2"), ("−2", "-2"), ("－2", "-2"), ("0.50", "0.5"), (".5", "0.5"), ("2.", "2")]
    + [(" 12.5 ", "12.5"), ("007", "7"), ("-0", "0"), ("999999.99", "999999.99")],
)
def test_plain_numbers_are_read(text: str, shown: str) -> None:
    assert show(parse_points(text)) == shown


@pytest.mark.parametrize(
    ("text", "reason"),
    [(text, "invalid") for text in ("", "两分", "1e2", "nan", "inf", "1_000", "1,5", "--2", "+-2", "2分", "0x10", "½")]
    + [("0.005", "precision"), ("1.234", "precision"), ("1000000", "range"), ("-99999999999999999999", "range")],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(PointsError) as caught:
        parse_points(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1.001"), Decimal(10) ** 6])
def test_a_value_that_is_no_points_is_refused(value: Decimal) -> None:
    with pytest.raises(PointsError):
        checked(value)


def test_zero_has_no_sign() -> None:
    assert show(checked(Decimal("-0.00"))) == "0"


def test_a_share_is_rounded_up_to_households() -> None:
    assert [share_of(Decimal(n), Decimal(20)) for n in (0, 1, 5, 6, 180)] == [0, 1, 1, 2, 36]


def test_yuan_a_point_are_cents_half_up_and_none_where_there_are_no_points() -> None:
    assert yuan_per_point(Decimal(1), Decimal(8)) == Decimal("0.13")
    assert yuan_per_point(Decimal(5), Decimal(0)) == 0
