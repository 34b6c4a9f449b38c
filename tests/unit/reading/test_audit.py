"""Every cell of a sheet is counted, checked or left aside under a meaning; what fits none is an issue at its place."""

from typing import Any

import pytest

WIDE = ["户编号", "户主", "环境卫生", "发展经济"]
DEEDS = ["户编号", "户主", "类别", "事由", "分值"]


def left(found: Any) -> list[tuple[str, str, str, int]]:
    return [(c.column, c.header, c.meaning, c.numbers) for sheet in found.reading.sheets for c in sheet.left]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("上月结余", "以前的积分"),
        ("本年累计得分", "累计"),
        ("剩余可兑换积分", "结余和兑换"),
        ("村排名", "排名"),
        ("折合金额（元）", "金额"),
        ("积分卡号", "证件和卡号"),
        ("户均得分", "平均"),
        ("星数", "等次"),
        ("紧急联系电话", "电话"),
    ],
)
def test_a_column_that_is_no_points_is_left_aside_under_its_meaning(read: Any, header: str, meaning: str) -> None:
    found = read([[*WIDE, header], ["01-01", "胡国", 1, None, 14], ["01-02", "贺瑞年", 2, 1, None]])
    assert found.issues == []
    assert left(found) == [("E", header, meaning, 1)]


@pytest.mark.parametrize(("cell", "code"), [(3, "column-unclear"), ("√", "cell-unread"), ("扣分", "cell-unread")])
def test_one_issue_at_the_header_speaks_for_a_whole_column(read: Any, cell: Any, code: str) -> None:
    rows = [[*DEEDS, "甲丁"], *(["01-01", "胡国", "环境卫生", "扫地", 1, c] for c in (cell, cell, "别的"))]
    assert read(rows).faults == [(code, "F1")]


def test_words_nobody_knows_need_no_answer(read: Any) -> None:
    found = read([[*WIDE, "帮扶人"], ["01-01", "胡国", 1, None, "李某"]])
    assert found.issues == []


@pytest.mark.parametrize("note", ["不通过", "待审核", "×", "否"])
def test_a_note_that_rejects_a_row_with_points_is_said_at_the_note(read: Any, note: str) -> None:
    rows = [
        [*DEEDS, "备注"],
        ["01-01", "胡国", "环境卫生", "扫地", 1, None],
        ["01-02", "贺瑞年", "环境卫生", "修渠", 1, note],
    ]
    assert read(rows).faults == [("cell-unread", "F3")]


def test_a_number_alone_above_the_table_is_said(read: Any) -> None:
    assert read([[None, 37], WIDE, ["01-01", "胡国", 1, None]]).faults == [("cell-unread", "B1")]


@pytest.mark.parametrize("row", [[1, 2, 3, 4], ["应到", 37], [2025, "年", 3, "月"]])
def test_column_numbers_and_labelled_figures_above_the_table_are_known(read: Any, row: list[Any]) -> None:
    assert read([row, WIDE, ["01-01", "胡国", 1, None]]).issues == []


@pytest.mark.parametrize("figure", ["积分总额", "累计", "金额", "结余", "甲丁"])
def test_a_second_list_of_deeds_is_never_dropped_for_what_its_figures_are_called(read: Any, figure: str) -> None:
    first = [DEEDS, ["01-01", "胡国", "环境卫生", "扫地", 1]]
    second = [[*DEEDS[:4], figure], ["01-02", "贺瑞年", "环境卫生", "扫地", 3]]
    assert read({"一": first, "二": second}).faults == [("column-unclear", "E1")]
    assert read([*first, [], *second]).faults == [("column-unclear", "E4")]


@pytest.mark.parametrize("figure", ["分", "加减分", "合计"])
def test_a_second_list_of_deeds_counts_like_the_first(read: Any, figure: str) -> None:
    rows = [DEEDS, ["01-01", "胡国", "环境卫生", "扫地", 1], [], [*DEEDS[:4], figure]]
    found = read([*rows, ["01-02", "贺瑞年", "环境卫生", "扫地", 3]])
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "1", "01-02 环境卫生": "3"}


def test_a_roster_beside_the_scores_is_left_aside_in_full(read: Any) -> None:
    roster = [["户编号", "户主", "人口", "联系电话"], ["01-01", "胡国", 4, "13800001111"]]
    found = read({"三月": [WIDE, ["01-01", "胡国", 1, None]], "名单": roster})
    assert found.issues == []
    assert left(found) == [("C", "人口", "人口", 1), ("D", "联系电话", "电话", 1)]


def test_all_that_is_wrong_is_said_where_no_column_is_known_yet(read: Any) -> None:
    found = read([["户编号", "户主", "甲", "乙"], ["01-01", "胡国", 1, 2], ["99-99", "某人", 1, 2]])
    assert found.faults == [("column-unclear", "C1"), ("column-unclear", "D1"), ("household-unknown", "A3")]


@pytest.mark.parametrize(
    ("shape", "rows", "cell"),
    [
        ("transposed", [["户主", "胡国", "刘新"], ["环境卫生", 1, 2], ["发展经济", 2, None]], "A1"),
        ("one-household", [["户编号", "01-01", "户主", "胡国"], ["类别", "得分"], ["环境卫生", 2]], "A1"),
        ("one-household", [["户主：胡国", None, "网格：1"], ["类别", "得分"], ["环境卫生", 2]], "A1"),
        ("quarter", [["户编号", "户主", "1月", "2月", "3月", "合计"], ["01-01", "胡国", 1, 2, 3, 6]], "C1"),
    ],
)
def test_a_sheet_that_lies_otherwise_is_named_by_its_shape(read: Any, shape: str, rows: Any, cell: str) -> None:
    found = read(rows)
    assert found.faults == [("table-not-found", cell)]
    assert found.only.facts["shape"] == shape


def test_a_sheet_a_category_is_named_by_its_shape(read: Any) -> None:
    rows = [["户编号", "户主", "得分"], ["01-01", "胡国", 2]]
    found = read({"环境卫生": rows, "发展经济": rows})
    assert {issue.facts.get("shape") for issue in found.issues} == {"category-sheets"}


def test_a_note_beside_the_points_of_a_wide_sheet_is_left_aside_with_its_words_counted(read: Any) -> None:
    rows = [[*WIDE, "备注", "签字"], ["01-01", "胡国", -2, 1, "打架", None], ["01-02", "贺瑞年", 2, 1, "/", None]]
    found = read(rows)
    assert found.issues == []
    aside = [(c.header, c.meaning, c.numbers, c.texts) for c in found.reading.sheets[0].left]
    assert aside == [("备注", "备注", 0, 1), ("签字", "签字", 0, 0)]
    assert not [line for line in found.reading.lines if "打架" in str(line)]
