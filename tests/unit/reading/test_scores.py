"""Sheets of a village that counts from a base: what is added up, and the score it comes to, stand side by side."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from jifen.domain.rulebook import RuleBook, RuleBooks
from jifen.domain.scheme.scheme import Scheme

HEAD = ["户编号", "户主", "基础分", "环境", "移风", "得分"]
FROM_100 = Scheme(base=Decimal(100), floor=Decimal(0), ceiling=Decimal(105))


@pytest.fixture
def scored(read: Any, context: Any) -> Any:
    """Read a table under a scheme, which begins at 100 where nothing else is said."""
    rules = context().rulebooks.versions[0].rules

    def reader(rows: Any, scheme: Scheme = FROM_100) -> Any:
        return read(rows, rulebooks=RuleBooks([RuleBook(rules, scheme=scheme)]))

    return reader


def test_a_total_may_be_the_score_or_the_points_and_the_base_counts_nothing(scored: Any) -> None:
    rows = [
        ["01-01", "胡国", 100, 2, -5, 97],
        ["01-02", "贺瑞年", 100, 9, None, 105],
        ["01-03", "刘新", 100, 1, None, 1],
    ]
    found = scored([HEAD, *rows])
    assert found.issues == []
    assert list(found.points.values()) == ["2", "-5", "9", "1"]
    assert [column.meaning for column in found.reading.sheets[0].left] == ["基础分"]


def test_a_total_that_is_neither_is_said_with_both(scored: Any) -> None:
    found = scored([HEAD, ["01-01", "胡国", 100, 2, -5, 98]])
    assert found.faults == [("total-mismatch", "F2")]
    assert dict(found.only.facts) == {"reason": "score", "expected": "-3", "score": "97"}


def test_scores_are_added_up_below_those_that_state_one(scored: Any) -> None:
    rows = [HEAD, ["01-01", "胡国", 100, 2, None, 102], ["01-02", "贺瑞年", 100, None, -3, 97], ["01-03", "刘新"]]
    assert scored([*rows, ["合计", None, None, 2, -3, 199]]).issues == []
    assert scored([*rows, ["合计", None, 200, 2, -3, 199]]).issues == []
    assert scored([*rows, ["合计", None, None, 2, -3, -1]]).issues == []
    assert scored([*rows, ["合计", None, None, 2, -3, 299]]).faults == [("total-mismatch", "F5")]


def test_a_base_that_the_scheme_has_otherwise_is_said_at_its_cell(scored: Any, read: Any) -> None:
    found = scored([HEAD, ["01-01", "胡国", 60, 2, None, 102], ["01-02", "贺瑞年", "免", 1, None, 101]])
    assert found.faults == [("total-mismatch", "C2"), ("total-mismatch", "C3")]
    assert dict(found.issues[0].facts) == {"reason": "base", "expected": "100"}
    assert read([HEAD, ["01-01", "胡国", 100, 2, None, 2]]).faults == [("total-mismatch", "C2")]


def test_categories_that_stand_beside_the_score_are_no_part_of_a_stated_one(scored: Any) -> None:
    apart = replace(FROM_100, unscored=("公益志愿",))
    rows = [["户编号", "户主", "环境", "公益", "得分"], ["01-01", "胡国", -3, 5, 97], ["合计", None, -3, 5, 97]]
    assert scored(rows, apart).issues == []
    assert scored(rows).faults == [("total-mismatch", "E2"), ("total-mismatch", "E3")]
    head = ["日期", "户编号", "户主", "类别", "事由", "分值", "合计"]
    first = ["3月5日", "01-01", "胡国", "公益志愿", "修渠", 5, None]
    rows = [head, first, ["3月6日", "01-01", "胡国", "移风易俗", "闹酒", -5, 95]]
    assert scored(rows, apart).issues == []
    grid = [["2025年3月积分"], ["户编号", "户主", "环境", "公益"], ["01-01", "胡国", 2, 9]]
    summary = [["2025年3月各户积分汇总"], ["户编号", "户主", "本月合计"], ["01-01", "胡国", 102]]
    assert scored({"1": grid, "汇总": summary}, apart).issues == []
    assert scored({"1": grid, "汇总": summary}).faults == [("total-mismatch", "C3")]


def test_whoever_came_within_the_period_may_begin_with_a_share_of_the_base(scored: Any) -> None:
    shared = replace(FROM_100, period="quarter", newcomers="monthly")
    first = ["01-01", "胡国", 33.33, 2, None, 35.33]
    rows = [["沙院村2025年一季度积分"], HEAD, first, ["01-02", "贺瑞年", 66.67, 1, None, 67.67]]
    assert scored(rows, shared).issues == []
    assert scored(rows, replace(shared, newcomers="whole")).faults == [
        *(("total-mismatch", "F3"), ("total-mismatch", "F4"), ("total-mismatch", "C3"), ("total-mismatch", "C4")),
    ]


def test_without_scores_a_total_is_of_the_points_alone(read: Any) -> None:
    found = read([["户编号", "户主", "环境", "得分"], ["01-01", "胡国", 2, 102]])
    assert dict(found.only.facts) == {"expected": "2"}


def test_beside_a_list_of_deeds_the_total_of_a_household_may_be_its_score(scored: Any) -> None:
    head = ["日期", "户编号", "户主", "类别", "事由", "分值", "合计"]
    rows = [
        head,
        ["3月5日", "01-01", "胡国", "环境卫生", "打扫", 2, None],
        ["3月6日", "01-01", "胡国", "移风易俗", "闹酒", -5, 97],
    ]
    assert scored(rows).issues == []
    rows[2][6] = 98
    assert scored(rows).faults == [("total-mismatch", "G3")]


def test_a_sheet_that_repeats_the_totals_may_give_the_scores(scored: Any) -> None:
    grid = [["2025年3月积分"], ["户编号", "户主", "环境"], ["01-01", "胡国", 2], ["01-02", "贺瑞年", -4]]
    summary = [
        ["2025年3月各户积分汇总"],
        ["户编号", "户主", "本月合计"],
        ["01-01", "胡国", 102],
        ["01-02", "贺瑞年", 96],
    ]
    assert scored({"1": grid, "汇总": summary}).issues == []
    summary[3][2] = 97
    assert scored({"1": grid, "汇总": summary}).faults == [("total-mismatch", "C4")]


def test_an_item_that_deducts_may_say_so_behind_its_wording_and_hold_plain_figures(read: Any) -> None:
    head = ["户编号", "户主", "乱倒垃圾、污水（扣分）", "HJ05 参加集体环境整治（加分）"]
    found = read([head, ["01-01", "胡国", 4, 2], ["01-02", "贺瑞年", None, 2]])
    assert found.issues == []
    assert found.points == {"01-01 HJ09": "-4", "01-01 HJ05": "2", "01-02 HJ05": "2"}
    mixed = read([head, ["01-01", "胡国", 4, None], ["01-02", "贺瑞年", -2, None]])
    assert mixed.faults == [("sign-unclear", "C2")]
    wrong = read([["户编号", "户主", "HJ05 参加集体环境整治（扣分）"], ["01-01", "胡国", 2], ["01-02", "贺瑞年", -2]])
    assert ("sign-unclear", "C3") in wrong.faults
