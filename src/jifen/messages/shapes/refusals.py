"""What a refusal tells programs beside its code and its sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from jifen.errors import JifenError
from jifen.messages.results import Shape
from jifen.messages.shapes import ledger

DETAILS: Mapping[str, Callable[[Any], Shape]] = {"entries": ledger.entry}
"""Facts that are lists of values, and the shape of each value."""


def details(refusal: JifenError) -> Shape:
    """The facts that a program can go on with."""
    if refusal.code == "undo-refused":
        from jifen.messages.refusals_undo import right

        return {"command": right(refusal.facts) or None}
    return {
        name: [shape(value) for value in facts] for name, shape in DETAILS.items() if (facts := _listed(refusal, name))
    }


def _listed(refusal: JifenError, name: str) -> list[Any]:
    found = refusal.facts.get(name)
    return found if isinstance(found, list) else []
