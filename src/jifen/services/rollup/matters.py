"""Matters as counts, by kind and month: opened, closed, on time. Kinds of few households stand together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from jifen.domain.period import Month
from jifen.domain.rollup.joining import Cell, joined
from jifen.domain.rollup.tables import Row, in_order
from jifen.services.session import Session
from jifen.services.workdays import workdays_after
from jifen.store.rollup.village import MatterEvent, matter_events

OTHER = "other"
_COUNTS = ("opened", "closed", "on_time", "overdue", "rated", "ratings")


@dataclass(frozen=True, slots=True)
class Share:
    """What one matter adds to a month's counts."""

    month: str
    kind: str
    who: str
    counts: Mapping[str, int]


def matters(session: Session, months: Sequence[Month]) -> list[Row]:
    """The table `matters`; a matter without a household counts as one of its own."""
    by_month: dict[str, list[Share]] = defaultdict(list)
    for _, events in groupby(matter_events(session.connection), key=lambda event: event.matter):
        for share in _shares(list(events)):
            by_month[share.month].append(share)
    rows: list[Row] = []
    for month in map(str, months):
        kinds: dict[str, list[Share]] = defaultdict(list)
        for share in by_month[month]:
            kinds[share.kind].append(share)
        cells = [Cell(kind, frozenset(s.who for s in own), 0, 0) for kind, own in kinds.items()]
        standing = {cell.name for cell in joined(cells, OTHER)[0]}
        told: dict[str, list[Share]] = defaultdict(list)
        for kind, own in kinds.items():
            told[kind if kind in standing else OTHER] += own
        rows += [(month, kind, *(sum(s.counts.get(n, 0) for s in own) for n in _COUNTS)) for kind, own in told.items()]
    return list(in_order(rows))


def _shares(events: Sequence[MatterEvent]) -> Iterable[Share]:
    """Opened once; closed whenever somebody closed it and meant it, in time or not; rated behind that."""
    first = events[0]
    who = first.household or f"#{first.matter}"
    yield Share(first.at[:7], first.kind, who, {"opened": 1})
    late = _late(events)
    for number, event in enumerate(events):
        if event.what == "closed" and event.outcome != "withdrawn":
            counts = {"closed": 1, "overdue" if number in late else "on_time": 1}
            yield Share(event.at[:7], first.kind, who, counts)
        elif event.what == "rated":
            yield Share(event.at[:7], first.kind, who, {"rated": 1, "ratings": event.rating or 0})


def _late(events: Sequence[MatterEvent]) -> set[int]:
    """Which closings came of a matter in which something was done after its time."""
    steps, closing = events[0].flow.get("steps", []), events[0].flow.get("closing")
    names = [step["id"] for step in steps]
    place, since, late, found = 0, datetime.fromisoformat(events[0].at), False, set()
    for number, event in enumerate(events):
        at = datetime.fromisoformat(event.at)
        if event.what in ("step", "closed"):
            limit = _due(since, steps[place].get("deadline") if place < len(steps) else closing)
            late = late or (limit is not None and at > limit)
        if event.what == "step":
            place, since = names.index(event.step) + 1 if event.step in names else place, at
        elif event.what == "closed" and late:
            found.add(number)
        elif event.what == "reopened":
            place, since = 0 if place == len(steps) else place, at
    return found


def _due(since: datetime, deadline: Mapping[str, Any] | None) -> datetime | None:
    """By when; where only the day is known it counts from the day's end."""
    if not deadline:
        return None
    begins = datetime.combine(since, time(23, 59)) if since.time() == time.min else since
    ((unit, count),) = deadline.items()
    if unit == "hours":
        return begins + timedelta(hours=count)
    if unit == "days":
        return begins + timedelta(days=count)
    return datetime.combine(_workday(begins.date(), count), begins.time())


def _workday(day: date, count: int) -> date:
    return workdays_after(day, count)[0]
