"""Sums of villages as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.refusals import sentence
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.rollup.collect import Collected
    from jifen.services.rollup.export import Exported, Receipt


def exported(value: "Exported") -> Shape:
    """The package that was written."""
    return {"path": str(value.path), "manifest": value.manifest.value()}


def receipt(value: "Receipt") -> Shape:
    """A receipt that was taken in."""
    return {"period": value.period, "head": value.head, "sha256": value.sha256, "received_on": value.received_on}


def collected(value: "Collected") -> Shape:
    """What became of all that arrived."""
    return {
        "accepted": value.accepted,
        "replaced": value.replaced,
        "unchanged": value.unchanged,
        "refused": [
            {"path": each.path, "error": {"code": each.error.code, "message": sentence(each.error)}}
            for each in value.refused
        ],
        "gaps": [picked(gap, "village period=month township county") for gap in value.gaps],
        "changes": [picked(each, "village period=month table of column before after") for each in value.changes],
        "villages": value.villages,
        "months": value.months,
        "passed": value.passed,
        "receipts": str(value.receipts) if value.receipts else None,
    }
