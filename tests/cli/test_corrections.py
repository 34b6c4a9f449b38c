"""Corrections speak of whole cells: what is asked, what is printed before and after, and that it is proved."""

import functools
import json
import sqlite3
from contextlib import closing
from typing import Any

import openpyxl
import pytest
from cli_support import Village, remembered
from sheet_support import table, wide

from jifen.services.meeting import publishing
from jifen.services.meeting.notice import monthly
from jifen.store.migrations.tools import without_triggers

CLEAN = ("--category", "环境卫生")


@remembered
def published(village: Village) -> None:
    """01-01 with 6 in 环境卫生 on the sheet and 2 more by hand, 01-02 with 3 in 公益志愿; the notice is out."""
    sheet = wide(
        village.folder / "七月.xlsx", {"2025年7月": [("01-01", 6, None), ("01-02", None, 3)]}, held="2025-07-20"
    )
    village("meeting", "import", sheet, "--yes")
    village("points", "add", "01-01", "2", "--month", "2025-07", *CLEAN, "--reason", "清沟")
    village("meeting", "publish", "2025-07", "--yes")


def correct(village: Village, household: str, *more: str, code: int = 0) -> Any:
    arguments = ("meeting", "correct", "2025-07", household, "--reason", "复核", "--yes", *more)
    return village.json(*arguments, code=code)


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(line["category"], line["before"], line["after"]) for line in found["lines"]]


def printed(path: str) -> list[object]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def test_where_lines_stand_the_one_that_is_meant_must_be_named(village: Village) -> None:
    published(village)
    before = village.operations()
    error = correct(village, "01-01", "--points", "4", *CLEAN, code=3)["error"]
    assert error["code"] == "entry-needed"
    assert [(e["id"], e["household"], e["points"], e["reason"]) for e in error["entries"]] == [
        (1, "01-01", "6", None),
        (3, "01-01", "2", "清沟"),
    ]
    assert {"category", "rule", "occurred_on"} <= set(error["entries"][0])
    for wanted in (
        "第 1 条",
        "第 3 条",
        'jifen meeting correct 2025-07 01-01 --entry 1 --points 4 --reason "复核"',
        'jifen meeting correct 2025-07 01-01 --extra --points 4 --category 环境卫生 --reason "复核"',
    ):
        assert wanted in error["message"]
    assert correct(village, "01-01", code=3)["error"]["code"] == "entry-needed"
    assert village.operations() == before


def test_a_rule_in_a_category_without_rules_is_asked_about_too(village: Village) -> None:
    published(village)
    assert correct(village, "01-01", "--points", "2", "--rule", "HJ05", code=3)["error"]["code"] == "entry-needed"


def test_an_empty_cell_needs_neither(village: Village) -> None:
    published(village)
    assert told(correct(village, "01-01", "--points", "4", "--category", "公益志愿")) == [("公益志愿", "0", "4")]


def test_a_replaced_line_shows_the_whole_cell_before_and_after(village: Village) -> None:
    published(village)
    found = correct(village, "01-01", "--entry", "1", "--points", "5", *CLEAN)
    assert told(found) == [("环境卫生", "8", "7")]
    values = printed(found["path"])
    assert 8 in values
    assert 7 in values
    assert 6 not in values


def test_the_points_of_a_line_may_be_given_alone_and_keep_its_rule_and_day(village: Village) -> None:
    header = ("日期", "户编号", "户主", "积分项目", "分值", "事由")
    sheet = table(village.folder / "2025年7月明细.xlsx", header, ("2025-07-03", "01-01", "林雪梅", "HJ05", 2, "修渠"))
    village("meeting", "import", sheet, "--month", "2025-07", "--held-on", "2025-07-20", "--yes")
    village("meeting", "publish", "2025-07", "--yes")
    correct(village, "01-01", "--entry", "1", "--points", "4")
    entry = village.json("points", "entries", "--month", "2025-07")[-1]
    assert (entry["rule"], entry["points"], entry["occurred_on"]) == ("HJ05", "4", "2025-07-03")


def test_one_more_line_leaves_the_others_and_tells_the_whole_cell(village: Village) -> None:
    published(village)
    assert told(correct(village, "01-01", "--extra", "--points", "1", *CLEAN)) == [("环境卫生", "8", "9")]


