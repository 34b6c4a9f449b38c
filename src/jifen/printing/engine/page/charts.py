"""The charts of a sheet: what they are drawn from, read out of the workbook's cells, and how they are drawn.

Columns, bars, lines and pies; others are left out, as are series that name no cells of this workbook.
"""

from typing import Any

from jifen.printing.engine import charts
from jifen.printing.engine.page.number_format import shown
from jifen.printing.plot import Plot, Series

_PALETTE = ("2F5D8A", "3F8F5F", "C8553D", "B58A2B", "6B5B95", "4A8C99", "8C6D5A", "777777")
"""What a series is drawn in that has no colour of its own."""
_KINDS = {"barChart": "columns", "lineChart": "line", "pieChart": "pie"}


def plot(chart: Any, book: Any, width: float, height: float) -> Plot | None:
    """An openpyxl chart as it is drawn, its size in points; None where it cannot be."""
    kind: Any = _KINDS.get(chart.tagname)
    if kind == "columns" and chart.barDir == "bar":
        kind = "bars"
    found = [(n, s) for n, s in enumerate(chart.ser) if s.val is not None and s.val.numRef is not None]
    if kind is None or not found:
        return None
    labels = _labels(found[0][1], book)
    series = [Series(_name(one, book), _color(one, n), _numbers(one, book)) for n, one in found]
    count = min([len(one.values) for one in series] + ([len(labels)] if labels else []))
    told = labels[:count] if labels else [str(n) for n in range(1, count + 1)]
    cut = [Series(one.name, one.color, one.values[:count]) for one in series]
    return Plot(kind, told, cut, width, height, legend=chart.legend is not None)


def _cells(ref: Any, book: Any) -> list[Any]:
    found = charts.area(ref)
    if found is None or found[0] not in book.sheetnames:
        return []
    name, top, bottom, first, last = found
    return [cell for row in book[name][f"{first}{top}:{last}{bottom}"] for cell in row]


def _labels(series: Any, book: Any) -> list[str]:
    ref = series.cat and (series.cat.strRef or series.cat.numRef)
    return [shown(cell.value, cell.number_format) for cell in _cells(ref, book)] if ref else []


def _numbers(series: Any, book: Any) -> list[float | None]:
    values = [cell.value for cell in _cells(series.val.numRef, book)]
    return [
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None for value in values
    ]


def _name(series: Any, book: Any) -> str:
    if series.tx is None:
        return ""
    if series.tx.strRef is not None:
        return "".join(str(cell.value or "") for cell in _cells(series.tx.strRef, book))
    return str(series.tx.v or "")


def _color(series: Any, number: int) -> str:
    shape = series.graphicalProperties
    line = shape.line if shape is not None else None
    for fill in (shape and shape.solidFill, line and line.solidFill):
        if fill is not None and fill.srgbClr is not None:
            return str(fill.srgbClr)
    return _PALETTE[number % len(_PALETTE)]
