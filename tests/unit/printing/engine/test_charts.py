"""Charts of a template follow their rows, and PDF and pictures show them out of the same cells."""

import io

import openpyxl
import pytest
from openpyxl.chart import AreaChart, BarChart, LineChart, PieChart, Reference

from jifen.errors import JifenError
from jifen.printing.engine import typeset
from jifen.printing.engine.filling import Filling, Table
from jifen.printing.engine.fonts import find_fonts
from jifen.printing.engine.page.model import Model
from jifen.printing.engine.template import fill
from jifen.printing.plot import Plot, Series, svg

ROWS = [{"名": "环境卫生", "分": 12}, {"名": "公益志愿", "分": 7}, {"名": "移风易俗", "分": -3}]


def charted(template, kind=BarChart, *, before=()):
    """A template with a table of one row and a chart drawn from it."""
    path = template(*before, ["类别", "积分"], ["{类.名}", "{类.分}"], ["说明"])
    book = openpyxl.load_workbook(path)
    sheet, row = book.active, len(before) + 2
    chart = kind()
    chart.add_data(Reference(sheet, min_col=2, min_row=row, max_row=row))
    chart.set_categories(Reference(sheet, min_col=1, min_row=row, max_row=row))
    sheet.add_chart(chart, "D1")
    book.save(path)
    return path


def filled(path, rows=ROWS, **fields):
    return fill(path, Filling(fields, {"类": Table(("名", "分"), rows)}))


def charts_of(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active._charts


def plots(data):
    return [found for found in Model(data).pictures if isinstance(found, Plot)]


def test_a_chart_shows_every_row_that_its_own_became_wherever_they_are_printed(template):
    (chart,) = charts_of(filled(charted(template, before=(["{标题}"], ["{不说}"])), 标题="题", 不说=None))
    assert (chart.ser[0].val.numRef.f, chart.ser[0].cat.numRef.f) == ("'Sheet'!$B$3:$B$5", "'Sheet'!$A$3:$A$5")


def test_a_chart_whose_rows_fell_away_falls_away(template):
    assert charts_of(filled(charted(template), [])) == []


@pytest.mark.parametrize(("kind", "drawn"), [(BarChart, "columns"), (LineChart, "line"), (PieChart, "pie")])
def test_what_the_pdf_shows_comes_from_the_cells(template, kind, drawn):
    (found,) = plots(filled(charted(template, kind)))
    assert (found.kind, list(found.labels)) == (drawn, ["环境卫生", "公益志愿", "移风易俗"])
    assert [list(series.values) for series in found.series] == [[12.0, 7.0, -3.0]]


def test_a_chart_of_another_kind_is_left_out(template):
    assert plots(filled(charted(template, AreaChart))) == []


def test_the_pdf_bears_the_letters_of_the_chart_and_is_the_same_every_time(template, pages, tmp_path):
    try:
        fonts = find_fonts()
    except JifenError:
        pytest.skip("no Chinese font on this machine")
    workbook = filled(charted(template))
    made = typeset.pdf(workbook, fonts=fonts)
    assert made == typeset.pdf(workbook, fonts=fonts)
    (text,) = pages.texts_of(made, tmp_path)
    assert text.count("公益志愿") == 2  # in its cell, and below its bar


@pytest.mark.parametrize("kind", ["columns", "bars", "line", "pie"])
def test_a_drawing_has_no_script_no_address_and_no_chance(kind):
    plot = Plot(
        kind, ["一月", "二<月"], [Series("加分", "3F8F5F", [3, None]), Series("扣分", "C8553D", [0, -2])], 300, 200
    )
    drawing = svg(plot, ["Noto Sans CJK SC"])
    text = drawing.decode().replace("http://www.w3.org/2000/svg", "")
    assert "http" not in text and "<script" not in text and "二<月" not in text
    assert drawing == svg(plot, ["Noto Sans CJK SC"])
