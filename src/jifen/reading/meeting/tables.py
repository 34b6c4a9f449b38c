"""Where the tables of a sheet are: header rows one to four deep, blocks side by side, rows of data.

A header is found by the words that name a household's code or head; what columns mean is said by `columns`.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from jifen.reading.formats.workbook import Sheet, UnreadableError
from jifen.reading.meeting.columns import Place
from jifen.reading.words.headers import label, meaning, sign_of, total_row
from jifen.reading.words.numbers import is_none, looks_like_points

MAX_DEPTH = 4
MAX_COLUMNS = 1_000
"""More columns than any sheet of points has: the widest seen has 57."""
MAX_TABLES = 3_000
"""More printed pages than anyone pins to a wall."""
Recognise = Callable[[str], bool]
_TITLE = re.compile(r":|[0-9]年|[0-9一二三四五六七八九十]月份?(?!限)")
_ANCHORS = frozenset({"code", "code?", "head"})
_IDENTITY = frozenset({"seq", "code", "code?", "head", "grid", "group"})


@dataclass(slots=True)
class Block:
    """Columns of one table beside others on the page, each with its labels from top to bottom."""

    paths: dict[int, tuple[Place, ...]]

    @property
    def signature(self) -> tuple[tuple[str, ...], ...]:
        """Its labels alone, to tell a header that is repeated on the next page."""
        return tuple(tuple(label(p.text).whole for p in path) for path in self.paths.values() if path)


@dataclass(slots=True)
class Table:
    """Header rows `top` to `bottom`, data rows `bottom + 1` to `last`."""

    top: int
    bottom: int
    last: int
    blocks: list[Block]


def find_tables(sheet: Sheet, recognises: Recognise, anchors: frozenset[str] = _ANCHORS) -> list[Table]:
    """Every table of the sheet, from top to bottom; a repeated header begins a table of its own."""
    tables: list[Table] = []
    numbers = sorted(sheet.rows)
    bottom = 0
    households: set[int] = set()
    for row in numbers:
        if row <= bottom or not _is_anchor(sheet, row, recognises, anchors):
            continue
        if tables and _is_data(sheet, row, households, recognises):
            continue
        households |= {c for c, cell in sheet.rows[row].items() if meaning(cell.text) in anchors}
        top, bottom = _extent(sheet, row, recognises)
        if tables:
            tables[-1].last = top - 1
        tables.append(Table(top, bottom, numbers[-1], []))
        if len(tables) > MAX_TABLES:
            raise UnreadableError("too-large", "tables")
    for table in tables:
        table.blocks = _blocks(sheet, table)
    return tables


def _is_data(sheet: Sheet, row: int, households: set[int], recognises: Recognise) -> bool:
    """A row below a header that has words of headers in it (与户主关系: 户主) but a household or figures as well."""
    cells = sheet.rows[row].values()
    if any(cell.kind != "text" or looks_like_points(cell) for cell in cells):
        return True
    named = [cell for column in households if (cell := sheet.merged(row, column)) is not None]
    return any(not recognises(cell.text) for cell in named)


def _is_anchor(sheet: Sheet, row: int, recognises: Recognise, anchors: frozenset[str]) -> bool:
    """A row that names the household column and at least one other."""
    cells = sheet.rows[row]
    if not any(cell.kind == "text" and meaning(str(cell.value)) in anchors for cell in cells.values()):
        return False
    known = sum(cell.kind == "text" and recognises(str(cell.value)) for cell in cells.values())
    if known < 2:
        if known < len(cells):
            return False
        around = (sheet.rows.get(row - 1, {}), sheet.rows.get(row + 1, {}))
        texts = [str(c.value) for beside in around for c in beside.values() if c.kind == "text"]
        return sum(recognises(text) and meaning(text) not in anchors for text in texts) >= 2
    return known * 2 >= sum(cell.kind != "text" for cell in cells.values())


def _extent(sheet: Sheet, anchor: int, recognises: Recognise) -> tuple[int, int]:
    cells = sheet.rows[anchor]
    identity = {column for column, cell in cells.items() if meaning(cell.text) in _IDENTITY}
    top = bottom = anchor
    for column in cells:
        area = sheet.area(anchor, column) if sheet.merges else None
        if area and area.bottom - area.top < MAX_DEPTH:
            top, bottom = min(top, area.top), max(bottom, area.bottom)
    while top > 1 and bottom - top + 1 < MAX_DEPTH and _continues(sheet, top - 1, identity, recognises, above=True):
        top -= 1
    while bottom - top + 1 < MAX_DEPTH and _continues(sheet, bottom + 1, identity, recognises, above=False):
        bottom += 1
    return top, bottom


def _continues(sheet: Sheet, row: int, identity: set[int], recognises: Recognise, *, above: bool) -> bool:
    """Whether a row next to the anchor belongs to the header: labels only, nothing where households stand."""
    cells = sheet.rows.get(row)
    if not cells or any(cell.kind != "text" for cell in cells.values()):
        return False
    if any(sheet.merged(row, column) is not None for column in identity):
        return False
    texts = [str(cell.value) for cell in cells.values()]
    if any(looks_like_points(cell) or is_none(cell) for cell in cells.values()):
        return False
    if above:
        return not any(len(t) > 30 or _TITLE.search(label(t).whole) for t in texts) and any(
            _is_group(t, recognises) for t in texts
        )
    return any(recognises(text) and not total_row(text) for text in texts)


def _is_group(text: str, recognises: Recognise) -> bool:
    folded = label(text)
    return len(folded.plain) <= 16 and (recognises(text) or sign_of(folded) != 0 or folded.plain.endswith("得分"))


def _blocks(sheet: Sheet, table: Table) -> list[Block]:
    columns = {c for row in range(table.top, table.bottom + 1) for c in sheet.rows.get(row, {})}
    for area in sheet.merges:
        if area.top <= table.bottom and area.bottom >= table.top:
            columns.update(range(area.left, min(area.right, area.left + 2000) + 1))
    paths = {column: _path(sheet, table, column) for column in sorted(columns)}
    paths = {column: path for column, path in paths.items() if path}
    if len(paths) > MAX_COLUMNS:
        raise UnreadableError("too-large", "columns")
    parts = _split(list(paths), paths)
    return [Block({column: paths[column] for column in part}) for part in parts]


def _path(sheet: Sheet, table: Table, column: int) -> tuple[Place, ...]:
    """The labels over a column; a group's label holds for the columns right of it that have none of their own."""
    places: list[Place] = []
    for row in range(table.top, table.bottom + 1):
        place = _label_at(sheet, row, column)
        if place is None and row < table.bottom:
            place = _group_left(sheet, table, row, column)
        if place is not None and (not places or places[-1] != place):
            places.append(place)
    return tuple(places)


