"""A grid on one sheet: its workers, households and their points, its matters and meetings as counts."""

from decimal import Decimal

from jifen.domain.chain import SHOWN
from jifen.domain.documents.grids import GridHousehold, GridSheet, MatterCounts
from jifen.domain.household import GONE, by_grid
from jifen.domain.period import Period
from jifen.domain.points import ZERO, show, total
from jifen.printing.papers.grids import grid_paper
from jifen.services.life.grids import one
from jifen.services.life.matter_views import listed
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import chain, figures
from jifen.store.life import grids


def grid_sheet(session: Session, text: str) -> GridSheet:
    """What the sheet says; points and matters are those of the year so far. Refused: an unknown grid."""
    view, year = one(session, text), Period.parse(str(session.today.year))
    grid = view.grid
    scores = figures.scores(session.connection, year)
    available = figures.balances(session.connection)
    people = [h for h in households_on(session, session.today).values() if h.grid == grid.grid and h.status not in GONE]
    points = {h.code: scores[h.code].points if h.code in scores else ZERO for h in people}
    lines: list[GridHousehold] = [
        {
            "household": h.code,
            "head": h.head,
            "group": h.group,
            "people": h.people,
            "status": h.status,
            "points": str(show(points[h.code])),
            "available": str(show(available[h.code].available if h.code in available else Decimal(0))),
        }
        for h in sorted(people, key=by_grid)
    ]
    met = [m for m in grids.meetings(session.connection) if m.on.year == session.today.year]
    return {
        "village": session.settings()["village"],
        "grid": grid.grid,
        "name": grid.name,
        "lead": grid.lead,
        "worker": grid.worker,
        "as_of": session.today.isoformat(),
        "year": str(session.today.year),
        "chain": chain.last_head(session.connection)[:SHOWN],
        "people": view.people,
        "points": str(show(total(points.values()))),
        "matters": _matters(session, grid.grid),
        "meetings": len(met),
        "last_meeting": met[-1].on.isoformat() if met else None,
        "households": lines,
    }


def _matters(session: Session, grid: str) -> MatterCounts:
    own, year = listed(session, grid=grid), session.today.year
    closed = [
        v.course
        for v in own
        if v.course.closed_at is not None and v.course.closed_at.year == year and v.course.status != "withdrawn"
    ]
    running = [v for v in own if v.course.status == "open"]
    return {
        "opened": sum(v.matter.opened_at.year == year for v in own),
        "closed": len(closed),
        "on_time": sum(not course.late for course in closed),
        "running": len(running),
        "overdue": sum(v.overdue for v in running),
    }


def print_sheet(session: Session, text: str, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """Print the sheet of a grid; it bears names and no number."""
    return print_paper(session, grid_paper(grid_sheet(session, text), own_templates=session.folders.templates), request)
