"""Objections as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.objection.objections import ObjectionView


def objection(value: "ObjectionView") -> Shape:
    """As `objection list` gives it."""
    held = value.objection
    return (
        picked(held, "id document=number period household")
        | {"head": value.head}
        | picked(held, "entry=entry_id filed_on due_on late status reason decided_on answer correction")
    )
