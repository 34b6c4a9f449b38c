"""The desk: a household, what it takes, Enter – and the last one undone."""

import io

import pytest
from cli_support import Said, Village
from shop_support import POINTS, available, on_hand


def at_the_desk(village: Village, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Said:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return village("redeem", "desk", "--json")


def heads(village: Village) -> dict[str, str]:
    return {h["household"]: h["head"] for h in village.json("roster", "list")}


def test_a_code_items_and_enter_make_a_receipt(market: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    said = at_the_desk(market, monkeypatch, "01-01", "A01 2 A02", "A01 1", "", "q")
    receipts = said.json["receipts"]
    assert [(r["receipt"], r["points"], r["available"]) for r in receipts] == [
        ("2025Q3-0001", "30", "0"),
    ]
    assert f"01-01 {heads(market)['01-01']}，可用 30 分" in said.err
    assert "A01 香皂 5分，最多 6 块" in said.err
    assert "B01" not in said.err.split("\n户> ")[1].split(">")[0]
    assert "可用积分 0 分，不够 5 分" in said.err


def test_a_name_and_its_initials_find_the_household(market: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    from jifen.reading.words.initials import matches, readings

    head = heads(market)["01-01"]
    said = at_the_desk(market, monkeypatch, head, "A01", "", "q")
    known = [code for code, name in heads(market).items() if name == head]
    if len(known) == 1:
        assert [r["household"] for r in said.json["receipts"]] == ["01-01"]
    letters = "".join(letter[0] for letter in readings(heads(market)["01-02"]))
    near = sorted(code for code, name in heads(market).items() if matches(name, letters))
    picked = str(near.index("01-02") + 1)
    lines = [letters, *([picked] if len(near) > 1 else []), "A01", "", "q"]
    assert at_the_desk(market, monkeypatch, *lines).json["receipts"][0]["household"] == "01-02"


def test_the_next_household_may_be_typed_where_a_good_is_asked(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = at_the_desk(market, monkeypatch, "1-1", "A01 2", "0103", "A01", heads(market)["01-04"], "q")
    assert [(r["household"], r["points"]) for r in said.json["receipts"]] == [("01-01", "10"), ("01-03", "5")]
    assert f"01-04 {heads(market)['01-04']}，可用" in said.err


def test_what_is_a_good_and_a_household_is_a_good_where_a_good_is_asked(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    market("roster", "rename", "01-03", "香皂")
    said = at_the_desk(market, monkeypatch, "01-01", "香皂", "香皂 1", "q")
    assert [r["household"] for r in said.json["receipts"]] == ["01-01", "01-01"]


def test_the_last_receipt_is_undone_and_only_those_of_this_sitting(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = at_the_desk(market, monkeypatch, "u", "01-01", "A01 2", "", "01-03", "A01", "u", "u", "是", "u", "", "q")
    assert said.json == {"ok": True, "receipts": [], "undone": ["2025Q3-0002", "2025Q3-0001"], "points": "0"}
    assert said.err.count("没有可撤销的单据") == 2
    assert (available(market, "01-01"), on_hand(market, "A01")) == ("30", 10)
    assert market.json("verify")["ok"]


def test_a_slip_is_told_with_the_names_of_household_and_goods(market: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    said = at_the_desk(market, monkeypatch, "01-01", "A01 2 A02", "", "u", "q")
    slip = f"单据 2025Q3-0001：01-01 {heads(market)['01-01']} A01 香皂×2、A02 洗衣液×1"
    assert f"  {slip}，用 30 分" in said.err
    assert f"已撤销{slip}" in said.err
    listed = market("redeem", "list", "2025Q3").out
    assert "A01 香皂×2（已退）" in listed


def test_another_household_s_slip_is_taken_back_only_after_a_yes(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("01-01", "A01 2", "", "01-03", "u")
    said = at_the_desk(market, monkeypatch, *asked, "否", "A01", "", "q")
    assert [receipt["receipt"] for receipt in said.json["receipts"]] == ["2025Q3-0001", "2025Q3-0002"]
    names = heads(market)
    assert f"上一单不是 01-03 {names['01-03']} 的，是单据 2025Q3-0001：01-01 {names['01-01']} A01 香皂×2" in said.err


def test_who_fetched_it_for_the_household_is_kept(market: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_desk(market, monkeypatch, "01-01", "d 张小丽 儿媳", "A01", "", "01-03", "A01", "", "q")
    listed = market.json("redeem", "list", "2025Q3")
    assert [(r["by"], r["relation"]) for r in listed] == [("张小丽", "儿媳"), (None, None)]


def test_a_good_and_its_number_need_no_blank_and_who_fetches_may_stand_behind(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = at_the_desk(market, monkeypatch, "01-01", "香皂2箱", "香皂2块 d 王小军 儿子", "甲乙3", "q")
    (made,) = said.json["receipts"]
    assert made["points"] == "10"
    (listed,) = market.json("redeem", "list", "2025Q3")
    assert (listed["by"], listed["relation"]) == ("王小军", "儿子")
    assert "名称和数量之间空一格。" in said.err.split("甲乙3")[1]


@pytest.mark.parametrize(
    ("lines", "said_then"),
    [
        (("甲乙丙丁", "q"), "没有“甲乙丙丁”"),
        (("01-01", "Z9 1", "", "q"), "物品目录里没有“Z9”"),
        (("01-01", "A01 -1", "", "q"), "数量“-1”不对"),
        (("01-01", "A02 5", "", "q"), "A02 只有 4 件"),
        (("02-02", "", "q"), "兑不了东西"),
    ],
)
def test_a_slip_of_the_keyboard_is_said_and_the_desk_goes_on(
    market: Village, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], said_then: str
) -> None:
    said = at_the_desk(market, monkeypatch, *lines, "01-03", "A01 1", "", "q")
    assert said_then in said.err


def test_the_end_of_input_ends_the_desk_and_keeps_what_was_done(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("01-01\nA01 1\n"))
    assert "这一班共 1 单，5 分；撤销 0 单。" in market("redeem", "desk").out
    assert on_hand(market, "A01") == 9


def test_two_hundred_customers_pass_the_desk(market: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    market("goods", "receive", "A01", "500", "--donation", "甲", "--value", "3")
    market("points", "opening", _everybody(market), "--yes")
    codes = [h["household"] for h in market.json("roster", "list") if h["status"] in ("active", "away")]
    served = (codes + codes)[:200]
    lines = [line for code in served for line in (code, "A01 1", "")]
    said = at_the_desk(market, monkeypatch, *lines, "q")
    refused = [code for code in served if code == "02-02"]
    again = [code for code in served[len(codes) :] if code == "01-04"]
    assert len(said.json["receipts"]) == 200 - len(refused) - len(again)
    assert market.json("verify")["ok"]


def _everybody(village: Village) -> str:
    path = village.folder / "全村.csv"
    here = [h for h in village.json("roster", "list") if h["status"] not in ("left", "closed")]
    rows = [h["household"] for h in here if h["household"] not in POINTS]
    path.write_text("户编号,期初积分\n" + "".join(f"{code},50\n" for code in rows), encoding="utf-8")
    return str(path)
