"""Kinds of matters: the steps one goes through, who acts, how long each may take, what may come of it.

A kind is data of the village. A matter keeps the kind it began with as JSON (`kept`), so that a kind changed later
changes no matter under way.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Unit = Literal["hours", "days", "workdays"]
Wanted = Literal["required", "optional", "never"]
Outcome = Literal["solved", "unsolved", "withdrawn"]
Role = Literal["reporter", "mediator"]
UNITS: tuple[Unit, ...] = get_args(Unit)
WANTED: tuple[Wanted, ...] = get_args(Wanted)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long something may take."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step: who does it, and within what time of the moment it could begin; None: whenever. `photo`: it is not done
    without a picture."""

    id: str
    name: str
    who: str
    deadline: Deadline | None = None
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A kind of matter. `closing`: within what time of the last step it is closed; `photos` and `household`: whether
    they are wanted; `outcomes`: how it may end; `rated`: whether villagers rate it; `deeds`: who may be proposed for
    points once it is solved, by which rule."""

    id: str
    name: str
    steps: tuple[FlowStep, ...]
    closing: Deadline | None = None
    photos: Wanted = "optional"
    household: Wanted = "optional"
    outcomes: tuple[Outcome, ...] = OUTCOMES
    rated: bool = True
    deeds: tuple[tuple[Role, str], ...] = ()

    def place(self, step_id: str) -> int:
        """Where a step stands in the order; -1 for a step there is none of."""
        return next((number for number, step in enumerate(self.steps) if step.id == step_id), -1)

    def kept(self) -> str:
        """As a matter keeps it."""
        value = {
            "id": self.id,
            "name": self.name,
            "steps": [_kept_step(step) for step in self.steps],
            "closing": _kept(self.closing),
            "photos": self.photos,
            "household": self.household,
            "outcomes": list(self.outcomes),
            "rated": self.rated,
            "deeds": dict(self.deeds),
        }
        return json.dumps(value, ensure_ascii=False)

    @classmethod
    def read(cls, kept: str) -> "Flow":
        """What a matter kept."""
        value = json.loads(kept)
        return cls(
            value["id"],
            value["name"],
            tuple(map(_step, value["steps"])),
            _deadline(value["closing"]),
            value["photos"],
            value["household"],
            tuple(value["outcomes"]),
            value["rated"],
            tuple(value["deeds"].items()),
        )


def _kept_step(step: FlowStep) -> Mapping[str, Any]:
    told = {"id": step.id, "name": step.name, "who": step.who, "deadline": _kept(step.deadline)}
    return told | {"photo": True} if step.photo else told


def _step(kept: Mapping[str, Any]) -> FlowStep:
    return FlowStep(kept["id"], kept["name"], kept["who"], _deadline(kept["deadline"]), kept.get("photo", False))


def _kept(deadline: Deadline | None) -> Mapping[str, Any] | None:
    return None if deadline is None else {deadline.unit: deadline.count}


def _deadline(kept: Mapping[str, Any] | None) -> Deadline | None:
    if kept is None:
        return None
    unit = next(unit for unit in UNITS if unit in kept)
    return Deadline(kept[unit], unit)
