"""Matters as counts, by kind and month: opened, closed, on time. Kinds of few households stand together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jifen.domain.life.matters import Matter, course
from jifen.domain.period import Month
from jifen.domain.rollup.joining import Cell, joined
from jifen.domain.rollup.tables import Row, in_order
from jifen.services.life.matter_views import workday
from jifen.services.session import Session
from jifen.store.life import matters as stored

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
    for matter in stored.every(session.connection):
        for share in _shares(matter):
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


def _shares(matter: Matter) -> Iterable[Share]:
    """Opened once; closed whenever somebody closed it and meant it, in time or not; rated behind that."""
    kind, who = matter.flow.id, matter.household or f"#{matter.id}"
    yield Share(_month(matter.opened_at), kind, who, {"opened": 1})
    for number, event in enumerate(matter.events, 1):
        if event.kind == "closed" and event.outcome != "withdrawn":
            late = course(replace(matter, events=matter.events[:number]), workday).late
            yield Share(_month(event.at), kind, who, {"closed": 1, "overdue" if late else "on_time": 1})
        elif event.kind == "rated":
            yield Share(_month(event.at), kind, who, {"rated": 1, "ratings": event.rating or 0})


def _month(at: datetime) -> str:
    return str(Month.of(at.date()))
