"""The seven registers agree with each other to the point, the piece and the cent – and verify finds what does not."""

import shutil
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from board_support import published
from cli_support import Shared, Village
from shop_support import built

from jifen.store.migrations.tools import without_triggers

Row = dict[str, object]


def sheets(folder: str, number: int) -> dict[str, list[Row]]:
    """Sheet title → rows by header; the totals' row has 合计 in its first column."""
    path = next(Path(folder).glob(f"{number}*.xlsx"))
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        top = next(n for n, row in enumerate(rows) if sum(cell is not None for cell in row) > 2)
        heads = [str(cell) for cell in rows[top]]
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows[top + 1 :]]
    return found


def amount(value: object) -> Decimal:
    return Decimal(str(value)) if isinstance(value, int | float) else Decimal(0)


def total(rows: list[Row], column: str) -> Decimal:
    """The printed total, which is the sum of the lines above it."""
    last = next(row for row in rows if "合计" in (next(iter(row.values())), row.get("编号")))
    lines = [row for row in rows if row is not last]
    assert sum(amount(row[column]) for row in lines) == amount(last[column])
    return amount(last[column])


def of(found: dict[str, list[Row]], word: str) -> list[Row]:
    return next(rows for title, rows in found.items() if word in title)


@pytest.fixture(scope="session")
def quarter_book(stocked_book: Path, shared: Shared) -> Path:
    return shared("quarter", lambda folder: built(stocked_book, folder, steps(folder))) / "jifen.db"


