"""What of a workbook goes no further than the door: columns about somebody's person, numbers by which one is found,
marks that nobody sees.

Done to every workbook before anything is understood, so what is read is what is kept (`formats.kept`), and reading that
again gives the same. Of a column its header stays, and in each filled cell stars: that something stood there, not what.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from jifen.domain.personal_numbers import find_numbers
from jifen.domain.visible import visible
from jifen.reading.formats.workbook import Cell, Sheet, Workbook, address, column_letters
from jifen.reading.words.headers import label
from jifen.reading.words.marks import is_mark
from jifen.reading.words.numbers import is_none, looks_like_points
from jifen.reading.words.private import Private, private_kind
from jifen.reading.words.vocabulary import OWN, WORDS

STARS = "***"
"""Stands where a number was."""
_LONGEST_LABEL = 24
_SEVERAL = 3
_VILLAGE, _PERSON = 12, 18
"""Digits of the code of a village (GB/T 10114), and of an identity number."""
_FIGURES = re.compile(r"[\d\-./]+")
_SMALL = 1000
_SHORTEST_NUMBER = 10
_LABELLED = re.compile(r"^\s*([^:：\s][^:：]{0,9}?)\s*[:：]\s*(\S.*)$", re.DOTALL)
_OF_THE_SHEET = re.compile(r"日期|时间|月份|年月|地点|评议|制表|填表|网格|小组|人数|合计|总计")
_CODES = frozenset({"code", "code?"})
_IDENTITY = frozenset({"seq", "code", "code?", "head", "grid", "group", "name", "item", "actor", "member"})


class LeftOut(NamedTuple):
    """A column nobody keeps: its letters, header and kind, how many of its cells held something, how many a number."""

    sheet: str
    column: str
    header: str
    kind: Private
    cells: int
    numbers: int


@dataclass(slots=True)
class Cleaned:
    """What was taken out: columns, and cells in which a number was starred (sheet, address)."""

    columns: list[LeftOut] = field(default_factory=list)
    starred: list[tuple[str, str]] = field(default_factory=list)


def clean(workbook: Workbook) -> Cleaned:
    """Take all of it out of a workbook just read, in place."""
    cleaned = Cleaned()
    for sheet in workbook.sheets:
        sheet.name = visible(sheet.name)
        _strip(sheet)
        headers = _private_headers(sheet)
        for (row, column), kind in headers.items():
            _empty(sheet, row, column, kind, headers, cleaned)
        _empty_labelled(sheet, headers)
        _star(sheet, cleaned)
    return cleaned


def _strip(sheet: Sheet) -> None:
    for cells in sheet.rows.values():
        for column, cell in cells.items():
            value = cell.value
            if isinstance(value, str) and (plain := visible(value)) != value:
                cells[column] = cell._replace(value=plain)


@cache
def _keys() -> Mapping[str, str]:
    """What each header word means in any form."""
    found: dict[str, str] = {}
    for words in (*OWN.values(), WORDS):
        for key, known in words.items():
            for word in known.split():
                found[label(word).whole] = key
    return found


def _kind(cell: Cell | None) -> Private | None:
    if cell is None or cell.kind != "text" or len(cell.text) > _LONGEST_LABEL:
        return None
    folded = label(cell.text)
    return private_kind(folded.plain) or next((k for note in folded.notes if (k := private_kind(note))), None)


def _private_headers(sheet: Sheet) -> dict[tuple[int, int], Private]:
    """Where such columns begin: at a label in a row of headers, or right below or above one."""
    found = {
        (row, column): kind
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if (kind := _kind(cell)) is not None
    }
    rows = {row for row, _ in found}
    heads = {row for near in rows for row in (near - 2, near - 1, near, near + 1, near + 2) if _is_header(sheet, row)}
    return {
        (row, column): kind
        for (row, column), kind in found.items()
        if row in heads
        or (heads & {row - 2, row - 1, row + 1, row + 2} and _only_labels(sheet, row) and not _asks(sheet, row, column))
    }


def _is_header(sheet: Sheet, row: int) -> bool:
    """Whether a row names columns: several words of headers, one of what identifies, and no figure."""
    cells = sheet.rows.get(row)
    if not cells:
        return False
    width = max(cells) + 1
    seen = [cell for column in range(1, min(width, 200)) if (cell := sheet.merged(row, column)) is not None]
    keys = {key for cell in seen if (key := _meaning(cell)) is not None and _kind(cell) is None}
    figures = any(map(_is_figure, cells.values()))
    private = any(_kind(cell) for cell in cells.values())
    return bool(keys & _IDENTITY) and (len(keys) >= _SEVERAL or (len(keys) + private > 1 and not figures))


def _meaning(cell: Cell) -> str | None:
    if cell.kind != "text" or len(cell.text) > _LONGEST_LABEL:
        return None
    folded = label(cell.text)
    return _keys().get(folded.whole) or _keys().get(folded.plain)


def _asks(sheet: Sheet, row: int, column: int) -> bool:
    return sheet.rows[row][column].text.rstrip().endswith((":", "："))


def _only_labels(sheet: Sheet, row: int) -> bool:
    return not any(_is_figure(cell) or len(cell.text) > _LONGEST_LABEL for cell in sheet.rows[row].values())


def _is_figure(cell: Cell) -> bool:
    """A number, a code or a day."""
    return looks_like_points(cell) or _FIGURES.fullmatch(cell.text) is not None


def _empty(
    sheet: Sheet,
    row: int,
    column: int,
    kind: Private,
    headers: Mapping[tuple[int, int], Private],
    cleaned: Cleaned,
) -> None:
    """Star what stands below a header, down to the next table; a column of points under such a header stays."""
    area = sheet.area(row, column)
    columns = range(column, (area.right if area else column) + 1)
    places = [
        (below, index)
        for below in sorted(sheet.rows)
        if below > (area.bottom if area else row)
        for index in columns
        if index in sheet.rows[below]
    ]
    end = next((r for r, c in places if (r, c) in headers or _begins_another(sheet, r, column)), None)
    places = [(r, c) for r, c in places if (end is None or r < end) and not _of_the_sheet(sheet.rows[r][c])]
    nameless = kind in ("address", "health")
    places = [(r, c) for r, c in places if nameless or not is_none(sheet.rows[r][c])]
    cells = [sheet.rows[r][c] for r, c in places]
    if len(columns) == 1 and not nameless and all(map(_is_small, cells)):
        return
    numbers = sum(looks_like_points(cell) or cell.text.isdigit() for cell in cells)
    for r, c in places:
        sheet.rows[r][c] = Cell("text", STARS)
    sheet.emptied[column] = sheet.emptied.get(column, 0) + numbers
    header = sheet.rows[row][column].text
    cleaned.columns.append(LeftOut(sheet.name, column_letters(column), header, kind, len(cells), numbers))


def _begins_another(sheet: Sheet, row: int, column: int) -> bool:
    """Whether the next table's header stands in a row."""
    cell = sheet.rows[row].get(column)
    if cell is None or cell.kind != "text" or any(c.isdigit() for c in cell.text):
        return False
    keys = {key for other in sheet.rows[row].values() if (key := _meaning(other)) is not None}
    return len(keys & _IDENTITY) >= 2 and _is_header(sheet, row)


