"""A sheet of a meeting's workbook on its way: its tables, and what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from jifen.domain.period import Month
from jifen.reading.formats.workbook import Sheet, row_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.account import Account
from jifen.reading.meeting.audit import Counted, audit
from jifen.reading.meeting.column_checks import layout_of, unknown_figures
from jifen.reading.meeting.columns import Column, RuleBookWords
from jifen.reading.meeting.contents import columns_of
from jifen.reading.meeting.model import LeftColumn, ReadingContext, SheetLayout, SheetReading
from jifen.reading.meeting.months import SheetFacts, sheet_facts
from jifen.reading.meeting.tables import Block, Table, find_tables
from jifen.reading.meeting.work import SheetWork
from jifen.reading.words.numbers import looks_like_points

COUNTED: tuple[SheetLayout, ...] = ("items", "wide", "events", "deeds")
"""Layouts whose points are posted."""
SEARCHED_ROWS = 400
"""How far below a header numbers are looked for under labels nobody knows."""


@dataclass(slots=True)
class Page:
    """A sheet: `work` where a month was found for it and it was read."""

    sheet: Sheet
    tables: list[Table] = field(default_factory=list)
    facts: SheetFacts = field(default_factory=SheetFacts)
    month: Month | None = None
    layout: SheetLayout = "ignored"
    work: SheetWork | None = None
    has_points: bool = False
    is_blank: bool = False
    """No place for points has anything in it."""
    known: list[tuple[Table, list[Column]]] = field(default_factory=list)
    """Every block's columns by the newest rule book."""
    left: tuple[LeftColumn, ...] = ()
    across: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    """Columns headed by months, where there are several: year where it is named, and number."""
    shaped: bool = False
    """It lies in a way nobody reads, and that is said."""

    @property
    def counts(self) -> bool:
        """Whether its points are posted."""
        return self.layout in COUNTED

    def reading(self) -> SheetReading:
        """What came of it."""
        work = self.work
        if work is None:
            return SheetReading(self.sheet.name, self.month, self.layout, 0, 0, left=self.left)
        return SheetReading(
            self.sheet.name,
            self.month,
            self.layout,
            work.rows,
            len(work.lines),
            work.held,
            work.skipped,
            frozenset(work.named) if self.counts else frozenset(),
            dict(work.named) if self.counts else {},
            self.facts.place,
            self.left,
            self._scored() if self.layout in ("wide", "items") else frozenset(),
            dict(work.deeds),
        )

    def _scored(self) -> frozenset[tuple[str, str]]:
        columns = (column for _, columns in self.known for column in columns if column.scores)
        return frozenset((c.category or "", c.rule.code if c.rule else "") for c in columns)


def words_on(context: ReadingContext, day: date | None) -> RuleBookWords:
    """The words of the rule book as of a day; of the newest where the day is not known yet."""
    return RuleBookWords(context.rulebooks.on(day or date.max), context.aliases)


def find_page(sheet: Sheet, context: ReadingContext) -> Page:
    """The tables of a sheet, by the words of any rule book: which version holds depends on the month found later."""
    words = words_on(context, None)
    page = Page(sheet, find_tables(sheet, words.recognises))
    if page.tables:
        first, last = page.tables[0].top, page.tables[-1].last
        labels = [
            (place.text, place.row, place.column)
            for block in page.tables[0].blocks
            for path in block.paths.values()
            for place in path
        ]
        page.facts = sheet_facts(sheet, first, last, dict.fromkeys(labels))
        page.known = known = [(table, columns_of(sheet, table, part, words)) for table, part in _blocks(page.tables)]
        page.has_points = any(layout_of(columns) != "ignored" for _, columns in known) or any(
            _has_numbers(sheet, table, columns) for table, columns in known
        )
    return page


def _blocks(tables: list[Table]) -> Iterator[tuple[Table, Block]]:
    return ((table, block) for table in tables for block in table.blocks)


def _has_numbers(sheet: Sheet, table: Table, columns: list[Column]) -> bool:
    """Whether a table without known points has numbers under headers nobody knows, or deeds beside other figures."""
    open_ones = unknown_figures(columns)
    for row in range(table.bottom + 1, min(table.last, table.bottom + SEARCHED_ROWS) + 1) if open_ones else ():
        cells = sheet.rows.get(row, {})
        if any(looks_like_points(cells.get(i)) for i in open_ones):
            return True
    return False


def audit_page(page: Page, log: IssueLog) -> None:
    """Hold the page's cells against what was taken of them."""
    work = page.work
    account = work.account if work is not None else Account()
    if work is None:
        if page.has_points:
            return  # its month could not be told, and that is said
        for table, columns in page.known:
            account.take(columns, "ignored", table.bottom + 1, table.last)
    for table in page.tables:
        account.take_header(table.top, table.bottom)
    page.left = audit(page.sheet, account, _counted(page), log) if page.tables else ()


def _counted(page: Page) -> Counted:
    if page.work is None:
        return Counted()
    rows: dict[int, int] = {}
    for line in page.work.lines:
        row = row_of(line.source.cell)
        rows[row] = max(rows.get(row, -1), -1 if line.points < 0 else 1)
    kinds = {span.key for span in page.work.account.spans if span.left is None}
    return Counted(rows, "decision" in kinds, "direction" in kinds)
