"""Templates as no village means to make them: refused with a reason, or filled as if nothing were; never a hang."""

import base64
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import typst
from openpyxl.chart import BarChart
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break

from jifen.errors import JifenError
from jifen.printing.engine import template as engine
from jifen.printing.engine import typeset
from jifen.printing.engine.filling import Filling, Table

FILLING = Filling({"甲": "值"}, {"人": Table(("户主", "分"), [{"户主": "王建国", "分": 1}, {"户主": "张伟", "分": 2}])})


def refused(path, filling=FILLING):
    with pytest.raises(JifenError) as found:
        engine.fill(path, filling)
    return found.value


def changed(path, change):
    """The template with something done to its workbook."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def repacked(path, part, change):
    """The template with the bytes of one part changed."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data, zipfile.ZIP_DEFLATED)
    return path


SHEET = "xl/worksheets/sheet1.xml"
RED_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
"""A picture of one pixel."""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 600, "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 60, "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "html"),
        ("<html><table></table></html>".encode("utf-16"), "html"),
        (b"%PDF-1.7", "document"),
        ("户主,分\n".encode(), "no-workbook"),
    ],
)
def test_a_file_that_is_something_else_inside_is_told_as_what_it_is(tmp_path, data, reason):
    path = tmp_path / "积分公示表.xlsx"
    path.write_bytes(data)
    error = refused(path)
    assert (error.code, error.facts) == ("template-unreadable", {"template": "积分公示表.xlsx", "reason": reason})


@pytest.mark.parametrize(
    ("part", "reason"), [("content.xml", "ods"), ("xl/workbook.bin", "xlsb"), ("word/document.xml", "document")]
)
def test_another_office_file_in_a_zip_is_told_as_what_it_is(tmp_path, part, reason):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")
    assert refused(path).facts["reason"] == reason


def test_a_zip_bomb_is_refused_before_it_is_unpacked(template):
    path = repacked(
        template(["{甲}"]), SHEET, lambda data: data.replace(b"</worksheet>", b" " * (30 << 20) + b"</worksheet>")
    )
    assert path.stat().st_size < 2 << 20
    started = time.process_time()
    assert refused(path).facts["reason"] == "too-large"
    assert time.process_time() - started < 2


def test_a_document_type_with_entities_is_refused(template):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = repacked(template(["{甲}"]), SHEET, lambda data: bomb + data[data.index(b"<worksheet") :])
    assert refused(path).facts["reason"] == "damaged"


def test_a_style_in_the_last_cell_of_the_sheet_does_not_make_the_paper_endless(template, opened):
    path = changed(
        template(["{甲}"], ["{人.户主}"]), lambda book: setattr(book.active["XFD1048576"], "font", Font(b=True))
    )
    started = time.process_time()
    sheet = opened(engine.fill(path, FILLING)).active
    assert time.process_time() - started < 5
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["值", "王建国", "张伟"]


def test_text_in_the_last_cell_of_the_sheet_is_refused_with_its_place(template):
    path = changed(template(["{甲}"]), lambda book: book.active.__setitem__("XFD1048576", "远"))
    error = refused(path)
    assert (error.code, error.facts["cell"]) == ("template-too-wide", "XFD1048576")


def test_a_merged_range_over_the_whole_sheet_is_refused(template):
    merge = b'<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells><pageMargins'
    path = repacked(template(["{甲}"]), SHEET, lambda data: data.replace(b"<pageMargins", merge, 1))
    assert refused(path).facts["reason"] == "too-large"


