"""Lists, their drafts and reviews, and vetoes as JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.board.flow import ReviewResult
    from jifen.services.board.vetoes import VetoView
    from jifen.services.board.views import BoardView

RED = ("rank", "household", "head", "grid", "points", "reason")
BLACK = ("household", "head", "grid", "points", "article", "fact", "told_on", "deadline", "outcome", "until")
_SOMETIMES = ("tier", "among", "score", "grade", "streak")
_CONTENT = ("notice_from", "notice_to", "ranked", "tied", "left_out", "missing")
_VETO = (
    "id=veto.id household=veto.household head=household.head ground=veto.ground document=veto.evidence "
    "from=veto.starts_on to=veto.ends_on lifted_on=veto.lifted_on in_force"
)


def draft(value: Mapping[str, Any]) -> Shape:
    """What `board draft` counted."""
    counts = {"ranked": value["ranked"], "red": len(value["red"]), "black": len(value["black"])}
    return {**counts, "missing": value["missing"]}


def review(value: "ReviewResult") -> Shape:
    """What `board review` took, without its issues."""
    listed = {name: value.listed.get(name, 0) for name in ("red", "black")}
    return {**picked(value, "applied"), **listed, **picked(value, "undecided")}


def board(value: "BoardView") -> Shape:
    """As `board show` gives it."""
    content, history = value.content, value.history
    return {
        "period": content["period"],
        "status": value.status,
        "number": content["number"],
        "code": value.code,
        **{name: content[name] for name in _CONTENT},
        "reviewed": value.reviewed,
        "red": [_line(line, RED, history) for line in content["red"]],
        "black": [_line(line, BLACK, history) for line in content["black"]],
        "candidates": [dict(line) for line in value.candidates],
    }


def _line(line: Mapping[str, Any], names: tuple[str, ...], history: Mapping[str, str]) -> Shape:
    more = {name: line[name] for name in _SOMETIMES if line.get(name)}
    told = {"history": history[line["household"]]} if history.get(line["household"]) else {}
    return {name: line[name] for name in names} | more | told


def veto(value: "VetoView") -> Shape:
    """As `veto list` gives it."""
    return picked(value, _VETO)
