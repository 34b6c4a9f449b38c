"""Which household is meant: a better way of naming beats a worse one, and nothing is guessed."""

import pytest

from jifen.domain.household import Household, Status
from jifen.services.roster.finding import best, nearest


def people(*lines: tuple[str, str] | tuple[str, str, Status]) -> list[Household]:
    return [Household(line[0], line[1], "1", status=line[2] if len(line) > 2 else "active") for line in lines]


VILLAGE = people(
    ("03-07", "王建国"), ("03-70", "李桂兰"), ("30-07", "欧阳国良"), ("A03-08", "单小梅"), ("11-01", "王建国"),
    ("11-02", "李兰"), ("11-03", "赵一", "left"), ("11-04", "钱 二"), ("12-01", "李桂兰香", "closed"), ("0511", "孙三"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("03-07", ["03-07"]),
        ("3-7", ["03-07"]),
        ("0307", ["03-07"]),
        ("０３－０７", ["03-07"]),
        ("03—07", ["03-07"]),
        ("3 - 7", ["03-07"]),
        ("3.7", ["03-07"]),
        ("03-07号", ["03-07"]),
        ("3-70", ["03-70"]),
        ("30-7", ["30-07"]),
        ("a3-8", ["A03-08"]),
        ("A0308", ["A03-08"]),
        ("11-3", ["11-03"]),
        ("511", ["0511"]),
        ("05-11", []),
        ("37", []),
        ("307", []),
        ("3-8", []),
        ("3-7-1", []),
        ("-", []),
        ("王建国", ["03-07", "11-01"]),
        ("钱二", ["11-04"]),
        ("欧阳", ["30-07"]),
        ("国良", ["30-07"]),
        ("建", ["03-07", "11-01"]),
        ("李桂兰", ["03-70"]),
        ("李桂", ["03-70", "12-01"]),
        ("oygl", ["30-07"]),
        ("ＯＹ", ["30-07"]),
        ("sxm", ["A03-08"]),
        ("wjg", ["03-07", "11-01"]),
        ("oygx", []),
        ("", []),
        ("　", []),
    ],
)
def test_a_household_is_meant_by_its_code_in_any_spelling_its_name_a_part_or_its_initials(
    typed: str, expected: list[str]
) -> None:
    assert [household.code for household in best(VILLAGE, typed)] == expected


def test_digits_that_spell_two_codes_alike_fit_both() -> None:
    assert [h.code for h in best(people(("03-07", "甲"), ("0-307", "乙"), ("307", "丙")), "0307")] == [
        "0-307",
        "03-07",
        "307",
    ]


def test_a_code_as_it_stands_beats_every_other_spelling() -> None:
    assert [h.code for h in best(people(("3-7", "甲"), ("03-07", "乙")), "3-7")] == ["3-7"]


def test_a_name_that_is_whole_beats_one_that_goes_on() -> None:
    assert [h.code for h in best(people(("1", "李兰"), ("2", "李兰香")), "李兰")] == ["1"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("王建果", "03-07"), ("李桂芝", "03-70"), ("03-71", "03-70"), ("欧阳国亮", "30-07")],
)
def test_where_nothing_fits_the_nearest_are_named(typed: str, first: str) -> None:
    assert nearest(VILLAGE, typed)[0].code == first


def test_what_is_like_nothing_has_no_nearest() -> None:
    assert nearest(VILLAGE, "诸葛明") == []
    assert nearest(VILLAGE, "") == []
