"""Who is proposed for the red and black list."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.board import (
    BlackLimits,
    Contender,
    black_cause,
    changed_households,
    half_year_from,
    select_red,
    streak,
)
from jifen.domain.ledger import Score
from jifen.domain.settings import Selector

LIMITS = BlackLimits(Decimal(0), Decimal(-20), frozenset({"ZF05"}))


def contenders(*points: str, grids: str = "", tiers: str = "") -> list[Contender]:
    """Households a, b, c … with these points, one letter of `grids` and `tiers` each."""
    return [
        Contender(
            chr(97 + i),
            grids[i] if grids else "1",
            tiers[i] if tiers else None,
            Score(chr(97 + i), Decimal(p) if Decimal(p) > 0 else Decimal(0), min(Decimal(p), Decimal(0))),
        )
        for i, p in enumerate(points)
    ]


def listed(selector: str, found: list[Contender], *barred: str) -> list[tuple[str, int]]:
    return [(line.contender.household, line.rank) for line in select_red(Selector.parse(selector), found, barred).lines]


def test_a_share_is_rounded_up_to_a_place() -> None:
    assert listed("share:20", contenders("9", "8", "7", "6", "5", "4")) == [("a", 1), ("b", 2)]
    assert listed("share:20", contenders("9", "8", "7", "6", "5")) == [("a", 1)]


def test_all_with_as_many_points_as_the_last_place_are_in_and_counted() -> None:
    found = contenders("9", "8", "8", "8", "5")
    assert listed("top:2", found) == [("a", 1), ("b", 2), ("c", 2), ("d", 2)]
    assert select_red(Selector.parse("top:2"), found).tied == {"b", "c", "d"}


def test_a_tie_that_fits_is_not_told() -> None:
    assert select_red(Selector.parse("top:3"), contenders("9", "8", "8", "5")).tied == frozenset()


def test_only_positive_points_are_listed_however_large_the_share() -> None:
    assert listed("share:100", contenders("3", "0", "-2")) == [("a", 1)]
    assert listed("top:9", contenders("0", "-1")) == []
    assert listed("share:20", []) == []


def test_min_lists_all_who_reach_it() -> None:
    assert listed("min:8", contenders("9", "8", "7.5")) == [("a", 1), ("b", 2)]


def test_grid_lists_the_best_of_each_grid_by_their_place_in_the_village() -> None:
    found = contenders("9", "8", "7", "6", "6", grids="11222")
    assert listed("grid:1", found) == [("a", 1), ("c", 3)]
    assert listed("grid:2", found) == [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 4)]


def test_tiers_are_ranked_apart_in_the_order_of_their_names() -> None:
    assert listed("top:1", contenders("9", "8", "7", "6", tiers="2211")) == [("c", 1), ("a", 1)]


def graded(*told: tuple[str, str | None]) -> list[Contender]:
    """Households a, b, c … without points, each with a score and its grade."""
    nothing = contenders(*["0"] * len(told))
    return [replace(c, reached=Decimal(s), grade=g) for c, (s, g) in zip(nothing, told, strict=True)]


def test_a_grade_lists_all_who_reach_one_of_those_named_without_any_points() -> None:
    found = graded(("80", "B"), ("95", "A"), ("60", None), ("85", "B"), ("70", "C"))
    assert listed("level:A,B", found) == [("b", 1), ("d", 2), ("a", 3)]
    assert listed("level:C", found, "e") == []


def test_places_and_ties_go_by_score_where_there_is_one() -> None:
    found = [replace(c, reached=min(c.points, Decimal(8))) for c in contenders("9", "8", "7", "6")]
    assert listed("top:1", found) == [("a", 1), ("b", 1)]
    assert select_red(Selector.parse("top:1"), found).tied == {"a", "b"}
    assert listed("min:8", found) == [("a", 1), ("b", 1)]


def test_a_barred_household_keeps_its_place_and_moves_nobody_up() -> None:
    assert listed("top:2", contenders("9", "8", "7"), "a") == [("b", 2)]


@given(st.lists(st.integers(-20, 60), min_size=1, max_size=25), st.integers(1, 100), st.sets(st.integers(0, 24)))
def test_whoever_has_as_many_points_as_a_listed_household_is_listed_unless_barred(
    points: list[int], share: int, out: set[int]
) -> None:
    found = contenders(*map(str, points))
    barred = {chr(97 + i) for i in out}
    lines = select_red(Selector.parse(f"share:{share}"), found, barred).lines
    names = {line.contender.household for line in lines}
    least = min((line.contender.points for line in lines), default=None)
    assert not names & barred
    assert all(line.contender.points > 0 for line in lines)
    if least is not None:
        assert {c.household for c in found if c.points >= least} - barred == names
    place = -(-len(points) * share // 100)
    better = sorted(points, reverse=True)[:place]
    assert names >= {c.household for c in found if c.points > 0 and c.points >= better[-1]} - barred


@pytest.mark.parametrize(
    ("awards", "deductions", "rules", "cause"),
    [
        ("5", "-4", [], None),
        ("0", "0", [], None),
        ("3", "-4", [], "black-net"),
        ("40", "-20", [], "black-deductions"),
        ("40", "-10", ["zf05"], "black-rules"),
        ("1", "-30", ["ZF05"], "black-rules"),
    ],
)
def test_conduct_not_rank_makes_a_black_candidate(
    awards: str, deductions: str, rules: list[str], cause: str | None
) -> None:
    assert black_cause(LIMITS, Score("a", Decimal(awards), Decimal(deductions)), rules) == cause


def test_a_limit_of_zero_deductions_does_not_name_everybody() -> None:
    assert black_cause(BlackLimits(Decimal(-99), Decimal(0), frozenset()), Score("a"), []) is None


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-07-16", "2026-01-16"),
        ("2025-08-31", "2026-02-28"),
        ("2023-08-30", "2024-02-29"),
        ("2024-02-29", "2024-08-29"),
        ("2025-01-01", "2025-07-01"),
    ],
)
def test_half_a_year_ends_on_the_same_day_of_the_sixth_month_or_its_last(first: str, last: str) -> None:
    assert half_year_from(date.fromisoformat(first)) == date.fromisoformat(last)


def test_a_streak_counts_lists_in_a_row_this_one_included() -> None:
    assert streak("a", []) == 1
    assert streak("a", [{"a"}, {"b"}, {"a"}, {"a"}]) == 3
    assert streak("b", [{"b"}, {"a"}]) == 1


def test_households_that_changed_are_named_also_when_they_came_or_went() -> None:
    assert changed_households({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 9, "d": 3}) == ["b", "c", "d"]


def test_who_shares_a_place_stands_as_people_count_codes() -> None:
    tied = [Contender(code, "19", None, Score(code, Decimal(8))) for code in ("19-10", "19-2", "3-1")]
    assert listed("top:3", tied) == [("3-1", 1), ("19-2", 1), ("19-10", 1)]
    assert changed_households({"19-10": 1, "19-2": 1}, {}) == ["19-2", "19-10"]


def test_households_of_one_grid_compete_wherever_they_stand() -> None:
    mixed = [
        Contender(code, grid, None, Score(code, Decimal(8))) for code, grid in (("a", "10"), ("b", "2"), ("c", "10"))
    ]
    assert listed("grid:1", mixed) == [("a", 1), ("b", 1), ("c", 1)]
