"""What a blank meeting sheet is filled in with."""

from jifen.domain.documents.blank import Blank, BlankLayout
from jifen.domain.documents.lines import placed
from jifen.domain.household import GONE, by_grid
from jifen.domain.period import Month
from jifen.printing.engine.checks.readback import listing
from jifen.printing.sheets import meeting as sheets
from jifen.services.life.deed_papers import print_claimed
from jifen.services.publication.gate import print_workbook
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import meetings


def blank_content(session: Session, month: Month) -> Blank:
    """The households that may score in a month, by grid, and the rule book that holds then."""
    people = [h for h in households_on(session, month.last).values() if h.status not in GONE and h.scores]
    book = session.rulebooks().on(month.last)
    return {
        "village": session.settings()["village"],
        "month": str(session.rulebooks().covering(month)),
        "lines": [{**placed(h), "status": h.status} for h in sorted(people, key=by_grid)],
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


def print_deeds(session: Session, month: Month, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The deeds that the month's meeting may decide; without its day, by the month's last."""
    meeting = meetings.live(session.connection, month)
    return print_claimed(session, month, meeting.held_on if meeting else None, request)


def print_blank(session: Session, month: Month, layout: BlankLayout, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """A blank meeting sheet, filled in with the households and what may be scored."""
    content = blank_content(session, month)
    name = sheets.file_name(content, layout)
    data = listing(sheets.meeting_sheet(content, layout), (line["household"] for line in content["lines"]), name)
    return print_workbook(session, data, name, request)
