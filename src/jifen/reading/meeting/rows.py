"""What the layouts share: the work on one sheet, the sort of a row, its household, its drafts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.household import Household
from jifen.domain.ledger import SheetLine, Source
from jifen.domain.period import Month
from jifen.reading.formats.workbook import Cell, Sheet, address
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.columns import Column, Vocabulary
from jifen.reading.meeting.model import Question, ReadingContext, SheetLayout
from jifen.reading.meeting.months import months_in
from jifen.reading.meeting.totals import Totals
from jifen.reading.words.headers import is_note, is_price_row, total_row
from jifen.reading.words.households import HouseholdMatch, Households
from jifen.reading.words.names import chinese_number, grid_named_in, normalise_grid, normalise_text, split_name
from jifen.reading.words.numbers import Fault, Points, is_none, looks_like_points

RowSort = Literal["blank", "note", "section", "total", "household"]


@dataclass(slots=True)
class BlockColumns:
    """A block's columns by what they mean."""

    columns: list[Column]
    layout: SheetLayout
    top: int
    first_row: int
    last_row: int
    strays: tuple[int, ...] = ()

    def first(self, *kinds: str) -> Column | None:
        """The first column of the first of these kinds that there is."""
        for kind in kinds:
            for column in self.columns:
                if column.kind == kind:
                    return column
        return None

    def of(self, *kinds: str) -> list[Column]:
        """All columns of these kinds."""
        return [column for column in self.columns if column.kind in kinds]

    @property
    def indexes(self) -> tuple[int, ...]:
        """Where its columns are, those without a header included."""
        return (*(column.index for column in self.columns), *self.strays)


@dataclass(slots=True)
class SheetWork:
    """Everything known and found while one sheet is read."""

    sheet: Sheet
    month: Month
    held: date | None
    grid: str | None
    words: Vocabulary
    households: Households
    context: ReadingContext
    findings: IssueLog
    totals: Totals
    drafts: list[SheetLine] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    skipped: int = 0
    unresolved: int = 0
    sectioned: bool = False
    """A heading between the rows has named a grid: what the sheet's title says holds no longer."""
    in_rows: set[str] = field(default_factory=set)
    """Households with a row of their own for the month: an event list beside it repeats their points."""
    stated: list[tuple[str, int, int, Decimal]] = field(default_factory=list)
    """Totals of households on a summary: code, row, column, points."""
    row_numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Rows in order, once: a file may hold them in any."""
        self.row_numbers = sorted(self.sheet.rows)

    def draft(
        self, household: Household, category: str, points: Decimal, row: int, column: int, **more: object
    ) -> SheetLine:
        """A line for the ledger, from this cell."""
        source = Source(self.findings.path, self.sheet.name, address(row, column))
        values = {"occurred_on": self.held, **more}
        drafted = SheetLine(self.month, household.code, category, points, source, **values)  # type: ignore[arg-type]  # the keys are Draft's own
        self.drafts.append(drafted)
        return drafted


def rows_of(work: SheetWork, block: BlockColumns) -> list[int]:
    """The rows of a block that have any content, in order."""
    numbers = work.row_numbers
    return numbers[bisect_left(numbers, block.first_row) : bisect_right(numbers, block.last_row)]


def identity_cell(sheet: Sheet, row: int, column: Column | None, header_bottom: int) -> Cell | None:
    """A household's cell: its own, or the one merged down over the row."""
    if column is None:
        return None
    own = sheet.cell(row, column.index)
    if own is not None or not sheet.merges:
        return own
    area = sheet.area(row, column.index)
    if area is None or area.left != area.right or area.top <= header_bottom:
        return None
    return sheet.cell(area.top, area.left)


def text_of(cell: Cell | None) -> str:
    """The text of an identity cell; blank for none-marks."""
    return "" if cell is None or is_none(cell) else cell.text.strip()


