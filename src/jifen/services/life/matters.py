"""What is done about matters: opened, taken step by step, closed, rated. Each is an operation with its time and person.

No matter touches points; one that was solved may propose deeds, which a meeting decides.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from jifen.domain.household import GONE, Household
from jifen.domain.life.flows import OUTCOMES, Flow, Role
from jifen.domain.life.matters import EventKind, unproved
from jifen.domain.rulebook import Rule
from jifen.errors import JifenError, UsageError
from jifen.reading.words.flows import GENERAL
from jifen.reading.words.flows import OUTCOMES as OUTCOME_WORDS
from jifen.reading.words.names import normalise_name, normalise_text
from jifen.services.guards import refuse_numbers
from jifen.services.life.clock import At, moment
from jifen.services.life.grids import find_grid
from jifen.services.life.matter_views import MatterView, find_kind, view
from jifen.services.life.photos import Pictures, keep
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import OpenOperation, Session
from jifen.store.life import deeds, matters


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody whom a solved matter proposes for points. `why` there is no deed: `unnamed`, `unknown` (no head of that
    name), `several`, `rule` (none of that code), `points` (not one figure), `known`; empty: there is one."""

    role: Role
    name: str
    rule: str
    household: str | None = None
    points: Decimal | None = None
    deed: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A matter just closed, and whom it proposes."""

    view: MatterView
    proposals: tuple[Proposal, ...] = ()


def open_matter(
    session: Session,
    kind: str,
    text: str,
    *,
    household: str | None = None,
    grid: str | None = None,
    by: str | None = None,
    at: At = None,
    pictures: Pictures = (),
) -> MatterView:
    """Take a matter in. Its grid is the one named, else its household's.

    Refused: an unknown kind, household or grid, no text, a household where the kind wants none or none where it does,
    a grid that is not the household's, numbers in the text, pictures where the kind wants none.
    """
    flow = find_kind(session, kind)
    told, person = text.strip(), (by or "").strip() or None
    if not told:
        raise UsageError("matter-text-missing")
    refuse_numbers(session, text=told, by=person or "")
    who = find_household(session, household) if household is not None else None
    refuse_household(flow, who)
    where = _grid(session, grid, who)
    happened = moment(session, at)
    with session.change("matter open", kind=flow.id, household=who.code if who else None, grid=where) as change:
        code = who.code if who else None
        added = matters.add(
            session.connection, change.operation_id, flow, told, household=code, grid=where, reported_by=person
        )
        _add(session, change, (flow, added, "opened"), happened, pictures, person=person)
        return view(session, added)


def refuse_household(flow: Flow, who: Household | None) -> None:
    """Refuse a household where the kind wants none, or none where it wants one."""
    if (flow.household == "never" and who is not None) or (flow.household == "required" and who is None):
        raise JifenError("matter-household", kind=flow.name, wanted=flow.household)


def _grid(session: Session, text: str | None, who: Household | None) -> str | None:
    grid = find_grid(session, text) if text is not None else None
    if grid is None or who is None or grid == who.grid:
        return grid or (who.grid if who else None)
    raise JifenError("matter-grid-differs", household=who.code, head=who.head, grid=who.grid, found=grid)


def step_matter(
    session: Session,
    matter_id: int,
    step: str,
    *,
    by: str | None = None,
    note: str | None = None,
    at: At = None,
    pictures: Pictures = (),
) -> MatterView:
    """Note that a step was done: the next one of its kind, or one that any matter knows.

    Refused: an unknown matter or step, a step out of order, a matter that is closed (or, to be opened again, is not), a
    step that wants a picture without one.
    """
    stands = view(session, matter_id)
    kind, own = _which(stands, step)
    _refuse_state(stands, kind)
    flow, shown = stands.matter.flow, list(pictures)
    wanting = next((known for known in flow.steps if known.id == own and known.photo), None)
    if wanting is not None and not shown:
        raise JifenError("matter-photo-missing", id=matter_id, step=wanting.name)
    more = _told(session, by, note)
    happened = moment(session, at, stands.matter.last_at)
    with session.change("matter step", matter=matter_id, step=own or kind) as change:
        _add(session, change, (flow, matter_id, kind), happened, shown, step=own, **more)
        return view(session, matter_id)


def _which(stands: MatterView, text: str) -> tuple[EventKind, str | None]:
    """What kind of event a step is, and its id in the matter's own flow."""
    wanted, flow = normalise_text(text), stands.matter.flow
    found = next((step for step in flow.steps if wanted in (step.name, step.id)), None)
    if found is None:
        if wanted in GENERAL:
            return GENERAL[wanted], None
        raise JifenError("matter-step-unknown", found=text, kind=flow.name, steps=[step.name for step in flow.steps])
    if stands.course.status != "open":
        return "step", found.id
    if found != stands.course.step:
        facts = {"id": stands.matter.id, "found": found.name, "kind": flow.name}
        raise JifenError("matter-step-order", next=stands.course.step.name if stands.course.step else None, **facts)
    return "step", found.id


def _refuse_state(stands: MatterView, kind: EventKind) -> None:
    is_open, number = stands.course.status == "open", stands.matter.id
    if is_open and kind in ("reopened", "rated"):
        raise JifenError("matter-open", id=number, doing=kind)
    if not is_open and kind not in ("reopened", "rated", "called-back"):
        raise JifenError("matter-closed", id=number, outcome=stands.course.status)