@pytest.mark.parametrize("points", [(), ("--points", "0")])
def test_a_line_is_cancelled_without_points_or_with_nought(village: Village, points: tuple[str, ...]) -> None:
    published(village)
    assert told(correct(village, "01-01", "--entry", "1", *points)) == [("环境卫生", "8", "2")]


def test_points_that_go_to_another_cell_are_told_of_both(village: Village) -> None:
    published(village)
    village("points", "balance")
    correct(village, "01-01", "--points", "1", "--category", "公益志愿")
    found = correct(village, "01-01", "--entry", "3", "--points", "2", "--category", "公益志愿")
    assert told(found) == [("环境卫生", "8", "6"), ("公益志愿", "1", "3")]


def test_a_hidden_rule_is_told_as_its_category_with_all_that_stands_there_unnamed(village: Village) -> None:
    village("points", "add", "01-01", "5", "--month", "2025-07", "--rule", "ZF02", "--reason", "举报属实")
    village("points", "add", "01-01", "1", "--month", "2025-07", "--category", "遵规守法", "--reason", "另一件")
    village("meeting", "publish", "2025-07", "--yes")
    line = correct(village, "01-01", "--entry", "1")["lines"][0]
    assert (line["rule"], line["wording"], line["why"]) == (None, None, "")
    assert (line["before"], line["after"]) == ("6", "1")


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        (("--entry", "1", "--extra", "--points", "1", *CLEAN), "entry-or-extra"),
        (("--extra",), "extra-needs-points"),
        (("--extra", "--points", "0", *CLEAN), "points-zero"),
        (("--extra", "--points", "1"), "rule-or-category"),
    ],
)
def test_what_contradicts_itself_is_wrong_usage(village: Village, more: tuple[str, ...], wanted: str) -> None:
    published(village)
    assert correct(village, "01-01", *more, code=2)["error"]["code"] == wanted


def test_the_preview_tells_the_whole_cell(village: Village) -> None:
    published(village)
    told = village("meeting", "correct", "2025-07", "01-01", "--entry", "1", "--points", "5", "--reason", "x", "--yes")
    assert "01-01 林雪梅：环境卫生原 8 分，更正为 7 分。" in told.err
    assert "01-01 林雪梅：环境卫生原 8 分，更正为 7 分。" in told.out


def test_a_correction_is_proved_as_of_its_own_operation_and_says_what_came_later(village: Village) -> None:
    published(village)
    first = correct(village, "01-01", "--entry", "1", "--points", "5", *CLEAN)
    proof = village.json("verify", "--code", first["code"])
    assert (proof["ok"], proof["document"]["status"], proof["later"]) == (True, "current", [])
    correct(village, "01-01", "--entry", "3")
    proof = village.json("verify", "--code", first["code"])
    assert (proof["ok"], proof["document"]["status"]) == (True, "corrected")
    assert proof["later"] == [{"household": "01-01", "printed": "7", "now": "5"}]


def test_a_correction_whose_ledger_was_changed_by_another_hand_is_not_proved(village: Village) -> None:
    published(village)
    code = correct(village, "01-01", "--entry", "1", "--points", "5", *CLEAN)["code"]
    with closing(sqlite3.connect(village.book, isolation_level=None)) as book, without_triggers(book):
        book.execute("UPDATE entry SET points = 900 WHERE id = 3")
    assert village.json("verify", "--code", code, code=3)["ok"] is False


def test_a_month_shows_its_corrections_and_objections(village: Village) -> None:
    published(village)
    issued = correct(village, "01-01", "--entry", "1", "--points", "5", *CLEAN)
    village("objection", "file", "2025-07", "01-02", "--reason", "少记了")
    shown = village.json("meeting", "show", "2025-07")
    assert [(c["number"], c["code"]) for c in shown["corrections"]] == [(issued["number"], issued["code"])]
    assert told(shown["corrections"][0]) == [("环境卫生", "8", "7")]
    assert shown["objections"] == village.json("objection", "list")
    text = village("meeting", "show", "2025-07").out
    assert "环境卫生原 8 分，更正为 7 分" in text
    assert "少记了" in text


