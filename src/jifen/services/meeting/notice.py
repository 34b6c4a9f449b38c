"""The monthly notice and its withdrawal: composed from the book, and composed again to prove them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import Monthly, MonthlyLine, Void
from jifen.domain.household import GONE, Household, by_grid
from jifen.domain.ledger import Entry, Score, Spendable
from jifen.domain.period import Month, Period, year_to
from jifen.domain.points import ZERO, show, total
from jifen.domain.scheme.scheme import scheme_lines
from jifen.services.ledger.reasons import reasons_of
from jifen.services.ledger.scoring import Scoring
from jifen.services.publication.heading import correcting, heading
from jifen.services.publication.proof import Later, same_again
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import documents, entries, figures, meetings
from jifen.store.documents import Document


def monthly(
    session: Session,
    month: Month,
    meeting: meetings.Meeting | None,
    *,
    no_zero: bool = False,
    when: AsOf = NOW,
    settled: bool = True,
) -> Monthly:
    """The month's notice as the book stands (or stood after `when`), not yet numbered.

    Listed are the households not left or closed on the month's last day, and whoever has points in it; the rest is
    left out, so the lines shown add up to the totals shown. `settled` false: as earlier versions composed it.
    """
    lines_of = entries.by_household(session.connection, meeting.id, when) if meeting else {}
    people = [
        household
        for household in sorted(households_on(session, month.last, when).values(), key=by_grid)
        if household.code in lines_of or not (household.status in GONE or no_zero)
    ]
    connection = session.connection
    if settled:
        available = figures.settled(connection, when)
    else:
        available = {code: found.available for code, found in figures.balances(connection, when=when).items()}
    scoring = Scoring(session, meeting.covers if meeting else Period.of_month(month), when=when)
    lines = _lines(session, month, people, lines_of, available, scoring)
    held_on = meeting.held_on if meeting else None
    book = session.rulebooks(when).on(held_on or month.last)
    covers = str(meeting.period) if meeting and meeting.period else None
    content: Monthly = {
        **heading(session, "monthly", str(month), when, covers=covers),
        "rulebook_from": None if book.effective_from == date.min else book.effective_from.isoformat(),
        "met": meeting is not None,
        "held_on": held_on.isoformat() if held_on else None,
        "lines": lines,
        "totals": _totals(lines, settled=settled),
        "settled": True,
        "scheme": scheme_lines(scoring.scheme),
    }
    if not content["scheme"]:
        del content["scheme"]
    if not settled:
        del content["settled"]
    return content


def _lines(
    session: Session,
    month: Month,
    people: list[Household],
    lines_of: Mapping[str, list[Entry]],
    available: Mapping[str, Decimal],
    scoring: Scoring,
) -> list[MonthlyLine]:
    when = scoring.when
    scores = figures.scores(session.connection, Period.of_month(month), when=when)
    year = figures.scores(session.connection, year_to(month), when=when)
    lines: list[MonthlyLine] = []
    for who in people:
        nothing = Score(who.code)
        score = scores.get(who.code, nothing)
        line: MonthlyLine = {
            "household": who.code,
            "head": who.head,
            "grid": who.grid,
            "status": who.status,
            "awards": show(score.awards),
            "deductions": show(score.deductions),
            "points": show(score.points),
            "year": show(year.get(who.code, nothing).points),
            "available": show(available.get(who.code, ZERO)),
            "reasons": reasons_of(lines_of.get(who.code, [])),
        }
        if scoring.scheme.scores:
            reached = scoring.score(who.code)
            line["score"], line["grade"] = None if reached is None else show(reached), scoring.grade(who.code)
        lines.append(line)
    return lines


def _totals(lines: list[MonthlyLine], *, settled: bool) -> dict[str, str]:
    sums = {"households": str(len(lines))}
    for name in ("awards", "deductions", "points", "year", "available"):
        sums[name] = show(total(Decimal(line[name]) for line in lines))
    if settled:
        sums["available"] = show(Spendable.of(Decimal(line["available"]) for line in lines).points)
    return sums


def void(session: Session, first: Document, why: str, when: AsOf = NOW) -> Void:
    """Voiding of a monthly notice, not yet numbered."""
    return {**correcting(session, "void", first, when), "why": why}


def prove_void(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a voiding again from what its operation says of the meeting."""
    if document.corrects is None or document.meeting_id is None:
        return False, ()
    when = AsOf(document.operation_id)
    meeting = meetings.get(session.connection, document.meeting_id, when)
    first = documents.select(session.connection, document_id=document.corrects)[0]
    if meeting is None or meeting.status != "voided" or first.id >= document.id:
        return False, ()
    return same_again(document, void(session, first, meeting.reason or "", when)), ()


def prove_monthly(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a monthly notice again: as of its publication, and as of now."""
    month = Month.parse(document.period)
    printed = document.content
    meeting = meetings.get(session.connection, document.meeting_id or 0, AsOf(document.operation_id))
    shown = {line["household"] for line in printed["lines"]}
    settled = bool(printed.get("settled"))
    then = monthly(session, month, meeting, when=AsOf(document.operation_id), settled=settled)
    if len(shown) < len(then["lines"]):
        lines = [line for line in then["lines"] if line["household"] in shown or line["reasons"]]
        then |= {"lines": lines, "totals": _totals(lines, settled=settled)}
    scores = figures.scores(session.connection, Period.of_month(month))
    later = tuple(
        Later(line["household"], line["points"], now)
        for line in printed["lines"]
        if (now := show(scores.get(line["household"], Score("")).points)) != line["points"]
    )
    return same_again(document, then), later
