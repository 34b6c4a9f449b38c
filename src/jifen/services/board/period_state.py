"""How a period stands for its list: months, ranking, who is barred, candidates, what earlier lists say.

Everything is asked as of an operation and a day, so that a published list can be drawn up again to prove it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import (
    BlackLimits,
    Chosen,
    Contender,
    Selection,
    black_cause,
    changed_households,
    select_red,
    streak,
)
from jifen.domain.documents.lines import placed
from jifen.domain.documents.review import BlackCandidate, RedCandidate, Review
from jifen.domain.household import GONE, Household, sort_key
from jifen.domain.ledger import Entry, Score
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.domain.settings import Selector
from jifen.printing.papers import board_words
from jifen.printing.papers.board_words import Deed
from jifen.printing.papers.red_reasons import RedReasons
from jifen.services.ledger.months import months_of
from jifen.services.ledger.reasons import reasons_of
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import boards, documents, entries, figures, vetoes
from jifen.store.boards import BoardLine


def lines_in_force(session: Session, day: date, when: AsOf = NOW, document_id: int | None = None) -> list[BoardLine]:
    """Lines of published lists that nobody took off and whose time has not run out by `day`; texts as corrected."""
    happened = boards.changes(session.connection, when)
    found = []
    for line in boards.lines(session.connection, document_id=document_id, when=when):
        changes = happened.get(line.id, [])
        if any(change.kind in ("removed", "delisted") for change in changes):
            continue
        if line.until is not None and line.until < day:
            continue
        found.append(corrected(line, changes))
    return found


def corrected(line: BoardLine, changes: Sequence[boards.BoardLineChange]) -> BoardLine:
    """The line with the last text it was given: the reason of a red one, the fact of a black one."""
    texts = [change.text for change in changes if change.kind == "reason" and change.text]
    if not texts:
        return line
    content = {**line.content, "reason" if line.list == "red" else "fact": texts[-1]}
    return replace(line, content=content)


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
        """The sentences of a red list as the village writes them today."""
        return RedReasons(self.session.folders.templates)

    @cached_property
    def vetoed(self) -> frozenset[str]:
        """Households that a veto bars."""
        found = vetoes.select(self.session.connection, self.when)
        return frozenset(v.household for v in found if v.bars(self.period.first_day, self.today))

    @cached_property
    def blacklisted(self) -> frozenset[str]:
        """Households with a black line of an earlier list in force."""
        lines = lines_in_force(self.session, self.today, self.when)
        return frozenset(line.household for line in lines if line.list == "black" and line.period != str(self.period))

    @cached_property
    def contenders(self) -> list[Contender]:
        """Households active on the period's last day; in their class where classes are ranked apart."""
        apart = self.settings.on("red-by-tier")
        return [
            Contender(h.code, h.grid, (h.tier or None) if apart else None, self.score(h.code))
            for h in self.people.values()
            if h.status == "active"
        ]

    @cached_property
    def selection(self) -> Selection:
        """The red list as the setting `red` proposes it."""
        return select_red(Selector.parse(self.settings["red"]), self.contenders, self.vetoed | self.blacklisted)

    @cached_property
    def in_force(self) -> dict[str, list[Entry]]:
        """Entries in force of the period's final months, by household."""
        found: dict[str, list[Entry]] = {}
        for entry in entries.select(self.session.connection, period=self.period, in_force=True, when=self.when):
            if entry.meeting_status == "final":
                found.setdefault(entry.household, []).append(entry)
        return found

    @cached_property
    def earlier(self) -> list[Mapping[str, frozenset[str]]]:
        """Earlier lists of the same kind of period, oldest first: who stood on `red` and `black`, wrong lines apart."""
        connection = self.session.connection
        wrong = {
            line
            for line, changes in boards.changes(connection, self.when).items()
            if any(change.kind == "removed" for change in changes)
        }
        lines = [line for line in boards.lines(connection, when=self.when) if line.id not in wrong]
        past = [d for d in documents.select(connection, kind="board") if d.operation_id <= self.when.operation]
        told = [(Period.parse(d.period), d.id) for d in past]
        before = sorted(t for t in told if t[0].kind == self.period.kind and t[0] < self.period)
        return [
            {
                name: frozenset(line.household for line in lines if line.document_id == document and line.list == name)
                for name in ("red", "black")
            }
            for _, document in before
        ]

    def streak_of(self, code: str, listed: str) -> int:
        """How many lists in a row, this one included."""
        return streak(code, [lists[listed] for lists in self.earlier])

    def history(self, code: str, listed: str) -> str:
        """What earlier lists say of a household that now comes on `listed`."""
        other = "black" if listed == "red" else "red"
        turned = bool(self.earlier) and code in self.earlier[-1][other]
        return board_words.history(listed, self.streak_of(code, listed), turned)

    def left_out(self) -> dict[str, int]:
        """Why → how many households cannot be on the red list; those long gone are nobody's business."""
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
        return "black" if code in self.blacklisted else None

    def review(self) -> Review:
        """Both lists of candidates, as the meeting gets them."""
        return {
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

    def _red(self, line: Chosen) -> RedCandidate:
        code = line.contender.household
        household, score = self.people[code], line.contender.score
        entries_of = self.in_force.get(code, [])
        awards = [entry for entry in entries_of if entry.points > 0]
        lost = {entry.category or "" for entry in entries_of if entry.points < 0}
        return {
            "rank": line.rank,
            **placed(household),
            "tier": line.contender.tier,
            "points": show(score.points),
            "reason": self.reasons.compose(reasons_of(awards), lost),
            "history": self.history(code, "red"),
        }

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
            deeds = [entry for entry in self.in_force.get(code, []) if entry.points < 0]
            cause = black_cause(limits, self.score(code), [e.rule for e in deeds if e.rule])
            if cause is not None:
                found.append(self._candidate(household, cause, deeds))
        return found

    def _candidate(self, household: Household, cause: str, deeds: list[Entry]) -> BlackCandidate:
        score = self.score(household.code)
        told = [e for e in deeds if not e.hides_actor]
        return {
            **placed(household),
            "points": show(score.points),
            "deductions": show(score.deductions),
            "cause": cause,
            "article": board_words.article([e.wording for e in told if e.wording]),
            "fact": board_words.fact([_deed(e) for e in told]),
            "history": self.history(household.code, "black"),
        }

    def snapshot(self) -> dict[str, Any]:
        """What a draft keeps: the candidates, and every household's figures, status, and what bars it."""
        return {
            "review": self.review(),
            "scores": {code: self._figures(household) for code, household in self.people.items()},
        }

    def _figures(self, household: Household) -> list[str]:
        code = household.code
        barred = "veto" if code in self.vetoed else "black" if code in self.blacklisted else ""
        return [show(self.score(code).awards), show(self.score(code).deductions), household.status, barred]


def _deed(entry: Entry) -> Deed:
    month = entry.month.first if entry.month else date.min
    known = entry.rule is not None and entry.occurred_on is not None
    day = entry.occurred_on if known and entry.occurred_on else month
    return Deed(day, not known, entry.category or "", entry.wording, entry.points)


def differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str] | None:
    """Households of which two snapshots say different things; None where nothing differs at all."""
    parts = [_by_household(snapshot) for snapshot in (before, now)]
    if parts[0] == parts[1]:
        return None
    found = {code for name in ("scores", "red", "black") for code in changed_households(parts[0][name], parts[1][name])}
    return sorted(found, key=sort_key)


def _by_household(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot with its lists by household: their order is no difference, nor how a red line was worded."""
    review = snapshot["review"]
    red = {line["household"]: {**line, "reason": None} for line in review["red"]}
    black = {line["household"]: line for line in review["black"]}
    return {"scores": snapshot["scores"], **review, "red": red, "black": black}
