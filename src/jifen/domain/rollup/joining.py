"""Cells of fewer than three households are joined, so that no sum speaks of one or two.

A joined cell is of at least two cells and of at least three different households: a cell that were joined alone would
only have lost its name, and whoever knows all others could tell it from their sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 3
"""Households that a cell must speak of."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is to be told under a name: how many lines of which households, and their points in hundredths."""

    name: str
    households: frozenset[str]
    entries: int
    points: int

    def with_(self, other: "Cell") -> "Cell":
        """Both as one, under this one's name."""
        households = self.households | other.households
        return Cell(self.name, households, self.entries + other.entries, self.points + other.points)


Told = Sequence[tuple[str, Cell]]
"""(kind, cell)."""


def joined(cells: Iterable[Cell], other: str) -> tuple[list[Cell], Cell | None]:
    """Cells that may stand, and one called `other` of those that may not (with the smallest of the rest where it must).

    The joined cell may still be too small; then no other is left.
    """
    rest = sorted(cells, key=lambda cell: (len(cell.households), cell.name))
    small = [cell for cell in rest if len(cell.households) < LEAST]
    if not small:
        return rest, None
    small += [cell for cell in rest if cell.name == other and cell not in small]
    rest = [cell for cell in rest if cell not in small]
    pool = _pooled(small, other)
    while rest and (len(pool.households) < LEAST or len(small) < 2):
        small.append(rest[0])
        pool = pool.with_(rest.pop(0))
    return rest, pool


def _pooled(cells: Sequence[Cell], name: str) -> Cell:
    found = Cell(name, frozenset(), 0, 0)
    for cell in cells:
        found = found.with_(cell)
    return found


def told(sides: Mapping[str, Sequence[Cell]], other: str, both: str) -> Told | None:
    """What may be told of a month whose sides (awards, deductions) are these cells, as (kind, cell).

    A side that is of fewer than three households in all is told with cells of the other, the smallest first, under the
    kind `both`: their sum remains right. None where the whole month is of fewer.
    """
    standing: list[tuple[str, Cell]] = []
    lacking: list[Cell] = []
    for kind, cells in sides.items():
        rest, pool = joined(cells, other)
        standing += [(kind, cell) for cell in rest]
        if pool is not None and len(pool.households) < LEAST:
            lacking.append(pool)
        elif pool is not None:
            standing.append((kind, pool))
    if not lacking:
        return standing
    pool = _pooled(lacking, other)
    standing.sort(key=lambda each: (len(each[1].households), each[1].name))
    taken = 0
    while standing and (len(pool.households) < LEAST or not taken):
        pool = pool.with_(standing.pop(0)[1])
        taken += 1
    return [*standing, (both, pool)] if len(pool.households) >= LEAST else None
