"""A list as it is shown: before publication what was proposed or decided, after it the lines in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jifen.domain.as_of import AsOf
from jifen.domain.period import Period
from jifen.services.board.boards import RedBlack
from jifen.services.board.content import black_lines, red_lines
from jifen.services.board.flow import draft_of, published
from jifen.services.board.lines import current_content
from jifen.services.session import Session
from jifen.store import boards, documents
from jifen.store.boards import BoardDraft


@dataclass(frozen=True, slots=True)
class BoardView:
    """A list as it is shown: published, its lines in force; before that, what was decided or proposed.

    `history` says what earlier lists say of a household, by code; `candidates` are black ones not yet decided.
    """

    status: str
    content: Mapping[str, Any]
    code: str | None
    history: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Mapping[str, Any], ...] = ()
    reviewed: bool = False


def show_board(session: Session, period: Period) -> BoardView:
    """The period's list as it stands today. Refused where there is neither list nor draft."""
    cycle = RedBlack(period)
    first = published(session, cycle)
    if first is None:
        return _draft_view(session, cycle, draft_of(session, cycle))
    standing = cycle.state(session, session.today, AsOf.before(first.operation_id))
    content = current_content(session, cycle, first, session.today) or first.content
    corrected = bool(documents.select(session.connection, kind="board-correction", corrects=first.id))
    history = {
        line["household"]: standing.history(line["household"], name)
        for name in ("red", "black")
        for line in content[name]
    }
    return BoardView(
        "corrected" if corrected else "published",
        {**content, "number": first.number},
        first.code,
        history,
        reviewed=True,
    )


def _draft_view(session: Session, cycle: RedBlack, last: BoardDraft) -> BoardView:
    candidates = last.content["review"]
    history = {line["household"]: line["history"] for name in ("red", "black") for line in candidates[name]}
    found = boards.last_review(session.connection, last.id)
    base = {"period": last.period, "number": None, "notice_from": None, "notice_to": None, **candidates}
    if found is None:
        content = {**base, "black": []}
        return BoardView("draft", content, None, history, tuple(candidates["black"]))
    standing = cycle.state(session, session.today)
    content = {
        **base,
        "red": red_lines(standing, candidates, found.content),
        "black": black_lines(standing, found.content, None),
    }
    undecided = cycle.undecided(last, found.content)
    waiting = tuple(line for line in candidates["black"] if line["household"] in undecided)
    return BoardView("draft", content, None, history, waiting, reviewed=True)
