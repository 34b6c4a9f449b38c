"""The red and black list as a list like others: which periods may have one, what its review asks, what it says.

A black line needs the meeting's decision and all its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import lawful_ends
from jifen.domain.documents.published import Board
from jifen.domain.guards import Offence
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.printing.papers import board_words
from jifen.printing.sheets.review import file_name, review_workbook
from jifen.services import guards
from jifen.services.board.candidates import BoardState
from jifen.services.board.content import compose
from jifen.services.board.cycle import Cycle, Decisions, Parting, ReviewFile
from jifen.services.board.flow import decisions_of, draft_of
from jifen.services.board.lines import BLACK
from jifen.services.ledger.months import called
from jifen.services.roster.households import roster_on
from jifen.services.roster.settings import refuse_unknown_levels
from jifen.services.session import Session
from jifen.store.boards import BoardDraft, BoardLine
from jifen.store.documents import Document


@dataclass(frozen=True)
class RedBlack(Cycle):
    """The list of a period. `allow_missing`: months without a meeting are no reason to refuse its draft."""

    word, kind, correction, current = "board", "board", "board-correction", "board-current"
    nobody = "red-list-empty"
    commands = {  # noqa: RUF012 - a constant of the class, declared so by `Cycle`
        "draft": "board draft",
        "review": "board review",
        "publish": "board publish",
        "notice": "board notice",
    }
    period: Period
    allow_missing: bool = False

    @property
    def lists(self) -> Mapping[str, str]:
        """Both."""
        return {"red": "red", "black": BLACK}

    @property
    def honoured(self) -> str:
        """The red one."""
        return "red"

    def refuse_early(self, session: Session) -> None:
        """Refused: a month as period, a period not over."""
        period = self.period
        if period.kind == "month":
            raise JifenError("board-period", period=str(period))
        if session.today <= period.last_day:
            raise JifenError("period-not-over", period=str(period), last=period.last_day.isoformat())

    def refuse_unfinished(self, state: BoardState, *, publishing: bool) -> None:
        """Refused: a month not final; before its draft also missing months without `allow_missing`; grades asked for
        that the scheme does not have."""
        months = state.months
        refuse_unknown_levels(state.selector, state.scoring.scheme)
        if months.unfinished:
            raise JifenError("months-open", period=str(self.period), months=called(state.session, months.unfinished))
        if months.missing and not (publishing or self.allow_missing):
            raise JifenError("months-missing", period=str(self.period), months=called(state.session, months.missing))

    def state(self, session: Session, today: date, when: AsOf = NOW) -> BoardState:
        """How the period stands for it."""
        return BoardState(session, self.period, today, when)

    def workbook(self, review: Any) -> tuple[bytes, str]:
        """Both sheets."""
        return review_workbook(review), file_name(review)

    def read(self, session: Session, file: ReviewFile, last: BoardDraft, parted: Parting) -> Any:
        """Both sheets, against the red candidates of the draft."""
        from jifen.reading.forms.review import ReviewContext, read_review

        context = ReviewContext(
            roster=roster_on(session, self.period.last_day, file.when),
            period=self.period,
            today=file.today,
            red={line["household"] for line in last.content["review"]["red"]},
            guards=guards.known_guards(session),
            parted=parted,
        )
        return read_review(file.path, file.data, context)

    def decided(self, session: Session, last: BoardDraft, reading: Any, when: AsOf = NOW) -> Decisions:
        """Decisions and texts; red reasons that were left blank as the draft has them, black facts composed."""
        composed = {line["household"]: line["reason"] for line in last.content["review"]["red"]}
        red = [_kept(row) for row in reading.red]
        black = [{**_kept(row), "fact": self._fact(session, row, when), "composed": True} for row in reading.black]
        return {
            "red": [{**kept, "reason": kept["reason"] or composed[kept["household"]]} for kept in red],
            "black": black,
        }

    def _fact(self, session: Session, row: Any, when: AsOf) -> str:
        """What a black line says happened: composed from day and rule, to which the meeting's own words only add."""
        return self._composed(session, row.article, row.fact, row.occurred_on, row.place, when)

    def _composed(
        self, session: Session, article: str, text: str, day: date | None, place: str, when: AsOf = NOW
    ) -> str:
        """The fact of a black line whose article names a rule: day, place and rule, to which `text` only adds."""
        rules = session.rulebooks(when).on(day or self.period.last_day).rules
        named = next((rule for rule in rules if rule.wording in article or rule.code in article), None)
        deed = None if named is None else f"{named.wording}\uff08{named.code}\uff09"
        return board_words.composed(text, day, deed, place)

    def as_printed(self, reading: Any, decisions: Decisions) -> Sequence[Offence]:
        """What is let through, as the texts of which the lines will be guarded: facts with all they are composed of."""
        printed: dict[str, list[str]] = {}
        for row, told in zip(reading.black, decisions["black"], strict=True):
            for text in {row.fact, row.place}:
                printed.setdefault(text, []).append(told["fact"])
        return [replace(o, text=text) for o in reading.let_through for text in printed.get(o.text, [o.text])]

    def undecided(self, last: BoardDraft, decisions: Decisions) -> tuple[str, ...]:
        """Black candidates and added households that the meeting said nothing about."""
        decided = {row["household"] for row in decisions["black"] if row["decision"] is not None}
        asked = [line["household"] for line in last.content["review"]["black"]]
        asked += [row["household"] for row in decisions["black"]]
        return tuple(code for code in dict.fromkeys(asked) if code not in decided)

    def compose(self, state: BoardState, decisions: Decisions, first: date | None) -> Board:
        """Both lists; black lines run half a year from `first`."""
        return compose(state, decisions, first)

    def recomposed(self, again: Mapping[str, Any], printed: Mapping[str, Any]) -> Mapping[str, Any]:
        """Black lines with the last day that was printed, where a list may name it; red ones in the order printed.

        Whoever shares a place stood in another order on lists of earlier versions: the order proves nothing.
        """
        black = again.get("black", ())
        if printed["kind"] == self.kind:
            ends = lawful_ends(date.fromisoformat(printed["notice_from"]))
            told = {x["household"]: x["until"] for x in printed["black"] if date.fromisoformat(x["until"]) in ends}
            black = [{**line, "until": told.get(line["household"], line["until"])} for line in black]
        at = {line["household"]: place for place, line in enumerate(printed["red"])}
        red = sorted(again.get("red", ()), key=lambda line: at.get(line["household"], len(at)))
        return {**again, "red": red, "black": list(black)}

    def reworded(self, session: Session, first: Document, line: BoardLine, text: str) -> str:
        """A red line says the text; a black one's fact is composed anew, and the text only adds.

        Day and place are those of the meeting's review, the rule is the one that the line's article names.
        """
        if line.list != BLACK:
            return text
        when = AsOf.before(first.operation_id)
        decided = decisions_of(session, self, draft_of(session, self, when), when)["black"]
        row: Mapping[str, Any] = next((row for row in decided if row["household"] == line.household), {})
        day = date.fromisoformat(row["occurred_on"]) if row.get("occurred_on") else None
        return self._composed(session, line.content["article"], text, day, row.get("place") or "", when)


def _kept(row: Any) -> dict[str, Any]:
    names = (
        *("household", "decision", "reason", "article", "fact", "occurred_on", "place"),
        *("told_on", "deadline", "outcome"),
    )
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
