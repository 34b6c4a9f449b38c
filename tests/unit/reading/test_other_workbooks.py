"""Rosters, rule books, opening balances, and other forms found by their headers."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from jifen.domain.household import Household, Roster
from jifen.reading.formats.detect import read_workbook
from jifen.reading.forms.form import Form, FormTable, find_tables
from jifen.reading.forms.opening import read_opening
from jifen.reading.forms.roster import RosterReading, read_roster
from jifen.reading.forms.rulebook import read_rulebook
from jifen.reading.words.numbers import Fault

ROSTER_HEAD = ["序号", "网格", "户编号", "户主姓名", "村民小组", "家庭人口", "户类别", "联系电话", "参评状态", "备注"]


def faults(issues: Any) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.cell) for issue in issues]


@pytest.fixture
def roster(book: Any) -> Any:
    def read(*rows: list[Any], head: list[Any] | None = None) -> RosterReading:
        return read_roster("花名册.xlsx", book([["沙院村花名册", None, "2024年12月31日"], head or ROSTER_HEAD, *rows]))

    return read


def row(**changes: Any) -> list[Any]:
    cells = {
        "n": 1, "grid": "第1微网格", "code": "01-01", "head": "胡　国", "group": "一组", "people": 3, "tier": "三类户",
        "phone": "13800001111", "status": "参评", "note": None,
    }  # fmt: skip
    return list({**cells, **changes}.values())


def test_a_roster_is_read_by_its_headers(roster: Any) -> None:
    reading = roster(row())
    assert reading.issues == ()
    assert reading.dated == date(2024, 12, 31)
    found = reading.rows[0]
    assert (found.code, found.head, found.grid, found.group, found.people) == ("01-01", "胡国", "1", "一组", 3)
    assert (found.tier, found.status, found.source.cell) == ("三类户", "active", "C3")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("参评", "active"),
        ("外出", "away"),
        ("暂停", "suspended"),
        ("迁出", "left"),
        ("注销", "closed"),
        (None, "active"),
    ],
)
def test_the_words_of_the_status_column(roster: Any, word: str | None, status: str) -> None:
    assert roster(row(status=word)).rows[0].status == status


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(head=None)], [("household-missing", "D3")]),
        ([row(code=None), row()], [("household-missing", "C3")]),
        ([row(), row(head="刘新")], [("row-repeated", "C4")]),
        ([row(), row(code="０１－０１", head="刘新")], [("row-repeated", "C4")]),
        ([row(code=datetime(2025, 1, 1))], [("household-unknown", "C3")]),
        ([row(status="不详")], [("decision-unclear", "I3")]),
        ([row(people="两口")], [("quantity-invalid", "F3")]),
        ([row(head="#REF!")], [("cell-error", "D3")]),
        ([row(grid=None)], [("field-missing", "B3")]),
    ],
)  # fmt: skip
def test_faults_of_a_roster_are_named_at_their_cell(roster: Any, rows: Any, expected: Any) -> None:
    assert faults(roster(*rows).issues) == expected


def test_signature_lines_and_blank_rows_of_a_roster_are_no_households(roster: Any) -> None:
    reading = roster(row(), [], ["制表：　　审核："], [None, None, "合计", None, None, 3])
    assert (len(reading.rows), reading.issues) == (1, ())


def test_grids_merged_down_hold_for_every_household(book: Any) -> None:
    data = book([["网格", "户编号", "户主"], ["第2网格", "02-01", "甲"], [None, "02-02", "乙"]], ["A2:A3"])
    assert [r.grid for r in read_roster("x", data).rows] == ["2", "2"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "file-empty"), (b"<html>", "file-unreadable"), ("甲,乙\n1,2\n".encode(), "table-not-found")],
)
def test_what_is_no_roster_or_rule_book_says_so(data: bytes, code: str) -> None:
    assert faults(read_roster("x", data).issues) == [(code, None)]
    assert faults(read_rulebook("x", data).issues) == [(code, None)]
    assert faults(read_opening("x", data, Roster({}))[1]) == [(code, None)]


RULE_HEAD = ["编号", "类别", "项目", "分值", "单位", "上限", "需佐证", "不公示行为人", "备注"]


def rules(book: Any, *rows: list[Any]) -> Any:
    return read_rulebook("积分细则.xlsx", book([["积分细则"], RULE_HEAD, *rows]))


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("+2", "+2"),
        (2, "+2"),
        ("-3~-15", "-3~-15"),
        ("+2/+5", "+2/+5"),
        ("加2分", "+2"),
        ("－５", "-5"),
        (-5, "-5"),
        ("0.5", "+0.5"),
        ("3-15", "+3~+15"),
        ("0~10", "+0~+10"),
        ("0—-10", "-0~-10"),
        ("一次加50分", "+50"),
        ("加30分/次", "+30"),
        ("每次扣3—15分", "-3~-15"),
        ("酌情扣3至15分", "-3~-15"),
        ("每人次奖2分", "+2"),
        ("加5分或10分", "+5/+10"),
        ("2分/次", "+2"),
    ],
)
def test_points_of_a_rule_in_a_villages_words(book: Any, written: Any, points: str) -> None:
    reading = rules(book, ["HJ01", "环境卫生", "清洁户", written])
    assert reading.issues == ()
    assert str(reading.rules[0].points) == points


@pytest.mark.parametrize(
    ("written", "caps"),
    [
        ("6/月", ["6/month"]),
        ("10/年", ["10/year"]),
        ("10/次，40/年", ["10/event", "40/year"]),
        ("-6/月", ["6/month"]),
        ("月限6", ["6/month"]),
        ("每月4分", ["4/month"]),
        ("每月最多4分", ["4/month"]),
        ("月4分", ["4/month"]),
        ("每个月不得超过４", ["4/month"]),
        ("每年40分", ["40/year"]),
        ("全年不超过40分", ["40/year"]),
        ("每次5分", ["5/event"]),
        ("每次不超过10分", ["10/event"]),
        ("１０分／次", ["10/event"]),
        ("不超过10分/次", ["10/event"]),
        ("每月不超过2分，每年不超过10分。", ["2/month", "10/year"]),
        (None, []),
    ],
)
def test_caps_in_a_villages_words(book: Any, written: Any, caps: list[str]) -> None:
    reading = rules(book, ["HJ01", "环境卫生", "清洁户", "+2", "次", written])
    assert reading.issues == ()
    assert [str(cap) for cap in reading.rules[0].caps] == caps


def test_the_flags_of_a_rule(book: Any) -> None:
    found = rules(book, ["ZF02", "遵规守法", "提供线索", "+5", "次", None, "是", "√", "注"]).rules[0]
    assert (found.needs_evidence, found.hides_actor, found.note, found.unit) == (True, True, "注", "次")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["HJ01", "环境", "甲", "+2"], ["hj01", "环境", "乙", "+1"]], [("row-repeated", "A4")]),
        ([["HJ01", "环境", "甲", "两分"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "0"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "0~0"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "加-5分"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "50元加1分"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "3分，5分"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "+2/-2"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "适当"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "6/周"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "6/月，8/月"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "每月6分，月8分"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "最多3次"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "3个月6分"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "+2", "次", "每月4次"]], [("points-invalid", "F3")]),
        ([["HJ01", "环境", "甲", "每次2分，每月4分"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "每次2分，每月最多4分，月限6分"]], [("points-invalid", "D3")]),
        ([["HJ01", "环境", "甲", "每次2分，每月最多4分", "次", "6/月"]], [("points-invalid", "F3")]),
        ([["HJ01", None, "甲", "+2"]], [("field-missing", "B3")]),
        ([["HJ01", "环境", "甲", "#REF!"]], [("cell-error", "D3")]),
        ([["HJ01", "环境", "甲", "+2", "次", None, "也许"]], [("decision-unclear", "G3")]),
    ],
)
def test_faults_of_a_rule_book_are_named_at_their_cell(book: Any, rows: Any, expected: Any) -> None:
    assert faults(rules(book, *rows).issues) == expected


VILLAGE = Roster(
    {
        "01-01": Household("01-01", "胡国", "1"),
        "02-03": Household("02-03", "王建国", "2"),
        "11-07": Household("11-07", "王建国", "11"),
    }
)


def test_opening_balances_are_read_by_code_or_name(book: Any) -> None:
    rows, issues = read_opening(
        "x",
        book(
            [
                ["户编号", "户主", "期初积分（分）"],
                ["01-01", "胡 国", 12.5],
                ["02-03", None, 0],
                ["11-07", "王建国", "-3"],
            ]
        ),
        VILLAGE,
    )
    assert issues == ()
    assert [(r.household, r.points, r.source.cell) for r in rows] == [
        ("01-01", Decimal("12.5"), "C2"),
        ("11-07", Decimal(-3), "C4"),
    ]
    rows, issues = read_opening("x", book([["户主", "期初积分"], ["胡国", 3]]), VILLAGE)
    assert [r.household for r in rows] == ["01-01"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["01-01", "王麻子", 3], ("household-mismatch", "B2")), (["99-99", "胡国", 3], ("household-unknown", "A2")),
        ([None, "王建国", 3], ("household-ambiguous", "B2")), ([None, None, 3], ("household-missing", "B2")),
        (["01-01", "胡国", "1O"], ("points-invalid", "C2")), (["01-01", "胡国", 1.234], ("points-precision", "C2")),
    ],
)  # fmt: skip
def test_faults_of_opening_balances_are_named_at_their_cell(book: Any, cells: Any, expected: Any) -> None:
    assert faults(read_opening("x", book([["户编号", "户主", "期初积分"], cells]), VILLAGE)[1]) == [expected]


def test_a_household_twice_among_opening_balances_is_row_repeated(book: Any) -> None:
    data = book([["户编号", "户主", "期初积分"], ["01-01", "胡国", 3], ["01-01", "胡国", 4]])
    assert faults(read_opening("x", data, VILLAGE)[1]) == [("row-repeated", "A3")]


GOODS = Form("goods", ("item", "name", "price", "reference"), (("item", "price"),), "goods")
SIGN_OUT = Form("redemption-sheet", ("code",), (("code",),), "redemption", others=True)


def read_form(data: bytes, form: Form) -> list[FormTable]:
    return find_tables(read_workbook(data, "csv"), form)


def test_any_form_is_found_by_its_headers_in_any_order_with_units_and_other_columns(book: Any) -> None:
    rows = [
        ["物品目录"],
        ["参考价(元)", "名称", "库位", "积分价（分）", "编号"],
        [9.9, "香皂", "架1", 5, "A01"],
        ["合计", None, None, 5],
        [],
    ]
    (table,) = read_form(book(rows), GOODS)
    assert (table.header_row, table.others) == (2, {3: "库位"})
    assert [(title.cell, title.found) for title in table.titles] == [("A1", "物品目录")]
    (found,) = table.rows
    assert (found["item"].text, found["price"].number(), found["reference"].cell) == ("A01", Decimal(5), "A3")
    assert found.get("spec") is None
    assert found.text("spec") == ""


def test_columns_nobody_asked_for_can_be_had_by_their_place(book: Any) -> None:
    (table,) = read_form(book([["户编号", "A01 香皂（5分）"], ["01-01", 2]]), SIGN_OUT)
    assert table.others == {2: "A01 香皂（5分）"}
    assert table.rows[0]["column:2"].number() == 2


def test_cells_of_a_form_give_faults_and_days(book: Any) -> None:
    from jifen.domain.period import Month

    (table,) = read_form(book([["编号", "积分价"], ["3月7日", "1O"]]), GOODS)
    cell = table.rows[0]["item"]
    assert cell.day(Month(2025, 3)) == date(2025, 3, 7)
    assert table.rows[0]["price"].number() == Fault("points-invalid")
    assert not cell.blank


def test_two_sheets_of_one_form_are_two_tables(book: Any) -> None:
    tables = read_form(book({"红榜": [["编号", "积分价"], ["A", 1]], "黑榜": [["编号", "积分价"], ["B", 2]]}), GOODS)
    assert [table.sheet for table in tables] == ["红榜", "黑榜"]


def test_a_form_in_a_text_file_is_read(book: Any) -> None:
    data = io.BytesIO("编号,积分价\nA01,5\n".encode("gb18030")).getvalue()
    assert read_form(data, GOODS)[0].rows[0]["price"].number() == 5
