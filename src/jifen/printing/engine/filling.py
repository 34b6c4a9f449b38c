"""What a sheet says, apart from how it looks: the one source of the workbook, the PDF and the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


class Yuan(Decimal):
    """Money: shown to the cent wherever it stands."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG) and its size on paper; it stands where a placeholder is the whole text of a cell."""

    data: bytes
    width_mm: float
    height_mm: float


Plain = str | int | Decimal | None
Value = Plain | Picture
"""None: nothing to say. A row of a template none of whose placeholders has anything to say falls away."""

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one name: `{名.字段}`. `fields` are the known names, also where there are no rows.

    `empty`: what stands across the table's columns where there are no rows; None: nothing.
    """

    fields: tuple[str, ...]
    rows: Sequence[Row]
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One group (a grid): its own fields, `{组.字段}`, and its lines, `{行.字段}`."""

    fields: Row
    lines: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups of a sheet, in order, with the names of their fields."""

    group_fields: tuple[str, ...]
    line_fields: tuple[str, ...]
    groups: Sequence[Group]


LINE, GROUP = "行", "组"
"""What the rows and the headings of the grouped table are called in a template."""


@dataclass(frozen=True, slots=True)
class Filling:
    """All a template may ask for: scalars `{字段}`, tables, and at most one grouped table.

    Raises `ValueError` for a table called as the rows of the grouped one: its rows would be printed nowhere.
    """

    fields: Row
    tables: Mapping[str, Table] = field(default_factory=dict)
    groups: Groups | None = None

    def __post_init__(self) -> None:
        """The names of the grouped table's rows are its own."""
        taken = {LINE, GROUP} & self.tables.keys()
        if taken:
            raise ValueError(f"table {taken.pop()}")
