"""A published month put right in public: what is reversed, what is posted, and what the correction notice shows.

A correction speaks of whole cells as the notice on the wall shows them: all that a household has under one rule, or of
one category where no rule may be named. What was there before and is there after is computed from the ledger, so that
the notice is proved the way it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.lines import placed
from jifen.domain.documents.published import Correction, CorrectionLine
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, total
from jifen.errors import JifenError, UsageError
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.conversion import convert
from jifen.services.ledger.posting import Posting, day_fits, named, new_entry, refuse_reversed
from jifen.services.meeting.meetings import in_state, notice_of
from jifen.services.publication.gate import Issued, issue
from jifen.services.publication.heading import correcting, planned_window
from jifen.services.publication.proof import Later, same_again
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.store import documents, entries
from jifen.store.documents import Document
from jifen.store.meetings import Meeting

CellKey = tuple[str, str, str | None]
"""Household, category, and the rule where it may be named."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be put right: the line `entry` gets the points of `posting`, or is cancelled without one; with `extra`
    the posting is one more line beside those that stand."""

    entry: int | None = None
    extra: bool = False
    posting: Posting | None = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        if self.entry is not None and self.extra:
            raise UsageError("entry-or-extra")
        if self.extra and self.posting is None:
            raise UsageError("extra-needs-points")


@dataclass(frozen=True, slots=True)
class CorrectPreview:
    """What a correction changes."""

    month: Month
    lines: tuple[CorrectionLine, ...]


def correct(
    session: Session, month: Month, household: str, change: Change, reason: str, request: PaperRequest = AS_IT_IS
) -> Issued:
    """Correct a published or final month in public, with a correction notice. Refused: see `put_right`."""
    why = reason_given(reason)
    with session.change("meeting correct", month=str(month), household=household, reason=why) as operation:
        meeting = in_state(session, month, "published", "final")
        command = f"meeting correct {month} {find_household(session, household).code}"
        content = put_right(session, operation, meeting, household, change, why, command)
        session.confirm(CorrectPreview(month, tuple(content["lines"])))
        return issue_correction(session, operation, meeting, content, request)


def put_right(
    session: Session, operation: OpenOperation, meeting: Meeting, household: str, change: Change, why: str, command: str
) -> Correction:
    """Reverse and/or post within a month whose notice is out, giving the content of its correction notice.

    Refused: `entry-needed` where lines stand in the cell and neither one of them nor one more is named (`command` is
    what the clerk is told to go on with), nothing to correct.
    """
    connection = session.connection
    who = find_household(session, household)
    change = _completed(session, meeting, who, change)
    if change.entry is None and not change.extra:
        _refuse_unclear(session, meeting, who, change.posting, why, command)
    if change.entry is not None:
        old = _entry_of(session, change.entry, meeting, who.code)
        entries.add(connection, operation.operation_id, [entries.NewEntry.reversing(old, why)])
    if change.posting is not None:
        new = new_entry(session, meeting, who, change.posting, why)
        entries.add(connection, operation.operation_id, [new])
    return told_in_public(session, operation, meeting, who)


def told_in_public(session: Session, operation: OpenOperation, meeting: Meeting, who: Household) -> Correction:
    """What an operation posted for a household in a month whose notice is out, as its correction notice tells it; of a
    final month what can be spent follows."""
    if meeting.status == "final":
        convert(session, operation.operation_id, meeting, {who.code})
    return _composed(session, _first(session, meeting), operation.operation_id, session.today)


def issue_correction(
    session: Session, operation: OpenOperation, meeting: Meeting, content: Correction, request: PaperRequest
) -> Issued:
    """The notice that corrects the month's first one, in a window of its own."""
    first, window = _first(session, meeting), planned_window(session, "notice-days")
    return issue(session, operation, content, window, request, meeting_id=meeting.id, corrects=first.id)


def _first(session: Session, meeting: Meeting) -> Document:
    first = notice_of(session, meeting)
    if first is None:
        raise JifenError("month-not-published", month=str(meeting.month))
    return first


def _completed(session: Session, meeting: Meeting, who: Household, change: Change) -> Change:
    """With what follows from the line that is replaced: its rule or category and its day; no points cancel it."""
    posting = change.posting
    if change.entry is None or posting is None:
        return change
    if posting.points == ZERO:
        return replace(change, posting=None)
    old = _entry_of(session, change.entry, meeting, who.code)
    if posting.rule is None and posting.category is None:
        posting = replace(posting, rule=old.rule, category=None if old.rule else old.category)
    if old.occurred_on is not None and day_fits(session, old.occurred_on, meeting):
        posting = replace(posting, on=old.occurred_on)
    return replace(change, posting=posting)


