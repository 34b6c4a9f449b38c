"""One table in every format a village office keeps: the same cells come out of each."""

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from old_excel import biff5, in_compound_file

from jifen.messages.issues import message
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.number_formats import format_kind
from jifen.reading.formats.workbook import Area, Cell

ROWS = [["2025年3月积分"], ["户编号", "户主", "环境", "合计"], ["01-01", "胡国", 2, 2], ["01-02", "贺瑞年", -1.5, -1.5]]
POINTS = {"01-01 环境卫生": "2", "01-02 环境卫生": "-1.5"}


def text(separator: str = ",") -> str:
    return "\r\n".join(separator.join("" if v is None else str(v) for v in row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_are_read_in_every_encoding(read_data: Any, encoding: str, separator: str) -> None:
    found = read_data(text(separator).encode(encoding), "表.csv")
    assert found.issues == []
    assert found.points == POINTS


def test_quoted_cells_may_hold_separators_and_line_breaks(read_data: Any) -> None:
    data = '2025年3月\n户主,环境,备注\n"胡\n国",2,"好,很好\n真的"\n'.encode()
    assert read_data(data, "表.csv").points == {"01-01 环境卫生": "2"}


# ods -----------------------------------------------------------------------------------------------------------------

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>%s</office:spreadsheet></office:body>
</office:document-content>"""


def ods_cell(value: Any, extra: str = "") -> str:
    if value is None:
        return f"<table:table-cell {extra}/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string" {extra}><text:p>{value}</text:p></table:table-cell>'
    kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind} {extra}><text:p>{value}</text:p></table:table-cell>"


def ods(body: str, name: str = "表", style: str = "ta1") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        sheet = f'<table:table table:name="{name}" table:style-name="{style}">{body}</table:table>'
        package.writestr("content.xml", ODS % sheet)
    return buffer.getvalue()


def ods_rows(rows: list[list[Any]]) -> str:
    return "".join("<table:table-row>" + "".join(map(ods_cell, row)) + "</table:table-row>" for row in rows)


def test_ods_is_read(read_data: Any) -> None:
    found = read_data(ods(ods_rows(ROWS)), "表.ods")
    assert found.issues == []
    assert found.points == POINTS


def test_ods_keeps_what_other_readers_lose() -> None:
    body = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-row><table:table-cell table:formula="of:=1/0" '
        'office:value-type="string" calcext:value-type="error">'
        '<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell office:value-type="date" office:date-value="2025-03-07">'
        "<text:p>3月7日</text:p></table:table-cell>"
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
        "</table:table-row>"
        '<table:table-row table:visibility="collapse">'
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string">'
        "<text:p>张<text:s/>三</text:p><text:p>二</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
        "<table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    book = read_workbook(ods(body, style="ta2"))
    sheet = book.sheets[0]
    assert sheet.rows[1] == {
        1: Cell("error", "#DIV/0!"),
        2: Cell("uncalculated", "of:=A1"),
        3: Cell("date", datetime(2025, 3, 7)),
        4: Cell("percent", 0.5),
    }
    assert sheet.rows[2][1] == Cell("text", "张 三\n二")
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns, sheet.hidden) == ([Area(2, 1, 3, 2)], {2}, {3}, True)


# xlsb ----------------------------------------------------------------------------------------------------------------


def test_xlsb_is_refused_and_told_how_to_become_xlsx(read_data: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("_rels/.rels", "<Relationships/>")
        package.writestr("xl/workbook.bin", bytes(range(256)) * 20)
    issue = read_data(buffer.getvalue(), "三月.xlsb").only
    assert (issue.code, issue.facts["reason"]) == ("file-unreadable", "xlsb")
    assert "另存为“Excel 工作簿（*.xlsx）”" in message(issue)


# xls -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code_page", [True, False])
def test_excel_5_in_the_code_page_of_china_is_read(read_data: Any, code_page: bool) -> None:
    found = read_data(biff5(ROWS, code_page), "表.et")
    assert found.issues == []
    assert found.points == POINTS


@pytest.mark.parametrize("crossing", [False, True])
def test_an_old_workbook_that_excel_opens_is_read_though_its_chains_cross(read_data: Any, crossing: bool) -> None:
    found = read_data(in_compound_file(biff5(ROWS), crossing=crossing), "表.xls")
    assert found.issues == []
    assert found.points == POINTS


# xlsx --------------------------------------------------------------------------------------------------------------


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """The package with one part changed, or left out where `change` gives None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content: bytes | None = old.read(entry)
            if entry == name and content is not None:
                content = change(content)
            if content is not None:
                new.writestr(entry, content)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_are_the_ones_another_reader_sees(book: Any) -> None:
    data = book([["甲", 1, 2.5, True, datetime(2025, 3, 7), "#N/A", None, "x\ny"], [], [None, -3]], ["A1:A2"])
    sheet = read_workbook(data).sheets[0]
    other = openpyxl.load_workbook(io.BytesIO(data)).active
    seen = {(r, c): cell.value for r, c, cell in sheet.walk()}
    assert seen == {(c.row, c.column): c.value for row in other.iter_rows() for c in row if c.value is not None}
    assert sheet.merges == [Area(1, 1, 2, 1)]


def test_rich_text_is_joined_and_phonetic_guides_are_left_out(book: Any, read_data: Any) -> None:
    data = book([["2025年3月"], ["户主", "环境"], ["胡国", 2]])
    rich = "<si><r><t>胡</t></r><r><rPr><b/></rPr><t>国</t></r><rPh sb='0' eb='1'><t>hu</t></rPh></si>".encode()
    data = with_part(data, "xl/sharedStrings.xml", lambda part: part.replace("<si><t>胡国</t></si>".encode(), rich))
    assert read_data(data).points == {"01-01 环境卫生": "2"}


def test_strings_kept_in_the_cell_and_cells_without_addresses_are_read(book: Any, read_data: Any) -> None:
    rows = (
        '<sheetData><row><c t="inlineStr"><is><t>2025年3月</t></is></c></row>'
        '<row><c t="inlineStr"><is><t>户主</t></is></c>'
        '<c t="inlineStr"><is><t>环境</t></is></c></row>'
        '<row><c t="str"><f>"胡"&amp;"国"</f><v>胡国</v></c><c s="0"/><c><v>7</v></c></row>'
        "<row><c t='inlineStr'><is><t>刘新</t></is></c><c><v>2</v></c></row></sheetData>"
    )
    import re

    data = with_part(book([[1]]), SHEET, lambda part: re.sub(rb"<sheetData>.*</sheetData>", rows.encode(), part))
    found = read_data(data)
    assert found.points == {"01-03 环境卫生": "2"}
    assert found.faults == [("column-unclear", "C3")]


def test_a_stored_result_of_a_formula_is_used_and_a_missing_one_is_not_blank(book: Any, read_data: Any) -> None:
    data = book([["2025年3月"], ["户主", "环境", "公益"], ["胡国", "=1+1", "=1+2"]])
    data = with_part(
        data,
        SHEET,
        lambda part: part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
        ),
    )
    found = read_data(data)
    assert found.points == {"01-01 环境卫生": "2"}
    assert found.faults == [("cell-uncalculated", "C3")]


def test_zero_stored_by_a_program_that_never_calculates_is_no_result(read_data: Any) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("2025年3月")
        sheet.write_row(0, 0, ["户主", "环境"])
        sheet.write(1, 0, "胡国")
        sheet.write_formula(1, 1, "=1+1")
    assert read_data(buffer.getvalue()).faults == [("cell-uncalculated", "B2")]


def test_days_of_the_1904_system_are_read(book: Any, read_data: Any) -> None:
    rows = [["2025年3月"], ["日期", "户主", "项目编号", "分值"], [datetime(2025, 3, 7), "胡国", "HJ02", 2]]
    workbook = openpyxl.load_workbook(io.BytesIO(book(rows)))
    workbook.epoch = datetime(1904, 1, 1)
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert read_data(buffer.getvalue()).reading.lines[0].occurred_on == datetime(2025, 3, 7).date()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"), ("0.00", "number"), ('0"分"', "number"), ("yyyy-mm-dd", "date"), ('m"月"d"日"', "date"),
        ("[$-804]yyyy年m月d日", "date"), ("0%", "percent"), ('"扣"0', "signed"), ("-0", "signed"),
        ("0;-0;0;@", "number"),
        ("[Red]0.0", "number"), ("h:mm", "date"), ("#,##0;[Red]-#,##0", "number"), ('0"户"', "number"), ("@", "number"),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ", "number"), ("G/通用格式", "number"), ('G/通用格式"分"', "number"),
        ("0.0E+00", "number"),
    ],
)  # fmt: skip
def test_number_formats_are_known_for_what_they_do(code: str, kind: str) -> None:
    assert format_kind(200, code) == kind


def test_reading_an_xlsx_imports_no_library_of_spreadsheets(book: Any, tmp_path: Any) -> None:
    import subprocess
    import sys

    path = tmp_path / "表.xlsx"
    path.write_bytes(book(ROWS))
    code = (
        "import sys; from jifen.reading.formats.detect import read_workbook; import jifen.reading.meeting.reader; "
        "read_workbook(open(sys.argv[1], 'rb').read()); "
        "print(sorted({'openpyxl', 'xlrd', 'lxml', 'rich'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
