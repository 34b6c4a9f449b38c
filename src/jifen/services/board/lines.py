"""Lines of published lists as they stand on a day: those in force, with the texts they were given since."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.services.board.cycle import Cycle
from jifen.services.session import Session
from jifen.store import boards
from jifen.store.boards import BoardLine
from jifen.store.documents import Document

BLACK = "black"
"""The list whose lines accuse: what its texts may say is guarded most strictly, and a correction names the article."""


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
    """The line with the last text it was given."""
    texts = [change.text for change in changes if change.kind == "reason" and change.text]
    if not texts:
        return line
    return replace(line, content={**line.content, text_of(line.content): texts[-1]})


def text_of(line: Mapping[str, Any]) -> str:
    """Which text of a line a correction may change: the fact of one that accuses, the reason of any other."""
    return "fact" if "fact" in line else "reason"


def find_line(session: Session, first: Document, code: str) -> BoardLine | None:
    """The household's line in force, on whichever of the lists."""
    lines = lines_in_force(session, session.today, document_id=first.id)
    return next((line for line in lines if line.household == code), None)


def line_or_refuse(session: Session, cycle: Cycle, first: Document, code: str, listed: str) -> BoardLine:
    """The household's line in force on one of the lists."""
    line = find_line(session, first, code)
    if line is None or line.list != listed:
        raise cycle.refused("line-missing", household=code, list=listed)
    return line


def current_content(
    session: Session, cycle: Cycle, first: Document, day: date, when: AsOf = NOW
) -> dict[str, Any] | None:
    """The list of the lines in force on `day`; None while that is what was published."""
    lines = lines_in_force(session, day, when, first.id)
    kept = {
        name: [dict(line.content) for line in lines if line.list == kept_as] for name, kept_as in cycle.lists.items()
    }
    if all(kept[name] == first.content[name] for name in kept):
        return None
    return {**first.content, **kept, "kind": cycle.current or cycle.kind, "current": True}
