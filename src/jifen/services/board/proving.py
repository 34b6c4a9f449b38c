"""Proving a published list: drawn up again as the book stood, and compared with what its lines say now."""

from datetime import date
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.points import show
from jifen.services.board.cycle import Cycle
from jifen.services.board.flow import decisions_of, draft_of
from jifen.services.board.lines import current_content, text_of
from jifen.services.publication.proof import PUBLISHED, Later, RunOut, same_again
from jifen.services.session import Session
from jifen.store import boards, documents
from jifen.store.documents import Document


def prove_list(session: Session, cycle: Cycle, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Draw a list up again as the book stood before it was published; and what its lines say now."""
    when, printed = AsOf.before(document.operation_id), document.content
    day = date.fromisoformat(printed["published_on"])
    again: dict[str, Any]
    if document.kind == cycle.kind:
        last = draft_of(session, cycle, when)
        first = date.fromisoformat(printed["notice_from"])
        decisions = decisions_of(session, cycle, last, when)
        again = {**cycle.compose(cycle.state(session, day, when), decisions, first)}
        published: tuple[str, ...] = PUBLISHED
    else:
        first_list = documents.select(session.connection, document_id=document.corrects)[0]
        again = current_content(session, cycle, first_list, day, when) or {}
        published = ("number", "published_on", "chain")
    return same_again(document, cycle.recomposed(again, printed), published), _later(session, cycle, document)


def run_out(session: Session, document: Document) -> tuple[RunOut, ...]:
    """Black lines of a list whose last day has passed and that were not taken off before."""
    taken, _ = _changed(session, document)
    return tuple(
        RunOut(line["household"], line["head"], line["until"])
        for line in (*document.content.get("black", ()), *document.content.get("lines", ()))
        if "until" in line and line["household"] not in taken and date.fromisoformat(line["until"]) < session.today
    )


def _changed(session: Session, document: Document) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """What became of a list's lines since: those taken off and how, and those with other texts."""
    happened = boards.changes(session.connection)
    list_id = document.corrects or document.id
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


def _later(session: Session, cycle: Cycle, document: Document) -> tuple[Later, ...]:
    """Lines whose household has other points now, lines taken off since (`removed`, `delisted`), other texts."""
    standing = cycle.state(session, session.today)
    taken, texts = _changed(session, document)
    found = []
    for name, listed in cycle.lists.items():
        for line in document.content[name]:
            code = line["household"]
            now = taken.get(code) or show(standing.score(code).points)
            if now != line["points"]:
                found.append(Later(code, line["points"], now))
            if (listed, code) in texts:
                found.append(Later(code, line[text_of(line)], texts[listed, code], words=True))
    return tuple(found)
