"""Where a final score decides what can be spent, what lies above a number or what the best get, that much is posted.

The sum of a period's conversions is what its scores come to; a correction of a final period posts the differences: of
the household corrected, and where the best get points, of everybody whose place has changed.
"""

from collections.abc import Collection
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.points import ZERO
from jifen.domain.scheme.scoring import conversions
from jifen.services.ledger.accounts import races
from jifen.services.ledger.scoring import Scoring
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import entries
from jifen.store.entries import NewEntry
from jifen.store.meetings import Meeting


def due_conversions(session: Session, meeting: Meeting, when: AsOf = NOW) -> dict[str, Decimal]:
    """Household → what its final score of the meeting's period comes to at the counter, zeros included.

    Of every household that can be scored on the period's last day, and of those with points in it. The best are found
    among the former, each tier, group or grid by itself where these are ranked apart.
    """
    if not meeting.spendable.converts:
        return {}
    scoring = Scoring(session, meeting.covers, final_only=True, when=when)
    people = households_on(session, meeting.covers.last_day, when)
    scored = [who for who in people.values() if who.scores]
    found = list(races(scored, scoring.scheme.apart).values())
    known = {who.code for who in scored}
    if meeting.spendable.kind == "above":
        found.append([code for code in scoring.sums if code not in known])
    due = conversions(meeting.spendable, [{code: scoring.score(code) for code in race} for race in found])
    return dict(sorted((dict.fromkeys(scoring.sums, ZERO) | due).items()))


def convert(session: Session, operation_id: int, meeting: Meeting, only: Collection[str] | None = None) -> None:
    """Post what is wanting, or too much, of a final meeting's conversions (of the households `only`, where one's score
    decides nothing about another's points)."""
    wanted = due_conversions(session, meeting)
    if not wanted:
        return
    posted = entries.converted(session.connection, meeting.covers)
    everybody = only is None or meeting.spendable.kind == "best"
    for code in sorted({*wanted, *posted}) if everybody else only or ():
        points = wanted.get(code, ZERO) - posted.get(code, ZERO)
        if points:
            new = NewEntry(code, "conversion", points, occurred_on=meeting.covers.last_day)
            entries.add_conversion(session.connection, operation_id, new, meeting.covers)