def _entry_of(session: Session, entry_id: int, meeting: Meeting, household: str) -> Entry:
    entry = find_entry(session, entry_id)
    if entry.meeting_id != meeting.id or entry.household != household:
        month = str(entry.month) if entry.month else None
        raise JifenError("entry-elsewhere", entry=entry_id, household=entry.household, month=month)
    refuse_reversed(session, entry)
    return entry


def _refuse_unclear(
    session: Session, meeting: Meeting, who: Household, posting: Posting | None, why: str, command: str
) -> None:
    """Where lines stand, a clerk says which of them is meant; of a household without any there is nothing to ask."""
    standing = entries.select(session.connection, meeting_id=meeting.id, household=who.code, in_force=True)
    if posting is not None:
        if posting.points == ZERO:
            raise UsageError("points-zero")
        category, rule = named(session, meeting, posting)
        code = rule.code if rule else None
        standing = [e for e in standing if e.category == category and (None in (e.rule, code) or e.rule == code)]
    if standing:
        lines = [replace(entry, head=who.head) for entry in standing]
        about = {"household": who.code, "head": who.head, "month": str(meeting.month)}
        raise JifenError("entry-needed", **about, entries=lines, command=command, posting=posting, why=why)
    if posting is None:
        raise UsageError("correct-what")


def _key(entry: Entry) -> CellKey:
    return entry.household, entry.category or "", None if entry.hides_actor else entry.rule


def _composed(session: Session, first: Document, operation_id: int, day: date) -> Correction:
    """The notice, not yet numbered, of what an operation changed: as the book stood before it and after it."""
    when, people = AsOf(operation_id), households_on(session, day, AsOf(operation_id))
    posted = entries.select(session.connection, operation_id=operation_id, meeting_id=first.meeting_id, when=when)
    cells = {_key(entry): entry for entry in posted}
    lines = [_line(session, people[key[0]], entry, operation_id) for key, entry in cells.items()]
    told = _last_told(session, first, lines, operation_id)
    return {**correcting(session, "correction", told, when), "lines": lines, "whole_cells": True}


def _last_told(session: Session, first: Document, lines: Sequence[CorrectionLine], operation_id: int) -> Document:
    """The paper that told these cells last before an operation: the month's notice, or a correction of all of them."""
    cells = {_cell(line) for line in lines}
    found = first
    for document in documents.select(session.connection, corrects=first.id, kind="correction"):
        if document.operation_id < operation_id and cells <= {_cell(line) for line in document.content["lines"]}:
            found = document
    return found


def _cell(line: CorrectionLine) -> CellKey:
    return line["household"], line["category"], line["rule"]


def _line(session: Session, who: Household, shown: Entry, operation_id: int) -> CorrectionLine:
    """A cell before and after. Of a rule that hides who did it neither wording nor reason is told."""
    hidden = shown.hides_actor
    return {
        **placed(who),
        "category": shown.category or "",
        "rule": None if hidden else shown.rule,
        "wording": None if hidden else shown.wording,
        "before": _total(session, shown, AsOf.before(operation_id)),
        "after": _total(session, shown, AsOf(operation_id)),
        "why": "" if hidden else shown.reason or "",
    }


def _total(session: Session, cell: Entry, when: AsOf) -> str:
    """What stands in the cell of an entry."""
    standing = entries.select(
        session.connection, meeting_id=cell.meeting_id, household=cell.household, in_force=True, when=when
    )
    return show(total(entry.points for entry in standing if _key(entry) == _key(cell)))


def prove_correction(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a correction again as of its own operation; and what its cells hold now.

    Documents of earlier versions showed the single line before and after; of them only the first document is proved.
    """
    if document.corrects is None:
        return False, ()
    first = documents.select(session.connection, document_id=document.corrects)[0]
    names_first = first.number == document.content.get("corrects_number") and first.id < document.id
    if not document.content.get("whole_cells"):
        return names_first, ()
    day = date.fromisoformat(document.content["published_on"])
    then = _composed(session, first, document.operation_id, day)
    agrees = same_again(document, then)
    if names_first and not agrees:  # an earlier program named the month's notice, whatever had told the cell since
        named_so = {name: document.content[name] for name in ("corrects_number", "corrects_published_on")}
        agrees = same_again(document, {**then, **named_so})
    return agrees, _later(session, document)


def _later(session: Session, document: Document) -> tuple[Later, ...]:
    posted = entries.select(session.connection, operation_id=document.operation_id, meeting_id=document.meeting_id)
    cells = {_key(entry): entry for entry in posted}
    now = {key: _total(session, entry, NOW) for key, entry in cells.items()}
    printed = {key: _total(session, entry, AsOf(document.operation_id)) for key, entry in cells.items()}
    return tuple(Later(key[0], printed[key], now[key]) for key in cells if printed[key] != now[key])
