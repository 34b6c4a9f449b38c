"""Sheets that lie in a way nobody reads: households across, a card a household, months across, a sheet a category.

They are named, with the shortest way out, instead of being read wrongly or called empty.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from jifen.reading.formats.workbook import Cell, Sheet
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.tables import Table
from jifen.reading.words.headers import label, meaning
from jifen.reading.words.households import Households
from jifen.reading.words.names import chinese_number

Shape = Literal["transposed", "one-household", "quarter", "category-sheets"]
LOOKED_AT = 12
"""Rows from the top in which a sheet says whose it is."""
MONTHS = 12
_OF_ONE = re.compile(r"(?:户编号|户号|户主|户主姓名|农户|户名|姓名)[:：]\s*(.+)")
_MONTH = re.compile(
    r"(?:(20[0-9]{2})年)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?(?:得分|积分|分数|合计|小计|总分)?"
)


class Found(NamedTuple):
    """A shape, and the cell that shows it."""

    shape: Shape
    row: int
    column: int


def shape_of(sheet: Sheet, tables: list[Table], known: Callable[[], Households]) -> Found | None:
    """Whether households stand across the sheet, or it is the card of one."""
    for row in sorted(sheet.rows)[:LOOKED_AT]:
        cells = sorted(sheet.rows[row].items())
        named = [
            (i, cell) for i, cell in cells if cell.kind == "text" and meaning(cell.text) in ("code", "head", "code?")
        ]
        if not named:
            if not tables and _across(cells, known):
                return Found("transposed", row, cells[0][0])
            if (place := _one_by_colon(cells, known)) is not None and not _has_own_table(tables, row):
                return Found("one-household", row, place)
            continue
        households = known()
        others = [(i, cell) for i, cell in cells if i > named[0][0] and (i, cell) not in named]
        whose = {code for _, cell in others if (code := _code_of(cell, households))}
        if len(whose) > 1 and len(named) == 1 and 2 * len(whose) >= len(others):
            return Found("transposed", row, named[0][0])
        beside = sheet.rows[row].get(named[0][0] + 1)
        if len(whose) == 1 and beside is not None and _code_of(beside, households):
            return None if _has_own_table(tables, row) else Found("one-household", row, named[0][0])
    return None


def _across(cells: list[tuple[int, Cell]], known: Callable[[], Households]) -> bool:
    """Whether a row, but for its first cell, names households side by side."""
    others = [cell for _, cell in cells[1:]]
    whose = {code for cell in others if (code := _code_of(cell, known()))} if len(others) > 1 else set()
    return len(whose) > 1 and 2 * len(whose) > len(others)


def names_category(text: str, categories: tuple[str, ...]) -> bool:
    """Whether a sheet's name or title is of one category."""
    plain = label(text).plain
    return sum(category in plain for category in categories) == 1


def _one_by_colon(cells: list[tuple[int, Cell]], known: Callable[[], Households]) -> int | None:
    for index, cell in cells:
        match = _OF_ONE.fullmatch(cell.text.strip()) if cell.kind == "text" else None
        if match and (known().knows_name(match[1].strip()) or known().knows_code(match[1].strip())):
            return index
    return None


def _code_of(cell: Cell, households: Households) -> str | None:
    """Something to tell households apart by, where a cell names one."""
    match = households.find(cell.text, "", None) if households.knows_code(cell.text) else None
    if match is None and cell.kind == "text" and households.knows_name(cell.text):
        match = households.find("", cell.text, None)
    return None if match is None else match.household.code if match.household else cell.text


def _has_own_table(tables: list[Table], row: int) -> bool:
    """Whether a table begins elsewhere: then the row is a heading over it."""
    return any(not table.top <= row <= table.bottom for table in tables)


def months_across(columns: list[Column]) -> dict[int, tuple[int | None, int]]:
    """Columns headed by months, by index: year where it is named, and number.

    Empty where there are not several, or where a column is of a category or an item.
    """
    if any(column.scores or column.kind in ("points", "award", "deduction") for column in columns):
        return {}
    found = {column.index: _MONTH.fullmatch(label(column.label).plain) for column in columns}
    months = {
        index: (int(match[1]) if match[1] else None, number)
        for index, match in found.items()
        if match and (number := chinese_number(match[2])) and number <= MONTHS
    }
    return months if len(set(months.values())) > 1 else {}
