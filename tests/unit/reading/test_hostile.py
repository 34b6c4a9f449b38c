"""Files that mean harm or are broken: read, or an issue; never a traceback, never a dead process.

Limits of time and memory are measured in `benchmarks/reader.py`; here the reader must merely come back.
"""

import io
import os
import random
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

GOOD = [["2025年3月积分"], ["户编号", "户主", "环境"], ["01-01", "胡国", 2]]
SHEET = "xl/worksheets/sheet1.xml"


def change(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The package with parts replaced, added, or left out where None."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in {**kept, **parts}.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str = SHEET) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


@pytest.fixture
def good(book: Any) -> bytes:
    return book(GOOD)


def codes(found: Any) -> set[str]:
    return {issue.code for issue in found.issues}


def test_a_zip_bomb_is_refused(read_data: Any, good: bytes) -> None:
    bomb = b"<worksheet><sheetData>" + b" " * (300 * 2**20)
    found = read_data(change(good, {SHEET: bomb}))
    assert (found.only.code, found.only.facts["reason"]) == ("file-unreadable", "too-large")


def test_a_bomb_that_lies_about_its_size_is_refused(read_data: Any, good: bytes) -> None:
    data = bytearray(change(good, {SHEET: b"<worksheet><sheetData>" + b" " * (40 * 2**20)}))
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        if data[position + 46 :].startswith(SHEET.encode()):
            data[position + 24 : position + 28] = struct.pack("<I", 100)
        position = data.find(b"PK\x01\x02", position + 4)
    assert codes(read_data(bytes(data))) == {"file-unreadable"}


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_billion_laughs_are_refused(read_data: Any, good: bytes, name: str) -> None:
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert codes(read_data(change(good, {name: laughs}))) == {"file-unreadable"}


def test_a_hundred_thousand_styled_empty_rows_are_nothing(read_data: Any, good: bytes) -> None:
    rows = b"".join(
        b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"></c></row>' % (i, i, i) for i in range(10, 100_010)
    )
    found = read_data(change(good, {SHEET: part(good).replace(b"</sheetData>", rows + b"</sheetData>")}))
    assert found.issues == []
    assert found.points == {"01-01 环境卫生": "2"}


def test_ten_thousand_columns_are_refused_and_some_hundreds_are_read(read_data: Any, book: Any) -> None:
    def wide(count: int) -> bytes:
        return book([*GOOD[:1], [*GOOD[1], *[f"栏{i}" for i in range(count)]], [*GOOD[2], *["x"] * count]])

    assert read_data(wide(900)).points == {"01-01 环境卫生": "2"}
    assert read_data(wide(10_000)).only.facts["reason"] == "too-large"


def test_one_far_cell_does_not_kill_the_process(read_data: Any, good: bytes) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    merge = b'<mergeCells><mergeCell ref="D5:XFD1048576"/></mergeCells>'
    found = read_data(change(good, {SHEET: part(good).replace(b"</sheetData>", far)}))
    assert codes(found) <= {"column-unclear", "household-missing"}
    found = read_data(change(good, {SHEET: part(good).replace(b"</sheetData>", far + merge)}))
    assert codes(found) == {"file-unreadable"}


def test_a_wrong_dimension_does_not_matter(read_data: Any, good: bytes) -> None:
    import re

    for wrong in (b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="?"/>'):
        sheet = re.sub(rb"<dimension[^>]*/>", wrong, part(good))
        assert read_data(change(good, {SHEET: sheet})).points == {"01-01 环境卫生": "2"}


@pytest.mark.parametrize("styles", [b"<styleSheet><cellXfs><xf numFmtId='x'/>", b"not xml", b"", None])
def test_broken_styles_do_not_matter(read_data: Any, good: bytes, styles: bytes | None) -> None:
    assert read_data(change(good, {"xl/styles.xml": styles})).points == {"01-01 环境卫生": "2"}


@pytest.mark.parametrize("index", [b"99999", b"-1", b"x", b"9999999999999999999999"])
def test_a_string_that_is_not_there_is_a_cell_error(read_data: Any, index: bytes) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("2025年3月")
        for row, values in enumerate([*GOOD[:2], ["01-01", "胡国", "三"]]):
            sheet.write_row(row, 0, values)
    data = buffer.getvalue()
    whole = part(data)
    assert whole.count(b"<v>6</v>") == 1
    found = read_data(change(data, {SHEET: whole.replace(b"<v>6</v>", b"<v>%s</v>" % index)}))
    assert found.faults == [("cell-error", "C3")]


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml"])
def test_a_missing_part_is_file_unreadable(read_data: Any, good: bytes, name: str) -> None:
    assert codes(read_data(change(good, {name: None}))) == {"file-unreadable"}


def test_deep_nesting_is_survived(read_data: Any, good: bytes) -> None:
    deep = b"<worksheet>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</worksheet>"
    assert codes(read_data(change(good, {SHEET: deep}))) <= {"file-empty", "file-unreadable"}


def test_control_characters_in_text_are_read(read_data: Any, good: bytes) -> None:
    assert read_data("2025年3月\n户主,环境\n胡\x0b国\x00,2\n".encode(), "表.csv").reading.sheets[0].rows == 1
    sheet = (
        part(good)
        .replace("胡国".encode(), "胡_x0007_国".encode())
        .replace(b"&#32993;&#22269;", b"&#32993;_x0007_&#22269;")
    )
    assert codes(read_data(change(good, {SHEET: sheet}))) == set()


def test_an_encrypted_workbook_says_so(read_data: Any) -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    found = read_data(header + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480)
    assert found.only.facts["reason"] == "encrypted"


def test_ods_bombs_of_repeated_rows_are_refused(read_data: Any) -> None:
    start = (
        '<o:d xmlns:o="o" xmlns:table="t" xmlns:office="f" xmlns:text="x"><table:table table:name="a">'
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" '
        'office:value-type="float" office:value="1"/></table:table-row></table:table></o:d>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("content.xml", start)
    assert read_data(buffer.getvalue()).only.facts["reason"] == "too-large"


def seeds(data: bytes, count: int = 60) -> list[bytes]:
    """Truncated and damaged copies of a file, the same every time."""
    chance = random.Random(7)
    copies = [data[: chance.randrange(len(data))] for _ in range(count // 3)]
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            copy[chance.randrange(len(copy))] = chance.randrange(256)
        copies.append(bytes(copy))
    return copies


def test_truncated_and_damaged_workbooks_never_raise(read_data: Any, good: bytes) -> None:
    for copy in seeds(good):
        read_data(copy)


def test_damaged_sheets_inside_a_sound_package_never_raise(read_data: Any, good: bytes) -> None:
    for name in (SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        for copy in seeds(part(good, name), 30):
            read_data(change(good, {name: copy}))


def test_truncated_and_damaged_old_workbooks_never_raise(read_data: Any) -> None:
    sample = Path(__file__).parents[2] / "golden" / "workbooks" / "wide.xls"
    for copy in seeds(sample.read_bytes(), 60 if os.environ.get("JIFEN_SOAK") else 20):
        read_data(copy)


def within(good: bytes, piece: bytes, behind: bytes = b"") -> bytes:
    """The good sheet with more in its rows, or behind them."""
    return change(good, {SHEET: part(good).replace(b"</sheetData>", piece + b"</sheetData>" + behind)})


ODS = (
    b'<?xml version="1.0"?><d:document-content xmlns:d="d" xmlns:table="t" xmlns:text="x"><d:spreadsheet>'
    b'<table:table table:name="s">%s</table:table></d:spreadsheet></d:document-content>'
)
SPACES = b"<table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row>"


def ods(body: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("content.xml", ODS % body)
    return buffer.getvalue()


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BEGIN = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))


@pytest.mark.parametrize(
    "make",
    [
        lambda good: within(good, b"<x/>" * 4_200_000),
        lambda good: within(good, b"", b"<mergeCells>" + b'<mergeCell ref="A1:B1"/>' * 60_000 + b"</mergeCells>"),
        lambda good: within(good, b"", b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 100 + b"</cols>"),
        lambda good: within(good, b'<row r="9"><c r="A9" ' + b'a="1" ' * 1_000_000 + b"/></row>"),
        lambda good: within(good, b'<row r="9"><c r="A9"><v>' + b"a<b/>" * 210_000 + b"</v></c></row>"),
        lambda good: change(
            good, {"xl/styles.xml": b"<styleSheet><cellXfs>" + b"<xf/>" * 70_000 + b"</cellXfs></styleSheet>"}
        ),
        lambda _: ods(SPACES % (b'<text:s text:c="1000"/>' * 300)),
        lambda _: ods(SPACES % b'<text:s text:c="99999999"/>'),
        lambda _: BEGIN + record(0xE0, b"\0" * 20) * 70_000 + record(0x0A),
        lambda _: BEGIN + record(0xE5, struct.pack("<H", 1000) + b"\0" * 8000) * 60 + record(0x0A),
        lambda _: BEGIN + record(0x99) * 3_100_000 + record(0x0A),
        lambda _: b"a," * (5 * 2**20),
        lambda _: b"," * (5 * 2**20),
        lambda _: b"a" * (17 * 2**20),
    ],
    ids=[
        "elements", "merges", "hidden columns", "a tag", "pieces of text", "styles", "spaces", "one space",
        "xls styles", "xls merges", "xls records", "csv cells", "csv commas", "csv text",
    ],
)  # fmt: skip
def test_masses_are_refused_before_they_are_made_into_anything(read_data: Any, good: bytes, make: Any) -> None:
    found = read_data(make(good))
    assert (found.only.code, found.only.facts["reason"]) == ("file-unreadable", "too-large")


def test_spaces_of_an_ods_text_are_as_many_as_it_says() -> None:
    from jifen.reading.formats.detect import read_workbook

    workbook = read_workbook(ods(SPACES % b'a<text:s text:c="1500"/>b<text:s/>c'))
    assert workbook.sheets[0].rows[1][1].text == f"a{' ' * 1500}b c"
