"""What a rule's value allows, and which rule book holds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.rulebook import Cap, Rule, RuleBook, RuleBooks, RulePoints, parse_caps


@pytest.mark.parametrize(
    ("text", "form", "canonical"),
    [
        ("+2", "fixed", "+2"),
        ("2", "fixed", "+2"),
        ("-0.5", "fixed", "-0.5"),
        ("-3~-15", "range", "-3~-15"),
        ("-15~-3", "range", "-3~-15"),
        ("+1~+4", "range", "+1~+4"),
        ("0~10", "range", "+0~+10"),
        ("-10~-0", "range", "-0~-10"),
        ("+2/+5", "choice", "+2/+5"),
        ("-2/-5/-10", "choice", "-2/-5/-10"),
    ],
)
def test_the_three_forms_are_read_and_written(text: str, form: str, canonical: str) -> None:
    found = RulePoints.parse(text)
    assert (found.form, str(found)) == (form, canonical)
    assert RulePoints.parse(canonical) == found
    assert found.positive is not canonical.startswith("-")


@pytest.mark.parametrize("text", ["", "0", "+2/-2", "-1~+3", "0~0", "+2/", "两分", "1~2~3", "2/0"])
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        RulePoints.parse(text)


def allows(text: str, points: str) -> bool:
    return RulePoints.parse(text).allows(Decimal(points))


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("+2", "2 4 100", "1 3 -2 0 2.5"),
        ("-0.5", "-0.5 -1 -7.5", "0.5 -0.75 0"),
        ("+2/+5", "2 4 5 6 7 8 9 10 11", "1 3 -2 0 2.5"),
        ("-3~-15", "-3 -15 -6 -30 -17 -31.25", "-2 3 -2.99 0"),
        ("+10~+12", "10 12 20 24 30 36 40 48 50 55 60", "9 13 19 25 29 37"),
        ("+0.5/+0.75", "0.5 0.75 1 1.25 1.5", "0.25 0.6"),
    ],
)
def test_points_come_of_one_or_more_events(text: str, yes: str, no: str) -> None:
    assert [p for p in yes.split() if not allows(text, p)] == []
    assert [p for p in no.split() if allows(text, p)] == []


@settings(derandomize=True, max_examples=60)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 40))
def test_a_choice_allows_exactly_the_sums_of_its_values(one: int, other: int, wanted: int) -> None:
    expected = any(k * one + m * other == wanted for k in range(wanted + 1) for m in range(wanted + 1))
    assert RulePoints("choice", (Decimal(one), Decimal(other))).allows(Decimal(wanted)) == expected
    assert RulePoints("choice", (Decimal(-one), Decimal(-other))).allows(Decimal(-wanted)) == expected


@settings(derandomize=True, max_examples=100)
@given(st.integers(1, 20), st.integers(0, 20), st.integers(1, 200))
def test_a_range_allows_k_events_within_k_times_it(low: int, more: int, wanted: int) -> None:
    high = low + more
    expected = any(k * low <= wanted <= k * high for k in range(1, wanted + 1))
    assert RulePoints("range", (Decimal(low), Decimal(high))).allows(Decimal(wanted)) == expected


def test_caps_are_read_and_written_and_have_no_sign() -> None:
    caps = parse_caps("10/event,40/year")
    assert caps == (Cap(Decimal(10), "event"), Cap(Decimal(40), "year"))
    assert ",".join(map(str, caps)) == "10/event,40/year"
    assert parse_caps("-6/month") == (Cap(Decimal(6), "month"),)
    assert parse_caps("") == ()
    with pytest.raises(ValueError, match="week"):
        parse_caps("6/week")


def rule(code: str, category: str = "环境卫生", points: str = "+2", caps: str = "") -> Rule:
    return Rule(code, category, code, RulePoints.parse(points), caps=parse_caps(caps))


def test_a_rule_is_found_whatever_the_case_of_its_code() -> None:
    book = RuleBook((rule("HJ05", caps="6/month"), rule("ZF01", "遵规守法")))
    assert book.find(" hj05 ") is book.rules[0]
    assert book.find("HJ5") is None
    assert book.categories == ("环境卫生", "遵规守法")
    assert book.rules[0].cap("month") == 6
    assert book.rules[0].cap("year") is None


def test_the_latest_version_not_after_the_day_holds_and_before_all_the_first() -> None:
    first, second = RuleBook((rule("A"),), date(2025, 1, 1)), RuleBook((rule("B"),), date(2025, 7, 1))
    books = RuleBooks((first, second))
    assert books.on(date(2024, 12, 31)) is first
    assert books.on(date(2025, 6, 30)) is first
    assert books.on(date(2025, 7, 1)) is second
    assert RuleBooks(()).on(date(2025, 1, 1)).rules == ()
