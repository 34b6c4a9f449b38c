"""Filled sign-out sheets and registers: all or nothing, in the order of the sheet."""

import pytest
from cli_support import Village
from shop_support import available, filled, on_hand, unchanged, written

REGISTER = "日期,户编号,户主,物品编号,名称,数量,单价,消耗积分,代领人,单据号,备注\n"


def register(village: Village, *lines: str, name: str = "登记.csv") -> object:
    return written(village, name, REGISTER + "".join(f"{line}\n" for line in lines))


def codes(found: dict[str, list[dict[str, object]]]) -> list[tuple[object, object]]:
    return [(issue["code"], issue["cell"]) for issue in found["issues"]]


def test_a_filled_sign_out_sheet_becomes_receipts(market: Village) -> None:
    path = filled(market, {"01-01": {"A01": 2, "A02": 1}, "01-03": {"A01": 1, "备注": "张小丽（儿媳）代领"}})
    found = market.json("redeem", "import", path)
    assert found == {
        "ok": True,
        "applied": True,
        "status": "imported",
        "layout": "sheet",
        "households": 2,
        "pieces": 4,
        "receipts": ["2025Q3-0001", "2025Q3-0002"],
        "points": "35",
        "already": [],
        "issues": [],
    }
    listed = market.json("redeem", "list", "2025Q3")
    assert [(r["household"], r["points"], r["available"], r["by"]) for r in listed] == [
        ("01-01", "30", "0", None),
        ("01-03", "5", "7.5", "张小丽"),
    ]
    source = market.json("points", "entries", "--household", "01-03")[-1]["source"]
    assert (source["path"], source["sheet"], source["cell"]) == (str(path), "签领表", "F6")
    assert market.json("verify")["ok"]


def test_who_had_a_receipt_before_the_sheet_is_said(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "1")
    said = market("redeem", "import", filled(market, {"01-01": {"A01": 1}, "01-02": {"A01": 1}}))
    assert "这 1 户本场先前已有单据" in said.err
    assert "01-01" in said.err


def test_the_same_file_again_is_unchanged_also_after_the_close(market: Village) -> None:
    path = filled(market, {"01-01": {"A01": 2}})
    market("redeem", "import", path)
    before = unchanged(market)
    assert market.json("redeem", "import", path)["status"] == "unchanged"
    assert "已经导入过" in market("redeem", "import", path).out
    assert unchanged(market) == before
    market("redeem", "close", "2025Q3", "--yes")
    assert market.json("redeem", "import", path)["status"] == "unchanged"


def test_the_order_on_the_sheet_decides_who_gets_the_last_item(market: Village) -> None:
    before = unchanged(market)
    path = filled(market, {"01-02": {"A02": 1}, "01-01": {"A02": 1}, "02-01": {"A02": 3}})
    found = market.json("redeem", "import", path, code=4)
    assert codes(found) == [("stock-short", "G14")]
    assert "只有 2" in found["issues"][0]["message"]
    assert unchanged(market) == before
    better = filled(market, {"01-02": {"A02": 1}, "01-01": {"A02": 1}, "02-01": {"A02": 2}})
    market("redeem", "import", better)
    assert on_hand(market, "A02") == 0


def test_a_household_has_one_line_a_session_on_the_sign_out_sheet(market: Village) -> None:
    market("redeem", "import", filled(market, {"01-01": {"A01": 1}}))
    more = filled(market, {"01-01": {"A01": 1}, "01-02": {"A01": 1}}, "又一张.xlsx")
    before = unchanged(market)
    found = market.json("redeem", "import", more, code=4)
    assert codes(found) == [("row-repeated", "C4")]
    assert unchanged(market) == before
    market("redeem", "import", filled(market, {"01-02": {"A01": 1}}, "第三张.xlsx"))
    market("redeem", "add", "01-01", "A01", "1")
    market("redeem", "return", "2025Q3-0001", "--reason", "登错")
    market("redeem", "import", filled(market, {"01-01": {"A01": 2}}, "改正.xlsx"))


def test_last_quarter_s_sheet_is_not_charged_again(market: Village) -> None:
    path = filled(market, {"01-01": {"A01": 1}})
    market("redeem", "close", "2025Q3", "--yes")
    market("redeem", "open", "2025Q4", "--yes")
    before = unchanged(market)
    found = market.json("redeem", "import", path, code=4)
    assert codes(found) == [("month-conflict", "A1")]
    assert "2025Q3" in found["issues"][0]["message"]
    assert unchanged(market) == before


def test_a_cell_in_error_or_never_calculated_is_named(market: Village) -> None:
    path = filled(market, {"01-01": {"A01": "=1+1"}, "01-02": {"A01": "#REF!"}})
    found = market.json("redeem", "import", path, code=4)
    assert codes(found) == [("cell-uncalculated", "F4"), ("cell-error", "F5")]


