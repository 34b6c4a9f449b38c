"""Tables as village offices keep them, and the points that must come of them."""

from datetime import date
from typing import Any

import pytest

HEAD = ["序号", "户编号", "户主", "发展", "移风", "环境", "遵规", "公益", "本月合计", "签字"]


def test_one_row_a_household_and_one_column_a_category(read: Any) -> None:
    found = read(
        [["沙院村2025年3月积分"], HEAD, [1, "01-01", "胡　国", 1, "/", 6, None, 0.5, 7.5], [2, "01-02", "贺瑞年"]]
    )
    assert found.issues == []
    assert found.points == {"01-01 发展经济": "1", "01-01 环境卫生": "6", "01-01 公益志愿": "0.5"}
    assert found.reading.sheets[0].rows == 2
    assert found.layouts == ["wide"]


def test_columns_may_stand_in_any_order_beside_others_that_are_no_points(read: Any) -> None:
    head = ["环境卫生", "联系电话", "上期结余", "户主姓名", "公益（分）", "累计积分", "户编号", "年度积分"]
    found = read([head, [2, 13800001111, 40, "胡国", 1, 300, "01-01", 99]])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-01 公益志愿": "1"}


def test_two_tables_side_by_side_are_two_tables(read: Any) -> None:
    head = ["户编号", "户主", "环境", "合计", None, "户编号", "户主", "环境", "合计"]
    rows = [
        head,
        ["01-01", "胡国", 2, 2, None, "01-02", "贺瑞年", -1, -1],
        ["01-03", "刘新", 1, 1],
        ["合计", None, 3, 3, None, "合计", None, -1, -1],
    ]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-02 环境卫生": "-1", "01-03 环境卫生": "1"}


def test_one_grand_total_may_count_both_tables_of_a_page(read: Any) -> None:
    head = ["户编号", "户主", "环境", "户编号", "户主", "环境"]
    rows = [
        head,
        ["01-01", "胡国", 2, "01-02", "贺瑞年", -1],
        ["01-03", "刘新", 1],
        [None, None, None, "总计", None, 2],
    ]
    assert read(rows).issues == []


def test_headers_repeated_on_every_printed_page_are_no_rows(read: Any) -> None:
    head = ["户编号", "户主", "环境", "合计"]
    rows = [
        ["沙院村2025年3月积分"], head, ["01-01", "胡国", 2, 2], ["本页小计", None, 2, 2], ["沙院村2025年3月积分"], head,
        ["01-02", "贺瑞年", 1, 1], ["本页小计", None, 1, 1], ["合计", None, 3, 3],
    ]  # fmt: skip
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-02 环境卫生": "1"}


