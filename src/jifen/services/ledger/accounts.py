"""Entries, balances and ranks: what is asked of the ledger, and never changes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from jifen.domain.household import Household, sort_key
from jifen.domain.ledger import Balance, Entry, Ranked, Score, rank
from jifen.domain.period import Period
from jifen.domain.scheme.scheme import DEFAULT, Apart
from jifen.errors import JifenError
from jifen.services.ledger.scoring import Scoring
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
    """A place in the ranking, its `score` and `grade` as the scheme reckons them, and the tier, group or grid `among`
    which it is ranked, where these are ranked apart. `period` None: the scheme is the default, which has none of these.
    """

    place: Ranked
    household: Household
    score: Decimal
    grade: str | None = None
    among: str | None = None
    period: Period | None = None


def ranking(
    session: Session, period: Period, *, grid: str | None = None, final_only: bool = False
) -> list[RankedHousehold]:
    """Households active on the period's last day, zeros included; by score where the scheme has scores, and each tier,
    group or grid by itself where it ranks them apart. Whoever has no score has no place."""
    people = households_on(session, period.last_day)
    scoring = Scoring(session, period, final_only=final_only)
    here = [h for h in people.values() if h.status == "active" and (grid is None or h.grid == grid)]
    scores = {h.code: score for h in here if (score := scoring.score(h.code)) is not None}
    rated = [h for h in here if h.code in scores]
    found: list[RankedHousehold] = []
    told = None if scoring.scheme == DEFAULT else period
    for among, codes in sorted(races(rated, scoring.scheme.apart).items(), key=lambda race: sort_key(race[0])):
        points = [scoring.sums.get(code, Score(code)) for code in codes]
        for place in rank(points, lambda each: scores[each.household]):
            score, who = scores[place.score.household], people[place.score.household]
            found.append(RankedHousehold(place, who, score, scoring.scheme.grade(score), among or None, told))
    return found


def races(households: Iterable[Household], apart: Apart) -> dict[str, list[str]]:
    """Codes of households ranked together, by the name of what parts them."""
    found: dict[str, list[str]] = {}
    for household in households:
        found.setdefault((getattr(household, apart) or "") if apart else "", []).append(household.code)
    return found
