"""A year's workbook: a sheet a month, imported again every month with one sheet more."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table, wide

Rows = Sequence[Sequence[object]]
MAY: Rows = [("01-01", 5, None), ("01-02", 1, 2)]
JUNE: Rows = [("01-01", 2, 1), ("01-02", -1, None)]
JULY: Rows = [("01-01", 3, None), ("01-02", None, 4)]
BLANK: Rows = [("01-01", None, None), ("01-02", None, None)]


def year(village: Village, name: str, **months: Rows) -> Path:
    """`m5=MAY`: the sheet 2025年5月 with these rows."""
    return wide(village.folder / f"{name}.xlsx", {f"2025年{month[1:]}月": rows for month, rows in months.items()})


@pytest.fixture
def two_months(village: Village) -> Village:
    """May and June of a year's workbook have been taken."""
    village.today("2025-08-05")
    village("meeting", "import", year(village, "台账", m5=MAY, m6=JUNE), "--yes")
    return village


def close(village: Village, month: str, start: str) -> None:
    village("meeting", "publish", month, "--from", start, "--days", "3", "--yes")


def months(village: Village) -> list[str]:
    return [row["month"] for row in village.json("meeting", "list")]


def points(village: Village, month: str) -> list[tuple[str, str, str]]:
    entries = village.json("points", "entries", "--month", month)
    return sorted((e["household"], e["category"], e["points"]) for e in entries)


def test_a_month_added_to_the_years_workbook_is_taken_and_the_others_are_left(two_months: Village) -> None:
    before = points(two_months, "2025-05"), points(two_months, "2025-06")
    found = two_months.json("meeting", "import", year(two_months, "台账新", m5=MAY, m6=JUNE, m7=JULY), "--yes")
    assert [file["status"] for file in found["files"]] == ["imported"]
    assert points(two_months, "2025-07") == [
        ("01-01", "环境卫生", "3"),
        ("01-02", "公益志愿", "4"),
    ]
    assert (points(two_months, "2025-05"), points(two_months, "2025-06")) == before
    assert two_months.json("verify")["ok"]


def test_the_years_workbook_without_anything_new_is_unchanged(two_months: Village) -> None:
    before = two_months.operations()
    again = year(two_months, "另存", m6=JUNE, m5=MAY)
    found = two_months.json("meeting", "import", again, "--yes")
    assert [file["status"] for file in found["files"]] == ["unchanged"]
    assert two_months.operations() == before


def test_closed_months_that_stand_unchanged_are_left_whatever_their_state(two_months: Village) -> None:
    close(two_months, "2025-05", "2025-06-01")
    two_months("meeting", "finalize", "2025-05", "--yes")
    close(two_months, "2025-06", "2025-07-01")
    found = two_months.json("meeting", "import", year(two_months, "台账新", m5=MAY, m6=JUNE, m7=JULY), "--yes")
    assert [file["status"] for file in found["files"]] == ["imported"]
    states = {row["month"]: row["status"] for row in two_months.json("meeting", "list")}
    assert states == {"2025-05": "final", "2025-06": "published", "2025-07": "recorded"}
    assert two_months.json("verify")["ok"]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([("01-01", 4, None), ("01-02", 1, 2)], "B3"),
        ([("01-01", 5, None), ("01-02", 1, 3)], "C4"),
        ([("01-01", 5, None), ("01-02", 1, None)], "A4"),
        ([("01-01", 5, 1), ("01-02", 1, 2)], "C3"),
    ],
)
def test_a_closed_month_that_differs_is_meeting_closed_at_its_cell(two_months: Village, rows: Rows, cell: str) -> None:
    close(two_months, "2025-05", "2025-06-01")
    book = two_months.book.read_bytes()
    altered = year(two_months, "台账新", m5=rows, m6=JUNE, m7=JULY)
    issues = two_months.json("meeting", "import", altered, "--yes", code=4)["issues"]
    assert [(i["code"], i["sheet"], i["cell"]) for i in issues] == [("meeting-closed", "2025年5月", cell)]
    assert "账上" in issues[0]["message"]
    assert two_months.book.read_bytes() == book


