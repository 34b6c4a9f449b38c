"""Sums of villages as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.services.rollup.export import Exported, Receipt


def exported(value: "Exported") -> Shape:
    """The package that was written."""
    return {"path": str(value.path), "manifest": value.manifest.value()}


def receipt(value: "Receipt") -> Shape:
    """A receipt that was taken in."""
    return {"period": value.period, "head": value.head, "sha256": value.sha256, "received_on": value.received_on}
