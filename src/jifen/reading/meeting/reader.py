"""A meeting's workbook: sheets are told apart, their months and tables found, their layouts read.

The way of a cell: `formats` (bytes → cells), `tables` (header and blocks), `columns` (what they mean), then the layout:
one of `layouts`.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jifen.domain.period import Month
from jifen.reading.coloured_copy import is_report_sheet, original_name
from jifen.reading.formats.workbook import Sheet, Workbook
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.column_checks import layout_of, lend_sign, note_columns
from jifen.reading.meeting.contents import columns_of
from jifen.reading.meeting.hidden import note_hidden
from jifen.reading.meeting.identity import household_of
from jifen.reading.meeting.layouts.across import Overview, months_of_columns, read_across, sums_of
from jifen.reading.meeting.layouts.deeds import read_deeds
from jifen.reading.meeting.layouts.events import read_events
from jifen.reading.meeting.layouts.highest import keep_highest
from jifen.reading.meeting.layouts.scoring import read_scoring
from jifen.reading.meeting.layouts.summary import check_grids, compare, compare_lines, read_summary, repeats_others
from jifen.reading.meeting.model import FileReading, ReadingContext, SheetLayout
from jifen.reading.meeting.months import decide_month, held_on
from jifen.reading.meeting.outside import household_outside, points_in_words
from jifen.reading.meeting.page import COUNTED, Page, audit_page, find_page, words_on
from jifen.reading.meeting.rows import has_values, household_rows, note_base
from jifen.reading.meeting.shapes import Shape, months_across, names_category, shape_of
from jifen.reading.meeting.tables import Block, Table, find_tables
from jifen.reading.meeting.titles import all_titles, grids_of_blocks, note_other_month, sign_of_table, titles_above
from jifen.reading.meeting.totals import Totals
from jifen.reading.meeting.work import BlockWork, SheetWork
from jifen.reading.opened import read_opened
from jifen.reading.words.headers import meaning
from jifen.reading.words.households import Households
from jifen.reading.words.names import grid_named_in
from jifen.reading.words.numbers import looks_like_points


def read_meeting(path: str, data: bytes, context: ReadingContext) -> FileReading:
    """Everything the file says and everything wrong with it. Never raises for what is in the file."""
    log = IssueLog(path)
    pages = read_opened(data, log, lambda workbook: _Reader(context, log).pages_of(workbook)) or []
    return FileReading(
        path,
        hashlib.sha256(data).hexdigest(),
        tuple(page.reading() for page in pages),
        tuple(line for page in pages if page.work for line in page.work.lines),
        tuple(log.issues),
        tuple(log.questions),
        tuple(refused for page in pages if page.work for refused in page.work.refused),
        tuple(log.allowed),
    )


@dataclass(slots=True)
class _Reader:
    """One file while it is read."""

    context: ReadingContext
    log: IssueLog
    pages: list[Page] = field(default_factory=list)

    def pages_of(self, workbook: Workbook) -> list[Page]:
        """Every sheet, read."""
        self.pages = [find_page(sheet, self.context) for sheet in workbook.sheets if not is_report_sheet(sheet)]
        self._name_shapes()
        self._decide_months([self.log.path, *(name for s in workbook.sheets if (name := original_name(s)))])
        for page in self.pages:
            if page.month is not None:
                self._read_page(page, page.month)
        keep_highest((page.work for page in self.pages if page.work is not None and page.counts), self.log)
        self._leave_empty_months()
        self._compare_summaries()
        self._check_overviews()
        for page in self.pages:
            audit_page(page, self.log)
        self._note_missing()
        return self.pages

    def _leave_empty_months(self) -> None:
        """In a workbook of several months the forms of those to come are no months; nor is a blank one between."""
        wrong = {issue.sheet for issue in self.log.issues if issue.severity == "error"}
        of_month: dict[Month, list[Page]] = {}
        for page in self.pages:
            if page.month is not None and page.work is not None:
                of_month.setdefault(page.month, []).append(page)
        filled = [month for month, pages in of_month.items() if any(_has_content(page, wrong) for page in pages)]
        for month, pages in of_month.items() if filled else ():
            if month not in filled and (month > max(filled) or all(page.is_blank for page in pages)):
                for page in pages:
                    page.month, page.layout, page.work = None, "ignored", None

    def _name_shapes(self) -> None:
        """Sheets that lie in a way nobody reads are named, and no table is looked for in them."""
        known = cache(lambda: Households(self.context.roster_on(self.context.today)))
        for page in self.pages:
            if (found := shape_of(page.sheet, page.tables, known)) is not None:
                self._name_shape(page, *found)
            else:
                page.across = next((months for _, columns in page.known if (months := months_across(columns))), {})
        for page in self.pages:
            if page.across and any(other.has_points and not other.across for other in self.pages):
                page.has_points = False
            elif page.across:
                path = next(c.path for _, columns in page.known for c in columns if c.index in page.across)
                self._name_shape(page, "quarter", path[-1].row, path[-1].column)

    def _name_shape(self, page: Page, shape: Shape, row: int, column: int) -> None:
        self.log.at("table-not-found", page.sheet, row, column, {"reason": shape, "shape": shape})
        page.tables, page.has_points, page.shaped = [], False, True

    def _decide_months(self, names: list[str]) -> None:
        """Sheets that name a month decide theirs; a sheet that names none takes the one the others share."""
        shared = self._shared_month(names)
        for page in self.pages:
            if page.has_points:
                page.month = self._month(page, names, shared, self.log)

    def _month(self, page: Page, names: list[str], shared: Month | None, log: IssueLog) -> Month | None:
        covering = self.context.rulebooks.covering
        return decide_month(page.sheet, page.facts, names, self.context.month, shared, covering, log)

    def _shared_month(self, names: list[str]) -> Month | None:
        trial = IssueLog(names[0])
        months = {
            month
            for page in self.pages
            if page.has_points and (page.facts.evidence or page.facts.spans)
            for month in [self._month(page, names, None, trial)]
            if month is not None
        }
        return months.pop() if len(months) == 1 else None

    def _read_page(self, page: Page, month: Month) -> None:
        covers = self.context.rulebooks.covering(month)
        held = held_on(page.sheet, page.facts, month, covers, self.log) or self.context.held_on
        page.work = self._start(page, month, held)
        blocks = _read_tables(page, page.work)
        if page.facts.other_unit and any(block.has_points for block in blocks):
            self.log.at("column-unclear", page.sheet, *page.facts.other_unit, {"reason": "unit"})
        page.work.totals.check()
        page.is_blank = not any(has_values(b, b.sheet.rows[row]) for b in blocks for row in b.row_numbers())
        page.layout = _overall([block.named_layout for block in blocks])

    def _compare_summaries(self) -> None:
        """What only repeats other sheets is checked against them and counts nothing."""
        for page in self.pages:
            if page.work is None:
                continue
            others = self._counted(page)
            if page.counts and page.work.stated:
                compare(page.work, [page.work, *others], self.log)
            if page.layout in ("wide", "items") and repeats_others(page.work, others):
                compare_lines(page.work, others, self.log)
                page.layout = "summary"
            elif page.layout == "summary" and others:
                compare(page.work, others, self.log)
            elif page.layout == "summary" and not self.log.issues:
                texts = [page.sheet.name, *(title.text for title in titles_above(page.sheet, page.tables[0], 0))]
                by_category = any(names_category(text, page.work.words.rulebook.categories) for text in texts)
                reason = (
                    {"reason": "category-sheets", "shape": "category-sheets"}
                    if by_category
                    else {"reason": "totals-only"}
                )
                self.log.add("table-not-found", page.sheet.name, facts=reason)

    def _check_overviews(self) -> None:
        """A sheet with a column a month is checked against the sheets of those months and counts nothing."""
        works: dict[Month, list[SheetWork]] = {}
        for page in self.pages:
            if page.month is not None and page.work is not None and page.counts:
                works.setdefault(page.month, []).append(page.work)
        sums = sums_of(works)
        faulty = any(issue.severity == "error" for issue in self.log.issues)
        for page in self.pages if sums else ():
            if page.across and not page.shaped:
                work = self._start(page, max(sums), None)
                page.work, page.layout = work, "summary"
                for number, (table, columns) in enumerate(page.known):
                    block = BlockWork(work, columns, "summary", table.bottom + 1, table.last, number=number)
                    months = months_of_columns(months_across(columns), sums)
                    read_across(block, Overview(months, sums, faulty))
                work.totals.check()

    def _start(self, page: Page, month: Month, held: date | None) -> SheetWork:
        day = held or month.last
        households = Households(self.context.roster_on(day), self.context.aliases)
        totals = Totals(page.sheet, self.log)
        return SheetWork(
            page.sheet, month, held, words_on(self.context, day), households, self.context, self.log, totals
        )

    def _counted(self, page: Page) -> list[SheetWork]:
        """The month's other sheets that count."""
        return [
            other.work
            for other in self.pages
            if other is not page and other.work is not None and other.month == page.month and other.counts
        ]

    def _note_missing(self) -> None:
        """A sheet with figures but no table anyone could find must be said; so must a file without any table."""
        counted = [page.work for page in self.pages if page.work is not None and page.counts]
        known = cache(lambda: Households(self.context.roster_on(self.context.today)))
        for page in self.pages:
            if page.shaped:
                continue
            place = household_outside(page.sheet, page.tables, known)
            for spoken in points_in_words(page.work, known) if page.work else ():
                if place is None or spoken[0] != place[0]:
                    self.log.at("cell-unread", page.sheet, *spoken, {"reason": "cell"})
            if not page.tables and _has_figures(page.sheet) and not self._is_grid_summary(page, counted):
                self.log.add("table-not-found", page.sheet.name, facts={"reason": "no-header"})
            elif place is not None:
                self.log.at("table-not-found", page.sheet, *place, {"reason": "outside"})
        if not any(page.has_points for page in self.pages) and not self.log.issues:
            self.log.add("table-not-found", facts={"reason": "no-table"})
        empty = any(page.layout in ("wide", "items") for page in self.pages) and not any(work.rows for work in counted)
        if empty and not self.log.issues:
            self.log.add("table-not-found", facts={"reason": "no-rows"})
        claims = next((page for page in self.pages if page.layout == "deeds"), None)
        if claims and not self.log.issues and not any(work.lines or work.refused for work in counted):
            self.log.add("table-not-found", claims.sheet.name, facts={"reason": "undecided"})

    def _is_grid_summary(self, page: Page, counted: list[SheetWork]) -> bool:
        """Whether a sheet without households gives totals of grids; they are checked where one month is read."""
        if not counted or len({work.month for work in counted}) != 1:
            return False
        tables = find_tables(page.sheet, lambda text: meaning(text) is not None, frozenset({"grid"}))
        if check_grids(page.sheet, tables, counted, self.log):
            page.layout, page.month = "summary", counted[0].month
            return True
        return False