def test_the_minutes_tell_what_was_corrected_and_objected_to(village: Village) -> None:
    published(village)
    issued = correct(village, "01-01", "--entry", "1", "--points", "5", *CLEAN)
    village("objection", "file", "2025-07", "01-02", "--reason", "少记了")
    text = "\n".join(str(value) for value in printed(village.json("meeting", "minutes", "2025-07")["path"]))
    assert f"{issued['number']}更正：01-01 林雪梅，环境卫生原8分，更正为7分（复核）" in text
    assert "少记了" in text


# what can be spent, on the notice


def lines_of(village: Village) -> dict[str, str]:
    content = village.sql("SELECT content FROM document WHERE kind = 'monthly' ORDER BY id DESC LIMIT 1")[0][0]
    return {line["household"]: line["available"] for line in json.loads(content)["lines"]}


def test_neither_awards_nor_deductions_of_an_open_month_are_in_what_can_be_spent(village: Village) -> None:
    for month, day in (("2025年6月", "2025-06-20"), ("2025年7月", "2025-07-20")):
        sheet = wide(village.folder / f"{month}.xlsx", {month: [("01-01", 11, -1), ("01-02", None, -2)]}, held=day)
        village("meeting", "import", sheet, "--yes")
    village("meeting", "publish", "2025-06", "--yes")
    assert (lines_of(village)["01-01"], lines_of(village)["01-02"]) == ("0", "0")
    village("meeting", "finalize", "2025-06", "--override", "--reason", "议定", "--yes")
    issued = village.json("meeting", "publish", "2025-07", "--yes")
    assert (lines_of(village)["01-01"], lines_of(village)["01-02"]) == ("10", "-2")
    assert issued["totals"]["available"] == "10", "debts are not set off"
    values = [str(value) for value in printed(issued["path"])]
    assert "10\n欠2分" in values
    assert any("共10分，另有1户欠2分" in value for value in values)
    assert village.json("verify", "--code", issued["code"])["ok"] is True
    village("meeting", "finalize", "2025-07", "--override", "--reason", "议定", "--yes")
    assert "可用合计 20 分，另有 1 户欠 4 分（不相抵）。" in village("points", "balance").out
    assert village.json("redeem", "forecast", "2025Q3")["points"] == "20"


def test_a_notice_of_an_earlier_version_is_proved_and_printed_as_it_was(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = wide(village.folder / "七月.xlsx", {"2025年7月": [("01-01", 11, -1)]}, held="2025-07-20")
    village("meeting", "import", sheet, "--yes")
    with monkeypatch.context() as earlier:
        earlier.setattr(publishing, "monthly", functools.partial(monthly, settled=False))
        issued = village.json("meeting", "publish", "2025-07", "--yes")
    assert lines_of(village)["01-01"] == "-1"
    assert village.json("verify", "--code", issued["code"])["ok"] is True
    values = [str(value) for value in printed(village.json("meeting", "notice", "2025-07", "--force")["path"])]
    assert "欠1分" in values
    assert any("不含本月加分" in value for value in values)
    assert not any("都不算在内" in value for value in values)


def test_a_second_correction_names_the_first_and_the_reply_tells_of_both(village: Village) -> None:
    published(village)
    notice = village.json("meeting", "list")[0]["number"]
    village("objection", "file", "2025-07", "01-02", "--reason", "多记了")
    entry = village.json("points", "entries", "--household", "01-02")[0]["id"]
    decided = ("--uphold", "--entry", str(entry), "--points", "1", "--reason", "核实")
    village("objection", "decide", "1", *decided)
    (standing,) = [e["id"] for e in village.json("points", "entries", "--household", "01-02") if e["points"] == "1"]
    second = correct(village, "01-02", "--entry", str(standing), "--points", "2")
    first, later = village.sql("SELECT content FROM document WHERE kind = 'correction' ORDER BY id")
    contents = [json.loads(content) for (content,) in (first, later)]
    assert contents[0]["corrects_number"] == notice
    assert contents[1]["corrects_number"] == contents[0]["number"]
    assert told(contents[1]) == [("公益志愿", "1", "2")]
    reply = " ".join(map(str, printed(village.json("objection", "reply", "1")["path"])))
    assert f"已发布{contents[0]['number']}；后经{second['number']}再更正为2分" in reply
    other = correct(village, "01-01", "--entry", "1", "--points", "5")
    assert village.json("verify", "--code", other["code"])["ok"] is True
    assert village.json("verify", "--code", second["code"])["ok"] is True
    assert village.json("verify")["ok"] is True
