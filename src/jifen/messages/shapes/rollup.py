"""Sums of villages as JSON."""

from typing import TYPE_CHECKING

from jifen.domain.money import show_yuan
from jifen.domain.rollup.package import hundredths
from jifen.messages.refusals import sentence
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from jifen.services.rollup.collect import Collected
    from jifen.services.rollup.export import Exported, Receipt
    from jifen.services.rollup.report import Report


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


_POINTS = frozenset({"points", "awards", "deductions"})
_YUAN = frozenset({"received", "redeemed", "fund_in", "fund_out", "stock", "fund"})


def report(value: "Report", paths: "Sequence[Path]") -> Shape:
    """The answers as they are, points and yuan as decimal strings; the files where some were written."""
    files: Shape = {"path": str(paths[0]), "paths": [str(path) for path in paths]} if paths else {}
    told: Shape = {name: [_row(row) for row in rows] for name, rows in value.answers.items()}
    return {"ok": True, **files, "first": value.asked.first_month, "last": value.asked.last_month, **told}


def _row(row: "dict[str, Any]") -> Shape:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: "Any") -> object:
    if name in _POINTS:
        return hundredths(value)
    return show_yuan(value) if name in _YUAN else value
