"""What a refusal tells programs beside its code and its sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from jifen.errors import JifenError
from jifen.messages.results import Shape
from jifen.messages.shapes import ledger, roster

DETAILS: Mapping[str, Callable[[Any], Shape]] = {"entries": ledger.entry, "candidates": roster.found}
"""Facts that are lists of values, and the shape of each value."""


def details(refusal: JifenError) -> Shape:
    """The facts that a program can go on with."""
    if refusal.code == "undo-refused":
        from jifen.messages.refusals_undo import right

        return {"command": right(refusal.facts) or None}
    return {
        name: [shape(value) for value in listed]
        for name, shape in DETAILS.items()
        if isinstance(listed := refusal.facts.get(name), list)
    }
