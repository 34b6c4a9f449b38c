"""Months and imports of scoring sheets as JSON."""

from typing import TYPE_CHECKING

from jifen.domain.points import show
from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.services.meeting.import_model import FileResult, ImportResult, MonthFigures, SumChange
    from jifen.services.meeting.meetings import MonthView
    from jifen.store.meetings import MeetingSheet


def month(value: "MonthView") -> Shape:
    """As `meeting list` gives it."""
    notice, meeting = value.notice, value.meeting
    return {
        "month": str(meeting.month),
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "status": meeting.status,
        "revision": value.revision,
        "households": value.households,
        "entries": value.entries,
        "points": show(value.points),
        "notice_from": notice.notice_from.isoformat() if notice and notice.notice_from else None,
        "notice_to": notice.notice_to.isoformat() if notice and notice.notice_to else None,
        "number": notice.number if notice else None,
        "code": notice.code if notice else None,
    }


def month_in_full(value: "MonthView") -> Shape:
    """As `meeting show` gives it."""
    meeting = value.meeting
    sheets = [_source(sheet) for sheet in value.sheets]
    return {**month(value), "reason": meeting.reason, "facts": dict(meeting.facts), "sheets": sheets}


def _source(value: "MeetingSheet") -> Shape:
    return {
        "path": value.path,
        "sheet": value.name,
        "layout": value.layout,
        "rows": value.rows,
        "entries": value.entries,
        "sha256": value.sha256,
    }


def meeting_import(value: "ImportResult") -> Shape:
    """What `meeting import` did, but for its issues."""
    return {
        "applied": value.applied,
        "meetings": [_figures(figures) for figures in value.meetings],
        "files": [_file(file) for file in value.files],
        "changes": [_change(change) for change in value.changes],
    }


def _figures(value: "MonthFigures") -> Shape:
    return {
        "month": str(value.month),
        "held_on": value.held_on.isoformat() if value.held_on else None,
        "revision": value.revision,
        "households": value.households,
        "entries": value.entries,
        "points": show(value.points),
    }


def _file(value: "FileResult") -> Shape:
    sheets = [
        {
            "name": sheet.name,
            "month": str(sheet.month) if sheet.month else None,
            "layout": sheet.layout,
            "rows": sheet.rows,
            "entries": sheet.entries,
            "left": [
                {"column": one.column, "header": one.header, "meaning": one.meaning, "numbers": one.numbers}
                for one in sheet.left
            ],
        }
        for sheet in value.reading.sheets
    ]
    return {"path": value.reading.path, "status": value.status, "sheets": sheets}


def _change(value: "SumChange") -> Shape:
    return {
        "household": value.household,
        "category": value.category,
        "rule": value.rule,
        "before": show(value.before),
        "after": show(value.after),
    }
