"""Objections: filed against a month's notice or a list, answered in public.

Upholding one corrects what it is about: the month's entry, or the line of the list. The words of the answer are the
clerk's; the document that corrects is the program's.
"""

from dataclasses import dataclass

from jifen.domain.ledger import Entry
from jifen.domain.period import Period
from jifen.errors import JifenError, UsageError
from jifen.printing.papers import kinds
from jifen.services.board.boards import published
from jifen.services.board.changes import LineChange, change_line, find_line
from jifen.services.guards import refuse_numbers
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.posting import Posting, refuse_reversed
from jifen.services.meeting.meetings import notice_of
from jifen.services.meeting.publishing import issue_correction, post_correction
from jifen.services.publication.gate import Issued
from jifen.services.publication.request import AS_IT_IS, NO_FILES, PaperRequest, PrintedFiles
from jifen.services.roster.households import find_household, households_on
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.services.workdays import workdays_after
from jifen.store import documents, entries, meetings, objections
from jifen.store.documents import Document
from jifen.store.objections import Objection


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection and whose it is. `holidays_known` false: its last day counts weekends only."""

    objection: Objection
    head: str
    holidays_known: bool = True


def list_objections(session: Session) -> list[ObjectionView]:
    """Every objection in the order of filing."""
    people = households_on(session, session.today)
    found = objections.select(session.connection)
    return [ObjectionView(o, people[o.household].head if o.household in people else "") for o in found]


def find_objection(session: Session, objection_id: int) -> Objection:
    """One objection; refused where there is none of this number."""
    found = objections.select(session.connection, objection_id=objection_id)
    if not found:
        raise JifenError("objection-unknown", id=objection_id)
    return found[0]


def latest_document(session: Session, period: Period, household: str | None = None) -> Document:
    """What an objection to a month or a period is against: the latest of its notice or list and their corrections.

    A correction only for a household it names: for all others it opens no new window. Of a month that was voided
    nothing counts; prints of a list's current lines are no new publication.
    """
    if period.kind == "month":
        meeting = meetings.live(session.connection, period.first)
        found = documents.select(session.connection, meeting_id=meeting.id) if meeting else []
    else:
        kinds = ("board", "board-correction", "redemption")
        found = [d for d in documents.select(session.connection, period=str(period)) if d.kind in kinds]
    if not found:
        code = "month-not-published" if period.kind == "month" else "board-not-published"
        raise JifenError(code, month=str(period), period=str(period))
    return next(d for d in reversed(found) if household is None or _concerns(d, household))


def _concerns(document: Document, household: str) -> bool:
    if not kinds.kind_of(document.content).corrects:
        return True
    return any(line["household"] == household for line in kinds.lines_of(document.content))


def file_objection(
    session: Session, period: Period, household: str, entry_id: int | None, reason: str
) -> ObjectionView:
    """Take an objection; due so many working days later. After the window it is taken as late and blocks nothing.

    Refused: nothing published, an entry of another household or period, one reversed or under objection already.
    """
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("objection file", period=str(period), household=household, entry=entry_id) as change:
        who = find_household(session, household)
        document = latest_document(session, period, who.code)
        if entry_id is not None:
            _check_entry(session, entry_id, who.code, period)
        due, known = workdays_after(session.today, session.settings().days("objection-days"))
        late = document.notice_to is not None and session.today > document.notice_to
        days = (session.today, due)
        added = objections.add(
            session.connection, change.operation_id, document.id, who.code, entry_id, days, why, late=late
        )
        return ObjectionView(find_objection(session, added), who.head, known)


def _check_entry(session: Session, entry_id: int, household: str, period: Period) -> None:
    entry = find_entry(session, entry_id)
    if entry.household != household or entry.month is None or entry.month not in period:
        raise JifenError("entry-elsewhere", entry=entry_id, household=entry.household, month=str(entry.month or ""))
    refuse_reversed(session, entry)
    for other in objections.select(session.connection):
        if other.entry_id == entry_id and other.status == "open":
            raise JifenError("objection-exists", id=other.id, entry=entry_id)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and the documents it issued."""

    view: ObjectionView
    issued: tuple[Issued, ...] = ()

    @property
    def files(self) -> PrintedFiles:
        """What was printed of them."""
        return sum((issued.files for issued in self.issued), NO_FILES)