def test_an_open_month_that_differs_is_meeting_exists_at_its_cell(two_months: Village) -> None:
    altered = year(two_months, "台账新", m5=[("01-01", 4, None), ("01-02", 1, 2)], m6=JUNE, m7=JULY)
    issues = two_months.json("meeting", "import", altered, "--yes", code=4)["issues"]
    assert [(i["code"], i["cell"]) for i in issues] == [("meeting-exists", "B3")]


def test_another_list_of_a_month_is_told_of_the_whole_file(two_months: Village) -> None:
    other = year(two_months, "别的", m5=[("01-03", 1, None)])
    issues = two_months.json("meeting", "import", other, "--yes", code=4)["issues"]
    assert [(i["code"], i["cell"]) for i in issues] == [("meeting-exists", None)]


def test_forms_of_months_to_come_are_no_months(village: Village) -> None:
    village.today("2025-08-05")
    book = year(village, "台账", m6=JUNE, m7=JULY, m8=BLANK, m12=BLANK)
    found = village.json("meeting", "import", book, "--yes")
    assert months(village) == ["2025-06", "2025-07"]
    sheets = [(sheet["name"], sheet["month"]) for sheet in found["files"][0]["sheets"]]
    assert sheets[2:] == [("2025年8月", None), ("2025年12月", None)]


def test_a_blank_month_between_filled_ones_is_no_month(village: Village) -> None:
    village.today("2025-08-05")
    village("meeting", "import", year(village, "台账", m5=MAY, m6=BLANK, m7=JULY), "--yes")
    assert months(village) == ["2025-05", "2025-07"]


def test_a_month_of_zeros_between_filled_ones_is_a_month(village: Village) -> None:
    village.today("2025-08-05")
    zeros = [("01-01", 0, 0), ("01-02", 0, 0)]
    village("meeting", "import", year(village, "台账", m5=MAY, m6=zeros, m7=JULY), "--yes")
    assert months(village) == ["2025-05", "2025-06", "2025-07"]


@pytest.mark.parametrize("figure", [5, 4])
def test_a_corrected_month_is_unchanged_with_the_old_figure_and_with_the_new(two_months: Village, figure: int) -> None:
    close(two_months, "2025-05", "2025-06-01")
    entry = next(e for e in two_months.json("points", "entries", "--month", "2025-05") if e["points"] == "5")
    two_months(
        *("meeting", "correct", "2025-05", "01-01", "--entry", str(entry["id"]), "--points", "4"),
        *("--category", "环境卫生", "--reason", "记多了", "--yes"),
    )
    rows = [("01-01", figure, None), *MAY[1:]]
    found = two_months.json("meeting", "import", year(two_months, "台账新", m5=rows, m6=JUNE, m7=JULY), "--yes")
    assert [file["status"] for file in found["files"]] == ["imported"]
    assert "2025-07" in months(two_months)


def test_a_voided_month_is_taken_from_the_years_workbook_again(two_months: Village) -> None:
    two_months("meeting", "void", "2025-05", "--reason", "重来", "--yes")
    whole = year(two_months, "台账新", m5=MAY, m6=JUNE, m7=JULY)
    two_months("meeting", "import", whole, "--yes")
    live = [row["month"] for row in two_months.json("meeting", "list") if row["status"] == "recorded"]
    assert live == ["2025-05", "2025-06", "2025-07"]
    two_months("meeting", "void", "2025-06", "--reason", "重来", "--yes")
    found = two_months.json("meeting", "import", whole, "--yes")
    assert [file["status"] for file in found["files"]] == ["imported"]


def test_replacing_leaves_closed_months_that_stand_unchanged(two_months: Village) -> None:
    close(two_months, "2025-05", "2025-06-01")
    june = [("01-01", 2, 1), ("01-02", -2, None)]
    found = two_months.json("meeting", "import", year(two_months, "台账新", m5=MAY, m6=june), "--replace", "--yes")
    assert [file["status"] for file in found["files"]] == ["replaced"]
    assert [(c["household"], c["before"], c["after"]) for c in found["changes"]] == [("01-02", "-1", "-2")]


