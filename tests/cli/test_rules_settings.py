"""The rule book and the settings: what holds, since when, and what is refused."""

import csv
import io

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table, wide

HEADER = ("编号", "类别", "项目", "分值", "单位", "上限", "需佐证", "不公示行为人", "备注")
RULE = ("code", "category", "wording", "points", "unit", "cap", "needs_evidence", "hides_actor", "note")


def rulebook(village: Village, *rows: tuple[object, ...], name: str = "细则.xlsx") -> str:
    return str(table(village.folder / name, HEADER, *(row + (None,) * (9 - len(row)) for row in rows)))


ONE = ("XX01", "环境卫生", "门前清洁", "+2", "次", "6/月")


def test_the_shipped_rule_book_has_fifty_seven_rules_in_eight_categories(village: Village) -> None:
    found = village.json("rules", "list")
    assert (len(found), len({r["category"] for r in found})) == (57, 8)
    assert tuple(found[0]) == RULE
    assert "HJ05" in village("rules", "list").out


def test_a_rule_is_shown_whatever_the_case_of_its_code(village: Village) -> None:
    found = village.json("rules", "show", "hj05")
    assert found["code"] == "HJ05"
    assert found["wording"] in village("rules", "show", "HJ05").out
    assert village.json("rules", "show", "QQ99", code=3)["error"]["code"] == "rule-unknown"


@pytest.mark.parametrize("name", ["细则.csv", "细则.xlsx"])
def test_an_export_is_taken_back_as_unchanged(village: Village, name: str) -> None:
    told = village.json("rules", "export", name)
    assert (told["ok"], told["rules"]) == (True, 57)
    assert village.json("rules", "import", name)["status"] == "unchanged"
    assert village.json("rules", "export", name, code=3)["error"]["code"] == "file-exists"
    village("rules", "export", name, "--force")


