"""Proving a published list: drawn up again as the book stood, and compared with what its lines say now."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.board import lawful_ends
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.services.board.boards import decisions_of, draft_of
from jifen.services.board.content import compose, current_content
from jifen.services.board.period_state import PeriodState
from jifen.services.publication.proof import PUBLISHED, Later, RunOut, same_again
from jifen.services.session import Session
from jifen.store import boards, documents
from jifen.store.documents import Document


def prove_board(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Draw a list up again as the book stood before it was published; and what its lines say now."""
    when, printed = AsOf.before(document.operation_id), document.content
    day = date.fromisoformat(printed["published_on"])
    if document.kind == "board":
        period = Period.parse(document.period)
        last = draft_of(session, period, when)
        first = date.fromisoformat(printed["notice_from"])
        again: dict[str, Any] = {
            **compose(PeriodState(session, period, day, when), decisions_of(session, last, when), first)
        }
        again["black"] = _as_long(again["black"], printed["black"], lawful_ends(first))
        published: tuple[str, ...] = PUBLISHED
    else:
        first_list = documents.select(session.connection, document_id=document.corrects)[0]
        again = current_content(session, first_list, day, when) or {}
        published = ("number", "published_on", "chain")
    # Whoever shares a place stood in another order on lists of earlier versions: the order proves nothing.
    printed_at = {line["household"]: place for place, line in enumerate(printed["red"])}
    again["red"] = sorted(again.get("red", ()), key=lambda line: printed_at.get(line["household"], len(printed_at)))
    return same_again(document, again, published), _later(session, document)


def _as_long(
    again: Sequence[Mapping[str, Any]], printed: Sequence[Mapping[str, Any]], ends: Collection[date]
) -> list[dict[str, Any]]:
    """Black lines with the last day that was printed, where a list may name it."""
    told = {line["household"]: line["until"] for line in printed if date.fromisoformat(line["until"]) in ends}
    return [{**line, "until": told.get(line["household"], line["until"])} for line in again]


def run_out(session: Session, document: Document) -> tuple[RunOut, ...]:
    """Black lines of a list whose last day has passed and that were not taken off before."""
    taken, _ = _changed(session, document)
    return tuple(
        RunOut(line["household"], line["head"], line["until"])
        for line in document.content.get("black", ())
        if line["household"] not in taken and date.fromisoformat(line["until"]) < session.today
    )


def _changed(session: Session, document: Document) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """What became of a list's lines since: those taken off and how, and those with other texts."""
    happened = boards.changes(session.connection)
    list_id = document.id if document.kind == "board" else document.corrects
    taken: dict[str, str] = {}
    texts: dict[tuple[str, str], str] = {}
    for line in boards.lines(session.connection, document_id=list_id):
        for change in happened.get(line.id, ()):
            if change.operation_id <= document.operation_id:
                continue
            if change.kind == "reason":
                texts[line.list, line.household] = change.text or ""
            else:
                taken[line.household] = change.kind
    return taken, texts


def _later(session: Session, document: Document) -> tuple[Later, ...]:
    """Lines whose household has other points now, lines taken off since (`removed`, `delisted`), other texts."""
    standing = PeriodState(session, Period.parse(document.period), session.today)
    taken, texts = _changed(session, document)
    found = []
    for listed, text in (("red", "reason"), ("black", "fact")):
        for line in document.content[listed]:
            code = line["household"]
            now = taken.get(code) or show(standing.score(code).points)
            if now != line["points"]:
                found.append(Later(code, line["points"], now))
            if (listed, code) in texts:
                found.append(Later(code, line[text], texts[listed, code], words=True))
    return tuple(found)