def sort_row(work: SheetWork, block: BlockColumns, row: int) -> RowSort:
    """What a row of the block is."""
    cells = work.sheet.rows.get(row, {})
    own = [(index, cells[index]) for index in block.indexes if index in cells]
    if not any(cell.text.strip() for _, cell in own):
        return "blank"
    code = text_of(identity_cell(work.sheet, row, block.first("code"), block.first_row - 1))
    name = text_of(identity_cell(work.sheet, row, block.first("name"), block.first_row - 1))
    if code and work.households.knows_code(code):
        return "household"
    valued = _has_values(block, cells)
    if len(own) == 1 and own[0][1].kind == "text" and (not valued or total_row(own[0][1].text)):
        return _lone_text(work, own[0][1].text, named=bool(code or name))
    texts = [cell.text for _, cell in own if cell.kind == "text"]
    if block.layout == "items" and row < block.first_row + 2 and texts and is_price_row(texts[0]):
        return "note"
    if code and not total_row(code):
        return "note" if is_note(code) and not valued else "household"
    if name and not total_row(name):
        return "note" if is_note(name) and not valued else "household"
    if name and work.households.knows_name(name):
        return "household"
    if any(total_row(text) for text in texts):
        return "total"
    return _without_identity(block, own, texts, valued=valued)


_HEADING = re.compile(r"积分|评议|汇总|登记|明细|村.*[0-9]年|[:：]|第[0-9]+页|共[0-9]+页|^20[0-9]{2}年")


def _lone_text(work: SheetWork, text: str, *, named: bool) -> RowSort:
    """A row of one text: a heading, a total without a figure, a line of notes, or a household without points."""
    if work.households.knows_name(text):
        return "household" if named else "note"
    if total_row(text):
        return "total"
    plain = normalise_text(text)
    if _heads_a_grid(plain) or (not named and normalise_grid(plain).isdigit()):
        return "section"
    return "household" if named and not (is_note(text) or _HEADING.search(plain)) else "note"


def _heads_a_grid(plain: str) -> bool:
    """`第3网格（网格长：李某）`, `网格：第3微网格`; what a person's name has in brackets heads nothing."""
    return not is_note(plain) and grid_named_in(split_name(plain)[0]) is not None


def _without_identity(block: BlockColumns, own: list[tuple[int, Cell]], texts: list[str], *, valued: bool) -> RowSort:
    if texts and is_note(texts[0]) and not valued:
        return "note"
    if valued:
        return "household"
    strays = {column.index for column in block.columns if column.kind in (None, "reason", "rule_code", "rule_text")}
    unknown = any(index in strays and looks_like_points(cell) for index, cell in own)
    return "household" if unknown else "note"


def _has_values(block: BlockColumns, cells: Mapping[int, Cell]) -> bool:
    """Whether a place for points has anything in it; a total of 0 alone is a form's own formula."""
    for column in block.columns:
        cell = cells.get(column.index)
        if cell is None or (cell.kind == "text" and is_note(cell.text)):
            continue
        if (
            column.scores
            or column.kind in ("points", "count")
            or (block.layout == "events" and column.kind in ("award", "deduction"))
        ):
            return True
        total = column.kind in ("total", "award", "deduction", "group_total") and looks_like_points(cell)
        if total and cell.kind != "uncalculated" and cell.text.strip() not in ("0", "-0"):
            return True
    return False


def section_grid(work: SheetWork, block: BlockColumns, row: int) -> str | None:
    """The grid a heading between the rows names."""
    work.sectioned = True
    cells = work.sheet.rows[row]
    for index in block.indexes:
        if index in cells:
            return grid_named_in(cells[index].text) or normalise_grid(cells[index].text)
    return None


def _note_month(work: SheetWork, block: BlockColumns, row: int) -> None:
    """A column of months must agree with the sheet's."""
    column = block.first("month")
    cell = identity_cell(work.sheet, row, column, block.first_row - 1)
    if column is None or cell is None or not text_of(cell):
        return
    named = months_in(cell.text) or [(None, chinese_number(cell.text) or 0)]
    if any(number != work.month.number or year not in (None, work.month.year) for year, number in named):
        facts = {"month": cell.text, "source": "cell", "other": str(work.month), "other_source": "title"}
        work.findings.at("month-conflict", work.sheet, row, column.index, facts)


