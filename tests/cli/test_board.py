"""The red and black list: drafted, decided by the meeting, published, changed in public."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from board_support import BLACK_LINE, cell, columns, draft, fill, published
from cli_support import Village, sheet_of

from jifen.domain.board import lawful_ends
from jifen.domain.documents.published import canonical, check_code
from jifen.errors import JifenError
from jifen.printing.engine.fonts import find_fonts


def refused(village: Village, *arguments: str | Path, exit_code: int = 3) -> str:
    before = village.operations()
    found = village.json(*arguments, code=exit_code)
    assert village.operations() == before
    code: str = found["error"]["code"]
    assert found["error"]["message"] != code
    return code


def issues(village: Village, workbook: Path) -> list[tuple[str, str, str]]:
    before = village.operations()
    found = village.json("board", "review", "2025H1", workbook, code=4)
    assert found["ok"] is False
    assert village.operations() == before
    return [(issue["code"], issue["sheet"], issue["cell"]) for issue in found["issues"]]


def texts(path: str | Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def test_the_red_list_is_the_best_fifth_with_all_who_tie(half_year: Village) -> None:
    told = half_year.json("board", "draft", "2025H1")
    ranks = half_year.json("points", "rank", "--period", "2025H1")
    place = -(-len(ranks) * 20 // 100)
    edge = Decimal(ranks[place - 1]["points"])
    wanted = [r["household"] for r in ranks if Decimal(r["points"]) >= edge]
    shown = half_year.json("board", "show", "2025H1")
    assert shown["status"] == "draft"
    assert [line["household"] for line in shown["red"]] == wanted
    assert shown["ranked"] == len(ranks) == told["ranked"]
    assert shown["black"] == []
    assert all(line["reason"] for line in shown["red"])


def test_the_review_workbook_proposes_red_lines_and_leaves_black_ones_open(half_year: Village) -> None:
    book = openpyxl.load_workbook(draft(half_year))
    for name, wanted in (("红榜", {"上榜"}), ("黑榜", {None})):
        sheet = book[name]
        top, at = columns(sheet)
        rows = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, at["户编号"]).value]
        assert {sheet.cell(row, at["决定"]).value for row in rows} == wanted


def test_a_list_goes_from_the_draft_to_the_wall(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    shown = half_year.json("board", "show", "2025H1")
    assert (shown["status"], shown["number"], shown["code"]) == ("published", issued["number"], issued["code"])
    assert (shown["notice_from"], shown["notice_to"]) == ("2025-07-16", "2025-07-22")
    assert shown["black"] == [
        {
            "household": "09-08",
            "head": shown["black"][0]["head"],
            "grid": "9",
            "points": shown["black"][0]["points"],
            "article": BLACK_LINE["条款"],
            "fact": BLACK_LINE["事实"],
            "told_on": "2025-07-01",
            "deadline": "2025-07-10",
            "outcome": "未整改",
            "until": "2026-01-16",
        }
    ]
    on_paper = texts(issued["path"])
    assert any(issued["code"] in text for text in on_paper)
    assert any(BLACK_LINE["事实"] in text for text in on_paper)
    assert len(issued["paths"]) == 3
    head = half_year.sql("SELECT json_extract(content, '$.chain') FROM document WHERE kind = 'board'")[0][0]
    assert half_year.json("verify", "--code", issued["code"]) == {
        "ok": True,
        "document": {
            "kind": "board",
            "period": "2025H1",
            "number": issued["number"],
            "status": "current",
            "head": head,
            "totals": {
                "red": str(len(shown["red"])),
                "black": "1",
                "ranked": str(shown["ranked"]),
            },
            "black": [
                {
                    "household": shown["black"][0]["household"],
                    "head": shown["black"][0]["head"],
                    "points": shown["black"][0]["points"],
                    "until": "2026-01-16",
                }
            ],
        },
        "later": [],
    }


def test_the_same_draft_again_keeps_the_review(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    before = half_year.operations()
    draft(half_year)
    assert half_year.operations() == before
    assert half_year.json("board", "show", "2025H1")["reviewed"] is True


def test_the_print_before_publication_bears_neither_number_nor_code(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    before = half_year.operations()
    found = half_year.json("board", "notice", "2025H1", "--list", "red")
    assert (found["number"], found["code"]) == (None, None)
    assert "送审稿" in Path(found["path"]).name
    assert any("送审稿" in text for text in texts(found["path"]))
    assert half_year.operations() == before


def test_an_empty_black_list_says_so_on_paper(half_year: Village) -> None:
    published(half_year)
    assert half_year.json("board", "show", "2025H1")["black"] == []
    found = half_year.json("board", "notice", "2025H1", "--list", "black", "-o", "黑.xlsx")
    assert any("本期无" in text for text in texts(found["path"]))


def test_what_the_meeting_strikes_or_holds_is_not_listed_and_its_words_are(half_year: Village) -> None:
    workbook = draft(half_year)
    candidates = [line["household"] for line in half_year.json("board", "show", "2025H1")["red"]]
    held, struck, blank, reworded, emptied = candidates[:5]

    def change(book: Any) -> None:
        cell(book, "红榜", held, "决定").value = "暂缓"
        cell(book, "红榜", struck, "决定").value = "不上榜"
        cell(book, "红榜", blank, "决定").value = None
        cell(book, "红榜", reworded, "理由").value = "带头修路"
        cell(book, "红榜", emptied, "理由").value = None

    half_year("board", "review", "2025H1", fill(half_year, workbook, change=change))
    half_year("board", "publish", "2025H1", "--yes")
    reasons = {line["household"]: line["reason"] for line in half_year.json("board", "show", "2025H1")["red"]}
    assert list(reasons) == candidates[3:]
    assert reasons[reworded] == "带头修路"
    assert reasons[emptied] and not re.search(r"\d", reasons[emptied])


# --- refusals ------------------------------------------------------------------------------------------------------


def test_a_single_month_has_no_list(half_year: Village) -> None:
    assert refused(half_year, "board", "draft", "2025-06") == "board-period"


def test_a_period_that_is_not_over_is_refused(half_year: Village) -> None:
    half_year.today("2025-06-30")
    assert refused(half_year, "board", "draft", "2025H1") == "period-not-over"


def test_a_month_still_open_is_named_and_refused(village: Village) -> None:
    village.today("2025-07-15")
    village("meeting", "import", sheet_of(village, 2), "--yes")
    found = village.json("board", "draft", "2025H1", "--allow-missing", code=3)
    assert found["error"]["code"] == "months-open"
    assert "2025-02" in found["error"]["message"]


def test_missing_months_are_named_and_need_a_word(half_year: Village) -> None:
    half_year.today("2026-01-15")
    found = half_year.json("board", "draft", "2025", code=3)
    assert found["error"]["code"] == "months-missing"
    assert "2025-07" in found["error"]["message"]
    told = half_year.json("board", "draft", "2025", "--allow-missing")
    assert told["missing"] == [f"2025-{month:02d}" for month in range(7, 13)]


def test_nothing_is_published_without_draft_review_and_every_black_decision(half_year: Village) -> None:
    assert refused(half_year, "board", "publish", "2025H1", "--yes") == "board-not-drafted"
    assert refused(half_year, "board", "show", "2025H1") == "board-not-drafted"
    workbook = draft(half_year)
    assert refused(half_year, "board", "publish", "2025H1", "--yes") == "board-not-reviewed"
    assert refused(half_year, "board", "notice", "2025H1") == "board-not-reviewed"
    asked = half_year.json("board", "show", "2025H1")["candidates"]
    assert asked, "the sample village has black candidates"

    def change(book: Any) -> None:
        cell(book, "黑榜", asked[0]["household"], "决定").value = None

    told = half_year.json("board", "review", "2025H1", fill(half_year, workbook, change=change))
    assert told["undecided"] == [asked[0]["household"]]
    found = half_year.json("board", "publish", "2025H1", "--yes", code=3)
    assert found["error"]["code"] == "board-undecided"
    assert asked[0]["household"] in found["error"]["message"]


def test_publishing_twice_is_refused_and_so_is_drafting_again(half_year: Village) -> None:
    published(half_year)
    assert refused(half_year, "board", "publish", "2025H1", "--yes") == "board-published"
    assert refused(half_year, "board", "draft", "2025H1", "--force") == "board-published"


def test_publishing_asks_and_nothing_waits_where_nobody_can_answer(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    assert refused(half_year, "board", "publish", "2025H1") == "confirmation-needed"


def test_the_preview_shows_each_reason_of_the_red_list_as_it_will_hang(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    red = half_year.json("board", "show", "2025H1")["red"]
    told = half_year("board", "publish", "2025H1", "--dry-run").err.splitlines()
    for line in red:
        assert f"  红榜 {line['household']} {line['head']}（{line['points']}分）：{line['reason']}" in told


def test_a_dry_run_publishes_nothing_and_writes_no_file(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    before = half_year.operations()
    found = half_year.json("board", "publish", "2025H1", "--dry-run")
    assert (found["ok"], found["applied"]) == (True, False)
    assert half_year.operations() == before
    assert not Path(found["path"]).exists()


def test_a_period_that_changed_since_the_draft_is_refused_naming_the_household(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    first = half_year.json("board", "show", "2025H1")["red"][0]["household"]
    entry = half_year.json("points", "entries", "--household", first, "--period", "2025H1")[0]
    half_year("meeting", "correct", entry["month"], first, "--entry", str(entry["id"]), "--reason", "重复", "--yes")
    found = half_year.json("board", "publish", "2025H1", "--yes", code=3)
    assert found["error"]["code"] == "board-changed"
    assert first in found["error"]["message"]


def test_a_veto_after_the_draft_stops_publication_naming_the_household(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    first = half_year.json("board", "show", "2025H1")["red"][0]["household"]
    half_year("veto", "add", first, "--ground", "违法", "--document", "决定书3号", "--from", "2025-06-01")
    found = half_year.json("board", "publish", "2025H1", "--yes", code=3)
    assert found["error"]["code"] == "board-changed"
    assert first in found["error"]["message"]


def test_a_setting_changed_after_the_draft_stops_publication(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    half_year("settings", "set", "red", "top:5")
    assert refused(half_year, "board", "publish", "2025H1", "--yes") == "board-changed"


def test_a_place_that_is_taken_is_refused_before_anything_is_published(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    taken = half_year.folder / "榜.xlsx"
    taken.write_bytes(b"mine")
    assert refused(half_year, "board", "publish", "2025H1", "--yes", "-o", taken) == "file-exists"
    assert taken.read_bytes() == b"mine"


# --- the review's cells --------------------------------------------------------------------------------------------


def test_words_that_are_no_decision_are_named_at_their_cells(half_year: Village) -> None:
    workbook = draft(half_year)
    red = half_year.json("board", "show", "2025H1")["red"][0]["household"]
    places: list[str] = []

    def change(book: Any) -> None:
        for sheet, code, column, word in (
            ("红榜", red, "决定", "同意"),
            ("黑榜", "09-08", "决定", "上"),
            ("黑榜", "04-02", "复查结果", "差不多"),
        ):
            found = cell(book, sheet, code, column)
            found.value = word
            places.append(found.coordinate)

    found = issues(half_year, fill(half_year, workbook, ("09-08", "04-02"), change))
    sheets = ("红榜", "黑榜", "黑榜")
    assert sorted(found) == sorted(("decision-unclear", s, p) for s, p in zip(sheets, places, strict=True))


@pytest.mark.parametrize("column", ["条款", "事实", "告知日期", "整改期限", "复查结果"])
def test_a_black_line_needs_all_its_columns(half_year: Village, column: str) -> None:
    places: list[str] = []

    def change(book: Any) -> None:
        found = cell(book, "黑榜", "09-08", column)
        found.value = None
        places.append(found.coordinate)

    assert issues(half_year, fill(half_year, draft(half_year), ("09-08",), change)) == [
        ("field-missing", "黑榜", places[0])
    ]


@pytest.mark.parametrize(
    ("column", "value", "code", "at"),
    [
        ("整改期限", "2025-06-20", "date-order", "整改期限"),
        ("整改期限", "2025-07-15", "date-order", "整改期限"),
        ("发生日期", "2025-07-02", "date-order", "告知日期"),
        ("告知日期", "2025-02-30", "date-invalid", "告知日期"),
        ("复查结果", "已整改", "decision-unclear", "复查结果"),
        ("事实", "此人是村里有名的懒汉", "text-forbidden", "事实"),
        ("事实", "其子在路口堆放垃圾", "text-forbidden", "事实"),
        ("户编号", "99-99", "household-unknown", "户编号"),
        ("户主", "王麻子", "household-mismatch", "户主"),
    ],
)
def test_what_is_wrong_with_a_black_line_stands_at_its_cell(
    half_year: Village, column: str, value: str, code: str, at: str
) -> None:
    places: list[str] = []

    def change(book: Any) -> None:
        places.append(cell(book, "黑榜", "09-08", at).coordinate)
        cell(book, "黑榜", "09-08", column).value = value

    assert issues(half_year, fill(half_year, draft(half_year), ("09-08",), change)) == [(code, "黑榜", places[0])]


def test_a_word_the_meeting_lets_through_is_no_issue_and_hangs_with_the_list(half_year: Village) -> None:
    half_year("settings", "set", "allow-abusive-word", "yes")
    fact = "2025年6月3日骂邻居懒汉"

    def change(book: Any) -> None:
        cell(book, "黑榜", "09-08", "事实").value = fact

    workbook = fill(half_year, draft(half_year), ("09-08",), change)
    review = ("board", "review", "2025H1", workbook)
    refused_ = half_year(*review, code=4).err
    assert "--allow-text abusive-word --reason" in refused_
    half_year(*review, "--allow-text", "abusive-word", "--reason", "原话，当事人认可")
    issued = half_year.json("board", "publish", "2025H1", "--yes")
    assert half_year.json("board", "show", "2025H1")["black"][0]["fact"] == fact
    assert half_year.json("verify", "--code", half_year.json("board", "show", "2025H1")["code"])["ok"] is True
    half_year("meeting", "record", "2025-06", "--held-on", "2025-06-28")
    shown = texts(half_year.json("meeting", "minutes", "2025-06")["path"])
    assert any(fact in text for text in shown)
    assert any("原话，当事人认可" in text for text in shown)
    assert half_year.json("board", "notice", "2025H1", "--force")["path"] in issued["paths"]


@pytest.mark.parametrize(
    ("rule", "day", "fact", "printed"),
    [
        ("乱倒垃圾、污水", date(2025, 6, 3), "两桶，在渠边", "2025年6月3日，乱倒垃圾、污水（HJ09）：两桶，在渠边"),
        ("乱倒垃圾、污水", date(2025, 6, 3), "在渠边倒垃圾两桶", "2025年6月3日，在渠边倒垃圾两桶"),
        ("乱倒垃圾、污水", date(2025, 6, 3), "6月3日在渠边倒了两桶", "6月3日在渠边倒了两桶"),
        ("乱倒垃圾、污水", None, "两桶，在渠边", "乱倒垃圾、污水（HJ09）：两桶，在渠边"),
        ("村规民约第8条", date(2025, 6, 3), "堵了水渠", "2025年6月3日，堵了水渠"),
    ],
)
def test_what_a_black_line_says_is_composed_and_the_meeting_only_adds(
    half_year: Village, rule: str, day: date | None, fact: str, printed: str
) -> None:
    def change(book: Any) -> None:
        for column, value in (("条款", rule), ("发生日期", day), ("事实", fact)):
            cell(book, "黑榜", "09-08", column).value = value

    half_year("board", "review", "2025H1", fill(half_year, draft(half_year), ("09-08",), change))
    issued = half_year.json("board", "publish", "2025H1", "--yes")
    assert half_year.json("board", "show", "2025H1")["black"][0]["fact"] == printed
    assert half_year.json("verify", "--code", issued["code"])["ok"] is True


@pytest.mark.parametrize(
    ("fact", "agrees"),
    [
        ("2025年6月在渠边倒了两桶", True),
        ("5月8日和6月3日各倒两桶", True),
        ("2025年5月在渠边倒了两桶", False),
        ("6月30日在渠边倒了两桶", False),
    ],
)
def test_the_day_beside_a_fact_is_one_of_which_the_fact_speaks(half_year: Village, fact: str, agrees: bool) -> None:
    def change(book: Any) -> None:
        for column, value in (("发生日期", date(2025, 6, 3)), ("事实", fact)):
            cell(book, "黑榜", "09-08", column).value = value

    filled = fill(half_year, draft(half_year), ("09-08",), change)
    told = half_year.json("board", "review", "2025H1", filled, code=0 if agrees else 4)
    assert [issue["code"] for issue in told["issues"]] == ([] if agrees else ["date-invalid"])


def test_a_draft_ends_black_lines_on_the_day_on_which_the_list_of_today_ends_them(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year), ("09-08",)))
    half_year("board", "notice", "2025H1", "--list", "black", "-o", "送审稿.xlsx")
    half_year("board", "publish", "2025H1", "--yes")
    until = date.fromisoformat(half_year.json("board", "show", "2025H1")["black"][0]["until"])
    page = openpyxl.load_workbook(half_year.folder / "送审稿.xlsx").worksheets[0]
    printed = [str(cell).replace("\n", "") for row in page.values for cell in row if cell]
    assert f"{until.year}年{until.month}月{until.day}日" in printed


def with_place(village: Village, place: str) -> Path:
    """A review whose black line has rule, day, place and words of its own."""

    def change(book: Any) -> None:
        day = date(2025, 6, 3)
        for column, value in (("条款", "乱倒垃圾、污水"), ("发生日期", day), ("地点", place), ("事实", "两桶")):
            cell(book, "黑榜", "09-08", column).value = value

    return fill(village, draft(village), ("09-08",), change)


def test_a_corrected_black_line_keeps_day_place_and_rule_and_the_new_text_only_adds(half_year: Village) -> None:
    half_year("board", "review", "2025H1", with_place(half_year, "村东水渠边"))
    half_year("board", "publish", "2025H1", "--yes")
    printed = "2025年6月3日，村东水渠边，乱倒垃圾、污水（HJ09）：两桶"
    assert half_year.json("board", "show", "2025H1")["black"][0]["fact"] == printed
    arguments = ("board", "correct", "2025H1", "09-08", "--list", "black", "--reason", "数量有误", "--reason-text")
    told = half_year.json(*arguments, "一桶")
    assert told["changes"][0]["before"] == printed
    assert told["changes"][0]["after"] == "2025年6月3日，村东水渠边，乱倒垃圾、污水（HJ09）：一桶"
    assert refused(half_year, *arguments, "懒汉") == "guard-refused"
    assert refused(half_year, *arguments, "一桶") == "nothing-changes"
    file_objection = ("objection", "file", "2025H1", "09-08", "--reason", "数量不对")
    half_year(*file_objection)
    upheld = ("objection", "decide", "1", "--uphold", "--reason", "数量有误", "--reason-text")
    assert half_year.json(*upheld, " ", code=2)["error"]["code"] == "text-missing"
    half_year(*upheld, "半桶")
    fact = half_year.json("board", "show", "2025H1")["black"][0]["fact"]
    assert fact == "2025年6月3日，村东水渠边，乱倒垃圾、污水（HJ09）：半桶"
    assert half_year.json("verify")["ok"] is True


def test_the_place_of_a_black_line_is_guarded_as_its_fact_is(half_year: Village) -> None:
    found = issues(half_year, with_place(half_year, "懒汉家门口"))
    assert [i[:2] for i in found] == [("text-forbidden", "黑榜")]


def test_a_household_on_both_lists_or_twice_on_one_is_named(half_year: Village) -> None:
    workbook = draft(half_year)
    best = half_year.json("board", "show", "2025H1")["red"][0]["household"]
    assert [i[:2] for i in issues(half_year, fill(half_year, workbook, (best,)))] == [("row-repeated", "黑榜")]

    def twice(book: Any) -> None:
        sheet = book["黑榜"]
        _, at = columns(sheet)
        row = cell(book, "黑榜", "09-08", "户编号").row
        for column in range(1, len(at) + 1):
            sheet.cell(sheet.max_row if column > 1 else sheet.max_row + 1, column).value = sheet.cell(row, column).value

    assert [i[:2] for i in issues(half_year, fill(half_year, workbook, ("09-08",), twice))] == [
        ("row-repeated", "黑榜")
    ]


def test_rows_may_be_added_on_black_but_not_on_red(half_year: Village) -> None:
    workbook = draft(half_year)
    shown = half_year.json("board", "show", "2025H1")
    known = {line["household"] for line in (*shown["red"], *shown["candidates"])}
    other = next(h["household"] for h in half_year.json("roster", "list") if h["household"] not in known)

    def change(book: Any) -> None:
        sheet = book["红榜"]
        _, at = columns(sheet)
        row = sheet.max_row + 1
        sheet.cell(row, at["户编号"]).value = other
        sheet.cell(row, at["决定"]).value = "上榜"

    assert [i[0] for i in issues(half_year, fill(half_year, workbook, (), change))] == ["candidate-unknown"]
    told = half_year.json("board", "review", "2025H1", fill(half_year, workbook, (other,)))
    assert told["black"] == 1


def test_a_household_that_left_cannot_come_on_the_black_list(half_year: Village) -> None:
    gone = next(
        h["household"] for h in half_year.json("roster", "list") if h["status"] in ("left", "suspended", "closed")
    )
    assert [i[0] for i in issues(half_year, fill(half_year, draft(half_year), (gone,)))] == ["household-inactive"]


def test_a_workbook_without_the_sheets_is_named(half_year: Village) -> None:
    book = openpyxl.load_workbook(draft(half_year))
    book["黑榜"].title = "别的"
    book.save("别的.xlsx")
    found = half_year.json("board", "review", "2025H1", "别的.xlsx", code=4)
    assert [i["code"] for i in found["issues"]] == ["table-not-found"]
    (half_year.folder / "空.xlsx").write_bytes(b"")
    assert half_year.json("board", "review", "2025H1", "空.xlsx", code=4)["issues"][0]["code"] == "file-empty"
    (half_year.folder / "坏.xlsx").write_bytes(b"%PDF-1.7")
    assert half_year.json("board", "review", "2025H1", "坏.xlsx", code=4)["issues"][0]["code"] == "file-unreadable"


# --- after publication ---------------------------------------------------------------------------------------------


def test_a_corrected_entry_shows_behind_the_code_of_the_list(half_year: Village) -> None:
    issued = published(half_year)
    first = half_year.json("board", "show", "2025H1")["red"][0]
    entry = half_year.json("points", "entries", "--household", first["household"], "--period", "2025H1")[0]
    half_year(
        *("meeting", "correct", entry["month"], first["household"], "--entry", str(entry["id"])),
        *("--reason", "重复", "--yes"),
    )
    proof = half_year.json("verify", "--code", issued["code"])
    now = Decimal(first["points"]) - Decimal(entry["points"])
    assert proof["ok"] is True
    assert [(x["household"], x["printed"], Decimal(x["now"])) for x in proof["later"]] == [
        (first["household"], first["points"], now)
    ]


def test_a_line_taken_off_is_a_document_and_the_next_print_is_the_current_list(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    assert half_year.json("board", "notice", "2025H1", "--force")["code"] == issued["code"]
    first = half_year.json("board", "show", "2025H1")["red"][0]["household"]
    arguments = ("board", "correct", "2025H1", first, "--list", "red", "--remove", "--reason", "积分有误")
    told = half_year.json(*arguments)
    assert told["corrects"] == issued["number"]
    assert [c["change"] for c in told["changes"]] == ["removed"]
    shown = half_year.json("board", "show", "2025H1")
    assert shown["status"] == "corrected"
    assert first not in [line["household"] for line in shown["red"]]
    current = half_year.json("board", "notice", "2025H1")
    assert current["current"] is True
    assert current["code"] not in (issued["code"], told["code"])
    assert any("现行" in text for text in texts(current["path"]))
    assert half_year.json("board", "notice", "2025H1", "--force")["code"] == current["code"]
    assert half_year.json("verify", "--code", current["code"])["ok"] is True
    proof = half_year.json("verify", "--code", issued["code"])
    assert (proof["ok"], proof["document"]["status"]) == (True, "corrected")
    assert proof["later"][0]["now"] == "removed"
    assert refused(half_year, *arguments) == "board-line-missing"


def test_a_text_corrected_on_the_list_is_told_before_and_after(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    new = "2025年6月3日在村西堆放垃圾"
    arguments = ("board", "correct", "2025H1", "09-08", "--list", "black", "--reason-text", new, "--reason", "地点有误")
    told = half_year.json(*arguments)
    assert (told["changes"][0]["before"], told["changes"][0]["after"]) == (BLACK_LINE["事实"], new)
    assert half_year.json("board", "show", "2025H1")["black"][0]["fact"] == new
    proof = half_year.json("verify", "--code", issued["code"])
    assert proof["later"] == [{"household": "09-08", "printed": BLACK_LINE["事实"], "now": new}]
    assert f"现为“{new}”" in half_year("verify", "--code", issued["code"]).out
    assert refused(half_year, *arguments) == "nothing-changes"


def test_a_black_line_put_right_is_taken_off_and_its_fact_is_not_posted_again(half_year: Village) -> None:
    published(half_year, "09-08")
    told = half_year.json("board", "delist", "2025H1", "09-08", "--reason", "已清理，经复查")
    assert told["changes"][0]["change"] == "delisted"
    assert BLACK_LINE["事实"] not in texts(told["path"])
    assert half_year.json("board", "show", "2025H1")["black"] == []
    assert refused(half_year, "board", "delist", "2025H1", "09-08", "--reason", "再来") == "board-line-missing"


def test_after_half_a_year_a_black_line_is_gone_by_itself(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    half_year.today("2026-01-16")
    assert half_year.json("board", "notice", "2025H1", "--force")["code"] == issued["code"]
    half_year.today("2026-01-17")
    current = half_year.json("board", "notice", "2025H1", "--list", "black")
    assert current["current"] is True
    assert any("本期无" in text for text in texts(current["path"]))


def test_a_list_whose_black_lines_end_a_day_earlier_by_the_rule_of_version_0_1_is_still_proved(
    half_year: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("jifen.services.board.content.half_year_from", lambda first: lawful_ends(first)[1])
        issued = published.__wrapped__(half_year, "09-08")
    assert half_year.json("board", "show", "2025H1")["black"][0]["until"] == "2026-01-15"
    half_year.today("2025-07-20")
    assert half_year.json("verify", "--code", issued["code"])["ok"] is True


def test_corrections_need_a_reason_a_line_and_one_thing_to_do(half_year: Village) -> None:
    assert refused(half_year, "board", "delist", "2025H1", "09-08", "--reason", "好了") == "board-not-published"
    published(half_year, "09-08")
    base = ("board", "correct", "2025H1", "09-08", "--reason", "有误")
    assert half_year.json(*base, "--list", "black", code=2)["error"]["code"] == "remove-or-text"
    assert half_year.json(*base, "--list", "blue", "--remove", code=2)["error"]["code"] == "list-unknown"
    assert half_year.json(*base, "--list", "black", "--reason-text", " ", code=2)["error"]["code"] == "text-missing"
    assert refused(half_year, *base, "--list", "red", "--remove") == "board-line-missing"
    blank = ("board", "correct", "2025H1", "09-08", "--list", "black", "--remove", "--reason", " ")
    assert refused(half_year, *blank, exit_code=2) == "reason-missing"
    wrong = ("board", "correct", "2025H1", "09-08", "--list", "black", "--reason-text", "懒汉", "--reason", "改")
    assert refused(half_year, *wrong) == "guard-refused"


def test_a_household_with_a_black_line_in_force_is_not_on_the_next_red_list(half_year: Village) -> None:
    best = half_year.json("points", "rank", "--period", "2025H1")[0]["household"]

    def change(book: Any) -> None:
        cell(book, "红榜", best, "决定").value = "不上榜"

    half_year("board", "review", "2025H1", fill(half_year, draft(half_year), (best,), change))
    half_year("board", "publish", "2025H1", "--yes")
    half_year.today("2026-01-10")
    half_year("points", "add", best, "20", "--month", "2025-12", "--category", "环境卫生", "--reason", "评议")
    half_year("meeting", "publish", "2025-12", "--from", "2026-01-01", "--yes")
    half_year("meeting", "finalize", "2025-12", "--yes")
    half_year("board", "draft", "2025H2", "--allow-missing")
    shown = half_year.json("board", "show", "2025H2")
    assert best not in [line["household"] for line in shown["red"]]
    assert shown["left_out"]["black"] == 1
    half_year.today("2026-01-20")
    half_year("board", "draft", "2025H2", "--allow-missing", "--force")
    line = half_year.json("board", "show", "2025H2")["red"][0]
    assert (line["household"], line["history"]) == (best, "由黑转红")


def test_lists_in_a_row_are_told_in_the_draft_and_on_the_list(half_year: Village) -> None:
    published(half_year)
    best = half_year.json("board", "show", "2025H1")["red"][0]["household"]
    half_year.today("2026-01-10")
    half_year("points", "add", best, "20", "--month", "2025-12", "--category", "环境卫生", "--reason", "评议")
    half_year("meeting", "publish", "2025-12", "--from", "2026-01-01", "--yes")
    half_year("meeting", "finalize", "2025-12", "--yes")
    half_year("board", "draft", "2025H2", "--allow-missing", "-o", "下半年.xlsx")
    assert "连续两次红榜" in texts("下半年.xlsx")
    assert half_year.json("board", "show", "2025H2")["missing"] == [f"2025-{month:02d}" for month in range(7, 12)]


@pytest.mark.parametrize("option", ["--large", "--mask"])
def test_other_versions_go_into_files_of_their_own(half_year: Village, option: str) -> None:
    issued = published(half_year, "09-08")
    found = half_year.json("board", "notice", "2025H1", "--list", "red", option)
    assert found["path"] not in issued["paths"]
    head = half_year.json("board", "show", "2025H1")["red"][0]["head"]
    assert (head in texts(found["path"])) is (option == "--large")


def test_a_reading_copy_comes_with_the_notice(half_year: Village) -> None:
    published(half_year, "09-08")
    found = half_year.json("board", "notice", "2025H1", "--speech", "-o", "榜.xlsx")
    spoken = Path(found["paths"][1]).read_text("utf-8-sig")
    assert BLACK_LINE["事实"] in spoken
    assert half_year.json("board", "show", "2025H1")["red"][0]["reason"] in spoken
    told = half_year.json("board", "notice", "2025H1", "--speech", "--list", "red", code=2)
    assert told["error"]["code"] == "speech-reads-both"


def test_pdf_and_pictures_come_without_an_office_program(half_year: Village) -> None:
    try:
        find_fonts([])
    except JifenError:
        pytest.skip("this machine has no Chinese font")
    published(half_year, "09-08")
    found = half_year.json("board", "notice", "2025H1", "--list", "black", "--pdf", "--png", "-o", "榜.pdf")
    data = {Path(path).suffix: Path(path).read_bytes()[:4] for path in found["paths"]}
    assert data == {".pdf": b"%PDF", ".png": b"\x89PNG"}
    assert Path(found["path"]).name == "榜.pdf"


def test_paper_that_nobody_has_is_refused(half_year: Village) -> None:
    published(half_year)
    found = half_year.json("board", "notice", "2025H1", "--paper", "B5", code=2)
    assert found["error"]["code"] == "paper-unknown"


def test_the_same_list_printed_again_has_the_same_bytes(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    again = half_year.json("board", "notice", "2025H1", "-o", "又一份.xlsx")
    assert Path(again["path"]).read_bytes() == Path(issued["path"]).read_bytes()


KILLED = """
import os, sys
import jifen.store.boards
from jifen.cli.main import run
jifen.store.boards.add_lines = lambda *_: os._exit(9)
run(sys.argv[1:])
"""


def test_a_run_killed_while_publishing_leaves_no_trace(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    before = half_year.operations()
    done = subprocess.run([sys.executable, "-c", KILLED, "board", "publish", "2025H1", "--yes"], check=False)
    assert done.returncode == 9
    assert half_year.operations() == before
    assert half_year.sql("SELECT count(*) FROM document WHERE kind = 'board'") == [(0,)]
    assert half_year.json("board", "publish", "2025H1", "--yes")["ok"] is True


def test_the_lines_of_a_list_cannot_be_rewritten(half_year: Village) -> None:
    published(half_year, "09-08")
    with closing(sqlite3.connect(half_year.book)) as connection:
        for statement in (
            "UPDATE board_line SET content = '{}'",
            "DELETE FROM board_line",
            "INSERT OR REPLACE INTO board_line SELECT * FROM board_line",
            "DELETE FROM board_draft",
            "DELETE FROM board_review",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_the_draft_keeps_what_it_saw_as_json(half_year: Village) -> None:
    draft(half_year)
    kept = json.loads(half_year.sql("SELECT content FROM board_draft")[0][0])
    assert set(kept) == {"review", "scores"}
    assert len(kept["scores"]) == len(half_year.json("roster", "list"))


def test_a_broken_template_is_told_before_anything_is_published(half_year: Village) -> None:
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    own = half_year.folder / "模板"
    own.mkdir()
    (own / "红榜.xlsx").write_bytes(b"no workbook")
    assert refused(half_year, "board", "publish", "2025H1", "--yes") == "template-unreadable"
    assert half_year.sql("SELECT count(*) FROM document WHERE kind = 'board'") == [(0,)]
    (own / "红榜.xlsx").unlink()
    assert half_year.json("board", "publish", "2025H1", "--yes")["number"] == "柳河村公示〔2025〕7号"


def test_a_list_of_an_earlier_version_with_who_ties_in_another_order_still_proves(half_year: Village) -> None:
    published(half_year)
    ((content,),) = half_year.sql("SELECT content FROM document WHERE kind = 'board'")
    old = json.loads(content)
    at = next(n for n, line in enumerate(old["red"][:-1]) if line["rank"] == old["red"][n + 1]["rank"])
    old["red"][at : at + 2] = reversed(old["red"][at : at + 2])
    code = check_code(old)
    with closing(sqlite3.connect(half_year.book)) as book, book:
        ((trigger,),) = book.execute("SELECT sql FROM sqlite_master WHERE name = 'document_no_update'").fetchall()
        book.execute("DROP TRIGGER document_no_update")
        book.execute("UPDATE document SET content = ?, code = ? WHERE kind = 'board'", (canonical(old), code))
        book.execute(trigger)
    assert half_year.json("verify", "--code", code)["ok"] is True


def test_a_list_whose_black_lines_have_run_out_must_come_down(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    until = half_year.json("board", "show", "2025H1")["black"][0]["until"]
    half_year.today(until)
    assert half_year.json("verify", "--code", issued["code"])["document"]["status"] == "current"
    half_year.today("2026-03-01")
    proof = half_year.json("verify", "--code", issued["code"])
    assert (proof["ok"], proof["document"]["status"]) == (True, "expired")
    told = half_year("verify", "--code", issued["code"]).out
    assert "09-08" in told
    assert until in told
    assert "揭下" in told
    assert "jifen board notice 2025H1" in told


def test_a_black_line_that_was_taken_off_before_has_not_run_out(half_year: Village) -> None:
    issued = published(half_year, "09-08")
    half_year("board", "delist", "2025H1", "09-08", "--reason", "已清理", "--yes")
    half_year.today("2026-03-01")
    assert half_year.json("verify", "--code", issued["code"])["document"]["status"] == "corrected"
