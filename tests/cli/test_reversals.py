"""A slip at the shelf or the till is answered by its opposite, once; a receipt is not entered twice unasked."""

import shutil
from pathlib import Path

import pytest
from cli_support import Village
from shop_support import on_hand, unchanged

BUY = ("goods", "receive", "A01", "6", "--purchase", "供销社", "--price", "3")


def refused(village: Village, *arguments: str) -> str:
    before = unchanged(village)
    code: str = village.json(*arguments, "--reason", "x", code=3)["error"]["code"]
    assert unchanged(village) == before
    return code


def test_a_receipt_reversed_takes_pieces_and_payment_back(shop: Village) -> None:
    shop("fund", "in", "100", "--reason", "拨入")
    made = shop.json(*BUY)
    assert {name: made[name] for name in ("item", "quantity", "on_hand", "fund")} == {
        "item": "A01", "quantity": 6, "on_hand": 16, "fund": "82.00",
    }  # fmt: skip
    back = shop.json("goods", "reverse", str(made["movement"]), "--reason", "退货")
    assert back == {
        "ok": True, "movement": made["movement"] + 1, "reverses": made["movement"], "item": "A01", "quantity": -6,
        "on_hand": 10, "fund": "100.00",
    }  # fmt: skip
    moves = shop.json("goods", "list", "--movements")
    assert [(m["movement"], m["quantity"], m["reverses"]) for m in moves[-2:]] == [
        (made["movement"], 6, None),
        (made["movement"] + 1, -6, made["movement"]),
    ]
    assert moves[-1].keys() >= {"movement", "day", "item", "quantity", "lot", "reverses"}
    lines = shop.json("fund", "list")
    assert [(line["yuan"], line["balance"]) for line in lines] == [
        ("100.00", "100.00"), ("-18.00", "82.00"), ("18.00", "100.00"),
    ]  # fmt: skip
    assert lines[-1]["reverses"] == lines[-2]["id"]
    assert refused(shop, "goods", "reverse", str(made["movement"])) == "movement-reversed"
    assert refused(shop, "goods", "reverse", str(back["movement"])) == "movement-is-reversal"
    assert refused(shop, "goods", "reverse", "9999") == "movement-unknown"
    assert "已由第" in shop("goods", "list", "--movements").out
    assert shop.json("verify")["ok"] is True


def test_pieces_that_are_gone_are_not_taken_back(shop: Village) -> None:
    made = shop.json("goods", "receive", "B02", "3", "--donation", "县供销社", "--value", "6")
    shop("goods", "write-off", "B02", "1", "--reason", "受潮")
    assert refused(shop, "goods", "reverse", str(made["movement"])) == "movement-gone"


def test_what_one_write_off_took_from_several_lots_comes_back_together(shop: Village) -> None:
    shop(*BUY)
    gone = shop.json("goods", "write-off", "A01", "12", "--reason", "受潮")
    assert (gone["quantity"], gone["on_hand"]) == (12, 4)
    assert shop.json("goods", "reverse", str(gone["movement"]), "--reason", "没有")["on_hand"] == 16
    assert on_hand(shop, "A01") == 16
    assert refused(shop, "goods", "reverse", str(gone["movement"] + 1)) == "movement-reversed"


def test_what_went_for_points_is_given_back_by_its_receipt(market: Village) -> None:
    market("redeem", "add", "01-01", "A01", "1")
    (last,) = market.sql("SELECT max(id) FROM movement")[0]
    said = market.json("goods", "reverse", str(last), "--reason", "x", code=3)["error"]
    assert said["code"] == "movement-redeemed"
    assert "jifen redeem return 2025Q3-0001" in said["message"]


