"""The roster: households as of a day, and everything that happens to one.

What holds when: the first roster holds from the beginning; a later change from its day, never before the latest
recorded month (contract, Meanings).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.household import GONE, EventKind, Household, HouseholdEvent, Roster, as_of, sort_key
from jifen.domain.period import BEGINNING
from jifen.domain.points import ZERO, show
from jifen.domain.proposed_codes import in_style
from jifen.errors import JifenError, UsageError
from jifen.reading.words.names import normalise_code, normalise_name, normalise_text
from jifen.services.roster.finding import find_household
from jifen.services.session import Session
from jifen.store import entries, figures, households


def households_on(session: Session, day: date, when: AsOf = NOW) -> dict[str, Household]:
    """Every household registered by `day`, as it stood then, by code."""
    return as_of(households.events(session.connection, when=when), day)


def refuse_no_grid(session: Session, grid: str) -> None:
    """Refused: a grid in which no household ever lived, where any did; a slip must not look like an empty grid."""
    known = {event.grid for event in households.events(session.connection) if event.grid}
    if known and grid not in known:
        raise JifenError("grid-unknown", grid=grid, known=sorted(known, key=sort_key))


def household_on(session: Session, code: str, day: date) -> Household | None:
    """One household as it stood on a day; None where it was not registered by then."""
    return as_of(households.events(session.connection, code), day).get(code)


def roster_on(session: Session, day: date, when: AsOf = NOW) -> Roster:
    """The roster as the reader of sheets needs it: with former heads' names."""
    events = households.events(session.connection, when=when)
    return Roster(as_of(events, day), _former_names(events))


def _former_names(events: list[HouseholdEvent]) -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = {}
    for event in events:
        if event.head:
            names.setdefault(normalise_name(event.head), {})[event.household] = None
    return {name: tuple(codes) for name, codes in names.items()}


def effective_day(session: Session, on: date | None) -> date:
    """The day from which a change holds: as given, else today; refused before the latest recorded month."""
    day = on or session.today
    months = figures.recorded_months(session.connection)
    if months and day < months[-1].first:
        raise JifenError("date-before-recorded", day=day.isoformat(), month=str(months[-1]))
    return day


def _first_or_effective(session: Session, on: date | None) -> date:
    """The beginning while the first roster is still being typed in, household by household; else `effective_day`."""
    from jifen.store import operations

    typed = not operations.happened(session.connection, "roster import")
    if on is None and typed and not figures.recorded_months(session.connection):
        return BEGINNING
    return effective_day(session, on)


def add_household(
    session: Session, code: str, head: str, grid: str, group: str | None, people: int | None, on: date | None
) -> Household:
    """Register one household."""
    code = _new_code(session, code)
    with session.change("roster add", household=code) as change:
        day = _first_or_effective(session, on)
        event = HouseholdEvent(
            code, day, "registered", head=_name(head), grid=grid, group=group, people=people, status="active"
        )
        _register(session, change.operation_id, code)
        households.add_events(session.connection, change.operation_id, (event,))
        return as_of([event], day)[code]


def _new_code(session: Session, text: str) -> str:
    """A code as a roster would give it, in the village's style."""
    code = normalise_code(text)
    if not 1 <= len(code) <= 20 or any(c.isspace() for c in text.strip()):
        raise UsageError("household-code-invalid", found=text)
    return in_style(code, registered_codes(session))


def _register(session: Session, operation_id: int, code: str) -> None:
    if code in registered_codes(session):
        raise JifenError("household-exists", household=code)
    households.register(session.connection, operation_id, (code,))


def registered_codes(session: Session) -> set[str]:
    """Every code there ever was, from whatever day."""
    return {event.household for event in households.events(session.connection)}


def _name(text: str) -> str:
    """As a roster would give it: without spaces, but with the characters its bearer writes."""
    name = normalise_text(text)
    if not name:
        raise UsageError("head-missing")
    return name


def _current(session: Session, code: str, day: date) -> Household:
    return households_on(session, day)[code]


def _record(session: Session, text: str, kind: EventKind, on: date | None, **changes: object) -> Household:
    """One event of one household; refuses one that changes nothing, and any of a `closed` household."""
    code = find_household(session, text, on).code
    with session.change(f"roster {kind}", household=code) as change:
        day = effective_day(session, on)
        before = _current(session, code, day)
        if before.status == "closed":
            raise JifenError("household-closed", household=code, head=before.head)
        if all(getattr(before, name) == value for name, value in changes.items()):
            raise JifenError("nothing-changes", household=code, head=before.head)
        event = HouseholdEvent(before.code, day, kind, **changes)  # type: ignore[arg-type]
        households.add_events(session.connection, change.operation_id, (event,))
        return _current(session, code, day)


