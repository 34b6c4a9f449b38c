from datetime import date, datetime
from decimal import Decimal

import pytest

from jifen.domain.period import Month, Period, within_reach
from jifen.reading.formats.workbook import Cell
from jifen.reading.words.days import parse_day, read_day
from jifen.reading.words.numbers import Fault, Points, is_none, read_count, read_decision, read_direction, read_points

MARCH = Month(2025, 3)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("2", "2"), ("+2", "2"), ("２", "2"), ("加2", "2"), ("2分", "2"), ("扣1分", "-1"), ("-1", "-1"), ("－１", "-1"),
        ("减2", "-2"), ("＋０．５", "0.5"), (" 3 ", "3"), ("\u30003", "3"), ("−2", "-2"), ("–2", "-2"), (".5", "0.5"),
        ("1.50", "1.5"), ("加 2 分", "2"), ("2\n", "2"), ("1.500", "1.5"), ("０", "0"),
    ],
)  # fmt: skip
def test_points_are_read_in_every_way_a_village_writes_them(text: str, points: str) -> None:
    found = read_points(Cell("text", text))
    assert isinstance(found, Points)
    assert found.value == Decimal(points)


@pytest.mark.parametrize(
    "text",
    [
        "1O", "2/3", "两三分", "3 4", "1,000", "1e3", "②", "3²", "½", "加-2", "--2", "2~3", "3月4日", "二", "一", "十",
        "2分3", "约2", "2?", "2.", "+", "加", "分", "０x1F", "٣", "²", "1_0", "NaN", "∞", "2-3", "(2)", "—2", "×",
    ],
)  # fmt: skip
def test_what_is_no_number_is_never_taken_for_one(text: str) -> None:
    found = read_points(Cell("text", text))
    assert isinstance(found, Fault)
    assert found.code == "points-invalid"


@pytest.mark.parametrize("text", ["", " ", "\u3000", "/", "／", "—", "——", "-", "－", "无", "–", " / "])
def test_blanks_and_the_marks_for_none_are_no_points(text: str) -> None:
    assert read_points(Cell("text", text)) is None
    assert is_none(Cell("text", text))


@pytest.mark.parametrize(
    ("value", "points"), [(0.1 + 0.2, "0.3"), (1e3, "1000"), (-0.0, "0"), (2.0, "2"), (1.005 * 100, "100.5")]
)
def test_numbers_are_taken_at_fifteen_digits_as_a_spreadsheet_shows_them(value: float, points: str) -> None:
    found = read_points(Cell("number", value))
    assert isinstance(found, Points)
    assert found.value == Decimal(points)
    assert str(found.value) != "-0"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("number", 1.333), "points-precision"),
        (Cell("text", "1.333"), "points-precision"),
        (Cell("number", 1e6), "points-out-of-range"),
        (Cell("text", "13800001111"), "points-out-of-range"),
        (Cell("percent", 0.02), "points-invalid"),
        (Cell("bool", True), "points-invalid"),
        (Cell("date", datetime(2025, 3, 4)), "points-invalid"),
        (Cell("error", "#REF!"), "cell-error"),
        (Cell("text", "#N/A"), "cell-error"),
        (Cell("text", "错误:502"), "cell-error"),
        (Cell("uncalculated", "1+1"), "cell-uncalculated"),
        (Cell("number", 2.0, shown_sign=True), "sign-unclear"),
    ],
)
def test_each_kind_of_unusable_points_cell_has_its_code(cell: Cell, code: str) -> None:
    found = read_points(cell)
    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "2025.3.7", "2025年3月7日", "3月7日", "2025-03-07", "7日", "2025/3/7", "25年3月7日", "２０２５．３．７",
        "3月7号",
        "2025年3月7日上午", "三月七日", "二〇二五年三月七日", "20250307", "2025-03-07 10:30:00", "3.7", "2025 . 3 . 7",
        "2025年3月7日（星期五）",
    ],
)  # fmt: skip
def test_days_are_read_in_every_way_people_write_them(text: str) -> None:
    assert parse_day(text, MARCH) == date(2025, 3, 7)


@pytest.mark.parametrize(
    "text", ["2月30日", "2025.13.1", "3月上旬", "3月5日-7日", "月底", "32日", "13月1日", "昨天", "3", "0日"]
)
def test_impossible_days_are_faults(text: str) -> None:
    assert parse_day(text, MARCH) == Fault("date-invalid")


def test_serial_numbers_are_days_in_date_cells_and_plain_ones() -> None:
    assert read_day(Cell("number", 45723.0), MARCH) == date(2025, 3, 7)
    assert read_day(Cell("date", datetime(2025, 3, 7, 10)), MARCH) == date(2025, 3, 7)
    assert read_day(Cell("text", "45723"), MARCH) == date(2025, 3, 7)
    assert read_day(Cell("number", 3.7), MARCH) == Fault("date-invalid")
    assert read_day(Cell("number", 20250307.0), MARCH) == date(2025, 3, 7)


def test_a_short_day_takes_the_year_that_is_within_reach_of_the_meeting() -> None:
    january = Month(2025, 1)
    assert parse_day("12月28日", january, date(2025, 1, 28)) == date(2024, 12, 28)
    assert parse_day("1月3日", Month(2024, 12), date(2025, 1, 5)) == date(2025, 1, 3)
    assert parse_day("5月3日", MARCH) == date(2025, 5, 3)


def test_days_may_lie_sixty_two_days_before_the_meeting_and_not_after_it() -> None:
    march, meeting = Period.of_month(MARCH), date(2025, 3, 28)
    assert within_reach(meeting, march, meeting)
    assert within_reach(date(2025, 1, 25), march, meeting)
    assert not within_reach(date(2025, 1, 24), march, meeting)
    assert not within_reach(date(2025, 3, 29), march, meeting)


def test_a_meeting_of_a_quarter_reaches_back_to_the_month_before_it() -> None:
    quarter, meeting = Period.parse("2025Q1"), date(2025, 4, 28)
    assert within_reach(date(2024, 12, 1), quarter, meeting)
    assert not within_reach(date(2024, 11, 30), quarter, meeting)


@pytest.mark.parametrize(("text", "sign"), [("加", 1), ("＋", 1), ("扣分", -1), ("－", -1), ("减", -1), ("", 0)])
def test_the_direction_column_is_read(text: str, sign: int) -> None:
    assert read_direction(Cell("text", text)) == sign


def test_an_unknown_direction_is_unclear() -> None:
    assert read_direction(Cell("text", "不详")) == Fault("sign-unclear", "direction")


@pytest.mark.parametrize(
    ("text", "passed"), [("通过", True), ("同意", True), ("核定", True), ("待定", False), ("不通过", False)]
)
def test_the_decision_column_is_read(text: str, passed: bool) -> None:
    assert read_decision(Cell("text", text)) is passed


@pytest.mark.parametrize("text", ["", "优秀", "通过？", "基本通过"])
def test_any_other_decision_is_unclear(text: str) -> None:
    found = read_decision(Cell("text", text))
    assert isinstance(found, Fault)
    assert found.code == "decision-unclear"


def test_counts_are_whole_numbers() -> None:
    assert read_count(Cell("text", "３次")) == 3
    assert read_count(Cell("number", 2.0)) == 2
    assert read_count(Cell("text", "√")) == "tick"
    assert read_count(Cell("number", 1.5)) == Fault("points-invalid", "count")
    assert read_count(None) is None
