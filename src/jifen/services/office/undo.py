"""The last operation taken back, whatever it was, where no paper of it has gone out.

What it posted is answered by its opposite, what it said is left out from now on; which of the two is so is declared
for every table, not for every command. Nothing can depend on it: it is the last one that stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, Literal

from jifen.errors import JifenError
from jifen.services.session import Session
from jifen.store import documents, entries, fund, goods, meetings, operations, redemption
from jifen.store.operations import Operation

Answer = Literal["reversed", "set-aside", "set-back", "paper", "stays"]

ANSWERS: Mapping[str, Answer] = {
    "activity": "set-aside",
    "activity_event": "set-aside",
    "alias": "set-aside",
    "alias_removal": "set-aside",
    "attendance": "set-aside",
    "board_change": "paper",
    "board_draft": "set-aside",
    "board_line": "paper",
    "board_review": "set-aside",
    "conversion": "stays",
    "deed": "set-aside",
    "deed_event": "set-aside",
    "document": "paper",
    "entry": "reversed",
    "entry_again": "stays",
    "fund_again": "stays",
    "fund_entry": "reversed",
    "fund_reversal": "stays",
    "grid_event": "set-aside",
    "grid_meeting": "set-aside",
    "honour_draft": "set-aside",
    "household": "stays",
    "household_event": "set-aside",
    "item": "stays",
    "item_event": "set-aside",
    "lot": "set-aside",
    "matter": "set-aside",
    "matter_event": "set-aside",
    "meeting": "set-aside",
    "meeting_event": "set-back",
    "meeting_fact": "set-aside",
    "meeting_scheme": "set-aside",
    "meeting_sheet": "set-aside",
    "movement": "reversed",
    "movement_again": "stays",
    "movement_reversal": "stays",
    "objection": "set-aside",
    "objection_decision": "set-aside",
    "operation": "stays",
    "photo": "set-aside",
    "quantity": "set-aside",
    "receipt": "set-aside",
    "receipt_line": "set-aside",
    "receipt_return": "set-aside",
    "redemption_import": "set-aside",
    "redemption_round": "set-aside",
    "round_event": "set-back",
    "round_price": "set-aside",
    "rule": "set-aside",
    "rule_terms": "set-aside",
    "rulebook_version": "set-aside",
    "scheme_line": "set-aside",
    "score_decision": "stays",
    "setting": "set-aside",
    "sheet_household": "set-aside",
    "source_erasure": "paper",
    "source_file": "stays",
    "source_kept": "stays",
    "stocktake": "set-aside",
    "undo": "stays",
    "veto": "set-aside",
    "veto_lift": "set-aside",
    "year_close": "set-aside",
    "year_close_revert": "set-aside",
}
"""What becomes of a table's rows once their operation is taken back.

`reversed`: each gets its opposite. `set-aside`: reads of the store leave them out. `set-back`: a state, set to what it
was before. `paper`: they went out, or are gone for good, and nothing takes them back. `stays`: they say nothing by
themselves (a code, a kept file).
"""

_WRITERS: Mapping[str, Callable[[Connection, int, int, str | None], None]] = {
    "entry": entries.answer,
    "movement": goods.answer,
    "fund_entry": fund.answer,
    "meeting_event": meetings.answer,
    "round_event": redemption.answer,
}
"""Who answers the rows that are not merely left out."""

COMMAND, BACKUP = "undo", "backup"
FOR_GOOD = frozenset({"init", "restore"})
"""Commands that nothing takes back, whatever they wrote."""
_TYPED = {"renamed": "rename", "moved": "move", "left": "leave", "returned": "return", "closed": "close"}
"""Events of a household, by which the book keeps them, as the commands that make them."""


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What is about to be taken back, with how many rows of each kind get an opposite."""

    operation: Operation
    entries: int
    movements: int
    fund: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and the operation that did it."""

    operation: Operation
    by: int

    @property
    def command(self) -> str:
        """The command that was taken back, in the words it was typed in."""
        return typed(self.operation.command)


def typed(command: str) -> str:
    """The two words of a command, of one as the book keeps it."""
    first, *rest = command.split()
    return " ".join([first, *(_TYPED.get(word, word) if first == "roster" else word for word in rest[:1])])


def undo(session: Session, reason: str | None = None) -> Undone:
    """Take back the last operation that stands; what was taken back and what takes back are passed over.

    Refused where a paper of it has gone out: the command that answers a paper is named then.
    """
    why = (reason or "").strip() or None
    with session.change(COMMAND, reason=why) as change:
        last = operations.last_standing(session.connection, change.operation_id, (COMMAND, BACKUP))
        _refuse_papers(session, last)
        session.confirm(_preview(session.connection, last))
        session.backup()
        operations.take_back(session.connection, change.operation_id, last.id)
        for answer in _WRITERS.values():
            answer(session.connection, change.operation_id, last.id, why)
    return Undone(last, change.operation_id)


def _refuse_papers(session: Session, last: Operation) -> None:
    papers = [table for table, answer in ANSWERS.items() if answer == "paper"]
    if last.command not in FOR_GOOD and not operations.wrote(session.connection, last.id, papers):
        return
    facts: dict[str, Any] = {"operation": last.id, "did": last.command, "command": typed(last.command)}
    facts |= {"given": dict(last.details), "number": None, "period": None, "kind": None}
    issued = documents.select(session.connection, operation_id=last.id)
    if issued:
        facts |= {"number": issued[0].number, "period": issued[0].period, "kind": issued[0].kind}
    raise JifenError("undo-refused", **facts)


def _preview(connection: Connection, last: Operation) -> UndoPreview:
    posted = len(entries.select(connection, operation_id=last.id))
    moved = [m for m in goods.movements(connection, after=last.id - 1, whole=True) if m.operation_id == last.id]
    booked = [f for f in fund.entries(connection, after=last.id - 1, whole=True) if f.operation_id == last.id]
    return UndoPreview(last, posted, len(moved), len(booked))
