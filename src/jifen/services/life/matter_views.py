"""Matters as they stand: one, all, those that are due."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from jifen.domain.household import Household
from jifen.domain.life.flows import Flow
from jifen.domain.life.matters import Course, Matter, course
from jifen.errors import JifenError
from jifen.printing.engine.checks.own_folder import Stray, meant_for
from jifen.reading.words.flows import NAME, load_flows
from jifen.reading.words.names import normalise_text
from jifen.services.life.clock import now
from jifen.services.life.grids import find_grid
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.workdays import workdays_after
from jifen.store.life import matters, photos


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter where it stands now; `head` of its household today, None where it names none; `pictures`: SHA-256 → the
    file of that picture, as far as they were asked for."""

    matter: Matter
    course: Course
    now: datetime
    head: str | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def overdue(self) -> bool:
        """Whether what is due should have been done by now."""
        return self.course.due_at is not None and self.course.due_at < self.now

    @property
    def is_due(self) -> bool:
        """Whether the day has come by which something is to be done."""
        return self.course.due_at is not None and self.course.due_at.date() <= self.now.date()


def workday(day: date, count: int) -> date:
    """The so-many-th working day after a day."""
    return workdays_after(day, count)[0]


def kinds(session: Session) -> list[Flow]:
    """Every kind of matter."""
    return list(load_flows(session.folders.templates).values())


def unread(session: Session) -> tuple[Stray, ...]:
    """What lies among the village's templates, seems to be its kinds and is not read."""
    return meant_for(session.folders.templates, NAME)


def find_kind(session: Session, text: str) -> Flow:
    """The kind somebody named, by id or name. Refused: `matter-kind-unknown`, with the names there are."""
    wanted, every_kind = normalise_text(text), kinds(session)
    for flow in every_kind:
        if wanted in (flow.name, flow.id) or wanted.lower() == flow.id:
            return flow
    names = [stray.name for stray in unread(session)]
    raise JifenError("matter-kind-unknown", found=text, known=[flow.name for flow in every_kind], unread=names)


def view(session: Session, matter_id: int) -> MatterView:
    """A matter. Refused: `matter-unknown`."""
    found = matters.every(session.connection, matter_id)
    if not found:
        raise JifenError("matter-unknown", id=matter_id)
    stands = _view(found[0], now(session), households_on(session, session.today))
    return replace(stands, pictures=photos.named(session.connection))


def _view(matter: Matter, moment: datetime, people: Mapping[str, Household]) -> MatterView:
    who = people.get(matter.household) if matter.household is not None else None
    return MatterView(matter, course(matter, workday), moment, who.head if who else None)


def listed(
    session: Session, *, only_open: bool = False, due: bool = False, kind: str | None = None, grid: str | None = None
) -> list[MatterView]:
    """Matters in the order of entry; `due`: whose day has come, the one longest due first.

    A kind is named by what is running, too: one that a village took out of its file can still be asked for.
    """
    found = every(session)
    if kind is not None:
        wanted = normalise_text(kind)
        if not any(wanted in (v.matter.flow.id, v.matter.flow.name) for v in found):
            wanted = find_kind(session, kind).id
        found = [v for v in found if wanted in (v.matter.flow.id, v.matter.flow.name)]
    if grid is not None:
        wanted = find_grid(session, grid)
        found = [v for v in found if v.matter.grid == wanted]
    if only_open:
        found = [v for v in found if v.course.status == "open"]
    if due:
        found = sorted((v for v in found if v.is_due), key=lambda v: (v.course.due_at or v.now, v.matter.id))
    return found


def every(session: Session) -> list[MatterView]:
    """All of them."""
    found = matters.every(session.connection)
    if not found:
        return []
    people, moment = households_on(session, session.today), now(session)
    return [_view(matter, moment, people) for matter in found]