def test_a_quarter_of_a_million_styled_cells_are_refused_within_seconds(template):
    rows = b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(b'<c r="%c%d" s="0"/>' % (65 + column, row) for column in range(20)))
        for row in range(2, 12_002)
    )
    path = repacked(template(["{甲}"]), SHEET, lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"))
    started = time.process_time()
    assert refused(path).facts["reason"] == "too-large"
    assert time.process_time() - started < 5


def test_fifteen_thousand_styled_rows_are_not_looked_at(template, opened):
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(2, 15_002))
    path = repacked(template(["{甲}"]), SHEET, lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"))
    started = time.process_time()
    assert opened(engine.fill(path, FILLING)).active.max_row < 200
    assert time.process_time() - started < 10


def test_a_workbook_with_a_chart_sheet_only_is_refused(template):
    def only_a_chart(book):
        book.create_chartsheet("图").add_chart(BarChart())
        book.remove(book.worksheets[0])

    assert refused(changed(template(["{甲}"]), only_a_chart)).facts["reason"] == "no-sheet"


def test_a_hidden_sheet_beside_the_paper_is_no_sheet_to_print_on(template):
    path = template(["{甲}"])
    path = repacked(path, "xl/workbook.xml", lambda data: data.replace(b'state="visible"', b'state="hidden"'))
    assert refused(path).facts["reason"] == "no-sheet"


def test_a_protected_sheet_is_filled_and_stays_protected(template, opened):
    def protect(book):
        book.active.protection.sheet = True
        book.active.protection.password = "村里"

    sheet = opened(engine.fill(changed(template(["{甲}"]), protect), FILLING)).active
    assert sheet["A1"].value == "值" and sheet.protection.sheet


def test_a_link_to_another_workbook_is_not_carried_onto_the_paper(template):
    path = template(["{甲}"])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    with zipfile.ZipFile(io.BytesIO(engine.fill(path, FILLING))) as written:
        assert not any("externalLink" in name for name in written.namelist())


@pytest.mark.parametrize("titles", ["#REF!", "'模板'!$1:$1048576", "'模板'!$A:$A", "'别处'!$1:$1"])
def test_broken_print_titles_are_no_reason_to_fail(template, opened, titles):
    path = with_titles(template(["{甲}"], ["{人.户主}"]), titles)
    assert opened(engine.fill(path, FILLING)).active["A2"].value == "王建国"


@pytest.mark.parametrize("titles", ["nonsense", ""])
def test_print_titles_that_no_office_program_writes_are_told_as_a_damaged_file(template, titles):
    assert refused(with_titles(template(["{甲}"]), titles)).facts["reason"] == "damaged"


def with_titles(path, titles):
    name = f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{titles}</definedName>'
    names = f"<definedNames>{name}</definedNames><calcPr".encode()
    change = lambda data: data.replace(b"<definedNames />", b"").replace(b"<calcPr", names, 1)  # noqa: E731
    return repacked(path, "xl/workbook.xml", change)


def test_defined_names_that_lead_nowhere_are_no_reason_to_fail(template, opened):
    path = template(["{甲}"])
    changed(path, lambda book: book.defined_names.add(DefinedName("旧表", attr_text="#REF!$A$1")))
    assert opened(engine.fill(path, FILLING)).active["A1"].value == "值"


@pytest.mark.parametrize("value", ["=SUM(A1:A2)", "#REF!"])
def test_a_formula_in_a_template_is_refused_since_nobody_would_calculate_it(template, value):
    error = refused(template(["{甲}", value]))
    assert (error.code, error.facts["cell"]) == ("template-formula", "B1")


def test_an_emblem_stays_on_the_paper(template, opened):
    from openpyxl.drawing.image import Image

    path = template([None], ["{甲}"])
    picture = io.BytesIO(base64.b64decode(RED_DOT))
    changed(path, lambda book: book.active.add_image(Image(picture), "A1"))
    sheet = opened(engine.fill(path, FILLING)).active
    assert len(sheet._images) == 1 and sheet._images[0].anchor._from.row == 0


def book_of(change):
    """A workbook's bytes."""
    book = openpyxl.Workbook()
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def endless_rows(sheet):
    for row in range(1, 3000):
        sheet.row_dimensions[row].height = 409
        sheet.cell(row, 1, "字")


def endless_breaks(sheet):
    for row in range(1, 1500):
        sheet.cell(row, 1, "字")
        sheet.row_breaks.append(Break(id=row))


def blown_up(sheet):
    sheet.page_setup.scale = 400
    for row in range(1, 3000):
        sheet.cell(row, 1, "字")
        sheet.row_dimensions[row].height = 60


@pytest.mark.parametrize("change", [endless_rows, endless_breaks, blown_up])
def test_more_pages_than_any_village_prints_are_refused_before_they_are_set(change):
    with pytest.raises(JifenError) as found:
        typeset.pdf(book_of(change), fonts=typeset.fonts_for(None))
    assert found.value.code == "paper-endless"
    assert found.value.facts["pages"] > typeset.MOST_PAGES


def test_more_cells_than_any_village_prints_are_refused_before_they_are_set(monkeypatch):
    monkeypatch.setattr(typeset, "MOST_CELLS", 5)
    with pytest.raises(JifenError) as found:
        typeset.png(book_of(lambda sheet: sheet.append(list("甲乙丙丁戊己"))), fonts=typeset.fonts_for(None))
    assert found.value.code == "paper-endless"


def test_a_program_in_a_cell_is_text_and_no_file_is_within_its_reach(tmp_path, monkeypatch):
    """The layout program is ours; its root is an empty folder, gone when it is done."""
    secret = tmp_path / "secret.txt"
    secret.write_text("seventeen", encoding="utf-8")
    roots = []
    compile_all = typst.compile

    def watched(files, root, **more):
        roots.append((root, list(Path(root).iterdir())))
        with pytest.raises(typst.TypstError):
            compile_all({"main.typ": b'#read("/secret.txt")'}, root=root, **more)
        return compile_all(files, root=root, **more)

    monkeypatch.setattr(typst, "compile", watched)
    texts = [f'#read("{secret}")', "#while true {}", '#image("/secret.txt")', '#eval("1")', "$x$", "*a* _b_ @c <d>"]
    typeset.pdf(book_of(lambda sheet: sheet.append(texts)), fonts=typeset.fonts_for(None))
    ((root, held),) = roots
    assert held == []
    assert not Path(root).exists()
