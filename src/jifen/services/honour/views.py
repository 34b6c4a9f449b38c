"""An honour as it is shown: before publication who was proposed or decided on, after it who is honoured still."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.domain.life.honours import HonourKind
from jifen.domain.period import Period
from jifen.printing.papers.honour import plaque_paper
from jifen.services.board.flow import draft_of, published, published_or_refuse
from jifen.services.board.handed import certificates
from jifen.services.board.lines import current_content
from jifen.services.honour.honours import Honour, honour_lines
from jifen.services.honour.kinds import honour_of
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.store import boards, documents


@dataclass(frozen=True, slots=True)
class HonourView:
    """An honour of a year as it stands. `households`: honoured still, decided on, or proposed (`reviewed` tells which).

    `changes`: what corrections took off or reworded since, each with the number of its document.
    """

    year: str
    kind: HonourKind
    status: str
    households: Sequence[Mapping[str, Any]]
    reviewed: bool
    number: str | None = None
    code: str | None = None
    notice_from: str | None = None
    notice_to: str | None = None
    changes: tuple[Mapping[str, Any], ...] = ()


def show_honour(session: Session, period: Period, kind: str) -> HonourView:
    """The honour as it stands today. Refused where there is neither document nor draft."""
    cycle = honour_of(session, period, kind)
    first = published(session, cycle)
    year = str(period)
    if first is None:
        last = draft_of(session, cycle)
        found = boards.last_review(session.connection, last.id)
        if found is None:
            return HonourView(year, cycle.data, "draft", last.content["review"]["lines"], reviewed=False)
        lines = honour_lines(cycle.state(session, session.today), found.content, session.today)
        return HonourView(year, cycle.data, "draft", lines, reviewed=True)
    content = current_content(session, cycle, first, session.today) or first.content
    changes = changes_of(session, cycle)
    window = (first.content["notice_from"], first.content["notice_to"])
    return HonourView(
        year, cycle.data, "published", content["lines"], True, first.number, first.code, *window, changes=changes
    )


def changes_of(session: Session, cycle: Honour) -> tuple[Mapping[str, Any], ...]:
    """What corrections say of a published honour, each line with the number of its document."""
    first = published(session, cycle)
    if first is None:
        return ()
    return tuple(
        {**line, "number": document.number}
        for document in documents.select(session.connection, kind=cycle.correction, corrects=first.id)
        for line in document.content["changes"]
    )


def print_plaques(
    session: Session, period: Period, kind: str, request: PaperRequest = AS_IT_IS
) -> tuple[PrintedFiles, int, date | None]:
    """The list of who gets a plaque: whoever is honoured still; how many, and the last day of the notice.

    Refused: an honour not published, nobody honoured.
    """
    cycle = honour_of(session, period, kind)
    first = published_or_refuse(session, cycle)
    content = certificates(session, cycle, first)
    paper = plaque_paper(content, own_templates=session.folders.templates)
    return print_paper(session, paper, request), len(content["lines"]), first.notice_to
