"""What a column means by what stands in it, where its header alone cannot say.

Under any header a column of 加分 and 扣分 is one of directions, one of 通过 and 不通过 one of decisions; under 加减分
numbers are points that carry their own sign. What a column holds is looked at only where its header leaves it open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jifen.reading.formats.workbook import Sheet
from jifen.reading.meeting.columns import Column, RuleBookWords, understand
from jifen.reading.meeting.tables import Block, Table
from jifen.reading.words.headers import label, sign_of
from jifen.reading.words.marks import decision_word, denies, direction_word, is_answer, is_grade
from jifen.reading.words.names import looks_like_person
from jifen.reading.words.numbers import is_none, looks_like_points

_ASKS = re.compile(r"审|批|认定|通过|同意|结论|结果|决定|表决|核定|意见|状态|采纳")
_JUDGES = re.compile(r"[审批认定决核]|通过|同意|结论|结果|意见|采纳|评议|属实|有效|是否.{0,2}分|是否入")
_YES_OR_NO = re.compile(r"是否|通过|表决|同意|审[核批定查]|复核|核[实查]")
_BY = re.compile(r"[人员者签数]|[^计记加扣]分|时间|日期|单位|部门|电话")
_OPEN = frozenset({None, "ignore", "direction", "decision", "award", "deduction", "rule_text", "reason", "category"})
_FIGURES = frozenset({"points", "award", "deduction", "count", "category", "item", "total", "claim"})


@dataclass(slots=True)
class Contents:
    """How many of a column's cells are what."""

    filled: int = 0
    numbers: int = 0
    directions: int = 0
    passed: int = 0
    rejected: int = 0
    answers: int = 0
    grades: int = 0
    failing: int = 0
    denying: int = 0
    persons: int = 0

    @property
    def decides(self) -> bool:
        """Whether everything in it is a decision, and something more than a tick or a cross."""
        return bool(self.passed + self.rejected) and self.passed + self.rejected + self.answers == self.filled

    @property
    def directs(self) -> bool:
        """Whether everything in it is a direction."""
        return 0 < self.directions == self.filled

    @property
    def texts(self) -> int:
        """Cells that are no numbers."""
        return self.filled - self.numbers


def contents_of(sheet: Sheet, rows: Sequence[int], index: int) -> Contents:
    """What stands in a column in these rows."""
    found = Contents()
    for row in rows:
        cell = sheet.rows[row].get(index)
        if cell is None or is_none(cell):
            continue
        found.filled += 1
        if looks_like_points(cell):
            found.numbers += 1
            continue
        text = cell.text
        found.directions += direction_word(text) is not None
        found.answers += is_answer(text)
        found.grades += is_grade(text)
        found.failing += text.strip().startswith("不")
        found.denying += denies(text)
        found.persons += looks_like_person(text)
        decision = decision_word(text)
        found.passed += decision is True
        found.rejected += decision is False
    return found


def columns_of(sheet: Sheet, table: Table, part: Block, words: RuleBookWords) -> list[Column]:
    """The columns of a block: by their headers, and where those leave it open by what stands in them."""
    columns = [understand(index, path, words) for index, path in part.paths.items()]
    if not any(column.kind in ("code", "code?", "head") for column in columns):
        return columns
    asked = [c for c in columns if c.kind in _OPEN and not (c.scores and c.category)]
    if asked:
        rows = [row for row in range(table.bottom + 1, table.last + 1) if row in sheet.rows]
        _settle(columns, {c.index: contents_of(sheet, rows, c.index) for c in asked}, len(rows))
    return columns


def _settle(columns: list[Column], contents: dict[int, Contents], rows: int) -> None:
    _settle_texts_of_sides(columns, contents)
    for column in columns:
        found = contents.get(column.index)
        if found is None or not found.filled or column.fault:
            continue
        if column.kind == "direction":
            _settle_figures(column, columns, found)
        elif found.directs and column.kind not in ("award", "deduction"):
            _become_direction(column, columns, contents)
        elif column.kind == "decision":
            _settle_grades(column, columns, found)
        elif column.kind in (None, "ignore"):
            decides = _decides(column, found) or _judges(column, found)
            if decides and _is_kept(column, found, rows):
                _become_decision(column, columns)
            elif _is_headed_by_judging(column) and _is_open(column, columns, found):
                _leave_open(column, columns, full=_is_kept(column, found, rows))


