"""One test and more for every issue the reader can give, each at the cell a person must look at."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jifen.domain.limits import Ceilings, CountedLine
from jifen.domain.period import Month
from jifen.reading.meeting.checks import check_lines

WIDE = ["户编号", "户主", "环境", "公益", "合计"]
EVENTS = ["日期", "户编号", "户主", "加/减", "项目编号", "积分项目", "分值", "评议结果"]


def event(**changes: Any) -> list[Any]:
    row = {
        "day": "3月7日",
        "code": "01-01",
        "head": "胡国",
        "sign": "加",
        "rule": "HJ02",
        "text": None,
        "points": 2,
        "result": "通过",
    }
    return list({**row, **changes}.values())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml"),
        (b"%PDF-1.4 ...", "document"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more", "damaged"),
        (b"\x00\x01\x02\x03 garbage \x00", "format"),
        (b"\xff\xfe\xff", "encoding"),
    ],
)
def test_what_is_no_workbook_is_file_unreadable_and_says_why(read_data: Any, data: bytes, reason: str) -> None:
    issue = read_data(data).only
    assert (issue.code, issue.cell, issue.facts["reason"]) == ("file-unreadable", None, reason)


def test_an_empty_file_and_an_empty_workbook_are_file_empty(read_data: Any, book: Any) -> None:
    assert read_data(b"").faults == [("file-empty", None)]
    assert read_data(book([])).faults == [("file-empty", None)]


def test_the_same_bytes_twice_in_a_batch_are_file_repeated(read: Any, context: Any) -> None:
    reading = read([WIDE, ["01-01", "胡国", 20]]).reading
    outcome = check_lines([reading, reading], context(), [], Ceilings(Decimal(30), Decimal(-20)))
    assert [(i.code, i.cell) for i in outcome.issues] == [("file-repeated", None)]


@pytest.mark.parametrize(
    "rows", [[["你好"]], [["姓", "分"], ["胡国", 2], ["刘新", 1]], [["户主", "住址"], ["胡国", "东头"]]]
)
def test_a_file_without_a_table_of_points_is_table_not_found(read: Any, rows: Any) -> None:
    assert {code for code, _ in read(rows).faults} == {"table-not-found"}


def test_a_sheet_with_figures_and_no_header_beside_a_good_one_is_table_not_found(read: Any) -> None:
    found = read({"3月": [["户主", "环境"], ["胡国", 2]], "补": [["刘新", 2], ["贺瑞年", 1]]})
    assert [(i.code, i.sheet) for i in found.issues] == [("table-not-found", "补")]


def test_a_header_without_a_single_household_is_table_not_found(read: Any) -> None:
    assert read([WIDE, ["合计", None, 0]]).only.facts["reason"] == "no-rows"


def test_totals_alone_are_table_not_found_for_they_have_no_category(read: Any) -> None:
    issue = read([["户主", "本月合计"], ["胡国", 2]]).only
    assert (issue.code, issue.facts["reason"]) == ("table-not-found", "totals-only")


@pytest.mark.parametrize(
    ("title", "reason"), [("积分评议表", "none"), ("三月份积分", "year"), ("2025年下半年积分评议表", "span")]
)
def test_a_sheet_that_names_no_month_is_month_unknown(read: Any, title: str, reason: str) -> None:
    issue = read([[title], WIDE, ["01-01", "胡国", 1]], path="积分.xlsx").only
    assert (issue.code, issue.facts["reason"]) == ("month-unknown", reason)


def test_the_day_of_the_meeting_does_not_name_the_month(read: Any) -> None:
    rows = [["评议日期：2025年3月28日"], WIDE, ["01-01", "胡国", 1]]
    assert read(rows, path="积分.xlsx").only.code == "month-unknown"


def test_title_and_file_name_that_differ_are_month_conflict_at_the_title(read: Any) -> None:
    found = read([["沙院村2025年2月积分"], WIDE, ["01-01", "胡国", 1]], path="2025年3月.xlsx")
    assert found.faults == [("month-conflict", "A1")]
    assert found.reading.lines == ()


def test_the_month_asked_for_does_not_override_the_title(read: Any) -> None:
    rows = [["沙院村2025年3月积分"], WIDE, ["01-01", "胡国", 1]]
    assert read(rows, month=Month(2025, 2)).faults == [("month-conflict", "A1")]


def test_a_meeting_before_its_month_is_month_conflict(read: Any) -> None:
    rows = [["2025年3月积分"], ["评议日期：2025年2月28日"], WIDE, ["01-01", "胡国", 1]]
    assert read(rows).faults == [("month-conflict", "A2")]


def test_a_second_table_of_another_month_is_month_conflict_at_its_title(read: Any) -> None:
    rows = [["2025年3月积分"], WIDE, ["01-01", "胡国", 1], ["2025年4月积分"], WIDE, ["01-02", "贺瑞年", 1]]
    found = read(rows)
    assert found.faults == [("month-conflict", "A4")]
    assert found.points == {"01-01 环境卫生": "1"}


def test_a_category_the_rule_book_lacks_is_category_unknown_and_asked(read: Any) -> None:
    found = read([["户主", "环境", "集市贸易"], ["胡国", 1, 2]])
    assert found.faults == [("category-unknown", "C1")]
    question = found.reading.questions[0]
    assert (question.kind, question.key, question.issue) == ("category", "集市贸易", found.only)
    assert "发展经济" in question.choices


def test_an_unknown_category_of_an_event_is_category_unknown_at_its_cell(read: Any) -> None:
    assert read([["户主", "类别", "分值"], ["胡国", "集市", 1]]).faults == [("category-unknown", "B2")]


def test_two_columns_of_one_category_are_category_repeated(read: Any) -> None:
    assert read([["户主", "环境", "环境卫生"], ["胡国", 1, 2]]).faults == [("category-repeated", "C1")]


@pytest.mark.parametrize("header", ["帮扶", None])
def test_numbers_in_a_column_nobody_knows_are_column_unclear(read: Any, header: str | None) -> None:
    found = read([["户主", "环境", "合计", "备注", header], ["胡国", 1, 1, "好", 3]])
    assert found.faults == [("column-unclear", "E1" if header else "E2")]


def test_text_points_in_a_column_nobody_knows_are_column_unclear(read: Any) -> None:
    assert read([["户主", "环境", "合计", "帮扶"], ["胡国", 1, 1, "加２分"]]).faults == [("column-unclear", "D1")]


def test_words_in_a_column_nobody_knows_are_left_aside(read: Any) -> None:
    assert read([["户主", "环境", "合计", "帮扶人"], ["胡国", 1, 1, "李某"]]).issues == []


def test_a_table_of_unknown_columns_alone_is_column_unclear(read: Any) -> None:
    assert read([["户编号", "户主", "甲", "乙"], ["01-01", "胡国", 1, 2]]).faults == [
        ("column-unclear", "C1"),
        ("column-unclear", "D1"),
    ]


@pytest.mark.parametrize(("header", "value"), [("加/减", "再议"), ("次数", 2)])
def test_a_column_that_belongs_to_events_is_column_unclear_where_rows_are_households(
    read: Any, header: str, value: Any
) -> None:
    assert read([["户主", "环境", header], ["胡国", 1, value]]).faults == [("column-unclear", "C1")]


def test_points_on_a_row_sent_back_are_decision_unclear(read: Any) -> None:
    rows = [["户主", "环境", "评议结果"], ["胡国", 1, "不通过"], ["刘新", 1, "通过"], ["贺瑞年", 1, None]]
    found = read(rows)
    assert found.faults == [("decision-unclear", "C2")]
    assert found.only.facts["reason"] == "points"
    assert found.points == {"01-03 环境卫生": "1", "01-02 环境卫生": "1"}


def test_an_items_column_of_another_month_is_month_conflict(read: Any) -> None:
    assert read([["户主", "HJ01"], [None, "2月"], ["胡国", 5]]).faults == [("month-conflict", "B2")]


def test_claims_without_a_decision_are_column_unclear(read: Any) -> None:
    assert read([["户主", "项目编号", "申报分"], ["胡国", "HJ02", 2]]).faults == [("column-unclear", "C1")]


def test_one_price_for_several_deeds_is_column_unclear(read: Any) -> None:
    assert read([["户主", "项目编号", "次数", "分值"], ["胡国", "HJ05", 3, 2]]).faults == [("column-unclear", "C2")]
    assert read([["户主", "项目编号", "次数", "分值"], ["胡国", "HJ05", 3, 6]]).points == {"01-01 HJ05": "6"}


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"rule": "HJ99"}, "E2"),
        ({"rule": None, "text": "扫雪"}, "F2"),
        ({"rule": None}, "E2"),
        ({"text": "月检最清洁户"}, "E2"),
    ],
)
def test_an_event_of_no_known_rule_is_rule_unknown(read: Any, changes: dict[str, Any], cell: str) -> None:
    assert read([EVENTS, event(**changes)]).faults == [("rule-unknown", cell)]


def test_an_item_column_of_no_known_rule_is_rule_unknown_at_its_header(read: Any) -> None:
    rows = [["户主", "环境卫生", None], [None, "HJ02 月检清洁户", "HJ77 扫雪"], ["胡国", 2, 1]]
    assert read(rows, ["B1:C1"]).faults == [("rule-unknown", "C2")]


def test_points_on_a_row_that_names_nobody_are_household_missing_at_the_name(read: Any) -> None:
    assert read([WIDE, [None, None, 2, None, 2]]).faults == [("household-missing", "B2")]
    assert read([WIDE, [None, None, None, None, 2]]).faults == [("household-missing", "B2")]


def test_a_total_row_without_a_word_is_household_missing(read: Any) -> None:
    assert read([WIDE, ["01-01", "胡国", 2, None, 2], [None, None, 2, None, 2]]).faults == [("household-missing", "B3")]


def test_a_code_or_name_nobody_has_is_household_unknown_with_near_misses(read: Any) -> None:
    found = read([WIDE, ["19-99", "刘新", 2], [None, "胡囯华"], [None, "贺端年"]])
    assert found.faults == [("household-unknown", "A2"), ("household-unknown", "B3"), ("household-unknown", "B4")]
    assert found.issues[0].suggestions == ("01-03 刘新",)
    assert found.issues[2].suggestions == ("01-02 贺瑞年",)


def test_a_code_turned_into_a_date_is_household_unknown_and_the_code_suggested(read: Any) -> None:
    found = read([WIDE, [date(2025, 11, 7), None, 2]])
    assert found.faults == [("household-unknown", "A2")]
    assert found.only.suggestions[0] == "11-07 王建国"


def test_a_name_several_have_is_household_ambiguous_and_asked(read: Any) -> None:
    found = read([WIDE, [None, "王建国", 2]])
    assert found.faults == [("household-ambiguous", "B2")]
    assert found.reading.questions[0].choices == ("02-03", "11-07")


def test_two_of_one_name_in_one_grid_stay_ambiguous(read: Any) -> None:
    assert read([["网格", "户主", "环境"], ["第5网格", "张伟", 2]]).faults == [("household-ambiguous", "B2")]


def test_code_and_name_that_differ_are_household_mismatch_at_the_name(read: Any) -> None:
    found = read([WIDE, ["01-01", "王麻子", 2]])
    assert found.faults == [("household-mismatch", "B2")]
    assert found.only.facts["head"] == "胡国"
    assert found.reading.lines == ()


def test_the_only_one_of_a_name_in_another_grid_is_household_mismatch(read: Any) -> None:
    assert read([["网格", "户主", "环境"], ["第7网格", "刘新", 2]]).faults == [("household-mismatch", "B2")]


@pytest.mark.parametrize("code", ["17-09", "17-10"])
def test_points_of_a_household_that_does_not_score_are_household_inactive(read: Any, code: str) -> None:
    assert read([WIDE, [code, None, 2]]).faults == [("household-inactive", "A2")]


def test_a_household_let_through_scores_and_is_kept_for_the_minutes(read: Any) -> None:
    found = read([WIDE, ["17-09", "邱守", 2]], allow=frozenset({"household-inactive"}))
    assert found.issues == []
    assert found.points == {"17-09 环境卫生": "2"}
    assert [(i.code, i.cell) for i in found.allowed] == [("household-inactive", "A2")]


def test_a_household_twice_on_a_sheet_is_row_repeated_at_the_later_row(read: Any) -> None:
    found = read([WIDE, ["01-01", "胡国", 2], [None, "胡国", None]])
    assert found.faults == [("row-repeated", "B3")]
    assert found.only.facts["other"] == "A2"


def test_a_household_on_two_sheets_of_a_month_is_row_repeated(read: Any) -> None:
    found = read({"甲": [WIDE, ["01-01", "胡国", 2]], "乙": [WIDE, ["01-01", "胡国", None]]})
    assert [(i.code, i.sheet, i.cell) for i in found.issues] == [("row-repeated", "乙", "A2")]


def test_a_household_in_two_files_of_a_month_is_row_repeated(read: Any, context: Any) -> None:
    one = read([WIDE, ["01-01", "胡国", 2]], path="甲2025年3月.xlsx").reading
    two = read([WIDE, ["01-01", "胡国", 1]], path="乙2025年3月.xlsx").reading
    outcome = check_lines([one, two], context(), [], Ceilings(Decimal(30), Decimal(-20)))
    assert [(i.code, i.path, i.cell) for i in outcome.issues] == [("row-repeated", "乙2025年3月.xlsx", "A2")]


def test_an_event_list_beside_the_table_it_explains_would_count_twice(read: Any) -> None:
    found = read({"得分": [WIDE, ["01-01", "胡国", 2]], "明细": [EVENTS, event()]})
    assert [(i.code, i.sheet) for i in found.issues] == [("row-repeated", "明细")]


@pytest.mark.parametrize("result", [None, "合格？", "基本同意"])
def test_any_other_decision_is_decision_unclear(read: Any, result: str | None) -> None:
    assert read([EVENTS, event(result=result)]).faults == [("decision-unclear", "H2")]


def test_the_same_event_twice_is_a_warning_that_names_the_other_cell(read: Any) -> None:
    found = read([EVENTS, event(rule="HJ05"), event(rule="HJ05")])
    assert found.faults == [("event-repeated", "G3")]
    assert (found.only.severity, found.only.facts["other"]) == ("warning", "G2")


@pytest.mark.parametrize(
    ("value", "format_code", "code"),
    [
        ("1O", "General", "points-invalid"), ("3月4日", "General", "points-invalid"),
        (45720, "m月d日", "points-invalid"),
        (0.02, "0%", "points-invalid"), (True, "General", "points-invalid"), ("√", "General", "points-invalid"),
        (1.333, "General", "points-precision"), (1e7, "General", "points-out-of-range"),
        ("#REF!", "General", "cell-error"),
        ("=1+1", "General", "cell-uncalculated"), (2, '"扣"0', "sign-unclear"),
    ],
)  # fmt: skip
def test_a_points_cell_that_cannot_be_read_is_named(read: Any, value: Any, format_code: str, code: str) -> None:
    found = read([WIDE, ["01-01", "胡国", value, 1, 1]], formats={"C2": format_code})
    assert found.faults == [(code, "C2")]
    assert found.points == {"01-01 公益志愿": "1"}


def test_a_points_cell_merged_over_several_is_points_invalid(read: Any) -> None:
    found = read([WIDE, ["01-01", "胡国", 2], ["01-02", "贺瑞年", None]], ["C2:C3"])
    assert found.faults == [("points-invalid", "C2")]


def test_a_value_the_rule_does_not_give_is_points_out_of_range(read: Any) -> None:
    assert read([EVENTS, event(rule="HJ01", points=3)]).faults == [("points-out-of-range", "G2")]
    assert read([EVENTS, event(rule="YF05", sign="减", points=2)]).faults == [("points-out-of-range", "G2")]
    assert read([EVENTS, event(rule="ZF06", sign="减", points=20)]).issues == []


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([EVENTS, event(sign="也许")], "D2"),
        ([EVENTS, event(points="-2")], "G2"),
        ([EVENTS, event(rule="HJ09")], "G2"),
        ([["户主", "环境（加分）", "环境（扣分）"], ["胡国", -2, None]], "B2"),
        ([["户主", "加分", "扣分（填正数）"], [None, "环境", "环境"], ["胡国", None, -2]], "C3"),
        ([["户主", "扣分"], [None, "环境"], ["胡国", -2], ["刘新", 2]], "B4"),
        ([["户主", "HJ09 乱倒垃圾、污水"], ["胡国", 2]], "B2"),
        ([["户主", "事由", "加分", "扣分"], ["胡国", "HJ02", 2, 1]], "D2"),
        ([["户主", "加/减", "事由", "加分", "扣分"], ["胡国", "减", "HJ02", 2, None]], "D2"),
    ],
)
def test_a_sign_that_is_not_certain_is_sign_unclear(read: Any, rows: Any, cell: str) -> None:
    assert read(rows).faults == [("sign-unclear", cell)]


def test_error_cells_are_named_wherever_they_matter(read: Any) -> None:
    assert read([WIDE, ["01-01", "#N/A", 2]]).faults == [("cell-error", "B2")]
    assert read([WIDE, ["01-01", "胡国", 2, None, "#REF!"]]).faults == [("cell-error", "E2")]
    assert read([EVENTS, event(day="#VALUE!")]).faults == [("cell-error", "A2")]


def test_a_formula_never_calculated_is_named_wherever_it_matters(read: Any) -> None:
    assert read([WIDE, ["01-01", "胡国", "=1+1"]]).faults == [("cell-uncalculated", "C2")]
    assert read([WIDE, ["01-01", "=B9", 2]]).faults == [("cell-uncalculated", "B2")]
    assert read([WIDE, ["01-01", "胡国", 2, None, "=IF(C2>1,2,0)"]]).faults == [("cell-uncalculated", "E2")]


@pytest.mark.parametrize("day", ["2月30日", "3月上旬", 3.7])
def test_an_impossible_day_is_date_invalid(read: Any, day: Any) -> None:
    assert read([EVENTS, event(day=day)]).faults == [("date-invalid", "A2")]


def test_an_impossible_day_of_the_meeting_is_date_invalid(read: Any) -> None:
    assert read([["评议日期：2025年3月32日"], WIDE, ["01-01", "胡国", 2]]).faults == [("date-invalid", "A1")]


@pytest.mark.parametrize("day", ["2025年4月1日", "3月29日", "1月2日", "2024.3.7"])
def test_a_day_too_early_or_after_the_meeting_is_date_outside_month(read: Any, day: str) -> None:
    rows = [["评议日期：2025年3月28日"], EVENTS, event(day=day)]
    assert read(rows).faults == [("date-outside-month", "A3")]
    assert read(rows, allow=frozenset({"date-outside-month"})).issues == []


def test_more_than_a_cap_allows_is_cap_exceeded_at_the_row_that_steps_over(read: Any) -> None:
    rows = [EVENTS, *[event(rule="HJ05", day=f"3月{d}日") for d in range(1, 5)]]
    assert read(rows).faults == [("cap-exceeded", "G5")]
    before = [CountedLine("01-01", Month(2025, 1), Decimal(6), "环境卫生", "HJ05")]
    found = read([EVENTS, event(rule="HJ05", points=4)], before=before)
    assert (found.only.code, found.only.facts["per"]) == ("cap-exceeded", "year")
    large = read([EVENTS, event(rule="YF05", sign="减", points=30)], ceilings=(30, -99))
    assert large.only.facts["per"] == "event"


def test_more_than_a_months_ceiling_is_cap_exceeded_at_the_largest_cell(read: Any) -> None:
    assert read([WIDE, ["01-01", "胡国", 14, 17, 31]]).faults == [("cap-exceeded", "D2")]
    assert read([WIDE, ["01-01", "胡国", -21, 17]]).faults == [("cap-exceeded", "C2")]
    allowed = read([WIDE, ["01-01", "胡国", 31]], allow=frozenset({"cap-exceeded"}))
    assert (allowed.issues, [i.code for i in allowed.allowed]) == ([], ["cap-exceeded"])


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([WIDE, ["01-01", "胡国", 2, 1, 4]], "E2"),
        ([WIDE, ["01-01", "胡国", 2, 1, 3], ["合计", None, 3, 1, 3]], "C3"),
        ([WIDE, ["01-01", "胡国", 2, 1, 3], ["01-02", "贺瑞年", 1], ["小计", None, 3, 1, 4], ["总计", None, 3, 1, 5]],
         "E5"),
        ([WIDE, ["01-01", "胡国", 2, 1, "三"]], "E2"),
        ([["户主", "加分", "扣分"], [None, "环境", "环境"], ["胡国", 2, 1], ["合计", 2, 2]], "C4"),
        ([EVENTS, event(), ["合计", None, None, None, None, None, 5]], "G3"),
        ([["户主", "环境卫生", None, None], [None, "HJ01", "HJ02", "小计"], ["胡国", 5, 2, 8]], "D3"),
        ([["户主", "环境", "加分合计", "扣分合计"], ["胡国", -2, 0, 3]], "D2"),
    ],
)  # fmt: skip
def test_a_total_that_does_not_add_up_is_total_mismatch(read: Any, rows: Any, cell: str) -> None:
    merges = ["B1:D1"] if rows[0][1] == "环境卫生" else []
    assert read(rows, merges).faults == [("total-mismatch", cell)]


def test_a_summary_that_differs_is_total_mismatch_on_the_summary(read: Any) -> None:
    sheets = {"明细": [["户主", "环境"], ["胡国", 2]], "汇总": [["户主", "本月合计"], ["胡国", 3], ["刘新", 1]]}
    found = read(sheets)
    assert [(i.code, i.sheet, i.cell) for i in found.issues] == [
        ("total-mismatch", "汇总", "B2"),
        ("total-mismatch", "汇总", "B3"),
    ]


def test_a_summary_with_a_column_a_category_is_checked_cell_by_cell(read: Any) -> None:
    def sheets(points: int) -> dict[str, Any]:
        return {"汇总": [WIDE, ["01-01", "胡国", points, None, points]], "明细": [EVENTS, event()]}

    good = read(sheets(2))
    assert (good.issues, good.points, good.layouts) == ([], {"01-01 HJ02": "2"}, ["summary", "events"])
    assert [(i.code, i.sheet, i.cell) for i in read(sheets(3)).issues] == [("total-mismatch", "汇总", "C2")]


def test_a_summary_of_grids_is_checked(read: Any) -> None:
    def sheets(points: int) -> dict[str, Any]:
        rows = [["网格", "户数", "本月合计"], ["第1网格", 10, points], ["第2网格", 10, 0], ["合计", 20, 2]]
        return {"第1网格": [["户主", "环境"], ["胡国", 2]], "汇总": rows}

    assert read(sheets(2)).issues == []
    assert [(i.code, i.sheet, i.cell) for i in read(sheets(3)).issues] == [("total-mismatch", "汇总", "C2")]


def test_a_column_of_months_that_disagrees_is_month_conflict(read: Any) -> None:
    rows = [["月份", "户主", "环境"], ["3月", "胡国", 2], ["2025年2月", "刘新", 1], [4, "贺瑞年", 1]]
    assert read(rows).faults == [("month-conflict", "A3"), ("month-conflict", "A4")]


@pytest.mark.parametrize("header", ["全年无违规", "奖励", "年度先进", "党员", "兑换促进"])
def test_a_header_that_only_resembles_one_of_no_points_is_not_left_aside(read: Any, header: str) -> None:
    assert read([["户主", "环境", "合计", header], ["胡国", 1, 1, 5]]).faults == [("column-unclear", "D1")]


def test_totals_with_unreadable_cells_are_not_reported_on_top(read: Any) -> None:
    rows = [WIDE, ["01-01", "胡国", "1O", 1, 11], ["合计", None, 10, 1, 11]]
    assert read(rows).faults == [("points-invalid", "C2")]


def test_hidden_rows_columns_and_sheets_are_read_with_a_warning(read_data: Any, book: Any) -> None:
    import io

    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(book([WIDE, ["01-01", "胡国", 2, 1], ["01-02", "贺瑞年", 1]])))
    sheet = workbook.active
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = read_data(buffer.getvalue(), "2025年3月.xlsx")
    assert found.faults == [("hidden-content", "D1"), ("hidden-content", "A3")]
    assert {issue.severity for issue in found.issues} == {"warning"}
    assert found.points == {"01-01 环境卫生": "2", "01-01 公益志愿": "1", "01-02 环境卫生": "1"}
