"""Every string of a finished workbook, whoever wrote it and wherever it stands."""

import io

import openpyxl
import xlsxwriter

from jifen.printing.engine.strings import strings


def test_cells_margins_and_names_of_sheets_are_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "红榜"
    sheet["B3"] = "王建国"
    sheet["C3"] = 12.5
    sheet["D3"] = '="张"&"三"'
    sheet.oddFooter.left.text = "编号&&7"
    book.create_sheet("黑榜")["A1"] = "本期无"
    data = io.BytesIO()
    book.save(data)
    found = list(strings(data.getvalue()))
    assert ("红榜 B3", "王建国") in found
    assert ("黑榜 A1", "本期无") in found
    assert ("红榜", "红榜") in found
    assert any(where == "红榜" and "编号" in text for where, text in found)
    assert not any("12.5" in text for _, text in found)


def test_strings_that_stand_in_the_cell_itself_and_results_of_formulas_are_read() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write(0, 0, "王建国")
        sheet.write_formula(0, 1, '="a"', None, "13812345678")
        sheet.write_rich_string(0, 2, "李", book.add_format({"bold": True}), "大山")
    found = dict(strings(data.getvalue()))
    assert found["表 A1"] == "王建国"
    assert found["表 B1"] == "13812345678"
    assert found["表 C1"] == "李大山"
