"""Scores that a meeting sets by decision: taken down with a document, brought up again by repair."""

from typing import Any

import openpyxl
import pytest
from cli_support import Village, remembered
from sheet_support import table, wide

RULES = ("编号", "类别", "项目", "分值", "单位", "上限")
AWARD = ("XX01", "环境卫生", "门前清洁", "+2", "次", None)
FAULT = ("FF01", "遵规守法", "违法", "-5", "次", "5/年")
QUARTERLY = {"评议周期": "每季", "基础分": 100, "最低分": 0, "等级": "五星:105；三星:其余"}
DECIDED = ("--document", "9月28日村民代表会议决定", "--reason", "酒后驾车")
MENDED = ("--document", "10月20日复核决定", "--reason", "已承诺并服务满20小时")
LAWFUL = ("--category", "遵规守法")


@remembered
def met(empty: Village, spendable: str = "加减分", scheme: bool = True) -> None:
    """Three households from 100 points in a quarter whose sheet gives the first 8, the second -3; or from zero."""
    empty.today("2025-06-30")
    path = table(empty.folder / "细则.xlsx", RULES, AWARD, FAULT)
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("办法")
    for line in (("项目", "内容"), *({**QUARTERLY, "可兑换": spendable}.items() if scheme else ())):
        page.append(line)
    book.save(path)
    empty("init", "沙院村", "--rulebook", path)
    for number in (1, 2, 3):
        empty("roster", "add", f"01-0{number}", f"户主{number}", "--grid", "1")
    empty.today("2025-09-30")
    taken(empty, 8)


def taken(village: Village, points: int, *more: str) -> None:
    name = "2025年三季度" if village.json("rules", "scheme")["period"] == "quarter" else "2025年9月"
    sheet = wide(village.folder / f"表{points}.xlsx", {name: [("01-01", points, None), ("01-02", -3, None)]})
    village("meeting", "import", sheet, "--held-on", "2025-09-28", "--yes", *more)


def clear(village: Village, *more: str, code: int = 0, month: str = "2025-09") -> Any:
    return village.json("points", "clear", "01-01", month, *DECIDED, "--yes", *more, code=code)


def repair(village: Village, *more: str, code: int = 0) -> Any:
    return village.json("points", "repair", "01-01", "2025-09", *MENDED, "--yes", *more, code=code)


def score(village: Village) -> str:
    ranked = village.json("points", "rank", "--period", "2025Q3")
    return next(row.get("score", row["points"]) for row in ranked if row["household"] == "01-01")


@pytest.mark.parametrize("month", ["2025-08", "2025-09", "2025Q3", "2025年三季度"])
def test_clearing_posts_what_brings_the_score_to_nothing(empty: Village, month: str) -> None:
    met(empty)
    told = clear(empty, *LAWFUL, month=month)
    assert told["score"] == {"before": "108", "after": "0"}
    assert (told["entry"]["points"], told["entry"]["decided"], told["document"]) == ("-108", "cleared", None)
    assert (told["entry"]["month"], told["entry"]["category"]) == ("2025-09", "遵规守法")
    assert score(empty) == "0"
    assert empty.json("verify")["ok"]


def test_without_a_scheme_the_points_of_the_month_are_brought_to_nothing(empty: Village) -> None:
    met(empty, scheme=False)
    told = clear(empty, *LAWFUL)
    assert (told["score"], told["entry"]["points"]) == ({"before": "8", "after": "0"}, "-8")


def test_the_preview_says_score_and_entry_and_that_no_limit_holds(empty: Village) -> None:
    met(empty)
    said = empty("points", "clear", "01-01", "2025-09", *DECIDED, "--rule", "FF01", "--dry-run")
    assert "清零前得分 108（五星） → 0（三星），记 -108 分（FF01）" in said.err
    assert "不受细则分值和上限的限制" in said.err
    assert score(empty) == "108"
    assert "确认" in empty("points", "clear", "01-01", "2025-09", *DECIDED, *LAWFUL, code=3).err


def test_a_score_is_set_to_a_named_value(empty: Village) -> None:
    met(empty)
    told = clear(empty, *LAWFUL, "--to", "60")
    assert (told["score"], told["entry"]["points"]) == ({"before": "108", "after": "60"}, "-48")


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ((*LAWFUL, "--to", "108"), "score-not-above"),
        ((*LAWFUL, "--to", "-5"), "score-out-of-bounds"),
        (("--rule", "XX01"), "sign-unclear"),
        (("--rule", "ZZ99"), "rule-unknown"),
    ],
)
def test_what_cannot_be_decided_so_is_refused(empty: Village, arguments: tuple[str, ...], refusal: str) -> None:
    met(empty)
    before = empty.operations()
    assert clear(empty, *arguments, code=3)["error"]["code"] == refusal
    assert empty.operations() == before


def test_document_and_reason_are_wanted_and_hold_no_numbers(empty: Village) -> None:
    met(empty)
    command = ("points", "clear", "01-01", "2025-09", *LAWFUL, "--yes")
    empty(*command, "--reason", "酒后驾车", code=2)
    empty(*command, "--document", " ", "--reason", "酒后驾车", code=2)
    told = empty.json(*command, "--document", "决定书", "--reason", "电话13812345678", code=3)
    assert told["error"]["code"] == "guard-refused"
    assert empty.json("points", "clear", "01-01", "2025-06", *LAWFUL, *DECIDED, code=3)["error"]["code"] == (
        "month-not-recorded"
    )


