"""Where only what of a final score lies above a number can be spent: that much is posted, no more and no less.

The sum of a period's conversions is what its score comes to; a correction of a final period posts the difference.
"""

from collections.abc import Collection
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.ledger import Score
from jifen.domain.points import ZERO
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import entries, figures
from jifen.store.entries import NewEntry
from jifen.store.meetings import Meeting


def due_conversions(session: Session, meeting: Meeting, when: AsOf = NOW) -> dict[str, Decimal]:
    """Household → what its final score of the meeting's period comes to at the counter, zeros included.

    Of every household that can be scored on the period's last day, and of those with points in it.
    """
    if meeting.spendable.kind != "above":
        return {}
    period = meeting.covers
    scheme = session.rulebooks(when).scheme(meeting.month)
    scores = figures.scores(session.connection, period, final_only=True, when=when)
    people = households_on(session, period.last_day, when)
    codes = dict.fromkeys([*(code for code, who in people.items() if who.scores), *scores])
    return {
        code: meeting.spendable.converted(scheme.score(scores.get(code, Score(code)).points)) for code in sorted(codes)
    }


def convert(session: Session, operation_id: int, meeting: Meeting, only: Collection[str] | None = None) -> None:
    """Post what is wanting, or too much, of a final meeting's conversions (of the households `only`)."""
    wanted = due_conversions(session, meeting)
    if not wanted:
        return
    posted = entries.converted(session.connection, meeting.covers)
    for code in wanted if only is None else only:
        points = wanted.get(code, ZERO) - posted.get(code, ZERO)
        if points:
            new = NewEntry(code, "conversion", points, occurred_on=meeting.covers.last_day)
            entries.add_conversion(session.connection, operation_id, new, meeting.covers)
