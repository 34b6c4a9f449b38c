"""Changing a published list in public: a line taken off as wrong, its text corrected, or put right (delisted).

The list itself never changes; every change is a document of its own that names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.documents.published import BoardChange
from jifen.domain.period import Period
from jifen.errors import JifenError, UsageError
from jifen.services.board.boards import RedBlack
from jifen.services.board.cycle import Cycle
from jifen.services.board.flow import published_or_refuse
from jifen.services.board.lines import BLACK, line_or_refuse, lines_in_force, text_of
from jifen.services.publication.gate import Issued, issue
from jifen.services.publication.heading import correcting, planned_window
from jifen.services.publication.proof import Later, same_again
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.roster.finding import find_household
from jifen.services.session import OpenOperation, Session, reason_given
from jifen.store import boards, documents
from jifen.store.boards import BoardLine
from jifen.store.documents import Document


@dataclass(frozen=True, slots=True)
class LineChange:
    """What happens to a line: `kind` is `removed`, `reason` (then `text` is what it says now) or `delisted`."""

    kind: str
    why: str
    text: str | None = None


def correct(
    session: Session,
    period: Period,
    household: str,
    listed: str,
    text: str | None,
    reason: str,
    request: PaperRequest = AS_IT_IS,
) -> Issued:
    """Take a wrong line off a list (`text` None), or give it another text (`with_text`); issues the correction.

    Refused: no reason, a list not out, a household without a line in force on it, the same text again.
    """
    why = reason_given(reason)
    cycle = RedBlack(period)
    with session.change("board correct", **cycle.told, household=household, list=listed, reason=reason) as operation:
        first = published_or_refuse(session, cycle)
        code = find_household(session, household).code
        line = line_or_refuse(session, cycle, first, code, listed)
        change = LineChange("removed", why) if text is None else with_text(session, cycle, first, line, text, why)
        return change_line(session, operation, cycle, first, line, change, request)


def delist(session: Session, period: Period, household: str, reason: str, request: PaperRequest = AS_IT_IS) -> Issued:
    """Take a black line off that was put right, as of today; issues the notice that says so."""
    change = LineChange("delisted", reason_given(reason))
    cycle = RedBlack(period)
    with session.change("board delist", **cycle.told, household=household, reason=reason) as operation:
        first = published_or_refuse(session, cycle)
        code = find_household(session, household).code
        line = line_or_refuse(session, cycle, first, code, BLACK)
        return change_line(session, operation, cycle, first, line, change, request)


def change_line(
    session: Session,
    operation: OpenOperation,
    cycle: Cycle,
    first: Document,
    line: BoardLine,
    change: LineChange,
    request: PaperRequest = AS_IT_IS,
) -> Issued:
    """Issue the correction and keep what happened to the line."""
    shown = _shown(cycle, line, change)
    if shown["before"] == shown["after"]:
        raise JifenError("nothing-changes", household=line.household, head=shown["head"])
    content = {**correcting(session, cycle.correction, first), **cycle.marks(first), "changes": [shown]}
    window = planned_window(session, "list-days")
    issued = issue(session, operation, content, window, request, corrects=first.id)
    kept = boards.BoardLineChange(line.id, operation.operation_id, change.kind, session.today, change.text, change.why)
    boards.add_change(session.connection, operation.operation_id, line.id, kept, issued.id or 0)
    return issued


def with_text(session: Session, cycle: Cycle, first: Document, line: BoardLine, text: str, why: str) -> LineChange:
    """Give a line another text, as its list has it. Refused: blank."""
    added = text.strip()
    if not added:
        raise UsageError("text-missing", option="--reason-text")
    return LineChange("reason", why, cycle.reworded(session, first, line, added))


def _shown(cycle: Cycle, line: BoardLine, change: LineChange) -> BoardChange:
    """What the correction shows. A line that accused and goes is named by its article, or by its list where it has
    none: its fact is not posted again."""
    text = text_of(line.content)
    before = line.content[text]
    if text == "fact" and change.kind != "reason":
        before = line.content["article"] if "article" in line.content else cycle.facts["name"]
    shown: BoardChange = {
        "list": line.list,
        "household": line.household,
        "head": line.content["head"],
        "grid": line.content["grid"],
        "change": change.kind,
        "before": before,
        "after": change.text or "",
        "why": change.why,
    }
    if line.content.get("person"):
        shown["person"] = line.content["person"]
    return shown


def prove_correction(session: Session, cycle: Cycle, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a correction of a list again from what its operation did to the line."""
    if document.corrects is None:
        return False, ()
    connection, when = session.connection, AsOf(document.operation_id)
    first = documents.select(connection, document_id=document.corrects)[0]
    day = date.fromisoformat(document.content["published_on"])
    before = {line.id: line for line in lines_in_force(session, day, AsOf.before(document.operation_id), first.id)}
    shown = [
        _shown(cycle, before[change.line_id], LineChange(change.kind, change.reason, change.text))
        for changes in boards.changes(connection, when).values()
        for change in changes
        if change.operation_id == document.operation_id
    ]
    if first.id >= document.id:
        return False, ()
    again: Mapping[str, Any] = {
        **correcting(session, cycle.correction, first, when),
        **cycle.marks(first),
        "changes": shown,
    }
    return same_again(document, again), ()
