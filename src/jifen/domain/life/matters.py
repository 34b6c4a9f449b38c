"""Matters: what happened to one, where it stands, by when the next thing is due. Pure; working days are asked for.

A step is done, one after another; what is due is the first one that is not. It may begin once the one before it is
done (or the matter opened), and its deadline counts from there. Minutes are those of the village's clock. A moment at
midnight is one of which only the day is known: deadlines then count from the end of that day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from jifen.domain.life.flows import Deadline, Flow, FlowStep, Outcome

EventKind = Literal["opened", "step", "transferred", "urged", "called-back", "reopened", "closed", "rated"]
GENERAL: tuple[EventKind, ...] = ("transferred", "urged", "called-back", "reopened")
"""Steps of every kind of matter, at any time; they do not move it on, but for being opened again."""
Status = Literal["open", "solved", "unsolved", "withdrawn"]
Workday = Callable[[date, int], date]
"""The so-many-th working day after a day."""
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class MatterEvent:
    """Something that happened to a matter; `step` is the id of one of its kind, `photos` name pictures by content."""

    id: int
    matter_id: int
    kind: EventKind
    at: datetime
    step: str | None = None
    person: str | None = None
    note: str | None = None
    outcome: Outcome | None = None
    rating: int | None = None
    photos: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Course:
    """Where a matter stands after some of its events. `step` None while it is open: all is done but the closing.

    `since` is when what is due now could begin; `late`: whether anything was done, or closed, after its time.
    """

    status: Status
    step: FlowStep | None
    since: datetime
    due_at: datetime | None
    late: bool
    rating: int | None = None
    closed_at: datetime | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter with all that happened to it, in order; the first event is its opening."""

    id: int
    flow: Flow
    household: str | None
    grid: str | None
    text: str
    reported_by: str | None
    events: tuple[MatterEvent, ...] = field(default=())

    @property
    def opened_at(self) -> datetime:
        """When it was opened."""
        return self.events[0].at

    @property
    def lacks_photo(self) -> bool:
        """Whether its kind wants a picture and there is none yet."""
        return self.flow.photos == "required" and not any(event.photos for event in self.events)

    @property
    def last_at(self) -> datetime:
        """When anything last happened to it."""
        return self.events[-1].at


def due(since: datetime, deadline: Deadline | None, workday: Workday) -> datetime | None:
    """By when what may begin at `since` is to be done."""
    if deadline is None:
        return None
    begins = datetime.combine(since, _LAST_MINUTE) if since.time() == time.min else since
    if deadline.unit == "hours":
        return begins + timedelta(hours=deadline.count)
    if deadline.unit == "days":
        return begins + timedelta(days=deadline.count)
    return datetime.combine(workday(begins.date(), deadline.count), begins.time())


def course(matter: Matter, workday: Workday, upto: datetime | None = None) -> Course:
    """Where it stands, or stood once all that happened by `upto` had happened."""
    flow = matter.flow
    place, late = 0, False
    status: Status = "open"
    since = matter.opened_at
    rating: int | None = None
    closed_at: datetime | None = None
    worker: str | None = None
    for event in _by(matter.events, upto):
        if event.kind in ("step", "closed"):
            limit = due(since, _deadline(flow, place), workday)
            late = late or (limit is not None and event.at > limit)
        if event.kind == "step":
            place, since = flow.place(event.step or "") + 1, event.at
            worker = event.person or worker
        elif event.kind == "closed":
            status, closed_at, rating = event.outcome or "solved", event.at, None
        elif event.kind == "reopened":
            status, closed_at, rating, since = "open", None, None, event.at
            place = 0 if place == len(flow.steps) else place
        elif event.kind == "rated":
            rating = event.rating
    is_open = status == "open"
    step = flow.steps[place] if is_open and place < len(flow.steps) else None
    by = due(since, _deadline(flow, place), workday) if is_open else None
    return Course(status, step, since, by, late, rating, closed_at, worker)


def unproved(flow: Flow, stands: Course) -> FlowStep | None:
    """The first step still to be done that is not done without a picture."""
    left = flow.steps[flow.place(stands.step.id) :] if stands.step is not None else ()
    return next((step for step in left if step.photo), None)


def _by(events: Sequence[MatterEvent], upto: datetime | None) -> Sequence[MatterEvent]:
    return events if upto is None else [event for event in events if event.at <= upto]


def _deadline(flow: Flow, place: int) -> Deadline | None:
    return flow.steps[place].deadline if place < len(flow.steps) else flow.closing
