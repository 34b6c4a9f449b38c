"""What a list brings to the houses: certificates for whom it honours, and the notice to put something right before a
line becomes black. Both are handed over; neither is numbered, and neither changes anything in the book.
"""

from collections.abc import Sequence
from datetime import date

from jifen.domain.documents.handed import CertificateLine, Certificates, Rectification, RectificationDeed
from jifen.domain.documents.lines import placed
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.errors import JifenError, UsageError
from jifen.printing.papers.handed import certificate_paper, rectification_paper
from jifen.services.board.cycle import Cycle
from jifen.services.board.flow import published_or_refuse
from jifen.services.board.lines import line_or_refuse, lines_in_force
from jifen.services.guards import NOTHING, Allowing
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.posting import refuse_reversed
from jifen.services.publication import guarding
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.finding import find_household
from jifen.services.session import Session
from jifen.store import entries
from jifen.store.boards import BoardLine
from jifen.store.documents import Document

_TOLD = ("published", "final")
"""A deduction may be held against a household once its month has hung on the wall."""


def certificates(session: Session, cycle: Cycle, first: Document, household: str | None = None) -> Certificates:
    """Certificates for the lines in force of a published list that honour somebody, or for one household's.

    Refused: a household without such a line in force, a list that has none.
    """
    cycle.refuse_handing()
    settings, listed = session.settings(), cycle.honoured
    if household is None:
        lines = [line for line in lines_in_force(session, session.today, document_id=first.id) if line.list == listed]
        if not lines:
            raise JifenError(cycle.nobody, **cycle.facts)
    else:
        lines = [line_or_refuse(session, cycle, first, find_household(session, household).code, listed)]
    content: Certificates = {
        "village": settings["village"],
        "township": settings["township"],
        "honour": listed,
        "period": first.period,
        "number": first.number,
        "published_on": str(first.content["published_on"]),
        "issued_on": session.today.isoformat(),
        "lines": [_certified(line) for line in lines],
    }
    if "honour" in first.content:
        content["name"] = first.content["honour"]["name"]
    return content


def _certified(line: BoardLine) -> CertificateLine:
    told: CertificateLine = {
        "household": line.household,
        "head": line.content["head"],
        "grid": line.content["grid"],
        "points": line.content.get("score", line.content["points"]),
    }
    if "person" in line.content:
        told["person"] = line.content["person"]
    return told


def print_certificates(
    session: Session, cycle: Cycle, household: str | None, request: PaperRequest = AS_IT_IS
) -> tuple[PrintedFiles, Certificates, date | None]:
    """The certificates printed, what stands on them, and the last day of the list's window."""
    first = published_or_refuse(session, cycle)
    content = certificates(session, cycle, first, household)
    paper = certificate_paper(content, own_templates=session.folders.templates)
    return print_paper(session, paper, request), content, first.notice_to


def rectification(
    session: Session,
    period: Period,
    household: str,
    deadline: date,
    chosen: Sequence[int],
    text: str | None,
    allowing: Allowing = NOTHING,
) -> Rectification:
    """The notice to one household: its deductions of the period that hang or hung on the wall, or the `chosen` ones.

    Refused: a deadline that is not after today, an entry that is no deduction in force of this household and period,
    a household without any, a text that the guard rails forbid as they do facts.
    """
    if text is not None and not text.strip():
        raise UsageError("text-missing", option="--text")
    if deadline <= session.today:
        raise JifenError("deadline-past", deadline=deadline.isoformat(), today=session.today.isoformat())
    who = find_household(session, household)
    deeds = [_deed(entry) for entry in _deductions(session, period, who, chosen)]
    settings = session.settings()
    content: Rectification = {
        **placed(who),
        "village": settings["village"],
        "township": settings["township"],
        "period": str(period),
        "told_on": session.today.isoformat(),
        "deadline": deadline.isoformat(),
        "deeds": deeds,
        "text": (text or "").strip(),
        "contact": settings["contact"],
        "hotline": settings["hotline"],
        "objection_days": settings.days("objection-days"),
    }
    facts = {who.code: " ".join([*(deed["detail"] or "" for deed in deeds), content["text"]])}
    guarding.pass_facts(session, facts, allowing)
    return content


def _deductions(session: Session, period: Period, who: Household, chosen: Sequence[int]) -> list[Entry]:
    if chosen:
        return [_chosen(session, period, who, entry_id) for entry_id in dict.fromkeys(chosen)]
    found = [
        entry
        for entry in entries.select(session.connection, period=period, household=who.code, in_force=True)
        if entry.kind == "deduction" and entry.meeting_status in _TOLD and not entry.hides_actor
    ]
    if not found:
        raise JifenError("nothing-to-rectify", period=str(period), household=who.code, head=who.head)
    return found


def _chosen(session: Session, period: Period, who: Household, entry_id: int) -> Entry:
    entry = find_entry(session, entry_id)
    month = entry.month
    if entry.household != who.code or month is None or month not in period:
        facts = {"household": entry.household, "month": str(month) if month else None}
        raise JifenError("entry-elsewhere", entry=entry_id, **facts)
    refuse_reversed(session, entry)
    if entry.kind != "deduction":
        raise JifenError("entry-not-deduction", entry=entry_id)
    if entry.meeting_status not in _TOLD:
        raise JifenError("month-state", month=str(month), status=entry.meeting_status, wanted=["published"])
    return entry


def _deed(entry: Entry) -> RectificationDeed:
    """A deduction as its household is told of it: the day only where a rule was broken on a known one; of a line from a
    sheet also what the sheet says besides the rule (a place), never the reason that somebody typed for the book."""
    known = entry.rule is not None and entry.occurred_on is not None
    on = entry.occurred_on if known else entry.month.first if entry.month else None
    detail = None if entry.by_hand or entry.reason in (entry.wording, entry.category) else entry.reason
    return {
        "id": entry.id,
        "on": on.isoformat() if on else "",
        "month": not known,
        "category": entry.category or "",
        "wording": entry.wording,
        "detail": detail or None,
        "points": show(entry.points),
    }


def print_rectification(
    session: Session,
    period: Period,
    household: str,
    deadline: date,
    chosen: Sequence[int] = (),
    text: str | None = None,
    request: PaperRequest = AS_IT_IS,
) -> tuple[PrintedFiles, Rectification]:
    """The notice printed, and what stands on it."""
    content = rectification(session, period, household, deadline, chosen, text, request.allowing)
    paper = rectification_paper(content, own_templates=session.folders.templates)
    return print_paper(session, paper, request), content
