"""Grids: what one is called, who leads it and who works in it; and the grid workers' meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of the village on a day."""

    grid: str
    name: str | None = None
    lead: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True)
class GridEvent:
    """What changed about a grid from a day on; None did not change."""

    id: int
    grid: str
    on: date
    name: str | None = None
    lead: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True)
class GridMeeting:
    """A regular meeting of grid workers: who came and what was decided."""

    id: int
    on: date
    present: tuple[str, ...]
    note: str


def grid_on(grid: str, events: Iterable[GridEvent], day: date) -> Grid:
    """A grid as it stands on a day; what was first said of it holds from the beginning."""
    own = sorted((event for event in events if event.grid == grid), key=lambda e: (e.on, e.id))

    def held(name: str) -> str | None:
        known = [(event.on, str(value)) for event in own if (value := getattr(event, name)) is not None]
        told = [value for on, value in known if on <= day] or [value for _, value in known[:1]]
        return (told[-1] or None) if told else None

    return Grid(grid, held("name"), held("lead"), held("worker"))
