"""Goods: dated prices, and which lot goes out first."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.goods import Item, ItemEvent, Lot, as_of, first_out, pieces, take


def lot(number: int, on_hand: int, best_before: date | None = None, received: int = 1) -> Lot:
    return Lot(number, "A01", "purchase", "", 100, "", date(2025, 9, received), best_before, on_hand)


def test_an_item_is_what_its_last_event_made_it_and_before_the_first_what_that_one_says() -> None:
    first, later = Item("A01", "香皂", Decimal(5)), Item("A01", "香皂", Decimal(6))
    events = [ItemEvent(date(2025, 9, 1), first, 1), ItemEvent(date(2025, 10, 1), later, 2)]
    assert as_of(events, date(2025, 9, 30))["A01"].price == 5
    assert as_of(events, date(2025, 10, 1))["A01"].price == 6
    assert as_of(events, date(2025, 1, 1))["A01"].price == 5


def test_two_prices_of_one_day_leave_the_one_entered_last() -> None:
    day = date(2025, 9, 1)
    events = [ItemEvent(day, Item("A01", "香皂", Decimal(p)), n) for n, p in enumerate((5, 7), 1)]
    assert as_of(events, day)["A01"].price == 7


def test_first_to_expire_goes_out_first_and_what_never_expires_last() -> None:
    lots = [lot(1, 5), lot(2, 5, date(2026, 5, 1)), lot(3, 5, date(2026, 1, 1)), lot(4, 5, received=2)]
    assert [each.id for each in first_out(lots)] == [3, 2, 1, 4]
    assert take(lots, 7) == [(3, 5), (2, 2)]


def test_more_than_there_is_takes_nothing() -> None:
    assert take([lot(1, 2), lot(2, 3)], 6) is None
    assert take([], 1) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6), st.integers(1, 40))
def test_what_is_taken_is_what_was_asked_and_no_lot_gives_more_than_it_has(
    held: list[tuple[int, int]], wanted: int
) -> None:
    lots = [lot(n, count, date(2026, 1, 1 + due) if due else None) for n, (count, due) in enumerate(held)]
    chosen = take(lots, wanted)
    there = {each.id: each.on_hand for each in lots}
    if chosen is None:
        assert sum(there.values()) < wanted
        return
    assert sum(count for _, count in chosen) == wanted
    assert all(0 < count <= there[number] for number, count in chosen)
    left = [each for each in first_out(lots) if there[each.id] > dict(chosen).get(each.id, 0)]
    used = {number for number, _ in chosen}
    order = [each.id for each in first_out(lots)]
    if left:
        assert all(order.index(number) <= order.index(left[0].id) for number in used)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "10000000", "", "一", "1e3", "+2", "٣"])
def test_a_quantity_is_a_whole_number_from_one(text: str) -> None:
    assert pieces(text) is None


def test_the_largest_quantity_is_just_under_a_million() -> None:
    assert pieces("999999") == 999_999
    assert pieces("1000000") is None
    assert pieces(" 12 ") == 12
