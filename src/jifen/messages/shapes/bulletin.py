"""The village's bulletin as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.domain.documents.bulletin import Bulletin

_NOT_TOLD = ("village", "township", "chain")


def bulletin(value: "Bulletin") -> Shape:
    """What `report` found, beside its files."""
    return {name: part for name, part in value.items() if name not in _NOT_TOLD}
