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
    empty("rules", "import", rulebook(empty, (*ONE[:3], "+3"), name="新.xlsx"), "--from", "2025-07-01", "--yes")
    by_rule = ("--rule", "XX01", "--reason", "x")
    assert empty.json("points", "add", "01-01", "3", "--month", "2025-07", *by_rule)["entry"]["points"] == "3"
    refused = empty.json("points", "add", "01-01", "3", "--month", "2025-06", *by_rule, code=3)
    assert refused["error"]["code"] == "points-out-of-range"
    assert empty.json("points", "add", "01-01", "2", "--month", "2025-06", *by_rule)["entry"]["points"] == "2"


def test_a_village_s_first_own_rule_book_takes_the_shipped_one_s_place_from_the_beginning(empty: Village) -> None:
    empty("init", "沙院村")
    told = empty.json("rules", "import", rulebook(empty, ONE))  # asks nobody
    assert (told["status"], told["effective_from"], told["rules"]) == ("imported", None, 1)
    assert [r["code"] for r in empty.json("rules", "list")] == ["XX01"]


def test_what_a_village_s_first_own_rule_book_changes_of_the_shipped_one_is_shown_though_nobody_is_asked(
    empty: Village,
) -> None:
    empty("init", "沙院村")
    empty("rules", "export", "细则.csv")
    lines = (empty.folder / "细则.csv").read_text("utf-8-sig").splitlines()
    gone = lines.pop(1).split(",")[0]
    (empty.folder / "细则.csv").write_text("\n".join(lines) + "\nXX01,环境卫生,庭院整洁,+2,次,4/月,,,\n", "utf-8-sig")
    told = empty("rules", "import", "细则.csv").out
    assert "和程序自带的细则比：新增 1 条、删去 1 条。" in told
    assert "  新增 XX01 环境卫生 庭院整洁：分值 +2，上限 4/月" in told
    assert f"  删去 {gone} " in told


def test_a_later_rule_book_holds_from_today_and_never_before_the_latest_month(village: Village) -> None:
    sheet = wide(village.folder / "六月.xlsx", {"2025年6月": [("01-01", 2, None)]})
    village("meeting", "import", sheet, "--yes")
    refused = village.json("rules", "import", rulebook(village, ONE), "--from", "2025-05-31", code=3)
    assert refused["error"]["code"] == "date-before-recorded"
    told = village.json("rules", "import", rulebook(village, ONE), "--yes")
    assert (told["effective_from"], told["applied"], told["recorded"]) == ("2025-07-28", True, ["2025-06"])
    assert village.json("points", "entries")[0]["points"] == "2"


TWO = ("XX02", "环境卫生", "乱倒垃圾", "-1~-3", "次", "")


def own(village: Village) -> None:
    village("init", "沙院村", "--rulebook", rulebook(village, ONE, TWO))


def test_a_rule_book_that_changes_what_is_known_shows_before_and_after_and_asks(empty: Village) -> None:
    own(empty)
    new = rulebook(
        empty, (*ONE[:3], "+3", "次", "10/次，40/年"), ("XX03", "移风易俗", "喜事新办", "+5"), name="新.xlsx"
    )
    before = empty.book.read_bytes()
    told = empty("rules", "import", new, code=3).err
    assert "积分细则：新增 1 条、改 1 条、删去 1 条" in told
    assert "改 XX01 门前清洁：分值 +2 → +3；上限 6/月 → 10/次，40/年" in told
    assert "新增 XX03 移风易俗 喜事新办：分值 +5" in told and "删去 XX02 环境卫生 乱倒垃圾：分值 -1~-3" in told
    assert "自 2025-07-28 起施行" in told and "--yes" in told
    empty.answer("否")
    assert empty.json("rules", "import", new, code=3)["error"]["code"] == "declined"
    assert empty.book.read_bytes() == before
    empty.answer("是")
    found = empty.json("rules", "import", new)
    assert (found["ok"], found["applied"]) == (True, True)
    assert [(c["code"], c["change"]) for c in found["changes"]] == [
        *(("XX01", "changed"), ("XX03", "added"), ("XX02", "removed")),
    ]
    changed, added, removed = found["changes"]
    assert (changed["before"]["points"], changed["after"]["points"]) == ("+2", "+3")
    assert (changed["before"]["cap"], changed["after"]["cap"]) == ("6/月", "10/次，40/年")
    assert added["before"] is None and removed["after"] is None and removed["before"]["wording"] == "乱倒垃圾"


