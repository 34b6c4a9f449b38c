import pytest

from jifen.printing.sheets.meeting import meeting_sheet, worth


def cells_of(sheet, value):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value == value]


@pytest.mark.parametrize(("layout", "sheets"), [("wide", 1), ("grids", None), ("items", 5), ("events", 1)])
def test_every_layout_holds_the_whole_roster_and_no_formula(village, opened, layout, sheets):
    content = village.blank()
    book = opened(meeting_sheet(content, layout))
    assert len(book.worksheets) == (sheets or len(village.GRIDS))
    found = []
    for sheet in book.worksheets:
        header = next(c for name in ("户编号",) for c in cells_of(sheet, name))
        codes = [sheet.cell(r, header.column).value for r in range(header.row + 1, sheet.max_row + 1)]
        found += [code for code in codes if code]
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    parts = 5 if layout == "items" else 1
    assert found == [line["household"] for line in content["lines"]] * parts


@pytest.mark.parametrize("layout", ["wide", "grids", "items", "events"])
def test_every_layout_prints_with_its_header_on_every_page_and_points_are_validated(village, opened, layout):
    sheet = opened(meeting_sheet(village.blank(), layout)).worksheets[0]
    first, last = sheet.print_title_rows.replace("$", "").split(":")
    header = cells_of(sheet, "户编号")[0]
    assert int(first) <= header.row <= int(last)
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.scale == 100
    assert sheet.page_setup.paperSize == 9
    rules = sheet.data_validations.dataValidation
    assert any(rule.type == "decimal" and rule.errorStyle == "warning" for rule in rules)


def test_the_wide_sheet_has_a_column_a_category_and_names_month_and_village(village, opened):
    content = village.blank()
    sheet = opened(meeting_sheet(content, "wide")).active
    header = [c.value for c in sheet[4]]
    assert header[4:12] == content["categories"]
    assert sheet["A1"].value == "沙院村2025年8月积分评议汇总表"
    assert [sheet.cell(5, n).value for n in range(1, 5)] == [1, 1, "01-01", "贺国"]


def test_the_item_sheet_heads_each_column_with_category_code_wording_value_and_limits(village, opened):
    sheet = opened(meeting_sheet(village.blank(), "items")).active
    assert sheet["D3"].value == "发展经济"
    assert sheet["F4"].value == "FZ03 参加村组织的技能、农技培训"
    assert sheet["F5"].value == "+1/人次，年限3（得分）"


def test_values_of_ranges_choices_and_several_limits_are_written_out():
    rule = {"code": "GY03", "category": "公益志愿", "wording": "捐款", "points": "+1", "unit": "100元"}
    assert worth({**rule, "caps": "10/event,40/year"}) == "+1/100元，次限10，年限40（得分）"
    assert worth({**rule, "points": "-3~-15", "unit": "次", "caps": ""}) == "-3~-15/次（得分）"


def test_the_event_sheet_offers_the_words_of_its_columns_and_leaves_lines_for_second_deeds(village, opened):
    sheet = opened(meeting_sheet(village.blank(), "events")).active
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {'"加,减"', '"自报,网格员,群众"'}
    assert sum(sheet.cell(r, 4).value is None for r in range(4, sheet.max_row)) == 40
    assert not cells_of(sheet, "评议结果")


def test_blank_sheets_are_the_same_bytes_twice(village):
    assert meeting_sheet(village.blank(), "items") == meeting_sheet(village.blank(), "items")
