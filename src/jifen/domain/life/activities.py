"""Activities: what the village calls people to, who came, and what that is for each household. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.points import ZERO

ActivityStatus = Literal["planned", "held", "cancelled"]
Counting = Literal["person", "hour", "household"]
"""What a rule counts: everybody who came, how long they stayed, or the household once."""


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as it stands; `attended` counts persons, `reason` says why it was cancelled."""

    id: int
    name: str
    held_on: date
    rule: str
    place: str = ""
    quota: int | None = None
    status: ActivityStatus = "planned"
    reason: str | None = None
    attended: int = 0


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who came; `times` how long, where the rule counts hours."""

    household: str
    person: str
    times: Decimal | None = None


def times_of(came: Iterable[Attendance], counting: Counting) -> dict[str, Decimal | None]:
    """How often each household's deed counts, in the order in which they came; None: once."""
    found: dict[str, Decimal | None] = {}
    for one in came:
        if counting == "household":
            found[one.household] = None
        else:
            more = Decimal(1) if counting == "person" else one.times or ZERO
            found[one.household] = (found.get(one.household) or ZERO) + more
    return found