def test_a_rule_book_with_more_rules_and_no_other_asks_nobody(empty: Village) -> None:
    own(empty)
    more = rulebook(empty, ONE, TWO, ("XX03", "移风易俗", "喜事新办", "+5"), name="新.xlsx")
    told = empty("rules", "import", more).out
    assert "新增 1 条" in told and "喜事新办" in told


def test_the_months_that_stay_under_the_old_rules_are_named_before_anything_is_asked(village: Village) -> None:
    sheet = wide(village.folder / "六月.xlsx", {"2025年6月": [("01-01", 2, None)]})
    village("meeting", "import", sheet, "--yes")
    told = village("rules", "import", rulebook(village, ONE), code=3).err
    assert "已录入的 2025-06 是照旧细则记的，分不重算" in told
    refused = village.json("rules", "import", rulebook(village, ONE), "--from", "2025-05-31", code=3)["error"]
    assert "2025-06" in refused["message"]


def test_one_rule_is_changed_and_the_others_stay(village: Village) -> None:
    before = village.json("rules", "list")
    found = village.json("rules", "set", "hj05", "--points", "+3", "--cap", "１０/次，４０/年", "--from", "2025-07-01")
    assert (found["ok"], found["applied"], found["effective_from"]) == (True, True, "2025-07-01")
    (change,) = found["changes"]
    assert (change["code"], change["change"]) == ("HJ05", "changed")
    after = village.json("rules", "list")
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [change["after"]]
    assert (change["after"]["points"], change["after"]["cap"]) == ("+3", "10/次，40/年")
    again = village.json("rules", "set", "HJ05", "--points", "3")
    assert (again["applied"], again["changes"]) == (False, [])
    assert village.json("rules", "set", "HJ05", "--cap", "无")["changes"][0]["after"]["cap"] == ""
    assert (
        "改 HJ05 参加集体环境整治：项目 参加集体环境整治 → 扫街"
        in village("rules", "set", "HJ05", "--wording", "扫街").out
    )
    assert [row[0] for row in village.sql("SELECT command FROM operation")][-3:] == ["rules set"] * 3


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("HJ05",), 2, "rule-set-what"),
        (("HJ05", "--points", "两分"), 2, "rule-points-invalid"),
        (("HJ05", "--cap", "6/世纪"), 2, "rule-cap-invalid"),
        (("HJ05", "--cap", "6/月，8/月"), 2, "rule-cap-invalid"),
        (("HJ05", "--wording", " "), 2, "text-missing"),
        (("QQ99", "--points", "3"), 3, "rule-unknown"),
    ],
)
def test_a_rule_that_cannot_be_changed_so_is_refused(
    village: Village, arguments: tuple[str, ...], code: int, error: str
) -> None:
    before = village.book.read_bytes()
    assert village.json("rules", "set", *arguments, code=code)["error"]["code"] == error
    assert village.book.read_bytes() == before


def test_a_rule_is_not_changed_before_the_latest_recorded_month(village: Village) -> None:
    sheet = wide(village.folder / "六月.xlsx", {"2025年6月": [("01-01", 2, None)]})
    village("meeting", "import", sheet, "--yes")
    refused = village.json("rules", "set", "HJ05", "--points", "3", "--from", "2025-05-31", code=3)["error"]
    assert refused["code"] == "date-before-recorded" and "2025-06" in refused["message"]


def test_a_first_rule_book_still_holds_from_the_beginning_after_a_shipped_rule_was_changed(empty: Village) -> None:
    empty("init", "沙院村")
    assert empty.json("rules", "set", "HJ05", "--points", "3")["effective_from"] is None
    told = empty.json("rules", "import", rulebook(empty, ONE))
    assert (told["applied"], told["effective_from"]) == (True, None)
    assert [r["code"] for r in empty.json("rules", "list")] == ["XX01"]


def test_a_cap_that_cannot_be_read_is_told_how_caps_are_written(village: Village) -> None:
    told = village.json("rules", "import", rulebook(village, (*ONE[:5], "随便")), code=4)["issues"][0]["message"]
    assert all(form in told for form in ("10/次", "2/月", "40/年", "10/次，40/年"))
    assert told.partition("请写成")[2] in village("rules", "set", "HJ05", "--cap", "随便", code=2).err


def test_a_limit_by_the_week_is_said_not_to_be_kept(village: Village) -> None:
    told = village.json("rules", "import", rulebook(village, (*ONE[:5], "每周5分")), code=4)["issues"][0]["message"]
    assert "周的上限现在还不能记，可写成每天、每月、每季、每半年或每年" in told
    assert "周的上限现在还不能记" in village("rules", "set", "HJ05", "--cap", "5/周", code=2).err


