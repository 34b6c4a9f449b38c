"""Caps and ceilings: what a household may gain and lose."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.domain.ledger import Score, rank
from jifen.domain.limits import Ceilings, CountedLine, cap_breaches, ceiling_breaches, value_breaches
from jifen.domain.period import Month
from jifen.domain.rulebook import Cap, Rule, RuleBook, RulePoints, parse_caps

JULY, JUNE, LAST_YEAR = Month(2025, 7), Month(2025, 6), Month(2024, 12)
RULES = {
    "A": Rule("A", "环境卫生", "a", RulePoints.parse("+2"), caps=parse_caps("6/month,10/year")),
    "B": Rule("B", "环境卫生", "b", RulePoints.parse("-3~-15"), caps=parse_caps("20/month")),
    "C": Rule("C", "环境卫生", "c", RulePoints.parse("+1~+30"), caps=parse_caps("10/event")),
}


def line(
    points: str, rule: str | None = "A", month: Month = JULY, household: str = "01-01", event: bool = False
) -> CountedLine:
    return CountedLine(household, month, Decimal(points), "环境卫生", rule, None, event)


def known(found: CountedLine) -> Rule | None:
    return RULES.get(found.rule or "")


def caps(new: list[CountedLine], before: list[CountedLine] | None = None) -> list[tuple[int, str | None, str]]:
    return [(f.index, f.per, str(f.reached)) for f in cap_breaches(new, before or [], known)]


def test_points_up_to_a_month_s_cap_pass_and_one_step_over_does_not() -> None:
    assert caps([line("2"), line("4")]) == []
    assert caps([line("2"), line("4"), line("2")]) == [(2, "month", "8")]


def test_what_the_book_holds_counts_in_its_own_month_and_year_only() -> None:
    assert caps([line("4")], [line("4")]) == [(0, "month", "8")]
    assert caps([line("4")], [line("4", month=JUNE)]) == []
    assert caps([line("4")], [line("6", month=JUNE), line("2", month=Month(2025, 5))]) == [(0, "year", "12")]
    assert caps([line("4")], [line("6", month=LAST_YEAR)]) == []


def test_another_household_or_rule_or_no_rule_does_not_count() -> None:
    assert caps([line("6")], [line("6", household="01-02"), line("6", rule="C"), line("6", rule=None)]) == []


def test_a_reversal_gives_room_again() -> None:
    assert caps([line("6")], [line("6"), line("-6")]) == []


def test_a_deduction_s_cap_counts_its_size() -> None:
    assert caps([line("-15", "B"), line("-5", "B")]) == []
    assert caps([line("-15", "B"), line("-6", "B")]) == [(1, "month", "21")]


def test_a_cap_is_told_once_a_household_and_span() -> None:
    assert caps([line("8"), line("2"), line("2", household="01-02")]) == [(0, "month", "8"), (1, "year", "10")][:1]


def values(*new: CountedLine) -> list[tuple[int, str]]:
    return [(f.index, f.code) for f in value_breaches(new, known)]


def test_a_line_is_held_to_its_rule_s_sign_and_value() -> None:
    assert values(line("4"), line("-4", "B")) == []
    assert values(line("3")) == [(0, "points-out-of-range")]
    assert values(line("-2")) == [(0, "sign-unclear")]
    assert values(line("2", "Z")) == [(0, "rule-unknown")]
    assert values(line("2.5", None)) == []


def test_the_cap_an_event_binds_rows_of_one_event_only() -> None:
    assert values(line("20", "C")) == []
    assert values(line("20", "C", event=True)) == [(0, "cap-exceeded")]
    assert values(line("10", "C", event=True)) == []


CEILINGS = Ceilings(Decimal(30), Decimal(-20))


def ceiling(new: list[CountedLine], before: list[CountedLine] | None = None) -> list[tuple[int, str]]:
    return [(f.index, str(f.reached)) for f in ceiling_breaches(new, before or [], CEILINGS)]


def test_awards_and_deductions_of_a_month_are_counted_apart() -> None:
    assert ceiling([line("30", None), line("-20", None)]) == []
    assert ceiling([line("31", None), line("-5", None)]) == [(0, "31")]
    assert ceiling([line("30", None), line("-21", None)]) == [(1, "-21")]


def test_a_meeting_about_a_quarter_counts_the_ceilings_of_its_three_months() -> None:
    quarter = Ceilings(Decimal(30), Decimal(-20), {JULY: 3})
    assert ceiling_breaches([line("90", None), line("-60", None)], [], quarter) == []
    (found,) = ceiling_breaches([line("91", None)], [], quarter)
    assert (found.per, found.bound, found.reached) == ("term", Decimal(90), Decimal(91))
    assert ceiling_breaches([line("31", None, JUNE)], [], quarter)[0].per == "ceiling"


def test_a_ceiling_stands_at_the_largest_line_of_its_sign() -> None:
    assert ceiling([line("5", None), line("20", None), line("6", None)]) == [(1, "31")]


def test_a_ceiling_counts_what_the_book_holds_of_this_month() -> None:
    assert ceiling([line("5", None)], [line("26", None)]) == [(0, "31")]
    assert ceiling([line("5", None)], [line("26", None, JUNE), line("26", None, household="01-02")]) == []


def test_equal_points_share_a_place_and_the_next_place_is_counted() -> None:
    scores = [Score(code, Decimal(points)) for code, points in (("2-3", 5), ("10-1", 5), ("01-01", 9), ("A-1", 0))]
    assert [(r.rank, r.score.household) for r in rank(scores)] == [(1, "01-01"), (2, "2-3"), (2, "10-1"), (4, "A-1")]


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.integers(-5, 5), max_size=30))
def test_a_place_is_one_more_than_the_number_of_better_ones(points: list[int]) -> None:
    ranked = rank([Score(f"{n:02d}", Decimal(p)) for n, p in enumerate(points)])
    assert len(ranked) == len(points)
    for place in ranked:
        assert place.rank == 1 + sum(p > place.score.points for p in points)


PERIODS = {
    "D": Rule("D", "环境卫生", "d", RulePoints.parse("+2"), caps=parse_caps("4/day,6/quarter,8/half")),
    "E": Rule("E", "公益志愿", "e", RulePoints.parse("+1"), caps=parse_caps("5/category/month")),
    "F": Rule("F", "公益志愿", "f", RulePoints.parse("+1")),
    "G": Rule("G", "公益志愿", "g", RulePoints.parse("-1")),
    "N": Rule("N", "遵规守法", "n", RulePoints.parse("named:轻-5;重-10"), double_months=3),
}
BOOK = RuleBook(tuple(PERIODS.values()))


def at(points: str, rule: str | None, month: Month = JULY, day: int = 0) -> CountedLine:
    category = PERIODS[rule].category if rule else "公益志愿"
    on = date(month.year, month.number, day) if day else None
    return CountedLine("01-01", month, Decimal(points), category, rule, on, bool(day))


def over(new: list[CountedLine], before: list[CountedLine] | None = None) -> list[tuple[int, str | None, str]]:
    def rule_of(found: CountedLine) -> Rule | None:
        return PERIODS.get(found.rule or "")

    def of_category(found: CountedLine) -> tuple[Cap, ...]:
        return BOOK.category_caps(found.category, award=found.points > 0)

    return [(f.index, f.per, str(f.reached)) for f in cap_breaches(new, before or [], rule_of, of_category)]


def test_a_cap_a_day_binds_deeds_of_that_day_and_no_sum_of_a_month() -> None:
    assert over([at("2", "D", day=3), at("2", "D", day=3), at("2", "D", day=4)]) == []
    assert over([at("4", "D", day=3), at("2", "D", day=3)]) == [(1, "day", "6")]
    assert over([at("2", "D", day=3)], [at("4", "D", day=3)]) == [(0, "day", "6")]
    assert over([at("6", "D")]) == []


def test_caps_a_quarter_and_a_half_year_count_their_months() -> None:
    assert over([at("4", "D")], [at("4", "D", Month(2025, 8))]) == [(0, "quarter", "8")]
    assert over([at("4", "D")], [at("4", "D", JUNE)]) == []
    assert over([at("4", "D", Month(2025, 12))], [at("6", "D")]) == [(0, "half", "10")]


def test_a_cap_of_a_category_counts_all_its_lines_with_and_without_a_rule_on_its_side() -> None:
    assert over([at("3", "F"), at("2", "E")]) == []
    assert over([at("3", "F"), at("3", None)]) == [(1, "category/month", "6")]
    assert over([at("1", "F")], [at("5", "E"), at("9", "F", JUNE)]) == [(0, "category/month", "6")]
    assert over([at("-9", "G")], [at("5", "E")]) == []


def test_one_deed_of_a_named_value_is_one_of_them_or_twice_it_where_it_may_be_doubled() -> None:
    def told(points: str) -> list[str]:
        return [found.code for found in value_breaches([at(points, "N", day=3)], lambda _: PERIODS["N"])]

    assert (told("-5"), told("-10"), told("-20"), told("-15")) == ([], [], [], ["points-out-of-range"])
