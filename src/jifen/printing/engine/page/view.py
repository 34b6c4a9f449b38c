"""The columns of one page across: cells, rules and pictures as `sheet.typ` draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jifen.printing.engine import measure
from jifen.printing.engine.page.area import Area, Cell
from jifen.printing.engine.page.edges import Edges
from jifen.printing.engine.page.pictures import anchored

if TYPE_CHECKING:
    from jifen.printing.engine.page.model import Model

_SURELY = 0.7
"""Text estimated to take no more than this part of its cell stands on one line, measured or not."""
_UNIT = 5.25
"""Points of a column unit in which `measure` counts."""


class View:
    """Some columns of an area, next to each other on one page."""

    def __init__(self, model: Model, area: Area, columns: list[int]) -> None:
        self._model, self._area, self._columns = model, area, columns
        self._place = {column: n for n, column in enumerate(columns)}
        self._widths = [area.widths[column] for column in columns]
        self._taken: dict[int, set[int]] = {}

    def data(self) -> dict[str, Any]:
        """As `sheet.typ` wants it."""
        count = len(self._area.heights)
        rows: list[list[dict[str, Any]]] = [[] for _ in range(count)]
        cells = [(cell, *span) for cell in self._area.cells if (span := self._span(cell))]
        for cell, first, wide in cells:
            if cell.text or wide > 1:
                for row in range(cell.row, cell.row + cell.rows):
                    self._taken.setdefault(row, set()).update(range(first, first + wide))
        for cell, first, wide in cells:
            if cell.text or cell.look.fill:
                rows[cell.row].append(self._drawn(cell, first, wide))
        edges = self._edges()
        return {
            "columns": self._widths,
            "cells": rows,
            "level": [edges.level(edge, len(self._columns)) for edge in range(count + 1)],
            "above": [edges.above(row, len(self._columns)) for row in range(count)],
            "upright": edges.upright(count, len(self._columns)),
            "pictures": self._pictures(),
        }

    def _span(self, cell: Cell) -> tuple[int, int] | None:
        """First column and number of columns a cell takes here; None where it takes none."""
        own = [self._place[n] for n in range(cell.column, cell.column + cell.columns) if n in self._place]
        return (own[0], own[-1] - own[0] + 1) if own else None

    def _drawn(self, cell: Cell, first: int, wide: int) -> dict[str, Any]:
        width = sum(self._widths[first : first + wide])
        return {
            "column": first,
            "columns": wide,
            "rows": cell.rows,
            "style": self._model.style(
                cell.look, cell.across, self._area.edges.beside(cell.row, cell.column, cell.columns)
            ),
            "text": cell.text,
            **self._sits(cell, first, wide, width),
        }

    def _sits(self, cell: Cell, first: int, wide: int, width: float) -> dict[str, Any]:
        """How its text is fitted in: `none`, `fits` on a line, `wrap`, `over` its neighbours, `shrink`."""
        if not cell.text:
            return {"mode": "none"}
        if cell.look.turn:
            return {"mode": "wrap"}
        estimated = measure.width_units(cell.text, cell.look.size) * _UNIT
        if "\n" not in cell.text and estimated + cell.look.indent * 7 < width * _SURELY:
            return {"mode": "fits"}
        if cell.number or cell.look.shrink:
            return {"mode": "shrink"}
        if cell.look.wrap:
            return {"mode": "wrap"}
        return {"mode": "over", "room": self._room(cell, first, wide)}

    def _room(self, cell: Cell, first: int, wide: int) -> tuple[float, float]:
        """Points free to the left and right of a cell whose text does not wrap: its neighbours with nothing in them."""
        taken = self._taken.get(cell.row, set())
        left, right = first, first + wide
        while cell.across in ("right", "center") and left > 0 and left - 1 not in taken:
            left -= 1
        while cell.across in ("left", "center") and right < len(self._widths) and right not in taken:
            right += 1
        return sum(self._widths[left:first]), sum(self._widths[first + wide : right])

    def _edges(self) -> Edges:
        return self._area.edges if len(self._columns) == len(self._area.widths) else self._area.edges.of(self._columns)

    def _pictures(self) -> list[dict[str, Any]]:
        area = self._area
        found = []
        for one in anchored(area):
            if one.column in self._place:
                number = self._model.picture(one.data)
                found.append({"picture": number, "row": one.row, "column": self._place[one.column], "dx": one.dx,
                              "dy": one.dy, "width": one.width, "height": one.height})  # fmt: skip
        return found
