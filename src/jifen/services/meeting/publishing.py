"""A month in public: its notice published, printed again, voided. What corrects it stands in `corrections`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.period import Month
from jifen.domain.points import total
from jifen.services.guards import refuse_unlawful
from jifen.services.meeting.deed_decisions import open_again
from jifen.services.meeting.meetings import MonthView, in_state, month_view, notice_of
from jifen.services.meeting.notice import monthly
from jifen.services.meeting.notice import void as void_notice
from jifen.services.meeting.score_decisions import refuse_stale
from jifen.services.publication.gate import Issued, issue, print_again
from jifen.services.publication.heading import planned_window
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.session import Session, reason_given
from jifen.store import entries, meetings


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
        refuse_stale(session, meeting)
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
        open_again(connection, change.operation_id, meeting.id, reason)
        issued = None
        first = notice_of(session, meeting)
        if first is not None:
            content = void_notice(session, first, reason)
            issued = issue(session, change, content, None, request, meeting_id=meeting.id, corrects=first.id)
        meetings.set_status(connection, change.operation_id, meeting.id, "voided", reason)
        view = month_view(session, meetings.get(connection, meeting.id) or meeting)
    return view, issued