def test_other_columns_beside_are_left_alone_and_an_unknown_item_is_not(market: Village) -> None:
    lines = "户编号,家庭人口,A01 香皂（5分）,A09 毛巾\n01-01,4,1,\n"
    found = market.json("redeem", "import", written(market, "签领.csv", lines), code=4)
    assert codes(found) == [("item-unknown", "D1")]
    market("redeem", "import", written(market, "签领.csv", lines.replace(",A09 毛巾", ",电话")))


SHEET = "户编号,户主,可用积分,A01 香皂（5分）,A02 洗衣液（20分）,领取人签字\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("01-01,,30,0,,\n", ("quantity-invalid", "D2")),
        ("01-01,,30,-1,,\n", ("quantity-invalid", "D2")),
        ("01-01,,30,1.5,,\n", ("quantity-invalid", "D2")),
        ("01-01,,30,10000000,,\n", ("quantity-invalid", "D2")),
        ("01-01,,30,两块,,\n", ("quantity-invalid", "D2")),
        ("01-04,,5,2,,\n", ("points-short", "D2")),
        ("01-03,,12.5,1,1,\n", ("points-short", "E2")),
        ("02-01,,100,11,,\n", ("stock-short", "D2")),
        ("99-99,,5,1,,\n", ("household-unknown", "A2")),
        ("99-99,,5,,,\n", ("household-unknown", "A2")),
        ("01-01,别人,30,1,,\n", ("household-mismatch", "B2")),
        (",,30,1,,\n", ("household-missing", "B2")),
        ("01-01,,30,1,,\n01-01,,30,,,\n", ("row-repeated", "A3")),
    ],
)
def test_a_fault_on_the_sheet_is_named_at_its_cell_and_nothing_is_written(
    market: Village, lines: str, expected: tuple[str, str]
) -> None:
    before = unchanged(market)
    found = market.json("redeem", "import", written(market, "签领.csv", SHEET + lines), code=4)
    assert codes(found) == [expected]
    assert unchanged(market) == before
    assert expected[1] in market("redeem", "import", market.folder / "签领.csv", code=4).err


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("A01 香皂（6分）,A02 洗衣液（20分）", ("price-mismatch", "C1")),
        ("A09 香皂（5分）", ("item-unknown", "C1")),
        ("A01 洗衣液（5分）", ("item-unknown", "C1")),
        ("A01 香皂（5分）,香皂", ("item-repeated", "D1")),
    ],
)
def test_a_header_must_be_an_item_at_the_session_s_price(
    market: Village, header: str, expected: tuple[str, str]
) -> None:
    path = written(market, "签领.csv", f"户编号,户主,{header}\n01-01,,,\n")
    assert codes(market.json("redeem", "import", path, code=4)) == [expected]


def test_inactive_households_on_the_sheet_are_named_where_they_take_something(market: Village) -> None:
    head = next(h["head"] for h in market.json("roster", "list") if h["household"] == "01-02")
    market(
        "roster", "import", written(market, "变动.csv", f"网格,户编号,户主,参评状态\n1,01-02,{head},暂停\n"), "--yes"
    )
    path = written(market, "签领.csv", SHEET + "01-01,,30,1,,\n01-02,,30,1,,\n")
    assert codes(market.json("redeem", "import", path, code=4)) == [("household-inactive", "A3")]
    market("redeem", "import", written(market, "签领2.csv", SHEET + "01-01,,30,1,,\n01-02,,30,,,\n"))


def test_minimum_and_ceiling_hold_on_sheets_too(market: Village) -> None:
    market("settings", "set", "redeem-min", "10")
    market("settings", "set", "redeem-max", "10")
    path = written(market, "签领.csv", SHEET + "01-04,,5,1,,\n01-01,,30,3,,\n")
    found = market.json("redeem", "import", path, code=4)
    assert codes(found) == [("points-short", "D2"), ("points-short", "D3")]
    assert "起兑分 10 分" in found["issues"][0]["message"]
    assert "最多兑换 10 分" in found["issues"][1]["message"]


