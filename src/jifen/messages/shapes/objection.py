"""Objections as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.services.objection.objections import ObjectionView


def objection(value: "ObjectionView") -> Shape:
    """As `objection list` gives it."""
    held = value.objection
    return {
        "id": held.id,
        "document": held.number,
        "period": held.period,
        "household": held.household,
        "head": value.head,
        "entry": held.entry_id,
        "filed_on": held.filed_on.isoformat(),
        "due_on": held.due_on.isoformat(),
        "late": held.late,
        "status": held.status,
        "reason": held.reason,
        "decided_on": held.decided_on.isoformat() if held.decided_on else None,
        "answer": held.answer,
        "correction": held.correction,
    }
