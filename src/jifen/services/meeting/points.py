"""Points by hand, opening balances, and a household's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import AsOf
from jifen.domain.documents.statement import Statement, StatementLine
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, show, total
from jifen.domain.scheme.scheme import ALL
from jifen.errors import JifenError
from jifen.printing.papers.statement import statement_paper
from jifen.reading.issues import Issue
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.ledger.accounts import find_entry
from jifen.services.ledger.course import Courses
from jifen.services.ledger.posting import Posting, new_entry, refuse_reversed
from jifen.services.life.deed_papers import claimed_by
from jifen.services.meeting.meetings import notice_of
from jifen.services.meeting.opening import meeting_for
from jifen.services.meeting.same_deed import claimed_already, on_sheet_already
from jifen.services.publication.gate import print_paper
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import household_on, roster_on
from jifen.services.session import JUST_NOW, Doubt, Session, reason_given
from jifen.store import entries, figures, meetings, operations
from jifen.store.life import honours
from jifen.store.operations import Operation


def add_points(session: Session, household: str, month: Month, posting: Posting, reason: str) -> Entry:
    """Post one entry by hand; the month is opened where it is not yet.

    In doubt, and asked about: the same was posted a moment ago, or the deed stands on a sheet of the month.
    """
    why = reason_given(reason)
    with session.change("points add", household=household, month=str(month), points=str(posting.points)) as change:
        connection = session.connection
        meeting = meeting_for(session, change.operation_id, month)
        _refuse_published(session, meeting)
        day = posting.on or meeting.held_on or month.last
        who = find_household(session, household, day)
        new = new_entry(session, meeting, who, posting, why)
        _ask_in_doubt(session, change.operation_id, meeting, who, new)
        return _read_back(session, entries.add_one(connection, change.operation_id, new))


def _ask_in_doubt(
    session: Session, operation_id: int, meeting: meetings.Meeting, who: Household, new: entries.NewEntry
) -> None:
    about = {"household": who.code, "head": who.head}
    just_now = operations.recent(session.connection, operation_id, "points add", JUST_NOW)
    standing = entries.select(session.connection, meeting_id=meeting.id, household=who.code, in_force=True)
    again = next((e for e in standing if e.operation_id in just_now and _content(e) == _content(new)), None)
    if again is not None:
        session.confirm(Doubt(JifenError("repeated-just-now", entry=again, **about)))
    elif (listed := on_sheet_already(session, meeting, new)) is not None:
        session.confirm(Doubt(JifenError("event-repeated", entry=listed, **about)))
    elif (claimed := claimed_already(session, new, meeting.held_on)) is not None:
        session.confirm(Doubt(JifenError("event-repeated", deed=claimed, **about)))


def _content(line: Entry | entries.NewEntry) -> tuple[object, ...]:
    return line.category, line.rule, line.points, line.occurred_on, line.reason


def reverse_entry(session: Session, entry_id: int, reason: str) -> Entry:
    """Answer a mistake with a reversing entry."""
    why = reason_given(reason)
    with session.change("points reverse", entry=entry_id, reason=reason) as change:
        connection = session.connection
        entry = find_entry(session, entries.standing_id(connection, entry_id))
        if entry.kind not in ("award", "deduction", "opening", "reversal"):
            raise JifenError("entry-kind", entry=entry_id, kind=entry.kind)
        refuse_reversed(session, entry)
        if entry.month is not None:
            meeting = meetings.get(connection, entry.meeting_id or 0)
            if meeting is not None:
                _refuse_published(session, meeting)
        new = entries.NewEntry.reversing(entry, why)
        return _read_back(session, entries.add_one(connection, change.operation_id, new))


def _refuse_published(session: Session, meeting: meetings.Meeting) -> None:
    if meeting.status != "recorded":
        raise JifenError("month-state", month=str(meeting.month), status=meeting.status, wanted=["recorded"])


def _read_back(session: Session, entry_id: int) -> Entry:
    entry = find_entry(session, entry_id)
    who = household_on(session, entry.household, session.today)
    return replace(entry, head=who.head if who else None)


@dataclass(frozen=True, slots=True)
class OpeningResult(FormImport):
    """What an import of opening balances did, or would do."""

    entries: int = 0
    points: Decimal = ZERO


def import_opening(session: Session, path: str, data: bytes) -> OpeningResult:
    """Take paper balances: spendable, in no period. A household has one opening balance."""
    from jifen.reading.forms.opening import read_opening

    with taking(session, "points opening", path, data) as form:
        rows, issues = read_opening(path, data, roster_on(session, session.today))
        opened = entries.opened(session.connection)
        if form.was_read() and all(row.household in opened for row in rows if row.points):
            return form.unchanged(OpeningResult)
        again = [row for row in rows if row.household in opened]
        issues = (*issues, *(_repeated(row.household, path, row.source.sheet, row.source.cell) for row in again))
        if has_errors(issues):
            return form.rejected(OpeningResult, issues)
        session.backup()
        file_id = form.keep()
        new = [
            entries.NewEntry(
                row.household,
                "opening",
                row.points,
                occurred_on=session.today,
                source_file_id=file_id,
                sheet=row.source.sheet,
                cell=row.source.cell,
            )
            for row in rows
            if row.points
        ]
        entries.add(session.connection, form.operation.operation_id, new)
        return form.imported(OpeningResult, issues, entries=len(new), points=total(e.points for e in new))


def opening_again(session: Session, path: str, data: bytes, taken: Operation) -> list[tuple[str, Decimal]]:
    """(household, points) of every opening balance of a file, read once more as of operation `taken`."""
    from jifen.reading.forms.opening import read_opening

    rows, _ = read_opening(path, data, roster_on(session, taken.today, AsOf.before(taken.id)))
    return [(row.household, row.points) for row in rows if row.points]


def _repeated(household: str, path: str, sheet: str | None, cell: str | None) -> Issue:
    return Issue("row-repeated", path, sheet, cell, household, {"household": household})


def statement(session: Session, text: str, period: Period | None, courses: Courses | None = None) -> Statement:
    """One household's page: every entry (of a period, or all) with the running balance of what it holds.

    `courses`: where many are asked for.
    """
    who = find_household(session, text)
    connection = session.connection
    every = entries.select(connection, household=who.code)
    shown = [e for e in every if period is None or (e.month is not None and e.month in period)]
    chosen = {e.id for e in shown}
    until = _pending_until(session, every)
    running = ZERO
    lines: list[StatementLine] = []
    before = ZERO
    met = {meeting.id: meeting for meeting in meetings.all_meetings(connection)}
    for entry in every:
        running += _spendable_of(entry, met)
        if entry.id in chosen:
            lines.append(_statement_line(entry, running, until, met))
        elif not lines:
            before = running
    account = figures.balance(connection, who.code)
    course = (courses or Courses(session, period.last if period else None)).of(who.code)
    settings = session.settings()
    names = ("opening", "earned", "deducted", "redeemed", "expired", "transferred", "pending", "disputed", "available")
    content: Statement = {
        "village": settings["village"],
        "household": who.code,
        "head": who.head,
        "grid": who.grid,
        "group": who.group,
        "people": who.people,
        "status": who.status,
        "period": str(period) if period else None,
        "as_of": session.today.isoformat(),
        "before": show(before),
        "lines": lines,
        "deeds": claimed_by(session, who.code, period),
        "figures": {name: show(getattr(account, name)) for name in names},
        "hotline": settings["hotline"],
        "honours": [
            {"year": found.year, "name": found.name, "person": found.person, "revoked": found.revoked}
            for found in honours.of_household(connection, who.code)
        ],
    }
    if course is not None:
        content["course"] = course
    return content


def _spendable_of(entry: Entry, met: Mapping[int, meetings.Meeting]) -> Decimal:
    """What an entry adds to what can be spent: nothing where its meeting's points only make a score."""
    meeting = met.get(entry.meeting_id or 0)
    counted = meeting.spendable if meeting else ALL
    lost = entry.kind == "deduction" or (entry.kind == "reversal" and entry.points > 0)
    return entry.points if counted.counts(lost=lost) else ZERO