def _has_content(page: Page, wrong: set[str | None]) -> bool:
    """Whether a sheet brings anything: lines, rows that were not passed, or faults."""
    work = page.work
    return work is not None and bool(
        work.lines or work.skipped or any(points for *_, points in work.stated) or page.sheet.name in wrong
    )


def _read_tables(page: Page, work: SheetWork) -> list[BlockWork]:
    """Every block of the sheet, read; a table whose own title names another month is not."""
    blocks: list[BlockWork] = []
    signatures: dict[object, int] = {}
    above = all_titles(page.sheet, page.tables)
    grids = grids_of_blocks(page.tables, above, page.facts.grid, grid_named_in(page.sheet.name))
    for place, table in enumerate(page.tables):
        if place and note_other_month(page.sheet, above[place], work.month, work.log):
            continue
        without_header = _without_header(page.sheet, table)
        sign = sign_of_table(page.sheet.name, above[place])
        for part, (grid, own) in zip(table.blocks, grids[place], strict=True):
            block = _block(work, table, part, without_header, sign)
            block.grid = grid if own or not work.sectioned else None
            block.number = signatures.setdefault((part.signature, tuple(part.paths)), len(signatures))
            block.complete = note_columns(block)
            _read_block(block)
            note_base(block)
            work.account.take(block.columns, block.named_layout, block.first_row, block.last_row)
            note_hidden(block)
            blocks.append(block)
    return blocks


