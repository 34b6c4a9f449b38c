"""Scores and grades from one meeting to the next: what a household came to, and how often in a row.

It posts nothing. A village whose scheme has no scores has no course.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.lines import Course, PeriodScore
from jifen.domain.period import Month, Period
from jifen.domain.points import show
from jifen.domain.scheme.scheme import Scheme
from jifen.domain.scheme.streaks import Grades, streaks
from jifen.services.ledger.scoring import Scoring
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import meetings
from jifen.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Scored:
    """A meeting's period as its scheme counts it: the scores of whoever could be scored, or has points in it."""

    period: Period
    scheme: Scheme
    final: bool
    scores: Mapping[str, Decimal]

    @property
    def grades(self) -> Grades:
        """Household → its grade."""
        return {household: self.scheme.grade(score) for household, score in self.scores.items()}

    def of(self, household: str) -> PeriodScore | None:
        """A household's score as papers show it; None where it has none."""
        score = self.scores.get(household)
        if score is None:
            return None
        grade = self.scheme.grade(score)
        return {"period": str(self.period), "score": show(score), "grade": grade, "final": self.final}


def scored(session: Session, meeting: Meeting, when: AsOf = NOW) -> Scored:
    """The scores of a meeting's period as the book stands, or stood after `when`."""
    period = meeting.covers
    scoring = Scoring(session, period, when=when)
    people = households_on(session, period.last_day, when)
    codes = dict.fromkeys([*(code for code, who in people.items() if who.scores), *scoring.sums])
    scores = {code: score for code in codes if (score := scoring.score(code)) is not None}
    return Scored(period, scoring.scheme, meeting.status == "final", scores)


def newest_first(session: Session, until: Month | None = None, when: AsOf = NOW) -> Iterator[Scored]:
    """Periods of a scheme with scores whose meeting is final or has its notice out; none after the month `until`."""
    for meeting in reversed(_live(session, when)):
        if (until is None or meeting.month <= until) and meeting.status in ("final", "published"):
            found = scored(session, meeting, when)
            if found.scheme.scores:
                yield found


class Courses:
    """Of every household the scores of the year of the last period that is out, asked of the book once."""

    def __init__(self, session: Session, until: Month | None = None) -> None:
        """`until`: what comes after this month is not shown."""
        found: list[Scored] = []
        for each in newest_first(session, until):
            if found and each.period.year != found[0].period.year:
                break
            found.append(each)
        self._shown = found[::-1]
        self.last = next((each for each in found if each.final), None)
        grades = self.last.grades if self.last else {}
        self._streaks = in_a_row(session, self.last.period.last, grades) if self.last else {}

    def of(self, household: str) -> Course | None:
        """A household's course; None where it has no score in any of the periods."""
        scores = [told for each in self._shown if (told := each.of(household)) is not None]
        if not scores:
            return None
        streak = self._streaks.get(household, 1)
        return {"scores": scores, "streak": streak} if streak > 1 else {"scores": scores}


def in_a_row(session: Session, month: Month, grades: Grades, when: AsOf = NOW) -> dict[str, int]:
    """Household → how often in a row, the period of `month` included, it came to its grade of `grades`.

    Earlier periods count as far back as they are final: a grade that may still change proves nothing.
    """
    return streaks(grades, _final_before(session, month, when))


def _final_before(session: Session, month: Month, when: AsOf) -> Iterator[Grades]:
    for meeting in reversed(_live(session, when)):
        if meeting.month < month:
            if meeting.status != "final":
                return
            yield scored(session, meeting, when).grades


def _live(session: Session, when: AsOf) -> Sequence[Meeting]:
    return [meeting for meeting in meetings.all_meetings(session.connection, when) if meeting.status != "voided"]
