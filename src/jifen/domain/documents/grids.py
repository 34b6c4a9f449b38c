"""Papers about grids: what their workers did in a period, and a grid on one sheet. Plain JSON types as in `document`.

Neither says what a matter was about, nor whose it was.
"""

from typing import TypedDict


class WorkLine(TypedDict):
    """What a worker did about one kind of matter in one grid; `worker` None: nobody is known. Days and rating as
    figures, None where nothing was closed or rated."""

    worker: str | None
    grid: str | None
    kind: str
    opened: int
    closed: int
    on_time: int
    overdue: int
    days: str | None
    rating: str | None


class Assessment(TypedDict):
    """The quarterly assessment of grid workers: a line each, and all of them together."""

    village: str
    township: str
    period: str
    as_of: str
    chain: str
    lines: list[WorkLine]
    total: WorkLine


class GridHousehold(TypedDict):
    """A household of the grid: points of the year so far, and what it can spend."""

    household: str
    head: str
    group: str | None
    people: int | None
    status: str
    points: str
    available: str


class MatterCounts(TypedDict):
    """Matters of a grid: opened and closed this year, of these on time; running now, of these late."""

    opened: int
    closed: int
    on_time: int
    running: int
    overdue: int


class GridSheet(TypedDict):
    """A grid on one sheet: who works in it, its households, its matters and meetings as counts."""

    village: str
    grid: str
    name: str | None
    lead: str | None
    worker: str | None
    as_of: str
    year: str
    chain: str
    people: int
    points: str
    matters: MatterCounts
    meetings: int
    last_meeting: str | None
    households: list[GridHousehold]