def test_awards_and_deductions_in_groups_of_their_own(read: Any) -> None:
    rows = [
        ["户编号", "户主", "加分项", None, "扣分项（填正数）", None, "加分合计", "扣分合计", "合计"],
        [None, None, "环境", "公益", "环境", "移风", None, None, None],
        ["01-01", "胡国", 2, 1, 3, "扣1分", 3, 4, -1],
    ]  # fmt: skip
    found = read(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2", "I1:I2"])
    assert ("sign-unclear", "F3") in found.faults
    rows[2][5] = 1
    found = read(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2", "I1:I2"])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "-1", "01-01 公益志愿": "1", "01-01 移风易俗": "-1"}
    assert [str(d.points) for d in found.reading.lines] == ["2", "1", "-3", "-1"]


def test_unmerged_groups_hold_for_the_columns_on_their_right(read: Any) -> None:
    rows = [
        ["户编号", "户主", "加分", None, "扣分", None],
        [None, None, "环境", "公益", "环境", "移风"],
        ["01-01", "胡国", 2, 1, 3, 1],
    ]
    found = read(rows)
    assert found.issues == []
    assert [str(d.points) for d in found.reading.lines] == ["2", "1", "-3", "-1"]


def test_the_household_may_be_named_only_in_the_lowest_header_row(read: Any) -> None:
    rows = [
        ["沙院村2025年3月"],
        [None, None, "本月得分", None],
        ["户编号", "户主", "环境", "公益"],
        ["01-01", "胡国", 2, 1],
    ]
    assert read(rows).points == {"01-01 环境卫生": "2", "01-01 公益志愿": "1"}


def test_four_header_rows_with_items_counts_and_ticks(read: Any) -> None:
    rows = [
        ["户编号", "户主", "环境卫生", None, None, "公益志愿", "合计"],
        [None, None, "加分", None, "扣分", "加分", None],
        [None, None, "HJ01 月检最清洁户", "参加集体环境整治", "HJ09乱倒垃圾、污水", "GY03", None],
        [None, None, "得分", "次数（+2/次）", "-2/次（次数）", "+0.5/次（得分）", None],
        ["01-01", "胡国", "√", 2, 1, "加1.5", 8.5],
    ]  # fmt: skip
    found = read(rows, ["C1:E1", "C2:D2"])
    assert found.issues == []
    assert found.points == {"01-01 HJ01": "5", "01-01 HJ05": "4", "01-01 HJ09": "-2", "01-01 GY03": "1.5"}
    assert found.layouts == ["items"]


def test_an_item_with_a_count_and_its_points_counts_once(read: Any) -> None:
    rows = [["户编号", "户主", "HJ05 参加集体环境整治", None], [None, None, "次数", "得分"], ["01-01", "胡国", 2, 4]]
    assert read(rows, ["C1:D1"]).points == {"01-01 HJ05": "4"}


def test_a_sheet_a_grid_with_names_alone_finds_households_by_the_sheets_name(read: Any) -> None:
    found = read(
        {
            "第2网格": [["2025年3月"], ["户主", "环境"], ["王建国", 2]],
            "第11网格": [["2025年3月"], ["户主", "环境"], ["王 建国", 1]],
        }
    )
    assert found.issues == []
    assert found.points == {"02-03 环境卫生": "2", "11-07 环境卫生": "1"}


def test_a_sheet_a_month(read: Any) -> None:
    rows = [["户主", "环境"], ["胡国", 2]]
    found = read({"1月": rows, "二月份": rows}, path="2025年积分.xlsx")
    assert found.issues == []
    assert [str(d.month) for d in found.reading.lines] == ["2025-01", "2025-02"]


@pytest.mark.parametrize("name", ["王建国（11网格）", "王建国(11-07)", "王建国（第十一微网格）", "王建国（三组）"])
def test_brackets_behind_a_name_say_which_household_is_meant(read: Any, name: str) -> None:
    assert read([["户主", "环境"], [name, 2]]).points == {"11-07 环境卫生": "2"}


def test_a_grid_column_or_a_merged_block_says_which_household_is_meant(read: Any) -> None:
    rows = [["网格", "户主", "环境"], ["第2网格", "王建国", 1], ["第11网格", "王建国", 2], [None, "贺瑞年", None]]
    found = read(rows, ["A3:A4"])
    assert found.points == {"02-03 环境卫生": "1", "11-07 环境卫生": "2"}
    assert found.faults == [("household-mismatch", "B4")]


def test_a_heading_between_rows_says_the_grid(read: Any) -> None:
    rows = [["户主", "环境"], ["第2微网格"], ["王建国", 1], ["小计", 1], ["第11微网格"], ["王建国", 2], ["小计", 2]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"02-03 环境卫生": "1", "11-07 环境卫生": "2"}


def test_position_on_the_page_is_no_evidence(read: Any) -> None:
    rows = [["户编号", "户主", "环境"], ["11-07", "王建国", 1], [None, "王建国", 2]]
    assert read(rows).faults == [("household-ambiguous", "B3")]


EVENT_HEAD = ["日期", "户编号", "户主", "加/减", "项目编号", "积分项目", "事项详情", "分值", "评议结果", "备注"]


def test_one_row_an_event_with_its_day_and_decision(read: Any) -> None:
    rows = [
        ["评议日期：2025年3月28日"], EVENT_HEAD,
        ["3.7", "01-01", "胡国", "减", "HJ09", "乱倒垃圾、污水", "门前\n倒水", 4, "通过", 7],
        ["2月20日", "01-01", "胡国", "加", None, "月检清洁户", None, "２分", "同意", None],
        ["2025-03-08", "01-02", "贺瑞年", "加", "HJ01", None, None, 5, "退回", None],
        ["合计", None, None, None, None, None, None, -2],
    ]  # fmt: skip
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 HJ09": "-4", "01-01 HJ02": "2"}
    first, second = found.reading.lines
    assert (first.occurred_on, first.reason, first.is_event, first.source.cell) == (
        date(2025, 3, 7),
        "门前 倒水",
        True,
        "H3",
    )
    assert second.occurred_on == date(2025, 2, 20)
    assert found.reading.sheets[0].skipped == 1
    assert found.reading.sheets[0].held_on == date(2025, 3, 28)


def test_a_household_cell_merged_down_over_its_events(read: Any) -> None:
    rows = [EVENT_HEAD[1:8], ["01-01", "胡国", "加", "HJ02", None, None, 2], [None, None, "减", "HJ09", None, None, 2]]
    assert read(rows, ["A2:A3", "B2:B3"]).points == {"01-01 HJ02": "2", "01-01 HJ09": "-2"}


def test_of_claimed_proposed_and_decided_points_only_the_decided_count(read: Any) -> None:
    rows = [["户编号", "户主", "项目编号", "申报分", "拟分", "核定分"], ["01-01", "胡国", "HJ05", 4, 3, 2]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "2"}


def test_an_event_list_with_awards_and_deductions_in_two_columns(read: Any) -> None:
    rows = [
        ["日期", "户主", "事由", "加分", "扣分"],
        ["3月1日", "胡国", "HJ02 月检清洁户", 2, None],
        ["3月2日", "胡国", "HJ09", None, 2],
    ]
    assert read(rows).points == {"01-01 HJ02": "2", "01-01 HJ09": "-2"}


def test_an_event_list_of_categories_without_rules(read: Any) -> None:
    rows = [["户主", "类别", "事由", "分值"], ["胡国", "环境卫生", "门前干净", 1], ["刘新", "公益", "献血", 2]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "1", "01-03 公益志愿": "2"}


def test_an_event_list_of_counts_without_points(read: Any) -> None:
    rows = [["户主", "项目编号", "次数"], ["胡国", "HJ05", 3], ["刘新", "HJ09", "1次"]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "6", "01-03 HJ09": "-2"}


def test_prepared_lines_nobody_filled_in_are_no_rows(read: Any) -> None:
    rows = [["序号", "户编号", "户主", "环境", "合计"], [1, "01-01", "胡国", 1, 1], [2, None, None, None, 0], [3]]
    found = read(rows)
    assert found.issues == []
    assert found.reading.sheets[0].rows == 1


def test_notes_with_numbers_are_no_rows(read: Any) -> None:
    rows = [
        ["户编号", "户主", "环境"],
        ["01-01", "胡国", 1],
        ["备注：本月共评议180户，扣分3户。"],
        ["制表：李某 2025年3月28日"],
        [None, "评议小组签字："],
    ]
    found = read(rows)
    assert found.issues == []
    assert found.reading.sheets[0].rows == 1


def test_a_household_whose_name_looks_like_a_total_is_a_household(read: Any) -> None:
    rows = [["户主", "环境"], ["何小计", 1], ["小计", 1]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"09-01 环境卫生": "1"}


def test_totals_may_stand_in_any_column(read: Any) -> None:
    rows = [
        ["序号", "户编号", "户主", "环境", "合计"],
        [1, "01-01", "胡国", 1, 1],
        [2, "01-02", "贺瑞年", 2, 2],
        [None, None, "合　计（2户）", 3, 3],
    ]
    found = read(rows)
    assert found.issues == []
    assert found.reading.sheets[0].rows == 2


def test_a_formula_that_adds_up_a_row_may_wait_to_be_calculated(read: Any) -> None:
    rows = [
        ["户编号", "户主", "环境", "公益", "合计"],
        ["01-01", "胡国", 1, 2, "=SUM(C2:D2)"],
        ["合计", None, None, None, "=E2"],
    ]
    assert read(rows).issues == []


def test_a_column_merely_headed_number_is_the_code_where_it_holds_codes(read: Any) -> None:
    assert read([["编号", "户主", "环境"], ["11-07", "王建国", 1]]).points == {"11-07 环境卫生": "1"}
    assert read([["编号", "户主", "环境"], [1, "胡国", 1]]).points == {"01-01 环境卫生": "1"}


def test_an_answer_a_person_gave_before_is_not_asked_again(read: Any) -> None:
    aliases = {("household", "王建国"): "11-07", ("category", "集市"): "发展经济"}
    found = read([["户主", "环境", "集市"], ["王建国", 2, 1]], aliases=aliases)
    assert found.issues == []
    assert found.points == {"11-07 环境卫生": "2", "11-07 发展经济": "1"}


def test_former_heads_lead_to_their_household(read: Any) -> None:
    from jifen.domain.household import Household, Roster

    roster = Roster({"01-01": Household("01-01", "胡小国", "1")}, {"胡国": ("01-01",)})
    assert read([["户主", "环境"], ["胡国", 2]], roster=roster).points == {"01-01 环境卫生": "2"}


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("沙院村2025年3月积分", "积分.xlsx"), ("沙院村积分", "2025年3月.xlsx"), ("沙院村积分", "积分2025-03.xlsx"),
        ("二〇二五年三月份积分", "积分.xlsx"), ("三月份积分评议表", "2025年.xlsx"), ("积分", "202503积分.xlsx"),
        ("沙院村2025年3月积分（上期2025年2月结余）", "积分.xlsx"), ("积分", "/月/2025.3.xlsx"),
    ],
)  # fmt: skip
def test_the_month_stands_in_title_or_file_name(read: Any, title: str, path: str) -> None:
    found = read([[title], ["户主", "环境"], ["胡国", 2]], path=path)
    assert found.issues == []
    assert {str(d.month) for d in found.reading.lines} == {"2025-03"}


