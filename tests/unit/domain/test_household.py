"""Households as of a day."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.household import STATUSES, Household, HouseholdEvent, Roster, as_of, sort_key
from jifen.domain.period import BEGINNING


def event(day: int, kind: str, number: int = 0, **changes: object) -> HouseholdEvent:
    return HouseholdEvent("03-07", date(2025, 7, day), kind, id=number, **changes)  # type: ignore[arg-type]


BORN = HouseholdEvent("03-07", BEGINNING, "registered", head="王建国", grid="3", status="active", people=4)


def test_a_household_is_what_its_events_up_to_the_day_made_of_it() -> None:
    events = [BORN, event(10, "renamed", 1, head="王小明"), event(20, "left", 2, status="left")]
    assert as_of(events, date(2025, 7, 9))["03-07"] == Household("03-07", "王建国", "3", people=4)
    assert as_of(events, date(2025, 7, 10))["03-07"].head == "王小明"
    assert as_of(events, date(2025, 7, 19))["03-07"].scores
    gone = as_of(events, date(2025, 7, 20))["03-07"]
    assert (gone.status, gone.scores, gone.head, gone.people) == ("left", False, "王小明", 4)


def test_a_household_is_not_there_before_it_is_registered() -> None:
    born = HouseholdEvent("09-01", date(2025, 7, 10), "registered", head="甲", grid="9", status="active")
    assert as_of([born], date(2025, 7, 9)) == {}
    assert list(as_of([born], date(2025, 7, 10))) == ["09-01"]


def test_events_hold_by_their_day_and_on_one_day_by_their_entry() -> None:
    late, early = event(20, "moved", 1, grid="5"), event(10, "moved", 2, grid="4")
    assert as_of([late, BORN, early], date(2025, 7, 31))["03-07"].grid == "5"
    first, second = event(10, "moved", 1, grid="4"), event(10, "moved", 2, grid="6")
    assert as_of([second, BORN, first], date(2025, 7, 31))["03-07"].grid == "6"


@settings(derandomize=True, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from("23456")), max_size=8), st.integers(1, 28))
def test_what_holds_on_a_day_does_not_depend_on_later_days(moves: list[tuple[int, str]], day: int) -> None:
    events = [BORN] + [event(d, "moved", n, grid=grid) for n, (d, grid) in enumerate(moves, 1)]
    asked = date(2025, 7, day)
    assert as_of(events, asked) == as_of([e for e in events if e.on <= asked], asked)


def test_active_and_away_households_score_and_no_others() -> None:
    scoring = {status for status in STATUSES if Household("1", "甲", "1", status=status).scores}
    assert scoring == {"active", "away"}


def test_a_name_leads_to_all_who_bear_it() -> None:
    people = {code: Household(code, head, "1") for code, head in (("1", "甲"), ("2", "乙"), ("3", "甲"))}
    assert [h.code for h in Roster(people).by_name("甲")] == ["1", "3"]
    assert Roster(people).by_name("丙") == ()


def test_codes_are_ordered_as_people_do() -> None:
    codes = ["10-1", "2-3", "2-10", "A-1", "王庄-2", "02-04", "2-3-1", "2"]
    assert sorted(codes, key=sort_key) == ["2", "2-3", "2-3-1", "02-04", "2-10", "10-1", "A-1", "王庄-2"]


def test_groups_with_a_number_written_out_are_ordered_by_it() -> None:
    names = ["三组", "十二组", "二组", "脱贫户", "二十一组", "一组", "十组", "7"]
    assert sorted(names, key=sort_key) == ["7", "一组", "二组", "三组", "十组", "十二组", "二十一组", "脱贫户"]


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.text("0123456789-甲乙AZ一十百", max_size=20)))
def test_any_codes_have_an_order(codes: list[str]) -> None:
    keys = [sort_key(code) for code in sorted(codes, key=sort_key)]
    assert all(before <= after for before, after in pairwise(keys))
