"""A sheet filled but not yet laid out: rows of cells with their values, and which part of the paper a row is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from jifen.printing.engine.filling import Value
from jifen.printing.engine.placeholders import as_text


class Part(Enum):
    """What a row is to the page: which rows must not part from which depends on it."""

    HEAD = "head"
    """Title and opening."""
    COLUMNS = "columns"
    """Names of the columns, which every page repeats."""
    BEFORE = "before"
    """Heading of a group: stays with its first line."""
    BODY = "body"
    MORE = "more"
    """Goes on with a line of a table: stays with the row above."""
    AFTER = "after"
    """Subtotal of a group: stays with its last line."""
    TAIL = "tail"
    """Totals, notes, signature, number: stay together and with the table's last line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its value. `span`: last column of the range merged on this row. `style` is the workbook's own."""

    column: int
    span: int
    value: Value
    style: Any
    size: float
    wrap: bool = True
    across: str | None = None
    indent: int = 0
    boxed: bool = False
    """It has rules around it: it belongs to a table."""
    down: bool = False
    """It stands over several rows."""
    joined: bool = False
    """It stands across columns that the template does not merge."""
    text: str = field(init=False, compare=False, default="")
    """What is read in it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", as_text(self.value))

    @property
    def is_words(self) -> bool:
        """It holds running text, which wraps, rather than a name or a figure."""
        return self.boxed and self.wrap and self.across in (None, "left", "general", "justify")

    def but(self, **changes: Any) -> "Cell":
        """The same with some changes."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet to be: its cells, the height the template gives it in points, its part, its template row."""

    cells: Sequence[Cell]
    height: float
    part: Part
    source: int


@dataclass(frozen=True, slots=True)
class Room:
    """What a page holds between its margins at full size, in points."""

    width: float
    height: float
