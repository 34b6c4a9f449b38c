"""A roster into the book: new codes are registered, differences become dated events, the rest stays as it is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jifen.domain.household import GONE, EventKind, Household, HouseholdEvent, Status
from jifen.domain.period import BEGINNING
from jifen.reading.forms.roster import RosterRow
from jifen.reading.issues import Issue
from jifen.services.roster.households import effective_day, households_on, registered_codes
from jifen.services.roster.proposed_codes import ProposedCode, with_codes
from jifen.services.session import Session
from jifen.store import households, operations

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
class RosterImport:
    """What a roster import did, or would do. `missing` are known codes the file lacks; they are left alone."""

    path: str
    ok: bool
    applied: bool
    status: str = "rejected"
    on: date | None = None
    added: tuple[str, ...] = ()
    changes: tuple[RosterChange, ...] = ()
    missing: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
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

    reading = read_roster(path, data)
    if any(issue.severity == "error" for issue in reading.issues):
        return RosterImport(path, ok=False, applied=False, issues=tuple(reading.issues))
    with session.change("roster import", path=path) as change:
        first = not households.events(session.connection)
        day = BEGINNING if first else effective_day(session, on)
        known, registered = households_on(session, day), registered_codes(session)
        rows, proposed, unclear = with_codes(path, reading.rows, known, registered)
        if wrong := unclear or _without_grid(path, rows, known):
            change.cancelled = True
            return RosterImport(path, ok=False, applied=False, issues=(*reading.issues, *wrong))
        plan = _plan(rows, known, day)
        listed = {row.code for row in rows}
        missing = tuple(code for code, h in known.items() if code not in listed and h.status not in GONE)
        result = RosterImport(
            path=path,
            ok=True,
            applied=not session.dry_run,
            status="imported" if plan.added or plan.events else "unchanged",
            on=day,
            added=tuple(event.household for event in plan.added),
            changes=tuple(plan.changes),
            missing=missing,
            issues=tuple(reading.issues),
            households=len(rows),
            proposed=proposed,
        )
        if result.status == "unchanged":
            change.cancelled = True
            return result
        if result.asks:
            session.confirm(result)
        session.backup()
        operations.add_file(session.connection, change.operation_id, path, hashlib.sha256(data).hexdigest())
        # A household known from a later day on stands on this roster: it is registered earlier, its account is there.
        accounts = [code for code in result.added if code not in registered]
        households.register(session.connection, change.operation_id, accounts)
        households.add_events(session.connection, change.operation_id, [*plan.added, *plan.events])
    return result


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