def test_an_export_of_csv_opens_in_excel_and_names_the_village_s_own_columns(village: Village) -> None:
    village("rules", "export", "细则.csv")
    data = (village.folder / "细则.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADER
    assert len(rows) == 58
    village("rules", "export", "细则.xlsx")
    page = openpyxl.load_workbook(village.folder / "细则.xlsx").active
    assert page is not None
    assert tuple(cell.value for cell in page[1]) == HEADER or any(
        tuple(cell.value for cell in row)[:9] == HEADER for row in page.iter_rows(max_row=5)
    )


def test_the_first_rule_book_holds_from_the_beginning_and_a_later_one_from_its_day(empty: Village) -> None:
    empty("init", "沙院村", "--rulebook", rulebook(empty, ONE))
    empty("roster", "add", "01-01", "甲", "--grid", "1")
    empty("rules", "import", rulebook(empty, (*ONE[:3], "+3"), name="新.xlsx"), "--from", "2025-07-01")
    by_rule = ("--rule", "XX01", "--reason", "x")
    assert empty.json("points", "add", "01-01", "3", "--month", "2025-07", *by_rule)["entry"]["points"] == "3"
    refused = empty.json("points", "add", "01-01", "3", "--month", "2025-06", *by_rule, code=3)
    assert refused["error"]["code"] == "points-out-of-range"
    assert empty.json("points", "add", "01-01", "2", "--month", "2025-06", *by_rule)["entry"]["points"] == "2"


def test_a_village_s_first_own_rule_book_takes_the_shipped_one_s_place_from_the_beginning(empty: Village) -> None:
    empty("init", "沙院村")
    told = empty.json("rules", "import", rulebook(empty, ONE))
    assert (told["status"], told["effective_from"], told["rules"]) == ("imported", None, 1)
    assert [r["code"] for r in empty.json("rules", "list")] == ["XX01"]


def test_a_later_rule_book_holds_from_today_and_never_before_the_latest_month(village: Village) -> None:
    sheet = wide(village.folder / "六月.xlsx", {"2025年6月": [("01-01", 2, None)]})
    village("meeting", "import", sheet, "--yes")
    refused = village.json("rules", "import", rulebook(village, ONE), "--from", "2025-05-31", code=3)
    assert refused["error"]["code"] == "date-before-recorded"
    told = village.json("rules", "import", rulebook(village, ONE))
    assert (told["effective_from"], told["applied"]) == ("2025-07-28", True)
    assert village.json("points", "entries")[0]["points"] == "2"


@pytest.mark.parametrize(
    "rows",
    [
        (ONE, ONE),
        ((*ONE[:3], "两分"),),
        ((*ONE[:3], ""),),
        ((*ONE[:5], "6/世纪"),),
        ((*ONE[:3], "+2/-2"),),
        (("XX01", "", "门前清洁", "+2"),),
        (("", "环境卫生", "门前清洁", "+2"),),
        (),
    ],
    ids=["code twice", "no number", "no value", "unreadable cap", "two signs", "no category", "no code", "no rule"],
)
def test_a_rule_book_with_faults_is_refused_with_its_cell(
    village: Village, rows: tuple[tuple[object, ...], ...]
) -> None:
    before = village.book.read_bytes()
    found = village.json("rules", "import", rulebook(village, *rows), code=4)
    assert (found["ok"], found["applied"]) == (False, False)
    assert found["issues"]
    assert all(i["message"] for i in found["issues"])
    assert village.book.read_bytes() == before


def test_a_rule_book_with_faults_makes_no_book(empty: Village) -> None:
    found = empty.json("init", "沙院村", "--rulebook", rulebook(empty, ONE, ONE), code=4)
    assert found["ok"] is False
    assert found["issues"]
    assert not empty.book.exists()


# settings


def test_settings_are_listed_with_their_value_default_and_since_when(village: Village) -> None:
    village("settings", "set", "month-max", "40")
    found = {s["name"]: s for s in village.json("settings", "list")}
    assert found["month-max"] == {"name": "month-max", "value": "40", "default": "30", "since": "2025-07-28"}
    assert found["month-min"]["since"] is None
    assert found["village"]["value"] == "柳河村"
    assert village.json("settings") == village.json("settings", "list"), "without a word it lists"


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        *(
            ("month-max", "４０", "40"),
            ("month-min", "-１５", "-15"),
            ("workdays", "是", "yes"),
            ("workdays", "否", "no"),
        ),
        *(("red", "top:１0", "top:10"), ("hotline", "０512", "０512"), ("notice-days", " 7 ", "7")),
        *(("black-rules", "hj05、ZF01", "HJ05,ZF01"), ("redeem-max", "", "")),
        *(("redeem-max", "none", ""), ("point-rate", "无", "")),
    ],
)
def test_a_setting_is_kept_in_one_form(village: Village, name: str, value: str, kept: str) -> None:
    assert village.json("settings", "set", name, value) == {"ok": True, "applied": True, "name": name, "value": kept}
    assert {s["name"]: s["value"] for s in village.json("settings", "list")}[name] == kept


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        *(("month-max", "-1", "setting-invalid"), ("month-max", "很多", "setting-invalid")),
        *(("notice-days", "0", "setting-invalid"), ("workdays", "也许", "setting-invalid")),
        *(("red", "全部", "setting-invalid"), ("village", " ", "setting-invalid"), ("nosuch", "1", "setting-unknown")),
    ],
)
def test_a_value_that_makes_no_sense_is_wrong_usage(village: Village, name: str, value: str, code: str) -> None:
    before = village.book.read_bytes()
    assert village.json("settings", "set", name, value, code=2)["error"]["code"] == code
    assert village.book.read_bytes() == before


def test_a_rule_named_in_a_setting_must_be_there(village: Village) -> None:
    assert village.json("settings", "set", "black-rules", "QQ99", code=3)["error"]["code"] == "rule-unknown"


def test_a_setting_s_history_stays_in_the_book(village: Village) -> None:
    for value in ("40", "50"):
        village("settings", "set", "month-max", value)
    rows = village.sql("SELECT value FROM setting WHERE name = 'month-max' ORDER BY id")
    assert [row[0] for row in rows] == ["40", "50"]


def test_a_ceiling_that_was_set_is_the_one_that_holds(village: Village) -> None:
    add = ("points", "add", "01-01", "12", "--month", "2025-07", "--category", "环境卫生", "--reason", "x")
    village("settings", "set", "month-max", "10")
    assert village.json(*add, code=3)["error"]["code"] == "cap-exceeded"
    village("settings", "set", "month-max", "12")
    village(*add)
