"""Cells with addresses: the one form every file format is brought into before anything is understood.

A cell keeps what the file says and how it says it (number, text, date, error …); what it means is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Literal, NamedTuple

CellKind = Literal["text", "number", "percent", "date", "bool", "error", "uncalculated"]
Unreadable = Literal[
    "format", "damaged", "encrypted", "too-large", "encoding", "html", "xml", "document", "xlsb"
]  # fmt: skip
"""What is wrong with a file as a whole. `document`: a PDF, picture or Word file; `xlsb`: Excel's binary workbook."""

MAX_CELLS = 400_000
MAX_ROWS = 60_000
MAX_TEXT = 200_000
MAX_MERGES = 50_000
MAX_COVERED = 400_000
MAX_STYLES = 65_490
MAX_HIDDEN = 200_000
"""More cells and rows with content, longer texts, more merged ranges and places under them, styles, and hidden columns
than any village's workbook has: beyond these a file is refused, not read for minutes."""


class UnreadableError(ValueError):
    """The bytes are no workbook this program reads; `reason` says which way."""

    def __init__(self, reason: Unreadable, detail: str = "") -> None:
        """`detail` says more where there is more to say (never shown to people)."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Cell(NamedTuple):
    """One cell with content.

    `value` is text for `text`, `error` and `uncalculated` (the formula), a float for `number` and `percent`,
    a `datetime` for `date`, a bool for `bool`. `shown_sign` marks a number whose format draws a sign of its own,
    `month_only` a date whose format shows no day: what was typed as 2025年7月.
    """

    kind: CellKind
    value: str | float | datetime | bool
    shown_sign: bool = False
    month_only: bool = False

    @property
    def number(self) -> float:
        """The number of a cell that holds one; 0 for any other."""
        return float(self.value) if isinstance(self.value, (int, float)) else 0.0

    @property
    def text(self) -> str:
        """What a person sees, near enough to be recognised: the text as it stands, a number without its format."""
        value = self.value
        if isinstance(value, str):
            return f"={value}" if self.kind == "uncalculated" else value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, datetime):
            return f"{value.year}年{value.month}月" if self.month_only else show_moment(value)
        return number_text(value * 100) + "%" if self.kind == "percent" else number_text(value)


STRUCK = "〔划去〕"
"""Stands before text that was struck out: what is meant is for a person to say."""
_AMOUNT = re.compile(r"\s*[+\-＋－−加减扣]?\s*[0-9０-９.．]+\s*分?\s*")


def struck(cell: Cell) -> Cell:
    """A cell whose font strikes it out: an amount becomes a text that is none; names and codes stay what they are."""
    amount = cell.kind in ("number", "percent") or (cell.kind == "text" and _AMOUNT.fullmatch(cell.text))
    return Cell("text", STRUCK + cell.text) if amount else cell


RAISED, LOWERED = "\ue000", "\ue001"
"""Stand around superscript while a text is put together."""
FOOTNOTE = "〔上标"
_RAISED = re.compile(rf"(?<=[0-9０-９分]){RAISED}\s*([^{RAISED}{LOWERED}]*){LOWERED}")


def with_footnotes(text: str) -> str:
    """Superscript right behind a figure is set apart, `2〔上标1〕`: a footnote to 2 is not 21. Elsewhere it is text."""
    if RAISED not in text:
        return text
    joined = text.replace(LOWERED + RAISED, "")
    apart = _RAISED.sub(lambda match: f"{FOOTNOTE}{match[1]}〕" if match[1].strip() else "", joined)
    return apart.replace(RAISED, "").replace(LOWERED, "")


def show_moment(value: datetime) -> str:
    """A day, with its time only where it has one."""
    return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ", "minutes")


def number_text(value: float) -> str:
    """A number at 15 significant digits, as Excel shows it."""
    return format(value, ".15g")


@cache
def column_letters(column: int) -> str:
    """1 → A, 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """A → 1, AB → 28; raises `ValueError`."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= 16384:
        raise ValueError(letters)
    return number


def row_of(cell: str | None) -> int:
    """The row of an address (`C5` → 5); 0 where there is none."""
    return int("".join(c for c in cell or "" if c.isdigit()) or 0)


def address(row: int, column: int) -> str:
    """`B60`."""
    return f"{column_letters(column)}{row}"


class Area(NamedTuple):
    """A merged range, all ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet's cells by row, then column, both from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    hidden_said: int = 0
    """How many columns were said to be hidden, each time counting."""
    emptied: dict[int, int] = field(default_factory=dict)
    """Columns nobody keeps, with how many numbers stood in them (`reading.cleaning`)."""
    _covered: dict[tuple[int, int], Area] | None = None

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell itself; of a merged range only the first has one."""
        cells = self.rows.get(row)
        return cells.get(column) if cells else None

    def area(self, row: int, column: int) -> Area | None:
        """The merged range a cell lies in."""
        if self._covered is None:
            self._covered = self._cover()
        return self._covered.get((row, column))

    def merged(self, row: int, column: int) -> Cell | None:
        """The cell a person sees at a place: of a merged range its first."""
        own = self.cell(row, column)
        if own is not None or not self.merges:
            return own
        area = self.area(row, column)
        return self.cell(area.top, area.left) if area else None

    def merged_down(self, row: int, column: int, header: int) -> Cell | None:
        """The cell of a row of data: its own, or the one merged down over it from a row below the `header`."""
        own = self.cell(row, column)
        if own is not None or not self.merges:
            return own
        area = self.area(row, column)
        if area is None or area.left != area.right or area.top <= header:
            return None
        return self.cell(area.top, area.left)

    @property
    def last_row(self) -> int:
        """The last row with content; 0 for none."""
        return max(self.rows, default=0)

    @property
    def last_column(self) -> int:
        """The last column with content; 0 for none."""
        return max((max(row) for row in self.rows.values() if row), default=0)

    def merge(self, area: Area) -> None:
        """Note a merged range; raises `UnreadableError` where there are more than anybody made by hand."""
        if len(self.merges) >= MAX_MERGES:
            raise UnreadableError("too-large", "merged ranges")
        self.merges.append(area)

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns as hidden, `first` to `last`; raises `UnreadableError` where that is said over and over."""
        self.hidden_said += max(0, last - first + 1)
        if self.hidden_said > MAX_HIDDEN:
            raise UnreadableError("too-large", "hidden columns")
        self.hidden_columns.update(range(first, last + 1))

    def _cover(self) -> dict[tuple[int, int], Area]:
        """Every covered place within the used part, refusing what would take minutes."""
        covered: dict[tuple[int, int], Area] = {}
        last_row, last_column = self.last_row, self.last_column
        for area in self.merges:
            bottom, right = min(area.bottom, last_row), min(area.right, last_column)
            size = max(0, bottom - area.top + 1) * max(0, right - area.left + 1)
            if len(covered) + size > MAX_COVERED:
                raise UnreadableError("too-large", "merged ranges")
            for row in range(area.top, bottom + 1):
                for column in range(area.left, right + 1):
                    covered[(row, column)] = area
        return covered

    def walk(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with content, row by row."""
        for row in sorted(self.rows):
            cells = self.rows[row]
            for column in sorted(cells):
                yield row, column, cells[column]


@dataclass(slots=True)
class Workbook:
    """A workbook: its sheets in order, and the format it came in."""

    kind: str
    sheets: list[Sheet] = field(default_factory=list)

    def check_size(self) -> None:
        """Refuse more rows than anyone keeps; raises `UnreadableError`."""
        if sum(len(sheet.rows) for sheet in self.sheets) > MAX_ROWS:
            raise UnreadableError("too-large", "rows")

    @property
    def empty(self) -> bool:
        """Whether no sheet has a cell with content."""
        return not any(sheet.rows for sheet in self.sheets)


def from_serial(serial: float, *, since_1904: bool = False) -> datetime | None:
    """The moment a serial number stands for; None where it stands for none."""
    days = serial + 1462 if since_1904 else serial
    if not 0 < days < 2958466:
        return None
    shifted = days if days >= 60 else days + 1  # Excel counts a 29 February 1900 that never was
    return datetime.fromordinal(date(1899, 12, 30).toordinal() + int(shifted)).replace(
        hour=min(23, int((days % 1) * 24 + 1e-9)), minute=round((days % 1) * 1440) % 60
    )
