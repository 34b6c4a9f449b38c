"""Sentences of a list that the program composes."""

from datetime import date
from decimal import Decimal

from jifen.printing.papers.board_words import Deed, article, broken, composed, dated, fact, history


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


def test_a_place_stands_between_day_and_deed_and_is_not_said_twice() -> None:
    day, deed = date(2025, 3, 5), "乱倒垃圾、污水（HJ09）"
    assert composed("两桶", day, deed, "村东渠边") == "2025年3月5日，村东渠边，乱倒垃圾、污水（HJ09）：两桶"
    assert composed("两桶", None, None, " 村东渠边 ") == "村东渠边，两桶"
    assert composed("在渠边倒了两桶垃圾", day, deed, "渠边") == "2025年3月5日，在渠边倒了两桶垃圾"
    assert composed("3月6日倒了两桶", day, deed, "村东渠边") == "3月6日倒了两桶（村东渠边）"
    assert composed("2025年3月倒垃圾（扣5分）", day, deed, "渠边") == "2025年3月倒垃圾（扣5分）（2025年3月5日，渠边）"
    assert composed(" ", day, deed, "村东渠边") == ""


def test_earlier_lists_are_told_in_a_few_words() -> None:
    assert history("red", 3, False) == "连续三次红榜"
    assert history("red", 1, True) == "由黑转红"
    assert history("black", 1, True) == "由红转黑"
    assert history("black", 2, False) == "连续两次黑榜"
    assert history("red", 1, False) == ""


def test_a_law_is_broken_and_a_deed_is_named() -> None:
    assert broken("村规民约第8条") == "违反村规民约第8条"
    assert broken("《积分细则》HJ11 焚烧秸秆垃圾") == "违反《积分细则》HJ11 焚烧秸秆垃圾"
    assert broken("私拉乱接电线") == "私拉乱接电线"