def rename(session: Session, code: str, head: str, on: date | None) -> Household:
    """Another head of the household."""
    return _record(session, code, "renamed", on, head=_name(head))


def move(session: Session, code: str, grid: str, on: date | None) -> Household:
    """Into another grid."""
    return _record(session, code, "moved", on, grid=grid)


def leave(session: Session, code: str, on: date | None) -> Household:
    """Moved out of the village."""
    return _record(session, code, "left", on, status="left")


def come_back(session: Session, code: str, on: date | None) -> Household:
    """Active again after being away, suspended or left."""
    return _record(session, code, "returned", on, status="active")


def close(session: Session, code: str, on: date | None) -> Household:
    """The account ends; what it holds stays where it is."""
    return _record(session, code, "closed", on, status="closed")


def split(
    session: Session, text: str, new_code: str, head: str, points: Decimal, on: date | None
) -> tuple[Household, Household]:
    """A part of the household becomes one of its own and takes `points` along."""
    code, new_code = find_household(session, text, on).code, _new_code(session, new_code)
    with session.change("roster split", household=code, new=new_code, points=str(points)) as change:
        day = _by_today(session, effective_day(session, on))
        old = _current(session, code, day)
        if not old.scores:
            raise JifenError("household-inactive", household=code, head=old.head, status=old.status)
        _register(session, change.operation_id, new_code)
        registered = HouseholdEvent(
            new_code,
            day,
            "registered",
            _name(head),
            old.grid,
            old.group,
            tier=old.tier,
            status="active",
            other=old.code,
        )
        told = HouseholdEvent(old.code, day, "split", other=new_code)
        households.add_events(session.connection, change.operation_id, (registered, told))
        _transfer(session, change.operation_id, old.code, new_code, points, day)
        return _current(session, code, day), _current(session, new_code, day)


@dataclass(frozen=True, slots=True)
class Merged:
    """A household that joined another, the one it joined, and what it brought along."""

    gone: Household
    target: Household
    points: Decimal


def merge(session: Session, text: str, into_text: str, on: date | None) -> Merged:
    """A household joins another: all it can spend goes along, its account is closed."""
    code, into = find_household(session, text, on).code, find_household(session, into_text, on).code
    with session.change("roster merge", household=code, into=into) as change:
        day = _by_today(session, effective_day(session, on))
        old, target = _current(session, code, day), _current(session, into, day)
        if old.code == target.code:
            raise JifenError("merge-with-itself", household=code)
        if old.status == "closed" or target.status in GONE:
            gone = old if old.status == "closed" else target
            raise JifenError("household-inactive", household=gone.code, head=gone.head, status=gone.status)
        balance = figures.balance(session.connection, old.code)
        if balance.pending or balance.disputed:
            raise JifenError("points-pending", household=old.code, head=old.head)
        event = HouseholdEvent(old.code, day, "merged", status="closed", other=target.code)
        households.add_events(session.connection, change.operation_id, (event,))
        held = balance.available
        _transfer(session, change.operation_id, old.code, target.code, held, day, whole=True)
        return Merged(old, _current(session, into, day), held)


def _by_today(session: Session, day: date) -> date:
    """A day on which points move: they move at once, so until a later one they would stand with nobody."""
    if day > session.today:
        raise JifenError("transfer-later", day=day.isoformat(), today=session.today.isoformat())
    return day


def _transfer(
    session: Session, operation_id: int, source: str, target: str, points: Decimal, day: date, *, whole: bool = False
) -> None:
    if not points:
        return
    if points < 0 and not whole:
        raise UsageError("points-negative", found=show(points))
    if not whole:
        held = figures.balance(session.connection, source).available
        if points > held:
            raise JifenError("points-short", household=source, wanted=show(points), available=show(held))
    pair = [
        entries.NewEntry(household, "transfer", value, occurred_on=day)
        for household, value in ((source, -points), (target, points))
    ]
    entries.add(session.connection, operation_id, pair)


@dataclass(frozen=True, slots=True)
class HouseholdHistory:
    """A household as it stands, and what happened to it."""

    household: Household
    events: tuple[HouseholdEvent, ...]
    available: Decimal = ZERO


def history(session: Session, text: str) -> HouseholdHistory:
    """One household with its dated events, in the order in which they hold."""
    household = find_household(session, text)
    events = sorted(households.events(session.connection, household.code), key=lambda event: (event.on, event.id or 0))
    return HouseholdHistory(household, tuple(events), figures.balance(session.connection, household.code).available)
