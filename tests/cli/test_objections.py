"""Objections: filed against a notice or a list, decided, answered in public."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from board_support import BLACK_LINE, published
from cli_support import Village, remembered, sheet_of


@remembered
def recorded(village: Village) -> dict[str, Any]:
    """January published on the 28th; the first award of it."""
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    village("meeting", "publish", "2025-01", "--yes")
    entries = village.json("points", "entries", "--month", "2025-01")
    found: dict[str, Any] = next(e for e in entries if not e["points"].startswith("-"))
    return found


def file_(village: Village, household: str, *more: str, period: str = "2025-01") -> dict[str, Any]:
    found: dict[str, Any] = village.json("objection", "file", period, household, "--reason", "记错了", *more)
    return found


def refused(village: Village, *arguments: str, code: int = 3) -> str:
    before = village.operations()
    found = village.json(*arguments, code=code)
    assert village.operations() == before
    told: str = found["error"]["code"]
    assert found["error"]["message"] != told
    return told


def test_an_objection_is_due_in_seven_working_days(village: Village) -> None:
    entry = recorded(village)
    found = file_(village, entry["household"], "--entry", str(entry["id"]))
    assert found["filed_on"] == "2025-01-28"
    assert found["due_on"] == "2025-02-12", "the Spring Festival from 28 January to 4 February does not count"
    assert village.json("objection", "list") == [
        {
            "id": 1,
            "document": "柳河村公示〔2025〕1号",
            "period": "2025-01",
            "household": entry["household"],
            "head": entry["head"],
            "entry": entry["id"],
            "filed_on": "2025-01-28",
            "due_on": "2025-02-12",
            "late": False,
            "status": "open",
            "reason": "记错了",
            "decided_on": None,
            "answer": None,
            "correction": None,
        }
    ]


def test_the_days_of_the_answer_are_a_setting(village: Village) -> None:
    entry = recorded(village)
    village("settings", "set", "objection-days", "1")
    assert file_(village, entry["household"])["due_on"] == "2025-02-05"


def test_an_open_objection_stops_the_month_and_its_entry_is_marked(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village.today("2025-02-05")
    assert refused(village, "meeting", "finalize", "2025-01", "--yes") == "objection-open"
    marked = village.json("points", "entries", "--month", "2025-01", "--household", entry["household"])
    assert [e["id"] for e in marked if e["disputed"]] == [entry["id"]]


def test_disputed_points_of_a_final_month_cannot_be_spent(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village.today("2025-02-05")
    village("meeting", "finalize", "2025-01", "--override", "--reason", "会议决定", "--yes")
    held = village.json("points", "balance", "--household", entry["household"])[0]
    assert held["disputed"] == entry["points"]
    assert Decimal(held["available"]) == Decimal(held["earned"]) + Decimal(held["deducted"]) - Decimal(entry["points"])
    village("objection", "decide", "1", "--reject", "--reason", "记分无误")
    assert village.json("points", "balance", "--household", entry["household"])[0]["disputed"] == "0"


def test_a_late_objection_is_taken_and_blocks_nothing(village: Village) -> None:
    entry = recorded(village)
    village.today("2025-02-01")
    assert file_(village, entry["household"], "--entry", str(entry["id"]))["late"] is True
    assert "逾期" in village("objection", "list").out
    village("meeting", "finalize", "2025-01", "--yes")
    assert village.json("points", "balance", "--household", entry["household"])[0]["disputed"] == "0"
    village("objection", "decide", "1", "--reject", "--reason", "记分无误")


def test_upholding_reverses_the_entry_posts_the_points_and_corrects_in_public(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    arguments = ("--uphold", "--points", "1", "--category", entry["category"], "--reason", "经核查应记1分")
    found = village.json("objection", "decide", "1", *arguments)
    assert found["status"] == "upheld"
    assert [i["number"] for i in found["issued"]] == ["柳河村公示〔2025〕2号"]
    lines = village.json("points", "entries", "--month", "2025-01", "--household", entry["household"])
    assert [(e["points"], e["reverses"]) for e in lines if e["id"] > entry["id"]][-2:] == [
        (f"-{entry['points']}", entry["id"]),
        ("1", None),
    ]
    values = [str(c.value) for row in openpyxl.load_workbook(found["path"]).worksheets[0].iter_rows() for c in row]
    assert any("柳河村公示〔2025〕1号" in value for value in values)
    proof = village.json("verify", "--code", village.json("meeting", "list")[0]["code"])
    assert (proof["ok"], proof["document"]["status"]) == (True, "corrected")
    assert [x["household"] for x in proof["later"]] == [entry["household"]]


def test_upholding_without_points_takes_the_entry_back(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village("objection", "decide", "1", "--uphold", "--reason", "重复记分")
    lines = village.json("points", "entries", "--month", "2025-01", "--household", entry["household"])
    assert lines[-1]["reverses"] == entry["id"]
    assert refused(village, "objection", "decide", "1", "--uphold", "--reason", "再来") == "objection-decided"


def test_an_objection_after_a_correction_is_against_the_correction(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village("objection", "decide", "1", "--uphold", "--reason", "重复记分")
    assert file_(village, entry["household"])["document"] == "柳河村公示〔2025〕2号"


def test_a_correction_opens_no_new_window_for_those_it_does_not_name(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village.today("2025-02-05")
    village("objection", "decide", "1", "--uphold", "--reason", "重复记分")
    other = next(x["household"] for x in village.json("roster", "list") if x["household"] != entry["household"])
    found = file_(village, other)
    assert (found["document"], found["late"]) == ("柳河村公示〔2025〕1号", True)
    village("meeting", "finalize", "2025-01", "--yes")


def test_the_correction_of_an_upheld_objection_is_printed_masked_where_asked(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    told = village.json("objection", "decide", "1", "--uphold", "--reason", "重复记分", "--mask")
    printed = [c.value for row in openpyxl.load_workbook(told["path"]).active.iter_rows() for c in row if c.value]
    assert entry["head"] not in printed
    assert any(str(value).startswith(f"{entry['head'][0]}*") for value in printed)


def test_what_cannot_be_filed_is_refused(village: Village) -> None:
    before = ("objection", "file", "2025-01", "03-07", "--reason", "记错了")
    assert refused(village, *before) == "month-not-published"
    assert refused(village, "objection", "file", "2025H1", "03-07", "--reason", "不对") == "board-not-published"
    entry = recorded(village)
    other = next(h["household"] for h in village.json("roster", "list") if h["household"] != entry["household"])
    base = ("objection", "file", "2025-01", entry["household"], "--reason", "记错了")
    assert refused(village, *base, "--entry", "999999") == "entry-unknown"
    assert refused(village, "objection", "file", "2025-01", other, "--reason", "x", "--entry", str(entry["id"])) == (
        "entry-elsewhere"
    )
    assert (
        refused(village, "objection", "file", "2025-01", entry["household"], "--reason", " ", code=2)
        == "reason-missing"
    )
    assert refused(village, "objection", "file", "2025-01", "99-99", "--reason", "x") == "household-unknown"
    file_(village, entry["household"], "--entry", str(entry["id"]))
    assert refused(village, *base, "--entry", str(entry["id"])) == "objection-exists"


def test_what_cannot_be_decided_is_refused(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"])
    decide = ("objection", "decide", "1")
    assert refused(village, "objection", "decide", "7", "--reject", "--reason", "x") == "objection-unknown"
    assert refused(village, *decide, "--reason", "x", code=2) == "uphold-or-reject"
    assert refused(village, *decide, "--uphold", "--reject", "--reason", "x", code=2) == "uphold-or-reject"
    assert refused(village, *decide, "--uphold", "--reason", "x") == "entry-needed"
    assert refused(village, *decide, "--reject", "--reason", " ", code=2) == "reason-missing"
    assert refused(village, *decide, "--uphold", "--reason", " ", code=2) == "reason-missing"
    assert refused(village, *decide, "--reject", "--points", "2", "--reason", "x", code=2) == "reject-corrects-nothing"
    assert refused(village, *decide, "--uphold", "--rule", "HJ01", "--reason", "x", code=2) == "correct-what"
    text = ("--uphold", "--points", "1", "--category", "环境卫生", "--reason-text", "x", "--reason", "x")
    assert refused(village, *decide, *text, code=2) == "text-for-lists-only"
    private = ("--uphold", "--points", "1", "--category", "环境卫生", "--reason", "请打13812345678")
    assert refused(village, *decide, *private) == "guard-refused"


def test_a_dry_run_files_and_decides_nothing(village: Village) -> None:
    entry = recorded(village)
    before = village.operations()
    assert file_(village, entry["household"], "--dry-run")["applied"] is False
    assert village.operations() == before
    file_(village, entry["household"], "--entry", str(entry["id"]))
    before = village.operations()
    found = village.json("objection", "decide", "1", "--uphold", "--reason", "重复", "--dry-run")
    assert found["applied"] is False
    assert village.operations() == before
    assert not Path(found["path"]).exists()


def test_the_form_and_the_reply_are_printed(village: Village) -> None:
    entry = recorded(village)
    form = village.json("objection", "form", "2025-01", "-o", "申请表.xlsx")
    values = [str(c.value) for row in openpyxl.load_workbook(form["path"]).worksheets[0].iter_rows() for c in row]
    assert any("柳河村公示〔2025〕1号" in value for value in values)
    village("objection", "form")
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village("objection", "decide", "1", "--uphold", "--reason", "重复记分，予以更正")
    reply = village.json("objection", "reply", "1")
    values = [str(c.value) for row in openpyxl.load_workbook(reply["path"]).worksheets[0].iter_rows() for c in row]
    text = "\n".join(values)
    for wanted in (entry["head"], "重复记分，予以更正", "柳河村公示〔2025〕2号", f"原{entry['points']}分，更正为0分"):
        assert wanted in text


def test_an_objection_to_a_black_line_upheld_takes_it_off(half_year: Village) -> None:
    published(half_year, "09-08")
    file_(half_year, "09-08", period="2025H1")
    found = half_year.json("objection", "decide", "1", "--uphold", "--reason", "经核实不是该户")
    assert len(found["issued"]) == 1
    assert half_year.json("board", "show", "2025H1")["black"] == []
    assert half_year.json("objection", "list")[0]["correction"] == found["issued"][0]["number"]


def test_an_objection_to_a_list_may_correct_its_text(half_year: Village) -> None:
    published(half_year, "09-08")
    file_(half_year, "09-08", period="2025H1")
    half_year("objection", "decide", "1", "--uphold", "--reason", "地点有误", "--reason-text", "在村西堆放垃圾")
    fact = half_year.json("board", "show", "2025H1")["black"][0]["fact"]
    assert (fact, BLACK_LINE["事实"]) == ("在村西堆放垃圾", BLACK_LINE["事实"])


def test_an_entry_behind_a_list_is_corrected_in_its_month_and_the_red_line_stays(half_year: Village) -> None:
    issued = published(half_year)
    best = half_year.json("board", "show", "2025H1")["red"][0]
    entry = half_year.json("points", "entries", "--household", best["household"], "--period", "2025H1")[0]
    file_(half_year, best["household"], "--entry", str(entry["id"]), period="2025H1")
    found = half_year.json("objection", "decide", "1", "--uphold", "--reason", "重复记分")
    assert len(found["issued"]) == 1
    assert half_year.json("board", "show", "2025H1")["red"][0]["household"] == best["household"]
    later = half_year.json("verify", "--code", issued["code"])["later"]
    assert [x["household"] for x in later] == [best["household"]]


def test_points_for_a_list_need_the_entry_that_tells_the_month(half_year: Village) -> None:
    published(half_year, "09-08")
    file_(half_year, "09-08", period="2025H1")
    arguments = ("--uphold", "--points", "2", "--category", "环境卫生", "--reason", "漏记")
    assert refused(half_year, "objection", "decide", "1", *arguments, code=2) == "points-without-month"


def test_filing_without_an_entry_lists_the_household_s_lines(village: Village) -> None:
    entry = recorded(village)
    found = file_(village, entry["household"])
    own = [e for e in village.json("points", "entries", "--month", "2025-01") if e["household"] == entry["household"]]
    assert [e["id"] for e in found["entries"]] == [e["id"] for e in own]
    told = village("objection", "file", "2025-01", entry["household"], "--reason", "又一件").out
    assert all(str(e["id"]) in told for e in own)
    assert file_(village, entry["household"], "--entry", str(entry["id"]))["entries"] == []


def test_an_objection_without_an_entry_is_decided_by_one_of_the_lines_or_one_more(village: Village) -> None:
    entry = recorded(village)
    for _ in range(2):
        file_(village, entry["household"])
    arguments = ("objection", "decide", "1", "--uphold", "--reason", "核实")
    error = village.json(*arguments, "--points", "1", "--category", entry["category"], code=3)["error"]
    assert (error["code"], [e["id"] for e in error["entries"]]) == ("entry-needed", [entry["id"]])
    assert f"jifen objection decide 1 --uphold --entry {entry['id']} --points 1" in error["message"]
    found = village.json(*arguments, "--entry", str(entry["id"]), "--points", "1")
    line = found["issued"][0]["lines"][0]
    assert (line["before"], line["after"]) == (entry["points"], "1")
    more = ("--extra", "--points", "2", "--category", entry["category"])
    found = village.json("objection", "decide", "2", "--uphold", "--reason", "核实", *more)
    line = found["issued"][0]["lines"][0]
    assert (line["before"], line["after"]) == ("1", "3")
    reply = village.json("objection", "reply", "2")["path"]
    values = [str(c.value) for row in openpyxl.load_workbook(reply).worksheets[0].iter_rows() for c in row]
    assert any("原1分，更正为3分" in value for value in values)


def test_the_reply_tells_of_both_cells_where_points_moved(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    village("objection", "decide", "1", "--uphold", "--points", "2", "--category", "环境卫生", "--reason", "记错类别")
    reply = village.json("objection", "reply", "1")["path"]
    values = [str(c.value) for row in openpyxl.load_workbook(reply).worksheets[0].iter_rows() for c in row]
    wanted = f"{entry['category']}原{entry['points']}分，更正为0分；环境卫生原0分，更正为2分"
    assert any(wanted in value for value in values)


def test_the_reply_names_the_line_that_was_chosen_at_the_decision_only(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"])
    village("objection", "decide", "1", "--uphold", "--entry", str(entry["id"]), "--reason", "重复记分")
    reply = village.json("objection", "reply", "1")["path"]
    rows = [[str(c.value) for c in row if c.value] for row in openpyxl.load_workbook(reply).worksheets[0].iter_rows()]
    (told,) = [row[1] for row in rows if row[:1] == ["涉及明细"]]
    assert told == entry["category"]


def test_an_objection_met_by_a_correction_is_ended_by_its_number(village: Village) -> None:
    entry = recorded(village)
    file_(village, entry["household"], "--entry", str(entry["id"]))
    correct = ("meeting", "correct", "2025-01", entry["household"], "--entry", str(entry["id"]))
    number = village.json(*correct, "--reason", "记错", "--yes")["number"]
    error = village.json("objection", "decide", "1", "--uphold", "--reason", "x", code=3)["error"]
    assert error["code"] == "entry-reversed"
    assert f"--document {number}" in error["message"]
    before = len(village.json("points", "entries"))
    typed = number.replace("〔", "[").replace("〕", "] ")
    found = village.json("objection", "decide", "1", "--uphold", "--document", typed, "--reason", "已更正")
    assert (found["status"], found["correction"], found["issued"]) == ("upheld", number, [])
    assert len(village.json("points", "entries")) == before
    reply = village.json("objection", "reply", "1")["path"]
    values = [str(c.value) for row in openpyxl.load_workbook(reply).worksheets[0].iter_rows() for c in row]
    assert any(f"原{entry['points']}分，更正为0分；已发布{number}" in value for value in values)


def test_only_a_correction_that_names_the_household_ends_an_objection(village: Village) -> None:
    entry = recorded(village)
    other = next(h["household"] for h in village.json("roster", "list") if h["household"] != entry["household"])
    correct = ("meeting", "correct", "2025-01", entry["household"], "--entry", str(entry["id"]))
    number = village.json(*correct, "--reason", "记错", "--yes")["number"]
    file_(village, other)
    decide = ("objection", "decide", "1", "--uphold", "--reason", "x", "--document")
    assert refused(village, *decide, number) == "document-no-answer"
    assert refused(village, *decide, "柳河村公示〔2025〕1号") == "document-no-answer"
    assert refused(village, *decide, "柳河村公示〔2025〕99号") == "document-unknown"
    assert refused(village, *decide, number, "--entry", str(entry["id"]), code=2) == "document-alone"


def test_points_of_a_month_of_the_list_are_corrected_by_the_entry_that_is_named(half_year: Village) -> None:
    published(half_year)
    best = half_year.json("board", "show", "2025H1")["red"][0]
    entry = half_year.json("points", "entries", "--household", best["household"], "--period", "2025H1")[0]
    assert entry["id"] in [e["id"] for e in file_(half_year, best["household"], period="2025H1")["entries"]]
    decide = ("objection", "decide", "1", "--uphold", "--reason", "重复记分", "--entry")
    elsewhere = half_year.json("points", "add", best["household"], "1", "--month", "2025-07", "--category",
                               "环境卫生", "--reason", "x")["entry"]  # fmt: skip
    assert refused(half_year, *decide, str(elsewhere["id"])) == "entry-elsewhere"
    assert refused(half_year, *decide, "999999") == "entry-unknown"
    found = half_year.json(*decide, str(entry["id"]))
    assert found["issued"][0]["lines"][0]["household"] == best["household"]


def test_whoever_filed_one_is_told_the_one_command_that_is_next_and_where_the_others_stand(village: Village) -> None:
    entry = recorded(village)
    said = village("objection", "file", "2025-01", entry["household"], "--reason", "记错了")
    lines = [line for line in (said.out + said.err).splitlines() if "jifen objection" in line]
    assert lines == [
        "先核查，再办结。成立的改一笔、取消一笔还是另加一笔，写法见 jifen objection decide --help 和使用手册“异议”。",
        "下一步：jifen objection decide 1 〈--uphold或--reject〉 --reason 〈核查结论〉",
    ]
    assert str(entry["id"]) in said.out
    listed = village("objection", "decide", "--help").out
    assert all(option in listed for option in ("--uphold", "--reject", "--entry", "--extra", "--points"))
