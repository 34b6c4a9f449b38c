"""Rosters, rule books, goods and registers as villages write them: other words, no codes, a line a member."""

from typing import Any

import pytest

from jifen.messages.issues import message
from jifen.reading.forms.goods import read_goods
from jifen.reading.forms.roster import read_roster
from jifen.reading.forms.rulebook import read_rulebook


def faults(issues: Any) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.cell) for issue in issues]


MEMBERS = ["户编号", "网格", "姓名", "与户主关系"]


@pytest.mark.parametrize(
    ("rows", "merges", "expected"),
    [
        ([["01-01", 1, "甘平", "户主"], [None, None, "甘乙", "妻"]], ["A2:A3", "B2:B3"], [("01-01", "甘平")]),
        ([["01-01", 1, "甘乙", "妻"], [None, None, "甘平", "户主"]], ["A2:A3", "B2:B3"], [("01-01", "甘平")]),
        ([["01-01", 1, "甘平", "本人"], ["01-01", 1, "甘乙", "子"]], [], [("01-01", "甘平")]),
        ([["01-01", 1, "甘平", "户主"], [None, None, "甘乙", "子"], ["01-02", 1, "尤乙", "户主"]], [],
         [("01-01", "甘平"), ("01-02", "尤乙")]),
    ],
)  # fmt: skip
def test_a_line_a_member_is_one_household_under_its_head(book: Any, rows: Any, merges: Any, expected: Any) -> None:
    reading = read_roster("x", book([MEMBERS, *rows], merges))
    assert reading.issues == ()
    assert [(row.code, row.head) for row in reading.rows] == expected


def test_head_and_code_merged_over_named_members_are_one_household(book: Any) -> None:
    head = ["户编号", "户主姓名", "网格", "成员姓名"]
    rows = [["01-01", "甘平", 1, "甘平"], [None, None, None, "甘乙"], ["01-02", "尤乙", 1, "尤乙"]]
    reading = read_roster("x", book([head, *rows], ["A2:A3", "B2:B3", "C2:C3"]))
    assert (reading.issues, [(row.code, row.head) for row in reading.rows]) == (
        (),
        [("01-01", "甘平"), ("01-02", "尤乙")],
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["01-01", 1, "甘平", "父"], ["01-01", 1, "甘乙", "子"]], ("household-missing", "C2")),
        ([["01-01", 1, "甘平", "户主"], ["01-01", 1, "甘乙", "户主"]], ("row-repeated", "A3")),
    ],
)
def test_a_household_without_a_head_or_with_two_is_one_issue(book: Any, rows: Any, expected: Any) -> None:
    assert faults(read_roster("x", book([MEMBERS, *rows])).issues) == [expected]


def test_the_same_household_twice_without_members_is_still_repeated(book: Any) -> None:
    rows = [["01-01", "甘平", 1], ["01-01", "甘平", 1]]
    assert faults(read_roster("x", book([["户编号", "户主", "网格"], *rows])).issues) == [("row-repeated", "A3")]


@pytest.mark.parametrize("code", [130726107201001000, 1307261072010010.0])
def test_a_code_longer_than_a_spreadsheet_keeps_is_refused_as_text_to_be(book: Any, code: float) -> None:
    (issue,) = read_roster("x", book([["户编号", "户主", "网格"], [code, "甘平", 1]])).issues
    assert (issue.code, issue.cell) == ("household-unknown", "A2")
    assert "文本" in message(issue)


def test_a_code_of_fifteen_digits_is_a_code(book: Any) -> None:
    reading = read_roster("x", book([["户编号", "户主", "网格"], [130726107201001, "甘平", 1]]))
    assert [row.code for row in reading.rows] == ["130726107201001"]


@pytest.mark.parametrize("head", [["网格", "户主"], ["序号", "网格", "户主姓名"], ["户编号", "网格", "户主"]])
def test_a_roster_without_codes_is_read_without_codes(book: Any, head: list[str]) -> None:
    row = {"网格": 1, "户主": "甘平", "户主姓名": "甘平", "序号": 1}
    reading = read_roster("x", book([head, [row.get(word) for word in head]]))
    assert (reading.issues, [(row.code, row.head, row.grid) for row in reading.rows]) == ((), [("", "甘平", "1")])


