"""Native charts of a template: columns that stand or bars that lie, in the colours of the paper."""

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils import get_column_letter

FACE, GREY, GUIDE = "黑体", "5F6368", "E3E5E8"


def bars(first, last, top, bottom, across, labels, series) -> BarChart:
    """See `Page.chart`."""
    chart = BarChart()
    chart.barDir, chart.grouping = ("bar", "clustered") if across else ("col", "clustered")
    chart.gapWidth, chart.overlap, chart.style = 45, 0, None
    chart.legend.position, chart.legend.txPr = "b", _letters(9)
    chart.graphical_properties = _plain()
    for index, (name, color, place) in enumerate(series):
        chart.ser.append(_series(index, name, color, place, labels, numbers=not across))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete, axis.txPr, axis.title = False, _letters(9), None
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=GUIDE))
    chart.x_axis.tickLblPos = "low"
    if across:
        chart.x_axis.scaling.orientation = "maxMin"  # the first category on top
        chart.y_axis.crosses = "max"
        chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GUIDE))
    else:
        chart.y_axis.delete, chart.y_axis.majorGridlines = True, None
    start = AnchorMarker(col=first - 1, row=top - 1, colOff=0, rowOff=0)
    chart.anchor = TwoCellAnchor(editAs="twoCell", _from=start, to=AnchorMarker(col=last, row=bottom))
    return chart


def _series(index, name, color, place, labels, *, numbers):
    shape = GraphicalProperties(solidFill=color)
    shape.line.noFill = True
    told = DataLabelList() if numbers else None
    if told is not None:
        told.showVal, told.dLblPos, told.txPr = True, "outEnd", _letters(8)
        told.showSerName = told.showCatName = told.showLegendKey = told.showPercent = False
    found = Series(
        idx=index,
        order=index,
        tx=SeriesLabel(v=name),
        cat=AxDataSource(strRef=StrRef(f=_place(labels))),
        val=NumDataSource(numRef=NumRef(f=_place(place))),
        spPr=shape,
        dLbls=told,
    )
    found.invertIfNegative = False
    return found


def _place(place) -> str:
    sheet, column, row = place
    letter = get_column_letter(column)
    return f"'{sheet}'!${letter}${row}:${letter}${row}"


def _letters(size) -> RichText:
    face = CharacterProperties(sz=size * 100, solidFill=GREY, latin=Font(typeface=FACE), ea=Font(typeface=FACE))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=face), endParaRPr=face)])


def _plain() -> GraphicalProperties:
    shape = GraphicalProperties(noFill=True)
    shape.line.noFill = True
    return shape