def _label_at(sheet: Sheet, row: int, column: int) -> Place | None:
    area = sheet.area(row, column) if sheet.merges else None
    top, left = (area.top, area.left) if area else (row, column)
    cell = sheet.cell(top, left)
    return Place(cell.text, top, left) if cell is not None and cell.text.strip() else None


def _group_left(sheet: Sheet, table: Table, row: int, column: int) -> Place | None:
    """The label of an unmerged group: the nearest on the left that has labels of its own below it."""
    if not _has_label_below(sheet, table, row, column):
        return None
    if sheet.merges and sheet.area(row, column):
        return None
    cells = sheet.rows.get(row, {})
    left = max((c for c in cells if c < column), default=None)
    if left is None or (sheet.merges and sheet.area(row, left)) or not _has_label_below(sheet, table, row, left):
        return None
    if any(_label_at(sheet, row, c) for c in range(left + 1, column)):
        return None
    return Place(cells[left].text, row, left)


def _has_label_below(sheet: Sheet, table: Table, row: int, column: int) -> bool:
    return any(column in sheet.rows.get(r, {}) for r in range(row + 1, table.bottom + 1))


def _split(columns: list[int], paths: dict[int, tuple[Place, ...]]) -> list[list[int]]:
    """Tables side by side repeat the household's column; each repetition is a block."""
    texts = {c: tuple(label(p.text).whole for p in paths[c]) for c in columns}
    anchors = [c for c in columns if meaning(paths[c][-1].text) in _ANCHORS or meaning(paths[c][0].text) in _ANCHORS]
    repeats = Counter(texts[c] for c in anchors)
    times = max(repeats.values(), default=1)
    if times < 2:
        return [columns]
    size, rest = divmod(len(columns), times)
    if rest == 0:
        parts = [columns[i * size : (i + 1) * size] for i in range(times)]
        if all(sorted(texts[c] for c in part) == sorted(texts[c] for c in parts[0]) for part in parts):
            return parts
    return _split_at_anchors(columns, paths, texts, repeats)


def _split_at_anchors(
    columns: list[int],
    paths: dict[int, tuple[Place, ...]],
    texts: dict[int, tuple[str, ...]],
    repeats: Counter[tuple[str, ...]],
) -> list[list[int]]:
    """Blocks of unlike width: each begins with the run of household columns around a repeated one."""
    repeated = repeats.most_common(1)[0][0]
    positions = [i for i, c in enumerate(columns) if texts[c] == repeated]
    starts = []
    for position in positions:
        start = position
        while start > 0 and meaning(paths[columns[start - 1]][-1].text) in _IDENTITY:
            start -= 1
        starts.append(start)
    starts[0] = 0
    ends = [*starts[1:], len(columns)]
    return [columns[a:b] for a, b in zip(starts, ends, strict=True) if b > a]
