"""Proving the book: everything that can be computed twice is computed twice."""

import sqlite3
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.chain import SHOWN, asked
from jifen.domain.documents.published import check_code
from jifen.domain.ledger import SheetLine
from jifen.domain.period import Month, Period
from jifen.errors import JifenError, UsageError
from jifen.printing.papers.kinds import KINDS, word_of
from jifen.services.board.changes import prove_correction as prove_line_correction
from jifen.services.board.proving import prove_list, run_out
from jifen.services.book.forms import read_again
from jifen.services.book.papers import lost_files
from jifen.services.honour.honours import cycle_of
from jifen.services.life.photos import lost as lost_pictures
from jifen.services.meeting.corrections import prove_correction
from jifen.services.meeting.import_model import Options, identity, reading_context
from jifen.services.meeting.notice import prove_monthly, prove_void
from jifen.services.meeting.reckoning import as_counted
from jifen.services.publication.proof import Later, Proof
from jifen.services.session import Session
from jifen.services.shop.redemption_close import prove_redemption
from jifen.store import chain, checks, documents, entries, meetings, operations

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One check; `detail` names what is wrong, or counts what was looked at."""

    name: str
    ok: bool
    detail: str


def verify_book(session: Session) -> list[Check]:
    """Every check of the book, in order; of one whose tables are not what they should be, only those of the file.

    Whatever somebody made of the book, this names it and never stumbles.
    """
    found = [_check(name, wrong, count) for name, wrong, count in checks.structure(session.connection)]
    if not any(check.name == "entries" for check in found):
        return found
    own: dict[str, Callable[[sqlite3.Connection], checks.Finding]] = {
        "chain": checks.chained,
        "sources": checks.sources,
    }
    found += [_check(name, *checks.guarded(look, session.connection)) for name, look in own.items()]
    papers = {"documents": _frozen, "proofs": _proved, "papers": _papers, "photos": lost_pictures}
    found += [_check(name, *checks.guarded(look, session)) for name, look in papers.items()]
    found += _months(session)
    found.append(_check("forms", *checks.guarded(read_again, session)))
    return [*found, *verify_shop(session)]


def head_of(session: Session) -> str:
    """The newest operation's head; empty where it cannot be read any more."""
    try:
        return chain.last_head(session.connection)
    except checks.ALTERED:
        return ""


@dataclass(frozen=True, slots=True)
class Contained:
    """Whether the history up to `operation`, whose head somebody has on paper, stands in the book unchanged."""

    operation: int
    ok: bool


def prove_head(session: Session, head: str) -> Contained:
    """Whether the history that ends with this head (its first digits suffice) is contained unchanged."""
    digits = asked(head)
    if digits is None:
        raise UsageError("head-invalid", found=head, least=SHOWN)
    operation = chain.found(session.connection, digits)
    if operation is None:
        raise JifenError("head-unknown", found=head)
    different = chain.first_unchained(session.connection)
    return Contained(operation, different is None or different > operation)


def verify_shop(session: Session) -> list[Check]:
    """Stock, points and money, each from its movements."""
    looks = {"stock": checks.stock, "points": checks.points, "money": checks.money}
    return [_check(name, *checks.guarded(look, session.connection)) for name, look in looks.items()]


def _check(name: str, wrong: list[str], count: int) -> Check:
    return Check(name, not wrong, "; ".join(wrong[:MOST_TOLD]) if wrong else str(count))


def _frozen(session: Session) -> checks.Finding:
    """Every stored document has the code it was published with, and its row says what its content says."""
    return _each(session, lambda document: _as_frozen(session, document))


def _as_frozen(session: Session, document: documents.Document) -> bool:
    content = document.content
    window = (str(document.notice_from) if document.notice_from else None, str(document.notice_to or "") or None)
    return (
        check_code(content) == document.code
        and (document.number, document.kind, document.period) == (content["number"], content["kind"], content["period"])
        and window == (content["notice_from"], content["notice_to"])
        and chain.last_head(session.connection, before=document.operation_id).startswith(content.get("chain", ""))
    )


def _proved(session: Session) -> checks.Finding:
    """Every document composed again as of its own operation says the same."""
    return _each(session, lambda document: _agrees(session, document)[0])


def _each(session: Session, holds: Callable[[documents.Document], bool]) -> checks.Finding:
    """Documents of which that does not hold, or that cannot be read any more."""
    wrong = []
    known = documents.ids(session.connection)
    for done, (document_id, number) in enumerate(known):
        session.progress(done, len(known))
        try:
            document = documents.select(session.connection, document_id=document_id)[0]
            wrong += [] if holds(document) else [number]
        except checks.ALTERED:
            wrong.append(number)
    session.progress(len(known), len(known))
    return wrong, len(known)


def _papers(session: Session) -> tuple[list[str], int]:
    """Every file that operations left came into its place."""
    return [file.named for file in lost_files(session)], len(documents.select(session.connection))


