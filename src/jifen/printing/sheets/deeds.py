"""Deeds on sheets: those a meeting decides, with small pictures beside them, and a page of pictures alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from jifen.domain.documents.deeds import ClaimedDeeds, ClaimedLine, PhotoLine, PhotoPage
from jifen.messages import labels
from jifen.messages.subjects import in_words
from jifen.printing import words
from jifen.printing.engine.canvas import CELL, CODE, NOTE, TEXT, TITLE, Canvas, between, choose, finished, new_book
from jifen.printing.engine.filling import Picture, Value

Pictures = Mapping[str, Picture]
"""Small pictures by the content of the kept ones; what could not be read is not among them."""

_HEADERS = (
    *("登记号", "日期", "网格", "户编号", "户主", "细则", "类别", "申报分"),
    *("照片", "评议结果", "核定分", "事由", "理由"),
)
_WIDTHS = (7, 12, 6.5, 8.5, 11, 20, 9, 7.5, 13, 10, 8, 18, 13)
_LOOKS = [CODE, CODE, CELL, CODE, CELL, TEXT, CELL, CELL, CELL.but(down="bottom", size=8), CELL, CELL, TEXT, TEXT]
_PHOTO = 9
_ROW = 26.0
THUMB_MM = (22.0, 17.0)
_WITH_PHOTO, _WITH_MORE = 54.0, 64.0
_LIMIT = 1000
_MEASURED = 10
"""Before which column the quantity that the meeting gives stands, where a deed goes by one."""
_CHANGED, _CHANGED_MEASURED = "改了分的填“核定分”", "改了数量的填“核定数量”，改了分的填“核定分”"
_NOTE = (
    "评议结果填“通过”或“不通过”，空着的留到下次再评；通过的照申报分记（写明数量的由程序算），{changed}；不通过的写上理由。"
    "登记号、日期、户、细则、申报分不要改。填好后：jifen meeting import 这张表"
)
_SIGN = "评议小组签字：　　　　　　村监委监督签字：　　　　　　党支部书记：　　　　　　（盖章）"
_ACROSS = 2
PAGE_MM = (82.0, 62.0)
_PICTURE_ROW = 180.0


def claimed_deeds(content: ClaimedDeeds, pictures: Pictures) -> bytes:
    """The sheet on which a meeting decides what was claimed."""
    book = new_book()
    title = f"{content['village']}{labels.period(content['month'])}平时登记评议表"
    measured = any(line["measure"] for line in content["lines"])
    widths, looks = _with(_WIDTHS, 8.5, measured), _with(_LOOKS, CELL, measured)
    canvas = Canvas(book, "平时登记", widths, landscape=True).footer(title)
    canvas.whole(title, TITLE, 36)
    canvas.whole(in_words(_NOTE.format(changed=_CHANGED_MEASURED if measured else _CHANGED)), NOTE, 34)
    canvas.parts([(1, 8, "单位：分　本表供评议会用，不张贴", NOTE), (9, len(widths), "评议日期：", NOTE)], 20)
    start = canvas.header(_with(_HEADERS, "核定数量", measured), 24)
    canvas.freeze(6)
    for line in content["lines"]:
        small = next((pictures[photo] for photo in line["photos"] if photo in pictures), None)
        with_photo = _WITH_MORE if len(line["photos"]) > 1 else _WITH_PHOTO
        row = canvas.cells(_with(_claimed(line), None, measured), looks, _ROW if small is None else with_photo)
        if small is not None:
            canvas.stand(row, _PHOTO, small, dx=3, dy=2)
    choose(canvas, canvas.area(start, 10), ("通过", "不通过"), strict=False)
    between(canvas, canvas.area(start, _MEASURED + 1 + measured), -_LIMIT, _LIMIT)
    canvas.whole(in_words(_SIGN), NOTE, 36)
    canvas.pages(keep=3)
    return finished(book)


_Part = TypeVar("_Part")


def _with(parts: Sequence[_Part], more: _Part, measured: bool) -> list[_Part]:
    """The parts of a row, with that of the quantity where there is to be one."""
    return [*parts[:_MEASURED], *([more] if measured else []), *parts[_MEASURED:]]


def _claimed(line: ClaimedLine) -> list[Value]:
    measured = f"（{line['times']}{line['measure']}）" if line["measure"] else ""
    what = f"{line['rule']} {line['wording'] or ''}".strip() + measured if line["rule"] else None
    claim = None if measured else Decimal(line["points"])
    count = len(line["photos"])
    told = f"共{count}张" if count > 1 else None
    named: list[Value] = [str(line["deed"]), line["on"], words.grid_cell(line["grid"]), line["household"], line["head"]]
    note = labels.deed_note(line["note"], *(line["matter"] or (None, None)))
    return [*named, what, line["category"], claim, told, None, None, note or None, None]


def photo_page(content: PhotoPage, pictures: Pictures) -> bytes:
    """Pages of pictures, two side by side, each with its day, its grid and what was done."""
    book = new_book()
    title = f"{content['village']}{labels.period(content['period'])}公示影像"
    canvas = Canvas(book, "公示影像", (46, 46)).footer(title)
    canvas.whole(title, TITLE, 36)
    lines = [line for line in content["lines"] if line["photo"] in pictures]
    for first in range(0, len(lines), _ACROSS):
        pair = lines[first : first + _ACROSS]
        row = canvas.cells([None] * _ACROSS, CELL, _PICTURE_ROW)
        for column, line in enumerate(pair, 1):
            canvas.stand(row, column, pictures[line["photo"]], dx=4, dy=3)
        told: list[Value] = [_told(line) for line in pair]
        canvas.cells([*told, *[None] * (_ACROSS - len(pair))], CELL, 34)
    canvas.pages(keep=2)
    return finished(book)


def _told(line: PhotoLine) -> str:
    """`2025年7月2日　第3网格　参加集体环境整治`, and whose it was where names stand."""
    parts = [words.day(line["on"]), words.grid(line["grid"]), line["head"], line["what"]]
    told = "　".join(part for part in parts if part)
    return f"{told}（{line['note']}）" if line["note"] else told


def claimed_file(content: ClaimedDeeds) -> str:
    """What the sheet's file is called."""
    return f"{labels.period(content['month'])}平时登记评议表.xlsx"


def photo_file(content: PhotoPage, *, named: bool) -> str:
    """What the file of a page of pictures is called."""
    return f"{labels.period(content['period'])}公示影像{'（带户名）' if named else ''}.xlsx"
