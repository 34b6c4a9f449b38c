"""What stands on a sheet and might be taken for points, or left out, without a word."""

import time
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

WIDE = ["户编号", "户主", "发展", "环境"]
ITEMS = ["户编号", "户主", "HJ05 参加集体环境整治", "HJ09 乱倒垃圾、污水"]
EVENTS = ["日期", "户编号", "户主", "类别", "项目编号", "积分项目", "分值", "评议结果"]


@pytest.mark.parametrize("header", ["环境卫生（上月）", "环境卫生(累计)", "环境（截至2月）"])
def test_a_category_of_another_time_is_unclear(read: Any, header: str) -> None:
    found = read([["户编号", "户主", "发展", header], ["01-01", "胡国", 1, 9]])
    assert found.faults == [("column-unclear", "D1")]


def test_an_item_of_another_time_is_no_item(read: Any) -> None:
    found = read([["户编号", "户主", "发展", "HJ05 参加集体环境整治（上月）"], ["01-01", "胡国", 1, 2]])
    assert found.faults == [("rule-unknown", "D1")]


def test_figures_of_another_time_are_left_aside(read: Any) -> None:
    found = read([[*WIDE, "合计（累计）", "得分（上月）"], ["01-01", "胡国", 1, 2, 40, 9]])
    assert found.issues == []
    assert found.points == {"01-01 发展经济": "1", "01-01 环境卫生": "2"}


def test_a_category_beside_one_of_its_own_items_would_count_twice(read: Any) -> None:
    found = read([["户编号", "户主", "环境卫生", "HJ05 参加集体环境整治"], ["01-01", "胡国", 2, 2]])
    assert found.faults == [("category-repeated", "C1")]


def test_deductions_of_a_category_may_stand_beside_an_award_of_it(read: Any) -> None:
    head = [["户编号", "户主", "扣分（填正数）", "HJ05 参加集体环境整治"], [None, None, "环境卫生", None]]
    assert read([*head, ["01-01", "胡国", 1, 2]]).points == {"01-01 环境卫生": "-1", "01-01 HJ05": "2"}


@pytest.mark.parametrize(
    ("count", "points", "faults"),
    [
        (2, 4, []),
        (None, 4, []),
        ("/", 4, []),
        (2, 2, [("column-unclear", "C3")]),
        (2, None, [("column-unclear", "C3")]),
        ("两次", 4, [("points-invalid", "C3")]),
    ],
)
def test_how_often_and_points_of_one_item_must_agree(read: Any, count: Any, points: Any, faults: list[Any]) -> None:
    head = [["户编号", "户主", "HJ05 参加集体环境整治", None], [None, None, "次数", "得分"]]
    assert read([*head, ["01-01", "胡国", count, points]], ["C1:D1"]).faults == faults


def test_points_in_a_column_of_counts_are_no_count(read: Any) -> None:
    found = read([ITEMS, [None, None, "次数", "次数"], ["01-01", "胡国", "2分", "1次"]])
    assert found.faults == [("points-invalid", "C3")]


def test_a_row_of_header_words_in_brackets_belongs_to_the_header(read: Any) -> None:
    found = read([ITEMS, [None, None, "（次数）", "（得分）"], ["01-01", "胡国", 3, -2]])
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "6", "01-01 HJ09": "-2"}


def test_a_price_behind_an_item_is_no_part_of_its_wording(read: Any) -> None:
    found = read([["户编号", "户主", "参加集体环境整治（+2分/次）"], ["01-01", "胡国", 2]])
    assert found.issues == []
    assert found.points == {"01-01 HJ05": "2"}


def test_a_code_with_the_wording_of_another_rule_names_neither(read: Any) -> None:
    found = read([["户编号", "户主", "HJ02 月检最清洁户"], ["01-01", "胡国", 2]])
    assert found.faults == [("rule-unknown", "C1")]
    found = read([EVENTS, ["3月7日", "01-01", "胡国", None, None, "HJ02 月检最清洁户", 2, "通过"]])
    assert found.faults == [("rule-unknown", "F2")]


def test_a_rule_of_another_category_than_its_row_is_unclear(read: Any) -> None:
    row = ["3月7日", "01-01", "胡国", "移风易俗", "HJ05", None, 2, "通过"]
    found = read([EVENTS, row])
    assert found.faults == [("rule-unknown", "E2")]
    assert found.only.facts["reason"] == "category"


@pytest.mark.parametrize(
    ("points", "result", "faults"),
    [(None, "通过", [("points-invalid", "G2")]), ("/", "通过", []), (None, "不通过", []), (0, "通过", [])],
)
def test_a_deed_that_passed_with_no_points_at_all_was_forgotten(
    read: Any, points: Any, result: str, faults: list[Any]
) -> None:
    found = read([EVENTS, ["3月7日", "01-01", "胡国", None, "HJ05", None, points, result]])
    assert found.faults == faults
    assert found.points == {}