def _months(session: Session) -> list[Check]:
    """Each month's imported lines against the sheets they came from, read again as the book stood then."""
    found: list[Check] = []
    try:
        everyone = meetings.all_meetings(session.connection)
        for done, meeting in enumerate(everyone):
            session.progress(done, len(everyone))
            if meeting.status != "voided" and _is_erased(session, meeting):
                found.append(Check(f"month {meeting.month}", True, "erased"))
                continue
            wrong, count = checks.guarded(lambda held: _month(session, held), meeting)
            if count or wrong:
                found.append(_check(f"month {meeting.month}", wrong, count))
    except checks.ALTERED as error:
        found.append(_check("months", [f"{checks.UNREAD} {error}"], 0))
    return found


def _is_erased(session: Session, meeting: meetings.Meeting) -> bool:
    """Whether a sheet in force was lawfully taken out: the month can no longer be compared."""
    sheets = meetings.sheets(session.connection, meeting.id)
    return any(operations.is_erased(session.connection, sheet.source_file_id) for sheet in sheets)


def _month(session: Session, meeting: meetings.Meeting) -> checks.Finding:
    sheets = meetings.sheets(session.connection, meeting.id)
    if meeting.status == "voided" or not sheets:
        return [], 0
    sources = {sheet.source_file_id: sheet for sheet in sheets}
    base = max(sheet.operation_id for sheet in sheets if sheet.role == "base")
    in_force = Counter(entries.imported(session.connection, meeting.id, base))
    lines, unread = _read_again(session, meeting.month, list(sources.values()))
    read = Counter(map(identity, as_counted(session.rulebooks(AsOf(base)), lines, in_force)))
    differing = (in_force - read) + (read - in_force)
    wrong = unread + sorted(f"{key[0]} {key[1]} {key[3]}" for key in differing)
    return wrong, max(1, sum(in_force.values()))


def _options(details: Mapping[str, Any]) -> Options:
    """What the import was told, as its operation keeps it."""
    month, held_on = details.get("month"), details.get("held_on")
    return Options(
        Period.parse(month) if month else None,
        date.fromisoformat(held_on) if held_on else None,
        allow=frozenset(details.get("allow", ())),
    )


def _read_again(
    session: Session, month: Month, sheets: list[meetings.MeetingSheet]
) -> tuple[list[SheetLine], list[str]]:
    from jifen.reading.meeting.reader import read_meeting

    lines: list[SheetLine] = []
    unread: list[str] = []
    for sheet in sheets:
        data = operations.file_content(session.connection, sheet.source_file_id)
        operation = operations.get(session.connection, sheet.operation_id)
        if data is None:
            unread.append(sheet.path)
            continue
        context = reading_context(session, _options(operation.details), when=AsOf(sheet.operation_id))
        reading = read_meeting(sheet.path, data, context)
        lines += (line for line in reading.lines if line.month == month)
    return lines, unread


def _list(session: Session, document: documents.Document) -> tuple[bool, tuple[Later, ...]]:
    return prove_list(session, cycle_of(session, document), document)


def _list_correction(session: Session, document: documents.Document) -> tuple[bool, tuple[Later, ...]]:
    return prove_line_correction(session, cycle_of(session, document), document)


_PROOFS: Mapping[str, Callable[[Session, documents.Document], tuple[bool, tuple[Later, ...]]]] = {
    "monthly": prove_monthly,
    "correction": prove_correction,
    "void": prove_void,
    "board": _list,
    "board-current": _list,
    "board-correction": _list_correction,
    "honour": _list,
    "honour-correction": _list_correction,
    "redemption": prove_redemption,
}


def prove_document(session: Session, code: str) -> Proof:
    """Which document a check code belongs to, and whether the book still agrees with it."""
    signs = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c in string.hexdigits)
    wanted = "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))
    found = documents.select(session.connection, code=wanted)
    if not found:
        raise JifenError("code-unknown", found=code)
    document = found[0]
    matches = check_code(document.content) == document.code
    agrees, later = _agrees(session, document)
    gone = run_out(session, document)
    status = _status(session, document, later=bool(later), run_out=bool(gone))
    return Proof(document, matches, agrees, status, later, word_of(document.content), gone)


def _agrees(session: Session, document: documents.Document) -> tuple[bool, tuple[Later, ...]]:
    return _PROOFS[document.kind](session, document)


def _status(session: Session, document: documents.Document, *, later: bool, run_out: bool) -> str:
    """A correction goes with the month it corrects, and is corrected itself where its cells hold other points now."""
    corrects = KINDS[document.kind].corrects
    first = document.corrects if document.kind == "correction" else document.id
    answers = {d.kind for d in documents.select(session.connection, corrects=first)}
    if "void" in answers:
        return "void"
    if run_out:
        return "expired"
    corrected = later if corrects else any(KINDS[kind].corrects for kind in answers)
    return "corrected" if corrected else "current"
