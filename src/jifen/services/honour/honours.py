"""An honour, or another list of the village's own, as a list like others: what its review asks, what it says, when it
may be published.

It goes the way of every list (`services/board/flow`). An honour taken away (`delisted`) bars its household for a time;
a line taken off as wrong (`removed`) does not. A list of what is to be rectified is guarded as the black one is; its
lines are `delisted` once things are put right, and end by themselves when those of a black list would.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import half_year_from
from jifen.domain.documents.published import Honour as HonourContent
from jifen.domain.documents.published import HonourAward, HonourLine, HonourNamed
from jifen.domain.household import by_grid
from jifen.domain.life.honours import HonourKind
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.domain.scheme.scheme import LENGTHS
from jifen.errors import JifenError
from jifen.printing.sheets.review_honour import file_name, honour_workbook
from jifen.services import guards
from jifen.services.board.boards import RedBlack
from jifen.services.board.cycle import Cycle, Decisions, Parting, ReviewFile
from jifen.services.honour.candidates import HonourState
from jifen.services.ledger.months import called
from jifen.services.publication.heading import heading
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.store import documents
from jifen.store.boards import BoardDraft
from jifen.store.documents import Document
from jifen.store.life import honours


@dataclass(frozen=True)
class Honour(Cycle):
    """One honour, or another list, of one period."""

    word, kind, correction, nobody = "honour", "honour", "honour-correction", "honour-empty"
    commands = {  # noqa: RUF012 - a constant of the class, declared so by `Cycle`
        "draft": "honour draft",
        "review": "honour review",
        "publish": "honour publish",
    }
    period: Period
    data: HonourKind

    @property
    def lists(self) -> Mapping[str, str]:
        """One, whose lines are kept under the kind's id."""
        return {"lines": self.data.id}

    @property
    def honoured(self) -> str:
        """The same."""
        return self.data.id

    @property
    def told(self) -> dict[str, str]:
        """Year (or the shorter period) and kind; of what is to be rectified that it is."""
        told = {"year": str(self.period), "kind": self.data.id}
        return {**told, "nature": self.data.nature} if self.data.rectifies else told

    @property
    def facts(self) -> dict[str, str]:
        """These, and what the kind is called."""
        return {**self.told, "name": self.data.name}

    def holds(self, content: Mapping[str, Any]) -> bool:
        """A period has documents of several kinds."""
        return bool(content["honour"]["kind"] == self.data.id)

    def marks(self, first: Document) -> dict[str, Any]:
        """Which honour."""
        return {"honour": first.content["honour"]}

    def last_draft(self, connection: sqlite3.Connection, when: AsOf = NOW) -> BoardDraft | None:
        """Its newest draft."""
        return honours.last_draft(connection, str(self.period), self.data.id, when)

    def keep_draft(self, connection: sqlite3.Connection, operation_id: int, snapshot: Mapping[str, Any]) -> None:
        """Keep a draft, with the kind as it is."""
        honours.add_draft(connection, operation_id, str(self.period), snapshot, self.data.plain())

    def refuse_early(self, session: Session) -> None:
        """Refused: another period than the kind is drafted for, one that has not begun."""
        if self.period.kind != self.data.cycle:
            example = Period.holding(self.period.last, LENGTHS[self.data.cycle])
            raise self.refused("period", cycle=self.data.cycle, example=str(example))
        if session.today < self.period.first_day:
            raise self.refused("year-ahead")

    def refuse_unfinished(self, state: HonourState, *, publishing: bool) -> None:
        """Drafted at any time; refused to be published: a period not over, a month not final."""
        if not publishing:
            return
        if state.session.today <= self.period.last_day:
            raise self.refused("year-not-over", last=self.period.last_day.isoformat())
        if state.months.unfinished:
            raise self.refused("months-open", months=called(state.session, state.months.unfinished))

    def state(self, session: Session, today: date, when: AsOf = NOW) -> HonourState:
        """How the period stands for it."""
        return HonourState(session, self.period, self.data, today, when)

    def workbook(self, review: Any) -> tuple[bytes, str]:
        """One sheet."""
        return honour_workbook(review), file_name(review)

    def read(self, session: Session, file: ReviewFile, last: BoardDraft, parted: Parting) -> Any:
        """The sheet, against the candidates and the barred of the draft."""
        from jifen.reading.forms.review_honour import HonourContext, read_honour

        asked = last.content["review"]
        context = HonourContext(
            roster=roster_on(session, self.period.last_day, file.when),
            today=file.today,
            kind=self.data,
            candidates=frozenset(line["household"] for line in asked["lines"]),
            barred=asked["barred"],
            limit=asked["limit"],
            guards=guards.known_guards(session),
            parted=parted,
        )
        return read_honour(file.path, file.data, context)

    def decided(self, session: Session, last: BoardDraft, reading: Any, when: AsOf = NOW) -> Decisions:
        """Decisions and texts; a household's reason that was left blank as the draft has it."""
        composed = {line["household"]: line["reason"] for line in last.content["review"]["lines"]}
        return {"lines": [self._kept(row, composed) for row in reading.rows]}

    def _kept(self, row: Any, composed: Mapping[str, str]) -> dict[str, Any]:
        kept = {"household": row.household, "decision": row.decision}
        if self.data.rectifies:
            return {**kept, "fact": row.fact, "deadline": row.deadline and row.deadline.isoformat()}
        reason = row.reason or composed.get(row.household, "")
        return {**kept, "reason": reason, "person": row.person, "way": row.way}

    def undecided(self, last: BoardDraft, decisions: Decisions) -> tuple[str, ...]:
        """Of what is to be rectified, candidates and added households that the meeting said nothing about."""
        if not self.data.rectifies:
            return ()
        told = {row["household"]: row["decision"] for row in decisions["lines"]}
        asked = [line["household"] for line in last.content["review"]["lines"]]
        return tuple(code for code in dict.fromkeys([*asked, *told]) if told.get(code) is None)

    def refuse_handing(self) -> None:
        """Refused: certificates, plaques and points for whoever has something to put right."""
        if self.data.rectifies:
            raise self.refused("no-praise")

    def compose(self, state: HonourState, decisions: Decisions, first: date | None) -> HonourContent:
        """Who stands on it, grid by grid. Refused: a day by which something is to be put right that is past before the
        list hangs."""
        begins = first or state.today
        lines = honour_lines(state, decisions, begins)
        late = [line["household"] for line in lines if line.get("deadline", "9") < begins.isoformat()]
        if late:
            raise self.refused("deadline-past", households=late, first=begins.isoformat())
        book = state.session.rulebooks(state.when).on(self.period.last_day)
        return {
            **heading(state.session, self.kind, str(self.period), state.when),
            "rulebook_from": None if book.effective_from == date.min else book.effective_from.isoformat(),
            "honour": self._named(state),
            "ranked": len(state.contenders),
            "left_out": state.left_out(),
            "missing": state.missing(),
            "lines": lines,
        }

    def _named(self, state: HonourState) -> HonourNamed:
        kind = self.data
        found: HonourNamed = {
            "kind": kind.id,
            "name": kind.name,
            "person": kind.person,
            "award": self._award(state),
        }
        if kind.rectifies:
            found["nature"] = kind.nature
        if kind.colour != "red":
            found["colour"] = kind.colour
        return found

    def _award(self, state: HonourState) -> HonourAward | None:
        code = self.data.award
        rule = None if code is None else state.session.rulebooks(state.when).on(self.period.last_day).find(code)
        return None if rule is None else {"rule": rule.code, "wording": rule.wording, "points": str(rule.points)}


