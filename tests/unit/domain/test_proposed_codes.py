"""Codes for households and goods that came without one: the village's style, and never one that was given."""

import pytest

from jifen.domain.proposed_codes import household_codes, in_style, item_codes


@pytest.mark.parametrize(
    ("grids", "taken", "expected"),
    [
        (["3", "3", "10"], set(), ["03-01", "03-02", "10-01"]),
        (["3", "1", "3"], set(), ["03-01", "01-01", "03-02"]),
        (["3"], {"03-01", "03-07"}, ["03-08"]),
        (["3"], {"3-1", "3-2"}, ["3-3"]),
        (["3"], {"03-001"}, ["03-002"]),
        (["东片", "西片"], set(), ["01-01", "02-01"]),
        (["2", "东片"], set(), ["02-01", "03-01"]),
        (["1"], {"H7", "0307"}, ["01-01"]),
        ([], {"01-01"}, []),
    ],
)
def test_households_are_numbered_grid_by_grid_in_the_village_s_style(
    grids: list[str], taken: set[str], expected: list[str]
) -> None:
    assert household_codes(grids, taken) == expected


def test_a_grid_of_more_than_99_households_has_three_digits_for_all() -> None:
    codes = household_codes(["1"] * 120, set())
    assert (codes[0], codes[-1], len(set(codes))) == ("01-001", "01-120", 120)


@pytest.mark.parametrize(
    ("count", "taken", "expected"),
    [
        (2, set(), ["A01", "A02"]),
        (1, {"A01", "A06", "B01"}, ["A07"]),
        (1, {"WZ001", "WZ002"}, ["WZ003"]),
        (0, {"A01"}, []),
    ],
)
def test_goods_are_numbered_behind_the_letters_most_of_them_bear(
    count: int, taken: set[str], expected: list[str]
) -> None:
    assert item_codes(count, taken) == expected


@pytest.mark.parametrize(
    ("typed", "village", "expected"),
    [
        ("3-16", ("03-07", "11-12"), "03-16"),
        ("03-016", ("03-07", "11-12"), "03-16"),
        ("3-100", ("03-07", "11-99"), "03-100"),
        ("3-7", ("003-0007",), "003-0007"),
        ("03-16", ("3-7", "11-12"), "3-16"),
        ("3-7", ("11-12", "12-14"), "3-7"),
        ("3-7", ("03-07", "3-8"), "3-7"),
        ("3-7", (), "3-7"),
        ("3-7", ("沙-01",), "3-7"),
        ("沙3-7", ("沙03-07", "99"), "沙03-07"),
        ("0316", ("03-07", "11-12"), "03-16"),
        ("0316", ("03-07", "11-100"), "0316"),
        ("316", ("03-07", "11-12"), "316"),
        ("0316", ("0307", "03-07"), "0316"),
        ("7", ("001", "012"), "007"),
        ("东片", ("03-07",), "东片"),
    ],
)
def test_a_new_code_is_written_as_the_village_writes_its_own(
    typed: str, village: tuple[str, ...], expected: str
) -> None:
    assert in_style(typed, village) == expected
