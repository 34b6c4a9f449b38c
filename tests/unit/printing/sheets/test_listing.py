"""Registers: how wide their columns are."""

from jifen.printing.engine.measure import width_units
from jifen.printing.sheets.listing import listing


def test_the_number_of_a_document_stands_on_one_line_however_many_columns_there_are(opened):
    number = "大柳树湾村公示〔2025〕12号"
    row = [number, *["2025年7月20日"] * 5, *["文字" * 20] * 4]
    content = {
        "village": "大柳树湾村",
        "title": "公示台账",
        "note": None,
        "numeric": [],
        "total": None,
        "chain": "3f2a9c1d07be",
        "columns": [f"第{n}列" for n in range(len(row))],
        "rows": [row],
    }
    sheet = opened(listing(content)).active
    assert sheet.column_dimensions["A"].width >= width_units(number, 11)
