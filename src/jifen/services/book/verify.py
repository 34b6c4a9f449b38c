"""Proving the book: everything that can be computed twice is computed twice."""

import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.chain import SHOWN, asked
from jifen.domain.documents.published import check_code
from jifen.domain.period import Month
from jifen.errors import JifenError, UsageError
from jifen.printing.papers.kinds import KINDS
from jifen.services.board.proving import prove_board, run_out
from jifen.services.book.papers import lost_files
from jifen.services.meeting.corrections import prove_correction
from jifen.services.meeting.import_model import Options, reading_context
from jifen.services.meeting.notice import prove_monthly
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
    """Every check of the book, in order."""
    structure = [_check(name, wrong, count) for name, wrong, count in checks.structure(session.connection)]
    papers = [_documents(session), _check("papers", *_papers(session))]
    own = [_check("chain", *checks.chained(session.connection)), _check("sources", *checks.sources(session.connection))]
    return [*structure, *own, *papers, *_months(session), *verify_shop(session)]


def head_of(session: Session) -> str:
    """The newest operation's head."""
    return chain.last_head(session.connection)


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
    return [_check(name, *look(session.connection)) for name, look in looks.items()]


def _check(name: str, wrong: list[str], count: int) -> Check:
    return Check(name, not wrong, "; ".join(wrong[:MOST_TOLD]) if wrong else str(count))


def _documents(session: Session) -> Check:
    """Every stored document still has the code it was published with."""
    every = documents.select(session.connection)
    wrong = [
        d.number
        for d in every
        if check_code(d.content) != d.code
        or d.number != d.content["number"]
        or not chain.last_head(session.connection, before=d.operation_id).startswith(d.content.get("chain", ""))
    ]
    return _check("documents", wrong, len(every))


def _papers(session: Session) -> tuple[list[str], int]:
    """Every file that operations left came into its place."""
    return [file.named for file in lost_files(session)], len(documents.select(session.connection))


def _months(session: Session) -> list[Check]:
    """Each month's imported lines against the sheets they came from, read again as the book stood then."""
    found = []
    for meeting in meetings.all_meetings(session.connection):
        sheets = meetings.sheets(session.connection, meeting.id)
        if meeting.status == "voided" or not sheets:
            continue
        if any(operations.is_erased(session.connection, sheet.source_file_id) for sheet in sheets):
            found.append(Check(f"month {meeting.month}", True, "erased"))
            continue
        sources = {sheet.source_file_id: sheet for sheet in sheets}
        base = max(sheet.operation_id for sheet in sheets if sheet.role == "base")
        in_force = Counter(entries.imported(session.connection, meeting.id, base))
        read, unread = _read_again(session, meeting.month, list(sources.values()))
        differing = (in_force - read) + (read - in_force)
        wrong = unread + sorted(f"{key[0]} {key[1]} {key[3]}" for key in differing)
        found.append(_check(f"month {meeting.month}", wrong, sum(in_force.values())))
    return found


_Line = tuple[str, str | None, str | None, Decimal]


def _options(details: Mapping[str, Any]) -> Options:
    """What the import was told, as its operation keeps it."""
    month, held_on = details.get("month"), details.get("held_on")
    return Options(
        Month.parse(month) if month else None,
        date.fromisoformat(held_on) if held_on else None,
        allow=frozenset(details.get("allow", ())),
    )


def _read_again(
    session: Session, month: Month, sheets: list[meetings.MeetingSheet]
) -> tuple[Counter[_Line], list[str]]:
    from jifen.reading.meeting.reader import read_meeting

    lines: Counter[_Line] = Counter()
    unread: list[str] = []
    for sheet in sheets:
        data = operations.file_content(session.connection, sheet.source_file_id)
        operation = operations.get(session.connection, sheet.operation_id)
        if data is None:
            unread.append(sheet.path)
            continue
        context = reading_context(session, _options(operation.details), when=AsOf(sheet.operation_id))
        reading = read_meeting(sheet.path, data, context)
        lines.update((d.household, d.category, d.rule, d.points) for d in reading.lines if d.month == month)
    return lines, unread


_PROOFS: Mapping[str, Callable[[Session, documents.Document], tuple[bool, tuple[Later, ...]]]] = {
    "monthly": prove_monthly,
    "correction": prove_correction,
    "board": prove_board,
    "board-current": prove_board,
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
    return Proof(document, matches, agrees, status, later, KINDS[document.kind].word, gone)


def _agrees(session: Session, document: documents.Document) -> tuple[bool, tuple[Later, ...]]:
    prove = _PROOFS.get(document.kind)
    return prove(session, document) if prove else (_names_its_first(session, document), ())


def _names_its_first(session: Session, document: documents.Document) -> bool:
    """A correction names the document it corrects, which is there and older."""
    if document.corrects is None:
        return False
    first = documents.select(session.connection, document_id=document.corrects)[0]
    return first.number == document.content.get("corrects_number") and first.id < document.id


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