def test_the_points_of_a_group_are_its_subtotal_with_or_without_their_sign(read: Any) -> None:
    head = [
        ["户编号", "户主", "加分项", None, None, "扣分项（填正数）", None, "合计"],
        [None, None, "发展", "环境", "小计", "移风", "小计", None],
    ]
    merges = ["C1:E1", "F1:G1"]
    assert read([*head, ["01-01", "胡国", 1, 2, 3, 5, 5, -2]], merges).issues == []
    assert read([*head, ["01-01", "胡国", 1, 2, 4, 5, -5, -2]], merges).faults == [("total-mismatch", "E3")]


def test_a_total_that_says_how_deductions_are_written_is_a_total(read: Any) -> None:
    assert read([[*WIDE, "合计（扣分为负）"], ["01-01", "胡国", 1, -2, -1]]).issues == []


@pytest.mark.parametrize("written", ["王建国（11网格）", "王建国（第11微网格）", "王建国（三组）", "王建国（11-07）"])
def test_a_code_and_what_stands_behind_the_name_must_agree(read: Any, written: str) -> None:
    assert read([WIDE, ["02-03", written, None, 2]]).faults == [("household-mismatch", "B2")]
    assert read([WIDE, ["11-07", written, None, 2]]).issues == []


def test_a_title_against_the_name_of_its_sheet_names_no_grid(read: Any) -> None:
    rows = [["第11网格2025年3月积分"], ["户主", "环境"], ["王建国", 2]]
    assert read({"第2网格": rows}).faults == [("household-ambiguous", "A3")]
    assert read({"第11网格": rows}).points == {"11-07 环境卫生": "2"}


def test_an_event_of_a_household_that_has_its_own_row_above_counts_twice(read: Any) -> None:
    events = [["日期", "户编号", "户主", "项目编号", "分值"], ["3月7日", "01-01", "胡国", "HJ05", 2]]
    other = ["3月8日", "01-02", "贺瑞年", "HJ05", 2]
    found = read([WIDE, ["01-01", "胡国", None, 2], [], *events, other])
    assert found.faults == [("row-repeated", "B5")]
    assert found.points == {"01-01 环境卫生": "2", "01-02 HJ05": "2"}


@pytest.mark.parametrize("row", [["01-03", "刘新", 5, 5], [None, "刘新", None, "加2分"], ["01-03", None, "/", 0.5]])
def test_a_household_above_the_header_is_named(read: Any, row: list[Any]) -> None:
    found = read([row, WIDE, ["01-01", "胡国", 1, None]])
    assert found.faults == [("table-not-found", "B1" if row[0] is None else "A1")]


@pytest.mark.parametrize(
    "row", [["户主", "胡国", "电话", 13800001111], ["应到", 12, "主持人", "胡国"], ["胡国", 2025], ["2025年3月", 5]]
)
def test_other_lines_above_the_header_are_no_households(read: Any, row: list[Any]) -> None:
    assert read([row, WIDE, ["01-01", "胡国", 1, None]]).issues == []


def test_one_household_on_a_sheet_without_a_header_is_named(read: Any) -> None:
    found = read({"3月": [WIDE, ["01-01", "胡国", 1, None]], "补充": [["补："], ["刘新", 3]]})
    assert [(issue.code, issue.sheet, issue.cell) for issue in found.issues] == [("table-not-found", "补充", "A2")]


def test_a_header_with_no_row_below_is_no_meeting(read: Any) -> None:
    assert read([["2025年3月"], WIDE]).only.facts["reason"] == "no-rows"


def test_tables_side_by_side_may_have_their_columns_in_other_orders(read: Any) -> None:
    head = ["户编号", "户主", "发展", "环境", None, "户主", "环境", "户编号", "发展"]
    found = read([head, ["01-01", "胡国", 1, 2, None, "刘新", 3, "01-03", 4]])
    assert found.issues == []
    assert found.points == {
        "01-01 发展经济": "1", "01-01 环境卫生": "2", "01-03 环境卫生": "3", "01-03 发展经济": "4",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["分网格合计", "各组小计"])
def test_totals_of_each_part_are_no_households(read: Any, text: str) -> None:
    assert read([WIDE, ["01-01", "胡国", 1, 2], [text, None, 1, 2]]).issues == []


@pytest.mark.parametrize(
    "rows",
    [
        [WIDE, ["01-01", "（" * 30_000, None, 2]],
        [["户编号", "户主", "环境" + "（" * 30_000], ["01-01", "胡国", 2]],
        [WIDE * 400, *([["01-01", "胡国", None, 2] * 400] * 10)],
        [[*WIDE, *(f"列{i}" for i in range(6_000))], ["01-01", "胡国", 1, 1, *range(6_000)]],
    ],
    ids=["a name of brackets", "a header of brackets", "four hundred tables", "six thousand unknown columns"],
)
def test_no_sheet_takes_longer_the_square_of_its_size(read: Any, rows: list[Any]) -> None:
    began = time.process_time()
    assert read(rows).issues
    assert time.process_time() - began < 8


@pytest.mark.parametrize(
    "heading",
    ["第11网格（网格长：李某）", "网格：第11微网格", "第11网格评议情况", "第11网格  网格员：李某", "第11微网格："],
)
def test_a_heading_between_rows_names_the_grid_of_those_below(read: Any, heading: str) -> None:
    rows = [["户主", "环境"], ["第2网格"], ["王建国", 1], [heading], ["王建国", 2]]
    assert read(rows).points == {"02-03 环境卫生": "1", "11-07 环境卫生": "2"}
    assert read(rows, ["A2:B2", "A4:B4"]).issues == []


