"""The red and black list: drafted from final months, decided by the meeting, published as a document.

Nobody is listed by the program alone: a black line needs the meeting's decision and all its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.review import Review
from jifen.domain.guards import Offence
from jifen.domain.period import Period
from jifen.errors import JifenError
from jifen.printing.papers import board_words
from jifen.printing.sheets.review import file_name, review_workbook
from jifen.services import guards
from jifen.services.board.content import compose, current_content
from jifen.services.board.period_state import PeriodState, differing
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.publication.gate import Issued, issue, print_again, print_workbook
from jifen.services.publication.heading import planned_window
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import roster_on
from jifen.services.session import Session
from jifen.store import boards, documents
from jifen.store.boards import BoardDraft
from jifen.store.documents import Document
from jifen.store.operations import Operation


def published(session: Session, period: Period) -> Document | None:
    """The period's list, where it is out."""
    found = documents.select(session.connection, kind="board", period=str(period))
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Drafted:
    """The candidates drawn up, and the workbook the meeting decides on."""

    review: Review
    files: PrintedFiles


def draft(
    session: Session, period: Period, request: PaperRequest = AS_IT_IS, *, allow_missing: bool = False
) -> Drafted:
    """The candidates for the meeting, as a workbook to fill in; the same again changes nothing.

    Refused: a month as period, a period not over, a month not final, missing months without `allow_missing`, a list
    that is out already.
    """
    _refuse_early(session, period)
    with session.change("board draft", period=str(period)) as change:
        state = PeriodState(session, period, session.today)
        _refuse_unfinished(state, allow_missing=allow_missing)
        snapshot = state.snapshot()
        last = boards.last_draft(session.connection, str(period))
        candidates: Review = snapshot["review"]
        if last is not None and last.content == snapshot:
            change.cancelled = True
        else:
            boards.add_draft(session.connection, change.operation_id, str(period), snapshot)
        outbox = None if change.cancelled else change.outbox
        files = print_workbook(session, review_workbook(candidates), file_name(candidates), request, outbox)
    return Drafted(candidates, files)


def _refuse_early(session: Session, period: Period) -> None:
    if period.kind == "month":
        raise JifenError("board-period", period=str(period))
    if session.today <= period.last_day:
        raise JifenError("period-not-over", period=str(period), last=period.last_day.isoformat())
    first = published(session, period)
    if first is not None:
        raise JifenError("board-published", period=str(period), number=first.number)


def _refuse_unfinished(standing: PeriodState, *, allow_missing: bool) -> None:
    months = standing.months
    if months.unfinished:
        raise JifenError("months-open", period=str(standing.period), months=[str(m) for m in months.unfinished])
    if months.missing and not allow_missing:
        raise JifenError("months-missing", period=str(standing.period), months=[str(m) for m in months.missing])


@dataclass(frozen=True, slots=True)
class ReviewResult(FormImport):
    """What reading a review did, or would do. `undecided`: black candidates without a decision."""

    red: int = 0
    black: int = 0
    undecided: tuple[str, ...] = ()


def review(
    session: Session, period: Period, path: str, data: bytes, allowing: guards.Allowing = guards.NOTHING
) -> ReviewResult:
    """Take the meeting's decisions from the filled-in workbook; with any error at a cell nothing is kept."""
    from jifen.reading.forms.review import ReviewContext, read_review

    _refuse_early(session, period)
    with taking(session, "board review", path, data, period=str(period)) as form:
        last = draft_of(session, period)
        context = ReviewContext(
            roster=roster_on(session, period.last_day),
            period=period,
            today=session.today,
            red={line["household"] for line in last.content["review"]["red"]},
            guards=guards.known_guards(session),
            parted=lambda found: guards.parted(session, found, allowing),
        )
        reading = read_review(path, data, context)
        if has_errors(reading.issues):
            return form.rejected(ReviewResult, reading.issues)
        content = _decided(session, last, reading)
        let_through = _as_printed(reading, content["black"])
        guards.keep_allowed(session, form.operation, let_through, allowing.reason, period)
        boards.add_review(session.connection, form.operation.operation_id, last.id, form.keep(), content)
        listed = {name: sum(row["decision"] == "list" for row in content[name]) for name in ("red", "black")}
        return form.imported(ReviewResult, reading.issues, **listed, undecided=undecided_of(last, content))


def _as_printed(reading: Any, decided: Sequence[Mapping[str, Any]]) -> list[Offence]:
    """What is let through, as the texts of which the lines will be guarded: facts with all they are composed of."""
    printed: dict[str, list[str]] = {}
    for row, told in zip(reading.black, decided, strict=True):
        for text in {row.fact, row.place}:
            printed.setdefault(text, []).append(told["fact"])
    return [replace(o, text=text) for o in reading.let_through for text in printed.get(o.text, [o.text])]


def _decided(session: Session, last: BoardDraft, reading: Any, when: AsOf = NOW) -> dict[str, list[dict[str, Any]]]:
    """What is kept of a review: decisions and texts, red reasons that were left blank as the draft has them."""
    composed = {line["household"]: line["reason"] for line in last.content["review"]["red"]}
    period = Period.parse(last.period)
    return {
        "red": [{**(kept := _kept(row)), "reason": kept["reason"] or composed[row.household]} for row in reading.red],
        "black": [{**_kept(row), "fact": _fact(session, period, row, when), "composed": True} for row in reading.black],
    }


