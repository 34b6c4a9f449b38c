"""What a sheet says in words beside its figures: a sign, that somebody gets nothing, or points of their own."""

from typing import Any

import pytest

WIDE = ["户编号", "户主", "环境卫生", "发展经济"]
DEEDS = ["户编号", "户主", "类别", "事由", "分值"]
SWEPT = ["01-01", "胡国", "环境卫生", "扫地", 2]
DUMPED = ["01-02", "贺瑞年", "环境卫生", "堆物", 1]


@pytest.mark.parametrize("word", ["弃权", "死亡", "已迁出", "不参评", "一票否决", "暂停参评", "未通过", "取消"])
def test_a_household_that_gets_nothing_by_its_name_but_has_points_is_asked_about(read: Any, word: str) -> None:
    rows = [WIDE, ["01-01", "胡国", 2, None], ["01-02", f"贺瑞年（{word}）", 1, None]]
    assert read(rows).faults == [("cell-unread", "B3")]
    assert read([DEEDS, SWEPT, ["01-02", "贺瑞年", "环境卫生", f"堆物（{word}）", 1]]).faults == [("cell-unread", "D3")]


@pytest.mark.parametrize("header", ["备注", "签字"])
@pytest.mark.parametrize("word", ["弃权", "死亡", "不参评"])
def test_so_it_is_where_a_note_or_the_signature_says_it(read: Any, header: str, word: str) -> None:
    rows = [[*WIDE, header], ["01-01", "胡国", 2, None, None], ["01-02", "贺瑞年", 1, None, word]]
    assert read(rows).faults == [("cell-unread", "E3")]


@pytest.mark.parametrize("note", ["党员", "低保户", "组长", "老二", "东头"])
def test_what_else_stands_behind_a_name_needs_no_answer(read: Any, note: str) -> None:
    assert read([WIDE, ["01-01", f"胡国（{note}）", 2, None]]).points == {"01-01 环境卫生": "2"}


@pytest.mark.parametrize("header", ["环境卫生（负分）", "环境卫生（失分）", "环境卫生（违规）", "环境卫生（扣分）"])
def test_a_bracket_behind_a_category_says_the_sign(read: Any, header: str) -> None:
    rows = [["户编号", "户主", "发展经济", header], ["01-01", "胡国", 2, 1]]
    assert read(rows).points == {"01-01 发展经济": "2", "01-01 环境卫生": "-1"}


@pytest.mark.parametrize("name", ["失分", "负分", "扣罚", "丢分明细", "3月倒扣"])
def test_a_sheet_named_by_loss_holds_deductions(read: Any, name: str) -> None:
    assert read({"得分": [DEEDS, SWEPT], name: [DEEDS, DUMPED]}).points == {
        "01-01 环境卫生": "2",
        "01-02 环境卫生": "-1",
    }


@pytest.mark.parametrize("header", ["扣分事由", "减分原因", "负分事由"])
def test_a_header_of_the_deeds_says_the_sign(read: Any, header: str) -> None:
    rows = [["户编号", "户主", "类别", header, "分值"], DUMPED]
    assert read(rows).points == {"01-02 环境卫生": "-1"}


@pytest.mark.parametrize("reason", ["扣分：与人吵架", "减分 堆物", "（扣分）堆物", "堆物，扣1分", "乱倒垃圾罚两分"])
def test_a_deed_told_as_a_deduction_over_a_bare_figure_is_asked_about(read: Any, reason: str) -> None:
    assert read([DEEDS, SWEPT, ["01-02", "贺瑞年", "环境卫生", reason, 1]]).faults == [("sign-unclear", "E3")]
    assert read([DEEDS, SWEPT, ["01-02", "贺瑞年", "环境卫生", reason, -1]]).points["01-02 环境卫生"] == "-1"


@pytest.mark.parametrize("heading", ["减分明细", "二、扣分项", "扣分情况"])
def test_a_heading_of_deductions_between_the_rows_is_asked_about(read: Any, heading: str) -> None:
    assert read([DEEDS, SWEPT, [heading], DUMPED]).faults == [("sign-unclear", "A3")]
    assert read([DEEDS, SWEPT, [heading], [*DUMPED[:4], -1]]).points["01-02 环境卫生"] == "-1"
    assert read([DEEDS, SWEPT, [heading], ["加分明细"], DUMPED]).points["01-02 环境卫生"] == "1"


@pytest.mark.parametrize("line", ["补：贺瑞年加2分", "另：贺瑞年家扣1分", "注：贺瑞年奖励2分未列入，加 2 分"])
def test_points_given_in_a_line_beside_the_table_are_asked_about(read: Any, line: str) -> None:
    assert read([WIDE, ["01-01", "胡国", 2, None], [line]]).faults == [("cell-unread", "A3")]
    assert read([[line], WIDE, ["01-01", "胡国", 2, None]]).faults == [("cell-unread", "A1")]


@pytest.mark.parametrize("line", ["注：乱倒垃圾每次扣2分", "说明：贺瑞年等三户本月外出", "评议组长：贺瑞年"])
def test_other_lines_are_left(read: Any, line: str) -> None:
    assert read([WIDE, ["01-01", "胡国", 2, None], [line]]).points == {"01-01 环境卫生": "2"}


