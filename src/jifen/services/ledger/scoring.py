"""The scores of a period: one reckoning for ranks, notices, lists, what can be spent, and trials of rules.

A period of one meeting is scored as its scheme has it. A longer one is the mean of its meetings' periods: of those that
are over, from the first one on record, and of those that were met about already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.ledger import Score
from jifen.domain.period import Period
from jifen.domain.points import ZERO
from jifen.domain.scheme.scheme import Scheme
from jifen.domain.scheme.scoring import mean
from jifen.domain.scheme.staying import ALWAYS, Stay, never, stays
from jifen.services.session import Session
from jifen.store import figures, households, meetings


@dataclass(frozen=True, slots=True)
class _Cycle:
    """A period that is scored as a whole: its scheme, the points that count, and who was there how long."""

    period: Period
    scheme: Scheme
    points: Mapping[str, Score]
    stays: Mapping[str, Stay]

    def score(self, code: str) -> Decimal | None:
        """None: the household has none here, or was not in the village."""
        stay = self.stays.get(code, never(self.period))
        if not stay.months and code not in self.points:
            return None
        return self.scheme.score(_points(self.points, code), stay)


def _points(points: Mapping[str, Score], code: str) -> Decimal:
    return points[code].points if code in points else ZERO


class Scoring:
    """The scores and grades of a period, by the scheme that holds at its end.

    `final_only`: of final months alone. `today`: the day on which it is asked which parts of a longer period are over.
    """

    def __init__(
        self, session: Session, period: Period, *, final_only: bool = False, when: AsOf = NOW, today: date | None = None
    ) -> None:
        """Reads the points; of rosters and meetings only what the scheme makes it need."""
        self.session, self.period, self.final_only, self.when = session, period, final_only, when
        self.today = today or session.today
        self.books = session.rulebooks(when)
        self.scheme = self.books.scheme(period.last)
        self.sums = figures.scores(session.connection, period, final_only=final_only, when=when)
        """All points of the period, also those that stand beside the score."""

    def score(self, code: str) -> Decimal | None:
        """A household's score; None: it came or left within the period, and the scheme leaves such out."""
        if not self.rated(code):
            return None
        found = [score for cycle in self._cycles if (score := cycle.score(code)) is not None]
        if found:
            return mean(found)
        stay = ALWAYS if self.scheme.newcomers == "whole" else self._stay(code)
        return self.scheme.score(_points(self._counted, code), stay)

    def grade(self, code: str) -> str | None:
        """The grade of its score; None: it reaches none, or has no score."""
        score = self.score(code)
        return None if score is None else self.scheme.grade(score)

    def rated(self, code: str) -> bool:
        """Whether it has a score at all."""
        return self.scheme.newcomers != "out" or self._stay(code).whole

    def _stay(self, code: str) -> Stay:
        return self._stays.get(code, never(self.period))

    @cached_property
    def _stays(self) -> Mapping[str, Stay]:
        return stays(households.events(self.session.connection, when=self.when), self.period)

    @cached_property
    def _counted(self) -> Mapping[str, Score]:
        return self._counting(self.period, self.scheme)

    def _counting(self, period: Period, scheme: Scheme) -> Mapping[str, Score]:
        """What counts in the score of a period."""
        if period == self.period and not scheme.unscored:
            return self.sums
        return figures.scores(
            self.session.connection, period, final_only=self.final_only, without=scheme.unscored, when=self.when
        )

    @cached_property
    def _cycles(self) -> list[_Cycle]:
        """The parts of a longer period that count; none where the period is scored as one."""
        cycles = self.books.cycles(self.period) if self.scheme.reckons else ()
        if len(cycles) < 2:
            return []
        events = households.events(self.session.connection, when=self.when)
        schemes = ((cycle, self.books.scheme(cycle.last)) for cycle in self._taking_part(cycles))
        return [_Cycle(each, scheme, self._counting(each, scheme), stays(events, each)) for each, scheme in schemes]

    def _taking_part(self, cycles: tuple[Period, ...]) -> list[Period]:
        known = [m for m in meetings.all_meetings(self.session.connection, self.when) if m.status != "voided"]
        first = min((meeting.covers.first for meeting in known), default=None)
        met = {meeting.month for meeting in known if meeting.status == "final" or not self.final_only}
        return [
            cycle
            for cycle in cycles
            if any(month in cycle for month in met)
            or (not self.final_only and first is not None and first <= cycle.last and cycle.last_day < self.today)
        ]
