"""What grid workers did about matters in a period: counts and times, never whose matters they were.

A matter counts once: for the person who did its last step by the period's end, else for its grid's worker.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from statistics import median

from jifen.domain.chain import SHOWN
from jifen.domain.documents.bulletin import MatterCount
from jifen.domain.documents.grids import Assessment, WorkLine
from jifen.domain.household import sort_key
from jifen.domain.life.grids import grid_on
from jifen.domain.life.matters import Course, Matter, course
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.printing.papers.grids import assessment_paper
from jifen.services.life.clock import now
from jifen.services.life.matter_views import workday
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.store import chain
from jifen.store.life import grids, matters

_DAY = Decimal(24 * 60 * 60)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A worker's matters of one kind in one grid. `closed`: solved or not, those withdrawn aside; `on_time`: of these
    without a step that was late; `overdue`: closed late, or not done in time by the period's end."""

    worker: str | None
    grid: str | None
    kind: str
    name: str
    opened: int
    closed: int
    on_time: int
    overdue: int
    median_days: Decimal | None
    rating: Decimal | None


@dataclass(slots=True)
class _Sum:
    """A row under way."""

    name: str = ""
    opened: int = 0
    closed: int = 0
    on_time: int = 0
    overdue: int = 0
    days: list[Decimal] = field(default_factory=list)
    ratings: list[int] = field(default_factory=list)

    def row(self, worker: str | None, grid: str | None, kind: str) -> ReportRow:
        rating = Decimal(sum(self.ratings)) / len(self.ratings) if self.ratings else None
        return ReportRow(
            *(worker, grid, kind, self.name, self.opened, self.closed, self.on_time, self.overdue),
            round(median(self.days), 1) if self.days else None,
            None if rating is None else round(rating, 1),
        )


def rows(session: Session, period: Period) -> list[ReportRow]:
    """A row a worker, grid and kind that had anything to do with the period, by grid."""
    return [found.row(*key) for key, found in sorted(_sums(session, period).items(), key=lambda item: _order(item[0]))]


def _order(key: tuple[str | None, str | None, str]) -> tuple[object, ...]:
    worker, grid, kind = key
    return grid is None, sort_key(grid or ""), worker or "", kind


def _sums(session: Session, period: Period) -> dict[tuple[str | None, str | None, str], _Sum]:
    events, last = grids.events(session.connection), min(period.last_day, session.today)
    end = min(datetime.combine(period.last_day, time.max), now(session))
    found: dict[tuple[str | None, str | None, str], _Sum] = {}
    for matter in matters.every(session.connection):
        if matter.opened_at.date() > period.last_day:
            continue
        stood = course(matter, workday, datetime.combine(period.last_day, time.max))
        own = _counted(matter, stood, period, end)
        if not any((own.opened, own.closed, own.overdue)):
            continue
        worker = stood.worker or (grid_on(matter.grid, events, last).worker if matter.grid else None)
        _add(found.setdefault((worker, matter.grid, matter.flow.id), _Sum()), own)
    return found


def _counted(matter: Matter, stood: Course, period: Period, end: datetime) -> _Sum:
    """What one matter comes to in the period."""
    own = _Sum(matter.flow.name, opened=period.first_day <= matter.opened_at.date())
    closed_at = stood.closed_at
    if closed_at is None:
        own.overdue = int(stood.due_at is not None and stood.due_at < end)
    elif stood.status != "withdrawn" and period.first_day <= closed_at.date():
        own.closed, own.on_time, own.overdue = 1, int(not stood.late), int(stood.late)
        own.days.append(Decimal((closed_at - matter.opened_at).total_seconds()) / _DAY)
        stands = course(matter, workday)
        rating = stands.rating if stands.closed_at == closed_at else stood.rating
        own.ratings += [rating] if rating is not None else []
    own.opened = int(own.opened)
    return own


def _add(to: _Sum, one: _Sum) -> None:
    to.name = one.name
    for name in ("opened", "closed", "on_time", "overdue", "days", "ratings"):
        setattr(to, name, getattr(to, name) + getattr(one, name))


def counts(session: Session, period: Period) -> list[MatterCount]:
    """What became of every kind of matter in the period, whoever did it: counts, and no more than counts."""
    found: dict[str, _Sum] = {}
    for (_, _, kind), own in _sums(session, period).items():
        _add(found.setdefault(kind, _Sum()), own)
    return [
        {
            "kind": one.name,
            "opened": one.opened,
            "closed": one.closed,
            "on_time": one.on_time,
            "overdue": one.overdue,
        }
        for _, one in sorted(found.items())
    ]


def assessment(session: Session, period: Period) -> Assessment:
    """The assessment of grid workers as it is printed."""
    settings, sums, whole = session.settings(), _sums(session, period), _Sum()
    for found in sums.values():
        _add(whole, found)
    return {
        "village": settings["village"],
        "township": settings["township"],
        "period": str(period),
        "as_of": session.today.isoformat(),
        "chain": chain.last_head(session.connection)[:SHOWN],
        "lines": _lines(rows(session, period)),
        "total": _line(whole.row(None, None, "")),
    }


def _lines(found: Iterable[ReportRow]) -> list[WorkLine]:
    return [_line(row) for row in found]


def _line(row: ReportRow) -> WorkLine:
    return {
        "worker": row.worker,
        "grid": row.grid,
        "kind": row.name,
        "opened": row.opened,
        "closed": row.closed,
        "on_time": row.on_time,
        "overdue": row.overdue,
        "days": None if row.median_days is None else str(show(row.median_days)),
        "rating": None if row.rating is None else str(show(row.rating)),
    }


def print_report(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """Print the assessment; it bears no number and no household."""
    paper = assessment_paper(assessment(session, period), own_templates=session.folders.templates)
    return print_paper(session, paper, request)