def reject(session: Session, objection_id: int, reason: str) -> Decided:
    """Answer that nothing is corrected, with the reason."""
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("objection decide", objection=objection_id, outcome="rejected", reason=reason) as change:
        _undecided(session, objection_id)
        objections.decide(session.connection, change.operation_id, objection_id, "rejected", session.today, why, None)
        return Decided(_view(session, objection_id))


def uphold(
    session: Session,
    objection_id: int,
    posting: Posting | None,
    reason: str,
    text: str | None = None,
    request: PaperRequest = AS_IT_IS,
) -> Decided:
    """Correct what the objection is about, in public.

    A month: its entry is reversed, the points given are posted, a correction is issued. A list: the same for an entry
    of its months; the household's line is taken off, or gets the other `text`. Refused: nothing to correct.
    """
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("objection decide", objection=objection_id, outcome="upheld", reason=why) as change:
        objection = _undecided(session, objection_id)
        issued: list[Issued] = []
        if objection.entry_id is not None or posting is not None:
            issued.append(_correct_month(session, change, objection, posting, why, request))
        if Period.parse(objection.period).kind != "month":
            asked = AS_IT_IS if issued else request
            issued += _correct_list(session, change, objection, why, text, asked, corrected=bool(issued))
        elif text is not None:
            raise UsageError("text-for-lists-only", option="--reason-text")
        if not issued and not _about_redemption(session, objection):
            raise UsageError("uphold-what", id=objection_id)
        answer = issued[-1].id if issued else None
        objections.decide(session.connection, change.operation_id, objection_id, "upheld", session.today, why, answer)
        return Decided(_view(session, objection_id), tuple(issued))


def _about_redemption(session: Session, objection: Objection) -> bool:
    """What was redeemed is put right at the counter; there is nothing here to correct."""
    return documents.select(session.connection, document_id=objection.document_id)[0].kind == "redemption"


def _undecided(session: Session, objection_id: int) -> Objection:
    objection = find_objection(session, objection_id)
    if objection.status != "open":
        raise JifenError("objection-decided", id=objection_id, on=str(objection.decided_on), status=objection.status)
    return objection


def _view(session: Session, objection_id: int) -> ObjectionView:
    return next(view for view in list_objections(session) if view.objection.id == objection_id)


def _correct_month(
    session: Session,
    operation: OpenOperation,
    objection: Objection,
    posting: Posting | None,
    why: str,
    request: PaperRequest,
) -> Issued:
    """Reverse the entry and/or post the points in its month, and issue that month's correction."""
    meeting = _meeting(session, objection)
    lines = post_correction(
        session, operation.operation_id, meeting, objection.household, objection.entry_id, posting, why
    )
    first = notice_of(session, meeting)
    if first is None:
        raise JifenError("month-not-published", month=str(meeting.month))
    return issue_correction(session, operation, meeting, first, lines, request)


def _meeting(session: Session, objection: Objection) -> meetings.Meeting:
    """The meeting whose month is corrected: the entry's, else the document's; a voided one has nothing to correct."""
    entry = entry_of(session, objection)
    document = documents.select(session.connection, document_id=objection.document_id)[0]
    wanted = entry.meeting_id if entry is not None else document.meeting_id
    meeting = meetings.get(session.connection, wanted) if wanted is not None else None
    if meeting is None:
        raise UsageError("points-without-month", id=objection.id)
    if meeting.status not in ("published", "final"):
        raise JifenError("month-state", month=str(meeting.month), status=meeting.status, wanted=["published", "final"])
    return meeting


def entry_of(session: Session, objection: Objection) -> Entry | None:
    """The ledger line it is about, where one was named."""
    return entries.get(session.connection, objection.entry_id) if objection.entry_id is not None else None


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
    """Take the household's line off, or give it another text. A red line stays where only points were corrected."""
    first = published(session, Period.parse(objection.period))
    line = find_line(session, first, objection.household) if first is not None else None
    if first is None or line is None or (corrected and line.list == "red" and text is None):
        return []
    change = LineChange("removed" if text is None else "reason", why, text)
    return [change_line(session, operation, first, line, change, request)]
