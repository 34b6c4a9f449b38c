"""Documents: composed from the book, numbered, frozen; composed again later to prove them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import (
    Correction,
    CorrectionLine,
    Head,
    Monthly,
    MonthlyLine,
    Reason,
    Void,
    check_code,
)
from jifen.domain.household import GONE, Household, sort_key
from jifen.domain.ledger import Entry, Score
from jifen.domain.period import Month, Period, year_to
from jifen.domain.points import ZERO, show, total
from jifen.domain.settings import Settings
from jifen.printing.words import number as number_text
from jifen.services.days import Window, window
from jifen.services.guards import refuse_content
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import documents, entries, figures, meetings
from jifen.store.documents import Document


@dataclass(frozen=True, slots=True)
class Issued:
    """A document just frozen, or printed again."""

    content: Mapping[str, Any]
    code: str | None
    id: int | None = None


def planned_window(session: Session, settings: Settings, first: date | None, days: int) -> Window:
    """The window as it will be: from the day after today unless said otherwise."""
    return window(first or session.today + timedelta(days=1), days, workdays=settings.on("workdays"))


def head(session: Session, kind: str, period: str, when: AsOf = NOW) -> Head:
    """What every document bears, before it is numbered."""
    settings = session.settings(when)
    return {
        "kind": kind,
        "village": settings["village"],
        "township": settings["township"],
        "county": settings["county"],
        "period": period,
        "number": None,
        "published_on": None,
        "notice_from": None,
        "notice_to": None,
        "backdated": False,
        "workdays": "no",
        "hotline": settings["hotline"],
        "contact": settings["contact"],
        "rulebook_from": None,
    }


def issue(
    session: Session,
    operation_id: int,
    content: Mapping[str, Any],
    found: Window | None,
    *,
    meeting_id: int | None = None,
    corrects: int | None = None,
) -> Issued:
    """Number and freeze a content. The number's year is the year of publication.

    Refused: free texts that the guard rails forbid.
    """
    refuse_content(session, content)
    year = session.today.year
    seq = documents.next_number(session.connection, year)
    full = {
        **content,
        "number": number_text(content["village"], year, seq),
        "published_on": session.today.isoformat(),
    }
    if found is not None:
        full |= {
            "notice_from": found.first.isoformat(),
            "notice_to": found.last.isoformat(),
            "backdated": found.first <= session.today,
            "workdays": found.workdays,
        }
    code = check_code(full)
    document_id = documents.add(
        session.connection,
        operation_id,
        full,
        code,
        year=year,
        seq=seq,
        meeting_id=meeting_id,
        corrects=corrects,
    )
    return Issued(full, code, document_id)


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
        **head(session, "monthly", str(month), when),
        "rulebook_from": None if book.effective_from == date.min else book.effective_from.isoformat(),
        "met": meeting is not None,
        "held_on": held_on.isoformat() if held_on else None,
        "lines": lines,
        "totals": _totals(lines),
    }


def by_grid(household: Household) -> tuple[object, object]:
    """Order of sheets: grids by number, then codes as people order them."""
    return sort_key(household.grid), sort_key(household.code)


def _totals(lines: list[MonthlyLine]) -> dict[str, str]:
    sums = {"households": str(len(lines))}
    sums["awards"] = show(total(Decimal(line["awards"]) for line in lines))
    sums["deductions"] = show(total(Decimal(line["deductions"]) for line in lines))
    sums["points"] = show(total(Decimal(line["points"]) for line in lines))
    sums["year"] = show(total(Decimal(line["year"]) for line in lines))
    sums["available"] = show(total(Decimal(line["available"]) for line in lines))
    return sums


def reasons_of(lines: list[Entry]) -> list[Reason]:
    """Points by rule, or by category where no rule is named; largest first. Never free text.

    Of a rule that hides who did it only category and points are told (contract; issue on publication, guard rails).
    """
    sums: dict[tuple[str, str | None, str | None], Decimal] = {}
    for entry in lines:
        hidden = entry.hides_actor
        key = (entry.category or "", None if hidden else entry.rule, None if hidden else entry.wording)
        sums[key] = sums.get(key, ZERO) + entry.points
    ordered = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0][0], item[0][1] or ""))
    return [
        {"category": category, "rule": rule, "wording": wording, "points": show(points)}
        for (category, rule, wording), points in ordered
        if points
    ]


def correction(session: Session, first: Document, lines: list[CorrectionLine]) -> Correction:
    """Correction of a monthly notice, not yet numbered."""
    return {
        **head(session, "correction", first.period),
        "corrects_number": first.number,
        "corrects_published_on": str(first.content["published_on"]),
        "lines": lines,
    }


def void(session: Session, first: Document, why: str) -> Void:
    """Voiding of a monthly notice, not yet numbered."""
    return {
        **head(session, "void", first.period),
        "corrects_number": first.number,
        "corrects_published_on": str(first.content["published_on"]),
        "why": why,
    }


@dataclass(frozen=True, slots=True)
class Later:
    """A household whose printed points are not what the book says now; with `words`, whose printed text is not."""

    household: str
    printed: str
    now: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What a document's check code proves. `matches`: the stored text has this code; `agrees`: composing it again as
    of its publication gives the same text; `status` is `in-force`, `corrected` or `void`."""

    document: Document
    matches: bool
    agrees: bool
    status: str
    later: tuple[Later, ...]

    @property
    def ok(self) -> bool:
        """Both."""
        return self.matches and self.agrees


PUBLISHED = ("number", "published_on", "notice_from", "notice_to", "backdated", "workdays")
"""What publishing adds to a content."""


def prove_monthly(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a monthly notice again: as of its publication, and as of now."""
    month = Month.parse(document.period)
    printed = document.content
    meeting = meetings.get(session.connection, document.meeting_id or 0, AsOf(document.operation_id))
    shown = {line["household"] for line in printed["lines"]}
    then = monthly(session, month, meeting, when=AsOf(document.operation_id))
    again = {**then, **{name: printed[name] for name in PUBLISHED}}
    if len(shown) < len(then["lines"]):
        lines = [line for line in then["lines"] if line["household"] in shown or line["reasons"]]
        again |= {"lines": lines, "totals": _totals(lines)}
    scores = figures.scores(session.connection, Period.of_month(month))
    later = tuple(
        Later(line["household"], line["points"], now)
        for line in printed["lines"]
        if (now := show(scores.get(line["household"], Score("")).points)) != line["points"]
    )
    return check_code(again) == document.code, later