def test_what_was_let_through_in_an_old_month_is_no_fault_of_the_new(village: Village) -> None:
    village.today("2025-08-05")
    village("roster", "leave", "01-02", "--on", "2025-05-01", "--yes")
    allowed = ("--allow", "household-inactive", "--reason", "评议会决定")
    village("meeting", "import", year(village, "台账", m5=MAY), *allowed, "--yes")
    new = year(village, "台账新", m5=MAY, m6=[("01-01", 2, 1)])
    found = village.json("meeting", "import", new, "--yes")
    assert [file["status"] for file in found["files"]] == ["imported"]


def test_a_list_saved_again_under_another_name_is_refused_with_both(village: Village) -> None:
    village.today("2025-08-05")
    header = ["户编号", "户主", "类别", "事由", "分值"]
    rows = [["01-01", None, "环境卫生", "清沟", 2], ["01-02", None, "环境卫生", "清沟", 1]]
    first = table(village.folder / "2025年7月明细.xlsx", header, *rows)
    second = table(village.folder / "2025年7月明细（副本）.xlsx", header, *rows, ["备注：副本"])
    issues = village.json("meeting", "import", first, second, "--yes", code=4)["issues"]
    errors = [issue for issue in issues if issue["severity"] == "error"]
    assert [(i["code"], i["path"]) for i in errors] == [("file-repeated", str(second))]
    assert "2025年7月明细.xlsx" in errors[0]["message"]


def with_overview(path: Path, header: Sequence[object], *rows: Sequence[object]) -> Path:
    """The workbook with a sheet more, of all months."""
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("全年汇总")
    for row in (["2025年度积分汇总表"], header, *rows):
        page.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["户编号", "6月", "7月", "合计"], [["01-01", 3, 3, 6], ["01-02", -1, 4, 3], ["合计", 2, 7, 9]]),
        (["户编号", "五月", "六月", "七月", "全年合计"], [["01-01", 9, 3, 3, 15], ["01-02", None, -1, 4, 3]]),
        (["户编号", "2025年6月", "2025年7月", "8月", "9月"], [["01-01", 3, 3, 0, 0], ["01-02", -1, 4, None, None]]),
    ],
)
def test_a_years_overview_is_checked_against_its_months(village: Village, header: Sequence[object], rows: Rows) -> None:
    village.today("2025-08-05")
    path = with_overview(year(village, "台账", m6=JUNE, m7=JULY), header, *rows)
    found = village.json("meeting", "import", path, "--yes")
    assert [file["status"] for file in found["files"]] == ["imported"]
    assert months(village) == ["2025-06", "2025-07"]
    assert points(village, "2025-07") == [("01-01", "环境卫生", "3"), ("01-02", "公益志愿", "4")]
    assert village.json("verify")["ok"]


@pytest.mark.parametrize(
    ("header", "rows", "code", "cell"),
    [
        (["户编号", "6月", "7月"], [["01-01", 3, 4], ["01-02", -1, 4]], "total-mismatch", "C3"),
        (["户编号", "6月", "7月", "合计"], [["01-01", 3, 3, 7], ["01-02", -1, 4, 3]], "total-mismatch", "D3"),
        (["户编号", "6月", "7月"], [["01-01", 3, 3], ["合计", 3, 4]], "total-mismatch", "C4"),
        (["户编号", "6月", "7月", "8月"], [["01-01", 3, 3, None], ["01-02", -1, 4, 5]], "cell-unread", "D2"),
        (["户编号", "6月", "7月"], [["01-01", 3, 3], ["99-09", 1, 1]], "household-unknown", "A4"),
    ],
)
def test_a_years_overview_that_says_something_else_is_refused(
    village: Village, header: Sequence[object], rows: Rows, code: str, cell: str
) -> None:
    village.today("2025-08-05")
    path = with_overview(year(village, "台账", m6=JUNE, m7=JULY), header, *rows)
    issues = village.json("meeting", "import", path, "--yes", code=4)["issues"]
    assert [(i["code"], i["sheet"], i["cell"]) for i in issues] == [(code, "全年汇总", cell)]
    assert months(village) == []
