"""The sheet on which a meeting decides deeds: what it decides, and what disagrees with what was claimed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jifen.domain.life.deeds import Deed

HEADERS = [
    *("登记号", "日期", "户编号", "户主", "细则", "类别"),
    *("申报分", "照片", "评议结果", "核定分", "事由", "理由"),
]
DEEDS = {
    3: Deed(3, "01-01", date(2025, 3, 7), "环境卫生", Decimal(2), "HJ05", note="清沟"),
    4: Deed(4, "01-02", date(2025, 3, 8), "公益志愿", Decimal(3)),
    5: Deed(5, "01-03", date(2024, 12, 1), "环境卫生", Decimal(2), "HJ05"),
}
ROW = {
    "登记号": "3", "日期": "2025-03-07", "户编号": "01-01", "户主": "胡国", "细则": "HJ05 参加集体环境整治",
    "类别": "环境卫生", "申报分": 2, "评议结果": "通过", "事由": "清沟",
}  # fmt: skip


def row(**changes: Any) -> list[Any]:
    return [{**ROW, **changes}.get(header) for header in HEADERS]


SECOND = row(
    登记号=4,
    日期="3月8日",
    户编号="01-02",
    户主="贺瑞年",
    细则=None,
    类别="公益志愿",
    申报分=3,
    评议结果="不通过",
    事由=None,
)


@pytest.fixture
def decide(read: Any) -> Any:
    return lambda *rows, **more: read([HEADERS, *rows], deeds=DEEDS, **more)


@pytest.mark.parametrize(
    ("changes", "points"),
    [({}, "2"), ({"核定分": 4}, "4"), ({"核定分": "1.5"}, None), ({"评议结果": "√"}, "2"), ({"细则": "HJ05"}, "2"),
     ({"细则": "参加集体环境整治", "日期": None, "申报分": None}, "2"), ({"登记号": 3.0}, "2"),
     ({"登记号": "第3号"}, "2")],
)  # fmt: skip
def test_what_passes_gets_its_own_figure_or_what_was_claimed(decide: Any, changes: Any, points: Any) -> None:
    outcome = decide(row(**changes))
    if points is None:
        assert outcome.faults == [("points-out-of-range", "J2")]
        return
    assert outcome.issues == []
    assert (outcome.layouts, outcome.points) == (["deeds"], {"01-01 HJ05": points})
    (line,) = outcome.reading.lines
    assert (line.deed, line.occurred_on, line.reason) == (3, date(2025, 3, 7), "清沟")


def test_what_does_not_pass_keeps_its_reason_and_gets_nothing(decide: Any) -> None:
    with_reason = [*SECOND[:-1], "没有到场"]
    outcome = decide(row(), with_reason)
    assert outcome.issues == []
    assert [(one.deed, one.reason) for one in outcome.reading.refused] == [(4, "没有到场")]
    assert outcome.points == {"01-01 HJ05": "2"}


@pytest.mark.parametrize("word", [None, "待定", "退回", "暂缓", "/"])
def test_what_is_blank_or_put_off_stays_open(decide: Any, word: Any) -> None:
    outcome = decide(row(评议结果=word), SECOND)
    assert outcome.issues == []
    assert (outcome.points, [one.deed for one in outcome.reading.refused]) == ({}, [4])


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"登记号": 77}, "deed-unknown", "A2"),
        ({"登记号": "三"}, "deed-unknown", "A2"),
        ({"户编号": "01-02", "户主": "贺瑞年"}, "household-mismatch", "C2"),
        ({"户编号": None, "户主": "贺瑞年"}, "household-mismatch", "C2"),
        ({"户主": "贺瑞年"}, "household-mismatch", "D2"),
        ({"日期": "2025-03-09"}, "date-invalid", "B2"),
        ({"日期": "2025-03-99"}, "date-invalid", "B2"),
        ({"细则": "HJ01"}, "rule-unknown", "E2"),
        ({"细则": "没有这一条"}, "rule-unknown", "E2"),
        ({"类别": "公益志愿"}, "rule-unknown", "F2"),
        ({"申报分": 3}, "total-mismatch", "G2"),
        ({"评议结果": "也许"}, "decision-unclear", "I2"),
        ({"评议结果": None, "核定分": 2}, "decision-unclear", "I2"),
        ({"评议结果": "待定", "核定分": 2}, "decision-unclear", "I2"),
        ({"评议结果": "不通过", "核定分": 2}, "decision-unclear", "I2"),
        ({"核定分": 0}, "decision-unclear", "J2"),
        ({"核定分": -2}, "sign-unclear", "J2"),
        ({"核定分": "√"}, "points-invalid", "J2"),
        ({"核定分": "二分半吧"}, "points-invalid", "J2"),
    ],
)
def test_what_disagrees_with_the_deed_is_said_at_its_cell(decide: Any, changes: Any, code: str, cell: str) -> None:
    outcome = decide(row(**changes))
    assert outcome.faults[0] == (code, cell)
    assert outcome.reading.lines == ()


def test_a_number_that_stands_twice_is_an_issue_at_the_later_row(decide: Any) -> None:
    assert decide(row(), row(核定分=4)).faults == [("row-repeated", "A3")]


def test_a_deed_too_old_for_the_meeting_is_let_through_only_by_a_decision(decide: Any) -> None:
    old = row(登记号=5, 日期="2024-12-01", 户编号="01-03", 户主="刘新", 事由=None)
    assert decide(old).faults == [("date-outside-month", "B2")]
    outcome = decide(old, allow=frozenset({"date-outside-month"}))
    assert (outcome.issues, outcome.points) == ([], {"01-03 HJ05": "2"})


def test_a_row_without_a_number_is_an_event_like_any_other(decide: Any) -> None:
    outcome = decide(row(), row(登记号=None, 户编号="02-03", 户主="王建国", 核定分=2))
    assert outcome.issues == []
    assert [(line.household, line.deed) for line in outcome.reading.lines] == [("01-01", 3), ("02-03", None)]


def test_a_sheet_on_which_nothing_is_decided_is_no_meeting(decide: Any) -> None:
    assert decide(row(评议结果=None)).faults == [("table-not-found", None)]


def test_a_household_suspended_since_gets_nothing_but_may_be_refused(read: Any) -> None:
    deed = Deed(9, "17-10", date(2025, 3, 7), "环境卫生", Decimal(2), "HJ05")
    own = {"登记号": 9, "户编号": "17-10", "户主": "沈宝山", "事由": None}
    assert read([HEADERS, row(**own)], deeds={9: deed}).faults == [("household-inactive", "C2")]
    refused = read([HEADERS, row(**own, 评议结果="不通过")], deeds={9: deed})
    assert (refused.issues, [one.deed for one in refused.reading.refused]) == ([], [9])


def test_every_cell_of_the_sheet_is_counted_or_left_under_a_name(read: Any, decide: Any) -> None:
    assert {column.header for column in decide(row()).reading.sheets[0].left} == {"照片", "理由"}
    strange = read([[*HEADERS, "某栏"], [*row(), 5]], deeds=DEEDS)
    assert [issue.cell for issue in strange.issues] == ["M1"]
