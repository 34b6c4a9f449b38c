"""Changing a published list in public: a line taken off as wrong, its text corrected, or put right (delisted).

The list itself never changes; every change is a document of its own that names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.documents.published import BoardChange, BoardCorrection
from jifen.domain.period import Period
from jifen.errors import JifenError, UsageError
from jifen.services.board.boards import decisions_of, draft_of, fact_of, published
from jifen.services.board.period_state import lines_in_force
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
    with session.change(
        "board correct", period=str(period), household=household, list=listed, reason=reason
    ) as operation:
        first = published_or_refuse(session, period)
        code = find_household(session, household).code
        line = line_or_refuse(session, first, code, listed)
        change = LineChange("removed", why) if text is None else with_text(session, first, line, text, why)
        return change_line(session, operation, first, line, change, request)


def delist(session: Session, period: Period, household: str, reason: str, request: PaperRequest = AS_IT_IS) -> Issued:
    """Take a black line off that was put right, as of today; issues the notice that says so."""
    change = LineChange("delisted", reason_given(reason))
    with session.change("board delist", period=str(period), household=household, reason=reason) as operation:
        first = published_or_refuse(session, period)
        code = find_household(session, household).code
        line = line_or_refuse(session, first, code, "black")
        return change_line(session, operation, first, line, change, request)


def published_or_refuse(session: Session, period: Period) -> Document:
    """The period's list; refused where it is not out."""
    first = published(session, period)
    if first is None:
        raise JifenError("board-not-published", period=str(period))
    return first


def line_or_refuse(session: Session, first: Document, code: str, listed: str) -> BoardLine:
    """The household's line in force on one of the lists."""
    line = find_line(session, first, code)
    if line is None or line.list != listed:
        raise JifenError("board-line-missing", period=first.period, household=code, list=listed)
    return line


def find_line(session: Session, first: Document, code: str) -> BoardLine | None:
    """The household's line in force, on either list."""
    lines = lines_in_force(session, session.today, document_id=first.id)
    return next((line for line in lines if line.household == code), None)


def change_line(
    session: Session,
    operation: OpenOperation,
    first: Document,
    line: BoardLine,
    change: LineChange,
    request: PaperRequest = AS_IT_IS,
) -> Issued:
    """Issue the correction and keep what happened to the line."""
    shown = _shown(line, change)
    if shown["before"] == shown["after"]:
        raise JifenError("nothing-changes", household=line.household, head=shown["head"])
    content: BoardCorrection = {**correcting(session, "board-correction", first), "changes": [shown]}
    window = planned_window(session, "list-days")
    issued = issue(session, operation, content, window, request, corrects=first.id)
    kept = boards.BoardLineChange(line.id, operation.operation_id, change.kind, session.today, change.text, change.why)
    boards.add_change(session.connection, operation.operation_id, line.id, kept, issued.id or 0)
    return issued


def with_text(session: Session, first: Document, line: BoardLine, text: str, why: str) -> LineChange:
    """Give a line another text: a red one says it, a black one's fact is composed anew and the text only adds.

    Day and place are those of the meeting's review, the rule is the one that the line's article names. Refused: blank.
    """
    added = text.strip()
    if not added:
        raise UsageError("text-missing", option="--reason-text")
    if line.list == "red":
        return LineChange("reason", why, added)
    period, when = Period.parse(first.period), AsOf.before(first.operation_id)
    decided = decisions_of(session, draft_of(session, period, when), when)["black"]
    row: Mapping[str, Any] = next((row for row in decided if row["household"] == line.household), {})
    day = date.fromisoformat(row["occurred_on"]) if row.get("occurred_on") else None
    article = line.content["article"]
    return LineChange("reason", why, fact_of(session, period, article, added, day, row.get("place") or "", when))


def _shown(line: BoardLine, change: LineChange) -> BoardChange:
    """What the correction shows. A black line that goes is named by its article: its fact is not posted again."""
    text = "reason" if line.list == "red" else "fact" if change.kind == "reason" else "article"
    return {
        "list": line.list,
        "household": line.household,
        "head": line.content["head"],
        "grid": line.content["grid"],
        "change": change.kind,
        "before": line.content[text],
        "after": change.text or "",
        "why": change.why,
    }


def prove_board_correction(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a correction of a list again from what its operation did to the line."""
    if document.corrects is None:
        return False, ()
    connection, when = session.connection, AsOf(document.operation_id)
    first = documents.select(connection, document_id=document.corrects)[0]
    day = date.fromisoformat(document.content["published_on"])
    before = {line.id: line for line in lines_in_force(session, day, AsOf.before(document.operation_id), first.id)}
    shown = [
        _shown(before[change.line_id], LineChange(change.kind, change.reason, change.text))
        for changes in boards.changes(connection, when).values()
        for change in changes
        if change.operation_id == document.operation_id
    ]
    if first.id >= document.id:
        return False, ()
    again = {**correcting(session, "board-correction", first, when), "changes": shown}
    return same_again(document, again), ()
