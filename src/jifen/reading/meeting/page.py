"""A sheet of a meeting's workbook on its way: its tables, and what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from jifen.domain.period import Month
from jifen.reading.formats.workbook import Sheet
from jifen.reading.meeting.column_checks import layout_of, unknown_figures
from jifen.reading.meeting.columns import Column, RuleBookWords
from jifen.reading.meeting.contents import columns_of
from jifen.reading.meeting.model import ReadingContext, SheetLayout, SheetReading
from jifen.reading.meeting.months import SheetFacts, sheet_facts
from jifen.reading.meeting.tables import Block, Table, find_tables
from jifen.reading.meeting.work import SheetWork
from jifen.reading.words.numbers import looks_like_points

COUNTED: tuple[SheetLayout, ...] = ("items", "wide", "events")
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

    @property
    def counts(self) -> bool:
        """Whether its points are posted."""
        return self.layout in COUNTED

    def reading(self) -> SheetReading:
        """What came of it."""
        work = self.work
        if work is None:
            return SheetReading(self.sheet.name, self.month, self.layout, 0, 0)
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
        )


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
        known = [(table, columns_of(sheet, table, part, words)) for table, part in _blocks(page.tables)]
        page.has_points = any(layout_of(columns) != "ignored" for _, columns in known) or any(
            _has_numbers(sheet, table, columns) for table, columns in known
        )
    return page


def _blocks(tables: list[Table]) -> Iterator[tuple[Table, Block]]:
    return ((table, block) for table in tables for block in table.blocks)


def _has_numbers(sheet: Sheet, table: Table, columns: list[Column]) -> bool:
    """Whether a table without any known points has numbers under headers nobody knows, or deeds beside other figures."""
    open_ones = unknown_figures(columns)
    for row in range(table.bottom + 1, min(table.last, table.bottom + SEARCHED_ROWS) + 1) if open_ones else ():
        cells = sheet.rows.get(row, {})
        if any(looks_like_points(cells.get(i)) for i in open_ones):
            return True
    return False
