"""Blank sheets for a scoring meeting: to print and write on, or to fill in on the screen; the reader reads them back.

The headers are those of the offices' own forms. No formulas: a sum nobody calculated could not be read again.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from jifen.domain.documents.blank import Blank, BlankItem, BlankLayout, BlankLine
from jifen.domain.period import Period
from jifen.domain.rulebook import RulePoints, parse_caps
from jifen.messages import labels
from jifen.messages.subjects import header, headers, in_words
from jifen.printing import words
from jifen.printing.engine.canvas import (
    CELL,
    CODE,
    HEAD,
    NOTE,
    TEXT,
    TITLE,
    Canvas,
    Look,
    Range,
    between,
    choose,
    finished,
    new_book,
    room_across,
)
from jifen.printing.engine.filling import Value
from jifen.printing.sheets import columns as planned

_ROW = 22.0
_ACROSS = room_across(landscape=True)
_ITEMS_RIGHT = (8.0, 10.0)
_HEAD_SIZE = 8.5
"""Letters of a column a finger wide that says a whole rule: bigger ones would take half the page."""
_LIMIT = 1000
_SPARE = 40
"""Blank lines below the households of an event sheet, for their second deeds."""
_SIGN = "评议小组签字：　　　　　　村监委监督签字：　　　　　　党支部书记：　　　　　　制表：　　　　　　（盖章）"
_UNIT = "单位：分；扣分写负数，空白、“/”“—”为无得分"
_EVENT_HEADERS = (
    *("序号", "日期", "网格", "户编号", "户主", "行为人", "加/减"),
    *("项目编号", "积分项目", "事项详情", "分值", "证明材料", "申报来源", "备注"),
)
_EVENT_WIDTHS = (6, 9, 6, 9, 14, 9, 6, 8.5, 16.5, 20, 7, 9.5, 7.5, 7)
_SOURCES = ("自报", "网格员", "群众")


def meeting_sheet(content: Blank, layout: BlankLayout) -> bytes:
    """The workbook of one layout: `wide` a column a category, `grids` the same a sheet a grid, `items` a column a rule,
    `events` a row a deed."""
    book = new_book()
    _LAYOUTS[layout](book, content)
    return finished(book)


def _wide(book: Any, content: Blank) -> None:
    month = labels.period(content["month"])
    title = f"{content['village']}{month}积分评议汇总表"
    this = _this(content)
    _categories(book, month, title, "全村", content["lines"], content["categories"], this=this, with_grid=True)


def _grids(book: Any, content: Blank) -> None:
    month = labels.period(content["month"])
    for grid, members in groupby(content["lines"], key=lambda line: line["grid"]):
        name = words.grid(grid)
        title = f"{name}{month}积分评议表"
        _categories(book, name, title, name, list(members), content["categories"], this=_this(content), with_grid=False)


def _this(content: Blank) -> str:
    """What a header calls the points of the meeting: of a month, or of a longer period."""
    return "本月" if Period.parse(content["month"]).kind == "month" else "本期"


def _categories(
    book: Any,
    sheet: str,
    title: str,
    where: str,
    lines: Sequence[BlankLine],
    categories: Sequence[str],
    *,
    this: str,
    with_grid: bool,
) -> None:
    """One table: identity, a column a category, total, signature."""
    grids = {"网格": planned.grid_width(line["grid"] for line in lines)} if with_grid else {}
    left = {"序号": 6.0, **grids, "户编号": 9.0, "户主": planned.head_width(line["head"] for line in lines)}
    right = {f"{this}合计": 10.0, "签字": 12.0, "备注": 10.0}
    each = planned.blank_width(len(categories), _ACROSS - sum(left.values()) - sum(right.values()))
    canvas = Canvas(book, sheet, [*left.values(), *[each] * len(categories), *right.values()], landscape=True)
    canvas.footer(title)
    canvas.whole(title, TITLE.but(size=18), 30)
    _under_title(canvas, where)
    groups = [(f"{this}得分（加分为正、扣分为负）", [(name,) for name in categories])]
    start = _header(canvas, list(left), groups, list(right), (18, 30))
    looks = [CELL, *([CELL] if with_grid else []), CODE, CELL, *[CELL] * (len(categories) + 3)]
    for number, line in enumerate(lines, 1):
        grid: list[Value] = [words.grid_cell(line["grid"])] if with_grid else []
        blank = [None] * (len(categories) + 3)
        canvas.cells([number, *grid, line["household"], line["head"], *blank], looks, _ROW)
    between(canvas, canvas.area(start, len(left) + 1, len(left) + len(categories)), -_LIMIT, _LIMIT)
    canvas.whole(in_words(_SIGN), NOTE, 26)
    canvas.pages(keep=4)


def _under_title(canvas: Canvas, where: str) -> None:
    """The day comes last: a reader takes the cell behind an empty `评议日期：` for the day."""
    total = len(canvas.widths)
    half, late = total // 4, total - 3
    canvas.parts(
        [
            (1, half, f"{header('网格')}：{where}", NOTE),
            (half + 1, late, _UNIT, NOTE),
            (late + 1, total, "评议日期：", NOTE),
        ],
        18,
    )


def _header(
    canvas: Canvas,
    left: Sequence[str],
    groups: Sequence[tuple[str, Sequence[tuple[str, ...]]]],
    right: Sequence[str],
    heights: Sequence[float],
    looks: Sequence[Look] = (HEAD, HEAD),
) -> int:
    """A header of several rows: groups' names above what each column says, the others merged down; the row below it."""
    column = len(left) + 1
    top: list[Range] = []
    below: list[list[Range]] = [[] for _ in heights[1:]]
    for name, members in groups:
        top.append((column, column + len(members) - 1, name, looks[0]))
        for place, texts in enumerate(members, column):
            for row, text, look in zip(below, texts, looks[1:], strict=True):
                row.append((place, place, text, look))
        column += len(members)
    sides = [*enumerate(headers(left), 1), *enumerate(headers(right), column)]
    first = canvas.parts([*top, *((place, place, text, HEAD) for place, text in sides)], heights[0])
    for row, height in zip(below, heights[1:], strict=True):
        canvas.parts([*row, *((place, place, None, HEAD) for place, _ in sides)], height)
    for place, _ in sides:
        canvas.down(first, canvas.row_number, place)
    canvas.repeat(first)
    canvas.freeze(len(left) + 1)
    return canvas.row_number + 1


