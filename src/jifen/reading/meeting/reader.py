"""A meeting's workbook: sheets are told apart, their months and tables found, their layouts read.

The way of a cell: `workbook` (bytes → cells), `table` (header and blocks), `meanings` (columns), then the layout.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jifen.domain.period import Month
from jifen.reading.coloured_copy import is_report_sheet, original_name
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import Sheet, UnreadableError
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.column_checks import layout_of, note_columns
from jifen.reading.meeting.columns import Vocabulary, understand
from jifen.reading.meeting.events import read_events
from jifen.reading.meeting.hidden import note_hidden
from jifen.reading.meeting.model import FileReading, ReadingContext, SheetLayout, SheetReading
from jifen.reading.meeting.months import SheetFacts, decide_month, held_on, sheet_facts
from jifen.reading.meeting.outside import household_outside
from jifen.reading.meeting.rows import BlockColumns, SheetWork
from jifen.reading.meeting.scoring import read_scoring
from jifen.reading.meeting.summary import check_grids, compare, compare_lines, read_summary, repeats_others
from jifen.reading.meeting.tables import Table, find_tables
from jifen.reading.meeting.titles import all_titles, grids_of_blocks, note_other_month
from jifen.reading.meeting.totals import Totals
from jifen.reading.words.headers import meaning
from jifen.reading.words.households import Households
from jifen.reading.words.names import grid_named_in
from jifen.reading.words.numbers import looks_like_points


@dataclass(slots=True)
class _Page:
    """A sheet on its way: its tables, and what stands around them."""

    sheet: Sheet
    tables: list[Table] = field(default_factory=list)
    facts: SheetFacts = field(default_factory=SheetFacts)
    month: Month | None = None
    layout: SheetLayout = "ignored"
    work: SheetWork | None = None
    has_points: bool = False


def read_meeting(path: str, data: bytes, context: ReadingContext) -> FileReading:
    """Everything the file says and everything wrong with it. Never raises for what is in the file."""
    sha256 = hashlib.sha256(data).hexdigest()
    findings = IssueLog(path)
    try:
        pages = _read(path, data, context, findings)
    except UnreadableError as fault:
        findings.add("file-unreadable", facts={"reason": fault.reason})
        pages = []
    sheets = tuple(_sheet_reading(page) for page in pages)
    drafts = tuple(draft for page in pages if page.work for draft in page.work.drafts)
    return FileReading(
        path, sha256, sheets, drafts, tuple(findings.issues), tuple(findings.questions), tuple(findings.allowed)
    )


def _read(path: str, data: bytes, context: ReadingContext, findings: IssueLog) -> list[_Page]:
    if not data.strip():
        findings.add("file-empty")
        return []
    book = read_workbook(data, "csv")
    if book.empty:
        findings.add("file-empty")
        return []
    pages = [_find(sheet, context) for sheet in book.sheets if not is_report_sheet(sheet)]
    names = [path, *(name for sheet in book.sheets if (name := original_name(sheet)))]
    _decide_months(pages, names, context, findings)
    for page in pages:
        if page.month is not None:
            _read_page(page, context, findings)
    _compare_summaries(pages, findings)
    _note_missing(pages, context, findings)
    return pages


def _find(sheet: Sheet, context: ReadingContext) -> _Page:
    """The tables of a sheet, by the words of any rule book: which version holds depends on the month found later."""
    words = _vocabulary(context, None)
    page = _Page(sheet, find_tables(sheet, words.recognises))
    if page.tables:
        first, last = page.tables[0].top, page.tables[-1].last
        labels = [
            (place.text, place.row, place.column)
            for block in page.tables[0].blocks
            for path in block.paths.values()
            for place in path
        ]
        page.facts = sheet_facts(sheet, first, last, dict.fromkeys(labels))
        page.has_points = any(
            layout_of([understand(i, p, words) for i, p in block.paths.items()]) not in ("ignored",)
            for table in page.tables
            for block in table.blocks
        ) or _has_unknown_numbers(sheet, page.tables, words)
    return page


def _has_unknown_numbers(sheet: Sheet, tables: list[Table], words: Vocabulary) -> bool:
    """Whether a table without any known points has numbers under headers nobody knows."""
    for table in tables:
        for block in table.blocks:
            unknown = [i for i, p in block.paths.items() if understand(i, p, words).kind is None]
            for row in range(table.bottom + 1, min(table.last, table.bottom + 400) + 1):
                cells = sheet.rows.get(row, {})
                if any(looks_like_points(cells.get(i)) for i in unknown):
                    return True
    return False


def _vocabulary(context: ReadingContext, day: date | None) -> Vocabulary:
    return Vocabulary(context.rulebooks.on(day or date.max), context.aliases)


def _decide_months(pages: list[_Page], names: list[str], context: ReadingContext, findings: IssueLog) -> None:
    """Sheets that name a month decide theirs; a sheet that names none takes the one the others share."""
    shared = _shared_month(pages, names, context)
    for page in pages:
        if page.has_points:
            page.month = decide_month(page.sheet, page.facts, names, context.month, shared, findings)


def _shared_month(pages: list[_Page], names: list[str], context: ReadingContext) -> Month | None:
    trial = IssueLog(names[0])
    months = {
        month
        for page in pages
        if page.has_points and page.facts.evidence
        for month in [decide_month(page.sheet, page.facts, names, context.month, None, trial)]
        if month is not None
    }
    return months.pop() if len(months) == 1 else None


def _read_page(page: _Page, context: ReadingContext, findings: IssueLog) -> None:
    month = page.month
    assert month is not None  # the caller chose pages with one
    held = held_on(page.sheet, page.facts, month, findings) or context.held_on
    day = held or month.last
    words = _vocabulary(context, day)
    households = Households(context.roster_on(day), context.aliases)
    work = SheetWork(
        page.sheet, month, held, page.facts.grid, words, households, context, findings, Totals(page.sheet, findings)
    )
    page.work = work
    layouts: list[SheetLayout] = []
    uncounted = False
    signatures: dict[object, int] = {}
    above = all_titles(page.sheet, page.tables)
    grids = grids_of_blocks(page.tables, above, page.facts.grid, grid_named_in(page.sheet.name))
    for number, table in enumerate(page.tables):
        if number and note_other_month(page.sheet, above[number], month, findings):
            continue
        strays = _without_header(page.sheet, table)
        for block, (grid, own) in zip(table.blocks, grids[number], strict=True):
            work.grid = grid if own or not work.sectioned else None
            columns = [understand(index, path, words) for index, path in block.paths.items()]
            uncounted = uncounted or any(column.scores and not column.counts for column in columns)
            key = (block.signature, tuple(block.paths))
            number_of = signatures.setdefault(key, len(signatures))
            part = BlockColumns(columns, layout_of(columns), table.top, table.bottom + 1, table.last)
            part.strays = _strays(strays, table, part)
            complete = note_columns(work, part)
            _read_block(work, part, number_of, complete=complete)
            layouts.append(part.layout)
            note_hidden(work, part)
    if uncounted and page.facts.other_unit:
        findings.at("column-unclear", page.sheet, *page.facts.other_unit, {"reason": "unit"})
    work.totals.check()
    page.layout = _overall(layouts)


def _without_header(sheet: Sheet, table: Table) -> list[int]:
    """Columns with cells beside the rows but no header."""
    labelled = {index for block in table.blocks for index in block.paths}
    found: set[int] = set()
    for row in range(table.bottom + 1, table.last + 1):
        found.update(sheet.rows.get(row, {}).keys() - labelled)
    return sorted(found)


def _strays(without_header: list[int], table: Table, part: BlockColumns) -> tuple[int, ...]:
    """Those of them that belong to this block: each goes with the header on its left."""
    labelled = sorted(index for block in table.blocks for index in block.paths)
    mine = {column.index for column in part.columns}
    return tuple(i for i in without_header if labelled[max(0, bisect_left(labelled, i) - 1)] in mine)


def _read_block(work: SheetWork, part: BlockColumns, number: int, *, complete: bool) -> None:
    if part.layout in ("wide", "items"):
        read_scoring(work, part, number, complete=complete)
    elif part.layout == "events":
        read_events(work, part, number)
    elif part.layout == "summary":
        read_summary(work, part, number)


def _overall(layouts: Sequence[SheetLayout]) -> SheetLayout:
    for layout in ("items", "wide", "events", "summary"):
        if layout in layouts:
            return layout
    return "ignored"


def _compare_summaries(pages: list[_Page], findings: IssueLog) -> None:
    """What only repeats other sheets is checked against them and counts nothing."""
    for page in pages:
        if page.layout in ("wide", "items") and page.work is not None:
            others = _counted(pages, page)
            if repeats_others(page.work, others):
                compare_lines(page.work, others, findings)
                page.layout = "summary"
        elif page.layout == "summary" and page.work is not None:
            counted = _counted(pages, page)
            if counted:
                compare(page.work, counted, findings)
            elif not findings.issues:
                findings.add("table-not-found", page.sheet.name, facts={"reason": "totals-only"})


def _counted(pages: list[_Page], page: _Page) -> list[SheetWork]:
    """The month's other sheets that count."""
    return [
        other.work
        for other in pages
        if other is not page
        and other.work is not None
        and other.month == page.month
        and other.layout in ("wide", "items", "events")
    ]


