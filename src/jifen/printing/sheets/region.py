"""Many villages as a workbook for township and county: a sheet a question, with charts an office program can change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from jifen.domain.documents.region import Region
from jifen.messages import labels
from jifen.printing.engine.canvas import CELL, NOTE, TEXT, TITLE, YUAN, Canvas, finished, new_book
from jifen.printing.engine.filling import Value

_BELOW = 2
"""Rows between a table and its chart."""
MOST_BARS = 24
_CM = 0.19
"""A unit of a column's width, so that a chart is as wide as its table."""
_COLORS = ("3F8F5F", "B5452C")


def region_book(content: Region) -> bytes:
    """The workbook."""
    book = new_book()
    span = f"{labels.period(content['first'])}至{labels.period(content['last'])}"
    villages = content["figures"]["villages"]
    note = f"{span}，{villages} 个村，截至{content['as_of']}。加分或扣分不到三户的，只在合计里。"
    name = content["place"]
    _villages(book, content, name, note)
    _months(book, content, name, note)
    _categories(book, content, name, note)
    _lists(book, content, name, note)
    _goods(book, content, name, note)
    _looks(book, content, name, note)
    return finished(book)


def _villages(book: Any, content: Region, name: str, note: str) -> None:
    rows = [
        (
            *(county["county"], township["township"], line["village"], line["households"]),
            *(_number(line["share"]), *_points(line)),
            *(line["month"], labels.rollup_word(line["status"])),
        )
        for county in content["counties"]
        for township in county["lines"]
        for line in township["lines"]
    ]
    heads = ("县", "乡镇", "村", "户数", "参与率%", "加分", "扣分", "合计", "最近一月", "状态")
    widths = (10, 12, 16, 8, 9, 10, 10, 10, 10, 10)
    canvas, first = _sheet(book, "各村", f"{name}各村积分", note, heads, widths, rows, 3)
    if rows:
        _chart(canvas, first, min(len(rows), MOST_BARS), 3, (6, 7), "各村加分和扣分")


def _months(book: Any, content: Region, name: str, note: str) -> None:
    rows = [
        (line["month"], line["villages"], line["households"], _number(line["share"]), *_points(line))
        for line in content["months"]
    ]
    heads = ("月份", "村", "户数", "参与率%", "加分", "扣分", "合计")
    canvas, first = _sheet(book, "各月", f"{name}各月积分", note, heads, (12, 8, 10, 10, 12, 12, 12), rows, 1)
    if rows:
        _chart(canvas, first, len(rows), 1, (5, 6), "各月加分和扣分")


def _categories(book: Any, content: Region, name: str, note: str) -> None:
    rows = [
        (line["category"], line["villages"], line["entries"], _number(line["share"]), *_points(line))
        for line in content["categories"]
    ]
    heads = ("类别", "村", "笔数", "占加分%", "加分", "扣分", "合计")
    canvas, first = _sheet(book, "各类别", f"{name}各类别积分", note, heads, (20, 8, 10, 10, 12, 12, 12), rows, 1)
    if rows:
        _chart(canvas, first, min(len(rows), MOST_BARS), 1, (5, 6), "各类别加分和扣分")


def _lists(book: Any, content: Region, name: str, note: str) -> None:
    rows = [
        (
            *(line["county"], line["township"], labels.period(line["period"]), labels.rollup_word(line["list"])),
            *(line["villages"], line["households"], line["removed"], line["objections"]),
        )
        for line in content["boards"]
    ]
    heads = ("县", "乡镇", "时间", "榜", "村", "户", "后来撤下", "异议")
    _sheet(book, "榜", f"{name}各榜", note, heads, (10, 14, 16, 14, 8, 8, 10, 8), rows, 4)


def _goods(book: Any, content: Region, name: str, note: str) -> None:
    rows: list[Sequence[Value]] = [
        (
            *(line["county"], line["township"], line["village"]),
            *map(Decimal, (line["received"], line["redeemed"], line["stock"])),
            *map(Decimal, (line["fund_in"], line["fund_out"], line["fund"], line["points"])),
        )
        for line in content["goods"]
    ]
    heads = ("县", "乡镇", "村", "入库", "兑换", "库存", "资金收入", "资金支出", "资金结余", "兑换积分")
    widths = (10, 12, 16, *[11] * 6, 10)
    title = f"{name}物资和资金（元）"
    canvas, first = _sheet(book, "物资和资金", title, note, heads, widths, rows, 3, yuan=range(3, 9))
    if rows:
        _chart(canvas, first, min(len(rows), MOST_BARS), 3, (6, 9), "各村库存和资金结余", ("2F5D8A", "C08A2B"))


def _looks(book: Any, content: Region, name: str, note: str) -> None:
    rows = [
        (
            *(line["county"], line["township"], line["village"], labels.period(line["month"])),
            *(labels.ATTENTION[line["what"]], line["value"], line["usual"]),
        )
        for line in content["attention"]
    ]
    heads = ("县", "乡镇", "村", "月份", "为什么", "这个村", "比照")
    _sheet(book, "要看一看的", f"{name}要看一看的", note, heads, (10, 12, 16, 14, 24, 10, 10), rows, 7)


def _points(line: Any) -> tuple[Decimal, ...]:
    return Decimal(line["awards"]), Decimal(line["deductions"]), Decimal(line["points"])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _sheet(
    book: Any,
    sheet: str,
    title: str,
    note: str,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Value]],
    texts: int,
    yuan: Sequence[int] = (),
) -> tuple[Canvas, int]:
    """A table with its title; the first `texts` columns hold words. Gives the sheet and the first row of the table."""
    canvas = Canvas(book, sheet, widths, landscape=sum(widths) > 90)
    canvas.whole(title, TITLE, 38)
    canvas.whole(note, NOTE)
    first = canvas.header(heads, 24)
    canvas.freeze(1)
    looks = [TEXT if n < texts else YUAN if n in yuan else CELL for n in range(len(heads))]
    for row in rows:
        canvas.cells(list(row), looks, 19)
    if not rows:
        canvas.whole("没有", CELL, 24)
    canvas.sheet.auto_filter.ref = canvas.area(first - 1, 1, len(heads))
    canvas.pages()
    return canvas, first


def _chart(
    canvas: Canvas,
    first: int,
    count: int,
    names: int,
    columns: tuple[int, ...],
    title: str,
    colors: Sequence[str] = _COLORS,
) -> None:
    """Upright bars of some columns under the table, a native chart of the workbook."""
    from openpyxl.chart import BarChart, Reference

    chart: Any = BarChart()
    chart.type, chart.title, chart.style = "col", title, 10
    for column, color in zip(columns, colors, strict=False):
        values = Reference(canvas.sheet, min_col=column, min_row=first - 1, max_row=first + count - 1)
        chart.add_data(values, titles_from_data=True)
        chart.series[-1].graphicalProperties.solidFill = color
    chart.set_categories(Reference(canvas.sheet, min_col=names, min_row=first, max_row=first + count - 1))
    chart.width = sum(canvas.widths) * _CM
    chart.height, chart.legend.position = 9, "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblPos = "low"
    canvas.sheet.add_chart(chart, f"A{canvas.row_number + _BELOW}")