def test_the_month_may_be_asked_for_where_nothing_names_one(read: Any) -> None:
    from jifen.domain.period import Month

    found = read([["户主", "环境"], ["胡国", 2]], path="积分.xlsx", month=Month(2025, 3))
    assert {str(d.month) for d in found.reading.lines} == {"2025-03"}


def test_day_and_place_of_the_meeting_are_read_where_they_stand(read: Any) -> None:
    rows = [
        ["2025年3月积分"],
        ["评议时间：", "2025年3月28日上午", None, "地点：村委会 主持：李"],
        ["户主", "环境"],
        ["胡国", 2],
    ]
    sheet = read(rows).reading.sheets[0]
    assert (sheet.held_on, sheet.place) == (date(2025, 3, 28), "村委会")
    assert read(rows).reading.lines[0].occurred_on == date(2025, 3, 28)


def test_a_summary_is_checked_and_never_counted(read: Any) -> None:
    sheets = {
        "明细": [["户主", "环境"], ["胡国", 2], ["刘新", 1]],
        "汇总": [["户编号", "户主", "本月合计"], ["01-01", "胡国", 2], ["01-03", "刘新", 1], ["合计", None, 3]],
    }
    found = read(sheets)
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2", "01-03 环境卫生": "1"}
    assert found.layouts == ["wide", "summary"]


