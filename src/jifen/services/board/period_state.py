"""How a period stands for a list: its months, whose points, who is barred.

Everything is asked as of an operation and a day, so that a published list can be drawn up again to prove it. Who is
proposed for which list stands in `candidates` and, of honours, in `services/honour`.
"""

from datetime import date
from functools import cached_property

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import Contender
from jifen.domain.household import GONE, Household
from jifen.domain.ledger import Entry, Score
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.domain.scheme.scheme import Apart
from jifen.printing.papers import board_words
from jifen.printing.papers.red_reasons import RedReasons
from jifen.services.board.lines import BLACK, lines_in_force
from jifen.services.ledger.months import months_of
from jifen.services.ledger.reasons import reasons_of
from jifen.services.ledger.scoring import Scoring
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import entries, figures, vetoes


class PeriodState:
    """A period as of `when`, seen on the day `today`."""

    def __init__(self, session: Session, period: Period, today: date, when: AsOf = NOW) -> None:
        """Reads what every part of it needs; the rest when asked for."""
        self.session, self.period, self.today, self.when = session, period, today, when
        self.settings = session.settings(when)
        self.months = months_of(session, period, when)
        self.people = households_on(session, period.last_day, when)
        self.scores = figures.scores(session.connection, period, final_only=True, when=when)

    def score(self, code: str) -> Score:
        """A household's period; nothing where it has no entries."""
        return self.scores.get(code, Score(code))

    @cached_property
    def reasons(self) -> RedReasons:
        """The sentences that praise, as the village writes them today."""
        return RedReasons(self.session.folders.templates)

    def reason_of(self, code: str) -> str:
        """What a household is praised for, composed of its entries for the meeting to edit."""
        entries_of = self.in_force.get(code, [])
        awards = [entry for entry in entries_of if entry.points > 0]
        lost = {entry.category or "" for entry in entries_of if entry.points < 0}
        return self.reasons.compose(reasons_of(awards), lost)

    @cached_property
    def vetoed(self) -> frozenset[str]:
        """Households that a veto bars."""
        found = vetoes.select(self.session.connection, self.when)
        return frozenset(v.household for v in found if v.bars(self.period.first_day, self.today))

    @cached_property
    def blacklisted(self) -> frozenset[str]:
        """Households with a black line in force."""
        lines = lines_in_force(self.session, self.today, self.when)
        return frozenset(line.household for line in lines if line.list == BLACK)

    @cached_property
    def scoring(self) -> Scoring:
        """The period's scores and grades, as the scheme has them."""
        return Scoring(self.session, self.period, final_only=True, when=self.when, today=self.today)

    @property
    def apart(self) -> Apart:
        """By what households are ranked apart: as the scheme has it, or by tier where the setting says so."""
        return self.scoring.scheme.apart or ("tier" if self.settings.on("red-by-tier") else "")

    @cached_property
    def contenders(self) -> list[Contender]:
        """Households active on the period's last day, each within the tier, group or grid that is ranked by itself;
        without those that have no score, having come within the period."""
        return [self._contender(h) for h in self.people.values() if h.status == "active" and self.scoring.rated(h.code)]

    def _contender(self, household: Household) -> Contender:
        among = getattr(household, self.apart) if self.apart else None
        code = household.code
        reached = (self.scoring.score(code), self.scoring.grade(code)) if self.scoring.scheme.scores else (None, None)
        return Contender(code, household.grid, among or None, self.score(code), *reached)

    def reached(self, code: str) -> tuple[str, str | None] | None:
        """A household's score, as documents keep it, and grade; None where the scheme has no scores, or it has none."""
        score = self.scoring.score(code) if self.scoring.scheme.scores else None
        return None if score is None else (show(score), self.scoring.grade(code))

    @cached_property
    def in_force(self) -> dict[str, list[Entry]]:
        """Entries in force of the period's final months, by household."""
        found: dict[str, list[Entry]] = {}
        for entry in entries.select(self.session.connection, period=self.period, in_force=True, when=self.when):
            if entry.meeting_status == "final":
                found.setdefault(entry.household, []).append(entry)
        return found

    def broken(self, code: str) -> frozenset[str]:
        """The rules by which a household has a deduction in force, in capitals."""
        lost = (entry for entry in self.in_force.get(code, ()) if entry.points < 0)
        return frozenset(entry.rule.upper() for entry in lost if entry.rule)

    def told_deductions(self, code: str) -> list[Entry]:
        """Deductions in force, for what was done, of which the household may be told in public: not what a decision
        about its score posted, which was no further deed."""
        known = self.in_force.get(code, ())
        return [entry for entry in known if entry.points < 0 and not entry.hides_actor and entry.decided is None]

    def fact_of(self, code: str) -> str:
        """What the book knows of a household's conduct, as a start for the meeting."""
        return board_words.fact([_deed(entry) for entry in self.told_deductions(code)])

    def left_out(self) -> dict[str, int]:
        """Why → how many households cannot be listed; those long gone are nobody's business."""
        before = households_on(self.session, self.period.first_day, self.when)
        counts: dict[str, int] = {}
        for household in self.people.values():
            why = self._why_left_out(household, before.get(household.code))
            if why is not None:
                counts[why] = counts.get(why, 0) + 1
        return dict(sorted(counts.items()))

    def _why_left_out(self, household: Household, before: Household | None) -> str | None:
        code = household.code
        if household.status in GONE:
            was_here = before is not None and before.status not in GONE
            return household.status if was_here or code in self.scores else None
        if household.status != "active":
            return household.status
        if code in self.vetoed:
            return "veto"
        if not self.scoring.rated(code):
            return "unrated"
        return "black" if code in self.blacklisted else None

    def figures(self) -> dict[str, list[str]]:
        """Every household's awards and deductions, status, and what bars it."""
        return {code: self._figures(household) for code, household in self.people.items()}

    def _figures(self, household: Household) -> list[str]:
        code = household.code
        barred = "veto" if code in self.vetoed else "black" if code in self.blacklisted else ""
        return [show(self.score(code).awards), show(self.score(code).deductions), household.status, barred]


def _deed(entry: Entry) -> board_words.Deed:
    month = entry.month.first if entry.month else date.min
    known = entry.rule is not None and entry.occurred_on is not None
    day = entry.occurred_on if known and entry.occurred_on else month
    return board_words.Deed(day, not known, entry.category or "", entry.wording, entry.points)
