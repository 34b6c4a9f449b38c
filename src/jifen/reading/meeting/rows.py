"""What a row of a block is: a household's, a total, a heading between the rows, a note."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from jifen.domain.points import show
from jifen.domain.scheme.staying import to_hundredth
from jifen.reading.formats.workbook import Cell
from jifen.reading.meeting.totals import Key
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.headers import (
    is_body_or_day,
    is_counted,
    is_label,
    is_note,
    is_price_row,
    is_statistic,
    sign_of_heading,
    signs,
    total_row,
)
from jifen.reading.words.households import Households
from jifen.reading.words.names import grid_named_in, normalise_grid, normalise_text, split_name
from jifen.reading.words.numbers import Points, is_none, looks_like_points, read_points

RowSort = Literal["blank", "note", "section", "total", "statistic", "household"]


def text_of(cell: Cell | None) -> str:
    """The text of an identity cell; blank for none-marks."""
    return "" if cell is None or is_none(cell) else cell.text.strip()


def sort_row(block: BlockWork, row: int) -> RowSort:
    """What a row of the block is."""
    cells = block.sheet.rows.get(row, {})
    own = [(index, cells[index]) for index in block.indexes if index in cells]
    if not any(cell.text.strip() for _, cell in own):
        return "blank"
    code = text_of(block.merged_down(row, block.first("code")))
    head = text_of(block.merged_down(row, block.first("head")))
    if code and block.work.households.knows_code(code):
        return "household"
    if (closing := _closing(block, own, code, head)) is not None:
        return closing
    valued = has_values(block, cells)
    if len(own) == 1 and own[0][1].kind == "text" and (not valued or total_row(own[0][1].text)):
        return _lone_text(block.work.households, own[0][1].text, named=bool(code or head))
    texts = [cell.text for _, cell in own if cell.kind == "text"]
    if block.layout == "items" and row < block.first_row + 2 and texts and is_price_row(texts[0]):
        return "note"
    if code and not total_row(code):
        return "note" if is_note(code) and not valued else "household"
    if head and not total_row(head):
        return "note" if is_note(head) and not valued else "household"
    if head and block.work.households.knows_name(head):
        return "household"
    if any(total_row(text) for text in texts):
        return "total"
    return _without_identity(block, own, texts, valued=valued)


_PERSON = re.compile(r"[\u3400-\u9fff·]{2,10}")
_BARE_COUNT = re.compile(r"[0-9]{1,4}")


def _closing(block: BlockWork, own: list[tuple[int, Cell]], code: str, head: str) -> RowSort | None:
    """What a row under the households is: averages, a total that counts households, who signed and when; else None."""
    texts = [cell.text for _, cell in own if cell.kind == "text" and cell.text.strip()]
    named = [text for text in (code, head) if text]
    if any(is_statistic(text) for text in texts) and all(is_statistic(text) for text in named):
        return "statistic"
    if named and any(total_row(t) for t in texts) and all(_counts_households(text) for text in named):
        return "total"
    if not texts and not named and len(own) == 1 and own[0][1].kind == "date":
        return "note"
    if not texts or any(looks_like_points(cell) for _, cell in own):
        return None
    return "note" if _signed(block, own, texts, named) else None


def _counts_households(text: str) -> bool:
    return is_counted(text) or bool(total_row(text) or _BARE_COUNT.fullmatch(text))


def _signed(block: BlockWork, own: list[tuple[int, Cell]], texts: list[str], named: list[str]) -> bool:
    """Whether a row without any figure is one of labels, signatures, the village's name, a day."""
    first = texts[0]
    if (is_counted(first) and len(texts) == 1) or all(is_body_or_day(text) for text in texts):
        return True
    if is_label(first) and grid_named_in(first) is None and not block.work.households.knows_name(first):
        return True
    written = all(cell.kind in ("text", "date") for _, cell in own) and not named
    people = all(signs(text) or _PERSON.fullmatch(normalise_text(text)) for text in texts)
    return written and people and any(signs(text) for text in texts)


_HEADING = re.compile(r"积分|评议|汇总|登记|明细|村.*[0-9]年|[:：]|第[0-9]+页|共[0-9]+页|^20[0-9]{2}年")


def _lone_text(households: Households, text: str, *, named: bool) -> RowSort:
    """A row of one text: a heading, a total without a figure, a line of notes, or a household without points."""
    if households.knows_name(text):
        return "household" if named else "note"
    if total_row(text):
        return "total"
    if sign_of_heading(text):
        return "note"
    plain = normalise_text(text)
    if _heads_a_grid(plain) or (not named and normalise_grid(plain).isdigit()):
        return "section"
    return "household" if named and not (is_note(text) or _HEADING.search(plain)) else "note"


