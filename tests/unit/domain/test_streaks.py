"""How often in a row a household came to the same grade."""

from collections.abc import Iterator

from jifen.domain.scheme.streaks import Grades, streaks


def test_a_streak_counts_this_period_and_those_before_it_with_the_same_grade() -> None:
    now = {"01": "五星", "02": "五星", "03": "四星", "04": None}
    earlier = [{"01": "五星", "02": "四星", "03": "四星", "04": None}, {"01": "五星", "02": "五星", "03": "四星"}]
    assert streaks(now, earlier) == {"01": 3, "02": 1, "03": 3}


def test_a_period_in_which_a_household_had_no_grade_ends_its_streak() -> None:
    assert streaks({"01": "五星"}, [{}, {"01": "五星"}]) == {"01": 1}
    assert streaks({"01": "五星"}, [{"01": None}, {"01": "五星"}]) == {"01": 1}


def test_no_more_is_asked_for_than_goes_on() -> None:
    def earlier() -> Iterator[Grades]:
        yield {"01": "四星"}
        raise AssertionError("asked for")

    assert streaks({"01": "五星"}, earlier()) == {"01": 1}