def _decides(column: Column, found: Contents) -> bool:
    """By its cells alone; √ and × decide only where the header speaks of deciding."""
    header = label(column.label).plain
    asks = (_ASKS.search(header) or _is_headed_by_judging(column)) and found.answers == found.filled > 0
    return found.decides or (asks and column.left in (None, "handled", "votes", "status"))


def _judges(column: Column, found: Contents) -> bool:
    """A header that speaks of judging over cells of which some judge: the others are asked about, none is passed over.

    Under any other header that nobody knows it takes half of them.
    """
    said = found.passed + found.rejected
    if _is_headed_by_judging(column):
        return said + found.denying > 0
    return column.left is None and said * 2 >= found.filled


def _is_headed_by_judging(column: Column) -> bool:
    header = label(column.label).plain
    return column.left in (None, "handled", "votes") and bool(_JUDGES.search(header)) and _BY.search(header) is None


def _is_kept(column: Column, found: Contents, rows: int) -> bool:
    """Whether the column is filled in row by row; a note or two beside some rows is no column of decisions."""
    if column.left == "note":
        return found.filled > 1 and found.filled * 3 >= rows * 2
    return found.filled * 2 >= rows - 1


def _settle_figures(column: Column, columns: list[Column], found: Contents) -> None:
    """`加减分` over numbers is a column of points that carry their own sign."""
    if found.numbers and not found.directions and not any(c.kind in _FIGURES for c in columns if c is not column):
        column.kind, column.own_sign = "points", True
    elif found.numbers and not found.directions and any(c.kind in ("category", "item") for c in columns):
        column.kind = "total"


def _become_direction(column: Column, columns: list[Column], contents: dict[int, Contents]) -> None:
    others = [c for c in columns if c.kind == "direction" and contents[c.index].directions]
    if not others:
        column.kind, column.left = "direction", None


def _settle_grades(column: Column, columns: list[Column], found: Contents) -> None:
    """优秀, 合格 in a column 评议结果 grade the household; they decide nothing about its points.

    Of a single deed 不合格 may well decide.
    """
    if _YES_OR_NO.search(label(column.label).plain):
        return
    if found.grades and found.grades == found.filled and not (_lists_deeds(columns) and found.failing):
        column.kind, column.left = "ignore", "grade"


def _become_decision(column: Column, columns: list[Column]) -> None:
    """A column of 通过 and 已驳回 under any name; beside one that is headed 评议结果 it is a step before that."""
    if any(c.kind == "decision" and not c.by_contents for c in columns):
        column.kind, column.left = "ignore", column.left or "handled"
        return
    column.kind, column.left, column.by_contents = "decision", None, True


def _lists_deeds(columns: list[Column]) -> bool:
    return any(c.kind in ("points", "award", "deduction") for c in columns)


def _is_open(column: Column, columns: list[Column], found: Contents) -> bool:
    """Whether a cell says something else than who judged, that it passed, or how good a household's month was."""
    graded = 0 if _lists_deeds(columns) else found.grades
    marks = found.numbers == found.filled and "票" not in column.label
    return marks or found.persons + found.passed + found.answers + graded < found.texts


def _leave_open(column: Column, columns: list[Column], *, full: bool) -> None:
    """Nobody knows the words under a header of judging: the audit asks, once a column or at the few cells filled in.

    Beside a column of decisions it is a step before them.
    """
    if any(c.kind == "decision" for c in columns):
        column.kind, column.left = "ignore", "handled"
    elif full:
        column.kind, column.left = None, "judging"
    else:
        column.kind, column.left = "ignore", "judging"


def _settle_texts_of_sides(columns: list[Column], contents: dict[int, Contents]) -> None:
    """`加分项 | 加分 | 扣分项 | 扣分`: the text names what the figure beside it is for."""
    figures = {
        sign: [c for c in columns if c.kind == kind and contents[c.index].numbers and not _is_text(contents, c)]
        for sign, kind in ((1, "award"), (-1, "deduction"))
    }
    for column in columns:
        texts = column.kind in (None, "award", "deduction", "reason", "rule_text") or column.left == "note"
        if not texts or column.index not in contents:
            continue
        sign = sign_of(label(column.label))
        if sign and figures[sign] and column not in figures[sign] and _is_text(contents, column):
            column.kind = "award_text" if sign > 0 else "deduction_text"
        elif sign and _is_text(contents, column) and any(c.kind == "points" for c in columns):
            column.kind, column.left = "reason", None


def _is_text(contents: dict[int, Contents], column: Column) -> bool:
    found = contents[column.index]
    return found.texts > 0 and found.numbers == 0 and not found.directs
