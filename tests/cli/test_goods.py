"""Goods and money: what comes in, what goes, what is counted, who gave."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village
from shop_support import GOODS, on_hand, unchanged, written


def cells(path: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def test_a_goods_list_brings_items_with_their_opening_stock(shop: Village) -> None:
    assert shop.json("goods", "list")[1] == {
        "item": "A02",
        "name": "洗衣液",
        "spec": "2千克",
        "unit": "瓶",
        "price": "20",
        "on_hand": 4,
        "value": "60.00",
        "donated": 4,
        "best_before": None,
    }
    again = shop.json("goods", "import", written(shop, "再来.csv", GOODS))
    assert (again["ok"], again["status"], again["applied"]) == (True, "unchanged", False)


def test_a_later_list_changes_names_and_prices_from_its_day_on(shop: Village) -> None:
    text = GOODS.replace("A01,香皂,125克,块,5", "A01,香皂,,块,6").replace(",10,村购", ",,")
    found = shop.json("goods", "import", written(shop, "新价.csv", text))
    assert (found["added"], found["changed"]) == ([], ["A01"])
    assert shop.json("goods", "list")[0]["price"] == "6"
    assert shop.json("goods", "list")[0]["spec"] == "125克"
    shop.today("2025-10-07")
    assert shop.json("goods", "list")[0]["price"] == "5"


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        ("A01,香皂,125克,块,5,3.5,11,村购", "quantity-differs", "G2"),
        ("C01,毛巾,,条,12,,1.5,", "quantity-invalid", "G2"),
        ("C01,毛巾,,条,12,,-3,", "quantity-invalid", "G2"),
        ("C01,毛巾,,条,12,,10000000,", "quantity-invalid", "G2"),
        ("C01,毛巾,,条,0,,1,", "points-invalid", "E2"),
        ("C01,毛巾,,条,1.234,,1,", "points-precision", "E2"),
        ("C01,毛巾,,条,12,贵,1,", "points-invalid", "F2"),
        ("C01,,,条,12,,1,", "field-missing", "B2"),
        ("C01,毛巾,,条,12,,1,\nc01,毛巾,,条,12,,1,", "item-repeated", "A3"),
    ],
)
def test_a_fault_in_a_goods_list_is_named_at_its_cell_and_nothing_is_written(
    shop: Village, line: str, code: str, cell: str
) -> None:
    before = unchanged(shop)
    path = written(shop, "错.csv", f"编号,名称,规格,单位,积分价,参考价,数量,来源\n{line}\n")
    found = shop.json("goods", "import", path, code=4)
    assert [(i["code"], i["cell"]) for i in found["issues"]] == [(code, cell)]
    assert unchanged(shop) == before
    shop("goods", "import", path, code=4)


def test_a_file_without_goods_says_what_it_lacks(shop: Village) -> None:
    found = shop.json("goods", "import", written(shop, "别的.csv", "一,二\n1,2\n"), code=4)
    assert found["issues"][0]["code"] == "table-not-found"
    for command, text in (("import", "编号,名称,积分价\n"), ("stocktake", "编号,实盘数量\nA01,\n")):
        found = shop.json("goods", command, written(shop, "空表.csv", text), code=4)
        assert [issue["code"] for issue in found["issues"]] == ["table-not-found"]


def test_a_purchase_is_paid_from_the_fund_and_a_donation_is_not(shop: Village) -> None:
    shop("fund", "in", "1000", "--reason", "集体收入")
    found = shop.json("goods", "receive", "B02", "20", "--purchase", "粮油店", "--price", "5.55", "--receipt", "007")
    assert (found["cost"], found["on_hand"], found["fund"]) == ("111.00", 20, "889.00")
    given = shop.json("goods", "receive", "挂面", "5", "--donation", "王老板", "--value", "6")
    assert (given["on_hand"], given["fund"]) == (25, None)
    lines = shop.json("fund", "list")
    assert [(line["yuan"], line["balance"]) for line in lines] == [("1000.00", "1000.00"), ("-111.00", "889.00")]
    assert lines[1]["item"] == "B02"
    assert shop.json("verify")["ok"]


def test_the_fund_says_when_more_was_spent_than_came_in(shop: Village) -> None:
    said = shop("goods", "receive", "B02", "1", "--purchase", "粮油店", "--price", "5")
    assert "透支 5.00 元" in said.err
    assert "透支 8.50 元" in shop("fund", "out", "3.5", "--reason", "运费").err


def test_what_expires_first_goes_out_first(shop: Village) -> None:
    shop("goods", "receive", "A01", "5", "--donation", "甲", "--value", "9", "--best-before", "2026-03-01")
    shop("goods", "receive", "A01", "5", "--donation", "乙", "--value", "8", "--best-before", "2025-12-01")
    found = shop.json("goods", "write-off", "A01", "7", "--reason", "受潮")
    assert (found["on_hand"], found["value"]) == (13, "58.00")
    assert shop.json("goods", "list")[0]["best_before"] == "2026-03-01"


def test_what_is_past_its_day_is_said(shop: Village) -> None:
    said = shop("goods", "receive", "A01", "2", "--donation", "甲", "--value", "1", "--best-before", "2025-01-01")
    assert "保质期已经过了" in said.err
    assert "有 2 块已过期" in shop("goods", "list").out


@pytest.mark.parametrize(
    ("arguments", "exit_code", "code"),
    [
        (("receive", "Z9", "1", "--donation", "甲", "--value", "1"), 3, "item-unknown"),
        (("receive", "A01", "0", "--donation", "甲", "--value", "1"), 2, "quantity-invalid"),
        (("receive", "A01", "10000000", "--donation", "甲", "--value", "1"), 2, "quantity-invalid"),
        (("receive", "A01", "1"), 2, "purchase-or-donation"),
        (("receive", "A01", "1", "--donation", "甲"), 2, "purchase-or-donation"),
        (("receive", "A01", "1", "--donation", "甲", "--value", "1", "--price", "1"), 2, "purchase-or-donation"),
        (("receive", "A01", "1", "--donation", " ", "--value", "1"), 2, "party-missing"),
        (("receive", "A01", "1", "--purchase", "甲", "--price", "贵"), 2, "yuan-invalid"),
        (("receive", "A01", "1", "--purchase", "甲", "--price", "-1"), 2, "yuan-invalid"),
        (("receive", "A01", "1", "--purchase", "甲", "--price", "1.234"), 2, "yuan-precision"),
        (("receive", "A01", "1", "--purchase", "甲", "--price", "9999999"), 2, "yuan-range"),
        (("write-off", "A01", "11", "--reason", "丢失"), 3, "stock-short"),
        (("write-off", "A01", "1", "--reason", " "), 2, "reason-missing"),
        (("write-off", "A01", "-1", "--reason", "丢失"), 2, "quantity-invalid"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    shop: Village, arguments: tuple[str, ...], exit_code: int, code: str
) -> None:
    before = unchanged(shop)
    assert shop.json("goods", *arguments, code=exit_code)["error"]["code"] == code
    assert unchanged(shop) == before
    said = shop("goods", *arguments, code=exit_code).err
    assert code not in said


@pytest.mark.parametrize(("yuan", "code"), [("0", "yuan-zero"), ("-5", "yuan-invalid"), ("一百", "yuan-invalid")])
def test_money_is_more_than_nothing(shop: Village, yuan: str, code: str) -> None:
    assert shop.json("fund", "in", yuan, "--reason", "捐款", code=2)["error"]["code"] == code
    assert shop.json("fund", "out", "5", "--reason", "", code=2)["error"]["code"] == "reason-missing"


def test_two_items_of_one_name_are_told_apart_by_code(shop: Village) -> None:
    shop("goods", "import", written(shop, "同名.csv", "编号,名称,积分价\nC01,香皂,6\n"))
    refused = shop.json("goods", "write-off", "香皂", "1", "--reason", "丢失", code=3)
    assert refused["error"]["code"] == "item-ambiguous"
    assert "A01 香皂 125克、C01 香皂" in refused["error"]["message"]


def test_a_part_of_a_name_that_one_item_bears_is_enough(shop: Village) -> None:
    assert shop.json("goods", "write-off", "皂", "1", "--reason", "丢失")["item"] == "A01"
    shop("goods", "import", written(shop, "同名.csv", "编号,名称,积分价\nC01,肥皂,6\n"))
    refused = shop.json("goods", "write-off", "皂", "1", "--reason", "丢失", code=3)
    assert refused["error"]["code"] == "item-ambiguous"
    assert "A01 香皂 125克、C01 肥皂" in refused["error"]["message"]


def test_a_dry_run_writes_nothing(shop: Village) -> None:
    before = unchanged(shop)
    shop("goods", "receive", "A01", "5", "--donation", "甲", "--value", "9", "--dry-run")
    shop("fund", "in", "5", "--reason", "利息", "--dry-run")
    shop("goods", "import", written(shop, "新.csv", "编号,名称,积分价\nC01,毛巾,6\n"), "--dry-run")
    shop("goods", "sheet", "--dry-run")
    assert unchanged(shop) == before
    assert not (shop.folder / "导出").exists()


def counted(shop: Village, counts: dict[str, tuple[object, str]]) -> Path:
    printed = Path(shop.json("goods", "sheet", "--force")["path"])
    book = openpyxl.load_workbook(printed)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "实盘数量" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        code = row[columns["编号"] - 1].value
        if code in counts:
            row[columns["实盘数量"] - 1].value, row[columns["原因"] - 1].value = counts[str(code)]
    path = shop.folder / "盘点.xlsx"
    book.save(path)
    return path


def test_the_counting_sheet_comes_back_and_differences_become_entries(shop: Village) -> None:
    path = counted(shop, {"A01": (8, "受潮"), "A02": (4, ""), "B02": (3, "上次漏记")})
    found = shop.json("goods", "stocktake", path)
    assert found["counted"] == 3
    assert [(d["item"], d["booked"], d["counted"]) for d in found["differences"]] == [("A01", 10, 8), ("B02", 0, 3)]
    assert (on_hand(shop, "A01"), on_hand(shop, "B02")) == (8, 3)
    assert shop.json("goods", "stocktake", path)["status"] == "unchanged"
    assert shop.json("verify")["ok"]
    told = shop("goods", "stocktake", counted(shop, {"A01": (7, "又少一块")})).out
    assert "账面 8，实盘 7（又少一块）" in told


def test_a_difference_without_a_reason_is_named_at_the_reason_s_cell(shop: Village) -> None:
    before = unchanged(shop)
    found = shop.json("goods", "stocktake", counted(shop, {"A01": (8, "")}), code=4)
    assert [(i["code"], i["cell"]) for i in found["issues"]] == [("field-missing", "I4")]
    assert unchanged(shop) == before


def test_a_count_against_stock_that_has_moved_since_is_refused(shop: Village) -> None:
    path = counted(shop, {"A01": (8, "受潮")})
    shop("goods", "write-off", "A01", "1", "--reason", "丢失")
    found = shop.json("goods", "stocktake", path, code=4)
    assert [i["code"] for i in found["issues"]] == ["quantity-differs"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("Z9,5,", "item-unknown"), ("A01,-1,丢", "quantity-invalid"), ("A01,1.5,丢", "quantity-invalid"),
     ("A01,10,\nA01,10,", "item-repeated")],
)  # fmt: skip
def test_a_faulty_count_is_refused(shop: Village, line: str, code: str) -> None:
    path = written(shop, "盘点.csv", f"编号,实盘数量,原因\n{line}\n")
    assert [i["code"] for i in shop.json("goods", "stocktake", path, code=4)["issues"]] == [code]


def test_the_donors_board_says_what_became_of_each_donation(market: Village) -> None:
    market("goods", "receive", "A01", "6", "--donation", "王老板", "--value", "3", "--best-before", "2025-12-01")
    market("fund", "in", "500", "--reason", "捐款", "--donor", "李大山")
    market("redeem", "add", "02-01", "A01", "4")
    market("goods", "write-off", "A01", "1", "--reason", "受潮")
    found = market.json("goods", "donors")
    soap = next(line for line in found["donations"] if line["donor"] == "王老板")
    assert (soap["quantity"], soap["redeemed"], soap["written_off"], soap["left"], soap["value"]) == (
        6,
        4,
        1,
        1,
        "18.00",
    )
    board = cells(found["path"])
    words = " ".join(str(cell) for row in board for cell in row if cell is not None)
    assert "县供销社" in words
    assert "已兑换4块，报损1块，结存1块" in words
    assert "现金" in words
    total = next(row for row in board if any(str(cell).startswith("折价合计") for cell in row))
    assert Decimal("578") in [Decimal(str(cell)) for cell in total if isinstance(cell, int | float)]


def test_a_goods_list_without_codes_proposes_them_and_gives_them_on_agreement(shop: Village) -> None:
    lines = "序号,物品名称,规格,所需积分,结存\n1,铁锹,,25,9\n2,扫帚,大号,8,20\n"
    file = written(shop, "没有编号.csv", lines)
    before = len(shop.json("goods", "list"))
    assert shop.json("goods", "import", file, code=3)["error"]["code"] == "confirmation-needed"
    assert "铁锹" in shop("goods", "import", file, "--dry-run").err
    assert len(shop.json("goods", "list")) == before
    done = shop.json("goods", "import", file, "--yes")
    assert [item["name"] for item in done["proposed"]] == ["铁锹", "扫帚"]
    assert done["added"] == [item["item"] for item in done["proposed"]]
    assert {item["item"]: item["on_hand"] for item in shop.json("goods", "list")} | dict(
        zip(done["added"], (9, 20), strict=True)
    ) == {item["item"]: item["on_hand"] for item in shop.json("goods", "list")}
    again = shop.json("goods", "import", file)
    assert (again["status"], again["proposed"]) == ("unchanged", [])
