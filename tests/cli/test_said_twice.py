"""The same deed by hand and on a sheet, and the same command given twice: somebody is asked."""

import sqlite3
from contextlib import closing

from cli_support import Village
from sheet_support import table, wide

from jifen.store.migrations.tools import without_triggers

ADD = ("points", "add", "01-01", "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "清沟")


def sheet(village: Village, *rows: tuple[object, ...]) -> None:
    path = wide(village.folder / "七月.xlsx", {"2025年7月": rows}, held="2025-07-20")
    village("meeting", "import", path, "--yes")


def refused(village: Village, *arguments: str) -> dict[str, str]:
    before = village.operations()
    error: dict[str, str] = village.json(*arguments, code=3)["error"]
    assert village.operations() == before
    assert "--yes" in error["message"]
    return error


def test_points_given_twice_within_a_minute_are_asked_about(village: Village) -> None:
    village(*ADD)
    error = refused(village, *ADD)
    assert error["code"] == "repeated-just-now"
    assert "第 1 条" in error["message"]
    village.answer("否")
    village(*ADD, code=3)
    village.answer("是")
    told = village(*ADD)
    assert "刚刚记过一样的一笔" in told.err
    village(*ADD, "--yes")
    assert len(village.json("points", "entries", "--month", "2025-07")) == 3


def test_what_differs_was_taken_back_or_is_older_is_no_repetition(village: Village) -> None:
    entry = village.json(*ADD)["entry"]["id"]
    village(*ADD, "--on", "2025-07-03")
    village("points", "add", "01-01", "3", *ADD[4:])
    village("points", "add", "01-02", "2", *ADD[4:])
    village("points", "reverse", str(entry), "--reason", "错")
    village(*ADD)
    with closing(sqlite3.connect(village.book, isolation_level=None)) as book, without_triggers(book):
        book.execute("UPDATE operation SET done_at = '2025-07-01T00:00:00.000Z'")
    village(*ADD)


def test_a_mere_check_says_it_and_asks_nobody(village: Village) -> None:
    village(*ADD)
    before = village.operations()
    assert "刚刚记过" in village(*ADD, "--dry-run").err
    assert village.operations() == before


def test_a_receipt_made_twice_within_a_minute_is_asked_about(market: Village) -> None:
    add = ("redeem", "add", "02-01", "A01", "2", "B02", "1")
    market("goods", "receive", "B02", "9", "--purchase", "供销社", "--price", "6")
    add = ("redeem", "add", "02-01", "A01", "2")
    made = market.json(*add)["receipt"]
    error = refused(market, *add)
    assert error["code"] == "repeated-just-now"
    assert made in error["message"]
    market("redeem", "add", "02-01", "A01", "1")
    market(*add, "--yes")
    assert len(market.json("redeem", "list", "2025Q3")) == 3


def test_a_receipt_given_back_may_be_made_again(market: Village) -> None:
    made = market.json("redeem", "add", "02-01", "A01", "2")["receipt"]
    market("redeem", "return", made, "--reason", "换一种")
    market("redeem", "add", "02-01", "A01", "2")


def test_a_deed_on_a_sheet_is_asked_about_when_it_is_posted_by_hand(village: Village) -> None:
    sheet(village, ("01-01", 2, None))
    error = refused(village, *ADD)
    assert error["code"] == "event-repeated"
    assert "七月.xlsx" in error["message"]
    village("points", "add", "01-01", "3", *ADD[4:])
    village(*ADD, "--on", "2025-07-19")
    village(*ADD, "--yes")


def test_a_deed_by_hand_that_stands_on_a_sheet_is_a_warning_at_its_cell(village: Village) -> None:
    village(*ADD)
    village("points", "add", "01-02", "5", "--month", "2025-07", "--category", "环境卫生", "--reason", "另一件")
    path = wide(
        village.folder / "七月.xlsx", {"2025年7月": [("01-01", 2, None), ("01-02", 4, None)]}, held="2025-07-20"
    )
    issues = village.json("meeting", "import", path, "--yes")["issues"]
    assert [(i["code"], i["severity"], i["cell"]) for i in issues] == [("event-repeated", "warning", "B4")]
    assert "第 1 条" in issues[0]["message"]


def test_by_rule_the_same_household_and_day_are_one_deed_whatever_the_points(village: Village) -> None:
    header = ("日期", "户编号", "户主", "积分项目", "分值", "事由")
    by_hand = ("--month", "2025-07", "--rule", "ZF02", "--on", "2025-07-03", "--reason", "报告隐患")
    village("meeting", "record", "2025-07", "--held-on", "2025-07-20")
    village("points", "add", "01-01", "10", *by_hand)
    row = ("2025-07-03", "01-01", "林雪梅", "ZF02", 5, "报告隐患")
    path = table(village.folder / "2025年7月明细.xlsx", header, row)
    issues = village.json("meeting", "import", path, "--month", "2025-07", "--yes")["issues"]
    assert [i["code"] for i in issues] == ["event-repeated"]
    assert refused(village, "points", "add", "01-01", "5", *by_hand)["code"] == "event-repeated"
    village("points", "add", "01-01", "5", *by_hand, "--on", "2025-07-04")