def steps(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """What happens in the quarter."""
    done: list[tuple[str, tuple[str, ...]]] = []
    for month, points in (("2025-07", "6.5"), ("2025-09", "-2")):
        day, given = f"{month}-20", ("--month", month, "--reason", "打扫", "--category")
        done += [
            (day, ("points", "add", "01-01", points, *given, "环境卫生")),
            (day, ("points", "add", "01-02", "3", *given, "公益志愿")),
            (day, ("meeting", "publish", month, "--days", "1")),
            (f"{month}-23", ("meeting", "finalize", month)),
        ]
    missed = ("--extra", "--points", "1", "--category", "公益志愿", "--reason", "漏记")
    sheet = folder / "签领.csv"
    sheet.write_text("户编号,A01 香皂,A02 洗衣液,B02 挂面\n01-01,3,,1\n01-03,2,,\n02-01,,2,\n", encoding="utf-8")
    purchase = ("--purchase", "供销社", "--price", "3.33", "--best-before", "2026-02-01")
    day = "2025-10-08"
    done += [
        (day, ("meeting", "correct", "2025-07", "01-02", *missed)),
        (day, ("fund", "in", "300", "--reason", "集体收入")),
        (day, ("goods", "receive", "A01", "30", *purchase)),
        (day, ("goods", "receive", "B02", "7", "--donation", "王老板", "--value", "5.55")),
        (day, ("goods", "write-off", "A01", "2", "--reason", "受潮")),
        (day, ("redeem", "open", "2025Q3")),
        (day, ("redeem", "import", str(sheet))),
        (day, ("redeem", "add", "01-02", "B02", "3")),
        (day, ("redeem", "return", "2025Q3-0001", "--line", "1", "--reason", "坏了")),
        (day, ("redeem", "close", "2025Q3")),
    ]
    return done


@pytest.fixture
def quarter(empty: Village, quarter_book: Path) -> Village:
    """Two months final, goods bought, given, spoilt and counted, a session with returns, closed."""
    shutil.copyfile(quarter_book, empty.book)
    empty.today("2025-10-08")
    return empty


def test_seven_workbooks_agree_to_the_point_the_piece_and_the_cent(quarter: Village) -> None:
    found = quarter.json("registers", "2025Q3", "-o", "台账")
    assert len(list(Path("台账").iterdir())) == 7
    goods, redeemed = sheets("台账", 1), sheets("台账", 7)["柳河村2025年三季度兑换台账"[3:]]
    stock = of(goods, "收发存")
    assert total(stock, "兑换发出") + total(stock, "退回") == -total(redeemed, "数量")
    assert total(stock, "兑换净（元）") == -total(redeemed, "成本（元）")
    moves = of(goods, "明细")
    assert total(moves, "数量") == total(stock, "结存") - total(stock, "期初")
    assert total(moves, "金额（元）") == total(stock, "结存（元）") - total(stock, "期初（元）")
    money = of(goods, "资金")
    assert (total(money, "收入（元）"), total(money, "支出（元）")) == (Decimal(300), Decimal("99.9"))
    entries = sheets("台账", 3)
    scored = total(of(entries, "积分登记"), "分值")
    others = of(entries, "结转")
    spent = sum(amount(row["分值"]) for row in others if row["种类"] in ("兑换", "退换"))
    assert -spent == total(redeemed, "消耗积分") == Decimal(found["totals"]["redeemed"])
    marks = sheets("台账", 4)
    assert sum(total(rows, "合计") for rows in marks.values() if len(rows) > 1) == scored == Decimal("11.5")
    assert total(of(sheets("台账", 5), "会议"), "净分") == scored
    papers = of(sheets("台账", 6), "公示")
    assert total(papers, "公示时净分") + total(papers, "更正差额") == total(papers, "现在净分") == scored
    assert found["totals"] == {"points": "11.5", "redeemed": "60", "pieces": 8, "cost": "58.86"}
    prices = of(sheets("台账", 2), "物品积分价")
    assert {(row["编号"], row["积分价"]) for row in prices} >= {("A01", 5), ("B02", 2.5)}


def test_what_is_given_back_after_the_close_stands_in_the_next_period(quarter: Village) -> None:
    quarter("redeem", "return", "2025Q3-0002", "--reason", "不要了")
    assert quarter.json("registers", "2025Q3", "-o", "三季度")["totals"]["pieces"] == 8
    later = quarter.json("registers", "2025Q4", "-o", "四季度")["totals"]
    assert (later["pieces"], later["redeemed"]) == (-2, "-10")
    assert quarter.json("registers", "2025", "-o", "全年")["totals"]["pieces"] == 6
    assert quarter.json("registers", "2025Q1", "-o", "一季度")["totals"]["pieces"] == 0


def test_registers_go_into_a_folder_and_overwrite_nothing(quarter: Village) -> None:
    quarter("registers", "2025Q3", "-o", "台账", "--dry-run")
    assert not Path("台账").exists()
    quarter("registers", "2025Q3", "-o", "台账")
    assert quarter.json("registers", "2025Q3", "-o", "台账", code=3)["error"]["code"] == "file-exists"
    quarter("registers", "2025Q3", "-o", "台账", "--force")
    Path("文件").write_text("", encoding="utf-8")
    assert quarter.json("registers", "2025Q3", "-o", "文件", code=3)["error"]["code"] == "not-a-folder"
    assert quarter.json("registers", "2025Q3", "-o", "没有/台账", code=3)["error"]["code"] == "folder-missing"


def tampered(village: Village, *statements: str) -> set[str]:
    """The checks that fail once somebody with another program has been at the book."""
    with closing(sqlite3.connect(village.book, isolation_level=None)) as connection, without_triggers(connection):
        for statement in statements:
            connection.execute(statement)
    checks = village.json("verify", code=3)["checks"]
    return {check["name"] for check in checks if not check["ok"]} & {"stock", "points", "money"}


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE movement SET quantity = -1 WHERE kind = 'redemption' AND quantity = -2", "stock"),
        ("UPDATE movement SET quantity = 1 WHERE kind = 'in' AND lot_id = 2", "stock"),
        ("UPDATE entry SET points = points + 100 WHERE kind = 'redemption' AND id % 2 = 0", "points"),
        ("UPDATE receipt_line SET price = 100 WHERE item = 'A02'", "points"),
        ("UPDATE round_price SET points = 600 WHERE item = 'A01'", "points"),
        ("DELETE FROM receipt_return", "points"),
        ("UPDATE fund_entry SET cents = -9000 WHERE lot_id IS NOT NULL", "money"),
        ("DELETE FROM fund_entry WHERE lot_id IS NOT NULL", "money"),
    ],
)
def test_verify_finds_what_was_changed_by_another_hand(quarter: Village, statement: str, check: str) -> None:
    assert check in tampered(quarter, statement)


def test_a_book_that_contradicts_itself_gives_no_registers(quarter: Village) -> None:
    tampered(quarter, "UPDATE movement SET quantity = -1 WHERE kind = 'redemption' AND quantity = -2")
    assert quarter.json("registers", "2025Q3", "-o", "台账", code=3)["error"]["code"] == "registers-differ"


def test_the_book_itself_refuses_to_let_a_lot_fall_below_zero(quarter: Village) -> None:
    with closing(sqlite3.connect(quarter.book)) as connection, pytest.raises(sqlite3.IntegrityError, match="stock"):
        connection.execute(
            "INSERT INTO movement (operation_id, lot_id, kind, quantity) VALUES (1, 1, 'write-off', -99)"
        )


def test_a_list_is_registered_with_the_households_that_stand_on_it(half_year: Village) -> None:
    published(half_year, "09-08")
    shown = half_year.json("board", "show", "2025H1")
    half_year("registers", "2025H1", "-o", "台账")
    rows = {row["种类"]: row["行数"] for row in of(sheets("台账", 6), "公示台账")}
    assert rows["红黑榜"] == len(shown["red"]) + len(shown["black"]) > 1


def test_registers_of_a_period_that_has_not_begun_are_refused(village: Village) -> None:
    error = village.json("registers", "2025Q4", "-o", "台账", code=3)["error"]
    assert error["code"] == "period-not-begun"
    assert not (village.folder / "台账").exists()
