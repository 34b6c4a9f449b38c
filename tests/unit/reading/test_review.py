"""The review of a list read back, as meetings fill it in."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from jifen.domain.household import Household, Roster
from jifen.domain.period import Period
from jifen.reading.forms.review import ReviewContext, Reviewed, read_review
from jifen.reading.words.guard_words import load_guards

ROSTER = Roster({code: Household(code, head, code[:2]) for code, head in (("01-01", "王建国"), ("02-02", "李秀芬"))})
RED = ["名次", "户编号", "户主", "决定", "理由"]
BLACK = ["户编号", "户主", "决定", "理由", "条款", "事实", "告知日期", "整改期限", "复查结果"]
LINE = [None, "第8条", "乱倒垃圾", "2025-07-01", "2025-07-10", "未整改"]


def read(red: list[list[Any]], black: list[list[Any]], today: date = date(2025, 7, 15), period: str = "2025H1") -> Any:
    book = openpyxl.Workbook()
    sheets = {"红榜": red, "黑榜": black}
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    context = ReviewContext(ROSTER, Period.parse(period), today, {"01-01"}, load_guards())
    return read_review("评议表.xlsx", out.getvalue(), context)


def found(reading: Any) -> list[tuple[str, str]]:
    return [(issue.code, f"{issue.sheet}!{issue.cell}") for issue in reading.issues]


def test_columns_stand_in_any_order_beside_others() -> None:
    reading = read(
        [["决定", "备注", "上榜理由", "户编号"], ["上榜", "x", "带头", "01-01"]],
        [["标题"], ["复查结果", "整改期限", "告知日期", "事实", "条款", "理由", "决定", "户编号"],
         ["未整改", "2025-07-10", "2025-07-01", "乱倒", "第8条", None, "上榜", "02-02"]],
    )  # fmt: skip
    assert reading.issues == ()
    assert reading.red == (Reviewed("01-01", "list", "带头"),)
    assert (reading.black[0].told_on, reading.black[0].deadline) == (date(2025, 7, 1), date(2025, 7, 10))


def test_a_row_may_name_its_household_by_the_head_alone() -> None:
    reading = read([RED], [BLACK, [None, "李秀芬", "上榜", *LINE]])
    assert [row.household for row in reading.black] == ["02-02"]
    assert found(read([RED], [BLACK, [None, "张三", "上榜", *LINE]])) == [("household-unknown", "黑榜!B2")]


def test_a_row_that_names_nobody_is_told() -> None:
    assert found(read([RED], [BLACK, [None, None, "上榜", *LINE]])) == [("household-missing", "黑榜!B2")]


def test_short_days_take_the_year_that_fits_the_period() -> None:
    line = [None, "第8条", "乱倒垃圾", "12月3日", "1月5日", "未整改"]
    reading = read([RED], [BLACK, ["02-02", None, "上榜", *line]], date(2026, 1, 15), "2025H2")
    assert found(reading) == []
    assert (reading.black[0].told_on, reading.black[0].deadline) == (date(2025, 12, 3), date(2026, 1, 5))


def test_a_row_not_listed_needs_nothing() -> None:
    reading = read([RED, [1, "01-01", "王建国", "暂缓", None]], [BLACK, ["02-02", None, "不上榜"]])
    assert reading.issues == ()
    assert [row.decision for row in (*reading.red, *reading.black)] == ["hold", "omit"]


def test_all_issues_come_in_one_run() -> None:
    reading = read(
        [RED, [1, "01-01", "王建国", "行", "好"], [2, "02-02", "李秀芬", "上榜", "此人是懒汉"]],
        [BLACK, ["02-02", "李秀芬", "上榜", None, None, "其妻乱倒", "2025-07-20", "2025-07-10", "已整改"]],
    )
    assert sorted(found(reading)) == sorted(
        [
            ("decision-unclear", "红榜!D2"),
            ("candidate-unknown", "红榜!B3"),
            ("text-forbidden", "红榜!E3"),
            ("row-repeated", "黑榜!A2"),
            ("field-missing", "黑榜!E2"),
            ("date-order", "黑榜!H2"),
            ("decision-unclear", "黑榜!I2"),
            ("text-forbidden", "黑榜!F2"),
        ]
    )
