"""Deeds as JSON. Points are decimal strings."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.life.deed_import import DeedImport
    from jifen.services.life.deeds import DeedView


def deed(value: "DeedView") -> Shape:
    """As `deed list` gives it."""
    told = picked(value.deed, "id household rule category points on=occurred_on by=reported_by note photos status")
    more = picked(value.deed, "times reason activity=activity_id matter=matter_id")
    return told | picked(value.deed, "month entry=entry_id") | picked(value, "head grid") | more


def deed_import(value: "DeedImport") -> Shape:
    """What `deed import` did, without its issues."""
    return picked(value, "applied status deeds households points already")
