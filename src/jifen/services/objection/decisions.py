"""Objections answered: rejected, upheld by a correction, or by one that is out already.

Upholding one corrects what it is about: the month's entry, or the line of the list. The words of the answer are the
clerk's; the document that corrects is the program's.
"""

from dataclasses import dataclass, replace

from jifen.domain.period import Period
from jifen.errors import JifenError, UsageError
from jifen.printing.papers import kinds
from jifen.services.board.changes import LineChange, change_line, with_text
from jifen.services.board.lines import find_line
from jifen.services.guards import refuse_numbers
from jifen.services.honour.awarding import Waiting, waiting
from jifen.services.honour.honours import cycle_of
from jifen.services.ledger.accounts import find_entry
from jifen.services.meeting.aftermath import ObjectionView, views
from jifen.services.meeting.corrections import Change, issue_correction, put_right
from jifen.services.objection.objections import concerns, find_objection, plain_number
from jifen.services.publication.gate import Issued
from jifen.services.publication.request import AS_IT_IS, NO_FILES, PaperRequest, PrintedFiles
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.store import documents, entries, meetings, objections
from jifen.store.documents import Document
from jifen.store.objections import Objection


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, the documents it issued, and what an honour claimed for whom they take off: it waits still."""

    view: ObjectionView
    issued: tuple[Issued, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def files(self) -> PrintedFiles:
        """What was printed of them."""
        return sum((issued.files for issued in self.issued), NO_FILES)


def reject(session: Session, objection_id: int, reason: str) -> Decided:
    """Answer that nothing is corrected, with the reason."""
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("objection decide", objection=objection_id, outcome="rejected", reason=reason) as operation:
        _undecided(session, objection_id)
        return _decided(session, operation, objection_id, "rejected", why)


def uphold(
    session: Session,
    objection_id: int,
    change: Change,
    reason: str,
    text: str | None = None,
    request: PaperRequest = AS_IT_IS,
) -> Decided:
    """Correct what the objection is about, in public.

    A month: its entry (the one objected to, unless `change` names another) is replaced or cancelled, or one more is
    posted, and a correction is issued. A list: the same for an entry of its months; the household's line is taken off,
    or gets the other `text`. Refused: `entry-needed`, nothing to correct.
    """
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("objection decide", objection=objection_id, outcome="upheld", reason=why) as operation:
        objection = _undecided(session, objection_id)
        of_month = Period.parse(objection.period).kind == "month"
        if of_month and text is not None:
            raise UsageError("text-for-lists-only", option="--reason-text")
        change = _with_its_entry(session, objection, change)
        issued: list[Issued] = []
        if of_month or change != Change():
            issued.append(_correct_month(session, operation, objection, change, why, request))
        if not of_month:
            asked = AS_IT_IS if issued else request
            issued += _correct_list(session, operation, objection, why, text, asked, corrected=bool(issued))
        if not issued and not _about_redemption(session, objection):
            raise UsageError("uphold-what", id=objection_id)
        return _decided(session, operation, objection_id, "upheld", why, tuple(issued))


def uphold_by_document(session: Session, objection_id: int, number: str, reason: str) -> Decided:
    """End an objection that a correction met which is out already; nothing is posted.

    Refused: a document that is not there, or is no correction of this month or period that names the household.
    """
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    details = {"objection": objection_id, "outcome": "upheld", "document": number, "reason": why}
    with session.change("objection decide", **details) as operation:
        objection = _undecided(session, objection_id)
        wanted = plain_number(number)
        found = next((d for d in documents.select(session.connection) if plain_number(d.number) == wanted), None)
        answers = [document.number for document in _corrections(session, objection)]
        if found is None:
            raise JifenError("document-unknown", found=number, household=objection.household, numbers=answers)
        if found.number not in answers:
            facts = {"household": objection.household, "period": objection.period}
            raise JifenError("document-no-answer", number=found.number, **facts, numbers=answers)
        return _decided(session, operation, objection_id, "upheld", why, answer=found.id)


def _corrections(session: Session, objection: Objection) -> list[Document]:
    """Corrections that name the household, of the month or the period or one of its months."""
    about = Period.parse(objection.period)

    def belongs(document: Document) -> bool:
        period = Period.parse(document.period)
        return period == about or (period.kind == "month" and period.first in about)

    return [
        document
        for document in documents.select(session.connection)
        if kinds.KINDS[document.kind].corrects and belongs(document) and concerns(document, objection.household)
    ]


def _decided(
    session: Session,
    operation: OpenOperation,
    objection_id: int,
    outcome: str,
    why: str,
    issued: tuple[Issued, ...] = (),
    answer: int | None = None,
) -> Decided:
    told = issued[-1].id if issued else answer
    connection = session.connection
    objections.decide(connection, operation.operation_id, objection_id, outcome, session.today, why, told)
    left = tuple(claim for each in issued for claim in waiting(session, each))
    return Decided(views(session, [find_objection(session, objection_id)])[0], issued, left)


def _about_redemption(session: Session, objection: Objection) -> bool:
    """What was redeemed is put right at the counter; there is nothing here to correct."""
    return documents.select(session.connection, document_id=objection.document_id)[0].kind == "redemption"


def _undecided(session: Session, objection_id: int) -> Objection:
    objection = find_objection(session, objection_id)
    if objection.status != "open":
        raise JifenError("objection-decided", id=objection_id, on=str(objection.decided_on), status=objection.status)
    return objection


def _with_its_entry(session: Session, objection: Objection, change: Change) -> Change:
    """The entry objected to, where no other was named. One that was put right meanwhile needs the document instead."""
    if change.entry is not None or change.extra or objection.entry_id is None:
        return change
    by = entries.reversed_by(session.connection, objection.entry_id)
    if by is not None:
        numbers = [document.number for document in _corrections(session, objection)]
        about = {"entry": objection.entry_id, "by": by, "kind": "award"}
        raise JifenError("entry-reversed", **about, objection=objection.id, numbers=numbers)
    return replace(change, entry=objection.entry_id)


def _correct_month(
    session: Session,
    operation: OpenOperation,
    objection: Objection,
    change: Change,
    why: str,
    request: PaperRequest,
) -> Issued:
    """Put the month right that is meant, and issue its correction."""
    meeting = _meeting(session, objection, change)
    command = f"objection decide {objection.id} --uphold"
    content = put_right(session, operation, meeting, objection.household, change, why, command)
    return issue_correction(session, operation, meeting, content, request)


def _meeting(session: Session, objection: Objection, change: Change) -> meetings.Meeting:
    """The meeting whose month is corrected: the document's, of a list the entry's; a voided one has nothing to
    correct."""
    period = Period.parse(objection.period)
    document = documents.select(session.connection, document_id=objection.document_id)[0]
    wanted = document.meeting_id
    if period.kind != "month" and change.entry is not None:
        entry = find_entry(session, change.entry)
        if entry.month is None or entry.month not in period:
            facts = {"household": entry.household, "month": str(entry.month or "")}
            raise JifenError("entry-elsewhere", entry=entry.id, **facts)
        wanted = entry.meeting_id
    meeting = meetings.get(session.connection, wanted) if wanted is not None else None
    if meeting is None:
        raise UsageError("points-without-month", id=objection.id)
    if meeting.status not in ("published", "final"):
        raise JifenError("month-state", month=str(meeting.month), status=meeting.status, wanted=["published", "final"])
    return meeting


def _correct_list(
    session: Session,
    operation: OpenOperation,
    objection: Objection,
    why: str,
    text: str | None,
    request: PaperRequest,
    *,
    corrected: bool,
) -> list[Issued]:
    """Take the household's line off, or give it another text. A line that honours stays where only points were
    corrected."""
    document = documents.select(session.connection, document_id=objection.document_id)[0]
    if document.kind == "redemption":
        return []
    first = document
    if document.corrects is not None:
        first = documents.select(session.connection, document_id=document.corrects)[0]
    cycle, line = cycle_of(session, first), find_line(session, first, objection.household)
    if line is None or (corrected and line.list == cycle.honoured and text is None):
        return []
    change = LineChange("removed", why) if text is None else with_text(session, cycle, first, line, text, why)
    return [change_line(session, operation, cycle, first, line, change, request)]
