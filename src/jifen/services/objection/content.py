"""What the papers of an objection say: the blank form and the reply slip."""

from typing import Any

from jifen.domain.documents.objection import LaterCorrection, ObjectionForm, Reply
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.printing.papers.objection import form_paper, reply_paper
from jifen.services.objection.objections import entry_of, find_objection, latest_document
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import documents
from jifen.store.objections import Objection


def form_content(session: Session, period: Period | None, which: str | None = None) -> ObjectionForm:
    """The blank form; with a month or period it names the document to object to (`which`, where several are out)."""
    settings = session.settings()
    document = latest_document(session, period, which=which) if period is not None else None
    return {
        "village": settings["village"],
        "document": document.number if document else None,
        "period": str(period) if period else None,
        "hotline": settings["hotline"],
        "contact": settings["contact"],
        "days": settings.days("objection-days"),
    }


def reply_content(session: Session, objection_id: int) -> Reply:
    """The answer to an objection, also while it is open."""
    objection = find_objection(session, objection_id)
    settings = session.settings()
    people = households_on(session, session.today)
    entry = entry_of(session, objection)
    changes = _changes(session, objection)
    return {
        "village": settings["village"],
        "id": objection.id,
        "document": objection.number,
        "period": _about(session, objection),
        "household": objection.household,
        "head": people[objection.household].head,
        "entry": {"what": str(entry.wording or entry.category), "points": show(entry.points)} if entry else None,
        "reason": objection.reason,
        "filed_on": objection.filed_on.isoformat(),
        "due_on": objection.due_on.isoformat(),
        "late": objection.late,
        "status": objection.status,
        "decided_on": objection.decided_on.isoformat() if objection.decided_on else None,
        "answer": objection.answer,
        "changes": changes,
        "later": _later(session, objection, changes),
        "correction": objection.correction,
        "hotline": settings["hotline"],
        "contact": settings["contact"],
    }


def _about(session: Session, objection: Objection) -> str:
    """The month or period of the document it is against; of a notice the one its meeting covers."""
    document = documents.select(session.connection, document_id=objection.document_id)[0]
    return str(document.content.get("covers", objection.period))


def _changes(session: Session, objection: Objection) -> list[Any]:
    """The household's lines of the correction that answers it, where that is one of a month."""
    if objection.correction_id is None:
        return []
    content = documents.select(session.connection, document_id=objection.correction_id)[0].content
    return [line for line in content.get("lines", ()) if line["household"] == objection.household]


def _later(session: Session, objection: Objection, changes: list[Any]) -> list[LaterCorrection]:
    """Corrections of the same cells that came out since: what was handed over first is no longer how it stands."""
    if objection.correction_id is None:
        return []
    answered = documents.select(session.connection, document_id=objection.correction_id)[0]
    cells = {(line["household"], line["category"], line["rule"]) for line in changes if "category" in line}
    return [
        {"number": document.number, "after": line["after"]}
        for document in documents.select(session.connection, corrects=answered.corrects, kind="correction")
        if document.id > answered.id
        for line in document.content["lines"]
        if (line["household"], line["category"], line["rule"]) in cells
    ]


def print_form(
    session: Session, period: Period | None, request: PaperRequest = AS_IT_IS, which: str | None = None
) -> PrintedFiles:
    """The blank form printed."""
    content = form_content(session, period, which)
    return print_paper(session, form_paper(content, own_templates=session.folders.templates), request)


def print_reply(session: Session, objection_id: int, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The answer printed."""
    content = reply_content(session, objection_id)
    return print_paper(session, reply_paper(content, own_templates=session.folders.templates), request)
