"""The record of the meeting (F9): what was recorded of it, and every household that scored."""

import json
from collections.abc import Mapping
from decimal import Decimal

from jifen.domain.chain import SHOWN
from jifen.domain.documents.lines import Named, placed
from jifen.domain.documents.minutes import (
    Allowed,
    AllowedText,
    Minutes,
    MinutesCorrection,
    MinutesItem,
    MinutesLine,
    MinutesObjection,
    Recusal,
)
from jifen.domain.documents.published import CorrectionLine
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Month
from jifen.domain.points import show, total
from jifen.errors import JifenError
from jifen.printing.papers.minutes import minutes_paper
from jifen.services.meeting.aftermath import ObjectionView, corrections_of, objections_to
from jifen.services.meeting.meetings import live_meeting
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import chain, entries, meetings
from jifen.store.documents import Document
from jifen.store.meetings import Meeting


def minutes(session: Session, month: Month) -> Minutes:
    """The record of the meeting with every household that scored (F9)."""
    meeting = live_meeting(session, month)
    if meeting.held_on is None:
        raise JifenError("held-on-missing", month=str(month))
    settings = session.settings()
    people = households_on(session, month.last)
    heads = {code: household.head for code, household in people.items()}
    lines_of = entries.by_household(session.connection, meeting.id)
    lines = [_line(household, lines_of[code]) for code, household in people.items() if code in lines_of]
    expected, present = meeting.fact("expected"), meeting.fact("present")
    return {
        "village": settings["village"],
        "township": settings["township"],
        "month": str(meeting.covers),
        "status": meeting.status,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.fact("place"),
        "chair": meeting.fact("chair"),
        "recorder": meeting.fact("recorder"),
        "expected": int(expected) if expected else None,
        "present": int(present) if present else None,
        "panel": _names(meeting.fact("panel")),
        "supervisors": _names(meeting.fact("supervisors")),
        "recusals": _recusals(meeting, heads),
        "allowed": _allowed(session, meeting, heads),
        "allowed_texts": _allowed_texts(meeting),
        "notes": list(meeting.facts.get("note", [])),
        "lines": lines,
        "totals": _totals(len(lines), [entry.points for own in lines_of.values() for entry in own]),
        "objections": [_objection(view) for view in objections_to(session, meeting)],
        "corrections": [line for document in corrections_of(session, meeting) for line in _corrected(document)],
        "chain": chain.last_head(session.connection)[:SHOWN],
    }


def _objection(view: ObjectionView) -> MinutesObjection:
    o = view.objection
    named: Named = {"household": o.household, "head": view.head}
    return {**named, "reason": o.reason, "outcome": o.status, "answer": o.answer}


def _corrected(document: Document) -> list[MinutesCorrection]:
    on = document.content["published_on"]
    lines: list[CorrectionLine] = document.content["lines"]
    return [{**line, "number": document.number, "published_on": on} for line in lines]


def _line(household: Household, own: list[Entry]) -> MinutesLine:
    return {
        **placed(household),
        "items": [_item(entry) for entry in own],
        "points": show(total(entry.points for entry in own)),
    }


def _totals(households: int, points: list[Decimal]) -> dict[str, str]:
    return {
        "households": str(households),
        "entries": str(len(points)),
        "awards": show(total(p for p in points if p > 0)),
        "deductions": show(total(p for p in points if p < 0)),
        "points": show(total(points)),
    }


def _item(entry: Entry) -> MinutesItem:
    return {
        "category": entry.category or "",
        "rule": entry.rule,
        "wording": entry.wording,
        "points": show(entry.points),
        "occurred_on": entry.occurred_on.isoformat() if entry.occurred_on else None,
        "reason": entry.reason,
    }


def _names(text: str | None) -> list[str]:
    for mark in "\u3001\uff0c\uff1b;\u3000 ":
        text = (text or "").replace(mark, ",")
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _recusals(meeting: Meeting, heads: Mapping[str, str]) -> list[Recusal]:
    found = [json.loads(text) for text in meeting.facts.get("recusal", [])]
    return [{"household": f["household"], "head": heads.get(f["household"], ""), "name": f["name"]} for f in found]


def _allowed(session: Session, meeting: Meeting, heads: Mapping[str, str]) -> list[Allowed]:
    """Decisions about sheets that are in force: what a replaced sheet needed was not decided."""
    in_force = {sheet.sha256 for sheet in meetings.sheets(session.connection, meeting.id)}
    found: dict[tuple[object, ...], Allowed] = {}
    for text in meeting.facts.get("allowance", []):
        told = json.loads(text)
        for line in told.get("lines", ()):
            if line["sha256"] not in in_force:
                continue
            code = line.get("household", "")
            found[(line["sha256"], line["sheet"], line["cell"], line["code"])] = {
                "household": code,
                "head": heads.get(code, ""),
                "guard": line["code"],
                "points": line.get("points") or "0",
                "reason": told["reason"] or "",
            }
    return list(found.values())


def _allowed_texts(meeting: Meeting) -> list[AllowedText]:
    """Texts of papers that were let through though a guard asks about them."""
    told = [text for value in meeting.facts.get("allowance", []) for text in json.loads(value).get("texts", ())]
    return [{"guard": t["guard"], "where": t["where"], "text": t["text"], "reason": t["reason"]} for t in told]


def print_minutes(session: Session, month: Month, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The record printed."""
    return print_paper(
        session, minutes_paper(minutes(session, month), own_templates=session.folders.templates), request
    )
