"""Who is proposed for the red and the black list of a period, and what earlier lists say of them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jifen.domain.board import BlackLimits, Chosen, Selection, black_cause, select_red, streak
from jifen.domain.documents.lines import placed
from jifen.domain.documents.review import BlackCandidate, RedCandidate, Review
from jifen.domain.household import Household
from jifen.domain.points import show
from jifen.domain.scheme.scheme import DEFAULT, scheme_lines
from jifen.domain.settings import Selector
from jifen.printing.papers import board_words
from jifen.services.board.lines import BLACK, lines_in_force
from jifen.services.board.past import past_lists
from jifen.services.board.period_state import PeriodState


class BoardState(PeriodState):
    """A period as its red and black list sees it."""

    @cached_property
    def blacklisted(self) -> frozenset[str]:
        """Households with a black line of an earlier list in force."""
        lines = lines_in_force(self.session, self.today, self.when)
        return frozenset(line.household for line in lines if line.list == BLACK and line.period != str(self.period))

    @cached_property
    def selector(self) -> Selector:
        """The setting `red`."""
        return Selector.parse(self.settings["red"])

    @cached_property
    def selection(self) -> Selection:
        """The red list as the setting `red` proposes it."""
        return select_red(self.selector, self.contenders, self.vetoed | self.blacklisted)

    @cached_property
    def earlier(self) -> list[Mapping[str, frozenset[str]]]:
        """Earlier lists of the same kind of period, oldest first: who stood on `red` and `black`, wrong lines apart."""
        past = past_lists(self.session, self.when)
        return [each.listed for each in past if each.period.kind == self.period.kind and each.period < self.period]

    def streak_of(self, code: str, listed: str) -> int:
        """How many lists in a row, this one included."""
        return streak(code, [lists[listed] for lists in self.earlier])

    def history(self, code: str, listed: str) -> str:
        """What earlier lists say of a household that now comes on `listed`."""
        other = "black" if listed == "red" else "red"
        turned = bool(self.earlier) and code in self.earlier[-1][other]
        return board_words.history(listed, self.streak_of(code, listed), turned)

    def review(self) -> Review:
        """Both lists of candidates, as the meeting gets them."""
        found: Review = {
            "village": self.settings["village"],
            "period": str(self.period),
            "selector": self.settings["red"],
            "ranked": len(self.contenders),
            "tied": len(self.selection.tied),
            "left_out": self.left_out(),
            "missing": [str(month) for month in self.months.missing],
            "red": [self._red(line) for line in self.selection.lines],
            "black": self._black(),
        }
        if self.scoring.scheme != DEFAULT:
            found["scheme"] = scheme_lines(self.scoring.scheme)
        return found

    def _red(self, line: Chosen) -> RedCandidate:
        code = line.contender.household
        household, score = self.people[code], line.contender.score
        found: RedCandidate = {
            "rank": line.rank,
            "household": code,
            "head": household.head,
            "grid": household.grid,
            "tier": line.contender.among if self.apart == "tier" else None,
            "points": show(score.points),
            "reason": self.reason_of(code),
            "history": self.history(code, "red"),
        }
        if line.contender.among is not None and self.apart != "tier":
            found["among"] = line.contender.among
        reached = self.reached(code)
        if reached is not None:
            found["score"], found["grade"] = reached
        return found

    def _black(self) -> list[BlackCandidate]:
        limits = BlackLimits(
            self.settings.points("black-net"),
            self.settings.points("black-deductions"),
            frozenset(code.upper() for code in self.settings["black-rules"].split(",") if code),
        )
        found: list[BlackCandidate] = []
        for code, household in self.people.items():
            if not household.scores:
                continue
            cause = black_cause(limits, self.score(code), self.broken(code))
            if cause is not None:
                found.append(self._candidate(household, cause))
        return found

    def _candidate(self, household: Household, cause: str) -> BlackCandidate:
        score, told = self.score(household.code), self.told_deductions(household.code)
        return {
            **placed(household),
            "points": show(score.points),
            "deductions": show(score.deductions),
            "cause": cause,
            "article": board_words.article([e.wording for e in told if e.wording]),
            "fact": self.fact_of(household.code),
            "history": self.history(household.code, "black"),
        }

    def snapshot(self) -> dict[str, Any]:
        """What a draft keeps: the candidates, and every household's figures, status, and what bars it."""
        return {"review": self.review(), "scores": self.figures()}