def honour_lines(state: HonourState, decisions: Decisions, first: date) -> list[HonourLine]:
    """What the meeting decided, a line a household; of what is to be rectified for half a year from `first`."""
    rows = {row["household"]: row for row in decisions["lines"] if row["decision"] == "list"}
    found: list[HonourLine] = []
    for household in sorted((state.people[code] for code in rows), key=by_grid):
        row = rows[household.code]
        line: HonourLine = {
            "household": household.code,
            "head": household.head,
            "grid": household.grid,
            "points": show(state.score(household.code).points),
            "reason": row.get("reason", ""),
        }
        if row.get("person"):
            line["person"] = row["person"]
        reached = state.reached(household.code) if state.kind.grades else None
        if reached is not None:
            line["score"], line["grade"] = reached
        if row.get("fact"):
            line["fact"], line["deadline"] = row["fact"], row["deadline"]
            line["until"] = half_year_from(first).isoformat()
        found.append(line)
    return found


def cycle_of(session: Session, document: Document) -> Cycle:
    """The list that a document is of: an honour with the rules it was drafted by, or the red and black list."""
    if not document.kind.startswith(Honour.kind):
        return RedBlack(Period.parse(document.period))
    connection, first = session.connection, document
    if document.corrects is not None:
        first = documents.select(connection, document_id=document.corrects)[0]
    about = first.content["honour"]
    last = honours.last_draft(connection, first.period, about["kind"], AsOf.before(first.operation_id))
    if last is None:
        raise JifenError("honour-not-drafted", year=first.period, kind=about["kind"], name=about["name"])
    return of_draft(session, last)


def of_draft(session: Session, draft: BoardDraft) -> Cycle:
    """The list that a draft is of."""
    rules = honours.rules_of(session.connection, draft.id)
    period = Period.parse(draft.period)
    return RedBlack(period) if rules is None else Honour(period, HonourKind.of(rules))