def _heads_a_grid(plain: str) -> bool:
    """`第3网格（网格长：李某）`, `网格：第3微网格`; what a person's name has in brackets heads nothing."""
    return not is_note(plain) and grid_named_in(split_name(plain)[0]) is not None


def _without_identity(block: BlockWork, own: list[tuple[int, Cell]], texts: list[str], *, valued: bool) -> RowSort:
    if texts and is_note(texts[0]) and not valued:
        return "note"
    if valued:
        return "household"
    strays = {column.index for column in block.columns if column.kind in (None, "reason", "rule_code", "rule_text")}
    unknown = any(index in strays and looks_like_points(cell) for index, cell in own)
    return "household" if unknown else "note"


def has_values(block: BlockWork, cells: Mapping[int, Cell]) -> bool:
    """Whether a place for points has anything in it; a total of 0 alone is a form's own formula."""
    for column in block.columns:
        cell = cells.get(column.index)
        if cell is None or (cell.kind == "text" and is_note(cell.text)):
            continue
        if (
            column.scores
            or column.kind in ("points", "count", "severity", "measure")
            or (block.layout == "events" and column.kind in ("award", "deduction"))
        ):
            return True
        total = column.kind in ("total", "award", "deduction", "group_total") and looks_like_points(cell)
        if total and cell.kind != "uncalculated" and cell.text.strip() not in ("0", "-0"):
            return True
    return False


def household_rows(block: BlockWork, keys: Mapping[int, Key]) -> Iterator[tuple[int, str | None]]:
    """The rows of households, each with the grid that a heading above it names.

    Rows of totals go to the sheet's totals; `keys` says by column what they add up.
    """
    section: str | None = None
    for row in block.row_numbers():
        sort = sort_row(block, row)
        if sort != "household":
            block.work.account.lines.add(row)
        if sort in ("section", "note"):
            _note_heading(block, row)
        if sort == "section":
            section = _section_grid(block, row)
        elif sort == "total":
            section = None
            block.work.totals.total(block.number, row, block.sheet.rows[row], keys)
        elif sort == "household":
            yield row, section


def note_base(block: BlockWork) -> None:
    """A column 基础分 counts nothing, and must say what the village's scheme says."""
    scheme, of = block.work.scheme, len(block.work.covers.months)
    shares = range(1, of + 1) if scheme.newcomers == "monthly" else (of,)
    known = {to_hundredth(scheme.base * months / of) for months in shares}
    for column in (column for column in block.of("ignore") if column.left == "base"):
        for row in block.row_numbers():
            cell = block.sheet.cell(row, column.index)
            if cell is None or is_none(cell) or sort_row(block, row) != "household":
                continue
            points = read_points(cell)
            if not isinstance(points, Points) or points.value not in known:
                facts = {"reason": "base", "expected": show(scheme.base)}
                block.note("total-mismatch", row, column.index, facts)


def _note_heading(block: BlockWork, row: int) -> None:
    """`扣分明细` between the rows, over figures that do not say themselves that they are deductions."""
    place, text = _heading(block, row)
    if sign_of_heading(text) >= 0 or block.of("direction"):
        return
    columns = [c for c in block.columns if (c.scores or c.kind == "points") and c.sign >= 0 and not c.own_sign]
    for below in block.row_numbers():
        if below > row and sign_of_heading(_heading(block, below)[1]) > 0:
            return
        for column in columns if below > row else ():
            points = read_points(block.sheet.cell(below, column.index))
            if isinstance(points, Points) and points.value > 0:
                block.note("sign-unclear", row, place, {"reason": "heading"})
                return


def _heading(block: BlockWork, row: int) -> tuple[int, str]:
    """The one text of a row, and where it stands."""
    cells = [(index, cell) for index, cell in sorted(block.sheet.rows[row].items()) if cell.text.strip()]
    return (cells[0][0], cells[0][1].text) if len(cells) == 1 and cells[0][1].kind == "text" else (0, "")


def _section_grid(block: BlockWork, row: int) -> str | None:
    """The grid a heading between the rows names."""
    block.work.sectioned = True
    cells = block.sheet.rows[row]
    for index in block.indexes:
        if index in cells:
            return grid_named_in(cells[index].text) or normalise_grid(cells[index].text)
    return None
