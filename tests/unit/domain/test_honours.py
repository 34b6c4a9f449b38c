"""What a kind of honour asks, who is proposed, and for whom the decision is filled in."""

from decimal import Decimal
from typing import Any

import pytest

from jifen.domain.life.honours import HonourKind, Share, YearOf, proposed, suggested


def year(code: str, points: int, rank: int | None, **more: Any) -> YearOf:
    told: dict[str, Any] = {"categories": {}, "red_lists": 0, "bars": None, **more}
    return YearOf(code, Decimal(points), rank, **told)


VILLAGE = [
    year("01-01", 50, 1, red_lists=2, categories={"care": Decimal(4)}),
    year("01-02", 40, 2, bars="veto"),
    year("01-03", 30, 3, categories={"care": Decimal(1)}),
    year("01-04", 30, 3, red_lists=1),
    year("01-05", 0, 5),
    year("01-06", 60, None, red_lists=2, categories={"care": Decimal(9)}),
]


def codes(**asked: Any) -> list[str]:
    return [found.household for found in proposed(HonourKind("a", "A", **asked), VILLAGE)]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ["01-01", "01-03", "01-04", "01-05"]),
        ({"points": Decimal(30)}, ["01-01", "01-03", "01-04"]),
        ({"place": Share(Decimal(2))}, ["01-01"]),
        ({"place": Share(Decimal(50), True)}, ["01-01", "01-03", "01-04"]),
        ({"categories": {"care": Decimal(2)}}, ["01-01"]),
        ({"red_lists": 1}, ["01-01", "01-04"]),
        ({"red_lists": 1, "points": Decimal(31)}, ["01-01"]),
    ],
)
def test_all_that_is_asked_must_be_there_and_whoever_is_barred_or_not_ranked_is_never_proposed(
    asked: dict[str, Any], wanted: list[str]
) -> None:
    assert codes(**asked) == wanted


def test_as_many_as_are_allowed_are_filled_in_and_nobody_of_a_shared_last_place() -> None:
    def filled(number: Share | None, **more: Any) -> set[str]:
        kind = HonourKind("a", "A", number=number, **more)
        return set(suggested(kind, proposed(kind, VILLAGE), 5))

    assert filled(Share(Decimal(1))) == {"01-01"}
    assert filled(Share(Decimal(2))) == {"01-01"}, "two share the second place"
    assert filled(Share(Decimal(3))) == {"01-01", "01-03", "01-04"}
    assert filled(Share(Decimal(100), True)) == {"01-01", "01-03", "01-04", "01-05"}
    assert filled(None) == set() == filled(Share(Decimal(3)), person=True)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "101%", "0%", "x", ""])
def test_a_share_is_a_whole_number_or_a_part_of_all(text: str) -> None:
    with pytest.raises(ValueError):
        Share.parse(text)


def test_a_kind_is_the_same_after_it_was_kept_with_a_draft() -> None:
    kind = HonourKind(
        *("a", "A", True, Share(Decimal(20), True), Decimal("1.5"), Share(Decimal(3)), {"care": Decimal("2.25")}, 1),
        *(("self",), ("black",), ("XL05",), 3, "XL01"),
    )
    assert HonourKind.of(kind.plain()) == kind
    assert HonourKind.of(HonourKind("b", "B").plain()) == HonourKind("b", "B")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, []),
        ({"at_most": Decimal(-1)}, ["b"]),
        ({"deductions": Decimal(10)}, ["b", "a"]),
        ({"broken_rules": ("zf05",)}, ["c"]),
        ({"grades": ("D",)}, ["c"]),
        ({"black_streak": 3}, ["d"]),
        ({"at_most": Decimal(-1), "black_streak": 3}, ["b", "d"]),
    ],
)
def test_what_is_to_be_rectified_is_whatever_any_one_thing_is_said_of_the_least_first(
    asked: dict[str, Any], wanted: list[str]
) -> None:
    years = [
        year("a", 5, 1, deductions=Decimal(-10)),
        year("b", -1, None, deductions=Decimal(-11), black_streak=2),
        year("c", 0, 2, broken=frozenset({"ZF05"}), grade="D"),
        year("d", 3, 3, black_streak=3),
        year("e", -9, 4, bars="black", deductions=Decimal(-20), black_streak=4),
    ]
    kind = HonourKind("yellow", "A", nature="rectify", **asked)
    assert [found.household for found in proposed(kind, years)] == wanted
    assert suggested(kind, proposed(kind, years), 4) == set()


def test_lists_in_a_row_and_grades_are_asked_for_beside_all_else() -> None:
    years = [year("a", 5, 1, red_streak=3, grade="A"), year("b", 9, 2, red_streak=2, grade="A"), year("c", 9, 3)]
    kind = HonourKind("model", "A", red_streak=3, grades=("A",))
    assert [found.household for found in proposed(kind, years)] == ["a"]


def test_a_kind_is_kept_and_taken_back_whole() -> None:
    kind = HonourKind(
        "yellow", "A", cycle="half", nature="rectify", colour="yellow", grades=("C", "D"), black_streak=3,
        at_most=Decimal("-1.5"), deductions=Decimal(10), broken_rules=("ZF05",), barred_by=(), ways=(),
    )  # fmt: skip
    assert HonourKind.of(kind.plain()) == kind
