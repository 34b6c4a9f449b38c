"""Kinds of matters, matters, what workers did and grids as JSON."""

from typing import TYPE_CHECKING

from jifen.messages.labels import deadline
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from jifen.domain.life.flows import Flow
    from jifen.domain.life.grids import GridMeeting
    from jifen.domain.life.matters import MatterEvent
    from jifen.services.life.grids import GridView
    from jifen.services.life.matter_import import MatterImport
    from jifen.services.life.matter_report import ReportRow
    from jifen.services.life.matter_views import MatterView
    from jifen.services.life.matters import Closed


def kind(value: "Flow") -> Shape:
    """As `matter kinds` gives it."""
    steps = [
        {**picked(step, "step=name id who photo"), "deadline": deadline(step.deadline) or None} for step in value.steps
    ]
    told = {"kind": value.id, "name": value.name, "steps": steps, "rated": value.rated}
    return {**told, **picked(value, "photos household outcomes"), "closing": deadline(value.closing) or None}


def matter(value: "MatterView") -> Shape:
    """As `matter list` gives it: `step` the one that is to be done, `overdue` whether it should have been by now."""
    stands, own = value.course, value.matter
    return {
        "id": own.id,
        "kind": own.flow.id,
        "opened_at": _minute(own.opened_at),
        **picked(own, "household grid text"),
        "step": stands.step.name if stands.step else None,
        "due_at": _minute(stands.due_at),
        "overdue": value.overdue,
        "status": stands.status,
        "rating": stands.rating,
    }


def matter_in_full(value: "MatterView") -> Shape:
    """As `matter show` gives it: everything that happened, in order."""
    names = {step.id: step.name for step in value.matter.flow.steps}
    events = [_event(event, names) for event in value.matter.events]
    told = {"name": value.matter.flow.name, "head": value.head, "by": value.matter.reported_by}
    return {**matter(value), **told, "events": events}


def _event(event: "MatterEvent", names: dict[str, str]) -> Shape:
    step = names.get(event.step, event.step) if event.step else None
    told = picked(event, "kind by=person note outcome rating photos")
    return {"at": _minute(event.at), "step": step, **told}


def closed(value: "Closed") -> Shape:
    """What closing a matter came to: the matter, and whom it proposes for points."""
    proposals = [picked(proposal, "role name rule household points deed why") for proposal in value.proposals]
    return {**matter(value.view), "proposals": proposals}


def matter_import(value: "MatterImport") -> Shape:
    """What `matter import` took, but for its issues."""
    return picked(value, "applied status known") | {"matters": [matter(view) for view in value.opened]}


def report_row(value: "ReportRow") -> Shape:
    """As `matter report` gives it; days and rating are numbers, null where nothing was closed or rated."""
    told = picked(value, "worker grid kind opened closed on_time overdue")
    return {**told, "median_days": _number(value.median_days), "rating": _number(value.rating)}


def _number(value: "Decimal | None") -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _minute(value: "datetime | None") -> str | None:
    return value.strftime("%Y-%m-%dT%H:%M") if value is not None else None


def grid(value: "GridView") -> Shape:
    """As `grid list` gives it."""
    return picked(value, "grid=grid.grid name=grid.name lead=grid.lead worker=grid.worker households people")


def grid_meeting(value: "GridMeeting") -> Shape:
    """As `grid meetings` gives it."""
    return picked(value, "id on present note")
