"""A month's life: recorded, published, final, or voided; its notice, its minutes, its corrections."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.documents.published import CorrectionLine
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, total
from jifen.errors import JifenError, UsageError
from jifen.services.ledger.posting import Posting, new_entry
from jifen.services.publication import documents as papers
from jifen.services.publication.documents import Issued
from jifen.services.roster.households import find_household
from jifen.services.session import Session
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


def list_months(session: Session) -> list[MonthView]:
    """Every meeting in month order, voided ones too."""
    sums = figures.month_sums(session.connection)
    return [_view(session, meeting, sums) for meeting in meetings.all_meetings(session.connection)]


def _view(session: Session, meeting: Meeting, sums: Mapping[int, tuple[int, int, Decimal]] | None = None) -> MonthView:
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
    """The month's live meeting, else its last voided one; refused where there never was one."""
    known = meetings.of_month(session.connection, month)
    if not known:
        raise JifenError("month-not-recorded", month=str(month))
    return _view(session, next((meeting for meeting in known if meeting.status != "voided"), known[-1]))


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


def _in_state(session: Session, month: Month, *wanted: str, doing: str | None = None) -> Meeting:
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
            meeting = meetings.create(session.connection, change.operation_id, month)
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


def void(session: Session, month: Month, reason: str) -> tuple[MonthView, Issued | None]:
    """Take the month back: every entry in force is reversed, the month is free again.

    A published month's notice is answered by a document of its own.
    """
    _reason(reason)
    with session.change("meeting void", month=str(month), reason=reason) as change:
        meeting = _in_state(session, month, "recorded", "published")
        connection = session.connection
        lines = entries.select(connection, meeting_id=meeting.id, in_force=True)
        session.confirm(VoidPreview(month, meeting.status, len(lines), total(e.points for e in lines)))
        session.backup()
        entries.add(connection, change.operation_id, [entries.NewEntry.reversing(e, reason) for e in lines])
        issued = None
        first = notice_of(session, meeting)
        if first is not None:
            content = papers.void(session, first, reason)
            issued = papers.issue(session, change.operation_id, content, None, meeting_id=meeting.id, corrects=first.id)
        meetings.set_status(connection, change.operation_id, meeting.id, "voided", reason)
        view = _view(session, meetings.get(connection, meeting.id) or meeting)
    return view, issued


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


def publish(session: Session, month: Month, first: date | None, days: int | None, *, no_zero: bool = False) -> Issued:
    """Freeze the month's notice with number, window and check code."""
    with session.change("meeting publish", month=str(month)) as change:
        meeting = _in_state(session, month, "recorded", doing="publish")
        settings = session.settings()
        guard_publication(session, month)
        found = papers.planned_window(session, settings, first, days or settings.days("notice-days"))
        content = papers.monthly(session, month, meeting, no_zero=no_zero)
        issued = papers.issue(session, change.operation_id, content, found, meeting_id=meeting.id)
        session.confirm(PublishPreview(month, issued.content, meeting.held_on is not None))
        meetings.set_status(session.connection, change.operation_id, meeting.id, "published")
    return issued


def guard_publication(session: Session, month: Month) -> None:
    """What may not hang on a wall is refused here."""
    from jifen.services.guards import refuse_unlawful

    refuse_unlawful(session, month.last)


def notice(session: Session, month: Month, *, no_zero: bool = False) -> Issued:
    """The month's notice again as it was frozen; before publication as a draft without number or code."""
    meeting = meetings.live(session.connection, month)
    published = notice_of(session, meeting) if meeting else None
    if published is not None:
        return Issued(published.content, published.code, published.id)
    return Issued(papers.monthly(session, month, meeting, no_zero=no_zero), None)


@dataclass(frozen=True, slots=True)
class FinalizePreview:
    """What becomes spendable."""

    month: Month
    points: Decimal
    notice_to: date | None
    overridden: bool


def finalize(session: Session, month: Month, *, override: bool, reason: str | None) -> MonthView:
    """Make the month final once its window is over and no objection is open; or by a decision, with a reason."""
    if override:
        _reason(reason)
    with session.change("meeting finalize", month=str(month), override=override or None, reason=reason) as change:
        meeting = _in_state(session, month, "published")
        first = notice_of(session, meeting)
        last = first.notice_to if first else None
        early = last is not None and session.today <= last
        undecided = open_objections(session, meeting)
        if not override and early:
            raise JifenError("window-open", month=str(month), last=str(last), today=session.today.isoformat())
        if not override and undecided:
            raise JifenError("objection-open", month=str(month), objections=undecided)
        pending = total(
            e.points for e in entries.select(session.connection, meeting_id=meeting.id, in_force=True) if e.points > 0
        )
        session.confirm(FinalizePreview(month, pending, last, override))
        meetings.set_status(session.connection, change.operation_id, meeting.id, "final", reason)
        return show_month(session, month)


def open_objections(session: Session, meeting: Meeting) -> list[int]:
    """Objections to the month's documents that were filed in time and are not decided."""
    found = documents.select(session.connection, meeting_id=meeting.id)
    return objections.open_objections(session.connection, [document.id for document in found])


def _reason(reason: str | None) -> str:
    if not (reason or "").strip():
        raise JifenError("reason-missing", option="--reason")
    return (reason or "").strip()


@dataclass(frozen=True, slots=True)
class CorrectPreview:
    """What a correction posts."""

    month: Month
    lines: tuple[CorrectionLine, ...]


def correct(
    session: Session, month: Month, household: str, entry_id: int | None, posting: Posting | None, reason: str
) -> Issued:
    """Correct a published or final month in public: the reversal and/or the new entry, and a correction notice."""
    why = _reason(reason)
    if entry_id is None and posting is None:
        raise UsageError("correct-what")
    with session.change("meeting correct", month=str(month), household=household, reason=why) as change:
        meeting = _in_state(session, month, "published", "final")
        lines = post_correction(session, change.operation_id, meeting, household, entry_id, posting, why)
        first = notice_of(session, meeting)
        if first is None:
            raise JifenError("month-not-published", month=str(month))
        content = papers.correction(session, first, lines)
        settings = session.settings()
        found = papers.planned_window(session, settings, None, settings.days("notice-days"))
        session.confirm(CorrectPreview(month, tuple(lines)))
        return papers.issue(session, change.operation_id, content, found, meeting_id=meeting.id, corrects=first.id)


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
        "household": who.code,
        "head": who.head,
        "grid": who.grid,
        "category": shown.category or "",
        "rule": None if hidden else shown.rule,
        "wording": None if hidden else shown.wording,
        "before": show(before),
        "after": show(after),
        "why": "" if hidden else why,
    }


def _entry_of(session: Session, entry_id: int, meeting: Meeting, household: str) -> Entry:
    entry = entries.get(session.connection, entry_id)
    if entry is None:
        raise JifenError("entry-unknown", entry=entry_id)
    if entry.meeting_id != meeting.id or entry.household != household:
        month = str(entry.month) if entry.month else None
        raise JifenError("entry-elsewhere", entry=entry_id, household=entry.household, month=month)
    refuse_reversed(session, entry)
    return entry


def refuse_reversed(session: Session, entry: Entry) -> None:
    """A reversal is not reversed, and an entry is reversed once only."""
    by = entries.reversed_by(session.connection, entry.id)
    if entry.kind == "reversal" or by is not None:
        raise JifenError("entry-reversed", entry=entry.id, by=by, kind=entry.kind)