def test_a_line_of_the_account_is_answered_once_and_goods_are_not_paid_back_alone(shop: Village) -> None:
    money = shop.json("fund", "in", "500", "--reason", "捐款", "--donor", "王老板")
    back = shop.json("fund", "reverse", str(money["id"]), "--reason", "记错了")
    assert (back["yuan"], back["balance"], back["reverses"]) == ("-500.00", "0.00", money["id"])
    assert refused(shop, "fund", "reverse", str(money["id"])) == "fund-reversed"
    assert refused(shop, "fund", "reverse", str(back["id"])) == "fund-reversed"
    assert refused(shop, "fund", "reverse", "99") == "fund-unknown"
    bought = shop.json(*BUY)
    (line,) = shop.sql("SELECT max(id) FROM fund_entry")[0]
    said = shop.json("fund", "reverse", str(line), "--reason", "x", code=3)["error"]
    assert said["code"] == "fund-of-goods"
    assert f"jifen goods reverse {bought['movement']} " in said["message"]
    assert shop.json("verify")["ok"] is True


def test_what_was_reversed_is_no_donation(shop: Village) -> None:
    def given() -> list[tuple[str, int]]:
        found = shop.json("goods", "donors", "--force")["donations"]
        return [(line["donor"], line["quantity"]) for line in found]

    before = given()
    goods = shop.json("goods", "receive", "B02", "3", "--donation", "李校长", "--value", "6")
    money = shop.json("fund", "in", "500", "--reason", "捐款", "--donor", "王老板")
    assert given() == [*before, ("李校长", 3), ("王老板", 0)]
    shop("goods", "reverse", str(goods["movement"]), "--reason", "x")
    shop("fund", "reverse", str(money["id"]), "--reason", "x")
    assert given() == before
    shop("undo", "--yes")
    assert given() == [*before, ("王老板", 0)]
    again = shop.json("fund", "reverse", str(money["id"]), "--reason", "真的错了")
    assert again["balance"] == "0.00"
    assert given() == before
    shop("undo", "--yes")
    shop("undo", "--yes")
    shop("undo", "--yes")
    shop("undo", "--yes")
    assert given() == before
    assert on_hand(shop, "B02") == 0
    assert shop.json("verify")["ok"] is True


def test_the_same_receipt_is_asked_about_until_it_is_taken_back(shop: Village) -> None:
    receipt = (*BUY, "--receipt", "7788")
    made = shop.json(*receipt)
    said = shop.json(*receipt, code=3)["error"]
    assert said["code"] == "receipt-entered"
    assert "--yes" in said["message"]
    shop.answer("n")
    assert shop(*receipt, code=3).err.count("7788") == 1
    shop.answer("y")
    shop(*receipt)
    shop("undo", "--yes")
    assert on_hand(shop, "A01") == 16
    shop("goods", "receive", "A01", "1", "--purchase", "别家", "--price", "3", "--receipt", "7788")
    shop("goods", "reverse", str(made["movement"]), "--reason", "x")
    shop(*receipt)


def test_a_copy_in_a_folder_of_the_village_s_choosing_is_told_in_the_book_and_in_the_copy(shop: Village) -> None:
    folder = shop.folder / "U盘"
    folder.mkdir()
    before = shop.operations()
    assert set(shop.json("backup", folder, "--dry-run")) == {"ok", "path", "head"}
    assert (shop.operations(), list(folder.iterdir())) == (before, [])
    made = shop.json("backup", folder)
    assert shop.sql("SELECT command, details FROM operation ORDER BY id DESC LIMIT 1") == [
        ("backup", f'{{"folder": "{folder}"}}')
    ]
    assert shop.json("verify", "--head", made["head"])["operation"] == shop.operations() == before + 1
    copy = shop.folder / "copy.db"
    shutil.copyfile(Path(made["path"]), copy)
    told = shop.json("--db", copy, "verify")
    assert told["ok"] is True
    assert told["head"][:12] == made["head"]
    shop("backup")
    shop("backup", shop.folder / "备份")
    assert shop.operations() == before + 1, "beside the book it is no copy to fall back on"
    assert shop.json("undo", "--yes")["undone"]["command"] == "goods import", "a copy is passed over"


def test_a_copy_that_does_not_come_out_sound_is_not_told(shop: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    place = shop.folder / "U盘"
    place.mkdir()
    before = shop.operations()
    monkeypatch.setattr("jifen.store.backups.intact", lambda path: False)
    assert shop.json("backup", place, code=5)["error"]["code"] == "book-damaged"
    assert (shop.operations(), list(place.iterdir())) == (before, [])
