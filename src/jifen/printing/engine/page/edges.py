"""The rules around cells: each edge once, the heavier of the two cells that share it, joined into long lines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jifen.printing.engine.page.looks import Colors

Kind = tuple[str, str]
"""How a rule is drawn and its colour."""
_KINDS = {
    "hair": "hair", "dotted": "dotted", "dashed": "dashed", "dashDot": "dashed", "dashDotDot": "dashed",
    "thin": "thin", "mediumDashed": "dashed", "mediumDashDot": "dashed", "mediumDashDotDot": "dashed",
    "slantDashDot": "dashed", "medium": "medium", "double": "double", "thick": "thick",
}  # fmt: skip
_WEIGHT = ("hair", "dotted", "dashed", "thin", "medium", "double", "thick")
Sides = tuple[Kind | None, Kind | None, Kind | None, Kind | None]
"""Top, right, bottom, left."""


def sides(cell: Any, colors: Colors) -> Sides:
    """The rules of an openpyxl cell."""
    border = cell.border
    return (
        _kind(border.top, colors),
        _kind(border.right, colors),
        _kind(border.bottom, colors),
        _kind(border.left, colors),
    )


def _kind(side: Any, colors: Colors) -> Kind | None:
    style = getattr(side, "style", None)
    name = _KINDS.get(style or "")
    return (name, colors.of(side.color) or "#000000") if name else None


class Edges:
    """The edges of a sheet's cells, rows and columns counted from 0."""

    def __init__(self) -> None:
        self._level: dict[tuple[int, int], Kind] = {}
        self._upright: dict[tuple[int, int], Kind] = {}
        self._above: dict[tuple[int, int], Kind] = {}

    def add(self, row: int, column: int, cell: Sides, inner: tuple[bool, bool, bool, bool]) -> None:
        """A cell's rules; `inner` says which of its sides lie within a merged range and are not drawn."""
        places = ((self._level, (row, column)), (self._upright, (row, column + 1)),
                  (self._level, (row + 1, column)), (self._upright, (row, column)))  # fmt: skip
        if cell[0] and not inner[0]:
            self._above[row, column] = cell[0]
        for kind, hidden, (edges, place) in zip(cell, inner, places, strict=True):
            if kind and not hidden:
                edges[place] = max(edges.get(place, kind), kind, key=lambda one: _WEIGHT.index(one[0]))

    def closes(self, edge: int, column: int) -> bool:
        """Whether there is a rule along the top of row `edge` at this column."""
        return (edge, column) in self._level

    def beside(self, row: int, column: int, columns: int) -> bool:
        """Whether a cell has a rule at its left or right."""
        return (row, column) in self._upright or (row, column + columns) in self._upright

    def of(self, columns: Sequence[int]) -> "Edges":
        """The edges of some of the columns, put next to each other."""
        part = Edges()
        for place, column in enumerate(columns):
            part._level |= {(row, place): kind for (row, own), kind in self._level.items() if own == column}
            part._above |= {(row, place): kind for (row, own), kind in self._above.items() if own == column}
            part._upright |= {(row, place): kind for (row, own), kind in self._upright.items() if own == column}
            right = {(row, place + 1): kind for (row, own), kind in self._upright.items() if own == column + 1}
            part._upright |= right
        return part

    def level(self, edge: int, columns: int) -> list[tuple[int, int, Kind]]:
        """The lines along the top of row `edge`: first column, column behind the last, kind."""
        return _joined(range(columns), {n: kind for n in range(columns) if (kind := self._level.get((edge, n)))})

    def above(self, row: int, columns: int) -> list[tuple[int, int, Kind]]:
        """The lines along its top that are the row's own: what closes the row before belongs to that row's page."""
        return _joined(range(columns), {n: kind for n in range(columns) if (kind := self._above.get((row, n)))})

    def upright(self, rows: int, columns: int) -> list[tuple[int, int, int, Kind]]:
        """All lines down: column they stand left of, first row, row behind the last, kind."""
        found: list[dict[int, Kind]] = [{} for _ in range(columns + 1)]
        for (row, column), kind in self._upright.items():
            if column <= columns:
                found[column][row] = kind
        return [(n, *line) for n, own in enumerate(found) for line in _joined(range(rows), own)]


def _joined(places: Iterable[int], kinds: Mapping[int, Kind]) -> list[tuple[int, int, Kind]]:
    lines: list[tuple[int, int, Kind]] = []
    for place in places:
        kind = kinds.get(place)
        if kind is None:
            continue
        if lines and lines[-1][1] == place and lines[-1][2] == kind:
            lines[-1] = (lines[-1][0], place + 1, kind)
        else:
            lines.append((place, place + 1, kind))
    return lines
