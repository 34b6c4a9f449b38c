"""Whose row it is: the household of a row, and what is said of it at the cell the contract names."""

import re

from jifen.domain.household import Household
from jifen.reading.formats.workbook import address
from jifen.reading.issues import Question
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.months import months_in
from jifen.reading.meeting.rows import text_of
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.headers import label, meaning
from jifen.reading.words.households import HouseholdMatch
from jifen.reading.words.names import chinese_number, normalise_grid, normalise_text
from jifen.reading.words.numbers import broken, lost_digits


def _note_month(block: BlockWork, row: int) -> None:
    """A column of months must agree with the sheet's."""
    column = block.first("month")
    cell = block.merged_down(row, column)
    if column is None or cell is None or not text_of(cell):
        return
    named = months_in(cell.text) or [(None, chinese_number(cell.text) or 0)]
    if any(number != block.work.month.number or year not in (None, block.work.month.year) for year, number in named):
        facts = {"month": cell.text, "source": "cell", "other": str(block.work.month), "other_source": "title"}
        block.note("month-conflict", row, column.index, facts)


def household_of(block: BlockWork, row: int, section: str | None) -> Household | None:
    """The household of a row; faults are noted at the cell the contract names."""
    work = block.work
    work.rows += 1
    _note_month(block, row)
    code_column, head_column = block.first("code"), block.first("head")
    code_cell, head_cell = block.merged_down(row, code_column), block.merged_down(row, head_column)
    for cell, column in ((code_cell, code_column), (head_cell, head_column)):
        if column is not None and (fault := broken(cell)):
            block.fault(fault, row, column.index)
            work.unresolved += 1
            return None
    grid_cell = block.merged_down(row, block.first("grid"))
    grid = normalise_grid(text_of(grid_cell)) if text_of(grid_cell) else section or block.grid
    if code_column is not None and lost_digits(code_cell):
        block.note("household-unknown", row, code_column.index, {"reason": "digits"})
        work.unresolved += 1
        return None
    code, head = text_of(code_cell), text_of(head_cell)
    match = work.households.find(code, head, grid)
    relation = _relation(block, row)
    if match.household is None:
        by_code = match.code == "household-unknown" and code
        column = (code_column or head_column) if by_code else (head_column or code_column)
        assert column is not None  # a block without either has no households and is not read
        _note_identity(block, match, row, column)
        work.unresolved += 1
    elif relation is not None and head_column is not None and head:
        block.note("household-mismatch", row, head_column.index, {"reason": "relation", "relation": relation})
        work.unresolved += 1
        return None
    return match.household


_RELATION = re.compile(r"(?:(?:与|和|同)?户主(?:的)?)?关系")
_HEAD_HIMSELF = frozenset({"户主", "本人", "户主本人", "本户", "本户户主", "户长"})


def _relation(block: BlockWork, row: int) -> str | None:
    """What a column 与户主关系 says of the one person a row names, where that is not the head; else None."""
    if block.relations is None:
        block.relations = _relations(block)
    for column in block.relations:
        said = normalise_text(text_of(block.merged_down(row, column)))
        if said and said not in _HEAD_HIMSELF:
            return said
    return None


def _relations(block: BlockWork) -> list[Column]:
    """Beside a column of heads such a column speaks of somebody else: the person who did it."""
    head = block.first("head")
    names = [c for c in block.columns if "head" in (c.kind, meaning(c.label))]
    if head is None or len(names) > 1 or block.first("actor") or "户" in label(head.label).plain:
        return []
    return [c for c in block.columns if _RELATION.fullmatch(label(c.label).plain)]


def _note_identity(block: BlockWork, match: HouseholdMatch, row: int, column: Column) -> None:
    assert match.code is not None  # `find` gives a household or a code
    facts = dict(match.facts)
    if facts.get("reason") == "name":
        facts["reason"] = "member"
    issue = block.note(match.code, row, column.index, facts, match.suggestions)
    if match.choices:
        block.work.log.ask(Question("household", match.key, match.choices, issue))


def note_inactive(block: BlockWork, row: int, household: Household) -> bool:
    """Whether the household may not score: said at its code's cell, unless it was let through."""
    if household.scores:
        return False
    allowed = "household-inactive" in block.work.context.allow
    facts = {"household": household.code, "head": household.head, "status": household.status}
    block.note("household-inactive", *_identity_place(block, row), facts, let_through=allowed)
    return not allowed


def remember(block: BlockWork, row: int, household: Household, direction: int = 0) -> bool:
    """Note that the household stands here; false where it stood here before, its awards and deductions apart."""
    known = household.code in block.work.named
    stood = (household.code, direction) in block.work.directed or (known and not block.work.directed)
    if direction:
        block.work.directed.add((household.code, direction))
    if known:
        return bool(direction) and not stood
    block.work.named[household.code] = address(*_identity_place(block, row))
    return True


def note_repeated(block: BlockWork, row: int, household: Household) -> None:
    """The later of two rows of one household, at the row's own cell."""
    facts = {"household": household.code, "head": household.head, "other": block.work.named[household.code]}
    block.note("row-repeated", row, _identity_column(block, row).index, facts)


def _identity_column(block: BlockWork, row: int) -> Column:
    """The code's column where the row has one, else the head's; where both are blank the first there is."""
    columns = [column for column in (block.first("code"), block.first("head")) if column is not None]
    return next((column for column in columns if text_of(block.merged_down(row, column))), columns[0])


def _identity_place(block: BlockWork, row: int) -> tuple[int, int]:
    """Where the household is named; of a merged cell the first."""
    column = _identity_column(block, row)
    area = block.sheet.area(row, column.index) if block.sheet.merges else None
    return (area.top, area.left) if area else (row, column.index)