def test_without_any_column_of_what_was_done_nothing_is_entered(read: Any) -> None:
    rows = [["户编号", "户主", "丙丁", "加分", "扣分", "是否通过"], ["01-01", "胡国", "扫地", 2, None, "通过"]]
    assert ("rule-unknown", "D2") in read(rows).faults


def test_a_list_of_types_and_deeds_is_read(read: Any) -> None:
    head = ["家庭户主", "类型", "积分事由", "加分", "扣分", "审定"]
    rows = [head, ["胡国", "环境卫生", "扫地", 2, "—", "通过"], ["贺瑞年", "环境卫生", "堆物", "—", 1, "待核实"]]
    assert read(rows).points == {"01-01 环境卫生": "2"}


def test_yes_and_no_decide_under_a_header_of_judging(read: Any) -> None:
    rows = [[*DEEDS, "是否认可"], [*SWEPT, "是"], [*DUMPED, "否"]]
    assert read(rows).points == {"01-01 环境卫生": "2"}


def test_codes_without_their_dash_must_agree_with_the_name(read: Any) -> None:
    head = ["No.", "编号", "姓名", "环境卫生"]
    assert read([head, [1, "0101", "胡国", 2], [2, "0102", "贺瑞年", 1]]).points["01-02 环境卫生"] == "1"
    assert read([head, [1, "0101", "胡国", 2], [2, "0101", "贺瑞年", 1]]).faults[0][0] == "household-mismatch"


def test_a_blank_among_rows_that_passed_is_asked_about(read: Any) -> None:
    rows = [[*WIDE, "审核结果"], ["01-01", "胡国", 2, None, "通过"], ["01-02", "贺瑞年", 1, None, None]]
    assert read(rows).faults == [("decision-unclear", "E3")]


@pytest.mark.parametrize("unit", ["%", "％", "亩", "占比"])
def test_a_category_in_another_unit_is_asked_about(read: Any, unit: str) -> None:
    rows = [["户编号", "户主", "环境卫生", f"发展经济（{unit}）"], ["01-01", "胡国", 2, 3]]
    assert [code for code, _ in read(rows).faults] == ["column-unclear"]


@pytest.mark.parametrize("line", ["此表作废", "（草稿）", "注：以上分值均为扣分", "未经评议", "说明：以下为六月份补录"])
def test_a_line_that_takes_all_back_is_asked_about(read: Any, line: str) -> None:
    rows = [WIDE, ["01-01", "胡国", 2, None]]
    assert [place for _, place in read([[line], *rows]).faults] == ["A1"]
    assert [place for _, place in read([*rows, [line]]).faults] == ["A3"]


@pytest.mark.parametrize(
    "line", [["更正：贺瑞年应为3分"], ["注：01-02户评议未通过"], ["另：", "贺瑞年", "环境卫生加2分"]]
)
def test_a_line_that_mends_a_household_is_asked_about(read: Any, line: list[str]) -> None:
    assert read([WIDE, ["01-01", "胡国", 2, None], [], line]).issues


@pytest.mark.parametrize("word", ["一票否决", "弃权", "清零", "本月不计", "未评", "重复"])
def test_a_word_behind_the_table_that_takes_a_row_back_is_asked_about(read: Any, word: str) -> None:
    assert read([WIDE, ["01-01", "胡国", 2, None], ["01-02", "贺瑞年", 1, None, word]]).faults == [
        ("cell-unread", "E3")
    ]


def test_a_nought_on_the_other_side_says_nothing(read: Any) -> None:
    rows = [["户编号", "户主", "类别", "事由", "加分", "扣分"], ["01-01", "胡国", "环境卫生", "扫地", 2, 0]]
    assert read(rows).points == {"01-01 环境卫生": "2"}


def test_codes_under_any_header_must_agree_with_the_name(read: Any) -> None:
    head = ["丙丁号", "户主", "环境卫生"]
    assert read([head, ["01-01", "贺瑞年", 2], ["01-02", "贺瑞年", 1]]).faults[0] == ("household-mismatch", "B2")


def test_votes_under_a_header_of_judging_are_asked_about(read: Any) -> None:
    assert read([[*DEEDS, "复核"], [*SWEPT, 1], [*DUMPED, 0]]).faults == [("column-unclear", "F1")]


@pytest.mark.parametrize("header", ["是否通过", "审核结果", "表决结果"])
def test_what_is_not_good_enough_is_not_passed(read: Any, header: str) -> None:
    rows = [[*WIDE, header], ["01-01", "胡国", 2, None, "合格"], ["01-02", "贺瑞年", 1, None, "不合格"]]
    assert {code for code, _ in read(rows).faults} == {"decision-unclear"}


def test_a_sheet_of_supplements_may_say_so_in_its_title(read: Any) -> None:
    assert read([["2025年3月积分补录表"], WIDE, ["01-01", "胡国", 2, None]]).points == {"01-01 环境卫生": "2"}
