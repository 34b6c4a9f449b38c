"""Schemes as values: their canonical lines, who was in the village how long, and what scores come to."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.domain.household import EventKind, HouseholdEvent, Status
from jifen.domain.period import BEGINNING, Month, Period
from jifen.domain.rulebook import RuleBook, RuleBooks
from jifen.domain.scheme.scheme import (
    DEFAULT,
    Grade,
    Scheme,
    Spendable,
    parse_scheme,
    scheme_changes,
    scheme_lines,
)
from jifen.domain.scheme.scoring import conversions, mean
from jifen.domain.scheme.staying import Stay, stays

Q3 = Period.parse("2025Q3")
FULL = Scheme(
    period="quarter",
    base=Decimal(60),
    floor=Decimal(0),
    ceiling=Decimal(120),
    grades=(Grade("A", Decimal(90)), Grade("B", None)),
    spendable=Spendable("best", share=Decimal(30), each=Decimal(10)),
    apart="tier",
    subject="person",
    newcomers="monthly",
    redeem_from=Decimal(60),
    unscored=("公益志愿", "加分项"),
)


def test_every_line_of_a_scheme_is_read_back_as_it_was() -> None:
    lines = scheme_lines(FULL)
    assert lines == {
        "period": "quarter",
        "base": "60",
        "floor": "0",
        "ceiling": "120",
        "grades": "A:90;B:*",
        "spendable": "best:30:10",
        "apart": "tier",
        "subject": "person",
        "newcomers": "monthly",
        "redeem-from": "60",
        "unscored": "公益志愿;加分项",
    }
    assert parse_scheme(lines) == FULL
    assert (scheme_lines(DEFAULT), parse_scheme({})) == ({}, DEFAULT)
    assert [change.item for change in scheme_changes(DEFAULT, FULL)] == list(lines)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("period", "week"),
        ("newcomers", "maybe"),
        ("spendable", "best:0:10"),
        ("spendable", "best:101:10"),
        ("spendable", "best:30:0"),
        ("spendable", "best:30"),
        ("spendable", "all:3"),
        ("redeem-from", "x"),
        ("redeem_from", "60"),
    ],
)
def test_what_is_no_line_of_a_scheme_is_refused(key: str, text: str) -> None:
    with pytest.raises(ValueError):
        parse_scheme({key: text})


def events(code: str, *dated: tuple[date, EventKind, Status | None]) -> list[HouseholdEvent]:
    return [HouseholdEvent(code, on, kind, status=status, id=n) for n, (on, kind, status) in enumerate(dated)]


def test_a_month_counts_where_a_household_was_there_on_any_day_of_it() -> None:
    known = [
        *events("always", (BEGINNING, "registered", "active"), (date(2025, 8, 3), "renamed", None)),
        *events("first-day", (date(2025, 7, 1), "registered", "active")),
        *events("came", (date(2025, 8, 31), "registered", "active")),
        *events("left", (BEGINNING, "registered", "active"), (date(2025, 8, 1), "left", "left")),
        *events("left-later", (BEGINNING, "registered", "active"), (date(2025, 8, 2), "left", "left")),
        *events(
            "back",
            (BEGINNING, "registered", "active"),
            (date(2025, 7, 1), "left", "left"),
            (date(2025, 9, 30), "returned", "active"),
        ),
        *events(
            "same-day",
            (BEGINNING, "registered", "active"),
            (date(2025, 8, 5), "left", "left"),
            (date(2025, 8, 5), "returned", "active"),
        ),
        *events("away", (BEGINNING, "registered", "active"), (date(2025, 8, 5), "away", "away")),
        *events("later", (date(2025, 10, 1), "registered", "active")),
    ]
    assert stays(known, Q3) == {
        "always": Stay(3, 3, whole=True),
        "first-day": Stay(3, 3, whole=True),
        "came": Stay(2, 3, whole=False),
        "left": Stay(1, 3, whole=False),
        "left-later": Stay(2, 3, whole=False),
        "back": Stay(1, 3, whole=False),
        "same-day": Stay(3, 3, whole=True),
        "away": Stay(3, 3, whole=True),
    }


def test_whoever_came_within_the_period_starts_as_the_scheme_says() -> None:
    came, always = Stay(2, 3, whole=False), Stay(3, 3, whole=True)
    scored = {
        kind: [Scheme(base=Decimal(100), newcomers=kind).score(Decimal(4), stay) for stay in (came, always)]
        for kind in ("whole", "monthly", "out")
    }
    assert scored == {
        "whole": [Decimal(104), Decimal(104)],
        "monthly": [Decimal("70.67"), Decimal(104)],
        "out": [None, Decimal(104)],
    }
    bounded = Scheme(base=Decimal(100), floor=Decimal(60), newcomers="monthly")
    assert bounded.score(Decimal(-20), Stay(1, 3, whole=False)) == Decimal(60)


def test_a_mean_is_rounded_half_up_to_hundredths() -> None:
    assert mean([Decimal(40), Decimal(41), Decimal(41)]) == Decimal("40.67")
    assert mean([Decimal("40.01"), Decimal("40.02")]) == Decimal("40.02")


def test_the_best_get_their_points_and_whoever_is_level_with_the_last_of_them() -> None:
    best = Spendable.parse("best:30:10")
    scores = {"a": Decimal(90), "b": Decimal(-5), "c": Decimal(80), "d": Decimal(80), "e": Decimal(1), "f": None}
    # 30 % of the five that have a score are two; c and d are level
    assert {c for c, points in conversions(best, [scores]).items() if points} == {"a", "c", "d"}
    assert set(conversions(best, [scores]).values()) == {Decimal(0), Decimal(10)}
    apart = conversions(best, [{"a": Decimal(90)}, {"b": Decimal(-5)}, {"f": None}, {}])
    assert apart == {"a": Decimal(10), "b": Decimal(10), "f": Decimal(0)}


def test_what_lies_above_is_never_negative() -> None:
    above = Spendable.parse("above:60")
    scores = {"a": Decimal(69), "b": Decimal(56), "c": None}
    assert conversions(above, [scores]) == {"a": Decimal(9), "b": Decimal(0), "c": Decimal(0)}


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(-9, 9).map(Decimal), min_size=1), st.integers(1, 100))
def test_nobody_among_the_best_scored_less_than_one_who_is_not(scores: dict[str, Decimal], share: int) -> None:
    got = conversions(Spendable.parse(f"best:{share}:2"), [scores])
    inside = [scores[code] for code, points in got.items() if points]
    outside = [scores[code] for code, points in got.items() if not points]
    assert len(inside) * 100 >= share * len(scores)
    assert not outside or min(inside) > max(outside)


def test_a_period_falls_into_the_cycles_of_its_meetings() -> None:
    monthly, quarterly = RuleBook(()), RuleBook((), date(2025, 4, 1), scheme=Scheme(period="quarter"))
    books = RuleBooks((monthly, quarterly))
    assert [str(cycle) for cycle in books.cycles(Period.parse("2025H1"))] == ["2025-01", "2025-02", "2025-03", "2025Q2"]
    assert books.cycles(Period.parse("2025-08")) == (Period.parse("2025-08"),)
    assert books.cycles(Period(Month(2025, 7), Month(2025, 10))) == (
        Period.parse("2025Q3"),
        Period.parse("2025-10"),
    )
