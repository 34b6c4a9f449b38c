"""The year's end: what lapses, what is carried on; taken back as a whole.

Pending and disputed points are set aside: they neither lapse nor are carried by this closing (a month of the year that
is not final refuses it anyway; a disputed line waits for its decision).
"""

from dataclasses import dataclass, field
from datetime import date

from jifen.domain import closing as rules
from jifen.domain.closing import Closing, Policy
from jifen.domain.period import Period
from jifen.domain.points import ZERO
from jifen.errors import JifenError, UsageError
from jifen.services.ledger.months import Months, wanting
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.store import entries, figures, meetings, year_closings
from jifen.store.entries import NewEntry
from jifen.store.year_closings import YearClose


@dataclass(frozen=True, slots=True)
class YearLine:
    """A household's closing, with its head for reading."""

    head: str
    closing: Closing


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A closing done, or about to be; `early` where the year is not over yet, `redeeming` the round still open."""

    year: int
    policy: Policy
    lines: tuple[YearLine, ...]
    early: bool
    redeeming: str | None = None
    reverted: bool = False
    months: Months = field(default_factory=Months)


def close_year(session: Session, year: int, policy: Policy) -> YearEnd:
    """Close a year for every household; refused while one of its months is open, and twice."""
    _check(policy)
    with session.change("year close", year=year, policy=policy.name) as change:
        _refuse(session, year)
        result = _reckon(session, year, policy)
        year_closings.add(session.connection, change.operation_id, year, policy)
        last = date(year, 12, 31)
        for line in result.lines:
            entries.add(session.connection, change.operation_id, _entries(line.closing, last, session.today))
        session.confirm(result)
    return result


def _check(policy: Policy) -> None:
    if (policy.name == "cap") != (policy.limit is not None):
        raise UsageError("policy-limit", policy=policy.name)
    if (policy.name == "expire-after") != (policy.months is not None):
        raise UsageError("policy-months", policy=policy.name)
    if policy.limit is not None and policy.limit < 0:
        raise UsageError("policy-limit", policy=policy.name)


def _refuse(session: Session, year: int) -> None:
    if year > session.today.year:
        raise JifenError("year-ahead", year=year)
    if _in_force(session, year) is not None:
        raise JifenError("year-closed", year=year)
    open_months = [
        str(m.month)
        for m in meetings.all_meetings(session.connection)
        if m.month.year == year and m.status in ("recorded", "published")
    ]
    if open_months:
        raise JifenError("year-open", year=year, months=open_months)
    later = [closing.year for closing in _closings(session) if closing.year > year]
    if later:
        raise JifenError("year-later", year=year, later=later[-1])


def _closings(session: Session) -> list[YearClose]:
    """Closings that were not taken back."""
    return [closing for closing in year_closings.closings(session.connection) if not closing.reverted]


def _in_force(session: Session, year: int) -> YearClose | None:
    return next((closing for closing in _closings(session) if closing.year == year), None)


def _reckon(session: Session, year: int, policy: Policy) -> YearEnd:
    balances = figures.balances(session.connection)
    lines = []
    for code, who in households_on(session, session.today).items():
        balance = balances.get(code, figures.nothing(code))
        credits, spent = year_closings.standing(session.connection, code)
        lines.append(YearLine(who.head, rules.close(code, credits, spent, balance.available, year, policy)))
    running = inventory.open_round(session)
    redeeming = running.period if running else None
    early, months = session.today < date(year, 12, 31), wanting(session, Period.parse(str(year)))
    return YearEnd(year, policy, tuple(lines), early, redeeming, months=months)


def _entries(closing: Closing, last: date, today: date) -> list[NewEntry]:
    """What lapses, and the balance carried out of the old year and into the new one."""
    end = min(last, today)
    posted = []
    if closing.expired > ZERO:
        posted.append(NewEntry(closing.household, "expiry", -closing.expired, occurred_on=end))
    if closing.carried != ZERO:
        start = max(end, date(last.year + 1, 1, 1))
        posted.append(NewEntry(closing.household, "carry-over", -closing.carried, occurred_on=end))
        posted.append(NewEntry(closing.household, "carry-over", closing.carried, occurred_on=start))
    return posted


def revert_year(session: Session, year: int) -> YearEnd:
    """Take a closing back as a whole, by reversing entries; only the last one can be."""
    with session.change("year close --revert", year=year) as change:
        held = _in_force(session, year)
        if held is None:
            raise JifenError("year-not-closed", year=year)
        later = [closing.year for closing in _closings(session) if closing.id > held.id]
        if later:
            raise JifenError("year-later", year=year, later=later[-1])
        before = figures.balances(session.connection)
        posted = entries.standing_of(session.connection, held.operation_id)
        entries.add(session.connection, change.operation_id, (NewEntry.reversing(entry, None) for entry in posted))
        year_closings.revert(session.connection, change.operation_id, held.id)
        after = figures.balances(session.connection)
        lines = []
        for code, who in households_on(session, session.today).items():
            was, now = (sums.get(code, figures.nothing(code)).available for sums in (before, after))
            lines.append(YearLine(who.head, Closing(code, was, was - now, ZERO)))
        policy = Policy(held.policy)
        result = YearEnd(year, policy, tuple(lines), early=False, reverted=True)
        session.confirm(result)
    return result
