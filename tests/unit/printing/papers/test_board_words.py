"""Sentences of a list that the program composes."""

from datetime import date
from decimal import Decimal

from jifen.domain.documents.published import Reason
from jifen.domain.period import Period
from jifen.printing.papers.board_words import Deed, article, dated, fact, history, red_reason

HALF = Period.parse("2025H1")


def reason(category: str, points: str, wording: str | None = None) -> Reason:
    return {"category": category, "rule": None, "wording": wording, "points": points}


def test_a_red_reason_names_categories_from_the_largest_and_whether_points_were_lost() -> None:
    found = [reason("公益志愿", "12"), reason("环境卫生", "40"), reason("环境卫生", "6")]
    assert red_reason(found, Decimal(58), Decimal(0), HALF) == "环境卫生46分、公益志愿12分；上半年无扣分"
    assert red_reason(found, Decimal(58), Decimal("-2.5"), HALF).endswith("；上半年扣2.5分")


def test_a_red_reason_tells_the_rule_that_brought_most_of_the_first_category() -> None:
    found = [
        reason("环境卫生", "20", "月检最清洁户"),
        reason("环境卫生", "6", "参加集体环境整治"),
        reason("村务参与", "1", "x"),
    ]
    assert (
        red_reason(found, Decimal(27), Decimal(0), HALF) == "环境卫生26分（月检最清洁户等）、村务参与1分；上半年无扣分"
    )


def test_more_categories_than_a_line_holds_are_told_as_more() -> None:
    found = [reason(name, "2") for name in "甲乙丙丁"]
    assert "等；" in red_reason(found, Decimal(8), Decimal(0), HALF)


def test_a_year_s_reason_speaks_of_the_year() -> None:
    assert red_reason([reason("甲", "2")], Decimal(2), Decimal(0), Period.parse("2025")).endswith("；全年无扣分")


def test_a_fact_begins_with_what_the_book_knows() -> None:
    deeds = [
        Deed(date(2025, 3, 5), False, "环境卫生", "乱倒垃圾、污水", Decimal(-2)),
        Deed(date(2025, 5, 1), True, "移风易俗", None, Decimal(-5)),
    ]
    assert fact(deeds) == "2025年3月5日乱倒垃圾、污水（扣2分）；2025年5月移风易俗类（扣5分）"
    assert article(["甲", "乙", "甲"]) == "甲；乙"


def test_a_fact_without_its_day_gets_it_once() -> None:
    assert dated("乱倒垃圾", date(2025, 3, 5)) == "2025年3月5日，乱倒垃圾"
    assert dated("2025年3月5日乱倒垃圾", date(2025, 3, 5)) == "2025年3月5日乱倒垃圾"
    assert dated("乱倒垃圾", None) == "乱倒垃圾"


def test_earlier_lists_are_told_in_a_few_words() -> None:
    assert history("red", 3, False) == "连续三次红榜"
    assert history("red", 1, True) == "由黑转红"
    assert history("black", 1, True) == "由红转黑"
    assert history("black", 2, False) == "连续两次黑榜"
    assert history("red", 1, False) == ""


def test_a_rule_that_brought_only_part_of_the_points_is_not_told_as_all_of_them() -> None:
    found = [reason("村务参与", "29"), reason("村务参与", "1", "参加村民会议")]
    assert red_reason(found, Decimal(30), Decimal(0), HALF) == "村务参与30分（参加村民会议等）；上半年无扣分"
