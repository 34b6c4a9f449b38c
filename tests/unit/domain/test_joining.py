"""Sums of few households: nothing that is told speaks of fewer than three, and nothing can be subtracted out."""

from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.rollup.joining import LEAST, Cell, joined, told

OTHER, BOTH = "rest", "both"


def cell(name: str, *households: str, points: int = 100) -> Cell:
    return Cell(name, frozenset(households), len(households), points * len(households))


def names(cells: list[Cell]) -> set[str]:
    return {each.name for each in cells}


def test_cells_of_three_stand_as_they_are() -> None:
    cells = [cell("a", "1", "2", "3"), cell("b", "1", "2", "3", "4")]
    assert joined(cells, OTHER) == (cells, None)


def test_two_small_cells_become_one_of_all_their_households() -> None:
    rest, pool = joined([cell("a", "1", "2"), cell("b", "3"), cell("c", "1", "2", "3")], OTHER)
    assert names(rest) == {"c"}
    assert pool == Cell(OTHER, frozenset("123"), 3, 300)


def test_a_small_cell_alone_takes_the_next_smallest_along() -> None:
    rest, pool = joined([cell("a", "1"), cell("b", "2", "3", "4"), cell("c", "1", "2", "3", "4")], OTHER)
    assert names(rest) == {"c"} and pool is not None and pool.households == frozenset("1234")


def test_two_cells_of_the_same_two_households_are_still_of_two() -> None:
    rest, pool = joined([cell("a", "1", "2"), cell("b", "1", "2"), cell("c", "3", "4", "5")], OTHER)
    assert rest == [] and pool is not None and len(pool.households) == 5


def test_a_category_of_that_name_goes_into_the_joined_one() -> None:
    rest, pool = joined([cell("a", "1"), cell(OTHER, "2", "3", "4", "5"), cell("c", "1", "2", "3")], OTHER)
    assert names(rest) == {"c"} and pool is not None and pool.households == frozenset("12345")


def test_deductions_of_one_household_are_told_with_awards_and_the_sum_remains() -> None:
    sides = {"award": [cell("a", "1", "2", "3"), cell("b", *"123456")], "deduction": [cell("c", "9", points=-200)]}
    found = told(sides, OTHER, BOTH)
    assert found is not None
    assert {(kind, each.name) for kind, each in found} == {("award", "b"), (BOTH, OTHER)}
    assert sum(each.points for _, each in found) == 300 + 600 - 200


def test_a_month_of_two_households_is_not_told_at_all() -> None:
    assert told({"award": [cell("a", "1", "2")], "deduction": [cell("b", "1")]}, OTHER, BOTH) is None


def test_an_empty_month_has_nothing_to_tell() -> None:
    assert told({"award": [], "deduction": []}, OTHER, BOTH) == []


CELLS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", OTHER]), st.frozensets(st.integers(1, 9).map(str), min_size=1), max_size=5
)


@given(CELLS, CELLS)
def test_whatever_the_cells_each_is_of_three_and_all_points_are_there(
    awards: dict[str, frozenset[str]], deductions: dict[str, frozenset[str]]
) -> None:
    sides = {
        "award": [Cell(name, who, len(who), 7 * len(who)) for name, who in awards.items()],
        "deduction": [Cell(name, who, len(who), -3 * len(who)) for name, who in deductions.items()],
    }
    everybody = frozenset().union(*awards.values(), *deductions.values())
    found = told(sides, OTHER, BOTH)
    if found is None:
        assert len(everybody) < LEAST
        return
    assert all(len(each.households) >= LEAST for _, each in found)
    assert len({(kind, each.name) for kind, each in found}) == len(found)
    before = [each for cells in sides.values() for each in cells]
    assert sum(each.points for _, each in found) == sum(each.points for each in before)
    assert sum(each.entries for _, each in found) == sum(each.entries for each in before)
    for kind, each in found:
        if each.name != OTHER:
            assert each in sides[kind], "what bears a name is what it was"
