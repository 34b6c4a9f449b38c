"""The scores of a period: one reckoning for lists and honours."""

from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.ledger import Score
from jifen.domain.period import Period
from jifen.services.session import Session
from jifen.store import figures


class Scoring:
    """The scores and grades of a period, by the scheme that holds at its end."""

    def __init__(
        self, session: Session, period: Period, *, final_only: bool = False, when: AsOf = NOW, today: date | None = None
    ) -> None:
        """Reads the points."""
        self.scheme = session.rulebooks(when).scheme(period.last)
        self.sums = figures.scores(session.connection, period, final_only=final_only, when=when)

    def score(self, code: str) -> Decimal | None:
        """A household's score; None: it has none."""
        return self.scheme.score(self.sums.get(code, Score(code)).points)

    def grade(self, code: str) -> str | None:
        """The grade of its score; None: it reaches none, or has no score."""
        score = self.score(code)
        return None if score is None else self.scheme.grade(score)