def test_codes_under_a_header_nobody_knows_are_asked_for_not_given_anew(book: Any) -> None:
    data = book([["网格", "户主", "门户牌"], [1, "甘平", "01-01"], [1, "尤乙", "01-02"]])
    (issue,) = read_roster("x", data).issues
    assert (issue.code, issue.facts["missing"], issue.facts["found"]) == ("table-not-found", "code", "门户牌")


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        ([1, 2, 3], ["1", "2", "3"]),
        ([1, 2, 1], ["1-1", "1-2", "2-1"]),
        (["1.", "2、", "3"], ["1", "2", "3"]),
        ([1, None, 2], ["1", "2", "3"]),
    ],
)
def test_a_rule_book_that_numbers_its_lines_has_these_for_codes(book: Any, numbers: Any, codes: Any) -> None:
    lines = [("环境", "甲", 1), ("环境", "乙", 2), ("公益", "丙", 3)]
    rows = [[number, *line] for number, line in zip(numbers, lines, strict=True)]
    reading = read_rulebook("x", book([["序号", "类别", "评分内容", "分值"], *rows]))
    assert (reading.issues, [rule.code for rule in reading.rules]) == ((), codes)


@pytest.mark.parametrize(
    "word", ["项目", "积分项目", "评分项目", "评议项目", "积分内容", "评分细则", "评分内容", "评分标准"]
)
@pytest.mark.parametrize("points", ["分值", "得分", "计分标准", "赋分"])
def test_a_rule_book_knows_the_words_that_meeting_sheets_have(book: Any, word: str, points: str) -> None:
    reading = read_rulebook("x", book([["编号", "类别", word, points], ["A1", "环境", "甲", 2]]))
    assert (reading.issues, [rule.wording for rule in reading.rules]) == ((), ["甲"])


def test_limits_behind_the_points_are_limits(book: Any) -> None:
    head = ["编号", "类别", "项目", "分值"]
    (rule,) = read_rulebook("x", book([head, ["A1", "环境", "甲", "每次加2分，每月最多6分"]])).rules
    assert (str(rule.points), [str(cap) for cap in rule.caps]) == ("+2", ["6/month"])


@pytest.mark.parametrize("note", ["每月不超过6分", "每月限6分", "最多10分", "一年累计最高20分", "6分封顶"])
def test_a_limit_written_as_a_remark_is_pointed_out_and_not_read(book: Any, note: str) -> None:
    head = ["编号", "类别", "项目", "分值", "上限", "备注"]
    reading = read_rulebook(
        "x", book([head, ["A1", "环境", "甲", 2, None, note], ["A2", "环境", "乙", 2, "6/月", note]])
    )
    assert [(i.code, i.cell, i.severity) for i in reading.issues] == [("limit-unread", "F2", "warning")]
    assert next(rule.caps for rule in reading.rules) == ()


@pytest.mark.parametrize("note", ["以村务公开栏为准", "2024年修订", "限本村户籍", "每月评一次"])
def test_a_remark_without_a_limit_is_no_warning(book: Any, note: str) -> None:
    head = ["编号", "类别", "项目", "分值", "备注"]
    assert read_rulebook("x", book([head, ["A1", "环境", "甲", 2, note]])).issues == ()


@pytest.mark.parametrize("word", ["数量", "库存数量", "库存", "结存", "现有库存", "剩余数量"])
def test_stock_of_goods_has_many_names(book: Any, word: str) -> None:
    rows, issues = read_goods("x", book([["编号", "物品名称", "所需积分", word], ["A01", "挂面", 3, 96]]))
    assert (issues, [row.quantity for row in rows]) == ((), [96])


def test_goods_without_codes_stand_once_by_name_and_spec(book: Any) -> None:
    head = ["序号", "物品名称", "规格", "积分价"]
    lines = [[1, "挂面", "1千克", 3], [2, "挂面", "2千克", 5], [3, "挂面", "1千克", 3]]
    rows, issues = read_goods("x", book([head, *lines]))
    assert [(row.item.code, row.item.spec) for row in rows] == [("", "1千克"), ("", "2千克")]
    assert faults(issues) == [("item-repeated", "B4")]


@pytest.mark.parametrize(
    ("read", "head", "missing", "found"),
    [
        (lambda data: read_roster("x", data).issues, ["户编号", "主人", "网格"], "head", "主人"),
        (lambda data: read_rulebook("x", data).issues, ["编号", "类别", "项目", "多少"], "points", "多少"),
        (lambda data: read_goods("x", data)[1], ["编号", "名称", "几分"], "price", "几分"),
    ],
)
def test_a_table_that_is_not_found_says_which_header_is_missing_and_what_is_there(
    book: Any, read: Any, head: list[str], missing: str, found: str
) -> None:
    (issue,) = read(book([["沙院村"], head, ["1", "2", "3", "4"][: len(head)]]))
    assert (issue.code, issue.facts["missing"], issue.facts["found"], issue.facts["row"]) == (
        "table-not-found",
        missing,
        found,
        "2",
    )
    assert found in message(issue)