def test_repair_gives_back_what_clearing_took_and_no_more(empty: Village) -> None:
    met(empty)
    assert repair(empty, code=3)["error"]["code"] == "score-not-cleared"
    clear(empty, "--rule", "FF01")
    told = repair(empty, "--to", "60")
    assert (told["score"], told["entry"]["points"]) == ({"before": "0", "after": "60"}, "60")
    assert repair(empty, "--to", "60", code=3)["error"]["code"] == "score-not-below"
    told = repair(empty)
    assert (told["score"], told["entry"]["points"]) == ({"before": "60", "after": "108"}, "48")
    assert (told["entry"]["rule"], told["entry"]["decided"]) == ("FF01", "repaired")
    assert repair(empty, code=3)["error"]["code"] == "score-not-cleared"


def test_in_a_published_month_a_correction_notice_goes_out_with_it(empty: Village) -> None:
    met(empty)
    empty("meeting", "publish", "2025Q3", "--yes")
    told = clear(empty, *LAWFUL)
    assert told["document"] == "沙院村公示〔2025〕2号"
    printed = [c.value for row in openpyxl.load_workbook(told["path"]).active.iter_rows() for c in row if c.value]  # type: ignore[union-attr]
    assert any("9月28日村民代表会议决定：酒后驾车" in str(value) for value in printed)
    refused = empty("undo", "--yes", code=3)
    assert "points repair 01-01 2025-09" in refused.err
    assert repair(empty)["document"] == "沙院村公示〔2025〕3号"
    assert score(empty) == "108"
    assert empty.json("verify")["ok"]


def test_in_a_final_period_what_can_be_spent_follows(empty: Village) -> None:
    met(empty, "超过60的部分")
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2025-10-10")
    empty("meeting", "finalize", "2025Q3", "--yes")
    available = [48]
    for decide in (lambda: clear(empty, *LAWFUL), lambda: repair(empty)):
        decide()
        available.append(int(empty.json("points", "balance", "--household", "01-01")[0]["available"]))
    assert available == [48, 0, 48]
    assert empty.json("verify")["ok"]


def test_where_awards_alone_can_be_spent_neither_clearing_nor_repair_changes_that(empty: Village) -> None:
    met(empty, "只兑加分")
    clear(empty, *LAWFUL)
    repair(empty)
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2025-10-10")
    empty("meeting", "finalize", "2025Q3", "--yes")
    assert empty.json("points", "balance", "--household", "01-01")[0]["available"] == "8"


def test_a_sheet_that_comes_later_leaves_the_decision_and_is_held_to_it(empty: Village) -> None:
    met(empty)
    first = clear(empty, *LAWFUL)["entry"]["id"]
    taken(empty, 10, "--replace")
    assert score(empty) == "2"
    refused = empty.json("meeting", "publish", "2025Q3", "--yes", code=3)["error"]
    assert refused["code"] == "score-decided-stale"
    for wanted in (
        "01-01 户主1",
        "定为 0 分，现在是 2 分",
        "points clear 01-01 2025-09 --to 0",
        f"reverse {first} ",
    ):
        assert wanted in refused["message"]
    clear(empty, *LAWFUL)
    empty("meeting", "publish", "2025Q3", "--yes")


def test_a_decision_that_was_reversed_or_given_back_holds_nothing(empty: Village) -> None:
    met(empty)
    entry = clear(empty, *LAWFUL)["entry"]["id"]
    empty("points", "reverse", str(entry), "--reason", "决定撤销")
    clear(empty, *LAWFUL)
    repair(empty)
    taken(empty, 10, "--replace")
    empty("meeting", "publish", "2025Q3", "--yes")


def test_what_a_decision_took_counts_towards_no_limit(empty: Village) -> None:
    met(empty)
    clear(empty, "--rule", "FF01")
    empty("settings", "set", "month-min", "-5")
    said = empty.json("points", "add", "01-01", "-5", "--month", "2025Q3", "--rule", "FF01", "--reason", "斗殴")
    assert said["entry"]["points"] == "-5"


def test_undo_takes_a_clearing_back_and_undo_of_its_reversal_lets_it_stand_again(empty: Village) -> None:
    met(empty)
    entry = clear(empty, *LAWFUL)["entry"]["id"]
    empty("points", "reverse", str(entry), "--reason", "记错户")
    assert score(empty) == "108"
    empty("undo", "--yes")
    assert score(empty) == "0"
    assert repair(empty)["entry"]["points"] == "108"
    empty("undo", "--yes")
    empty("undo", "--yes")
    assert score(empty) == "108"
    assert repair(empty, code=3)["error"]["code"] == "score-not-cleared"
    assert empty.json("verify")["ok"]


def test_the_minutes_and_the_households_page_name_the_decision(empty: Village) -> None:
    met(empty)
    clear(empty, *LAWFUL)
    for command in (("meeting", "minutes", "2025Q3"), ("points", "statement", "01-01")):
        path = empty.json(*command)["path"]
        cells = [str(c.value) for page in openpyxl.load_workbook(path) for row in page.iter_rows() for c in row]
        assert any("9月28日村民代表会议决定：酒后驾车" in value for value in cells), command
    assert "清零" in cells