def test_a_name_with_a_grid_behind_it_heads_nothing(read: Any) -> None:
    rows = [["户主", "环境"], ["第2网格"], ["王健国（11网格）"], ["王建国", 2]]
    found = read(rows)
    assert found.faults == [("household-unknown", "A3")]
    assert found.points == {"02-03 环境卫生": "2"}


@pytest.mark.parametrize("unit", ["元", "次", "申报", "初评分", "人次", "名次"])
def test_a_category_in_another_unit_or_not_yet_decided_is_unclear(read: Any, unit: str) -> None:
    found = read([["户编号", "户主", "发展", f"环境卫生（{unit}）"], ["01-01", "胡国", 1, 2]])
    assert found.faults == [("column-unclear", "D1")]


def test_an_item_counted_in_times_says_so_in_brackets(read: Any) -> None:
    found = read([["户编号", "户主", "HJ05 参加集体环境整治（次）"], ["01-01", "胡国", 3]])
    assert found.points == {"01-01 HJ05": "6"}


@pytest.mark.parametrize("sign", ["-", "－", "罚", "减", "扣"])
def test_a_category_of_deductions_says_so_in_brackets(read: Any, sign: str) -> None:
    found = read([["户编号", "户主", "环境卫生（+）", f"环境卫生（{sign}）"], ["01-01", "胡国", 3, 1]])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2"}


@pytest.mark.parametrize(
    ("result", "faults"), [("通过", []), (None, []), ("/", []), ("复议", [("decision-unclear", "D2")])]
)
def test_a_row_of_a_month_whose_result_nobody_knows_is_unclear(read: Any, result: Any, faults: list[Any]) -> None:
    found = read([["户编号", "户主", "环境", "评议结果"], ["01-01", "胡国", 2, result]])
    assert found.faults == faults


@pytest.mark.parametrize("code", [";;;", '"无"', '0"00"', '"参评"'])
def test_a_format_that_hides_the_number_is_unclear(read: Any, code: str) -> None:
    found = read([WIDE, ["01-01", "胡国", None, 2]], formats={"D2": code})
    assert found.faults == [("sign-unclear", "D2")]


@pytest.mark.parametrize("code", ["0.00;[Red]0.00", "0;-0;;@", "[Red]", "#,##0_ ", '0"分"', "[DBNum1][$-804]General"])
def test_other_formats_show_the_number(read: Any, code: str) -> None:
    assert read([WIDE, ["01-01", "胡国", None, -2]], formats={"D2": code}).points == {"01-01 环境卫生": "-2"}


@pytest.mark.parametrize("inside", [True, False])
def test_a_number_struck_out_before_another_is_unclear(read_data: Any, book: Any, inside: bool) -> None:
    text = CellRichText(TextBlock(InlineFont(strike=True), "1"), TextBlock(InlineFont(), "2"))
    data = book([WIDE, ["01-01", "胡国", None, text if inside else "2"]])
    assert read_data(data, "2025年3月.xlsx").faults == ([("points-invalid", "D2")] if inside else [])


@pytest.mark.parametrize("unit", ["单位：次", "2025年3月　单位:人次", "（单位：小时）"])
def test_a_sheet_whose_title_counts_something_else_than_points_is_unclear(read: Any, unit: str) -> None:
    rows = [[unit], ["户编号", "户主", "HJ05 参加集体环境整治"], ["01-01", "胡国", 2]]
    assert read(rows).faults == [("column-unclear", "A1")]
    counted = [[unit], ["户编号", "户主", "HJ05 参加集体环境整治（次数）"], ["01-01", "胡国", 2]]
    assert read(counted).points == {"01-01 HJ05": "4"}


@pytest.mark.parametrize("unit", ["单位：分", "单位：沙院村村委会", "单位：元氏镇"])
def test_a_title_that_names_points_or_a_village_office_is_no_other_unit(read: Any, unit: str) -> None:
    rows = [[unit], ["户编号", "户主", "HJ05 参加集体环境整治"], ["01-01", "胡国", 2]]
    assert read(rows).points == {"01-01 HJ05": "2"}


@pytest.mark.parametrize("value", [2, "2", "扣2分"])
def test_an_amount_struck_out_by_its_cell_is_unclear_and_a_name_is_not(read_data: Any, value: Any) -> None:
    import io

    import openpyxl
    from openpyxl.styles import Font

    page = openpyxl.Workbook()
    sheet = page.worksheets[0]
    for row in (WIDE, ["01-01", "胡国", None, value], ["01-02", "贺瑞年", None, 1]):
        sheet.append(row)
    for cell in ("B2", "D2"):
        sheet[cell].font = Font(strike=True)
    out = io.BytesIO()
    page.save(out)
    found = read_data(out.getvalue(), "2025年3月.xlsx")
    assert found.faults == [("points-invalid", "D2")]
    assert found.points == {"01-02 环境卫生": "1"}
