"""What a column means by what stands in it, and what a group leaves to the columns below it."""

from typing import Any

import pytest

WIDE = ["户编号", "户主", "环境卫生", "发展经济"]


@pytest.mark.parametrize("header", ["积分类型", "奖惩", "操作", "收支", "丁戊", "类别"])
@pytest.mark.parametrize(("up", "down"), [("加分", "扣分"), ("奖", "罚"), ("增", "减"), ("+", "-")])
def test_a_column_of_directions_is_one_under_any_header(read: Any, header: str, up: str, down: str) -> None:
    rows = [["户编号", "户主", header, "积分类别", "事由", "分值"]]
    rows += [["01-01", "胡国", up, "环境卫生", "扫地", 2], ["01-02", "贺瑞年", down, "环境卫生", "乱倒", 1]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-02 环境卫生": "-1"}


@pytest.mark.parametrize("total", [3, -3])
def test_its_total_may_be_written_without_the_sign_too(read: Any, total: int) -> None:
    head = ["户编号", "户主", "环境卫生", "发展经济", "合计"]
    rows = [head, ["01-01", "胡国", 2, 1, total], ["01-02", "贺瑞年", 1, None, total // 3], ["合计", None, 3, 1, 4]]
    found = read({"3月扣分": rows})
    assert found.points == {"01-01 环境卫生": "-2", "01-01 发展经济": "-1", "01-02 环境卫生": "-1"}


def test_a_false_total_of_deductions_is_refused(read: Any) -> None:
    head = ["户编号", "户主", "环境卫生", "发展经济", "合计"]
    assert read({"3月扣分": [head, ["01-01", "胡国", 2, 1, 1]]}).faults == [("total-mismatch", "E2")]


@pytest.mark.parametrize("header", ["审核", "状态", "处理结果", "意见", "丁戊", "备注"])
@pytest.mark.parametrize("rejected", ["不通过", "已驳回", "待审核", "不同意"])
def test_a_column_of_decisions_is_one_under_any_header(read: Any, header: str, rejected: str) -> None:
    rows = [["户编号", "户主", "类别", "事由", "分值", header]]
    rows += [["01-01", "胡国", "环境卫生", "扫地", 2, "已通过"], ["01-02", "贺瑞年", "环境卫生", "修渠", 3, rejected]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2"}
    assert found.reading.sheets[0].skipped == 1


def test_two_columns_of_decisions_must_agree(read: Any) -> None:
    rows = [["户编号", "户主", "类别", "事由", "分值", "审核", "意见"]]
    rows += [["01-01", "胡国", "环境卫生", "扫地", 2, "通过", "通过"]]
    rows += [["01-02", "贺瑞年", "环境卫生", "修渠", 3, "通过", "不通过"]]
    assert read(rows).faults == [("decision-unclear", "G3")]


def test_grades_in_a_wide_sheet_decide_nothing(read: Any) -> None:
    found = read([[*WIDE, "评议结果"], ["01-01", "胡国", 2, 1, "优秀"], ["01-02", "贺瑞年", 1, None, "合格"]])
    assert found.issues == []
    assert [c.meaning for c in found.reading.sheets[0].left] == ["等次"]


@pytest.mark.parametrize("group", ["加减分", "加扣分情况", "加/扣分", "奖罚", "增减分", "得分（扣分填负数）"])
def test_a_group_of_both_directions_leaves_the_sign_to_the_cells(read: Any, group: str) -> None:
    rows = [["户编号", "户主", group, None], [None, None, "环境卫生", "发展经济"], ["01-01", "胡国", 2, -1]]
    found = read(rows, ["C1:D1"])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-01 发展经济": "-1"}


@pytest.mark.parametrize("group", ["负面清单", "违规", "扣除", "减项", "不文明行为"])
def test_a_group_that_means_deduction_gives_its_sign(read: Any, group: str) -> None:
    rows = [["户编号", "户主", group, None], [None, None, "环境卫生", "发展经济"], ["01-01", "胡国", 2, None]]
    assert read(rows, ["C1:D1"]).points == {"01-01 环境卫生": "-2"}


def test_a_group_that_names_no_sign_beside_awards_is_asked_about(read: Any) -> None:
    rows = [["户编号", "户主", "加分", "丁戊"], [None, None, "环境卫生", "发展经济"], ["01-01", "胡国", 2, 1]]
    assert read(rows).faults == [("sign-unclear", "D1")]


def test_a_sheet_named_after_deductions_holds_deductions(read: Any) -> None:
    head = ["户编号", "户主", "类别", "事由", "分值"]
    found = read(
        {
            "加分": [head, ["01-01", "胡国", "环境卫生", "扫地", 2]],
            "扣分": [head, ["01-02", "贺瑞年", "环境卫生", "堆物", 1]],
        }
    )
    assert found.points == {"01-01 环境卫生": "2", "01-02 环境卫生": "-1"}


@pytest.mark.parametrize(("first", "second", "points"), [
    ("本月", "累计", "2"), ("得分", "备注", "2"), ("3月", "累计", "2"), ("当月", "上月", "2"),
    ("上半月", "下半月", "7"), ("第一周", "第二周", "7"), ("上旬", "中旬", "7"), ("加分", "扣分", "-3"),
])  # fmt: skip
def test_columns_below_a_category_are_its_figures_or_parts_of_them(
    read: Any, first: str, second: str, points: str
) -> None:
    rows = [["户编号", "户主", "环境卫生", None], [None, None, first, second], ["01-01", "胡国", 2, 5]]
    found = read(rows, ["C1:D1"])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": points}


def test_a_group_of_another_time_counts_nothing_beside_this_month(read: Any) -> None:
    rows = [["户编号", "户主", "本月", "累计"], [None, None, "环境卫生", "环境卫生"], ["01-01", "胡国", 2, 30]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2"}


def test_a_group_of_another_time_alone_is_asked_about(read: Any) -> None:
    rows = [["户编号", "户主", "年度得分", "发展经济"], [None, None, "环境卫生", None], ["01-01", "胡国", 2, 3]]
    assert read(rows, ["D1:D2"]).faults == [("column-unclear", "C1")]


@pytest.mark.parametrize("header", ["2月环境卫生", "环境卫生（2月）"])
def test_a_category_of_another_month_is_said_at_its_header(read: Any, header: str) -> None:
    assert read([["户编号", "户主", header], ["01-01", "胡国", 2]]).faults == [("month-conflict", "C1")]


@pytest.mark.parametrize(
    "header", ["参加集体环境整治（次数）", "参加集体环境整治次数", "参加集体环境整治得分", "参加集体环境整治（HJ05）"]
)
def test_an_item_is_known_with_its_unit_or_code_behind_it(read: Any, header: str) -> None:
    found = read([["户编号", "户主", header], ["01-01", "胡国", 2]])
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "4" if "次" in header else "2"}


def test_texts_beside_awards_and_deductions_name_what_each_is_for(read: Any) -> None:
    rows = [["户编号", "户主", "加分项", "加分", "扣分项", "扣分"]]
    rows += [["01-01", "胡国", "参加集体环境整治", 2, "乱倒垃圾、污水", 2], ["01-02", "贺瑞年", None, None, "HJ09", 2]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "2", "01-01 HJ09": "-2", "01-02 HJ09": "-2"}


def test_two_columns_of_awards_are_both_read(read: Any) -> None:
    rows = [["户编号", "户主", "类别", "事由", "加分", "奖励分", "扣分"]]
    rows += [
        ["01-01", "胡国", "环境卫生", "扫地", 2, None, None],
        ["01-02", "贺瑞年", "环境卫生", "修渠", None, 3, None],
    ]
    assert read(rows).points == {"01-01 环境卫生": "2", "01-02 环境卫生": "3"}


def test_a_row_of_awards_and_a_row_of_deductions_are_one_household(read: Any) -> None:
    rows = [["户编号", "户主", "加/扣", "环境卫生", "发展经济"]]
    rows += [["01-01", "胡国", "加", 3, 2], ["01-01", "胡国", "扣", 1, None], ["01-02", "贺瑞年", "加", 1, None]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-01 发展经济": "2", "01-02 环境卫生": "1"}
    assert read([*rows, ["01-02", "贺瑞年", "加", 1, None]]).faults == [("row-repeated", "A5")]
    assert read([*rows, ["01-02", "贺瑞年", None, 1, None]]).faults[0] == ("sign-unclear", "C5")


def judged(header: str, *cells: object) -> list[list[object]]:
    head = ["户编号", "户主", "类别", "事由", "分值", header]
    return [head, *(["01-01", "胡国", "环境卫生", f"清沟{n}", 1, cell] for n, cell in enumerate(cells))]


@pytest.mark.parametrize("header", ["审定", "复核", "是否认可", "村里怎么说"])
@pytest.mark.parametrize("word", ["不认可", "未批准", "不属实", "剔除", "未获通过", "不予采纳"])
def test_a_word_of_refusal_rejects_its_row_under_any_header(read: Any, header: str, word: str) -> None:
    assert read(judged(header, "通过", word, "同意")).points == {"01-01 环境卫生": "2"}


@pytest.mark.parametrize("word", ["不达标", "有异议", "缺材料", "重复申报", "证据不足", "N"])
@pytest.mark.parametrize("header", ["审定", "复核", "是否认可", "村里怎么说"])
def test_a_word_nobody_knows_among_decisions_is_asked_about(read: Any, header: str, word: str) -> None:
    assert read(judged(header, "通过", word, "同意")).faults == [("decision-unclear", "F3")]


@pytest.mark.parametrize("word", ["有异议", "缺材料", "不达标", "剔除"])
def test_the_one_word_under_a_header_of_judging_is_asked_about(read: Any, word: str) -> None:
    assert read(judged("复核", None, word, None, None)).faults == [("cell-unread", "F3")]


def test_who_judged_is_left_aside(read: Any) -> None:
    assert read(judged("审核人", None, "李某", None)).points == {"01-01 环境卫生": "3"}
    assert read(judged("审核", "李某", "李某", "张某")).points == {"01-01 环境卫生": "3"}


@pytest.mark.parametrize("header", ["审定", "审批", "是否认可", "认定结果", "票决", "村委会意见", "是否计分"])
@pytest.mark.parametrize(
    "words", [("Y", "N"), ("真实", "虚假"), ("支持", "反对"), ("15票", "6票"), ("对", "错"), ("好", "差")]
)
def test_words_nobody_knows_under_a_header_of_judging_are_asked_about(
    read: Any, header: str, words: tuple[str, str]
) -> None:
    assert read(judged(header, words[0], words[1], words[0])).faults == [("cell-unread", "F1")]


def test_how_good_a_month_was_decides_nothing(read: Any) -> None:
    rows = [["户编号", "户主", "环境卫生", "考核评价"], ["01-01", "胡国", 2, "优秀"], ["01-02", "贺瑞年", 1, "合格"]]
    assert read(rows).points == {"01-01 环境卫生": "2", "01-02 环境卫生": "1"}
