"""A month's life: recorded, published, final, or voided; what is known of it. Its papers stand beside."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, total
from jifen.domain.scheme.scheme import Spendable
from jifen.errors import JifenError, UsageError
from jifen.services.ledger.conversion import convert
from jifen.services.meeting.aftermath import ObjectionView, corrections_of, objections_to
from jifen.services.meeting.opening import meeting_for
from jifen.services.roster.finding import find_household
from jifen.services.session import Session, reason_given
from jifen.store import documents, entries, figures, meetings, objections
from jifen.store.documents import Document
from jifen.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month as it is listed."""

    meeting: Meeting
    revision: int
    households: int
    entries: int
    points: Decimal
    notice: Document | None
    sheets: tuple[meetings.MeetingSheet, ...] = ()
    corrections: tuple[Document, ...] = ()
    objections: tuple[ObjectionView, ...] = ()


def list_months(session: Session) -> list[MonthView]:
    """Every meeting in month order, voided ones too."""
    sums = figures.month_sums(session.connection)
    return [month_view(session, meeting, sums) for meeting in meetings.all_meetings(session.connection)]


def month_view(
    session: Session, meeting: Meeting, sums: Mapping[int, tuple[int, int, Decimal]] | None = None
) -> MonthView:
    """A meeting as it is listed; `sums` where many are."""
    connection = session.connection
    known = figures.month_sums(connection, meeting.id) if sums is None else sums
    households, lines, points = known.get(meeting.id, (0, 0, ZERO))
    return MonthView(
        meeting,
        meetings.revision(connection, meeting.id),
        households,
        lines,
        points,
        notice_of(session, meeting),
        tuple(meetings.sheets(connection, meeting.id)),
    )


def show_month(session: Session, month: Month) -> MonthView:
    """The month's live meeting, else its last voided one, with its corrections and objections.

    Refused where there never was one.
    """
    known = meetings.of_month(session.connection, month)
    if not known:
        raise JifenError("month-not-recorded", month=str(month))
    meeting = next((meeting for meeting in known if meeting.status != "voided"), known[-1])
    corrections, objected = corrections_of(session, meeting), objections_to(session, meeting)
    return replace(month_view(session, meeting), corrections=corrections, objections=objected)


def notice_of(session: Session, meeting: Meeting) -> Document | None:
    """The meeting's published notice."""
    found = documents.select(session.connection, kind="monthly", meeting_id=meeting.id)
    return found[0] if found else None


def live_meeting(session: Session, month: Month) -> Meeting:
    """The month's meeting that is not voided; refused where there is none."""
    meeting = meetings.live(session.connection, month)
    if meeting is None:
        raise JifenError("month-not-recorded", month=str(month))
    return meeting


def in_state(session: Session, month: Month, *wanted: str, doing: str | None = None) -> Meeting:
    """The month's live meeting in one of the states wanted; refused in any other."""
    meeting = live_meeting(session, month)
    if meeting.status not in wanted:
        raise JifenError("month-state", month=str(month), status=meeting.status, wanted=list(wanted), doing=doing)
    return meeting


def record(session: Session, month: Month, facts: Sequence[tuple[str, str]], recusals: Sequence[str]) -> MonthView:
    """Keep what is known of the meeting itself; later facts stand beside earlier ones in the book's history.

    Of a final month only what was left open may still be told (the minutes want a day, say), nothing changed.
    """
    with session.change("meeting record", month=str(month)) as change:
        told = [*facts, *(("recusal", _recusal(session, text)) for text in recusals)]
        if not told:
            raise UsageError("nothing-given")
        meeting = meetings.live(session.connection, month)
        _check_facts(month, {name: values[-1] for name, values in meeting.facts.items()} if meeting else {}, facts)
        if meeting is None:
            meeting = meeting_for(session, change.operation_id, month)
        changed = any(name in meeting.facts for name, _ in told if name not in ("note", "recusal"))
        if meeting.status == "final" and changed:
            raise JifenError("month-state", month=str(month), status=meeting.status, wanted=["recorded", "published"])
        meetings.add_facts(session.connection, change.operation_id, meeting.id, told)
        return show_month(session, month)


def _check_facts(month: Month, known: Mapping[str, str], told: Sequence[tuple[str, str]]) -> None:
    """What is told now, together with what was recorded before."""
    facts = {**known, **dict(told)}
    if "held_on" in dict(told):
        held = date.fromisoformat(facts["held_on"])
        if not month.first <= held <= month.plus(2).last:
            raise JifenError("held-on-outside", month=str(month), day=facts["held_on"])
    expected, present = facts.get("expected"), facts.get("present")
    if expected is not None and present is not None and int(present) > int(expected):
        raise JifenError("more-present-than-expected", expected=expected, present=present)


def _recusal(session: Session, text: str) -> str:
    household, _, name = text.partition("=")
    if not name.strip():
        raise UsageError("recusal-form", found=text)
    found = find_household(session, household)
    return json.dumps({"household": found.code, "name": name.strip()}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class FinalizePreview:
    """What becomes spendable: of a scheme in which points are converted, what they come to."""

    covers: Period
    points: Decimal
    spendable: Spendable
    notice_to: date | None
    overridden: bool


def finalize(session: Session, month: Month, *, override: bool, reason: str | None) -> MonthView:
    """Make the month final once its window is over and no objection is open; or by a decision, with a reason."""
    if override:
        reason_given(reason)
    with session.change("meeting finalize", month=str(month), override=override or None, reason=reason) as change:
        meeting = in_state(session, month, "published")
        first = notice_of(session, meeting)
        last = first.notice_to if first else None
        early = last is not None and session.today <= last
        undecided = open_objections(session, meeting)
        if not override and early:
            raise JifenError("window-open", month=str(month), last=str(last), today=session.today.isoformat())
        if not override and undecided:
            raise JifenError("objection-open", month=str(month), objections=undecided)
        meetings.set_status(session.connection, change.operation_id, meeting.id, "final", reason)
        convert(session, change.operation_id, meeting)
        points = _becomes_spendable(session, meeting)
        session.confirm(FinalizePreview(meeting.covers, points, meeting.spendable, last, override))
        return show_month(session, month)


def _becomes_spendable(session: Session, meeting: Meeting) -> Decimal:
    """Awards in force, or what a final period's scores were converted to, or nothing."""
    if meeting.spendable.kind == "none":
        return ZERO
    if meeting.spendable.converts:
        return total(entries.converted(session.connection, meeting.covers).values())
    standing = entries.select(session.connection, meeting_id=meeting.id, in_force=True)
    return total(entry.points for entry in standing if entry.points > 0)


def open_objections(session: Session, meeting: Meeting) -> list[int]:
    """Objections to the month's documents that were filed in time and are not decided."""
    found = documents.select(session.connection, meeting_id=meeting.id)
    return objections.open_objections(session.connection, [document.id for document in found])
