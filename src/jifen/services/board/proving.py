"""Proving a published list: drawn up again as the book stood, and compared with what its lines say now."""

from datetime import date
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.services.board.boards import decisions_of, draft_of
from jifen.services.board.content import compose, current_content
from jifen.services.board.period_state import PeriodState
from jifen.services.publication.proof import PUBLISHED, Later, same_again
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
        published: tuple[str, ...] = PUBLISHED
    else:
        first_list = documents.select(session.connection, document_id=document.corrects)[0]
        again = current_content(session, first_list, day, when) or {}
        published = ("number", "published_on", "chain")
    # Whoever shares a place stood in another order on lists of earlier versions: the order proves nothing.
    printed_at = {line["household"]: place for place, line in enumerate(printed["red"])}
    again["red"] = sorted(again.get("red", ()), key=lambda line: printed_at.get(line["household"], len(printed_at)))
    return same_again(document, again, published), _later(session, document)


def _later(session: Session, document: Document) -> tuple[Later, ...]:
    """Lines whose household has other points now, lines taken off since (`removed`, `delisted`), other texts."""
    standing = PeriodState(session, Period.parse(document.period), session.today)
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