TERMS = (*HEADER, "就高组", "加倍月数", "有效月数")
FORMS = (
    ("ZY01", "公益志愿", "志愿服务", "10小时+2；20小时+5；50小时+10"),
    ("JK01", "公益志愿", "捐款", "100–1000元每100元+1；1001–5000元每400元+1", "", "30/年，20/类别/月"),
    ("JK02", "公益志愿", "捐物折价", "每10元+0.1", "", "2/天，10/季，15/半年"),
    ("WG01", "遵规守法", "违规办酒席", "一般-5；较重-10；严重-15", "次", "", "", "", "", "甲组", "3", "12个月"),
    ("WG02", "遵规守法", "赌博", "-10", "次", "", "", "", "", "甲组", "1年"),
    ("PF01", "环境卫生", "庭院打分", "+0~+10"),
)


def forms(village: Village, *rows: tuple[object, ...], name: str = "各式.xlsx") -> str:
    return str(table(village.folder / name, TERMS, *(row + (None,) * (12 - len(row)) for row in rows)))


@pytest.mark.parametrize("name", ["细则.csv", "细则.xlsx"])
def test_every_form_of_points_is_shown_as_the_village_writes_it_and_comes_back_the_same(
    empty: Village, name: str
) -> None:
    empty("init", "沙院村")
    empty("rules", "import", forms(empty, *FORMS))
    found = {rule["code"]: rule for rule in empty.json("rules", "list")}
    assert [rule["points"] for rule in found.values()] == [row[3] for row in FORMS]
    assert found["JK01"]["cap"] == "30/年，20/类别/月" and found["JK02"]["cap"] == "2/天，10/季，15/半年"
    terms = {"group": "甲组", "double_months": 3, "valid_months": 12}
    assert terms.items() <= found["WG01"].items() and found["WG02"]["double_months"] == 12
    assert "group" not in found["ZY01"]
    shown = empty("rules", "show", "WG01").out
    assert "一般-5；较重-10；严重-15" in shown and "就高组 甲组" in shown and "3 个月内" in shown and "12 个月" in shown
    empty("rules", "export", name)
    assert empty.json("rules", "import", name)["status"] == "unchanged"


def test_a_form_that_cannot_be_kept_is_named_at_its_cell_with_what_may_be_written(empty: Village) -> None:
    empty("init", "沙院村")
    rows = (
        ("A", "公益志愿", "一档", "10小时+2"),
        ("B", "公益志愿", "不上升", "20小时+5；10小时+2"),
        ("C", "公益志愿", "有空档", "100–1000元每100元+1；2000–5000元每400元+1"),
        ("D", "遵规守法", "一个轻重", "一般-5"),
        ("E", "遵规守法", "范围加倍", "-1~-3", "", "", "", "", "", "", "3"),
        ("F", "遵规守法", "月数", "-1", "", "", "", "", "", "", "", "很久"),
        ("G", "环境卫生", "整类一", "+1", "", "10/类别/月"),
        ("H", "环境卫生", "整类二", "+1", "", "12/类别"),
    )
    issues = empty.json("rules", "import", forms(empty, *rows), code=4)["issues"]
    assert [(i["cell"], i["code"]) for i in issues] == [
        *((cell, "points-invalid") for cell in ("D2", "D3", "D4", "D5", "K6", "L7", "F9")),
    ]
    assert "满10小时+2" in issues[0]["message"] and "首尾相接" in issues[2]["message"]
    assert "加倍没有" in issues[4]["message"] and "G 那一行" in issues[6]["message"]


def test_one_rule_is_set_to_a_ladder_and_to_limits_of_its_category(village: Village) -> None:
    found = village.json("rules", "set", "GY01", "--points", "满10小时加2分，满20小时加5分", "--cap", "本类每月最多9分")
    after = found["changes"][0]["after"]
    assert (after["points"], after["cap"]) == ("10小时+2；20小时+5", "9/类别/月")
    refused = village.json("rules", "set", "GY02", "--cap", "8/类别/月", code=2)["error"]
    assert (refused["code"], "GY01" in refused["message"]) == ("rule-cap-differs", True)


def test_a_rule_that_is_doubled_keeps_a_value_that_shows_it(empty: Village) -> None:
    empty("init", "沙院村", "--rulebook", forms(empty, *FORMS))
    assert empty.json("rules", "set", "WG02", "--points", "-3~-15", code=2)["error"]["code"] == "rule-double-form"


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