def review_again(session: Session, path: str, data: bytes, last: BoardDraft, taken: Operation) -> Mapping[str, Any]:
    """What the workbook of a review says, read once more as it was when operation `taken` kept it."""
    from jifen.reading.forms.review import ReviewContext, read_review

    period, when = Period.parse(last.period), AsOf.before(taken.id)
    context = ReviewContext(
        roster=roster_on(session, period.last_day, when),
        period=period,
        today=taken.today,
        red={line["household"] for line in last.content["review"]["red"]},
        guards=guards.known_guards(session),
        parted=lambda found: ([], list(found)),
    )
    return _decided(session, last, read_review(path, data, context), when)


def _fact(session: Session, period: Period, row: Any, when: AsOf) -> str:
    """What a black line says happened: composed from day and rule, to which the meeting's own words only add."""
    return fact_of(session, period, row.article, row.fact, row.occurred_on, row.place, when)


def fact_of(
    session: Session, period: Period, article: str, text: str, day: date | None, place: str, when: AsOf = NOW
) -> str:
    """The fact of a black line whose article names a rule: day, place and rule, to which `text` only adds."""
    rules = session.rulebooks(when).on(day or period.last_day).rules
    named = next((rule for rule in rules if rule.wording in article or rule.code in article), None)
    deed = None if named is None else f"{named.wording}\uff08{named.code}\uff09"
    return board_words.composed(text, day, deed, place)


def _kept(row: Any) -> dict[str, Any]:
    names = (
        *("household", "decision", "reason", "article", "fact", "occurred_on", "place"),
        *("told_on", "deadline", "outcome"),
    )
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def undecided_of(last: BoardDraft, content: Mapping[str, Any]) -> tuple[str, ...]:
    """Black candidates and added households that the meeting said nothing about."""
    decided = {row["household"] for row in content["black"] if row["decision"] is not None}
    asked = [line["household"] for line in last.content["review"]["black"]]
    asked += [row["household"] for row in content["black"]]
    return tuple(code for code in dict.fromkeys(asked) if code not in decided)


def draft_of(session: Session, period: Period, when: AsOf = NOW) -> BoardDraft:
    """The period's newest draft; refused where there is none."""
    last = boards.last_draft(session.connection, str(period), when)
    if last is None:
        raise JifenError("board-not-drafted", period=str(period))
    return last


def decisions_of(session: Session, last: BoardDraft, when: AsOf = NOW) -> Mapping[str, Any]:
    """What the meeting decided on a draft; refused where its review was not read."""
    found = boards.last_review(session.connection, last.id, when)
    if found is None:
        raise JifenError("board-not-reviewed", period=last.period)
    return found.content


@dataclass(frozen=True, slots=True)
class BoardPreview:
    """What publishing a list freezes."""

    content: Mapping[str, Any]


def publish(
    session: Session,
    period: Period,
    first: date | None,
    days: int | None,
    request: PaperRequest = AS_IT_IS,
    parts: Sequence[str | None] = (None,),
) -> Issued:
    """Freeze the list as the meeting decided it, with number, window and check code.

    Refused: no draft or review, a black candidate without decision, a period that changed since the draft (households
    are named), a list that is out already, texts and rules that the guard rails forbid.
    """
    _refuse_early(session, period)
    with session.change("board publish", period=str(period)) as change:
        last = draft_of(session, period)
        decisions = decisions_of(session, last)
        standing = PeriodState(session, period, session.today)
        _refuse_unfinished(standing, allow_missing=True)
        changed = differing(last.content, standing.snapshot())
        if changed is not None:
            raise JifenError("board-changed", period=str(period), households=changed)
        undecided = undecided_of(last, decisions)
        if undecided:
            raise JifenError("board-undecided", period=str(period), households=list(undecided))
        guards.refuse_unlawful(session, period.last_day)
        window = planned_window(session, "list-days", first, days)
        content = compose(standing, decisions, window.first)
        issued = issue(session, change, content, window, request, parts=parts)
        session.confirm(BoardPreview(issued.content))
        for name in ("red", "black"):
            boards.add_lines(session.connection, change.operation_id, issued.id or 0, name, issued.content[name])
    return issued


def notice(session: Session, period: Period, request: PaperRequest = AS_IT_IS, part: str | None = None) -> Issued:
    """The list printed: as published, or the lines still in force; before publication for the township to look at.

    Once a line was taken off, changed, or ran out, what is printed is a document of its own, issued when it is first
    asked for and the same until the next change.
    """
    first = published(session, period)
    if first is None:
        last = draft_of(session, period)
        state = PeriodState(session, period, session.today)
        draft_content = compose(state, decisions_of(session, last), None)
        return print_again(session, Issued(draft_content, None), request, part)
    content = current_content(session, first, session.today)
    if content is None:
        return print_again(session, Issued.frozen(first), request, part)
    known = documents.select(session.connection, kind="board-current", corrects=first.id)
    if known and all(known[-1].content[name] == content[name] for name in ("red", "black")):
        return print_again(session, Issued.frozen(known[-1]), request, part)
    with session.change("board notice", period=str(period)) as change:
        return issue(session, change, content, None, request, parts=(part,), corrects=first.id)
