"""A redemption session: forecast, opening, receipts, returns, close, notice."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village
from shop_support import available, on_hand, unchanged, written


def test_the_forecast_multiplies_points_by_what_a_point_costs(shop: Village) -> None:
    shop("fund", "in", "40", "--reason", "集体收入")
    found = shop.json("redeem", "forecast", "2025Q3")
    assert found["points"] == "177.5"
    assert (found["stock_value"], found["fund"]) == ("164.90", "40.00")
    assert found["cost_per_point"] == "0.79"
    assert (found["liability"], found["covered"], found["rate"]) == ("140.23", True, "1.15")
    shop("settings", "set", "point-rate", "2")
    dear = shop.json("redeem", "forecast", "2025Q3")
    assert (dear["liability"], dear["covered"], dear["short"]) == ("355.00", False, "150.10")
    assert "不够，差 150.10 元" in shop("redeem", "forecast", "2025Q3").out


def test_a_forecast_without_goods_says_that_it_cannot_tell(shop: Village) -> None:
    for item, count in (("A01", "10"), ("A02", "4"), ("B01", "1")):
        shop("goods", "write-off", item, count, "--reason", "水淹")
    assert "算不出一分合多少元" in shop("redeem", "forecast", "2025Q3").out


def test_opening_says_what_is_short_and_does_not_refuse(shop: Village) -> None:
    shop("settings", "set", "point-rate", "2")
    said = shop("redeem", "open", "2025年三季度", "--yes")
    assert "不够，差" in said.err
    assert shop.json("redeem", "show", "2025Q3")["status"] == "open"


def test_opening_asks_and_without_a_terminal_is_refused(shop: Village) -> None:
    before = unchanged(shop)
    assert shop.json("redeem", "open", "2025Q3", code=3)["error"]["code"] == "confirmation-needed"
    assert shop.json("redeem", "open", "2025Q3", "--dry-run")["applied"] is False
    assert unchanged(shop) == before


def test_one_session_is_open_at_a_time_and_each_period_has_one(market: Village) -> None:
    assert market.json("redeem", "open", "2025Q4", "--yes", code=3)["error"]["code"] == "session-open"
    market("redeem", "close", "2025Q3", "--yes")
    assert market.json("redeem", "open", "2025Q3", "--yes", code=3)["error"]["code"] == "session-exists"
    market("redeem", "open", "2025Q4", "--yes")


def test_a_receipt_takes_points_and_goods_together(market: Village) -> None:
    found = market.json("redeem", "add", "01-01", "A01", "2", "香皂", "1", "--by", "张小丽", "--relation", "儿媳")
    assert found == {
        "receipt": "2025Q3-0001",
        "household": "01-01",
        "lines": [
            {"item": "A01", "quantity": 2, "price": "5", "points": "10", "returned": False},
            {"item": "A01", "quantity": 1, "price": "5", "points": "5", "returned": False},
        ],
        "points": "15",
        "available": "15",
    }
    assert on_hand(market, "A01") == 7
    assert available(market, "01-01") == "15"
    listed = market.json("redeem", "list", "2025Q3", "--household", "01-01")
    assert [(r["receipt"], r["day"], r["by"], r["returned"]) for r in listed] == [
        ("2025Q3-0001", "2025-10-08", "张小丽", False)
    ]
    assert market.json("redeem", "list", "2025Q3", "--household", "01-02") == []
    entries = market.json("points", "entries", "--household", "01-01")
    assert [e["points"] for e in entries if e["kind"] == "redemption"] == ["-10", "-5"]
    assert market.json("verify")["ok"]


def test_redeemed_points_lower_neither_a_period_nor_all_time(market: Village) -> None:
    market("points", "add", "01-01", "3", "--month", "2025-10", "--category", "环境卫生", "--reason", "补记")
    before = market.json("points", "rank", "--period", "2025")
    earned = market.json("points", "balance", "--household", "01-01")[0]["earned"]
    market("redeem", "add", "01-01", "A01", "2")
    assert market.json("points", "rank", "--period", "2025") == before
    held = market.json("points", "balance", "--household", "01-01")[0]
    assert (held["earned"], held["redeemed"], held["pending"], held["available"]) == (earned, "-10", "3", "20")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "code"),
    [
        (("01-01", "Z9", "1"), 3, "item-unknown"),
        (("01-01", "A01", "0"), 2, "quantity-invalid"),
        (("01-01", "A01", "-1"), 2, "quantity-invalid"),
        (("01-01", "A01", "1.5"), 2, "quantity-invalid"),
        (("01-01", "A01", "10000000"), 2, "quantity-invalid"),
        (("02-01", "A01", "11"), 3, "stock-short"),
        (("02-01", "A01", "6", "A01", "5"), 3, "stock-short"),
        (("02-01", "B02", "1"), 3, "stock-short"),
        (("01-04", "A01", "2"), 3, "points-short"),
        (("01-02", "A01", "3", "A02", "1"), 3, "points-short"),
        (("02-02", "A01", "1"), 3, "points-short"),
        (("03-01", "A01", "1"), 3, "points-short"),
        (("99-99", "A01", "1"), 3, "household-unknown"),
        (("01-01", "A01"), 2, "wishes-odd"),
    ],
)
def test_what_cannot_be_had_is_refused_and_nothing_is_written(
    market: Village, arguments: tuple[str, ...], exit_code: int, code: str
) -> None:
    before = unchanged(market)
    found = market.json("redeem", "add", *arguments, code=exit_code)
    assert found["ok"] is False
    assert found["error"]["code"] == code
    assert unchanged(market) == before


def test_a_refusal_tells_points_of_the_whole_receipt(market: Village) -> None:
    said = market("redeem", "add", "01-02", "A01", "3", "A02", "1", code=3)
    assert said.err.strip() == "01-02 可用积分 30 分，不够 35 分。"


def test_away_households_redeem_and_suspended_left_and_closed_ones_do_not(market: Village) -> None:
    roster = "网格,户编号,户主姓名,参评状态\n"
    people = {h["household"]: h for h in market.json("roster", "list")}
    for code, status in (("01-01", "外出"), ("01-02", "暂停"), ("01-03", "迁出"), ("01-04", "注销")):
        roster += f"{people[code]['grid']},{code},{people[code]['head']},{status}\n"
    market("roster", "import", written(market, "变动.csv", roster), "--yes")
    market("redeem", "add", "01-01", "A01", "1")
    before = unchanged(market)
    for code in ("01-02", "01-03", "01-04"):
        assert market.json("redeem", "add", code, "A01", "1", code=3)["error"]["code"] == "household-inactive"
        assert market.json("redeem", "slip", code, code=3)["error"]["code"] == "household-inactive"
    assert unchanged(market) == before


def test_prices_are_frozen_when_the_session_opens_and_receipts_keep_theirs(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "1")
    dearer = "编号,名称,积分价\nA01,香皂,9\nB02,挂面,4\n"
    market("goods", "import", written(market, "涨价.csv", dearer))
    assert market.json("redeem", "add", "01-01", "A01", "1")["lines"][0]["price"] == "5"
    market("goods", "receive", "B02", "5", "--donation", "甲", "--value", "6")
    assert market.json("redeem", "add", "01-01", "B02", "1")["lines"][0]["price"] == "4"
    market("goods", "import", written(market, "再涨.csv", "编号,名称,积分价\nB02,挂面,6\nC01,毛巾,3\n"))
    assert market.json("redeem", "add", "01-01", "B02", "1")["lines"][0]["price"] == "4"
    market("redeem", "close", "2025Q3", "--yes")
    market("redeem", "open", "2025Q4", "--yes")
    assert market.json("redeem", "add", "01-01", "A01", "1")["lines"][0]["price"] == "9"
    listed = market.json("redeem", "list", "2025Q3")
    assert [line["price"] for r in listed for line in r["lines"]] == ["5", "5", "4", "4"]
    assert market.json("verify")["ok"]


def test_minimum_and_ceiling_are_a_household_and_a_session(market: Village) -> None:
    market("settings", "set", "redeem-min", "10")
    market("settings", "set", "redeem-max", "12")
    assert market.json("redeem", "add", "01-04", "A01", "1", code=3)["error"]["code"] == "redeem-min"
    market("redeem", "add", "01-01", "A01", "2")
    refused = market.json("redeem", "add", "01-01", "A01", "1", code=3)
    assert refused["error"]["code"] == "redeem-max"
    assert "最多兑换 12 分" in refused["error"]["message"]
    market("redeem", "return", "2025Q3-0001", "--reason", "换一种")
    market("redeem", "add", "01-01", "A01", "1")


def test_a_session_with_days_takes_redemptions_in_them_only(shop: Village) -> None:
    shop("redeem", "open", "2025Q3", "--from", "2025-10-09", "--to", "2025-10-10", "--yes")
    refused = shop.json("redeem", "add", "01-01", "A01", "1", code=3)
    assert refused["error"]["code"] == "session-days"
    shop.today("2025-10-10")
    shop("redeem", "add", "01-01", "A01", "1")
    shop.today("2025-10-11")
    assert shop.json("redeem", "add", "01-01", "A01", "1", code=3)["error"]["code"] == "session-days"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "code"),
    [
        (("add", "01-01", "A01", "1"), 3, "session-none"),
        (("desk",), 3, "session-none"),
        (("show", "2025Q3"), 3, "session-unknown"),
        (("list", "2025Q3"), 3, "session-unknown"),
        (("close", "2025Q3", "--yes"), 3, "session-unknown"),
        (("notice", "2025Q3"), 3, "session-unknown"),
        (("open", "2025Q3", "--from", "2025-10-09", "--to", "2025-10-08", "--yes"), 2, "days-reversed"),
        (("return", "2025Q3-0001", "--reason", "坏了"), 3, "receipt-unknown"),
    ],
)
def test_without_a_session_there_is_nothing_to_redeem(
    shop: Village, arguments: tuple[str, ...], exit_code: int, code: str
) -> None:
    assert shop.json("redeem", *arguments, code=exit_code)["error"]["code"] == code


def test_each_line_is_given_back_once_also_after_the_close(market: Village) -> None:
    market("goods", "receive", "A01", "1", "--donation", "甲", "--value", "3", "--best-before", "2025-12-01")
    market("redeem", "add", "01-01", "A01", "2", "A02", "1")
    found = market.json("redeem", "return", "2025Q3-0001", "--line", "1", "--reason", "坏了")
    assert (found["points_returned"], found["available"], on_hand(market, "A01")) == ("10", "10", 11)
    again = market.json("redeem", "return", "2025Q3-0001", "--line", "1", "--reason", "坏了", code=3)
    assert again["error"]["code"] == "line-returned"
    missing = market.json("redeem", "return", "2025Q3-0001", "--line", "3", "--reason", "坏了", code=3)
    assert missing["error"]["code"] == "line-unknown"
    market("redeem", "close", "2025Q3", "--yes")
    late = market.json("redeem", "return", "2025q3-0001", "--reason", "不要了")
    assert (late["lines_returned"], late["available"], on_hand(market, "A02")) == ([2], "30", 4)
    assert market.json("redeem", "return", "2025Q3-0001", "--reason", "x", code=3)["error"]["code"] == "line-returned"
    assert market.json("redeem", "return", "2025Q3-0001", "--reason", " ", code=2)["error"]["code"] == "reason-missing"
    assert market.json("redeem", "list", "2025Q3")[0]["returned"] is True
    shown = market.json("redeem", "show", "2025Q3")
    assert (shown["households"], shown["receipts"], shown["points"]) == (0, 0, "0")
    assert [(g["item"], g["out"], g["returned"], g["left"]) for g in shown["goods"]][:2] == [
        ("A01", 2, 2, 11),
        ("A02", 1, 1, 4),
    ]
    by_lot = market.sql("SELECT lot_id, sum(quantity) FROM movement GROUP BY lot_id")
    assert dict(by_lot)[1] == 10
    assert market.json("verify")["ok"]


def test_the_close_leaves_notice_settlement_and_register(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "2", "A02", "1")
    market("redeem", "add", "01-03", "A01", "1")
    market("redeem", "add", "01-02", "A01", "1")
    market("redeem", "return", "2025Q3-0003", "--reason", "不要了")
    assert market.json("redeem", "close", "2025Q3", code=3)["error"]["code"] == "confirmation-needed"
    dry = market.json("redeem", "close", "2025Q3", "--dry-run")
    assert (dry["applied"], (market.folder / "导出").exists()) == (False, False)
    found = market.json("redeem", "close", "2025Q3", "--yes")
    assert (found["status"], found["households"], found["receipts"], found["points"]) == ("closed", 2, 2, "35")
    assert found["number"] == "柳河村公示〔2025〕1号"
    assert (found["notice_from"], found["notice_to"]) == ("2025-10-09", "2025-10-11")
    texts = [_text(path) for path in found["paths"]]
    assert "香皂2块、洗衣液1瓶" in texts[0]
    assert "不要了" not in texts[0]
    assert "兑换2户，单据2张" in texts[1]
    assert "2025Q3-0003" in texts[2]
    assert "已退（10月8日）" in texts[2]
    assert market.json("redeem", "add", "01-01", "A01", "1", code=3)["error"]["code"] == "session-none"
    assert market.json("redeem", "close", "2025Q3", "--yes", code=3)["error"]["code"] == "session-closed"


def _text(path: str) -> str:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return "\n".join(" ".join(str(c.value) for c in row if c.value is not None) for row in sheet.iter_rows())


def test_the_notice_is_proved_by_its_code_and_later_returns_are_told(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "2")
    code = market.json("redeem", "close", "2025Q3", "--yes")["code"]
    market("redeem", "return", "2025Q3-0001", "--reason", "坏了")
    found = market.json("verify", "--code", code)
    assert found["ok"] is True
    assert found["later"] == [{"household": "01-01", "printed": "10", "now": "0"}]
    again = market.json("redeem", "notice", "2025Q3", "-o", "再印.xlsx")
    assert again["code"] == code
    assert "香皂2块" in _text(again["path"])


def test_a_notice_before_the_close_is_a_draft(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "2")
    found = market.json("redeem", "notice", "2025Q3")
    assert (found["number"], found["code"]) == (None, None)
    assert "送审稿" in found["path"]


def test_nobody_redeemed_prints_properly(market: Village) -> None:
    found = market.json("redeem", "close", "2025Q3", "--yes")
    assert "本期无人兑换" in _text(found["path"])


def test_the_sheets_of_the_day_are_printed(market: Village) -> None:
    sheet = _text(market.json("redeem", "sheet", "2025Q3")["path"])
    assert "A01 香皂（5分）" in sheet
    assert "B02" not in sheet
    assert "欠3分" in sheet
    catalogue = _text(market.json("redeem", "catalogue", "2025Q3")["path"])
    assert "洗衣液" in catalogue
    slip = _text(market.json("redeem", "slip", "01-03")["path"])
    assert "香皂" in slip
    assert "花生油" not in slip
    assert market.json("redeem", "sheet", "2025Q3", code=3)["error"]["code"] == "file-exists"
    market("redeem", "sheet", "2025Q3", "--force")
    for name in ("settlement", "register"):
        assert "2025年三季度" in _text(market.json("redeem", name, "2025Q3")["path"])


def test_what_is_on_the_shelf_and_in_the_purses_adds_up_after_a_day(market: Village) -> None:
    market("redeem", "add", "02-01", "B01", "1", "A02", "1")
    market("redeem", "add", "01-01", "A02", "1", "A01", "2")
    shown = market.json("redeem", "show", "2025Q3")
    assert Decimal(shown["points"]) == 130
    assert {g["item"]: (g["out"], g["left"]) for g in shown["goods"]} == {
        "A01": (2, 8),
        "A02": (2, 2),
        "B01": (1, 0),
    }
    assert (available(market, "02-01"), available(market, "01-01")) == ("0", "0")


def test_the_sign_out_sheet_has_codes_in_the_order_of_the_notice(village: Village) -> None:
    for code in ("19-10", "19-2"):
        village("roster", "add", code, f"户{code}", "--grid", "19")
    village("goods", "import", village.folder / "评议表" / "物资清单.xlsx", "--yes")
    village("redeem", "open", "2025Q3", "--yes")
    signed = village.json("redeem", "sheet", "2025Q3")["path"]
    posted = village.json("meeting", "notice", "2025-07")["path"]

    def order(path: str) -> list[str]:
        rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        texts = [str(cell) for row in rows for cell in row]
        return [text for text in texts if text in ("户19-2", "户19-10")]

    assert order(signed) == order(posted) == ["户19-2", "户19-10"]


def test_a_close_whose_paper_cannot_be_written_closes_nothing_and_spends_no_number(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "1")
    templates = market.folder / "模板"
    templates.mkdir()
    (templates / "兑换公示表.xlsx").write_bytes(b"no workbook")
    before, before_documents = market.operations(), market.sql("SELECT count(*) FROM document")
    refused = market.json("redeem", "close", "2025Q3", "--yes", code=3)
    assert refused["error"]["code"] == "template-unreadable"
    assert market.json("redeem", "show", "2025Q3")["status"] == "open"
    assert market.operations() == before
    assert market.sql("SELECT count(*) FROM document") == before_documents
    assert not (market.folder / "导出").exists()
    (templates / "兑换公示表.xlsx").unlink()
    closed = market.json("redeem", "close", "2025Q3", "--yes")
    assert closed["number"].endswith("1号")
    assert all(Path(path).is_file() for path in closed["paths"])
    assert len(closed["paths"]) == 3
