"""Who is proposed for an honour or another list, who may not stand on it, and what earlier ones say of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import placed as in_order
from jifen.domain.documents.review import HonourCandidate, HonourReview
from jifen.domain.household import Household
from jifen.domain.life.honours import BARS, HonourKind, YearOf, causes, proposed, suggested
from jifen.domain.period import Period
from jifen.domain.points import ZERO, show
from jifen.services.board.past import PastList, past_lists, streak_into
from jifen.services.board.period_state import PeriodState
from jifen.services.session import Session
from jifen.store import boards


class HonourState(PeriodState):
    """A period as one of its lists sees it."""

    def __init__(self, session: Session, period: Period, kind: HonourKind, today: date, when: AsOf = NOW) -> None:
        """The period, and what the kind asks."""
        super().__init__(session, period, today, when)
        self.kind = kind

    @cached_property
    def changed(self) -> Mapping[int, list[boards.BoardLineChange]]:
        """What happened to lines of lists."""
        return boards.changes(self.session.connection, self.when)

    @cached_property
    def lines(self) -> list[boards.BoardLine]:
        """Lines of all lists that were not taken off as wrong."""
        return [
            line
            for line in boards.lines(self.session.connection, when=self.when)
            if not any(change.kind == "removed" for change in self.changed.get(line.id, ()))
        ]

    @cached_property
    def red_lists(self) -> Counter[str]:
        """How often each household stood on a red list of the period."""
        red = (line for line in self.lines if line.list == "red")
        return Counter(line.household for line in red if Period.parse(line.period).first in self.period)

    @cached_property
    def honoured(self) -> Mapping[str, list[int | str]]:
        """The earlier years, or shorter periods, in which each household was honoured so and still is; of what was to
        be rectified also those that did."""
        found: dict[str, list[int | str]] = {}
        for line in self.lines:
            past = Period.parse(line.period)
            taken = any(change.kind == "delisted" for change in self.changed.get(line.id, ()))
            if line.list == self.kind.id and past.last < self.period.first and (self.kind.rectifies or not taken):
                found.setdefault(line.household, []).append(past.year if past.kind == "year" else str(past))
        return found

    @cached_property
    def past(self) -> list[PastList]:
        """Red and black lists that are out; none where the kind asks for none."""
        asks = self.kind.red_streak or self.kind.black_streak
        return past_lists(self.session, self.when) if asks else []

    @cached_property
    def revoked(self) -> frozenset[str]:
        """Households from which this honour was taken away too short a time ago."""
        return frozenset(
            line.household
            for line in self.lines
            if line.list == self.kind.id
            and any(
                change.kind == "delisted" and self.today < _years_later(change.on, self.kind.pause)
                for change in self.changed.get(line.id, ())
            )
        )

    @cached_property
    def punished(self) -> frozenset[str]:
        """Households with a deduction of the year by one of the rules that the kind names."""
        codes = {code.upper() for code in self.kind.barring_rules}
        return frozenset(household for household in self.in_force if codes & self.broken(household))

    def bars(self, code: str) -> str | None:
        """Why a household may not be honoured, whoever nominates it."""
        household = self.people[code]
        if not household.scores:
            return household.status
        if code in self.vetoed and "veto" in self.kind.barred_by:
            return "veto"
        if code in self.blacklisted and "black" in self.kind.barred_by:
            return "black"
        if self.kind.rectifies:
            return None
        if code in self.punished:
            return "deduction"
        return "revoked" if code in self.revoked else None

    def _why_left_out(self, household: Household, before: Household | None) -> str | None:
        """The same as of a list, but for what this kind does not mind."""
        why = super()._why_left_out(household, before)
        return None if why in BARS and why not in self.kind.barred_by else why

    @cached_property
    def years(self) -> list[YearOf]:
        """What the period says of every household; those active on its last day are ranked."""
        places = {found.contender.household: found.rank for found in in_order(self.contenders)}
        return [
            YearOf(
                code,
                self.score(code).points,
                places.get(code),
                self._categories(code),
                self.red_lists[code],
                self.bars(code),
                self.scoring.grade(code) if self.kind.grades else None,
                streak_into(code, "red", self.past, self.period),
                streak_into(code, "black", self.past, self.period),
                self.score(code).deductions,
                self.broken(code),
            )
            for code in self.people
        ]

    def _categories(self, code: str) -> Mapping[str, Decimal]:
        found: dict[str, Decimal] = {}
        for entry in self.in_force.get(code, ()):
            found[entry.category or ""] = found.get(entry.category or "", ZERO) + entry.points
        return found

    def missing(self) -> list[str]:
        """Months without a meeting; one that has not begun lacks none."""
        return [str(month) for month in self.months.missing if month.first <= self.today]

    def review(self) -> HonourReview:
        """The candidates, as the meeting gets them, and who may not be added to them."""
        candidates = proposed(self.kind, self.years)
        ranked = len(self.contenders)
        chosen = suggested(self.kind, candidates, ranked)
        return {
            "village": self.settings["village"],
            "period": str(self.period),
            "kind": self.kind.plain(),
            "ranked": ranked,
            "limit": self.kind.limit(ranked),
            "left_out": self.left_out(),
            "missing": self.missing(),
            "barred": {year.household: year.bars for year in self.years if year.bars is not None},
            "lines": [self._candidate(year, suggested=year.household in chosen) for year in candidates],
        }

    def _candidate(self, year: YearOf, *, suggested: bool) -> HonourCandidate:
        code = year.household
        found: HonourCandidate = {
            "rank": year.rank or 0,
            "household": code,
            "head": self.people[code].head,
            "grid": self.people[code].grid,
            "points": show(year.points),
            "categories": {name: show(year.categories.get(name, ZERO)) for name in self.kind.categories},
            "red_lists": year.red_lists,
            "suggested": suggested,
            "reason": "" if self.kind.person or self.kind.rectifies else self.reason_of(code),
            "years": self.honoured.get(code, []),
        }
        if self.kind.grades:
            found["grade"] = year.grade
        if self.kind.red_streak:
            found["red_streak"] = year.red_streak
        if self.kind.rectifies:
            found["deductions"] = show(year.deductions)
            found["causes"] = list(causes(self.kind, year))
            found["fact"] = self.fact_of(code)
        return found

    def snapshot(self) -> dict[str, Any]:
        """What a draft keeps: the candidates, and every household's figures, status, and what bars it."""
        return {"review": self.review(), "scores": self.figures()}


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the last of that month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
