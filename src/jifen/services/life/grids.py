"""Grids: which there are, what they are called, who leads them and works in them, and the workers' meetings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jifen.domain.household import GONE, sort_key
from jifen.domain.life.grids import Grid, GridMeeting, grid_on
from jifen.errors import JifenError, UsageError
from jifen.reading.words.names import normalise_grid
from jifen.services.guards import refuse_numbers
from jifen.services.roster.households import households_on
from jifen.services.session import Session, reason_given
from jifen.store.life import grids


@dataclass(frozen=True, slots=True)
class GridView:
    """A grid today, with its households that are not gone and their people."""

    grid: Grid
    households: int
    people: int


def known(session: Session) -> list[str]:
    """The grids in which households live, in order."""
    return sorted(_households(session), key=sort_key)


def find_grid(session: Session, text: str) -> str:
    """The grid somebody named. Refused: `grid-unknown`, with those there are; `roster-empty`."""
    found, there = normalise_grid(text), known(session)
    if not there:
        raise JifenError("roster-empty")
    if found not in there:
        raise JifenError("grid-unknown", grid=text, known=there)
    return found


def every(session: Session) -> list[GridView]:
    """Every grid."""
    events, counts, people = grids.events(session.connection), _households(session), Counter[str]()
    for household in households_on(session, session.today).values():
        if household.status not in GONE:
            people[household.grid] += household.people or 0
    return [
        GridView(grid_on(grid, events, session.today), counts[grid], people[grid])
        for grid in sorted(counts, key=sort_key)
    ]


def one(session: Session, text: str) -> GridView:
    """The grid that is meant."""
    wanted = find_grid(session, text)
    return next(view for view in every(session) if view.grid.grid == wanted)


def set_grid(
    session: Session, text: str, name: str | None = None, lead: str | None = None, worker: str | None = None
) -> GridView:
    """Say what a grid is called, who leads it, who works in it, from today; an empty text takes it away.

    Refused: an unknown grid, nothing to set, what is so already.
    """
    given = {key: v.strip() for key, v in (("name", name), ("lead", lead), ("worker", worker)) if v is not None}
    if not given:
        raise UsageError("grid-set-what")
    refuse_numbers(session, **given)
    grid = find_grid(session, text)
    before = grid_on(grid, grids.events(session.connection), session.today)
    changed = {key: value for key, value in given.items() if (getattr(before, key) or "") != value}
    if not changed:
        raise JifenError("grid-same", grid=grid)
    with session.change("grid set", grid=grid) as change:
        row = {key: changed.get(key) for key in ("name", "lead", "worker")}
        grids.add_event(session.connection, change.operation_id, grid, session.today, **row)
        return one(session, grid)


def meet(session: Session, on: date, present: Sequence[str], note: str) -> GridMeeting:
    """Keep a meeting of grid workers. Refused: a day to come, nobody present, no note, the same one twice."""
    names = tuple(dict.fromkeys(name.strip() for name in present if name.strip()))
    decided = reason_given(note, "--note")
    if not names:
        raise UsageError("grid-nobody")
    if on > session.today:
        raise JifenError("grid-meeting-later", on=on.isoformat(), today=session.today.isoformat())
    refuse_numbers(session, note=decided, present=" ".join(names))
    for other in grids.meetings(session.connection):
        if (other.on, other.present, other.note) == (on, names, decided):
            raise JifenError("grid-meeting-known", id=other.id, on=on.isoformat())
    with session.change("grid meet", on=on.isoformat()) as change:
        added = grids.add_meeting(session.connection, change.operation_id, on, names, decided)
    return GridMeeting(added, on, names, decided)


def meetings(session: Session) -> list[GridMeeting]:
    """Every meeting of grid workers, by its day."""
    return grids.meetings(session.connection)


def _households(session: Session) -> Counter[str]:
    living = (h for h in households_on(session, session.today).values() if h.status not in GONE)
    return Counter(household.grid for household in living)