def household_of(work: SheetWork, block: BlockColumns, row: int, section: str | None) -> Household | None:
    """The household of a row; faults are noted at the cell the contract names."""
    work.rows += 1
    _note_month(work, block, row)
    bottom = block.first_row - 1
    code_column, name_column = block.first("code"), block.first("name")
    code_cell = identity_cell(work.sheet, row, code_column, bottom)
    name_cell = identity_cell(work.sheet, row, name_column, bottom)
    for cell, column in ((code_cell, code_column), (name_cell, name_column)):
        if cell is not None and column is not None and cell.kind in ("error", "uncalculated"):
            code = "cell-error" if cell.kind == "error" else "cell-uncalculated"
            work.findings.at(code, work.sheet, row, column.index)
            work.unresolved += 1
            return None
    grid_cell = identity_cell(work.sheet, row, block.first("grid"), bottom)
    grid = normalise_grid(text_of(grid_cell)) if text_of(grid_cell) else section or work.grid
    code, name = text_of(code_cell), text_of(name_cell)
    found = work.households.find(code, name, grid)
    if found.household is not None:
        return found.household
    column = _column_to_look_at(found, code, code_column, name_column)
    _note_identity(work, found, row, column)
    work.unresolved += 1
    return None


def _column_to_look_at(
    found: HouseholdMatch, code: str, code_column: Column | None, name_column: Column | None
) -> Column:
    by_code = found.code == "household-unknown" and code
    chosen = (code_column or name_column) if by_code else (name_column or code_column)
    assert chosen is not None  # a block without either has no households and is not read
    return chosen


def _note_identity(work: SheetWork, found: HouseholdMatch, row: int, column: Column) -> None:
    assert found.code is not None  # `find` gives a household or a code
    issue = work.findings.at(found.code, work.sheet, row, column.index, found.facts, found.suggestions)
    if found.choices:
        work.findings.ask(Question("household", found.key, found.choices, issue))


def name_cell_of(block: BlockColumns, row: int) -> tuple[int, int]:
    """Where a row's household is named: the code's cell, else the name's."""
    column = block.first("code", "name")
    assert column is not None  # see `_column_to_look_at`
    return row, column.index


def note_inactive(work: SheetWork, block: BlockColumns, row: int, household: Household) -> bool:
    """Whether the household may not score: said at its code's cell, unless it was let through."""
    if household.scores:
        return False
    allowed = "household-inactive" in work.context.allow
    facts = {"household": household.code, "head": household.head, "status": household.status}
    work.findings.at("household-inactive", work.sheet, *_identity_place(work, block, row), facts, let_through=allowed)
    return not allowed


def _identity_place(work: SheetWork, block: BlockColumns, row: int) -> tuple[int, int]:
    """The code's cell where it has one, else the name's; of a merged cell the first."""
    bottom = block.first_row - 1
    for column in (block.first("code"), block.first("name")):
        if column is not None and text_of(identity_cell(work.sheet, row, column, bottom)):
            area = work.sheet.area(row, column.index) if work.sheet.merges else None
            return (area.top, area.left) if area else (row, column.index)
    return name_cell_of(block, row)


def remember(work: SheetWork, block: BlockColumns, row: int, household: Household) -> bool:
    """Note that the household stands here; false where it stood on this sheet before."""
    if household.code in work.named:
        return False
    work.named[household.code] = address(*_identity_place(work, block, row))
    return True


def note_repeated(work: SheetWork, block: BlockColumns, row: int, household: Household) -> None:
    """The later of two rows of one household."""
    facts = {"household": household.code, "head": household.head, "other": work.named[household.code]}
    work.findings.at("row-repeated", work.sheet, *name_cell_of_found(work, block, row), facts)


def name_cell_of_found(work: SheetWork, block: BlockColumns, row: int) -> tuple[int, int]:
    """The code's own cell of the row, the name's where the code is blank."""
    for column in (block.first("code"), block.first("name")):
        if column is not None and text_of(identity_cell(work.sheet, row, column, block.first_row - 1)):
            return row, column.index
    return name_cell_of(block, row)


def signed(points: Points, column: Column) -> Decimal | Fault:
    """The points with the sign of their column's group."""
    if column.sign > 0 and points.value < 0:
        return Fault("sign-unclear", "award")
    if column.sign >= 0:
        return points.value
    if points.worded > 0 or (points.value < 0 and column.positive):
        return Fault("sign-unclear", "deduction")
    return points.value if points.value < 0 else -points.value


def spread(work: SheetWork, row: int, column: int) -> bool:
    """Whether a points cell is merged over others: nobody can say whose points they are."""
    area = work.sheet.area(row, column) if work.sheet.merges else None
    return area is not None and (area.bottom > area.top or area.right > area.left)