def test_a_register_becomes_receipts_by_number_or_by_neighbours(market: Village) -> None:
    path = register(
        market,
        "2025-10-07,01-01,,A01,香皂,2,5,10,张小丽（儿媳）,0017,",
        "2025-10-07,01-02,,A01,香皂,1,5,-5,,,",
        "2025-10-07,01-02,,,洗衣液,1,20,20,,,",
        "2025-10-07,01-01,,A02,洗衣液,1,20,20,,0017,",
        "10月8日,01-02,,A01,香皂,1,,,,,",
    )
    found = market.json("redeem", "import", path)
    assert (found["layout"], len(found["receipts"]), found["points"]) == ("register", 3, "60")
    listed = market.json("redeem", "list", "2025Q3")
    assert [(r["household"], r["day"], r["paper"], len(r["lines"]), r["by"]) for r in listed] == [
        ("01-01", "2025-10-07", "0017", 2, "张小丽"),
        ("01-02", "2025-10-07", None, 2, None),
        ("01-02", "2025-10-08", None, 1, None),
    ]
    assert available(market, "01-02") == "0"
    market("redeem", "return", "0017", "--line", "2", "--reason", "不要了")
    assert market.json("verify")["ok"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["2025-10-07,01-01,,Z9,,1,,,,,"], ("item-unknown", "D2")),
        (["2025-10-07,01-01,,A01,洗衣液,1,,,,,"], ("item-unknown", "D2")),
        (["2025-10-07,01-01,,,没有的,1,,,,,"], ("item-unknown", "E2")),
        (["2025-10-07,01-01,,A01,,0,,,,,"], ("quantity-invalid", "F2")),
        (["2025-10-07,01-01,,A01,,,,,,,"], ("quantity-invalid", "F2")),
        (["2025-10-07,01-01,,A01,,1,6,,,,"], ("price-mismatch", "G2")),
        (["2025-10-07,01-01,,A01,,2,5,5,,,"], ("price-mismatch", "H2")),
        (["2025-10-07,01-01,,A01,,1,五,,,,"], ("points-invalid", "G2")),
        (["2025-10-09,01-01,,A01,,1,,,,,"], ("date-invalid", "A2")),
        (["十月初,01-01,,A01,,1,,,,,"], ("date-invalid", "A2")),
        (["2025-10-07,01-01,,A01,,1,,,,7,", "2025-10-07,01-02,,A01,,1,,,,7,"], ("receipt-repeated", "J3")),
        (["2025-10-07,02-01,,B01,,2,,,,,"], ("stock-short", "F2")),
        (["2025-10-07,01-04,,A01,,2,,,,,"], ("points-short", "F2")),
    ],
)
def test_a_fault_in_a_register_is_named_at_its_cell(
    market: Village, lines: list[str], expected: tuple[str, str]
) -> None:
    before = unchanged(market)
    found = market.json("redeem", "import", str(register(market, *lines)), code=4)
    assert codes(found) == [expected]
    assert unchanged(market) == before


def test_a_receipt_in_the_book_is_not_taken_twice(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "1")
    market("redeem", "import", str(register(market, "2025-10-07,01-02,,A01,,1,,,,0018,")))
    again = register(market, "2025-10-07,01-02,,A01,,2,,,,0018,", name="再来.csv")
    assert codes(market.json("redeem", "import", str(again), code=4)) == [("receipt-repeated", "J2")]
    printed = market.json("redeem", "register", "2025Q3")["path"]
    found = market.json("redeem", "import", printed, code=4)
    assert {issue["code"] for issue in found["issues"]} == {"receipt-repeated"}


def test_a_register_of_a_session_with_days_holds_its_days(shop: Village) -> None:
    shop("redeem", "open", "2025Q3", "--from", "2025-10-06", "--to", "2025-10-07", "--yes")
    early = register(shop, "2025-10-05,01-01,,A01,,1,,,,,")
    assert codes(shop.json("redeem", "import", str(early), code=4)) == [("date-invalid", "A2")]
    shop("redeem", "import", str(register(shop, "2025-10-06,01-01,,A01,,1,,,,,", ",01-02,,A01,,1,,,,,")))
    assert [r["day"] for r in shop.json("redeem", "list", "2025Q3")] == ["2025-10-06", "2025-10-07"]


def test_without_an_open_session_nothing_is_imported(shop: Village) -> None:
    path = written(shop, "签领.csv", SHEET + "01-01,,30,1,,\n")
    assert shop.json("redeem", "import", path, code=3)["error"]["code"] == "session-none"
    shop("redeem", "open", "2025Q3", "--from", "2025-10-10", "--yes")
    assert shop.json("redeem", "import", path, code=3)["error"]["code"] == "session-days"


def test_a_file_of_something_else_says_what_it_lacks(market: Village) -> None:
    found = market.json("redeem", "import", written(market, "别的.csv", "户编号,户主\n01-01,\n"), code=4)
    assert [issue["code"] for issue in found["issues"]] == ["table-not-found"]
    found = market.json("redeem", "import", filled(market, {}), code=4)
    assert "没有填" in found["issues"][0]["message"]
    found = market.json("redeem", "import", written(market, "空.csv", ""), code=4)
    assert [issue["code"] for issue in found["issues"]] == ["file-empty"]


def test_a_dry_run_of_an_import_writes_nothing(market: Village) -> None:
    path = filled(market, {"01-01": {"A01": 2}})
    before = unchanged(market)
    found = market.json("redeem", "import", path, "--dry-run")
    assert (found["ok"], found["applied"], found["status"]) == (True, False, "imported")
    assert unchanged(market) == before