def _note_missing(pages: list[_Page], context: ReadingContext, findings: IssueLog) -> None:
    """A sheet with figures but no table anyone could find must be said; so must a file without any table."""
    counted = [page.work for page in pages if page.work is not None and page.layout in ("wide", "items", "events")]
    known = cache(lambda: Households(context.roster_on(context.today)))
    for page in pages:
        if not page.tables and _has_figures(page.sheet) and not _is_grid_summary(page, counted, findings):
            findings.add("table-not-found", page.sheet.name, facts={"reason": "no-header"})
        elif place := household_outside(page.sheet, page.tables, known):
            findings.at("table-not-found", page.sheet, *place, {"reason": "outside"})
    if not any(page.has_points for page in pages) and not findings.issues:
        findings.add("table-not-found", facts={"reason": "no-table"})
    empty = any(page.layout in ("wide", "items") for page in pages) and not any(work.rows for work in counted)
    if empty and not findings.issues:
        findings.add("table-not-found", facts={"reason": "no-rows"})


def _is_grid_summary(page: _Page, counted: list[SheetWork], findings: IssueLog) -> bool:
    """Whether a sheet without households gives totals of grids; they are checked where one month is read."""
    if not counted or len({work.month for work in counted}) != 1:
        return False
    tables = find_tables(page.sheet, lambda text: meaning(text) is not None, frozenset({"grid"}))
    if check_grids(page.sheet, tables, counted, findings):
        page.layout, page.month = "summary", counted[0].month
        return True
    return False


def _has_figures(sheet: Sheet) -> bool:
    """Whether a sheet without a table has numbers in two rows or more: instructions have none."""
    rows = 0
    for cells in sheet.rows.values():
        if any(looks_like_points(cell) for cell in cells.values()):
            rows += 1
            if rows > 1:
                return True
    return False


def _sheet_reading(page: _Page) -> SheetReading:
    work = page.work
    counts = page.layout in ("wide", "items", "events")
    if work is None:
        return SheetReading(page.sheet.name, page.month, page.layout, 0, 0)
    return SheetReading(
        page.sheet.name,
        page.month,
        page.layout,
        work.rows,
        len(work.drafts),
        work.held,
        work.skipped,
        frozenset(work.named) if counts else frozenset(),
        dict(work.named) if counts else {},
        page.facts.place,
    )
