"""A roster into the book: new codes are registered, differences become dated events, the rest stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from jifen.domain.household import GONE, EventKind, Household, HouseholdEvent, Status
from jifen.domain.period import BEGINNING
from jifen.messages import labels
from jifen.messages.subjects import HOUSEHOLD
from jifen.reading.forms.roster import RosterRow
from jifen.reading.issues import Issue
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.roster.households import effective_day, households_on, registered_codes
from jifen.services.roster.proposed_codes import ProposedCode, with_codes
from jifen.services.session import Session
from jifen.store import households

_STATUS_EVENT: Mapping[str, EventKind] = {
    "active": "returned",
    "away": "away",
    "suspended": "suspended",
    "left": "left",
    "closed": "closed",
}


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One attribute of a known household that a later roster gives differently."""

    household: str
    head: str
    attribute: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RosterImport(FormImport):
    """What a roster import did, or would do. `missing` are known codes the file lacks; they are left alone."""

    on: date | None = None
    added: tuple[str, ...] = ()
    changes: tuple[RosterChange, ...] = ()
    missing: tuple[str, ...] = ()
    households: int = 0
    proposed: tuple[ProposedCode, ...] = ()
    """Codes for households that the roster gives without one; they hold once somebody agrees."""

    @property
    def asks(self) -> bool:
        """Whether known households change, or codes are proposed."""
        return bool(self.changes or self.proposed)


@dataclass(slots=True)
class _Plan:
    added: list[HouseholdEvent] = field(default_factory=list)
    events: list[HouseholdEvent] = field(default_factory=list)
    changes: list[RosterChange] = field(default_factory=list)


def import_roster(session: Session, path: str, data: bytes, on: date | None) -> RosterImport:
    """Take a roster: new codes are registered, differences become dated events, codes it lacks stay as they are."""
    from jifen.reading.forms.roster import read_roster

    with taking(session, "roster import", path, data) as form:
        reading = read_roster(path, data)
        if has_errors(reading.issues):
            return form.rejected(RosterImport, reading.issues)
        day = effective_day(session, on) if households.events(session.connection) else BEGINNING
        known = households_on(session, day)
        given = reading.rows if session.subject() == HOUSEHOLD else _grouped(reading.rows, known)
        rows, proposed, unclear = with_codes(path, given, known, registered_codes(session))
        if wrong := unclear or _without_grid(path, rows, known):
            return form.rejected(RosterImport, (*reading.issues, *wrong))
        plan = _plan(rows, known, day)
        listed = {row.code for row in rows}
        facts = {
            "on": day,
            "missing": tuple(code for code, h in known.items() if code not in listed and h.status not in GONE),
            "households": len(rows),
            "proposed": proposed,
        }
        if not plan.added and not plan.events:
            return form.unchanged(RosterImport, issues=tuple(reading.issues), **facts)
        added = tuple(event.household for event in plan.added)
        result = form.imported(RosterImport, reading.issues, added=added, changes=tuple(plan.changes), **facts)
        if result.asks:
            session.confirm(result)
        session.backup()
        form.keep(content=False)
        _write(session, form.operation.operation_id, plan)
    return result


def _write(session: Session, operation_id: int, plan: _Plan) -> None:
    """A household known from a later day on may stand on a roster: it is registered earlier, its account is there."""
    registered = registered_codes(session)
    new = [event.household for event in plan.added if event.household not in registered]
    households.register(session.connection, operation_id, new)
    households.add_events(session.connection, operation_id, [*plan.added, *plan.events])


def _grouped(rows: Sequence[RosterRow], known: Mapping[str, Household]) -> list[RosterRow]:
    """In a book that is not about households a group stands in the place of the grid; without one all are together."""
    return [
        row
        if row.grid or (row.code in known and not (row.branch or row.group))
        else replace(row, grid=row.branch or row.group or labels.ALL_TOGETHER)
        for row in rows
    ]


def _without_grid(path: str, rows: Sequence[RosterRow], known: Mapping[str, Household]) -> list[Issue]:
    """A new household must stand in a grid; a later roster of known ones may leave the column out.

    Where no row has one, the sheet is no roster or lacks the column: told once.
    """
    lacking = [row for row in rows if row.code not in known and not row.grid]
    if lacking and not any(row.grid for row in rows):
        facts = {"reason": "roster", "missing": "grid"}
        return [Issue("table-not-found", path, lacking[0].source.sheet, None, None, facts)]
    return [
        Issue("field-missing", path, row.source.sheet, row.source.cell, None, {"field": "grid", "household": row.code})
        for row in lacking
    ]


def _plan(rows: Sequence[RosterRow], known: Mapping[str, Household], day: date) -> _Plan:
    plan = _Plan()
    for row in rows:
        code = row.code
        wanted = {
            name: value
            for name in ("head", "grid", "group", "people", "tier", "status")
            if (value := getattr(row, name)) not in (None, "")
        }
        before = known.get(code)
        if before is None:
            plan.added.append(HouseholdEvent(code, day, "registered", **{"status": "active", **wanted}))
            continue
        differing = {name: value for name, value in wanted.items() if getattr(before, name) != value}
        for name, value in differing.items():
            old = getattr(before, name)
            plan.changes.append(RosterChange(code, before.head, name, None if old is None else str(old), str(value)))
        plan.events += _events_of(code, day, differing)
    return plan


def _events_of(code: str, day: date, differing: dict[str, object]) -> list[HouseholdEvent]:
    """One event a kind of change: a new head, a move, a status; the rest as `updated`."""
    found: list[HouseholdEvent] = []
    rest = dict(differing)
    if "head" in rest:
        found.append(HouseholdEvent(code, day, "renamed", head=str(rest.pop("head"))))
    if "grid" in rest:
        found.append(HouseholdEvent(code, day, "moved", grid=str(rest.pop("grid"))))
    if "status" in rest:
        status: Status = rest.pop("status")  # type: ignore[assignment]
        found.append(HouseholdEvent(code, day, _STATUS_EVENT[status], status=status))
    if rest:
        found.append(HouseholdEvent(code, day, "updated", **rest))  # type: ignore[arg-type]
    return found
