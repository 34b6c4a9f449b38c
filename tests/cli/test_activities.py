"""Activities: announced, signed, and what comes of them for the households that came."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table

SIGNED = ("户编号", "户主", "参加人", "签到")
RULES = (
    ("XT01", "公益志愿", "参加义务劳动", "+2", "人次"),
    ("XT02", "公益志愿", "志愿服务", "+1", "小时"),
    ("XT03", "公益志愿", "门前三包", "+3", "次"),
    ("XT04", "公益志愿", "出主意", "+1~+5", "次"),
)


@pytest.fixture
def announced(village: Village) -> Village:
    """Rules that count persons, hours and households, and an activity of each."""
    header = ("编号", "类别", "项目", "分值", "单位")
    rules = table(village.folder / "细则.xlsx", header, *RULES)
    village("rules", "import", rules, "--from", "2025-01-01", "--yes")
    village("activity", "add", "清沟", "--on", "2025-07-20", "--rule", "XT01", "--place", "村口", "--quota", "3")
    village("activity", "add", "护路", "--on", "2025-07-20", "--rule", "XT02")
    village("activity", "add", "三包", "--on", "2025-07-21", "--rule", "XT03")
    return village


def signed(village: Village, *rows: Any, header: Any = SIGNED) -> Path:
    return table(village.folder / "签到.xlsx", header, *rows)


def claims(village: Village) -> list[tuple[str, str, str | None, int]]:
    found = village.json("deed", "list")
    return [(d["household"], d["points"], d["times"], d["activity"]) for d in found]


def faults(village: Village, *rows: Any, activity: str = "1", header: Any = SIGNED) -> list[tuple[str, str]]:
    told = village.json("activity", "import", activity, signed(village, *rows, header=header), code=4)
    assert village.json("deed", "list") == []
    return [(issue["code"], issue["cell"]) for issue in told["issues"]]


TWO = (
    ("01-02", None, "王五", "√"),
    ("01-02", None, "王六", "到"),
    ("02-01", None, None, "是"),
    ("03-01", None, "张", None),
)


def test_a_rule_that_counts_persons_gives_one_deed_a_household_so_many_times(announced: Village) -> None:
    told = announced.json("activity", "import", "1", signed(announced, *TWO))
    assert (told["attended"], told["households"], told["deeds"], told["points"]) == (3, 2, 2, "6")
    assert sorted(claims(announced)) == [("01-02", "4", "2", 1), ("02-01", "2", "1", 1)]
    shown = announced.json("activity", "show", "1")
    assert (shown["status"], shown["attended"], len(shown["deeds"])) == ("held", 3, 2)
    head = announced.json("roster", "show", "02-01")["head"]
    assert [(c["household"], c["person"]) for c in shown["came"]] == [
        *(("01-02", "王五"), ("01-02", "王六"), ("02-01", head)),
    ]


def test_a_rule_that_counts_hours_adds_those_of_a_household(announced: Village) -> None:
    hours = (*SIGNED, "小时")
    told = signed(announced, (*TWO[0], 3), (*TWO[1], 2), (*TWO[2], 1), header=hours)
    announced("activity", "import", "2", told)
    assert sorted(claims(announced)) == [("01-02", "5", "5", 2), ("02-01", "1", "1", 2)]


def test_any_other_rule_counts_the_household_once(announced: Village) -> None:
    announced("activity", "import", "3", signed(announced, *TWO))
    assert sorted(claims(announced)) == [("01-02", "3", None, 3), ("02-01", "3", None, 3)]


def test_the_sheet_printed_is_the_sheet_that_is_read(announced: Village) -> None:
    path = announced.json("activity", "sheet", "2")["path"]
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if any(cell.value == "签到" for cell in row))
    at = {cell.value: cell.column for cell in head}
    assert list(at) == ["网格", "户编号", "户主", "参加人", "签到", "小时"]
    rows = [row[0].row for row in page.iter_rows() if row[1].value == "01-02"]
    assert len(rows) == 2, "room for a second person"
    for number, row in enumerate(rows):
        page.cell(row, at["参加人"]).value, page.cell(row, at["签到"]).value = f"人{number}", "√"
        page.cell(row, at["小时"]).value = 2
    book.save(path)
    announced("activity", "import", "2", path)
    assert claims(announced) == [("01-02", "4", "4", 2)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("99-99", None, None, "√"),), ("household-unknown", "A2")),
        ((("01-02", "谁", None, "√"),), ("household-mismatch", "B2")),
        ((("01-02", None, "王五", "也许"),), ("decision-unclear", "D2")),
        ((("01-02", None, "王五", "√"), ("01-02", None, "王 五", "√")), ("row-repeated", "C3")),
        ((("01-02", None, None, "√"), ("01-02", None, None, "√")), ("row-repeated", "A3")),
        ((*TWO[:2], ("02-01", None, "甲", "√"), ("02-01", None, "乙", "√")), ("quota-exceeded", "C5")),
        ((("01-02", None, "王五", None),), ("table-not-found", None)),
    ],
)
def test_what_is_wrong_with_attendance_is_said_at_its_cell(announced: Village, rows: Any, expected: Any) -> None:
    assert faults(announced, *rows) == [expected]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(None, ("field-missing", "E2")), (0, ("points-invalid", "E2")), ("半天", ("points-invalid", "E2"))],
)
def test_hours_that_are_missing_or_none_are_said(announced: Village, hours: Any, expected: Any) -> None:
    assert faults(announced, (*TWO[0], hours), activity="2", header=(*SIGNED, "小时")) == [expected]


def test_a_household_that_has_left_cannot_come(announced: Village) -> None:
    announced("roster", "leave", "01-02", "--on", "2025-07-01")
    assert faults(announced, TWO[0]) == [("household-inactive", "A2")]


def test_a_sheet_is_taken_once_and_a_second_one_not_at_all(announced: Village) -> None:
    path = signed(announced, *TWO)
    announced("activity", "import", "1", path)
    assert announced.json("activity", "import", "1", path)["status"] == "unchanged"
    other = announced.json("activity", "import", "1", signed(announced, TWO[0]), code=3)["error"]
    assert other["code"] == "activity-over"
    assert announced.json("activity", "cancel", "1", "--reason", "雨", code=3)["error"]["code"] == "activity-over"
    announced("undo", "--yes")
    assert announced.json("activity", "show", "1")["status"] == "planned"
    assert announced.json("activity", "import", "1", path)["status"] == "imported"


def test_a_deed_jotted_down_already_is_a_warning(announced: Village) -> None:
    announced("deed", "add", "02-01", "--rule", "XT01", "--on", "2025-07-20")
    told = announced.json("activity", "import", "1", signed(announced, *TWO))
    assert [(i["code"], i["severity"]) for i in told["issues"]] == [("event-repeated", "warning")]
    assert "02-01" in told["issues"][0]["message"]


def test_a_cancelled_activity_makes_no_deeds(announced: Village) -> None:
    assert announced.json("activity", "cancel", "1", "--reason", "下雨")["status"] == "cancelled"
    refused = announced.json("activity", "import", "1", signed(announced, *TWO), code=3)["error"]
    assert (refused["code"], "已取消" in refused["message"]) == ("activity-over", True)
    assert announced.json("activity", "sheet", "1", code=3)["error"]["code"] == "activity-over"
    listed = announced.json("activity", "list")
    assert [(a["id"], a["status"], a["attended"]) for a in listed] == [
        *((1, "cancelled", 0), (2, "planned", 0), (3, "planned", 0)),
    ]


def test_an_activity_to_come_is_not_taken_before_its_day(announced: Village) -> None:
    row = announced.json("activity", "add", "包粽子", "--on", "2025-08-08", "--rule", "XT01", "--quota", "20")
    assert row.items() >= {"id": 4, "name": "包粽子", "on": "2025-08-08", "quota": 20, "status": "planned"}.items()
    refused = announced.json("activity", "import", "4", signed(announced, *TWO), code=3)["error"]
    assert refused["code"] == "activity-later"


@pytest.mark.parametrize(
    ("given", "code", "exit_code"),
    [
        (("add", "清沟", "--on", "2025-07-20", "--rule", "XT09"), "rule-unknown", 3),
        (("add", "出主意", "--on", "2025-07-20", "--rule", "XT04"), "activity-rule-not-fixed", 3),
        (("add", " ", "--on", "2025-07-20", "--rule", "XT01"), "activity-name-missing", 2),
        (("add", "找13812345678报名", "--on", "2025-07-20", "--rule", "XT01"), "guard-refused", 3),
        (("show", "9"), "activity-unknown", 3),
        (("sheet", "9"), "activity-unknown", 3),
        (("cancel", "9", "--reason", "雨"), "activity-unknown", 3),
    ],
)
def test_an_activity_that_cannot_be_is_refused(
    announced: Village, given: tuple[str, ...], code: str, exit_code: int
) -> None:
    before = announced.operations()
    assert announced.json("activity", *given, code=exit_code)["error"]["code"] == code
    assert announced.operations() == before


def test_the_blank_form_of_attendance_reads_back(announced: Village) -> None:
    announced("forms", announced.folder / "空表")
    path = announced.folder / "空表" / "活动签到.xlsx"
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    row = next(n for n in range(4, 20) if page.cell(n, 1).value is None)
    page.cell(row, 1).value, page.cell(row, 4).value = "01-02", "√"
    book.save(path)
    assert announced.json("activity", "import", "3", path)["attended"] == 1


def test_hours_of_an_activity_count_towards_a_ladder(village: Village) -> None:
    rule = ("XT05", "公益志愿", "志愿服务", "10小时+2；20小时+5", None)
    rules = table(village.folder / "细则.xlsx", ("编号", "类别", "项目", "分值", "单位"), rule)
    village("rules", "import", rules, "--from", "2025-01-01", "--yes")
    village("activity", "add", "护路", "--on", "2025-07-20", "--rule", "XT05")
    sheet = signed(village, ("01-02", None, "王五", "√", 8), ("01-02", None, "王六", "√", 4), header=(*SIGNED, "小时"))
    assert village.json("activity", "import", "1", sheet)["deeds"] == 1
    assert claims(village) == [("01-02", "2", "12", 1)]
