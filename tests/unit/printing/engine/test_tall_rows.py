"""No row of any sheet needs more height than a workbook's row can have: what is longer goes on in the row below."""

import io
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.printing.engine import measure
from jifen.printing.engine.canvas import CELL, TEXT, Canvas, finished, new_book
from jifen.printing.engine.filling import Filling, Table
from jifen.printing.engine.template import fill

ROW_LIMIT = 409
LONG = "".join(f"第{n}次出工修渠；" for n in range(1, 400))


@given(st.text(alphabet="修渠清淤a1。；，\n", max_size=600), st.floats(6, 60), st.sampled_from([10.5, 12, 16]))
def test_a_split_text_loses_nothing_and_each_piece_fits(text, width, size):
    pieces = measure.split(text, width, size)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(measure.height(piece, width, size) <= measure.TALLEST for piece in pieces)


def test_a_text_is_cut_behind_a_mark():
    pieces = measure.split(LONG, 20, 11)
    assert len(pieces) > 1 and all(piece.endswith("；") for piece in pieces)


def rows_of(sheet, column):
    return [sheet.cell(n, column).value for n in range(1, sheet.max_row + 1)]


def test_a_drawn_row_goes_on_below_where_its_text_is_too_long(opened):
    book = new_book()
    canvas = Canvas(book, "长", [8, 20], splits=True)
    canvas.cells(["01-01", LONG], [CELL, TEXT])
    canvas.pages()
    sheet = opened(finished(book)).active
    assert "".join(rows_of(sheet, 2)) == LONG
    assert [value for value in rows_of(sheet, 1) if value] == ["01-01"]
    heights = [sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)]
    assert len(heights) > 1 and max(heights) < ROW_LIMIT


def test_on_a_sheet_that_comes_back_a_row_stays_one_row_in_smaller_letters(opened):
    book = new_book()
    canvas = Canvas(book, "填", [8, 20])
    canvas.cells(["01-01", LONG[:260]], [CELL, TEXT])
    canvas.cells(["01-02", "修渠"], [CELL, TEXT])
    sheet = opened(finished(book)).active
    assert rows_of(sheet, 1) == ["01-01", "01-02"]
    assert rows_of(sheet, 2) == [LONG[:260], "修渠"]
    assert sheet.cell(1, 2).font.size < sheet.cell(2, 2).font.size
    assert sheet.row_dimensions[1].height <= measure.TALLEST


@pytest.fixture
def long_template(tmp_path):
    """A template with a wrapped text in each row of a table, and a merged one below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["户", "事由", ""])
    sheet.append(["{户.户}", "{户.事由}", ""])
    sheet.append(["其他", "{其他}", ""])
    for number in (2, 3):
        sheet.cell(number, 2).alignment = openpyxl.styles.Alignment(wrap_text=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=3)
    path = tmp_path / "长.xlsx"
    book.save(path)
    return path


def test_a_row_of_a_template_goes_on_below_with_its_merges(long_template):
    table = Table(("户", "事由"), [{"户": "01-01", "事由": LONG}, {"户": "01-02", "事由": "修渠"}])
    data = fill(long_template, Filling({"其他": LONG}, {"户": table}))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    texts = [value for value in rows_of(sheet, 2) if value]
    assert "".join(texts[1:]) == LONG + "修渠" + LONG
    assert [value for value in rows_of(sheet, 1) if value] == ["户", "01-01", "01-02", "其他"]
    heights = [sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)]
    assert max(heights) < ROW_LIMIT
    merged = sorted(area.min_row for area in sheet.merged_cells.ranges)
    assert len(merged) == len(texts) - 1 and all(b - a == 1 for a, b in pairwise(merged))
