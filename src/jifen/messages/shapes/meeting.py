"""Months, imports of scoring sheets and objections as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape, picked
from jifen.messages.shapes.sources import not_kept

if TYPE_CHECKING:
    from jifen.services.meeting.aftermath import ObjectionView
    from jifen.services.meeting.import_model import FileResult, ImportResult
    from jifen.services.meeting.meetings import MonthView
    from jifen.services.meeting.reckoning import Reckoned, Repeated
    from jifen.store.documents import Document


def month(value: "MonthView") -> Shape:
    """As `meeting list` gives it."""
    window = "notice_from notice_to number code"
    return (
        picked(value.meeting, "month held_on status")
        | ({"period": str(value.meeting.period)} if value.meeting.period else {})
        | picked(value, "revision households entries points")
        | (picked(value.notice, window) if value.notice else dict.fromkeys(window.split()))
    )


def month_in_full(value: "MonthView") -> Shape:
    """As `meeting show` gives it."""
    meeting = value.meeting
    sheets = [picked(sheet, "path sheet=name layout rows entries sha256") for sheet in value.sheets]
    came: Shape = {
        "corrections": [correction(document) for document in value.corrections],
        "objections": [objection(view) for view in value.objections],
    }
    return {**month(value), "reason": meeting.reason, "facts": dict(meeting.facts), "sheets": sheets, **came}


def correction(value: "Document") -> Shape:
    """A correction notice of a month with what it changed."""
    told = picked(value, "number code") | {"published_on": value.content["published_on"]}
    return told | {"lines": list(value.content["lines"])}


def meeting_import(value: "ImportResult") -> Shape:
    """What `meeting import` did, but for its issues."""
    return {
        "applied": value.applied,
        "meetings": [picked(m, "month held_on revision households entries points") for m in value.meetings],
        "files": [_file(file) for file in value.files],
        "deeds": picked(value, "decided refused"),
        "changes": [picked(change, "household category rule before after") for change in value.changes],
        "quantities": [_reckoned(each) for each in value.reckoned],
        "doubled": [_doubled(each) for each in value.repeated],
    }


def _doubled(value: "Repeated") -> Shape:
    """A deed that counts twice: the day before it, the figure of the sheet, what is posted."""
    return picked(value.line, "month household rule") | picked(value, "first stated") | picked(value.line, "points")


def _reckoned(value: "Reckoned") -> Shape:
    """A quantity, how many were before it in the year, and what it gave."""
    return picked(value.line, "month household rule") | picked(value, "quantity before") | picked(value.line, "points")


def _file(value: "FileResult") -> Shape:
    sheets = [
        picked(sheet, "name month layout rows entries")
        | {"left": [picked(column, "column header meaning numbers") for column in sheet.left]}
        for sheet in value.reading.sheets
    ]
    told = not_kept(value.kept.columns, value.kept.starred)
    return {"path": value.reading.path, "status": value.status, "sheets": sheets, **told}


def objection(value: "ObjectionView") -> Shape:
    """As `objection list` gives it."""
    held = value.objection
    return (
        picked(held, "id document=number period household")
        | {"head": value.head}
        | picked(held, "entry=entry_id filed_on due_on late status reason decided_on answer correction")
    )
