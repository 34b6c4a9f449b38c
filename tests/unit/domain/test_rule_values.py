"""What a quantity, a name or a step is worth."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.rulebook import RulePoints

HOURS = RulePoints.parse("ladder:h:10+2;20+5;50+10")
YUAN = RulePoints.parse("steps:yuan:100~1000/100+1;1001~5000/400+1")
GRAVE = RulePoints.parse("named:light-5;grave-10")


@pytest.mark.parametrize(
    ("points", "quantity", "worth"),
    [
        *((HOURS, q, w) for q, w in [("0", "0"), ("9.99", "0"), ("10", "2"), ("19", "2"), ("20", "5"), ("500", "10")]),
        *((YUAN, q, w) for q, w in [("99", "0"), ("100", "1"), ("1000", "10"), ("1001", "10"), ("1399", "10")]),
        *((YUAN, q, w) for q, w in [("1400", "11"), ("3000", "15"), ("5000", "20"), ("9000", "20")]),
        (RulePoints.parse("steps:yuan:0~/10+0.1"), "1234", "12.3"),
        (RulePoints.parse("steps:yuan:500~/100+1"), "499", "0"),
        (RulePoints.parse("steps:yuan:500~/100+1"), "500", "5"),
    ],
)
def test_a_quantity_is_worth_its_step_or_its_whole_multiples(points: RulePoints, quantity: str, worth: str) -> None:
    assert points.worth(Decimal(quantity)) == Decimal(worth)


@pytest.mark.parametrize(
    "text",
    ["ladder:h:20+5;10+2", "ladder:h:10+5;20+2", "ladder:h:0+2", "ladder::10+2", "ladder:h:10+2;20-5", "named:a-5;a-10"]
    + ["steps:y:1~9/3+1;20~30/3+1", "steps:y:0~/3+1;9~/3+1", "steps:y:9~3/3+1", "steps:y:0~9/0+1", "named:a1-5;b-5"],
)
def test_steps_that_do_not_go_up_or_names_that_stand_twice_are_refused(text: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        RulePoints.parse(text)


@pytest.mark.parametrize(
    ("points", "yes", "no"),
    [
        (HOURS, "2 5 10 3 8", "1 4 7 -2 12"),
        (GRAVE, "-5 -10 -15", "5 -3"),
        (YUAN, "1 7 20", "0.5 -1"),
    ],
)
def test_by_hand_a_step_a_name_or_several_may_be_given(points: RulePoints, yes: str, no: str) -> None:
    assert [p for p in yes.split() if not points.allows(Decimal(p))] == []
    assert [p for p in no.split() if points.allows(Decimal(p))] == []


def test_a_name_gives_its_value_and_another_word_none() -> None:
    assert (GRAVE.named("grave"), GRAVE.named("worst")) == (Decimal(-10), None)


@settings(derandomize=True, max_examples=60)
@given(st.lists(st.integers(1, 40), max_size=8))
def test_hours_of_a_year_come_to_the_same_in_whatever_parts_they_are_reported(parts: list[int]) -> None:
    reported, given_so_far = Decimal(0), Decimal(0)
    for part in parts:
        given_so_far += HOURS.worth(reported + part) - HOURS.worth(reported)
        reported += part
    assert given_so_far == HOURS.worth(Decimal(sum(parts)))
