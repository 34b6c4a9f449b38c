"""An honour of a year as a list like others: what its review asks, what it says, when it may be published.

It goes the way of every list (`services/board/flow`). An honour taken away (`delisted`) bars its household for a time;
a line taken off as wrong (`removed`) does not.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import Honour as HonourContent
from jifen.domain.documents.published import HonourAward, HonourLine
from jifen.domain.household import by_grid
from jifen.domain.life.honours import HonourKind
from jifen.domain.period import Period
from jifen.domain.points import show
from jifen.errors import JifenError
from jifen.printing.sheets.review_honour import file_name, honour_workbook
from jifen.services import guards
from jifen.services.board.boards import RedBlack
from jifen.services.board.cycle import Cycle, Decisions, Parting, ReviewFile
from jifen.services.honour.candidates import HonourState
from jifen.services.publication.heading import heading
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.store import documents
from jifen.store.boards import BoardDraft
from jifen.store.documents import Document
from jifen.store.life import honours


@dataclass(frozen=True)
class Honour(Cycle):
    """One honour of one year."""

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
        """Year and kind."""
        return {"year": str(self.period), "kind": self.data.id}

    @property
    def facts(self) -> dict[str, str]:
        """These, and what the kind is called."""
        return {**self.told, "name": self.data.name}

    def holds(self, content: Mapping[str, Any]) -> bool:
        """A year has documents of several kinds."""
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
        """Refused: another period than a year, a year that has not begun."""
        if self.period.kind != "year":
            raise JifenError("honour-period", period=str(self.period))
        if session.today < self.period.first_day:
            raise self.refused("year-ahead")

    def refuse_unfinished(self, state: HonourState, *, publishing: bool) -> None:
        """Drafted at any time; refused to be published: a year not over, a month not final."""
        if not publishing:
            return
        if state.session.today <= self.period.last_day:
            raise self.refused("year-not-over", last=self.period.last_day.isoformat())
        if state.months.unfinished:
            raise self.refused("months-open", months=[str(month) for month in state.months.unfinished])

    def state(self, session: Session, today: date, when: AsOf = NOW) -> HonourState:
        """How the year stands for it."""
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
        return {
            "lines": [
                {
                    "household": row.household,
                    "decision": row.decision,
                    "reason": row.reason or composed.get(row.household, ""),
                    "person": row.person,
                    "way": row.way,
                }
                for row in reading.rows
            ]
        }

    def compose(self, state: HonourState, decisions: Decisions, first: date | None) -> HonourContent:
        """Who is honoured, grid by grid."""
        book = state.session.rulebooks(state.when).on(self.period.last_day)
        return {
            **heading(state.session, self.kind, str(self.period), state.when),
            "rulebook_from": None if book.effective_from == date.min else book.effective_from.isoformat(),
            "honour": {
                "kind": self.data.id,
                "name": self.data.name,
                "person": self.data.person,
                "award": self._award(state),
            },
            "ranked": len(state.contenders),
            "left_out": state.left_out(),
            "missing": state.missing(),
            "lines": honour_lines(state, decisions),
        }

    def _award(self, state: HonourState) -> HonourAward | None:
        code = self.data.award
        rule = None if code is None else state.session.rulebooks(state.when).on(self.period.last_day).find(code)
        return None if rule is None else {"rule": rule.code, "wording": rule.wording, "points": str(rule.points)}


def honour_lines(state: HonourState, decisions: Decisions) -> list[HonourLine]:
    """What the meeting decided, a line a household."""
    rows = {row["household"]: row for row in decisions["lines"] if row["decision"] == "list"}
    found: list[HonourLine] = []
    for household in sorted((state.people[code] for code in rows), key=by_grid):
        row = rows[household.code]
        line: HonourLine = {
            "household": household.code,
            "head": household.head,
            "grid": household.grid,
            "points": show(state.score(household.code).points),
            "reason": row["reason"],
        }
        if row["person"]:
            line["person"] = row["person"]
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
