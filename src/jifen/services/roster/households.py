"""The roster: households as of a day, and everything that happens to one.

What holds when: the first roster holds from the beginning; a later change from its day, never before the latest
recorded month (contract, Meanings).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.household import GONE, EventKind, Household, HouseholdEvent, Roster, as_of
from jifen.domain.period import BEGINNING
from jifen.domain.points import ZERO, show
from jifen.errors import JifenError, UsageError
from jifen.reading.words.names import normalise_code, normalise_name, normalise_text
from jifen.services.session import Session
from jifen.store import entries, figures, households


def households_on(session: Session, day: date, when: AsOf = NOW) -> dict[str, Household]:
    """Every household registered by `day`, as it stood then, by code."""
    return as_of(households.events(session.connection, when=when), day)


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


def find_household(session: Session, text: str, day: date | None = None) -> Household:
    """By code, or by the head's name where only one household that is not left or closed has it; else refused."""
    then = session.today if day is None else day
    wanted = text.strip()
    for code in dict.fromkeys((wanted, normalise_code(wanted))):
        known = household_on(session, code, then)
        if known is not None:
            return known
    everyone = households_on(session, then)
    folded = normalise_name(wanted)
    here = [h for h in everyone.values() if normalise_name(h.head) == folded and h.status not in GONE]
    if len(here) == 1:
        return here[0]
    if here:
        raise JifenError("household-ambiguous", found=text, codes=[h.code for h in here])
    near = [h.code for h in everyone.values() if normalise_name(h.head) == folded]
    _refuse_later(session, wanted)
    raise JifenError("household-unknown", found=text, gone=near)


def _refuse_later(session: Session, text: str) -> None:
    """A household that is registered from a later day on is not unknown: it is not there yet."""
    for event in households.events(session.connection):
        if event.household in (text.strip(), normalise_code(text)):
            raise JifenError("household-later", household=event.household, on=event.on.isoformat())


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
    with session.change("roster add", household=code) as change:
        day = _first_or_effective(session, on)
        code = _fresh_code(session, code)
        event = HouseholdEvent(
            code, day, "registered", head=_name(head), grid=grid, group=group, people=people, status="active"
        )
        households.register(session.connection, change.operation_id, (code,))
        households.add_events(session.connection, change.operation_id, (event,))
        return as_of([event], day)[code]


def _fresh_code(session: Session, text: str) -> str:
    """A code as a roster would give it, not taken yet."""
    code = normalise_code(text)
    if not 1 <= len(code) <= 20 or any(c.isspace() for c in text.strip()):
        raise UsageError("household-code-invalid", found=text)
    if code in registered_codes(session):
        raise JifenError("household-exists", household=code)
    return code


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
    known = households_on(session, day)
    found = known.get(code.strip()) or known.get(normalise_code(code))
    if found is None:
        _refuse_later(session, code)
        raise JifenError("household-unknown", found=code, gone=[])
    return found


def _record(session: Session, code: str, kind: EventKind, on: date | None, **changes: object) -> Household:
    """One event of one household; refuses one that changes nothing, and any but `closed` households."""
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
    session: Session, code: str, new_code: str, head: str, points: Decimal, on: date | None
) -> tuple[Household, Household]:
    """A part of the household becomes one of its own and takes `points` along."""
    with session.change("roster split", household=code, new=new_code, points=str(points)) as change:
        day = _by_today(session, effective_day(session, on))
        old = _current(session, code, day)
        if not old.scores:
            raise JifenError("household-inactive", household=code, head=old.head, status=old.status)
        new_code = _fresh_code(session, new_code)
        households.register(session.connection, change.operation_id, (new_code,))
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


def merge(session: Session, code: str, into: str, on: date | None) -> tuple[Household, Decimal]:
    """A household joins another: all it can spend goes along, its account is closed."""
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
        return _current(session, into, day), held


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
