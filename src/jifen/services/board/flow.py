"""What every list goes through: drafted for the meeting, decided by it, put on the wall, printed again.

It knows no list: whatever is one's own is asked of its `Cycle`. Nobody is listed by the program alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import changed_households
from jifen.domain.household import sort_key
from jifen.services import guards
from jifen.services.board.cycle import Cycle, Decisions, ReviewFile
from jifen.services.board.lines import current_content
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.publication.gate import Issued, issue, print_again, print_workbook
from jifen.services.publication.heading import planned_window
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.store import boards, documents
from jifen.store.boards import BoardDraft
from jifen.store.documents import Document
from jifen.store.operations import Operation


@dataclass(frozen=True, slots=True)
class Drafted:
    """The candidates drawn up, and the workbook the meeting decides on."""

    review: Mapping[str, Any]
    files: PrintedFiles


@dataclass(frozen=True, slots=True)
class ReviewResult(FormImport):
    """What reading a review did, or would do: of each list how many stand on it, and who waits for a decision."""

    listed: Mapping[str, int] = field(default_factory=dict)
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What publishing a list freezes."""

    content: Mapping[str, Any]


def published(session: Session, cycle: Cycle) -> Document | None:
    """The list, where it is out."""
    found = documents.select(session.connection, kind=cycle.kind, period=str(cycle.period))
    return next((document for document in found if cycle.holds(document.content)), None)


def published_or_refuse(session: Session, cycle: Cycle) -> Document:
    """The list; refused where it is not out."""
    first = published(session, cycle)
    if first is None:
        raise cycle.refused("not-published")
    return first


def draft(session: Session, cycle: Cycle, request: PaperRequest = AS_IT_IS) -> Drafted:
    """The candidates for the meeting, as a workbook to fill in; the same again changes nothing.

    Refused: a list that is out already, a period that cannot have one yet.
    """
    _refuse_early(session, cycle)
    with session.change(cycle.commands["draft"], **cycle.told) as change:
        state = cycle.state(session, session.today)
        cycle.refuse_unfinished(state, publishing=False)
        snapshot = state.snapshot()
        last = cycle.last_draft(session.connection)
        if last is not None and last.content == snapshot:
            change.cancelled = True
        else:
            cycle.keep_draft(session.connection, change.operation_id, snapshot)
        outbox = None if change.cancelled else change.outbox
        files = print_workbook(session, *cycle.workbook(snapshot["review"]), request, outbox)
    return Drafted(snapshot["review"], files)


def _refuse_early(session: Session, cycle: Cycle) -> None:
    cycle.refuse_early(session)
    first = published(session, cycle)
    if first is not None:
        raise cycle.refused("published", number=first.number)


def review(
    session: Session, cycle: Cycle, path: str, data: bytes, allowing: guards.Allowing = guards.NOTHING
) -> ReviewResult:
    """Take the meeting's decisions from the filled-in workbook; with any error at a cell nothing is kept."""
    _refuse_early(session, cycle)
    with taking(session, cycle.commands["review"], path, data, **cycle.told) as form:
        last = draft_of(session, cycle)
        file = ReviewFile(path, data, session.today)
        reading = cycle.read(session, file, last, lambda found: guards.parted(session, found, allowing))
        if has_errors(reading.issues):
            return form.rejected(ReviewResult, reading.issues)
        content = cycle.decided(session, last, reading)
        let_through = cycle.as_printed(reading, content)
        guards.keep_allowed(session, form.operation, let_through, allowing.reason, cycle.period)
        boards.add_review(session.connection, form.operation.operation_id, last.id, form.keep(), content)
        listed = {name: sum(row["decision"] == "list" for row in content[name]) for name in cycle.lists}
        undecided = cycle.undecided(last, content)
        return form.imported(ReviewResult, reading.issues, listed=listed, undecided=undecided)


def review_again(
    session: Session, cycle: Cycle, path: str, data: bytes, last: BoardDraft, taken: Operation
) -> Decisions:
    """What the workbook of a review says, read once more as it was when operation `taken` kept it."""
    file = ReviewFile(path, data, taken.today, AsOf.before(taken.id))
    reading = cycle.read(session, file, last, lambda found: ([], list(found)))
    return cycle.decided(session, last, reading, file.when)


