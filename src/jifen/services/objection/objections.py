"""Objections: filed against a month's notice or a list, and looked up. What becomes of them stands in `decisions`."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.printing.papers import kinds
from jifen.services.guards import refuse_numbers
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.posting import refuse_reversed
from jifen.services.meeting.aftermath import ObjectionView, views
from jifen.services.meeting.opening import month_meant
from jifen.services.roster.finding import find_household
from jifen.services.session import Session, reason_given
from jifen.services.workdays import workdays_after
from jifen.store import documents, entries, meetings, objections
from jifen.store.documents import Document
from jifen.store.objections import Objection

_OBJECTED = ("board", "board-correction", "redemption", "honour", "honour-correction")
"""Kinds of documents of a period that somebody may object to."""


def list_objections(session: Session) -> list[ObjectionView]:
    """Every objection in the order of filing."""
    return list(views(session, objections.select(session.connection)))


def find_objection(session: Session, objection_id: int) -> Objection:
    """One objection; refused where there is none of this number."""
    found = objections.select(session.connection, objection_id=objection_id)
    if not found:
        raise JifenError("objection-unknown", id=objection_id)
    return found[0]


def latest_document(
    session: Session, period: Period, household: str | None = None, which: str | None = None
) -> Document:
    """What an objection to a month or a period is against: the latest of its notice or list and their corrections. A
    notice of more than a month may be named by the period it covers, too.

    A correction only for a household it names: for all others it opens no new window. Of a month that was voided
    nothing counts; prints of a list's current lines are no new publication. Of a period of which several lists are out
    `which` says the one meant, by its number or the name of the honour; refused where it does not.
    """
    month = month_meant(session, period)
    meeting = meetings.live(session.connection, month) if month else None
    found = documents.select(session.connection, meeting_id=meeting.id) if meeting else []
    if period.kind != "month":
        found += [d for d in documents.select(session.connection, period=str(period)) if d.kind in _OBJECTED]
    if not found:
        code = "board-not-published" if month is None else "month-not-published"
        raise JifenError(code, month=str(period), period=str(period))
    meant = _meant(period, found, which)
    return next(d for d in reversed(meant) if household is None or concerns(d, household))


def _meant(period: Period, found: Sequence[Document], which: str | None) -> list[Document]:
    """The one list (or notice) that is meant, with its corrections."""
    firsts = [d for d in found if d.corrects is None]
    wanted = None if which is None else plain_number(which)
    if wanted is not None:
        named = [d for d in found if wanted in (plain_number(d.number), *map(plain_number, _names(d)))]
        firsts = [d for d in firsts if d.id in {each.corrects or each.id for each in named}]
    if len(firsts) != 1:
        told = [" ".join((d.number, _names(d)[0])) for d in found if d.corrects is None]
        raise JifenError("objection-which", period=str(period), documents=told)
    return [d for d in found if firsts[0].id in (d.id, d.corrects)]


def _names(document: Document) -> tuple[str, ...]:
    """What a document is called by: its honour, else its kind."""
    honour = document.content.get("honour")
    return (honour["name"], honour["kind"]) if honour else (kinds.word_of(document.content),)


def plain_number(number: str) -> str:
    """A document's number however it was typed: full width or not, with any brackets and spaces."""
    folded = "".join(unicodedata.normalize("NFKC", number).split())
    return folded.translate(str.maketrans("\u3010\u3011\u3014\u3015()", "[][][]"))


def concerns(document: Document, household: str) -> bool:
    """Whether a document speaks of a household; a notice or a list speaks of all, a correction of those it names."""
    if not kinds.kind_of(document.content).corrects:
        return True
    return any(line["household"] == household for line in kinds.lines_of(document.content))


def file_objection(
    session: Session, period: Period, household: str, entry_id: int | None, reason: str, which: str | None = None
) -> ObjectionView:
    """Take an objection; due so many working days later. After the window it is taken as late and blocks nothing.

    Where no entry is named, the household's lines stand beside it: to decide it, one of them will have to be named.
    `which`: which list of the period, where several are out.
    Refused: nothing published, an entry of another household or period, one reversed or under objection already.
    """
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("objection file", period=str(period), household=household, entry=entry_id) as change:
        who = find_household(session, household)
        document = latest_document(session, period, who.code, which)
        if entry_id is not None:
            _check_entry(session, entry_id, who.code, period)
        due, known = workdays_after(session.today, session.settings().days("objection-days"))
        late = document.notice_to is not None and session.today > document.notice_to
        days = (session.today, due)
        added = objections.add(
            session.connection, change.operation_id, document.id, who.code, entry_id, days, why, late=late
        )
        lines = _lines_of(session, who, period, document) if entry_id is None else ()
        return ObjectionView(find_objection(session, added), who.head, known, lines)


def _lines_of(session: Session, who: Household, period: Period, document: Document) -> tuple[Entry, ...]:
    """The household's lines in force of the period; what was redeemed has none."""
    if document.kind == "redemption":
        return ()
    found = entries.select(session.connection, period=period, household=who.code, in_force=True)
    return tuple(replace(entry, head=who.head) for entry in found)


def _check_entry(session: Session, entry_id: int, household: str, period: Period) -> None:
    entry = find_entry(session, entry_id)
    if entry.household != household or entry.month is None or entry.month not in period:
        raise JifenError("entry-elsewhere", entry=entry_id, household=entry.household, month=str(entry.month or ""))
    refuse_reversed(session, entry)
    for other in objections.select(session.connection):
        if other.entry_id == entry_id and other.status == "open":
            raise JifenError("objection-exists", id=other.id, entry=entry_id)


def entry_of(session: Session, objection: Objection) -> Entry | None:
    """The ledger line it is about, where one was named."""
    return entries.get(session.connection, objection.entry_id) if objection.entry_id is not None else None
