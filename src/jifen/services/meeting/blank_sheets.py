"""What a blank meeting sheet is filled in with."""

from jifen.domain.documents.blank import Blank
from jifen.domain.household import GONE
from jifen.domain.period import Month
from jifen.services.publication.documents import by_grid
from jifen.services.roster.households import households_on
from jifen.services.session import Session


def blank_content(session: Session, month: Month) -> Blank:
    """The households that may score in a month, by grid, and the rule book that holds then."""
    people = [h for h in households_on(session, month.last).values() if h.status not in GONE and h.scores]
    book = session.rulebooks().on(month.last)
    return {
        "village": session.settings()["village"],
        "month": str(month),
        "lines": [
            {"household": h.code, "head": h.head, "grid": h.grid, "status": h.status}
            for h in sorted(people, key=by_grid)
        ],
        "categories": list(book.categories),
        "items": [
            {
                "code": rule.code,
                "category": rule.category,
                "wording": rule.wording,
                "points": str(rule.points),
                "unit": rule.unit,
                "caps": ",".join(map(str, rule.caps)),
            }
            for rule in book.rules
        ],
    }
