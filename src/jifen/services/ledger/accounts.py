"""Entries, balances and ranks: what is asked of the ledger, and never changes it."""

from dataclasses import dataclass, replace

from jifen.domain.household import Household
from jifen.domain.ledger import Balance, Entry, Ranked, Score, rank
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import entries, figures


@dataclass(frozen=True, slots=True)
class Account:
    """A household today and its figures."""

    household: Household
    balance: Balance


def list_entries(
    session: Session, period: Period | None, household: str | None, category: str | None, grid: str | None = None
) -> list[Entry]:
    """Entries, oldest first, each with the head as of today; of one grid those of who lives there today."""
    people = households_on(session, session.today)
    code = find_household(session, household).code if household else None
    found = entries.select(session.connection, period=period, household=code, category=category)
    if grid is not None:
        here = {who.code for who in people.values() if who.grid == grid}
        found = [entry for entry in found if entry.household in here]
    return [replace(entry, head=head_of(people, entry.household)) for entry in found]


def find_entry(session: Session, entry_id: int) -> Entry:
    """One entry; refused where there is none of this number."""
    entry = entries.get(session.connection, entry_id)
    if entry is None:
        raise JifenError("entry-unknown", entry=entry_id)
    return entry


def head_of(people: dict[str, Household], code: str) -> str | None:
    """The head of a household; None where it is not registered by that day."""
    return people[code].head if code in people else None


def accounts(session: Session, household: str | None = None, grid: str | None = None) -> list[Account]:
    """Every household (or one, or those of a grid) with its figures, in code order."""
    if household is not None:
        who = find_household(session, household)
        return [Account(who, figures.balance(session.connection, who.code))] if grid in (None, who.grid) else []
    sums = figures.balances(session.connection)
    people = households_on(session, session.today).values()
    return [Account(w, sums.get(w.code, figures.nothing(w.code))) for w in people if grid in (None, w.grid)]


@dataclass(frozen=True, slots=True)
class RankedHousehold:
    """A place in the ranking."""

    place: Ranked
    household: Household


def ranking(
    session: Session, period: Period, *, grid: str | None = None, final_only: bool = False
) -> list[RankedHousehold]:
    """Households active on the period's last day, zeros included."""
    people = households_on(session, period.last_day)
    active = {c: h for c, h in people.items() if h.status == "active" and (grid is None or h.grid == grid)}
    sums = figures.scores(session.connection, period, final_only=final_only)
    places = rank([sums.get(code, Score(code)) for code in active])
    return [RankedHousehold(place, active[place.score.household]) for place in places]