def _pending_until(session: Session, every: Sequence[Entry]) -> dict[int, date | None]:
    """Of each meeting whose points are pending: the last day of its notice, if it hangs."""
    found: dict[int, date | None] = {}
    for meeting_id in {entry.meeting_id for entry in every if entry.pending and entry.meeting_id is not None}:
        meeting = meetings.get(session.connection, meeting_id)
        notice = notice_of(session, meeting) if meeting else None
        found[meeting_id] = notice.notice_to if notice else None
    return found


def _statement_line(
    entry: Entry, running: Decimal, pending_until: Mapping[int, date | None], met: Mapping[int, meetings.Meeting]
) -> StatementLine:
    meeting = met.get(entry.meeting_id or 0)
    until = pending_until.get(entry.meeting_id or 0) if entry.pending else None
    return {
        "id": entry.id,
        "on": entry.occurred_on.isoformat() if entry.occurred_on else None,
        "month": str(meeting.covers if meeting else entry.month or "") or None,
        "kind": entry.decided or entry.kind,
        "category": entry.category,
        "rule": entry.rule,
        "wording": entry.wording,
        "reason": entry.reason,
        "points": show(entry.points),
        "running": show(running),
        "pending": entry.pending and entry.points > 0,
        "pending_until": until.isoformat() if until else None,
        "disputed": entry.disputed,
        "reverses": entry.reverses,
    }


def print_statement(
    session: Session, household: str, period: Period | None, request: PaperRequest = AS_IT_IS
) -> PrintedFiles:
    """A household's page printed."""
    content = statement(session, household, period)
    return print_paper(session, statement_paper(content, own_templates=session.folders.templates), request)