def _block(work: SheetWork, table: Table, part: Block, without_header: list[int], sign: int) -> BlockWork:
    columns = columns_of(work.sheet, table, part, work.words)
    lend_sign(columns, sign)
    strays = _strays(without_header, table, part)
    has_points = any(column.scores and not column.counts for column in columns)
    return BlockWork(work, columns, layout_of(columns), table.bottom + 1, table.last, strays, has_points)


def _without_header(sheet: Sheet, table: Table) -> list[int]:
    """Columns with cells beside the rows but no header."""
    labelled = {index for block in table.blocks for index in block.paths}
    columns: set[int] = set()
    for row in range(table.bottom + 1, table.last + 1):
        columns.update(sheet.rows.get(row, {}).keys() - labelled)
    return sorted(columns)


def _strays(without_header: list[int], table: Table, block: Block) -> tuple[int, ...]:
    """Those of them that belong to this block: each goes with the header on its left."""
    labelled = sorted(index for each in table.blocks for index in each.paths)
    return tuple(i for i in without_header if labelled[max(0, bisect_left(labelled, i) - 1)] in block.paths)


def _read_block(block: BlockWork) -> None:
    if block.layout in ("wide", "items"):
        read_scoring(block)
    elif block.named_layout == "deeds":
        read_deeds(block)
    elif block.layout == "events":
        read_events(block)
    elif block.layout == "summary":
        read_summary(block)
    elif not block.complete:
        for row, section in household_rows(block, {}):  # nothing counts yet, but all that is wrong is said at once
            household_of(block, row, section)


def _overall(layouts: Sequence[SheetLayout]) -> SheetLayout:
    return next((layout for layout in (*COUNTED, "summary") if layout in layouts), "ignored")


def _has_figures(sheet: Sheet) -> bool:
    """Whether a sheet without a table has numbers in two rows or more: instructions have none."""
    rows = 0
    for cells in sheet.rows.values():
        if any(looks_like_points(cell) for cell in cells.values()):
            rows += 1
            if rows > 1:
                return True
    return False
