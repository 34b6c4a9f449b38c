"""Household cards: of one household, of a grid, or of all; with the figures as they stand today."""

from jifen.domain.documents.handed import Card, Cards
from jifen.domain.household import GONE, Household, by_grid, sort_key
from jifen.domain.ledger import Score
from jifen.domain.period import Month, year_to
from jifen.domain.points import show
from jifen.errors import JifenError, UsageError
from jifen.printing.papers.handed import card_paper
from jifen.services.ledger.course import newest_first
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import figures


def cards(session: Session, household: str | None = None, grid: str | None = None) -> Cards:
    """Cards of one household, of the households of a grid, or of all, without those that left.

    Refused: a household that left or is closed, a grid in which nobody lives, a roster that is empty.
    """
    settings = session.settings()
    people = _chosen(session, household, grid)
    year = year_to(Month(session.today.year, session.today.month))
    scores = figures.scores(session.connection, year, final_only=True)
    balances = figures.balances(session.connection)
    last = next((each for each in newest_first(session) if each.final), None)
    lines: list[Card] = [
        {
            "household": who.code,
            "head": who.head,
            "grid": who.grid,
            "group": who.group,
            "people": who.people,
            "available": show(balances.get(who.code, figures.nothing(who.code)).available),
            "year": show(scores.get(who.code, Score(who.code)).points),
        }
        for who in people
    ]
    for line in lines:
        score = last.of(line["household"]) if last else None
        if score is not None:
            line["last"] = score
    return {
        "village": settings["village"],
        "hotline": settings["hotline"],
        "as_of": session.today.isoformat(),
        "grid": grid,
        "single": household is not None,
        "lines": lines,
    }


def _chosen(session: Session, household: str | None, grid: str | None) -> list[Household]:
    if household is not None and grid is not None:
        raise UsageError("household-or-grid")
    if household is not None:
        who = find_household(session, household)
        if who.status in GONE:
            raise JifenError("household-inactive", household=who.code, head=who.head, status=who.status)
        return [who]
    everyone = [who for who in households_on(session, session.today).values() if who.status not in GONE]
    found = sorted((who for who in everyone if grid in (None, who.grid)), key=by_grid)
    if not everyone:
        raise JifenError("roster-empty")
    if not found:
        raise JifenError("grid-unknown", grid=grid, known=sorted({who.grid for who in everyone}, key=sort_key))
    return found


def print_cards(
    session: Session, household: str | None, grid: str | None, request: PaperRequest = AS_IT_IS
) -> tuple[PrintedFiles, Cards]:
    """The cards printed, and what stands on them."""
    content = cards(session, household, grid)
    return print_paper(session, card_paper(content, own_templates=session.folders.templates), request), content
