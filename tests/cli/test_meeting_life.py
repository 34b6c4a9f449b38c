"""A month's life: recorded, published, final or voided; its files, its record, its notices and corrections."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village, remembered, sheet_of
from sheet_support import table, wide

JULY = "2025年7月"
MONTH_KEYS = (
    *("month", "held_on", "status", "revision", "households", "entries", "points", "notice_from", "notice_to"),
    *("number", "code"),
)


def sheet(village: Village, name: str, *rows: Sequence[object], month: str = JULY, held: str | None = None) -> Path:
    return wide(village.folder / f"{name}.xlsx", {month: rows}, held=held)


@remembered
def july(village: Village, *rows: Sequence[object], held: str | None = "2025-07-20") -> None:
    village("meeting", "import", sheet(village, "七月", *(rows or [("01-01", 5, None)]), held=held), "--yes")


@remembered
def published(village: Village, *options: str) -> dict[str, object]:
    july(village)
    found: dict[str, object] = village.json("meeting", "publish", "2025-07", "--yes", *options)
    return found


def code(village: Village, *arguments: str | Path, exit_code: int = 3) -> str:
    """The code of a refusal that leaves the book as it was."""
    before = village.book.read_bytes()
    found: str = village.json(*arguments, code=exit_code)["error"]["code"]
    assert village.book.read_bytes() == before
    return found


def lines(village: Village, month: str = "2025-07") -> list[tuple[str, str, str]]:
    """Household, category and points of what counts, of one month."""
    entries = village.json("points", "entries", "--month", month)
    gone = {e["reverses"] for e in entries}
    left = [e for e in entries if e["id"] not in gone and e["kind"] != "reversal"]
    return sorted((e["household"], e["category"], e["points"]) for e in left)


def cells(path: object) -> list[str]:
    page = openpyxl.load_workbook(str(path)).active
    assert page is not None
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


# the meeting itself


def test_what_is_recorded_of_a_meeting_stands_in_its_minutes(village: Village) -> None:
    july(village, ("01-01", 5, None), ("01-02", None, -2))
    village(
        *("meeting", "record", "2025年7月", "--place", "村部二楼", "--chair", "周书记", "--recorder", "小吴"),
        *("--expected", "12", "--present", "9", "--panel", "甲一、乙二 丙三", "--supervisor", "丁四"),
        *("--recuse", "01-01=林雪梅", "--note", "下月查卫生", "--note", "补发通知"),
    )
    facts = village.json("meeting", "show", "2025-07")["facts"]
    assert facts["place"] == ["村部二楼"]
    assert (facts["expected"], facts["present"], facts["note"]) == (["12"], ["9"], ["下月查卫生", "补发通知"])
    text = "\n".join(cells(village.json("meeting", "minutes", "2025-07")["path"]))
    for told in (
        "村部二楼",
        "周书记",
        "小吴",
        "甲一",
        "乙二",
        "丙三",
        "丁四",
        "下月查卫生",
        "补发通知",
        "林雪梅",
        "郭红霞",
    ):
        assert told in text
    assert "12" in text
    assert "9" in text


def test_a_later_fact_holds_and_the_earlier_one_stays_in_the_book(village: Village) -> None:
    july(village)
    for place in ("村部", "祠堂"):
        village("meeting", "record", "2025-07", "--place", place)
    assert village.json("meeting", "show", "2025-07")["facts"]["place"] == ["村部", "祠堂"]
    assert any("祠堂" in cell for cell in cells(village.json("meeting", "minutes", "2025-07")["path"]))


def test_a_record_before_the_sheet_does_not_take_the_month(village: Village) -> None:
    village("meeting", "record", "2025-07", "--held-on", "2025-07-20", "--expected", "10", "--present", "4")
    found = village("meeting", "import", sheet(village, "七月", ("01-01", 5, None)), "--yes")
    assert "实到不足应到的一半" in found.err
    assert [(m["held_on"], m["revision"]) for m in village.json("meeting", "list")] == [("2025-07-20", 1)]
    assert village.json("points", "entries")[0]["occurred_on"] == "2025-07-20"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--expected", "5", "--present", "6"), "more-present-than-expected"),
        (("--held-on", "2025-06-30"), "held-on-outside"),
        (("--held-on", "2025-10-01"), "held-on-outside"),
        (("--recuse", "88-88=甲"), "household-unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_facts_that_cannot_be_are_refused(village: Village, arguments: tuple[str, ...], wanted: str) -> None:
    assert code(village, "meeting", "record", "2025-07", *arguments) == wanted
    assert village.json("meeting", "list") == []


def test_presence_is_held_against_what_was_expected_before(village: Village) -> None:
    village("meeting", "record", "2025-07", "--expected", "5")
    assert code(village, "meeting", "record", "2025-07", "--present", "6") == "more-present-than-expected"
    village("meeting", "record", "2025-07", "--present", "6", "--expected", "8")


def test_minutes_need_the_day_and_the_notice_only_says_that_it_is_missing(village: Village) -> None:
    july(village, held=None)
    assert code(village, "meeting", "minutes", "2025-07") == "held-on-missing"
    assert "没有评议日期" in village("meeting", "publish", "2025-07", "--yes").err
    village("meeting", "record", "2025-07", "--held-on", "2025-07-21")
    village("meeting", "minutes", "2025-07")


def test_two_days_of_one_meeting_are_told(village: Village) -> None:
    village("meeting", "record", "2025-07", "--held-on", "2025-07-10")
    told = village("meeting", "import", sheet(village, "七月", ("01-01", 5, None), held="2025-07-20"), "--yes")
    assert "2025-07-20，另外记的是 2025-07-10" in told.err
    assert village.json("meeting", "show", "2025-07")["held_on"] == "2025-07-20"
    assert village.json("points", "entries")[0]["occurred_on"] == "2025-07-20"


# files


def test_several_files_of_a_month_in_one_batch_are_one_meeting(village: Village) -> None:
    one, two = sheet(village, "一", ("01-01", 5, None)), sheet(village, "二", ("02-01", 3, 1))
    found = village.json("meeting", "import", one, two, "--yes")
    assert [f["status"] for f in found["files"]] == ["imported", "imported"]
    (month,) = found["meetings"]
    assert {k: month[k] for k in ("month", "revision", "households", "entries", "points")} == {
        "month": "2025-07",
        "revision": 1,
        "households": 2,
        "entries": 3,
        "points": "9",
    }


def test_a_note_on_a_wide_sheet_is_named_as_left_aside_and_never_becomes_a_reason(village: Village) -> None:
    sheet = table(village.folder / "七月.xlsx", ("户编号", "环境卫生", "备注"), ("01-01", -2, "打架"))
    told = village("meeting", "import", sheet, "--month", "2025-07", "--yes")
    assert "不计分的列：C 列“备注”（备注，1 处文字）" in told.err
    assert "打架" not in village("points", "entries", "--month", "2025-07", "--json").out


def test_the_preview_names_the_columns_left_aside_and_how_many_numbers_they_hold(village: Village) -> None:
    file = table(village.folder / "2025年7月.xlsx", ("户编号", "环境卫生", "上月结余", "备注"), ("01-01", 5, 14, "好"))
    told = village("meeting", "import", str(file), "--yes")
    assert "C 列“上月结余”（以前的积分，1 个数）" in told.err
    assert "D 列“备注”（备注，1 处文字）" in told.err
    again = village.json("meeting", "import", str(file), "--replace", "--month", "2025-07", "--yes")
    assert again["files"][0]["status"] == "unchanged"
    village("meeting", "void", "2025-07", "--reason", "x", "--yes")
    found = village.json("meeting", "import", str(file), "--dry-run")
    assert found["files"][0]["sheets"][0]["left"] == [
        {"column": "C", "header": "上月结余", "meaning": "以前的积分", "numbers": 1},
        {"column": "D", "header": "备注", "meaning": "备注", "numbers": 0},
    ]


def test_an_import_has_the_contract_s_shape(village: Village) -> None:
    found = village.json("meeting", "import", sheet(village, "七月", ("01-01", 5, None), held="2025-07-20"), "--yes")
    assert list(found) == ["ok", "applied", "meetings", "files", "deeds", "changes", "quantities", "doubled", "issues"]
    assert list(found["meetings"][0]) == ["month", "held_on", "revision", "households", "entries", "points"]
    assert list(found["files"][0]) == ["path", "status", "sheets"]
    assert found["files"][0]["sheets"] == [
        {"name": JULY, "month": "2025-07", "layout": "wide", "rows": 1, "entries": 1, "left": []},
    ]
    refused = village.json("meeting", "import", sheet(village, "八月", ("99-99", 5, None), month="2025年8月"), code=4)
    assert (refused["ok"], refused["applied"]) == (False, False)
    assert list(refused) == list(found)
    (issue,) = refused["issues"]
    assert list(issue) == ["code", "severity", "path", "sheet", "cell", "found", "message", "suggestions"]
    assert (issue["code"], issue["cell"], issue["found"]) == ("household-unknown", "A3", "99-99")
    assert [f["status"] for f in refused["files"]] == ["rejected"]


def test_a_file_may_hold_several_months_and_one_of_them_may_be_taken_again_after_a_void(village: Village) -> None:
    book = wide(village.folder / "两月.xlsx", {"2025年5月": [("01-01", 5, None)], "2025年6月": [("01-01", 7, None)]})
    village("meeting", "import", book, "--yes")
    assert [m["month"] for m in village.json("meeting", "list")] == ["2025-05", "2025-06"]
    village("meeting", "void", "2025-05", "--reason", "重开", "--yes")
    assert lines(village, "2025-05") == []
    village("meeting", "import", book, "--yes")
    assert [(m["month"], m["status"], m["revision"]) for m in village.json("meeting", "list")] == [
        *(("2025-05", "voided", 1), ("2025-05", "recorded", 1), ("2025-06", "recorded", 1)),
    ]
    assert (lines(village, "2025-05"), lines(village, "2025-06")) == (
        *([("01-01", "环境卫生", "5")], [("01-01", "环境卫生", "7")]),
    )
    assert village.json("verify")["ok"] is True


def test_all_files_of_a_batch_are_taken_or_none(village: Village) -> None:
    before = village.book.read_bytes()
    good, bad = sheet(village, "好", ("01-01", 5, None)), sheet(village, "坏", ("99-99", 3, 1), month="2025年6月")
    found = village.json("meeting", "import", good, bad, "--yes", code=4)
    assert [f["status"] for f in found["files"]] == ["rejected", "rejected"]
    assert village.book.read_bytes() == before


def test_another_file_of_a_taken_month_says_how_it_may_be_taken(village: Village) -> None:
    july(village)
    other = sheet(village, "又", ("01-02", 5, None))
    (issue,) = village.json("meeting", "import", other, "--yes", code=4)["issues"]
    assert (issue["code"], issue["cell"]) == ("meeting-exists", None)
    assert "--replace" in issue["message"]
    assert "--add" in issue["message"]


@pytest.mark.parametrize("option", ["--replace", "--add"])
def test_replace_and_add_where_nothing_was_taken_are_a_plain_import(village: Village, option: str) -> None:
    found = village.json("meeting", "import", sheet(village, "七月", ("01-01", 5, None)), option, "--yes")
    assert [f["status"] for f in found["files"]] == ["imported"]
    village("meeting", "import", sheet(village, "又", ("01-02", 5, None)), "--add", "--yes")
    assert len(lines(village)) == 2
    assert village.json("verify")["ok"] is True


def test_added_households_stand_beside_the_others_and_known_ones_are_refused(village: Village) -> None:
    july(village, ("01-01", 5, None), ("01-02", 0, None))
    more = sheet(village, "补报", ("01-03", 2, None))
    assert village.json("meeting", "import", more, "--add", "--yes")["files"][0]["status"] == "added"
    again = sheet(village, "再补", ("01-02", 2, None), ("01-04", 1, None))
    (issue,) = village.json("meeting", "import", again, "--add", "--yes", code=4)["issues"]
    assert (issue["code"], issue["cell"], issue["found"]) == ("row-repeated", "A3", "01-02")
    assert lines(village) == [("01-01", "环境卫生", "5"), ("01-03", "环境卫生", "2")]
    assert village.json("meeting", "import", more, "--add")["files"][0]["status"] == "unchanged"
    assert village.json("verify")["ok"] is True


def test_a_replacement_gives_back_what_stood_on_none_of_its_files(village: Village) -> None:
    july(village, ("01-01", 5, None), ("01-02", 1, 2))
    found = village.json("meeting", "import", sheet(village, "更正", ("01-02", 1, 3)), "--replace", "--yes")
    assert found["changes"] == [
        {"household": "01-01", "category": "环境卫生", "rule": None, "before": "5", "after": "0"},
        {"household": "01-02", "category": "公益志愿", "rule": None, "before": "2", "after": "3"},
    ]
    assert lines(village) == [("01-02", "公益志愿", "3"), ("01-02", "环境卫生", "1")]


def test_a_replacement_with_one_changed_file_of_two_keeps_the_unchanged_one_s_lines(village: Village) -> None:
    one, two = sheet(village, "一", ("01-01", 5, None)), sheet(village, "二", ("02-01", 3, 1))
    village("meeting", "import", one, two, "--yes")
    changed = sheet(village, "二改", ("02-01", 4, 1))
    found = village.json("meeting", "import", one, changed, "--replace", "--yes")
    assert [(c["household"], c["before"], c["after"]) for c in found["changes"]] == [("02-01", "3", "4")]
    assert len(village.json("points", "entries")) == 5
    assert lines(village) == [("01-01", "环境卫生", "5"), ("02-01", "公益志愿", "1"), ("02-01", "环境卫生", "4")]
    assert village.json("verify")["ok"] is True


def test_a_month_may_be_replaced_back_to_a_file_that_holds_other_months_too(village: Village) -> None:
    months = {"2025年5月": [("01-01", 5, None)], "2025年6月": [("01-01", 7, None)]}
    both = wide(village.folder / "两月.xlsx", months)
    village("meeting", "import", both, "--yes")
    village("meeting", "import", sheet(village, "六月", ("01-01", 8, None), month="2025年6月"), "--replace", "--yes")
    assert lines(village, "2025-06") == [("01-01", "环境卫生", "8")]
    village("meeting", "import", both, "--replace", "--yes")
    assert lines(village, "2025-06") == [("01-01", "环境卫生", "7")]
    assert len(village.json("points", "entries", "--month", "2025-05")) == 1
    assert village.json("verify")["ok"] is True


def test_a_replacement_after_work_by_hand_leaves_that_work(village: Village) -> None:
    july(village, ("01-01", 5, None), ("01-02", 1, None))
    village("points", "reverse", "1", "--reason", "评议会撤回")
    village("points", "add", "01-03", "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "漏记")
    assert village.json("verify")["ok"] is True
    village("meeting", "import", sheet(village, "更正", ("01-02", 4, None)), "--replace", "--yes")
    assert lines(village) == [("01-02", "环境卫生", "4"), ("01-03", "环境卫生", "2")]
    assert village.json("verify")["ok"] is True


def test_a_line_reversed_by_hand_comes_back_with_a_replacement_that_lists_it(village: Village) -> None:
    july(village, ("01-01", 5, None), ("01-02", 1, None))
    village("points", "reverse", "1", "--reason", "先撤")
    village("meeting", "import", sheet(village, "更正", ("01-01", 5, None), ("01-02", 4, None)), "--replace", "--yes")
    assert lines(village) == [("01-01", "环境卫生", "5"), ("01-02", "环境卫生", "4")]
    assert village.json("verify")["ok"] is True


def test_a_day_recorded_meanwhile_does_not_make_every_line_a_change(village: Village) -> None:
    july(village, ("01-01", 5, None), ("01-02", 1, None), held=None)
    village("meeting", "record", "2025-07", "--held-on", "2025-07-20")
    changed = sheet(village, "更正", ("01-01", 5, None), ("01-02", 2, None))
    found = village.json("meeting", "import", changed, "--replace", "--yes")
    assert [c["household"] for c in found["changes"]] == ["01-02"]
    assert len(village.json("points", "entries")) == 4


def test_a_corrected_day_alone_changes_no_points(village: Village) -> None:
    july(village, ("01-01", 5, None))
    changed = sheet(village, "更正", ("01-01", 5, None), held="2025-07-22")
    found = village.json("meeting", "import", changed, "--replace", "--yes")
    assert found["changes"] == []
    assert found["meetings"][0]["held_on"] == "2025-07-22"
    assert village.json("points", "entries")[-1]["occurred_on"] == "2025-07-22"


def test_a_sheet_that_names_no_month_serves_each_month_it_is_given_for(village: Village) -> None:
    plain = wide(village.folder / "空白.xlsx", {"评议表": [("01-01", 2, None)]})
    assert village.json("meeting", "import", plain, "--yes", code=4)["issues"][0]["code"] == "month-unknown"
    for month in ("2025-05", "2025-06"):
        found = village.json("meeting", "import", plain, "--month", month, "--yes")
        assert [(f["status"], f["sheets"][0]["month"]) for f in found["files"]] == [("imported", month)]
    assert village.json("meeting", "import", plain, "--month", "2025-05")["files"][0]["status"] == "unchanged"
    assert village.json("verify")["ok"] is True


def test_the_day_given_with_the_command_is_the_meeting_s(village: Village) -> None:
    plain = sheet(village, "七月", ("01-01", 2, None))
    village("meeting", "import", plain, "--held-on", "2025.7.18", "--yes")
    assert village.json("meeting", "show", "2025-07")["held_on"] == "2025-07-18"
    assert village.json("points", "entries")[0]["occurred_on"] == "2025-07-18"
    assert village.json("verify")["ok"] is True


def test_the_day_on_the_sheet_stands_against_the_command_s_and_the_person_is_told(village: Village) -> None:
    dated = sheet(village, "七月", ("01-01", 2, None), held="2025-07-20")
    said = village("meeting", "import", dated, "--held-on", "2025-07-18", "--yes")
    assert "2025-07-20" in said.err
    assert "2025-07-18" in said.err
    assert village.json("meeting", "show", "2025-07")["held_on"] == "2025-07-20"


def test_what_the_meeting_lets_through_is_posted_and_stands_in_the_minutes(village: Village) -> None:
    high = sheet(village, "七月", ("01-01", 35, None), held="2025-07-20")
    refused = village.json("meeting", "import", high, "--yes", code=4)
    assert [i["code"] for i in refused["issues"]] == ["cap-exceeded"]
    village("meeting", "import", high, "--yes", "--allow", "cap-exceeded", code=2)
    village("meeting", "import", high, "--yes", "--allow", "row-repeated", "--reason", "x", code=2)
    village("meeting", "import", high, "--yes", "--allow", "cap-exceeded", "--reason", "抗洪抢险")
    text = "\n".join(cells(village.json("meeting", "minutes", "2025-07")["path"]))
    assert "抗洪抢险" in text
    assert village.json("verify")["ok"] is True


@pytest.mark.parametrize(
    ("guard", "rows", "told"),
    [
        ("household-inactive", [("2025-07-03", "01-02", 4), ("2025-07-04", "01-01", 1)], "01-02 郭红霞"),
        ("date-outside-month", [("2025-03-03", "01-01", 4), ("2025-07-04", "01-01", 1)], "01-01 林雪梅"),
    ],
)
def test_minutes_name_whose_points_were_let_through(
    village: Village, guard: str, rows: list[tuple[object, ...]], told: str
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in [("2025年7月积分登记明细",), ("日期", "户编号", "类别", "分值")]:
        page.append(row)
    for day, household, points in rows:
        page.append((day, household, "环境卫生", points))
    book.save(village.folder / "明细.xlsx")
    village("roster", "leave", "01-02", "--on", "2025-07-01")
    decided = ("--held-on", "2025-07-20", "--allow", guard, "--reason", "评议会议定", "--yes")
    refused = village.json("meeting", "import", "明细.xlsx", "--held-on", "2025-07-20", "--yes", code=4)
    assert [i["code"] for i in refused["issues"]] == [guard]
    village("meeting", "import", "明细.xlsx", *decided)
    page = openpyxl.load_workbook(village.json("meeting", "minutes", "2025-07")["path"]).active
    assert page is not None
    row = next(row for row in page.iter_rows() if any("：评议会议定" in str(cell.value) for cell in row))
    shown = [cell.value for cell in row]
    assert told in shown
    assert 4 in shown
    assert village.json("verify")["ok"] is True


def test_a_decision_stands_in_the_minutes_of_its_own_month_only(village: Village) -> None:
    months = {"2025年5月": [("01-01", 35, None)], "2025年6月": [("01-01", 7, None)]}
    book = wide(village.folder / "两月.xlsx", months)
    village("meeting", "import", book, "--allow", "cap-exceeded", "--reason", "抗洪抢险", "--yes")
    told = {}
    for month in ("2025-05", "2025-06"):
        village("meeting", "record", month, "--held-on", f"{month}-20")
        told[month] = any("抗洪抢险" in cell for cell in cells(village.json("meeting", "minutes", month)["path"]))
    assert told == {"2025-05": True, "2025-06": False}


def test_minutes_do_not_tell_of_what_a_replaced_sheet_needed(village: Village) -> None:
    high = sheet(village, "七月", ("01-01", 35, None), held="2025-07-20")
    allow = ("--allow", "cap-exceeded", "--reason", "抗洪抢险", "--yes")
    village("meeting", "import", high, *allow)
    low = sheet(village, "更正", ("01-01", 5, None), held="2025-07-20")
    village("meeting", "import", low, "--replace", "--yes")
    told = cells(village.json("meeting", "minutes", "2025-07")["path"])
    assert not any("抗洪抢险" in cell for cell in told)
    village("meeting", "import", high, "--replace", *allow)
    told = cells(village.json("meeting", "minutes", "2025-07", "--force")["path"])
    assert sum("抗洪抢险" in cell for cell in told) == 1


# publication


@pytest.mark.parametrize(
    ("options", "first", "last"),
    [
        ((), "2025-07-29", "2025-07-31"),
        (("--days", "5"), "2025-07-29", "2025-08-02"),
        (("--days", "1", "--from", "2025-08-01"), "2025-08-01", "2025-08-01"),
        (("--from", "2025年7月20日"), "2025-07-20", "2025-07-22"),
    ],
    ids=str,
)
def test_a_window_counts_its_first_and_last_day(
    village: Village, options: tuple[str, ...], first: str, last: str
) -> None:
    issued = published(village, *options)
    assert (issued["notice_from"], issued["notice_to"]) == (first, last)
    assert ("补录" in "\n".join(cells(issued["path"]))) == (first <= "2025-07-28")


def test_a_window_of_working_days_skips_weekends_and_holidays(village: Village) -> None:
    village("settings", "set", "workdays", "是")
    village.today("2025-09-29")
    issued = published(village)
    assert (issued["notice_from"], issued["notice_to"]) == ("2025-09-30", "2025-10-10")


def test_in_a_year_whose_arrangement_is_unknown_the_fixed_holidays_still_do_not_count(village: Village) -> None:
    village("settings", "set", "workdays", "是")
    village("settings", "set", "notice-days", "3")
    village.today("2035-09-27")  # a Thursday; 1 to 3 October are Monday to Wednesday
    village("meeting", "import", sheet(village, "九月", ("01-01", 1, None), month="2035年9月"), "--yes")
    issued = village.json("meeting", "publish", "2035-09", "--yes")
    assert (issued["notice_from"], issued["notice_to"]) == ("2035-09-28", "2035-10-05")
    assert "元旦、劳动节、国庆节不计" in "\n".join(cells(issued["path"]))


def test_a_month_in_the_list_has_the_contract_s_keys(village: Village) -> None:
    july(village)
    village("meeting", "import", sheet(village, "三月", ("01-01", 1, None), month="2025年3月"), "--yes")
    assert [tuple(m) for m in village.json("meeting", "list")] == [MONTH_KEYS, MONTH_KEYS]
    assert [m["month"] for m in village.json("meeting", "list")] == ["2025-03", "2025-07"]
    issued = village.json("meeting", "publish", "2025-07", "--yes")
    month = village.json("meeting", "list")[1]
    assert (month["status"], month["number"], month["code"]) == ("published", issued["number"], issued["code"])
    assert (month["notice_from"], month["notice_to"]) == (issued["notice_from"], issued["notice_to"])


def test_a_month_is_final_from_the_day_after_its_window(village: Village) -> None:
    published(village)
    village.today("2025-07-31")
    assert code(village, "meeting", "finalize", "2025-07", "--yes") == "window-open"
    village.today("2025-08-01")
    assert village.json("meeting", "finalize", "2025-07", "--yes")["status"] == "final"


def test_a_month_is_final_before_only_by_a_decision_with_a_reason(village: Village) -> None:
    published(village)
    assert code(village, "meeting", "finalize", "2025-07", "--override", "--yes", exit_code=2) == "reason-missing"
    village("meeting", "finalize", "2025-07", "--override", "--reason", "镇里同意提前", "--yes")
    assert village.json("meeting", "show", "2025-07")["status"] == "final"
    assert village.json("log", "-n", "1")[0]["details"]["reason"] == "镇里同意提前"


STATES = {
    "recorded": {"finalize": "month-state", "correct": "month-state"},
    "published": {"publish": "month-state", "add": "month-state", "reverse": "month-state"},
    "final": dict.fromkeys(("publish", "finalize", "void", "add", "reverse", "record"), "month-state"),
    "voided": dict.fromkeys(("publish", "finalize", "void", "correct"), "month-not-recorded"),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_forbids_what_the_contract_forbids(village: Village, state: str) -> None:
    july(village)
    if state in ("published", "final"):
        village("meeting", "publish", "2025-07", "--yes")
    if state == "final":
        village("meeting", "finalize", "2025-07", "--override", "--reason", "x", "--yes")
    if state == "voided":
        village("meeting", "void", "2025-07", "--reason", "x", "--yes")
    commands: dict[str, tuple[str, ...]] = {
        "publish": ("meeting", "publish", "2025-07", "--yes"),
        "finalize": ("meeting", "finalize", "2025-07", "--yes", "--override", "--reason", "x"),
        "void": ("meeting", "void", "2025-07", "--reason", "x", "--yes"),
        "correct": ("meeting", "correct", "2025-07", "01-01", "--entry", "1", "--reason", "x", "--yes"),
        "record": ("meeting", "record", "2025-07", "--held-on", "2025-07-19"),
        "add": ("points", "add", "01-02", "1", "--month", "2025-07", "--category", "环境卫生", "--reason", "x"),
        "reverse": ("points", "reverse", "1", "--reason", "x"),
    }
    for name, wanted in STATES[state].items():
        assert code(village, *commands[name]) == wanted, name


def test_of_a_final_month_only_what_was_left_open_may_still_be_recorded(village: Village) -> None:
    plain = sheet(village, "七月", ("01-01", 2, None))
    village("meeting", "import", plain, "--month", "2025-07", "--yes")
    village("meeting", "publish", "2025-07", "--yes")
    village("meeting", "finalize", "2025-07", "--override", "--reason", "x", "--yes")
    assert code(village, "meeting", "minutes", "2025-07") == "held-on-missing"
    village("meeting", "record", "2025-07", "--held-on", "2025-07-20")
    village("meeting", "minutes", "2025-07")
    assert code(village, "meeting", "record", "2025-07", "--held-on", "2025-07-21") == "month-state"
    assert village.json("verify")["ok"] is True


@pytest.mark.parametrize("state", ["published", "final"])
def test_another_file_for_a_closed_month_is_an_issue_and_the_same_one_is_unchanged(
    village: Village, state: str
) -> None:
    published(village)
    if state == "final":
        village("meeting", "finalize", "2025-07", "--override", "--reason", "x", "--yes")
    other = sheet(village, "又", ("01-02", 5, None))
    for option in ((), ("--replace",), ("--add",)):
        found = village.json("meeting", "import", other, *option, "--yes", code=4)
        assert [i["code"] for i in found["issues"]] == ["meeting-closed"]
    same = village.folder / "七月.xlsx"
    assert village.json("meeting", "import", same, "--replace")["files"][0]["status"] == "unchanged"


def test_a_voided_month_leaves_a_document_only_where_a_notice_hung(village: Village) -> None:
    july(village)
    found = village.json("meeting", "void", "2025-07", "--reason", "记错月份", "--yes")
    assert "path" not in found
    village("meeting", "import", village.folder / "七月.xlsx", "--yes")
    first = village.json("meeting", "publish", "2025-07", "--yes")
    gone = village.json("meeting", "void", "2025-07", "--reason", "记错月份", "--large", "--mask", "--yes")
    assert "大字" in str(gone["path"]), "a notice as any other"
    text = "\n".join(cells(gone["path"]))
    assert first["number"] in text
    assert "记错月份" in text
    assert [m["status"] for m in village.json("meeting", "list")] == ["voided", "voided"]
    assert village.json("points", "balance", "--household", "01-01")[0]["earned"] == "0"


def test_a_notice_is_printed_again_as_it_hung_whatever_happened_since(village: Village) -> None:
    first = published(village)
    village("roster", "rename", "01-01", "别的名字")
    village("settings", "set", "village", "别的村")
    again = village.json("meeting", "notice", "2025-07", "-o", village.folder / "再印.xlsx")
    assert (again["status"], again["number"], again["code"]) == ("published", first["number"], first["code"])
    assert cells(again["path"]) == cells(first["path"])
    assert village.json("verify", "--code", str(first["code"]))["ok"] is True


def test_before_publication_a_notice_is_a_draft_without_number_or_code(village: Village) -> None:
    july(village)
    found = village.json("meeting", "notice", "2025-07")
    assert (found["status"], found["number"], found["code"]) == ("draft", None, None)
    text = "\n".join(cells(found["path"]))
    assert "送审稿" in text
    assert "校验码：" not in text
    nothing = village.json("meeting", "notice", "2025-06")
    assert "本月未评议" in "\n".join(cells(nothing["path"]))


def test_a_notice_that_cannot_be_written_is_not_issued(village: Village) -> None:
    july(village)
    templates = village.folder / "模板"
    templates.mkdir()
    (templates / "积分公示表.xlsx").write_bytes(b"no workbook")
    assert code(village, "meeting", "publish", "2025-07", "--yes") == "template-unreadable"
    (templates / "积分公示表.xlsx").unlink()
    (village.folder / "导出").write_bytes(b"a file where a folder should be")
    assert code(village, "meeting", "publish", "2025-07", "--yes") == "not-a-folder"
    assert code(village, "meeting", "publish", "2025-07", "--yes", "-o", "没有/公示.xlsx") == "folder-missing"
    assert village.json("meeting", "show", "2025-07")["status"] == "recorded"


def test_a_correction_that_cannot_be_written_posts_nothing(village: Village) -> None:
    published(village)
    templates = village.folder / "模板"
    templates.mkdir()
    (templates / "更正公示.xlsx").write_bytes(b"no workbook")
    correct = ("meeting", "correct", "2025-07", "01-01", "--entry", "1", "--reason", "x", "--yes")
    assert code(village, *correct) == "template-unreadable"
    (templates / "作废公告.xlsx").write_bytes(b"no workbook")
    assert code(village, "meeting", "void", "2025-07", "--reason", "x", "--yes") == "template-unreadable"


def test_points_that_move_to_another_category_are_two_lines_of_a_correction(village: Village) -> None:
    published(village)
    found = village.json(
        *("meeting", "correct", "2025-07", "01-01", "--entry", "1", "--points", "3", "--category", "公益志愿"),
        *("--reason", "归错类", "--yes"),
    )
    told = [(line["category"], line["before"], line["after"]) for line in found["lines"]]
    assert told == [("环境卫生", "5", "0"), ("公益志愿", "0", "3")]
    assert lines(village) == [("01-01", "公益志愿", "3")]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("01-02", "--entry", "1"), "entry-elsewhere"),
        (("01-01", "--entry", "999"), "entry-unknown"),
        (("88-88", "--entry", "1"), "household-unknown"),
        (("01-01", "--extra", "--points", "40", "--category", "环境卫生"), "cap-exceeded"),
        (("01-01", "--points", "1", "--category", "别的"), "category-unknown"),
        (("01-01", "--points", "1", "--rule", "ZZ"), "rule-unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_correction_is_held_to_the_rules(village: Village, arguments: tuple[str, ...], wanted: str) -> None:
    published(village)
    assert code(village, "meeting", "correct", "2025-07", *arguments, "--reason", "x", "--yes") == wanted


def test_an_entry_of_no_month_or_of_another_is_named_as_such(village: Village) -> None:
    from sheet_support import table

    village("points", "opening", table(village.folder / "期初.xlsx", ("户编号", "期初积分"), ("01-01", 7)))
    published(village)
    told = village.json("meeting", "correct", "2025-07", "01-01", "--entry", "1", "--reason", "x", "--yes", code=3)
    assert told["error"]["message"].startswith("第 1 条是 01-01 的，不在任何一个月里")


def test_a_corrected_entry_is_not_corrected_again_but_the_new_one_is(village: Village) -> None:
    published(village)
    change = ("meeting", "correct", "2025-07", "01-01", "--reason", "x", "--yes")
    village(*change, "--entry", "1", "--points", "3", "--category", "环境卫生")
    assert code(village, *change, "--entry", "1") == "entry-reversed"
    assert code(village, *change, "--entry", "2") == "entry-reversed"
    found = village.json(*change, "--entry", "3", "--points", "4", "--category", "环境卫生")
    assert [(line["before"], line["after"]) for line in found["lines"]] == [("3", "4")]
    numbers = [row[0] for row in village.sql("SELECT seq FROM document ORDER BY id")]
    assert numbers == [1, 2, 3]


def test_the_year_s_figure_of_a_notice_counts_january_to_its_month(village: Village) -> None:
    for name, month, points in (("十二", "2024年12月", 9), ("五", "2025年5月", 2), ("八", "2025年8月", 4)):
        village("meeting", "import", sheet(village, name, ("01-01", points, None), month=month), "--yes")
    issued = published(village)
    assert issued["totals"] == {  # type: ignore[comparison-overlap]
        "households": "179",
        "awards": "5",
        "deductions": "0",
        "points": "5",
        "year": "7",
        "available": "0",
    }


def test_no_zero_leaves_households_without_points_out_and_is_proved_as_printed(village: Village) -> None:
    july(village)
    issued = village.json("meeting", "publish", "2025-07", "--yes", "--no-zero")
    assert issued["totals"]["households"] == "1"
    village(
        "meeting", "correct", "2025-07", "01-02", "--points", "1", "--category", "环境卫生", "--reason", "x", "--yes"
    )
    proof = village.json("verify", "--code", issued["code"])
    assert proof["ok"] is True
    assert proof["document"]["status"] == "corrected"


def test_the_case_month_adds_up_on_paper_and_in_the_book(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), "--yes")
    issued = village.json("meeting", "publish", "2025-01", "--yes")
    assert Decimal(issued["totals"]["points"]) == sum(Decimal(points) for _, _, points in lines(village, "2025-01"))


def test_a_folder_among_the_files_is_an_issue_beside_those_of_the_others(village: Village) -> None:
    (village.folder / "空.xlsx").write_bytes(b"")
    found = village.json("meeting", "import", village.folder / "评议表", "空.xlsx", "--yes", code=4)
    assert [(i["code"], i["cell"]) for i in found["issues"]] == [("file-unreadable", None), ("file-empty", None)]
    assert "文件夹" in found["issues"][0]["message"]
    assert [f["status"] for f in found["files"]] == ["rejected", "rejected"]
    village("meeting", "import", village.folder / "评议表", "--yes", "--report", "错.xlsx", code=4)


def test_the_coloured_copy_is_told_by_its_path_and_a_place_it_cannot_go_before_anything_is_written(
    village: Village,
) -> None:
    sheet = sheet_of(village, 1)
    for place in ("没有/错.xlsx", "评议表"):
        before = village.book.read_bytes()
        assert village.json("meeting", "import", sheet, "--yes", "--report", place, code=3)["ok"] is False
        assert village.book.read_bytes() == before
    book = openpyxl.load_workbook(sheet)
    book.active.append(["没有这个户", "99-99", "某人", 2])
    book.save(village.folder / "有错.xlsx")
    found = village.json("meeting", "import", "有错.xlsx", "--yes", "--report", "标错.xlsx", code=4)
    assert (found["path"], found["paths"]) == ("标错.xlsx", ["标错.xlsx"])
    assert (village.folder / "标错.xlsx").exists()
    assert "path" not in village.json("meeting", "import", "有错.xlsx", "--yes", code=4)