def _items(book: Any, content: Blank) -> None:
    """A column a rule, headed by category, code and wording, value and limits; on as many sheets as it takes."""
    left = {
        "网格": planned.grid_width(line["grid"] for line in content["lines"]),
        "户编号": 9.0,
        "户主姓名": planned.head_width(line["head"] for line in content["lines"]),
    }
    parts = planned.share(len(content["items"]), _ACROSS - sum(left.values()) - sum(_ITEMS_RIGHT))
    for number, part in enumerate(parts, 1):
        items = content["items"][part.start : part.stop]
        widths = [*left.values(), *[part.width] * len(items), *_ITEMS_RIGHT]
        canvas = Canvas(book, planned.numbered("项目得分", number, parts), widths, landscape=True)
        title = f"{content['village']}{labels.period(content['month'])}积分项目评议表{planned.which(number, parts)}"
        canvas.footer(title)
        canvas.whole(title, TITLE, 36)
        canvas.whole("评议时间：　　　　　　　　　　地点：", NOTE, 20)
        _items_table(canvas, content, items, list(left), ["合计得分" if len(parts) == 1 else "得分小计", "备注"])
        canvas.whole(in_words(_SIGN), NOTE, 36)
        canvas.pages(keep=4)


def _items_table(
    canvas: Canvas, content: Blank, items: Sequence[BlankItem], left: Sequence[str], right: Sequence[str]
) -> None:
    groups = [
        (category, [(f"{item['code']} {item['wording']}", worth(item)) for item in own])
        for category, own in groupby(items, key=lambda item: item["category"])
    ]
    small = HEAD.but(size=_HEAD_SIZE)
    start = _header(canvas, left, groups, right, (20, 40, 30), (HEAD, small, small))
    looks = [CELL, CODE, CELL, *[CELL] * (len(items) + 2)]
    blank = [None] * (len(items) + 2)
    for line in content["lines"]:
        canvas.cells([words.grid_cell(line["grid"]), line["household"], line["head"], *blank], looks, _ROW)
    if items:
        between(canvas, canvas.area(start, len(left) + 1, len(left) + len(items)), -_LIMIT, _LIMIT)


def worth(item: BlankItem) -> str:
    """`+2/次，月限6（得分）`: value, unit and limits of a rule, as the offices' item sheets head their columns.

    What goes by a quantity asks for that: `10小时+2；20小时+5（小时）`.
    """
    caps = "".join(f"，{labels.CAP_WORD[cap.counts_by]}限{cap.limit}" for cap in parse_caps(item["caps"]))
    points = RulePoints.parse(item["points"])
    unit = f"/{item['unit']}" if item["unit"] and not points.is_measured else ""
    return f"{labels.points(points)}{unit}{caps}（{points.measure or '得分'}）"


def _events(book: Any, content: Blank) -> None:
    """A row a deed: a line a household, then blank ones; lines without points count for nothing."""
    month = labels.period(content["month"])
    title = f"{content['village']}{month}积分登记明细表"
    canvas = Canvas(book, "明细", _EVENT_WIDTHS, landscape=True).footer(title)
    canvas.whole(title, TITLE, 36)
    canvas.whole("评议日期：　　　　　　　　　　主持人：", NOTE, 20)
    start = canvas.header(_EVENT_HEADERS, 24)
    canvas.freeze(6)
    looks = [CELL, CELL, CELL, CODE, CELL, CELL, CELL, CODE, TEXT, TEXT, CELL, TEXT, CELL, TEXT]
    for number, line in enumerate(content["lines"], 1):
        known: list[Value] = [number, None, words.grid_cell(line["grid"]), line["household"], line["head"]]
        canvas.cells([*known, *[None] * 9], looks, _ROW)
    for _ in range(_SPARE):
        canvas.cells([None] * len(_EVENT_HEADERS), looks, _ROW)
    choose(canvas, canvas.area(start, 7), ("加", "减"))
    choose(canvas, canvas.area(start, 13), _SOURCES, strict=False)
    between(canvas, canvas.area(start, 11), -_LIMIT, _LIMIT)
    canvas.whole("记录人：　　　　　　　　审核人：", NOTE, 36)
    canvas.pages()


_LAYOUTS: dict[BlankLayout, Callable[[Any, Blank], None]] = {
    "wide": _wide,
    "grids": _grids,
    "items": _items,
    "events": _events,
}

_NAMES: dict[BlankLayout, str] = {
    "wide": "积分评议汇总表",
    "grids": "积分（分网格）",
    "items": "项目评议表",
    "events": "积分登记明细表",
}
LAYOUTS: tuple[BlankLayout, ...] = tuple(_NAMES)
"""The layouts a blank sheet may have."""


def file_name(content: Blank, layout: BlankLayout) -> str:
    """What the blank sheet's file is called."""
    return f"{labels.period(content['month'])}{_NAMES[layout]}（空白）.xlsx"
