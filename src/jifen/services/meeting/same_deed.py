"""The same deed written down twice: by hand, on a sheet, and claimed. It decides nothing: a person looks."""

from collections.abc import Iterable, Mapping
from datetime import date

from jifen.domain.ledger import Entry, SheetLine
from jifen.domain.life.deeds import Deed
from jifen.domain.period import Month, Period
from jifen.domain.points import show_signed
from jifen.reading.issues import Issue
from jifen.services.session import Session
from jifen.store import entries
from jifen.store.entries import NewEntry
from jifen.store.life import deeds
from jifen.store.meetings import Meeting


def _deed(line: Entry | NewEntry | SheetLine, held_on: date | None) -> tuple[object, ...]:
    """What makes two lines tell of one deed: household, rule and day; without a rule category, day and points."""
    day = line.occurred_on or held_on
    if line.rule is not None:
        return line.household, day, line.rule
    return line.household, day, line.category, line.points


def repeated_by_hand(session: Session, lines: Iterable[SheetLine], held_on: Mapping[Month, date | None]) -> list[Issue]:
    """Lines of sheets whose deed was posted by hand before; a line without a day is one of the meeting's day."""
    found: list[Issue] = []
    by_month: dict[Month, list[SheetLine]] = {}
    for line in lines:
        by_month.setdefault(line.month, []).append(line)
    for month, drafts in sorted(by_month.items()):
        period, held = Period.of_month(month), held_on.get(month)
        posted = entries.select(session.connection, period=period, in_force=True, by_hand=True)
        known = {_deed(entry, held): entry for entry in posted if entry.decided is None}
        found += [_issue(draft, known[key]) for draft in drafts if (key := _deed(draft, held)) in known]
    return found


def _issue(line: SheetLine, entry: Entry) -> Issue:
    facts = {
        "household": line.household,
        "reason": "by-hand",
        "entry": str(entry.id),
        "rule": line.rule or line.category,
    }
    if line.occurred_on:
        facts["day"] = line.occurred_on.isoformat()
    source = line.source
    return Issue("event-repeated", source.path, source.sheet, source.cell, show_signed(line.points), facts)


def claimed_already(session: Session, new: NewEntry, held_on: date | None) -> Deed | None:
    """The deed, claimed and waiting for a meeting, that an entry about to be posted by hand tells of, too."""
    day = new.occurred_on or held_on
    if day is None:
        return None
    wanted = Deed(0, new.household, day, new.category or "", new.points, new.rule).identity
    waiting = deeds.find(session.connection, household=new.household, status="open", first=day, last=day)
    return next((deed for deed in waiting if deed.identity == wanted), None)


def on_sheet_already(session: Session, meeting: Meeting, new: NewEntry) -> Entry | None:
    """The line of a sheet that tells of the same deed as an entry about to be posted by hand."""
    deed = _deed(new, meeting.held_on)
    standing = entries.select(session.connection, meeting_id=meeting.id, household=new.household, in_force=True)
    return next((e for e in standing if not e.by_hand and _deed(e, meeting.held_on) == deed), None)