def draft_of(session: Session, cycle: Cycle, when: AsOf = NOW) -> BoardDraft:
    """The newest draft; refused where there is none."""
    last = cycle.last_draft(session.connection, when)
    if last is None:
        raise cycle.refused("not-drafted")
    return last


def decisions_of(session: Session, cycle: Cycle, last: BoardDraft, when: AsOf = NOW) -> Decisions:
    """What the meeting decided on a draft; refused where its review was not read."""
    found = boards.last_review(session.connection, last.id, when)
    if found is None:
        raise cycle.refused("not-reviewed")
    return found.content


def publish(
    session: Session,
    cycle: Cycle,
    first: date | None,
    days: int | None,
    request: PaperRequest = AS_IT_IS,
    parts: Sequence[str | None] = (None,),
) -> Issued:
    """Freeze the list as the meeting decided it, with number, window and check code.

    Refused: no draft or review, a household without decision, a period that changed since the draft (households are
    named), a list that is out already, texts and rules that the guard rails forbid.
    """
    _refuse_early(session, cycle)
    with session.change(cycle.commands["publish"], **cycle.told) as change:
        last = draft_of(session, cycle)
        decisions = decisions_of(session, cycle, last)
        state = cycle.state(session, session.today)
        cycle.refuse_unfinished(state, publishing=True)
        changed = differing(last.content, state.snapshot(), cycle.lists)
        if changed is not None:
            raise cycle.refused("changed", households=changed)
        undecided = cycle.undecided(last, decisions)
        if undecided:
            raise cycle.refused("undecided", households=list(undecided))
        guards.refuse_unlawful(session, cycle.period.last_day)
        window = planned_window(session, "list-days", first, days)
        issued = issue(session, change, cycle.compose(state, decisions, window.first), window, request, parts=parts)
        session.confirm(ListPreview(issued.content))
        for name, kept_as in cycle.lists.items():
            lines = issued.content[name]
            boards.add_lines(session.connection, change.operation_id, issued.id or 0, kept_as, lines)
    return issued


def notice(session: Session, cycle: Cycle, request: PaperRequest = AS_IT_IS, part: str | None = None) -> Issued:
    """The list printed: as published, or the lines still in force; before publication for the township to look at.

    Where a later print is a document of its own (`current`), it is issued once a line was taken off, changed, or ran
    out, when it is first asked for, and is the same until the next change.
    """
    first = published(session, cycle)
    if first is None:
        last = draft_of(session, cycle)
        state = cycle.state(session, session.today)
        expected = planned_window(session, "list-days").first  # what it would hang from, were it published today
        draft_content = cycle.compose(state, decisions_of(session, cycle, last), expected)
        return print_again(session, Issued(draft_content, None), request, part)
    content = current_content(session, cycle, first, session.today) if cycle.current else None
    if content is None:
        return print_again(session, Issued.frozen(first), request, part)
    known = documents.select(session.connection, kind=cycle.current, corrects=first.id)
    if known and all(known[-1].content[name] == content[name] for name in cycle.lists):
        return print_again(session, Issued.frozen(known[-1]), request, part)
    with session.change(cycle.commands["notice"], **cycle.told) as change:
        return issue(session, change, content, None, request, parts=(part,), corrects=first.id)


def differing(before: Mapping[str, Any], now: Mapping[str, Any], lists: Iterable[str]) -> list[str] | None:
    """Households of which two snapshots say different things; None where nothing differs at all."""
    parts = [_by_household(snapshot, lists) for snapshot in (before, now)]
    if parts[0] == parts[1]:
        return None
    names = ("scores", *lists)
    found = {code for name in names for code in changed_households(parts[0][name], parts[1][name])}
    return sorted(found, key=sort_key)


def _by_household(snapshot: Mapping[str, Any], lists: Iterable[str]) -> dict[str, Any]:
    """A snapshot with its lists by household: their order is no difference, nor how a line was worded."""
    found = snapshot["review"]
    rows = {name: {line["household"]: {**line, "reason": None} for line in found[name]} for name in lists}
    return {"scores": snapshot["scores"], **found, **rows}
