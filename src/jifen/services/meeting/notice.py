"""The monthly notice, its correction and its withdrawal: composed from the book, and composed again to prove them."""

from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import Correction, CorrectionLine, Monthly, MonthlyLine, Void
from jifen.domain.household import GONE, by_grid
from jifen.domain.ledger import Entry, Score
from jifen.domain.period import Month, Period, year_to
from jifen.domain.points import show, total
from jifen.services.ledger.reasons import reasons_of
from jifen.services.publication.heading import heading
from jifen.services.publication.proof import Later, same_again
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import entries, figures, meetings
from jifen.store.documents import Document


def monthly(
    session: Session, month: Month, meeting: meetings.Meeting | None, *, no_zero: bool = False, when: AsOf = NOW
) -> Monthly:
    """The month's notice as the book stands (or stood after `when`), not yet numbered.

    Listed are the households not left or closed on the month's last day, and whoever has points in it; the rest is
    left out, so the lines shown add up to the totals shown.
    """
    connection = session.connection
    people = households_on(session, month.last, when)
    scores = figures.scores(connection, Period.of_month(month), when=when)
    year = figures.scores(connection, year_to(month), when=when)
    balances = figures.balances(connection, when=when)
    lines_of: dict[str, list[Entry]] = {}
    if meeting is not None:
        for entry in entries.select(connection, meeting_id=meeting.id, in_force=True, when=when):
            lines_of.setdefault(entry.household, []).append(entry)
    lines: list[MonthlyLine] = []
    for household in sorted(people.values(), key=by_grid):
        mine = lines_of.get(household.code, [])
        if not mine and (household.status in GONE or no_zero):
            continue
        score = scores.get(household.code, Score(household.code))
        lines.append(
            {
                "household": household.code,
                "head": household.head,
                "grid": household.grid,
                "status": household.status,
                "awards": show(score.awards),
                "deductions": show(score.deductions),
                "points": show(score.points),
                "year": show(year.get(household.code, Score(household.code)).points),
                "available": show(balances.get(household.code, figures.nothing(household.code)).available),
                "reasons": reasons_of(mine),
            }
        )
    held_on = meeting.held_on if meeting else None
    book = session.rulebooks(when).on(held_on or month.last)
    return {
        **heading(session, "monthly", str(month), when),
        "rulebook_from": None if book.effective_from == date.min else book.effective_from.isoformat(),
        "met": meeting is not None,
        "held_on": held_on.isoformat() if held_on else None,
        "lines": lines,
        "totals": _totals(lines),
    }


def _totals(lines: list[MonthlyLine]) -> dict[str, str]:
    sums = {"households": str(len(lines))}
    sums["awards"] = show(total(Decimal(line["awards"]) for line in lines))
    sums["deductions"] = show(total(Decimal(line["deductions"]) for line in lines))
    sums["points"] = show(total(Decimal(line["points"]) for line in lines))
    sums["year"] = show(total(Decimal(line["year"]) for line in lines))
    sums["available"] = show(total(Decimal(line["available"]) for line in lines))
    return sums


def correction(session: Session, first: Document, lines: list[CorrectionLine]) -> Correction:
    """Correction of a monthly notice, not yet numbered."""
    return {
        **heading(session, "correction", first.period),
        "corrects_number": first.number,
        "corrects_published_on": str(first.content["published_on"]),
        "lines": lines,
    }


def void(session: Session, first: Document, why: str) -> Void:
    """Voiding of a monthly notice, not yet numbered."""
    return {
        **heading(session, "void", first.period),
        "corrects_number": first.number,
        "corrects_published_on": str(first.content["published_on"]),
        "why": why,
    }


def prove_monthly(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a monthly notice again: as of its publication, and as of now."""
    month = Month.parse(document.period)
    printed = document.content
    meeting = meetings.get(session.connection, document.meeting_id or 0, AsOf(document.operation_id))
    shown = {line["household"] for line in printed["lines"]}
    then = monthly(session, month, meeting, when=AsOf(document.operation_id))
    if len(shown) < len(then["lines"]):
        lines = [line for line in then["lines"] if line["household"] in shown or line["reasons"]]
        then |= {"lines": lines, "totals": _totals(lines)}
    scores = figures.scores(session.connection, Period.of_month(month))
    later = tuple(
        Later(line["household"], line["points"], now)
        for line in printed["lines"]
        if (now := show(scores.get(line["household"], Score("")).points)) != line["points"]
    )
    return same_again(document, then), later
