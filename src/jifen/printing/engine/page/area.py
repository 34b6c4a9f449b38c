"""What of a sheet is printed: its rows, columns, merged ranges and cells, counted from 0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jifen.printing.engine.page import edges, paper_size
from jifen.printing.engine.page.looks import Colors, Look, look
from jifen.printing.engine.page.number_format import shown

_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 8.43, 15.0
_LINE = 1.3
"""Height of a line over the size of its font, where a row has no height of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what it shows; `number`: a figure, which must not be broken."""

    row: int
    column: int
    rows: int
    columns: int
    look: Look
    across: str
    text: str
    number: bool


class Area:
    """A rectangle of a sheet, without its hidden rows and columns."""

    def __init__(self, sheet: Any, book: Any, colors: Colors, box: tuple[int, int, int, int]) -> None:
        """`box`: first row, first column, last row, last column, counted from 1."""
        self.sheet, self._colors = sheet, colors
        top, left, bottom, right = box
        widths = _widths(sheet, right, paper_size.unit(book))
        self.row_numbers = [n for n in range(top, bottom + 1) if not sheet.row_dimensions[n].hidden]
        self.column_numbers = [n for n in range(left, right + 1) if widths[n] > 0]
        self._row_at = {number: n for n, number in enumerate(self.row_numbers)}
        self._column_at = {number: n for n, number in enumerate(self.column_numbers)}
        self.widths = [widths[n] for n in self.column_numbers]
        self._looks: dict[int, tuple[Look, edges.Sides]] = {}
        self._merges = self._ranges()
        self.edges = edges.Edges()
        self.cells = list(self._read())

    @cached_property
    def heights(self) -> list[float]:
        """Height of each row; where the sheet leaves it open, as much as the letters in it need."""
        default = float(self.sheet.sheet_format.defaultRowHeight or _DEFAULT_HEIGHT)
        letters = dict.fromkeys(range(len(self.row_numbers)), default)
        for cell in self.cells:
            if cell.text and not cell.look.turn:
                letters[cell.row] = max(letters[cell.row], cell.look.size * _LINE)
        own = [self.sheet.row_dimensions[number].height for number in self.row_numbers]
        return [round(letters[n] if height is None else float(height), 3) for n, height in enumerate(own)]

    def titles(self) -> tuple[int, int] | None:
        """The rows every page repeats: the first and the last."""
        found = re.fullmatch(r"\$?(\d+):\$?(\d+)", str(self.sheet.print_title_rows or "").rpartition("!")[2])
        rows = [n for number, n in self._row_at.items() if found and int(found[1]) <= number <= int(found[2])]
        return (rows[0], rows[-1]) if rows else None

    def title_columns(self) -> list[int]:
        """The columns every page across repeats."""
        from openpyxl.utils import column_index_from_string

        found = re.fullmatch(r"\$?([A-Z]+):\$?([A-Z]+)", str(self.sheet.print_title_cols or "").rpartition("!")[2])
        if found is None:
            return []
        first, last = column_index_from_string(found[1]), column_index_from_string(found[2])
        return [n for number, n in self._column_at.items() if first <= number <= last]

    def breaks(self) -> list[int]:
        """The rows before which a page was ended by hand."""
        return _behind(self.sheet.row_breaks.brk, self.row_numbers)

    def column_breaks(self) -> list[int]:
        """The columns before which a page was ended by hand."""
        return _behind(self.sheet.col_breaks.brk, self.column_numbers)

    def row_of(self, number: int) -> int:
        """Where a row of the sheet (from 1) stands, a hidden one where the next one does."""
        return sum(own < number for own in self.row_numbers)

    def column_of(self, number: int) -> int:
        """Where a column of the sheet (from 1) stands."""
        return sum(own < number for own in self.column_numbers)

    def _ranges(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        """Each merged cell of the area → first row and column, number of rows and columns of its range."""
        found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for merged in self.sheet.merged_cells.ranges:
            rows = [n for number, n in self._row_at.items() if merged.min_row <= number <= merged.max_row]
            columns = [n for number, n in self._column_at.items() if merged.min_col <= number <= merged.max_col]
            if rows and columns:
                place = (rows[0], columns[0], len(rows), len(columns))
                found |= {(row, column): place for row in rows for column in columns}
        return found

    def _read(self) -> Iterator[Cell]:
        for row, number in enumerate(self.row_numbers):
            for column, letter in enumerate(self.column_numbers):
                cell = self.sheet._cells.get((number, letter))
                if cell is None:
                    continue
                place = self._merges.get((row, column), (row, column, 1, 1))
                own, rules = self._look(cell)
                top, left, rows, columns = place
                inner = (row > top, column < left + columns - 1, row < top + rows - 1, column > left)
                self.edges.add(row, column, rules, inner)
                if (row, column) == (top, left):
                    yield self._cell(cell, own, place)

    def _cell(self, cell: Any, own: Look, place: tuple[int, int, int, int]) -> Cell:
        value = cell.value
        text = "" if cell.data_type == "f" else shown(value, cell.number_format)
        figure = not isinstance(value, str | bool) and value is not None
        across = own.across if own.across != "general" else "right" if figure else "left"
        return Cell(*place, own, across, text, figure)

    def _look(self, cell: Any) -> tuple[Look, edges.Sides]:
        key = cell.style_id
        if key not in self._looks:
            self._looks[key] = (look(cell, self._colors), edges.sides(cell, self._colors))
        return self._looks[key]


def areas(sheet: Any, book: Any, colors: Colors) -> list[Area]:
    """What the sheet prints: its print areas, else all that has something in it."""
    from openpyxl.utils import range_boundaries

    found = []
    for part in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", str(sheet.print_area or "")):
        bounds = range_boundaries(part.rpartition("!")[2]) if part else None
        if bounds and None not in bounds:
            left, top, right, bottom = (int(bound or 1) for bound in bounds)
            found.append((top, left, bottom, right))
    used = found or [box for box in [_used(sheet)] if box]
    return [area for box in used if (area := Area(sheet, book, colors, box)).row_numbers and area.column_numbers]


def _used(sheet: Any) -> tuple[int, int, int, int] | None:
    places = [place for place, cell in sheet._cells.items() if cell.value is not None or _visible(cell)]
    places += [(one.anchor._from.row + 1, one.anchor._from.col + 1) for one in (*sheet._images, *sheet._charts)
               if hasattr(one.anchor, "_from")]  # fmt: skip
    if not places:
        return None
    places += [(r.max_row, r.max_col) for r in sheet.merged_cells.ranges if (r.min_row, r.min_col) in set(places)]
    return 1, 1, max(row for row, _ in places), max(column for _, column in places)


def _visible(cell: Any) -> bool:
    if not cell.has_style:
        return False
    border = cell.border
    return any(getattr(side, "style", None) for side in (border.top, border.right, border.bottom, border.left))


def _widths(sheet: Any, last: int, unit: float) -> list[float]:
    """Width in points of each column up to `last`, counted from 1; 0 where it is hidden."""
    default = float(sheet.sheet_format.defaultColWidth or _DEFAULT_WIDTH) * unit
    widths = [default] * (last + 1)
    for dimension in sheet.column_dimensions.values():
        dimension.reindex()
        for column in range(dimension.min or 1, min(dimension.max or 0, last) + 1):
            own = float(dimension.width) * unit if dimension.customWidth or dimension.width else default
            widths[column] = 0.0 if dimension.hidden else own
    return widths


def _behind(breaks: Any, numbers: Sequence[int]) -> list[int]:
    places = {sum(number <= one.id for number in numbers) for one in breaks if one.id}
    return sorted(place for place in places if 0 < place < len(numbers))
