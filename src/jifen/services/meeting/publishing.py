"""A month in public: its notice published and printed again, corrected, voided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.documents.lines import placed
from jifen.domain.documents.published import CorrectionLine
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, total
from jifen.errors import JifenError, UsageError
from jifen.services.guards import refuse_unlawful
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.posting import Posting, new_entry, refuse_reversed
from jifen.services.meeting.meetings import MonthView, in_state, month_view, notice_of
from jifen.services.meeting.notice import correction, monthly
from jifen.services.meeting.notice import void as void_notice
from jifen.services.publication.gate import Issued, issue, print_again
from jifen.services.publication.heading import planned_window
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.roster.households import find_household
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.store import entries, meetings
from jifen.store.documents import Document
from jifen.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class VoidPreview:
    """What a void takes back."""

    month: Month
    status: str
    entries: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class PublishPreview:
    """What publishing freezes. `held` false: the sheet names no day of the meeting."""

    month: Month
    content: Mapping[str, Any]
    held: bool


def publish(
    session: Session,
    month: Month,
    first: date | None,
    days: int | None,
    request: PaperRequest = AS_IT_IS,
    *,
    no_zero: bool = False,
) -> Issued:
    """Freeze the month's notice with number, window and check code."""
    with session.change("meeting publish", month=str(month)) as change:
        meeting = in_state(session, month, "recorded", doing="publish")
        refuse_unlawful(session, month.last)
        window = planned_window(session, "notice-days", first, days)
        content = monthly(session, month, meeting, no_zero=no_zero)
        issued = issue(session, change, content, window, request, meeting_id=meeting.id)
        session.confirm(PublishPreview(month, issued.content, meeting.held_on is not None))
        meetings.set_status(session.connection, change.operation_id, meeting.id, "published")
    return issued


def notice(session: Session, month: Month, request: PaperRequest = AS_IT_IS, *, no_zero: bool = False) -> Issued:
    """The month's notice printed again as it was frozen; before publication as a draft without number or code."""
    meeting = meetings.live(session.connection, month)
    published = notice_of(session, meeting) if meeting else None
    if published is not None:
        return print_again(session, Issued.frozen(published), request)
    return print_again(session, Issued(monthly(session, month, meeting, no_zero=no_zero), None), request)


def void(
    session: Session, month: Month, reason: str, request: PaperRequest = AS_IT_IS
) -> tuple[MonthView, Issued | None]:
    """Take the month back: every entry in force is reversed, the month is free again.

    A published month's notice is answered by a document of its own.
    """
    reason_given(reason)
    with session.change("meeting void", month=str(month), reason=reason) as change:
        meeting = in_state(session, month, "recorded", "published")
        connection = session.connection
        lines = entries.select(connection, meeting_id=meeting.id, in_force=True)
        session.confirm(VoidPreview(month, meeting.status, len(lines), total(e.points for e in lines)))
        session.backup()
        entries.add(connection, change.operation_id, [entries.NewEntry.reversing(e, reason) for e in lines])
        issued = None
        first = notice_of(session, meeting)
        if first is not None:
            content = void_notice(session, first, reason)
            issued = issue(session, change, content, None, request, meeting_id=meeting.id, corrects=first.id)
        meetings.set_status(connection, change.operation_id, meeting.id, "voided", reason)
        view = month_view(session, meetings.get(connection, meeting.id) or meeting)
    return view, issued


@dataclass(frozen=True, slots=True)
class CorrectPreview:
    """What a correction posts."""

    month: Month
    lines: tuple[CorrectionLine, ...]


def correct(
    session: Session,
    month: Month,
    household: str,
    entry_id: int | None,
    posting: Posting | None,
    reason: str,
    request: PaperRequest = AS_IT_IS,
) -> Issued:
    """Correct a published or final month in public: the reversal and/or the new entry, and a correction notice."""
    why = reason_given(reason)
    if entry_id is None and posting is None:
        raise UsageError("correct-what")
    with session.change("meeting correct", month=str(month), household=household, reason=why) as change:
        meeting = in_state(session, month, "published", "final")
        lines = post_correction(session, change.operation_id, meeting, household, entry_id, posting, why)
        first = notice_of(session, meeting)
        if first is None:
            raise JifenError("month-not-published", month=str(month))
        session.confirm(CorrectPreview(month, tuple(lines)))
        return issue_correction(session, change, meeting, first, lines, request)


def issue_correction(
    session: Session,
    operation: OpenOperation,
    meeting: Meeting,
    first: Document,
    lines: list[CorrectionLine],
    request: PaperRequest,
) -> Issued:
    """The notice that corrects the month's first one, in a window of its own."""
    content = correction(session, first, lines)
    window = planned_window(session, "notice-days")
    return issue(session, operation, content, window, request, meeting_id=meeting.id, corrects=first.id)


def post_correction(
    session: Session,
    operation_id: int,
    meeting: Meeting,
    household: str,
    entry_id: int | None,
    posting: Posting | None,
    why: str,
) -> list[CorrectionLine]:
    """Reverse and/or post within a month whose notice is out, giving what its correction notice shows.

    One line where points of one category and rule change, two where they go from one to another.
    """
    connection = session.connection
    who = find_household(session, household)
    old = _entry_of(session, entry_id, meeting, who.code) if entry_id is not None else None
    if old is not None:
        entries.add(connection, operation_id, [entries.NewEntry.reversing(old, why)])
    new = None
    if posting is not None:
        new = new_entry(session, meeting, who, posting, why)
        entries.add(connection, operation_id, [new])
    if old is not None and new is not None and (old.category, old.rule) == (new.category, new.rule):
        return [_line(who, new, old.points, new.points, why)]
    gone = [_line(who, old, old.points, ZERO, why)] if old is not None else []
    return gone + ([_line(who, new, ZERO, new.points, why)] if new is not None else [])


def _line(who: Household, shown: Entry | entries.NewEntry, before: Decimal, after: Decimal, why: str) -> CorrectionLine:
    hidden = shown.hides_actor
    return {
        **placed(who),
        "category": shown.category or "",
        "rule": None if hidden else shown.rule,
        "wording": None if hidden else shown.wording,
        "before": show(before),
        "after": show(after),
        "why": "" if hidden else why,
    }


def _entry_of(session: Session, entry_id: int, meeting: Meeting, household: str) -> Entry:
    entry = find_entry(session, entry_id)
    if entry.meeting_id != meeting.id or entry.household != household:
        month = str(entry.month) if entry.month else None
        raise JifenError("entry-elsewhere", entry=entry_id, household=entry.household, month=month)
    refuse_reversed(session, entry)
    return entry
