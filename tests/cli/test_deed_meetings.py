"""From a claim to the ledger: the sheet of deeds printed, filled in, imported, replaced, voided, taken back."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village, remembered
from PIL import Image
from sheet_support import table, wide

CLAIMS = (
    ("01-01", "--rule", "FZ03", "--times", "2", "--on", "2025-07-12", "--note", "养蚕培训"),
    ("03-02", "--rule", "HJ05", "--on", "2025-07-13", "--note", "清沟"),
    ("03-02", "--category", "邻里和睦", "--points", "3", "--on", "2025-07-20", "--note", "劝架"),
    ("02-02", "--rule", "HJ05", "--on", "2025-07-13"),
)
Cells = dict[str, object]


@remembered
def claim(village: Village) -> str:
    """Four deeds, and the sheet to decide them on."""
    photo = village.folder / "照.jpg"
    Image.new("RGB", (60, 40), "green").save(photo)
    for number, given in enumerate(CLAIMS):
        village("deed", "add", *given, *(("--photo", photo) if number == 1 else ()))
    return str(village.json("meeting", "sheet", "2025-07", "--layout", "deeds")["path"])


@pytest.fixture
def claimed(village: Village) -> Village:
    claim(village)
    return village


def filled(village: Village, decisions: dict[int, Cells], name: str = "评议.xlsx") -> Path:
    (source,) = village.folder.glob("导出/*平时登记评议表.xlsx")
    book = openpyxl.load_workbook(source)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if any(cell.value == "登记号" for cell in row))
    at = {cell.value: cell.column for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        for header, value in decisions.get(int(row[0].value) if str(row[0].value).isdigit() else 0, {}).items():
            page.cell(row[0].row, at[header], value)
    path = village.folder / name
    book.save(path)
    return path


PASSED: Cells = {"评议结果": "通过"}
DECISIONS: dict[int, Cells] = {
    1: PASSED, 2: {**PASSED, "核定分": 4}, 3: {"评议结果": "不通过", "理由": "没有调解成"},
}  # fmt: skip


def became(village: Village) -> dict[int, tuple[str, Any]]:
    return {deed["id"]: (deed["status"], deed["reason"]) for deed in village.json("deed", "list")}


def test_the_sheet_lists_what_is_open_grid_by_grid_with_a_picture(claimed: Village) -> None:
    (path,) = claimed.folder.glob("导出/*平时登记评议表.xlsx")
    page = openpyxl.load_workbook(path).worksheets[0]
    rows = [row for row in page.iter_rows(values_only=True) if str(row[0]).isdigit()]
    assert [row[0] for row in rows] == ["1", "4", "2", "3"]
    assert rows[2][1:8] == ("2025-07-13", 3, "03-02", rows[3][4], "HJ05 参加集体环境整治", "环境卫生", 2)
    assert len([name for name in zipfile.ZipFile(path).namelist() if name.startswith("xl/media/")]) == 1


def test_a_month_that_can_decide_nothing_gets_no_sheet(claimed: Village) -> None:
    refused = claimed.json("meeting", "sheet", "2025-10", "--layout", "deeds", code=3)["error"]
    assert refused["code"] == "deeds-none-open"
    assert claimed.json("meeting", "sheet", "2025-08", "--layout", "deeds", "--dry-run")["path"]


def test_the_filled_sheet_decides_each_deed_once(claimed: Village) -> None:
    sheet = filled(claimed, DECISIONS)
    told = claimed.json("meeting", "import", sheet, "--yes")
    assert (told["files"][0]["sheets"][0]["layout"], told["deeds"]) == ("deeds", {"decided": 2, "refused": 1})
    posted = {(e["household"], e["rule"], e["points"]): e["id"] for e in claimed.json("points", "entries")}
    assert set(posted) == {("01-01", "FZ03", "2"), ("03-02", "HJ05", "4")}
    assert became(claimed) == {
        1: ("decided", None),
        2: ("decided", None),
        3: ("refused", "没有调解成"),
        4: ("open", None),
    }
    deed = claimed.json("deed", "list", "--household", "03-02")[0]
    assert (deed["entry"], deed["month"]) == (posted["03-02", "HJ05", "4"], "2025-07")
    assert claimed.json("meeting", "import", sheet, "--yes")["files"][0]["status"] == "unchanged"
    assert all(check["ok"] for check in claimed.json("verify")["checks"])
    assert claimed.json("deed", "withdraw", "1", "--reason", "错", code=3)["error"]["code"] == "deed-not-open"


def test_a_deed_decided_before_is_an_issue_in_any_other_sheet(claimed: Village) -> None:
    claimed("meeting", "import", filled(claimed, DECISIONS), "--yes")
    again = filled(claimed, {1: PASSED, 4: PASSED}, "再.xlsx")
    told = claimed.json("meeting", "import", again, "--add", "--yes", code=4)
    decided = next(issue for issue in told["issues"] if issue["code"] == "deed-decided")
    assert (decided["cell"], decided["found"]) == ("A5", "1")
    assert "已通过（2025-07）" in decided["message"]
    assert claimed.json("meeting", "import", filled(claimed, {4: PASSED}, "四.xlsx"), "--add", "--yes")["ok"]
    assert became(claimed)[4] == ("decided", None)


def test_one_deed_in_two_files_of_a_batch_is_repeated(claimed: Village) -> None:
    two = filled(claimed, {1: PASSED}), filled(claimed, {1: PASSED, 2: PASSED}, "二.xlsx")
    told = claimed.json("meeting", "import", *two, "--yes", code=4)
    assert ("row-repeated", "二.xlsx") in {(i["code"], Path(i["path"]).name) for i in told["issues"]}


def month_sheet(village: Village) -> Path:
    return wide(village.folder / "评议表.xlsx", {"2025年7月": [("03-02", 1, None), ("01-02", 2, 1)]})


def test_deeds_stand_beside_the_month_s_own_sheet_in_any_order(claimed: Village) -> None:
    claimed("meeting", "import", month_sheet(claimed), "--yes")
    sheet = filled(claimed, DECISIONS)
    refused = claimed.json("meeting", "import", sheet, "--yes", code=4)["issues"][0]
    assert (refused["code"], "--add" in refused["message"]) == ("meeting-exists", True)
    told = claimed.json("meeting", "import", sheet, "--add", "--yes")
    assert told["meetings"][0]["points"] == "10"
    assert all(check["ok"] for check in claimed.json("verify")["checks"])


def test_the_month_s_own_sheet_may_follow_the_deeds_or_come_with_them(claimed: Village) -> None:
    sheet, own = filled(claimed, DECISIONS), month_sheet(claimed)
    claimed("meeting", "import", sheet, "--yes")
    assert claimed.json("meeting", "import", own, "--add", "--yes")["ok"]
    claimed("undo", "--yes")
    claimed("undo", "--yes")
    assert became(claimed) == dict.fromkeys((1, 2, 3, 4), ("open", None))
    assert claimed.json("meeting", "import", sheet, own, "--yes")["meetings"][0]["points"] == "10"


def test_a_replacement_opens_again_what_it_leaves_out_and_undo_takes_that_back(claimed: Village) -> None:
    claimed("meeting", "import", filled(claimed, DECISIONS), "--yes")
    before = became(claimed)
    changed = filled(claimed, {1: PASSED, 2: {"评议结果": "不通过", "理由": "没去"}, 4: PASSED}, "改.xlsx")
    claimed("meeting", "import", changed, "--replace", "--yes")
    after = became(claimed)
    assert after == {1: ("decided", None), 2: ("refused", "没去"), 3: ("open", None), 4: ("decided", None)}
    claimed("undo", "--yes")
    assert became(claimed) == before
    deed = claimed.json("deed", "list", "--household", "03-02")[0]
    standing = {e["id"] for e in claimed.json("points", "entries") if e["kind"] == "award"}
    assert deed["entry"] in standing
    claimed("meeting", "import", month_sheet(claimed), "--replace", "--yes")
    assert became(claimed) == dict.fromkeys((1, 2, 3, 4), ("open", None))
    assert all(check["ok"] for check in claimed.json("verify")["checks"])


def test_a_changed_refusal_alone_is_no_unchanged_sheet(claimed: Village) -> None:
    claimed("meeting", "import", filled(claimed, DECISIONS), "--yes")
    other = filled(claimed, {**DECISIONS, 4: {"评议结果": "不通过"}}, "改.xlsx")
    assert claimed.json("meeting", "import", other, "--yes", code=4)["issues"][0]["code"] == "meeting-exists"
    claimed("meeting", "import", other, "--replace", "--yes")
    assert became(claimed)[4] == ("refused", None)


def test_a_voided_month_leaves_its_deeds_open(claimed: Village) -> None:
    claimed("meeting", "import", filled(claimed, DECISIONS), "--yes")
    claimed("meeting", "void", "2025-07", "--reason", "重评", "--yes")
    assert {status for status, _ in became(claimed).values()} == {"open"}
    assert claimed.json("meeting", "import", filled(claimed, {1: PASSED}, "二.xlsx"), "--yes")["deeds"]["decided"] == 1


def test_a_sheet_of_another_layout_with_a_claimed_deed_is_told(claimed: Village) -> None:
    rows = ("2025-07-13", "03-02", "HJ05", 2), ("2025-07-14", "03-02", "HJ05", 2)
    path = table(claimed.folder / "2025年7月事项.xlsx", ("日期", "户编号", "项目编号", "分值"), *rows)
    told = claimed.json("meeting", "import", path, "--yes")
    assert [(i["code"], i["severity"], i["cell"]) for i in told["issues"]] == [("event-repeated", "warning", "D2")]
    assert "第 2 号" in told["issues"][0]["message"]


def test_points_by_hand_for_a_claimed_deed_are_asked_about(claimed: Village) -> None:
    hand = ("points", "add", "03-02", "2", "--month", "2025-07", "--rule", "HJ05", "--on", "2025-07-13")
    refused = claimed.json(*hand, "--reason", "清沟", code=3)["error"]
    assert (refused["code"], "第 2 号登记" in refused["message"]) == ("event-repeated", True)
    claimed(*hand, "--reason", "清沟", "--yes")


def test_statement_and_registers_say_what_became_of_deeds(claimed: Village) -> None:
    claimed("meeting", "import", filled(claimed, DECISIONS), "--yes")
    path = claimed.json("points", "statement", "03-02")["path"]
    text = "\n".join(
        str(cell) for row in openpyxl.load_workbook(path).worksheets[0].values for cell in row if cell is not None
    )
    assert "已通过，记4分（2025年7月）" in text
    assert "未通过：没有调解成" in text
    claimed("registers", "2025-07", "-o", claimed.folder / "台账")
    pages = openpyxl.load_workbook(claimed.folder / "台账" / "3积分登记台账.xlsx").worksheets
    (row,) = [row for row in pages[2].values if row[0] == 2]
    assert row[-1] == claimed.json("deed", "list", "--household", "03-02")[0]["photos"][0][:12]


def test_a_page_of_pictures_names_nobody_unless_asked(claimed: Village) -> None:
    head = claimed.json("roster", "show", "03-02")["head"]
    plain = claimed.json("deed", "photos", "2025-07")
    named = claimed.json("deed", "photos", "2025Q3", "--names")
    texts = [
        [cell for row in openpyxl.load_workbook(made["path"]).worksheets[0].values for cell in row if cell]
        for made in (plain, named)
    ]
    assert plain["photos"] == 1
    assert texts[0][1:] == ["2025年7月13日　第3网格　参加集体环境整治"]
    assert texts[1][1:] == [f"2025年7月13日　第3网格　{head}　参加集体环境整治（清沟）"]
    assert claimed.json("deed", "photos", "2025-06", code=3)["error"]["code"] == "photos-none"


def due(village: Village) -> list[dict[str, Any]]:
    return [one for one in village.json("status")["due"] if one["what"] == "deed-undecided"]


def test_a_deed_is_due_before_it_lapses_and_gone_once_it_is_decided(claimed: Village) -> None:
    claimed.today("2025-08-26")
    assert due(claimed) == []
    claimed.today("2025-08-27")
    (one,) = due(claimed)
    assert (one["subject"], one["due_on"], one["command"]) == (
        *("1", "2025-09-12"),
        "jifen meeting sheet 2025-07 --layout deeds",
    )
    assert "1 件" in one["text"]
    claimed("meeting", "import", filled(claimed, DECISIONS), "--yes")
    claimed.today("2025-09-10")
    assert [one["subject"] for one in due(claimed)] == ["4"]
    claimed("deed", "withdraw", "4", "--reason", "重复")
    assert due(claimed) == []


def test_a_deed_that_no_meeting_can_decide_any_more_is_to_be_withdrawn(claimed: Village) -> None:
    claimed("meeting", "import", month_sheet(claimed), "--yes")
    for month in (7, 8, 9):
        if month > 7:
            rows = [("03-02", 1, None)]
            claimed("meeting", "import", wide(claimed.folder / f"{month}.xlsx", {f"2025年{month}月": rows}), "--yes")
        claimed("meeting", "publish", f"2025-0{month}", "--from", f"2025-0{month}-28", "--yes")
    claimed.today("2025-10-30")
    (one,) = due(claimed)
    assert one["command"] == "jifen deed withdraw 1 --reason ‹理由›"


LADDER = ("ZY01", "公益志愿", "志愿服务", "10小时+2；20小时+5")


@pytest.fixture
def by_hours(village: Village) -> Village:
    """Three deeds under a rule that goes by the hours of the year, on the sheet to decide them on."""
    book = table(village.folder / "按小时.xlsx", ("编号", "类别", "项目", "分值"), LADDER)
    village("rules", "import", book, "--from", "2025-07-01", "--yes")
    for household, hours, day in (("01-01", "6", "12"), ("01-01", "5", "20"), ("02-02", "3", "20")):
        village("deed", "add", household, "--rule", "ZY01", "--times", hours, "--on", f"2025-07-{day}")
    village("meeting", "sheet", "2025-07", "--layout", "deeds")
    return village


def test_a_deed_by_a_quantity_needs_one_and_claims_what_that_is_worth_alone(by_hours: Village) -> None:
    refused = by_hours.json("deed", "add", "01-01", "--rule", "ZY01", "--points", "2", code=2)["error"]
    assert (refused["code"], "小时" in refused["message"]) == ("deed-quantity-missing", True)
    told = [(deed["household"], deed["times"], deed["points"]) for deed in by_hours.json("deed", "list")]
    assert told == [("01-01", "6", "0"), ("01-01", "5", "0"), ("02-02", "3", "0")]
    assert "ZY01 志愿服务（6小时）" in by_hours("deed", "list").out
    (path,) = by_hours.folder.glob("导出/*平时登记评议表.xlsx")
    rows = [row for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True) if row[0] == "1"]
    assert rows[0][5:8] == ("ZY01 志愿服务（6小时）", "公益志愿", None)


def test_deeds_by_a_quantity_are_reckoned_together_when_the_meeting_lets_them_pass(by_hours: Village) -> None:
    sheet = filled(by_hours, dict.fromkeys((1, 2, 3), PASSED))
    told = by_hours.json("meeting", "import", sheet, "--yes")
    assert told["deeds"] == {"decided": 3, "refused": 0}
    assert [(each["household"], each["before"], each["points"]) for each in told["quantities"]] == [
        ("01-01", "0", "0"),
        ("01-01", "6", "2"),
        ("02-02", "0", "0"),
    ]
    (entry,) = by_hours.json("points", "entries")
    assert (entry["household"], entry["rule"], entry["points"]) == ("01-01", "ZY01", "2")
    assert [(deed["status"], deed["entry"]) for deed in by_hours.json("deed", "list")] == [
        ("decided", None),
        ("decided", entry["id"]),
        ("decided", None),
    ]
    assert by_hours.json("meeting", "import", sheet)["files"][0]["status"] == "unchanged"
    assert by_hours.json("verify")["ok"]
    by_hours("undo", "--yes")
    assert {deed["status"] for deed in by_hours.json("deed", "list")} == {"open"}


def test_points_on_the_sheet_that_the_quantity_does_not_give_are_said(by_hours: Village) -> None:
    sheet = filled(by_hours, {1: PASSED, 2: {**PASSED, "核定分": 3}})
    (issue,) = by_hours.json("meeting", "import", sheet, code=4)["issues"]
    assert (issue["code"], issue["found"]) == ("points-out-of-range", "5")
    assert "今年先前 6小时" in issue["message"]
    right = filled(by_hours, {1: {**PASSED, "核定分": 0}, 2: {**PASSED, "核定分": 2}}, "改好.xlsx")
    assert by_hours.json("meeting", "import", right, "--yes")["deeds"] == {"decided": 2, "refused": 0}


def test_a_sheet_of_deeds_by_a_quantity_that_replaces_another_opens_what_it_leaves_out(by_hours: Village) -> None:
    by_hours("meeting", "import", filled(by_hours, dict.fromkeys((1, 2, 3), PASSED)), "--yes")
    less = filled(by_hours, {2: PASSED, 3: PASSED}, "少一件.xlsx")
    by_hours("meeting", "import", less, "--replace", "--yes")
    assert [deed["status"] for deed in by_hours.json("deed", "list")] == ["open", "decided", "decided"]
    assert by_hours.json("points", "balance", "--household", "01-01")[0]["earned"] == "0"
    assert by_hours.json("verify")["ok"]


def test_the_meeting_may_let_another_quantity_pass(by_hours: Village) -> None:
    sheet = filled(by_hours, {1: PASSED, 2: {**PASSED, "核定数量": 4}, 3: {**PASSED, "核定数量": "10.5小时"}})
    told = by_hours.json("meeting", "import", sheet, "--yes")
    assert [(q["household"], q["quantity"], q["points"]) for q in told["quantities"]] == [
        ("01-01", "6", "0"),
        ("01-01", "4", "2"),
        ("02-02", "10.5", "2"),
    ]
    assert by_hours.json("meeting", "import", sheet)["files"][0]["status"] == "unchanged"
    assert by_hours.json("verify")["ok"]


def test_another_quantity_that_reaches_no_step_is_sent_back_to_be_claimed_so(by_hours: Village) -> None:
    sheet = filled(by_hours, {1: {**PASSED, "核定数量": 5}})
    (issue,) = by_hours.json("meeting", "import", sheet, code=4)["issues"]
    assert (issue["code"], "jifen deed withdraw 1" in issue["message"]) == ("decision-unclear", True)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"核定数量": 5}, "没有填评议结果"),
        ({**PASSED, "核定数量": 0}, "核定数量却是"),
        ({**PASSED, "核定数量": "好几个"}, ""),
    ],
)
def test_a_quantity_that_decides_nothing_is_said_at_its_row(
    by_hours: Village, cells: dict[str, object], reason: str
) -> None:
    (issue,) = by_hours.json("meeting", "import", filled(by_hours, {1: cells, 2: PASSED}), code=4)["issues"]
    assert reason in issue["message"]


def test_how_often_may_be_changed_where_a_rule_has_one_value(claimed: Village) -> None:
    def counted(deed: int, cells: Cells, code: int = 0) -> Any:
        source = next(claimed.folder.glob("导出/*平时登记评议表.xlsx"))
        book = openpyxl.load_workbook(source)
        page = book.worksheets[0]
        head = next(row for row in page.iter_rows() if row[0].value == "登记号")
        page.cell(head[0].row, len(head) + 1, "核定次数")
        at = {cell.value: cell.column for cell in page[head[0].row]}
        row = next(row[0].row for row in page.iter_rows() if row[0].value == str(deed))
        for header, value in cells.items():
            page.cell(row, at[header], value)
        book.save(claimed.folder / "次数.xlsx")
        return claimed.json("meeting", "import", claimed.folder / "次数.xlsx", "--yes", code=code)

    (issue,) = counted(1, {**PASSED, "核定次数": 1, "核定分": 9}, code=4)["issues"]
    assert (issue["code"], "表上却是" in issue["message"]) == ("points-out-of-range", True)
    (issue,) = counted(3, {**PASSED, "核定次数": 2}, code=4)["issues"]
    assert "不是按数量算的" in issue["message"]
    counted(1, {**PASSED, "核定次数": 1})
    deed = next(deed for deed in claimed.json("deed", "list") if deed["id"] == 1)
    (entry,) = claimed.json("points", "entries")
    assert (deed["times"], deed["entry"], float(entry["points"]) * 2) == ("2", entry["id"], float(deed["points"]))
