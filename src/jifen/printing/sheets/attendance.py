"""The sheet of an activity: to sign up on before, to sign in on when it begins. It reads back as it is."""

from typing import TypedDict

from jifen.domain.documents.lines import Placed
from jifen.messages.subjects import in_words
from jifen.printing import words
from jifen.printing.engine.canvas import CELL, CODE, NOTE, TITLE, Canvas, finished, new_book
from jifen.printing.engine.filling import Value
from jifen.printing.sheets import columns as planned

_ROW = 22.0
_SPARE = 10
"""Blank lines below the households, for third persons of a household."""
_NOTE = "一人一行，一户来的人多的写在最后的空行里（写上户编号）；来了的在“签到”打 √ 或签名，没来的空着。"


class AttendanceLine(Placed):
    """A household that may come."""

    people: int | None


class AttendanceSheet(TypedDict):
    """An activity and who may come. `hours`: the sheet asks how long each stayed."""

    village: str
    activity: int
    name: str
    on: str
    place: str
    quota: int | None
    what: str
    hours: bool
    lines: list[AttendanceLine]


def attendance_sheet(content: AttendanceSheet) -> bytes:
    """The workbook: two lines a household, one where it is one person."""
    grid, head = (planned.grid_width(line["grid"] for line in content["lines"]), 14.0)
    headers = ["网格", "户编号", "户主", "参加人", "签到", *(["小时"] if content["hours"] else [])]
    widths = [grid, 10.0, head, 18.0, 20.0, *([9.0] if content["hours"] else [])]
    book = new_book()
    canvas = Canvas(book, "签到表", widths).footer(f"{content['name']}　第 {content['activity']} 号活动")
    canvas.whole(f"{content['village']}“{content['name']}”签到表", TITLE, 40)
    facts = [words.day(content["on"]), content["place"], content["what"]]
    facts += [f"名额{content['quota']}人"] if content["quota"] else []
    canvas.whole("　　".join(part for part in facts if part), NOTE, 22)
    canvas.whole(f"{in_words(_NOTE)}填好后：jifen activity import {content['activity']} 这张表", NOTE)
    canvas.header(headers, 24)
    canvas.freeze(4)
    looks = [CELL, CODE, CELL, *[CELL] * (len(headers) - 3)]
    rest: list[Value] = [None] * (len(headers) - 3)
    for line in content["lines"]:
        named: list[Value] = [words.grid_cell(line["grid"]), line["household"], line["head"]]
        canvas.cells([*named, *rest], looks, _ROW)
        if line["people"] != 1:
            canvas.cells([*named, *rest], looks, _ROW)
    for _ in range(_SPARE):
        canvas.cells([None] * len(headers), looks, _ROW)
    canvas.whole("签到负责人：　　　　　　　　日期：", NOTE, 34)
    canvas.pages(keep=3)
    return finished(book)


def file_name(content: AttendanceSheet) -> str:
    """What the sheet's file is called."""
    return f"{content['name']}签到表_{content['on']}.xlsx"
