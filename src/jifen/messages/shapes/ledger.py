"""Entries, balances and ranks as JSON. Points are decimal strings."""

from typing import TYPE_CHECKING

from jifen.domain.points import show
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.domain.ledger import Entry
    from jifen.services.ledger.accounts import Account, RankedHousehold
    from jifen.services.meeting.points import OpeningResult
    from jifen.services.meeting.score_decisions import ScoreSet

FIGURES = ("opening", "earned", "deducted", "redeemed", "expired", "transferred", "pending", "disputed", "available")
"""Of a balance, in the order in which they add up."""


def entry(value: "Entry") -> Shape:
    """As `points entries` gives it; `decided` of one that sets a score by decision."""
    source = picked(value.source, "path sheet cell") if value.source else None
    return (
        picked(value, "id household head kind category rule points occurred_on month meeting_status pending disputed")
        | picked(value, "reason reverses")
        | {"source": source}
        | picked(value, "recorded_at operator")
        | ({"decided": value.decided} if value.decided else {})
    )


def account(value: "Account") -> Shape:
    """As `points balance` gives it."""
    who = picked(value.household, "household=code head grid status")
    return who | picked(value.balance, " ".join(FIGURES))


def ranked(value: "RankedHousehold") -> Shape:
    """As `points rank` gives it."""
    who = picked(value.household, "household=code head grid")
    told = {"rank": value.place.rank} | who | picked(value.place.score, "points awards deductions")
    if value.period is None:
        return told
    counted = {"score": show(value.score), "grade": value.grade, "among": value.among, "period": str(value.period)}
    return told | counted | {"streak": value.streak}


def score_set(value: "ScoreSet") -> Shape:
    """What `points clear` and `points repair` did; `document`: the number of the correction notice."""
    number = value.issued.content["number"] if value.issued is not None else None
    score = {"before": show(value.before), "after": show(value.after)}
    return {"entry": entry(value.entry), "score": score, "document": number}


def opening(value: "OpeningResult") -> Shape:
    """What `points opening` did, without its issues."""
    return picked(value, "applied status entries points")