def _of_the_sheet(cell: Cell) -> bool:
    """`评议日期：2025年7月28日` at the foot of a sheet is about no household."""
    found = _LABELLED.match(cell.text) if cell.kind == "text" else None
    return found is not None and bool(_OF_THE_SHEET.search(found[1])) and private_kind(found[1]) is None


def _is_small(cell: Cell) -> bool:
    """A figure that may be points, or a tick: no number of anybody is."""
    if cell.kind == "text" and (is_mark(cell.text) or cell.text.strip() in ("是", "否")):
        return True
    return looks_like_points(cell) and len("".join(filter(str.isdigit, cell.text))) < len(str(_SMALL))


def _empty_labelled(sheet: Sheet, headers: Mapping[tuple[int, int], Private]) -> None:
    """`住址：…` outside a table: what follows its label in the same cell, else in the next one."""
    for row, cells in sheet.rows.items():
        for column in sorted(cells):
            cell = cells.get(column)
            if cell is None or cell.kind != "text" or (row, column) in headers:
                continue
            text = cell.text.strip()
            if (found := _LABELLED.match(text)) and private_kind(label(found[1]).plain):
                cells[column] = Cell("text", f"{found[1]}：{STARS}")
            elif text.endswith((":", "：")) and _kind(cell) and column + 1 in cells:
                cells[column + 1] = Cell("text", STARS)


def _star(sheet: Sheet, cleaned: Cleaned) -> None:
    """Numbers of definite look, wherever they stand; a household's code of fifteen digits may look like one."""
    coded = {column for cells in sheet.rows.values() for column, cell in cells.items() if _meaning(cell) in _CODES}
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            told = _starred(cell)
            if told is not None and not (column in coded and _is_code(cell)):
                cells[column] = Cell("text", told)
                cleaned.starred.append((sheet.name, address(row, column)))


def _is_code(cell: Cell) -> bool:
    """Twelve digits name a village, a few more its household; with fewer it is a telephone, with eighteen a person."""
    text = (cell.text if isinstance(cell.value, str) else str(int(cell.number))).strip()
    return _VILLAGE <= len(text) < _PERSON and text.isascii() and text.isdigit()


def _starred(cell: Cell) -> str | None:
    """The cell's text with stars for each such number; None where there is none."""
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        if abs(value) < 10 ** (_SHORTEST_NUMBER - 1) or value != int(value):
            return None
        return STARS if find_numbers(str(int(abs(value)))) else None  # what a spreadsheet rounds still begins alike
    if not isinstance(value, str) or len(value) < _SHORTEST_NUMBER or sum(map(_may_be_digit, value)) < _SHORTEST_NUMBER:
        return None
    from jifen.reading.words.guard_words import load_guards

    folding = load_guards().folding
    shown = folding.shown(value)
    places = find_numbers(folding.numbers(shown))
    if not places:
        return None
    each = [folding.shown(character) for character in value]
    as_written = "".join(each) == shown  # then the rest of the text can stay as it is written
    where = [place for place, part in enumerate(each) for _ in part] if as_written else list(range(len(shown)))
    text, told, at = value if as_written else shown, "", 0
    for first, last in places:
        told, at = told + text[at : where[first]] + STARS, where[last - 1] + 1
    return told + text[at:]


_DIGITS = frozenset("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺oOlI")


def _may_be_digit(character: str) -> bool:
    return character in _DIGITS or unicodedata.digit(character, None) is not None
