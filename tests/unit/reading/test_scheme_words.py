"""The sheet 办法 in the words of villages: what each item may say, and what is not taken for anything."""

from typing import Any

import pytest

from jifen.domain.scheme.scheme import scheme_lines
from jifen.messages.issues import message
from jifen.messages.labels import scheme as in_words
from jifen.reading.formats.workbook import Area, Cell, Sheet, Workbook
from jifen.reading.forms.scheme import SchemeReading, read_scheme, with_categories
from jifen.reading.issue_log import IssueLog

CATEGORIES = ("环境卫生", "公益志愿", "邻里和睦、孝老")


def sheet(*lines: tuple[str, ...], name: str = "办法") -> Workbook:
    rows = [("项目", "内容"), *lines]
    cells = {r: {c: Cell("text", text) for c, text in enumerate(row, 1) if text} for r, row in enumerate(rows, 1)}
    return Workbook("xlsx", [Sheet(name, cells)])


def said(*lines: tuple[str, str]) -> tuple[dict[str, str], list[Any]]:
    log = IssueLog("x")
    reading: SchemeReading = read_scheme(sheet(*lines), log)
    return scheme_lines(with_categories(reading, CATEGORIES, log)), log.issues


@pytest.mark.parametrize(
    ("item", "content", "line"),
    [
        ("中途来去", "照全期", {}),
        ("中途来去", "按整期计算", {}),
        ("中途来去", "按月折算", {"newcomers": "monthly"}),
        ("中途迁入迁出", "按在村月数折算", {"newcomers": "monthly"}),
        ("新来户", "不参评", {"newcomers": "out"}),
        ("中途来去的户", "不参加评议", {"newcomers": "out"}),
        ("兑换最低分", "60", {"redeem-from": "60"}),
        ("兑换最低分", "60分以上", {"redeem-from": "60"}),
        ("兑换门槛", "低于60分的不能兑换", {"redeem-from": "60"}),
        ("最低兑换分", "满 60.5 分才能兑换", {"redeem-from": "60.5"}),
        ("兑换最低分", "不设", {}),
        ("可兑换", "前30%每户10分", {"spendable": "best:30:10"}),
        ("可兑换", "得分前 30％ 的户，每户得 10 分", {"spendable": "best:30:10"}),
        ("可兑换积分", "排名前12.5%的农户各奖5个积分", {"spendable": "best:12.5:5"}),
        ("不计入得分的类别", "公益志愿", {"unscored": "公益志愿"}),
        ("单列类别", "环境卫生、公益志愿", {"unscored": "环境卫生;公益志愿"}),
        ("加分项单列", "公益志愿；公益志愿", {"unscored": "公益志愿"}),
        ("不计入得分", "邻里和睦、孝老；公益志愿", {"unscored": "邻里和睦、孝老;公益志愿"}),
        ("不计入得分", "没有", {}),
    ],
)
def test_what_a_village_writes_is_read_and_written_back_the_same(item: str, content: str, line: dict[str, str]) -> None:
    lines, issues = said((item, content))
    assert (lines, issues) == (line, [])
    log = IssueLog("x")
    scheme = with_categories(read_scheme(sheet((item, content)), log), CATEGORIES, log)
    again, issues = said(*in_words(scheme).items())
    assert (again, issues) == (line, [])


@pytest.mark.parametrize(
    ("item", "content", "says"),
    [
        ("中途来去", "看情况", "照全期、按月折算 或 不参评"),
        ("兑换最低分", "六十来分", "兑换最低分“六十来分”读不懂"),
        ("兑换最低分", "60分以下", "兑换最低分“60分以下”读不懂"),
        ("可兑换", "前0%每户10分", "前30%每户10分"),
        ("可兑换", "前130%每户10分", "前30%每户10分"),
        ("可兑换", "前30%每户0分", "前30%每户10分"),
        ("可兑换", "前30名每户10分", "前30%每户10分"),
        ("不计入得分的类别", "公益志愿、清洁", "细则里没有类别“清洁”"),
    ],
)
def test_what_is_not_understood_is_said_at_its_cell(item: str, content: str, says: str) -> None:
    _, issues = said((item, content))
    assert [(issue.code, issue.sheet, issue.cell) for issue in issues] == [("points-invalid", "办法", "B2")]
    assert says in message(issues[0])


@pytest.mark.parametrize(
    ("item", "content", "line"),
    [
        ("评议周期", "每季度末评议一次", {"period": "quarter"}),
        ("评议周期", "每三个月一次", {"period": "quarter"}),
        ("基础分", "每户100分", {"base": "100"}),
        ("基础分", "不设", {}),
        ("最低分", "扣到零为止", {"floor": "0"}),
        ("最低分", "0分（扣完为止）", {"floor": "0"}),
        ("最高分", "上不封顶", {}),
        ("最高分", "120分封顶", {"ceiling": "120"}),
        ("1. 最高分（分）：", "不超过120分", {"ceiling": "120"}),
        ("等级", "五星95 四星85 三星70", {"grades": "五星:95;四星:85;三星:70"}),
        ("等级", "五星:95分\n四星:85分", {"grades": "五星:95;四星:85"}),
        ("等级", "95分以上（含95分）为五星；85分以上为四星", {"grades": "五星:95;四星:85"}),
        ("等级", "5星:95；4星:85", {"grades": "5星:95;4星:85"}),
        ("等级", "/", {}),
    ],
)
def test_more_ways_to_write_the_same(item: str, content: str, line: dict[str, str]) -> None:
    assert said((item, content)) == (line, [])


@pytest.mark.parametrize(
    "content",
    [
        "五星95四星85",
        "95分以上（不含）五星",
        "优秀>90；良好≥80",
        "90分及以上为优秀，80-90为良好",
        "五星:90-95；四星:95-100",
    ],
)
def test_a_grade_that_runs_into_another_is_asked_about(content: str) -> None:
    lines, issues = said(("等级", content))
    assert lines == {}
    assert [(issue.code, issue.cell) for issue in issues] == [("points-invalid", "B2")]


def read(workbook: Workbook) -> tuple[dict[str, str], list[tuple[str, str | None]]]:
    log = IssueLog("x")
    lines = scheme_lines(read_scheme(workbook, log).scheme)
    return lines, [(issue.code, issue.cell) for issue in log.issues]


@pytest.mark.parametrize("name", ["积分管理办法", "沙院村积分方案", "Sheet2"])
def test_a_sheet_that_lists_its_items_is_the_scheme_whatever_its_name(name: str) -> None:
    lines = (("评议周期", "每季"), ("基础分", "100"))
    assert read(sheet(*lines, name=name)) == ({"period": "quarter", "base": "100"}, [])


def test_what_stands_beside_the_lines_is_no_line_that_nobody_reads() -> None:
    assert read(sheet(("评议周期", "每季", "基础分", "100"))) == (
        {"period": "quarter"},
        [("cell-unread", "C2"), ("cell-unread", "D2")],
    )


def test_contents_under_one_merged_item_are_one() -> None:
    workbook = sheet(("等级", "五星:95"), ("", "四星:85"), ("基础分", "90"))
    workbook.sheets[0].merge(Area(2, 1, 3, 1))
    assert read(workbook) == ({"base": "90", "grades": "五星:95;四星:85"}, [])
