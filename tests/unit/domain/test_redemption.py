"""The counter: shelf and purse, line by line."""

from datetime import date
from decimal import Decimal

import pytest

from jifen.domain.goods import Lot
from jifen.domain.redemption import Counter, Limits, Purse, Refusal, Taken, Wish, holds_on


def counter(available: str = "20", on_hand: int = 3, **limits: Decimal) -> Counter:
    lots = {"A01": [Lot(1, "A01", "purchase", "", 100, "", date(2025, 9, 1), None, on_hand)]}
    purses = {"01-01": Purse(Decimal(available))}
    return Counter({"A01": Decimal(5), "B01": Decimal(80)}, lots, purses, Limits(**limits))


def taken(found: Taken | Refusal) -> Taken:
    assert isinstance(found, Taken)
    return found


def refused(found: Taken | Refusal) -> Refusal:
    assert isinstance(found, Refusal)
    return found


def test_a_wish_leaves_shelf_and_purse_together() -> None:
    desk = counter()
    assert taken(desk.take("01-01", Wish("A01", 2))).points == 10
    assert desk.on_hand("A01") == 1
    assert desk.purse("01-01") == Purse(Decimal(10), Decimal(10))


def test_the_last_item_goes_to_who_comes_first() -> None:
    desk = counter(on_hand=1)
    desk.purses["01-02"] = Purse(Decimal(50))
    assert taken(desk.take("01-02", Wish("A01", 1))).lots == ((1, 1),)
    short = refused(desk.take("01-01", Wish("A01", 1)))
    assert (short.code, short.facts["on_hand"], short.facts["wanted"]) == ("stock-short", "0", "1")


def test_a_refusal_leaves_everything_as_it_was() -> None:
    desk = counter("4")
    short = refused(desk.take("01-01", Wish("A01", 1)))
    assert (short.code, short.facts["reason"]) == ("points-short", "available")
    assert desk.on_hand("A01") == 3
    assert desk.purse("01-01").available == 4


def test_goods_without_a_price_in_the_session_are_not_there() -> None:
    desk = counter()
    desk.lots["C01"] = [Lot(2, "C01", "purchase", "", 100, "", date(2025, 9, 1), None, 5)]
    assert refused(desk.take("01-01", Wish("C01", 1))).code == "stock-short"


def test_the_minimum_is_what_a_household_must_hold_to_begin_with() -> None:
    assert refused(counter("9", minimum=Decimal(10)).take("01-01", Wish("A01", 1))).facts["reason"] == "minimum"
    desk = counter("12", minimum=Decimal(10))
    assert taken(desk.take("01-01", Wish("A01", 1)))
    assert taken(desk.take("01-01", Wish("A01", 1)))


def test_the_ceiling_counts_the_whole_session() -> None:
    desk = counter("100", maximum=Decimal(12))
    assert taken(desk.take("01-01", Wish("A01", 2)))
    assert refused(desk.take("01-01", Wish("A01", 1))).facts["reason"] == "ceiling"
    assert desk.purse("01-01").can_spend(desk.limits) == 2


@pytest.mark.parametrize(
    ("available", "minimum", "maximum", "expected"),
    [("30", "0", None, "30"), ("-3", "0", None, "0"), ("4", "5", None, "0"), ("30", "5", "12", "12")],
)
def test_what_can_be_spent_is_never_below_zero(
    available: str, minimum: str, maximum: str | None, expected: str
) -> None:
    limits = Limits(Decimal(minimum), Decimal(maximum) if maximum else None)
    assert Purse(Decimal(available)).can_spend(limits) == Decimal(expected)


def test_first_and_last_day_of_a_session_count() -> None:
    first, last = date(2025, 10, 1), date(2025, 10, 3)
    days = [date(2025, 9, 30), first, last, date(2025, 10, 4)]
    assert [holds_on(first, last, day) for day in days] == [False, True, True, False]
    assert all(holds_on(None, None, day) for day in days)