def test_sheets_that_are_no_tables_of_points_are_left_aside(read: Any) -> None:
    sheets = {
        "3月": [["户主", "环境"], ["胡国", 2]],
        "说明": [["请各网格于28日前报送"], ["联系人：李某"]],
        "花名册": [["户编号", "户主", "家庭人口", "联系电话"], ["01-01", "胡国", 3, "13800001111"]],
        "Sheet3": [],
    }
    found = read(sheets)
    assert found.issues == []
    assert found.layouts == ["wide", "ignored", "ignored", "ignored"]


def test_zeros_and_negative_zeros_make_no_entry(read: Any) -> None:
    assert read([["户主", "环境", "公益"], ["胡国", 0, -0.0]]).reading.lines == ()


def test_the_suspended_household_without_points_is_no_fault(read: Any) -> None:
    assert read([["户主", "环境"], ["沈宝山", None], ["邱守", "/"]]).issues == []


def test_the_list_of_issues_in_a_copy_is_no_table_but_keeps_the_name_of_the_file(read: Any) -> None:
    listed = [["导入问题清单"], ["请改正"], ["原文件：2025年3月.xlsx"], ["序号", "户主", "环境"], [1, "贺瑞年", 9]]
    found = read({"问题清单": listed, "表": [["户主", "环境"], ["胡国", 2]]}, path="报告.xlsx")
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2"}
    assert {str(d.month) for d in found.reading.lines} == {"2025-03"}


def test_columns_of_other_figures_are_left_aside_whatever_village_words_they_bear(read: Any) -> None:
    others = [
        "上月结余积分",
        "截至2月累计",
        "本年累计得分",
        "剩余可兑换积分",
        "已兑换分数",
        "户主签字",
        "同意票",
        "全年合计",
        "3月底余额",
    ]
    found = read([["户主", "环境", *others], ["胡国", 2, *[9] * len(others)]])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2"}


