"""What is known and found while one sheet is read, and while one block of it is: passed on as one value."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from jifen.domain.household import Household
from jifen.domain.ledger import SheetLine, Source
from jifen.domain.period import Month, Period, earliest_deed
from jifen.domain.scheme.scheme import Scheme
from jifen.domain.scheme.staying import ALWAYS, Stay
from jifen.reading.formats.workbook import Cell, Sheet, address
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.meeting.account import Account
from jifen.reading.meeting.columns import Column, RuleBookWords
from jifen.reading.meeting.model import ReadingContext, RefusedDeed, SheetLayout
from jifen.reading.meeting.totals import Totals
from jifen.reading.words.households import Households
from jifen.reading.words.numbers import Fault, is_none


class LineDetails(TypedDict, total=False):
    """What a line may say besides its household, category and points."""

    rule: str | None
    occurred_on: date | None
    reason: str | None
    actor: str | None
    is_event: bool
    deed: int | None
    dated: bool
    quantity: Decimal | None
    stated: Decimal | None
    single: Decimal | None


@dataclass(slots=True)
class SheetWork:
    """A sheet while it is read."""

    sheet: Sheet
    month: Month
    held: date | None
    words: RuleBookWords
    households: Households
    context: ReadingContext
    log: IssueLog
    totals: Totals
    account: Account = field(default_factory=Account)
    """What of the sheet was taken, and under which meaning."""
    lines: list[SheetLine] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    """Households met so far, and the cell that names each."""
    directed: set[tuple[str, int]] = field(default_factory=set)
    """Households met in a row of their awards (1) or of their deductions (-1)."""
    refused: list[RefusedDeed] = field(default_factory=list)
    deeds: dict[int, str] = field(default_factory=dict)
    """Deeds met so far, and the cell that names each."""
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

    @property
    def covers(self) -> Period:
        """The period of the meeting: the month itself, or the longer one whose last month it is."""
        return self.context.rulebooks.covering(self.month)

    @property
    def scheme(self) -> Scheme:
        """The scheme by which the month's points are counted."""
        return self.context.rulebooks.scheme(self.month)

    def scores(self, points: Decimal) -> tuple[Decimal, ...]:
        """What a household's points that count may come to as a score; none where the scheme has no scores.

        The first is of who was there all the time; a sheet does not say who came or left within the period.
        """
        scheme, of = self.scheme, len(self.covers.months)
        shorter = range(1, of) if scheme.newcomers == "monthly" else ()
        stays = [ALWAYS, *(Stay(months, of, whole=False) for months in shorter)]
        known = (scheme.score(points, stay) for stay in stays) if scheme.scores else ()
        return tuple(score for score in known if score is not None)

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day that a deed of the meeting may have."""
        last = self.held or self.month.last
        return earliest_deed(self.covers, last), last

    def add_line(
        self, household: Household, category: str, points: Decimal, row: int, column: int, **more: Unpack[LineDetails]
    ) -> None:
        """A line for the ledger, from this cell; its day is the meeting's where nothing else is said."""
        source = Source(self.log.path, self.sheet.name, address(row, column))
        details: LineDetails = {"occurred_on": self.held, **more}
        self.lines.append(SheetLine(self.month, household.code, category, points, source, **details))


@dataclass(slots=True)
class BlockWork:
    """A block of a sheet while it is read: its columns by what they mean, and the sheet it stands on.

    `grid` is what its title, or else the sheet's, names: the grid of rows that name none themselves.
    `number` is the same for blocks whose header is repeated, so that totals go on over pages. `complete` false: a
    column could not be understood, so totals cannot add up.
    """

    work: SheetWork
    columns: list[Column]
    layout: SheetLayout
    first_row: int
    last_row: int
    strays: tuple[int, ...] = ()
    has_points: bool = False
    """Whether a column is headed as one of points, not of times."""
    grid: str | None = None
    number: int = 0
    complete: bool = True
    used: dict[int, bool] = field(default_factory=dict)
    passing: dict[int, bool] = field(default_factory=dict)
    """Whether most cells of a column of decisions say that the row passed."""
    relations: list[Column] | None = None
    """The columns that say what the one person a row names is to the head; None until they are looked for."""

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return self.work.sheet

    @property
    def named_layout(self) -> SheetLayout:
        """Its layout; of a list of events that decides deeds that."""
        return "deeds" if self.layout == "events" and self.first("deed") and self.first("decision") else self.layout

    @property
    def indexes(self) -> tuple[int, ...]:
        """Where its columns are, those without a header included."""
        return (*(column.index for column in self.columns), *self.strays)

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

    def row_numbers(self) -> list[int]:
        """Its rows that have any content, in order."""
        numbers = self.work.row_numbers
        return numbers[bisect_left(numbers, self.first_row) : bisect_right(numbers, self.last_row)]

    def is_used(self, column: int) -> bool:
        """Whether any row has something in a column; looked up once."""
        if column not in self.used:
            self.used[column] = any(not is_none(self.sheet.cell(row, column)) for row in self.row_numbers())
        return self.used[column]

    def merged_down(self, row: int, column: Column | None) -> Cell | None:
        """The cell of a column that may be merged down over several rows of one household or day."""
        return None if column is None else self.sheet.merged_down(row, column.index, self.first_row - 1)

    def is_spread(self, row: int, column: int) -> bool:
        """Whether a points cell is merged over others: nobody can say whose points they are."""
        area = self.sheet.area(row, column) if self.sheet.merges else None
        return area is not None and (area.bottom > area.top or area.right > area.left)

    def note(
        self,
        code: str,
        row: int,
        column: int,
        facts: Mapping[str, str] | None = None,
        suggestions: tuple[str, ...] = (),
        *,
        let_through: bool = False,
    ) -> Issue:
        """An issue at a cell."""
        return self.work.log.at(code, self.sheet, row, column, facts, suggestions, let_through=let_through)

    def note_header(
        self, code: str, column: Column, facts: Mapping[str, str] | None = None, suggestions: tuple[str, ...] = ()
    ) -> Issue:
        """An issue at a column's own label."""
        return self.note(code, column.path[-1].row, column.path[-1].column, facts, suggestions)

    def fault(self, fault: Fault, row: int, column: int) -> None:
        """A cell that could not be read."""
        self.work.log.fault(fault, self.sheet, row, column)
