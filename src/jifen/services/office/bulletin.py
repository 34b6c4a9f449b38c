"""The village's bulletin of a period: composed from the book, printed through the gate, numbered by nobody."""

from collections.abc import Iterable, Mapping

from jifen.domain.chain import SHOWN
from jifen.domain.documents.bulletin import Bulletin, RedList
from jifen.domain.documents.lines import Placed
from jifen.domain.period import Month, Period
from jifen.printing.papers.bulletin import bulletin_paper
from jifen.printing.words import mask_name
from jifen.services.board.boards import RedBlack
from jifen.services.board.flow import published
from jifen.services.board.lines import current_content
from jifen.services.ledger.months import months_of, refuse_future
from jifen.services.life.matter_report import counts
from jifen.services.office import sums
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.store import chain

MOST_RULES = 8


def bulletin(session: Session, period: Period, *, mask: bool = False) -> Bulletin:
    """All figures of the period as the book stands now, beside those of as many months before. `mask`: its names."""
    settings = session.settings()
    before = sums.previous(period)
    recorded, earlier = months_of(session, period), months_of(session, before)
    compares = len(earlier.missing) < len(before.months)
    later = [month for month in recorded.missing if month.last >= session.today]
    now = sums.scored(session, period)
    content: Bulletin = {
        "village": settings["village"],
        "township": settings["township"],
        "period": str(period),
        "previous": str(before),
        "as_of": session.today.isoformat(),
        "chain": chain.last_head(session.connection)[:SHOWN],
        "figures": sums.figures_of(now),
        "before": sums.figures_of(sums.scored(session, before)) if compares else None,
        "missing": _told(month for month in recorded.missing if month not in later),
        "missing_before": _told(earlier.missing) if compares else [],
        "unfinished": _told(recorded.unfinished),
        "later": _told(later),
        "categories": sums.categories(session, period, before if compares else None),
        "months": sums.months(session, sums.trend(session, period), period),
        "grids": sums.grids(now),
        "rules": sums.best_kept(session, period, MOST_RULES),
        "red": _red(session, period, mask),
        "shop": sums.shop(session, period),
        "objections": sums.objections_to(session, period),
        "matters": counts(session, period),
    }
    graded = sums.graded(session, period)
    if graded:
        content["graded"] = graded
    return content


def _told(months: Iterable[Month]) -> list[str]:
    return [str(month) for month in months]


def _red(session: Session, period: Period, mask: bool) -> RedList | None:
    """The period's red list as it hangs today; names only of a list that is out."""
    cycle = RedBlack(period)
    document = published(session, cycle)
    if document is None:
        return None
    content = current_content(session, cycle, document, session.today) or document.content
    lines: list[Placed] = [
        {**line, "head": mask_name(line["head"]) if mask else line["head"]} for line in map(_placed, content["red"])
    ]
    return {"number": document.number, "published_on": document.content["published_on"], "lines": lines}


def _placed(line: Mapping[str, str]) -> Placed:
    return {"household": line["household"], "head": line["head"], "grid": line["grid"]}


def print_bulletin(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> tuple[Bulletin, PrintedFiles]:
    """The bulletin printed, and what it says; refused for a period that has not begun."""
    refuse_future(session, period)
    content = bulletin(session, period, mask=request.mask)
    paper = bulletin_paper(content, own_templates=session.folders.templates)
    return content, print_paper(session, paper, request)