def close_matter(
    session: Session,
    matter_id: int,
    outcome: str,
    *,
    note: str | None = None,
    at: At = None,
    pictures: Pictures = (),
) -> Closed:
    """Close a matter, whatever step it has come to.

    Refused: one that is closed, an outcome its kind does not know, as solved while a step that wants a picture is not
    done.
    """
    stands = view(session, matter_id)
    flow = stands.matter.flow
    written = normalise_text(outcome)
    meant = next((known for known in OUTCOMES if known == written.lower()), OUTCOME_WORDS.get(written))
    if meant is None or meant not in flow.outcomes:
        raise UsageError("matter-outcome", found=outcome, kind=flow.name, known=list(flow.outcomes))
    _refuse_state(stands, "closed")
    wanting = unproved(flow, stands.course) if meant == "solved" else None
    if wanting is not None and stands.course.step is not None:
        known = [outcome for outcome in flow.outcomes if outcome != "solved"]
        raise JifenError(
            "matter-close-photo", id=matter_id, step=wanting.name, next=stands.course.step.name, known=known
        )
    more = _told(session, None, note)
    happened = moment(session, at, stands.matter.last_at)
    with session.change("matter close", matter=matter_id, outcome=meant) as change:
        _add(session, change, (flow, matter_id, "closed"), happened, pictures, outcome=meant, **more)
        proposals = _proposals(session, change, stands, happened) if meant == "solved" else ()
        return Closed(view(session, matter_id), proposals)


def rate_matter(session: Session, matter_id: int, rating: int, *, note: str | None = None, at: At = None) -> MatterView:
    """Note how villagers rate what came of a matter; what was said last holds.

    Refused: one that is open or was withdrawn, a kind that is not rated.
    """
    stands = view(session, matter_id)
    _refuse_state(stands, "rated")
    if not stands.matter.flow.rated or stands.course.status == "withdrawn":
        raise JifenError("matter-not-rated", id=matter_id, kind=stands.matter.flow.name, rated=stands.matter.flow.rated)
    more = _told(session, None, note)
    happened = moment(session, at, stands.matter.last_at)
    with session.change("matter rate", matter=matter_id, rating=rating) as change:
        _add(session, change, (stands.matter.flow, matter_id, "rated"), happened, rating=rating, **more)
        return view(session, matter_id)


def _told(session: Session, by: str | None, note: str | None) -> dict[str, str | None]:
    person, text = (by or "").strip() or None, (note or "").strip() or None
    refuse_numbers(session, note=text or "", by=person or "")
    return {"person": person, "note": text}


def _add(
    session: Session,
    change: OpenOperation,
    about: tuple[Flow, int, EventKind],
    at: datetime,
    pictures: Pictures = (),
    /,
    **more: object,
) -> None:
    """Note what happened, with its pictures; `about`: the matter's kind, its number and what it is."""
    flow, matter_id, kind = about
    shown = list(pictures)
    if shown and flow.photos == "never":
        raise JifenError("matter-photo-never", kind=flow.name)
    event = matters.add_event(session.connection, change.operation_id, matter_id, kind, at, **more)
    keep(session, change, shown, "matter_event_id", event)


def _proposals(session: Session, change: OpenOperation, stands: MatterView, happened: datetime) -> tuple[Proposal, ...]:
    """Deeds for those whom the kind proposes, where exactly one household and one figure are meant."""
    rules = session.rulebooks().on(happened.date())
    names = {"reporter": stands.matter.reported_by, "mediator": stands.course.worker}
    found = []
    for role, code in stands.matter.flow.deeds:
        proposal = _proposed(session, stands.matter.id, (role, names[role]), (code, rules.find(code)))
        if proposal.household is not None and not proposal.why:
            rule, points = rules.find(code), proposal.points
            assert rule is not None and points is not None
            # It bears no word of the matter: lists and the meeting's sheet name its number and kind.
            about = (proposal.household, happened.date(), rule.category, points, rule.code)
            new = deeds.NewDeed(*about, matter_id=stands.matter.id)
            (deed,) = deeds.add(session.connection, change.operation_id, [new])
            proposal = Proposal(role, proposal.name, rule.code, proposal.household, points, deed)
        found.append(proposal)
    return tuple(found)


def _proposed(session: Session, matter_id: int, who: tuple[Role, str | None], by: tuple[str, Rule | None]) -> Proposal:
    (role, name), (code, rule) = who, by
    if rule is None:
        return Proposal(role, name or "", code, why="rule")
    if name is None:
        return Proposal(role, "", rule.code, why="unnamed")
    if rule.points.form != "fixed":
        return Proposal(role, name, rule.code, why="points")
    wanted = normalise_name(name)
    people = households_on(session, session.today).values()
    fitting = [h for h in people if h.status not in GONE and normalise_name(h.head) == wanted]
    if len(fitting) != 1:
        return Proposal(role, name, rule.code, why="several" if fitting else "unknown")
    code = fitting[0].code
    known = deeds.came_of(session.connection, matter_id, code, rule.code)
    return Proposal(role, name, rule.code, code, rule.points.values[0], why="known" if known else "")