def test_of_price_count_and_sum_the_sum_counts(read: Any) -> None:
    found = read([["户主", "项目编号", "分值", "次数", "合计"], ["胡国", "HJ05", 2, 3, 6]])
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "6"}


def test_a_notice_gives_totals_and_no_points(read: Any) -> None:
    head = ["序号", "网格", "户主", "本月加分", "本月扣分", "本月合计", "本年累计", "可兑换", "主要事由"]
    sheets = {"明细": [["户主", "环境"], ["胡国", 11]], "公示": [head, [1, 1, "胡国", 11, 0, 11, 46, 35, "环境卫生3"]]}
    found = read(sheets)
    assert (found.issues, found.layouts) == ([], ["wide", "summary"])


def test_tables_below_each_other_are_each_of_the_grid_above_them(read: Any) -> None:
    rows = [["第2网格"], ["户主", "环境"], ["王建国", 1], ["第11网格"], ["户主", "环境"], ["王建国", 2]]
    found = read(rows)
    assert found.issues == []
    assert found.points == {"02-03 环境卫生": "1", "11-07 环境卫生": "2"}


def test_tables_beside_each_other_are_each_of_the_grid_above_them(read: Any) -> None:
    rows = [
        ["第2网格", None, None, "第11网格"],
        ["户主", "环境", None, "户主", "环境"],
        ["王建国", 1, None, "王建国", 2],
    ]
    found = read(rows, ["A1:B1", "D1:E1"])
    assert found.issues == []
    assert found.points == {"02-03 环境卫生": "1", "11-07 环境卫生": "2"}


def test_a_page_after_a_heading_of_another_grid_is_of_no_known_grid(read: Any) -> None:
    head = ["户主", "环境"]
    rows = [["第2网格"], head, ["胡国（1网格）", 1], ["第11网格"], ["刘新（1网格）", 1], head, ["王建国", 2]]
    assert read(rows).faults == [("household-ambiguous", "A7")]


def test_a_rule_in_force_since_a_month_does_not_name_the_month(read: Any) -> None:
    assert read([["沙院村2025年3月积分"], ["自2025年1月起执行新细则"], ["户主", "环境"], ["胡国", 2]]).issues == []


def test_words_of_headers_among_the_data_do_not_make_a_row_a_header(read: Any) -> None:
    head = ["户编号", "户主", "行为人", "与户主关系", "加/减", "项目编号", "分值"]
    rows = [
        head,
        *[
            [code, name, name, "户主", "加", "HJ02", v]
            for code, name, v in (("01-01", "胡国", 2), ("01-02", "贺瑞年", "2"))
        ],
    ]
    found = read([*rows, [None, None, "刘新", "户主", "加", "HJ02", 2]])
    assert found.points == {"01-01 HJ02": "2", "01-02 HJ02": "2"}
    assert found.faults == [("household-missing", "B4")]


def test_totals_of_awards_and_of_deductions_within_their_groups(read: Any) -> None:
    rows = [
        ["户主", "加分项", None, None, "扣分项", None],
        [None, "环境", "公益", "小计", "环境", "小计"],
        ["胡国", 2, 1, 3, 1, 1],
    ]
    assert read(rows, ["B1:D1", "E1:F1"]).issues == []
    rows[2][3] = 4
    assert read(rows, ["B1:D1", "E1:F1"]).faults == [("total-mismatch", "D3")]


def test_a_line_that_repeats_what_each_item_is_worth_is_no_row(read: Any) -> None:
    rows = [["序号", "户主", "HJ01", "HJ02"], ["分值", None, 5, 2], [1, "胡国", 5, None]]
    found = read(rows)
    assert (found.issues, found.points) == ([], {"01-01 HJ01": "5"})


@pytest.mark.parametrize(
    "line", [["评议日期：", "单位：分"], ["评议日期：每月28日"], ["评议时间：　年　月　日"], ["评议日期："]]
)
def test_a_day_of_the_meeting_left_blank_is_no_fault(read: Any, line: list[str]) -> None:
    found = read([["2025年3月"], line, ["户主", "环境"], ["胡国", 2]])
    assert (found.issues, found.reading.sheets[0].held_on) == ([], None)


def test_a_total_may_stand_above_its_rows(read: Any) -> None:
    rows = [["户主", "环境"], ["合计", 3], ["胡国", 2], ["刘新", 1]]
    assert read(rows).issues == []
    rows[1][1] = 4
    assert read(rows).faults == [("total-mismatch", "B2")]
