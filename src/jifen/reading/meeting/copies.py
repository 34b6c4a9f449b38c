"""Lists of deeds that stand in a batch twice: a sheet copied in its workbook, a file saved again under another name.

Sheets of one row a household are told apart by their households (`checks`); deeds may well repeat a household.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from jifen.domain.ledger import SheetLine
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading
from jifen.reading.words.names import normalise_text

FEWEST = 2
"""One deed that stands twice may be two deeds; that is `event-repeated`."""
_COPIED = re.compile(r"[-_ ]*(?:[(（\[]?(?:副本|复制|拷贝|备份|copy)[0-9]*[)）\]]?|[(（][0-9]{1,2}[)）])$", re.I)


class _List(NamedTuple):
    """A sheet of deeds: what it counts, and the words of its rows."""

    reading: FileReading
    sheet: str
    lines: Counter[tuple[object, ...]]


def note_copies(readings: Sequence[FileReading]) -> list[Issue]:
    """Each list that repeats an earlier one of its month: all of it, or most of it under a name that says so."""
    issues: list[Issue] = []
    seen: dict[object, list[_List]] = {}
    for reading in readings:
        for sheet in reading.sheets:
            if sheet.layout != "events":
                continue
            lines = Counter(_identity(line) for line in reading.lines if line.source.sheet == sheet.name)
            mine = _List(reading, sheet.name, lines)
            earlier = seen.setdefault(sheet.month, [])
            first = next((other for other in earlier if _repeats(mine, other)), None)
            if first is not None:
                issues.append(_issue(mine, first))
            earlier.append(mine)
    return issues


def _identity(line: SheetLine) -> tuple[object, ...]:
    what = (line.household, line.category, line.rule, line.points, line.quantity)
    return (*what, line.occurred_on, line.reason, line.actor)


def _repeats(mine: _List, other: _List) -> bool:
    count = mine.lines.total()
    if count < FEWEST:
        return False
    if mine.lines == other.lines:
        return True
    shared = (mine.lines & other.lines).total()
    fewer = min(count, other.lines.total())
    return shared >= FEWEST and 2 * shared >= fewer and _is_copy_by_name(mine, other)


def _is_copy_by_name(mine: _List, other: _List) -> bool:
    """`明细 (2)` beside 明细, `积分明细（副本）.xlsx` beside 积分明细.xlsx."""
    if mine.reading is other.reading:
        return _copied(mine.sheet, other.sheet)
    return mine.sheet == other.sheet and _copied(*(PurePath(one.reading.path).stem for one in (mine, other)))


def _copied(name: str, other: str) -> bool:
    stems = [_COPIED.sub("", normalise_text(text)) for text in (name, other)]
    return stems[0] == stems[1] and normalise_text(name) != normalise_text(other)


def _issue(mine: _List, first: _List) -> Issue:
    if mine.reading is first.reading:
        facts = {"reason": "sheet", "name": mine.sheet, "other": first.sheet}
    else:
        facts = {"reason": "content", "name": mine.sheet, "other": first.reading.path}
    return Issue("file-repeated", mine.reading.path, mine.sheet, facts=facts)
