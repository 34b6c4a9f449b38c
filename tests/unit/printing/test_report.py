"""The coloured copy: what it shows, and that importing it again reads what the original said."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jifen.messages.issues import message
from jifen.printing.sheets import coloured_copy as report
from jifen.reading import coloured_copy as reportsheet
from jifen.reading.formats.detect import read_workbook
from jifen.services.meeting.coloured_copy import plain_sheet, write_copies

CASES = Path(__file__).parents[4] / "shared" / "cases"
WIDE = Path(__file__).parents[2] / "golden" / "workbooks" / "wide.xls"


def workbook(**cells: Any) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "三月"
    for place, value in {
        "A1": "户编号",
        "B1": "户主",
        "C1": "环境",
        "D1": "合计",
        "A2": "01-01",
        "B2": "胡国",
        "C2": 2,
        **cells,
    }.items():
        sheet[place] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write(tmp_path: Path, data: bytes, *marks: report.Mark) -> Any:
    plain = [plain_sheet(sheet) for sheet in read_workbook(data).sheets]
    out = tmp_path / "报告.xlsx"
    report.write_report(out, marks, plain, data if data.startswith(b"PK") else None)
    return openpyxl.load_workbook(out)


def test_a_faulty_cell_is_coloured_commented_listed_and_linked(tmp_path: Path) -> None:
    book = write(tmp_path, workbook(C2="1O"), report.Mark("三月", "C2", "error", "不是能读的分数。"))
    cell = book["三月"]["C2"]
    assert cell.fill.fgColor.rgb == report.COLOURS["error"]
    assert "不是能读的分数。" in cell.comment.text
    listed = book.worksheets[0]
    assert [c.value for c in listed[5]] == [1, "要改", "三月", "C2", "不是能读的分数。"]
    assert listed["D5"].hyperlink.location == "'三月'!C2"


def test_issues_of_the_whole_file_are_listed_without_a_link(tmp_path: Path) -> None:
    book = write(tmp_path, workbook(), report.Mark(None, None, "error", "月份看不出。"))
    assert [c.value for c in book.worksheets[0][5]] == [1, "要改", None, None, "月份看不出。"]


def test_errors_are_listed_before_warnings(tmp_path: Path) -> None:
    marks = [report.Mark("三月", "C2", "warning", "甲。"), report.Mark("三月", "B2", "error", "乙。")]
    book = write(tmp_path, workbook(), *marks)
    assert [book.worksheets[0].cell(row, 2).value for row in (5, 6)] == ["要改", "提醒"]


def test_a_mark_within_a_merged_range_stands_at_its_first_cell(tmp_path: Path) -> None:
    source = openpyxl.load_workbook(io.BytesIO(workbook()))
    source.active.merge_cells("A2:A3")
    buffer = io.BytesIO()
    source.save(buffer)
    book = write(tmp_path, buffer.getvalue(), report.Mark("三月", "A3", "error", "重复。"))
    assert book["三月"]["A2"].comment is not None


def test_sums_stay_formulas_and_other_formulas_become_their_stored_result(tmp_path: Path) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as source:
        sheet = source.add_worksheet("三月")
        sheet.write_formula("A1", "=SUM(B1:C1)", None, 5)
        sheet.write_formula("A2", "=VLOOKUP(1,B1:C9,2)", None, 7)
    book = write(tmp_path, buffer.getvalue())
    assert (book["三月"]["A1"].value, book["三月"]["A2"].value) == ("=SUM(B1:C1)", 7)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    report.write_report(out, [], [report.PlainSheet("csv", {(1, 1): "=1+1", (2, 1): "\x07响"})])
    sheet = openpyxl.load_workbook(out)["csv"]
    assert (sheet["A1"].data_type, sheet["A1"].value, sheet["A2"].value) == ("s", "=1+1", "响")


def test_a_report_of_a_report_has_one_list_and_no_stale_marks(tmp_path: Path) -> None:
    first = write(tmp_path, workbook(C2="1O"), report.Mark("三月", "C2", "error", "甲。"))
    first["三月"]["C2"] = 10
    buffer = io.BytesIO()
    first.save(buffer)
    book = write(tmp_path, buffer.getvalue(), report.Mark("三月", "B2", "error", "乙。"))
    assert book.sheetnames == ["问题清单", "三月"]
    assert book["三月"]["C2"].comment is None
    assert book["三月"]["C2"].fill.fill_type is None


def test_the_columns_of_the_list_do_not_run_into_each_other(tmp_path: Path) -> None:
    listed = write(tmp_path, workbook(C2="1O"), report.Mark("三月", "C2", "error", "甲。"))["问题清单"]
    for row in (4, 5):
        assert [listed.cell(row, column).alignment.horizontal for column in range(1, 6)] == ["center"] * 4 + ["left"]
    assert {listed.cell(5, column).alignment.vertical for column in range(1, 6)} == {"center"}


def test_the_reader_knows_the_list_by_the_same_words() -> None:
    assert (reportsheet.SHEET_NAME, reportsheet.FIRST_CELL, reportsheet.SOURCE) == (
        report.LIST_NAME,
        report.LIST_TITLE,
        report.LIST_SOURCE,
    )


def cells_of(data: bytes) -> list[tuple[str, list[Any], list[Any]]]:
    """What the reader sees, the list of issues apart."""
    sheets = [sheet for sheet in read_workbook(data, "csv").sheets if not reportsheet.is_report_sheet(sheet)]
    return [(sheet.name, list(sheet.walk()), sorted(sheet.merges)) for sheet in sheets]


@pytest.mark.skipif(not CASES.is_dir(), reason=f"the case workbooks are not at {CASES}")
@pytest.mark.parametrize("path", sorted(CASES.glob("2025年*.*")), ids=lambda path: path.stem)
def test_importing_the_copy_of_a_case_reads_exactly_what_the_original_says(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    book = read_workbook(data, "csv")
    marks = [report.Mark(book.sheets[0].name, cell, "error", "看这里。") for cell in ("A1", "C5", "D7", "K4")]
    out = tmp_path / "报告.xlsx"
    original = data if book.kind == "xlsx" else None
    report.write_report(out, marks, [plain_sheet(sheet) for sheet in book.sheets], original)
    assert cells_of(out.read_bytes()) == cells_of(data)


def test_the_copy_of_an_old_workbook_keeps_cells_and_merges(tmp_path: Path) -> None:
    out = tmp_path / "报告.xlsx"
    book = read_workbook(WIDE.read_bytes())
    report.write_report(out, [], [plain_sheet(sheet) for sheet in book.sheets])
    assert cells_of(out.read_bytes()) == cells_of(WIDE.read_bytes())


def test_the_copy_stands_beside_the_file_and_overwrites_nothing(tmp_path: Path) -> None:
    from jifen.reading.issues import Issue

    source = tmp_path / "三月.xlsx"
    source.write_bytes(workbook())
    issues = [Issue("points-invalid", str(source), "三月", "C2", "1O")]
    data = [(str(source), source.read_bytes()), (str(tmp_path / "好.xlsx"), workbook())]
    first = write_copies(issues, data, None, message)
    second = write_copies(issues, data, None, message)
    assert [p.name for p in (*first, *second)] == ["三月（标错）.xlsx", "三月（标错）2.xlsx"]


def test_the_copy_keeps_the_name_of_the_file_for_the_month_may_stand_there_alone(tmp_path: Path) -> None:
    from jifen.reading.issues import Issue

    source = tmp_path / "2025年3月.xlsx"
    issues = [Issue("points-invalid", str(source), "三月", "C2", "1O")]
    (copy,) = write_copies(issues, [(str(source), workbook())], str(tmp_path / "报告"), message)
    listed = read_workbook(copy.read_bytes()).sheets[0]
    assert (copy.name, reportsheet.original_name(listed)) == ("报告.xlsx", "2025年3月.xlsx")
    (again,) = write_copies(
        [Issue("points-invalid", str(copy))], [(str(copy), copy.read_bytes())], str(tmp_path / "又"), message
    )
    assert reportsheet.original_name(read_workbook(again.read_bytes()).sheets[0]) == "2025年3月.xlsx"


def test_a_file_that_cannot_be_read_has_no_copy(tmp_path: Path) -> None:
    from jifen.reading.issues import Issue

    path = str(tmp_path / "坏.xlsx")
    assert write_copies([Issue("file-unreadable", path)], [(path, b"%PDF")], None, message) == []


@pytest.fixture
def broken_styles() -> Callable[[], bytes]:
    import zipfile

    def make() -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                new.writestr(name, b"<styleSheet><cellXfs><xf" if name == "xl/styles.xml" else old.read(name))
        return buffer.getvalue()

    return make


def test_a_workbook_that_cannot_be_loaded_is_built_from_its_cells(tmp_path: Path, broken_styles: Any) -> None:
    data = broken_styles()
    out = tmp_path / "报告.xlsx"
    report.write_report(out, [], [plain_sheet(sheet) for sheet in read_workbook(data).sheets], data)
    assert cells_of(out.read_bytes()) == cells_of(data)
