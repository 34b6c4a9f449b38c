"""Entries, balances and ranks as JSON. Points are decimal strings."""

from typing import TYPE_CHECKING

from jifen.domain.points import show
from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.domain.ledger import Entry
    from jifen.services.ledger.accounts import Account, RankedHousehold
    from jifen.services.meeting.points import OpeningResult

FIGURES = ("opening", "earned", "deducted", "redeemed", "expired", "transferred", "pending", "disputed", "available")
"""Of a balance, in the order in which they add up."""


def entry(value: "Entry") -> Shape:
    """As `points entries` gives it."""
    source = value.source
    return {
        "id": value.id,
        "household": value.household,
        "head": value.head,
        "kind": value.kind,
        "category": value.category,
        "rule": value.rule,
        "points": show(value.points),
        "occurred_on": value.occurred_on.isoformat() if value.occurred_on else None,
        "month": str(value.month) if value.month else None,
        "meeting_status": value.meeting_status,
        "pending": value.pending,
        "disputed": value.disputed,
        "reason": value.reason,
        "reverses": value.reverses,
        "source": {"path": source.path, "sheet": source.sheet, "cell": source.cell} if source else None,
        "recorded_at": value.recorded_at,
        "operator": value.operator,
    }


def account(value: "Account") -> Shape:
    """As `points balance` gives it."""
    who = value.household
    return {
        "household": who.code,
        "head": who.head,
        "grid": who.grid,
        "status": who.status,
        **{name: show(getattr(value.balance, name)) for name in FIGURES},
    }


def ranked(value: "RankedHousehold") -> Shape:
    """As `points rank` gives it."""
    score = value.place.score
    return {
        "rank": value.place.rank,
        "household": value.household.code,
        "head": value.household.head,
        "grid": value.household.grid,
        "points": show(score.points),
        "awards": show(score.awards),
        "deductions": show(score.deductions),
    }


def opening(value: "OpeningResult") -> Shape:
    """What `points opening` did, without its issues."""
    return {
        "applied": value.applied,
        "status": value.status,
        "entries": value.entries,
        "points": show(value.points),
    }
