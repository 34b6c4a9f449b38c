"""Honours as JSON."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.domain.life.honours import HonourKind
    from jifen.services.board.flow import ReviewResult
    from jifen.services.honour.awarding import Awarded, Waiting
    from jifen.services.honour.views import HonourView

LINE = ("household", "head", "grid", "points", "reason")
_SOMETIMES = ("person", "score", "grade", "red_streak", "deductions", "causes", "fact", "deadline", "until")


def kind(value: "HonourKind") -> Shape:
    """As `honour kinds` gives it."""
    told = value.plain()
    return {"kind": told.pop("id"), "name": told.pop("name"), **told}


def draft(value: Mapping[str, Any]) -> Shape:
    """What `honour draft` counted."""
    return {
        "ranked": value["ranked"],
        "candidates": len(value["lines"]),
        "limit": value["limit"],
        "missing": value["missing"],
    }


def review(value: "ReviewResult") -> Shape:
    """What `honour review` took, without its issues."""
    return {**picked(value, "applied"), "households": value.listed.get("lines", 0)}


def honour(value: "HonourView") -> Shape:
    """As `honour show` gives it."""
    return {
        **picked(
            value, "year period=year kind=kind.id name=kind.name status number code notice_from notice_to reviewed"
        ),
        "households": lines(value.households),
        "changes": [dict(change) for change in value.changes],
    }


def lines(found: Iterable[Mapping[str, Any]]) -> list[Shape]:
    """Whom it honours, a person where it names one; of what is to be rectified what, and until when."""
    return [
        {name: line[name] for name in LINE} | {name: line[name] for name in _SOMETIMES if line.get(name)}
        for line in found
    ]


def waiting(claims: "Iterable[Waiting]") -> Shape:
    """What an honour claimed for whom a correction takes off, and no meeting has decided."""
    return {"waiting": [picked(claim, "deed household points") for claim in claims]}


def awarded(value: "Awarded") -> Shape:
    """What `honour award` claimed."""
    told = picked(value, "year kind name number rule points known left")
    return {**told, "deeds": [picked(claim, "household head deed") for claim in value.claimed]}
