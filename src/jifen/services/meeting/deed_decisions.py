"""What a meeting's sheets decide about deeds claimed before: each once; open again where the decision falls away."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from jifen.domain.ledger import SheetLine, Source
from jifen.domain.life.deeds import Deed
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, show_signed
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading
from jifen.services.meeting.import_model import Batch, line_identity
from jifen.store import entries, meetings
from jifen.store.life import deeds
from jifen.store.life.deeds import DeedEvent

_DECIDED = ("decided", "refused")


def check_deeds(batch: Batch, readings: Sequence[FileReading]) -> list[Issue]:
    """Deeds that were decided already or stand twice, and lines of other sheets that may tell of a deed."""
    known = {deed.id: deed for deed in deeds.find(batch.session.connection)}
    found = [*_decided_twice(batch, readings, known), *_claimed_beside(batch, readings, known.values())]
    return [*found, *_without_points(batch, readings, known)]


def _without_points(batch: Batch, readings: Sequence[FileReading], known: dict[int, Deed]) -> Iterator[Issue]:
    """A quantity other than the claimed one that gives nothing: the book keeps a decision without points only of what
    was claimed."""
    for line in (line for r in readings for line in r.lines if (r.sha256, line.month) not in batch.unchanged):
        deed = known[line.deed] if line.deed is not None else None
        if deed is not None and not line.points and line.quantity is not None and line.quantity != deed.times:
            facts = {"reason": "no-points", "deed": str(deed.id), "quantity": show(line.quantity)}
            facts |= {"claimed": show(deed.times or ZERO)}
            yield _issue("decision-unclear", line.source, show(line.quantity), facts)


def _decided_twice(batch: Batch, readings: Sequence[FileReading], known: dict[int, Deed]) -> Iterator[Issue]:
    seen: dict[int, Source] = {}
    for month, deed_id, source in _decisions(batch, readings):
        deed, first = known[deed_id], seen.setdefault(deed_id, source)
        facts = {"deed": str(deed_id)}
        if first is not source:
            facts |= {"reason": "deed", "other_path": first.path, "other_sheet": first.sheet or ""}
            yield _issue("row-repeated", source, str(deed_id), {**facts, "other": first.cell or ""})
        elif deed.status != "open" and not _is_replaced(batch, month, deed):
            facts |= {"status": deed.status, "month": str(deed.month or "")}
            yield _issue("deed-decided", source, str(deed_id), facts)


def _decisions(batch: Batch, readings: Sequence[FileReading]) -> Iterator[tuple[Month, int, Source]]:
    """Every deed that the fresh months of a batch decide, with the cell that says so."""
    for reading in readings:
        cells = {sheet.name: sheet.deeds for sheet in reading.sheets}
        for line in reading.lines:
            if line.deed is not None and (reading.sha256, line.month) not in batch.unchanged:
                sheet = line.source.sheet or ""
                yield line.month, line.deed, Source(reading.path, sheet, cells[sheet].get(line.deed))
        for refused in reading.refused:
            if (reading.sha256, refused.month) not in batch.unchanged:
                yield refused.month, refused.deed, refused.source


def _is_replaced(batch: Batch, month: Month, deed: Deed) -> bool:
    """Whether the decision about a deed is one of those that this batch replaces."""
    live = batch.live.get(month)
    replaced = batch.options.mode == "replace" and live is not None and deed.meeting_id == live.id
    return replaced and deed.status in _DECIDED


def _claimed_beside(batch: Batch, readings: Sequence[FileReading], known: Iterable[Deed]) -> Iterator[Issue]:
    """A line of the usual layouts for a deed that is claimed, too: a person looks.

    A cell of an item has no day of its own: it may be about any open deed under its rule.
    """
    waiting = [deed for deed in known if deed.status in ("open", "decided")]
    by_identity = {deed.identity: deed for deed in waiting}
    by_rule = {(deed.household, deed.rule): deed for deed in waiting if deed.rule and deed.status == "open"}
    for reading in readings:
        for line in reading.lines:
            if line.deed is not None or (reading.sha256, line.month) in batch.unchanged:
                continue
            deed = _claim_of(line, by_identity)
            if deed is None and not line.is_event and line.rule:
                same = by_rule.get((line.household, line.rule))
                day = reading.held_on(line.month) or line.month.last
                covers = batch.books.covering(line.month)
                deed = same if same is not None and same.may_be_decided(covers, day) else None
            if deed is not None and not _is_replaced(batch, line.month, deed):
                facts = {"reason": "deed", "household": line.household, "deed": str(deed.id)}
                facts |= {"rule": line.rule or line.category, "day": deed.occurred_on.isoformat()}
                yield _issue("event-repeated", line.source, show_signed(line.points), facts)


def _claim_of(line: SheetLine, known: dict[tuple[object, ...], Deed]) -> Deed | None:
    if line.occurred_on is None:
        return None
    return known.get(Deed(0, line.household, line.occurred_on, line.category, line.points, line.rule).identity)


def _issue(code: str, source: Source, found: str, facts: dict[str, str]) -> Issue:
    return Issue(code, source.path, source.sheet, source.cell, found, facts)


def settle_deeds(
    batch: Batch, meeting: meetings.Meeting, readings: Sequence[FileReading], held_on: date | None
) -> None:
    """Write what a month's sheets decided, once its lines are posted; a replacement opens again what it leaves out."""
    connection, month = batch.session.connection, meeting.month
    wanted = {event.deed_id: event for event in _wanted(connection, meeting, readings, held_on)}
    events: list[DeedEvent] = []
    if batch.options.mode == "replace":
        for deed in _decided_by(connection, meeting.id):
            new = wanted.get(deed.id)
            if new == DeedEvent(deed.id, deed.status, meeting.id, deed.entry_id, deed.reason):
                del wanted[deed.id]
            else:
                events.append(DeedEvent(deed.id, "open", meeting.id))
    deeds.add_events(connection, batch.operation_id, [*events, *wanted.values()])
    batch.decided += sum(line.deed is not None for r in readings for line in r.lines if line.month == month)
    batch.refused += sum(refused.month == month for reading in readings for refused in reading.refused)


def _wanted(
    connection: sqlite3.Connection, meeting: meetings.Meeting, readings: Sequence[FileReading], held_on: date | None
) -> Iterator[DeedEvent]:
    lines = [line for reading in readings for line in reading.lines if line.month == meeting.month and line.deed]
    posted: dict[tuple[object, ...], list[tuple[str | None, str | None, int]]] = {}
    for entry in entries.select(connection, meeting_id=meeting.id, in_force=True) if lines else ():
        if entry.source is not None:
            place = (entry.source.sheet, entry.source.cell, entry.id)
            posted.setdefault(line_identity(entry, held_on), []).append(place)
    for line in lines:
        if not line.points:  # a quantity that reached no step
            yield DeedEvent(line.deed or 0, "decided", meeting.id)
            continue
        equal = posted[line_identity(line, held_on)]
        own = next((each for each in equal if each[:2] == (line.source.sheet, line.source.cell)), equal[0])
        equal.remove(own)
        yield DeedEvent(line.deed or 0, "decided", meeting.id, own[2])
    for refused in (each for reading in readings for each in reading.refused if each.month == meeting.month):
        yield DeedEvent(refused.deed, "refused", meeting.id, reason=refused.reason)


def _decided_by(connection: sqlite3.Connection, meeting_id: int) -> list[Deed]:
    return [deed for deed in deeds.find(connection, meeting_id=meeting_id) if deed.status in _DECIDED]


def refused_by(connection: sqlite3.Connection, meeting_id: int) -> dict[int, str | None]:
    """Deeds that a meeting did not let pass, and why."""
    return {deed.id: deed.reason for deed in _decided_by(connection, meeting_id) if deed.status == "refused"}


def open_again(connection: sqlite3.Connection, operation_id: int, meeting_id: int, reason: str) -> None:
    """Every deed that a meeting decided is open again: the meeting is voided."""
    events = [DeedEvent(deed.id, "open", meeting_id, reason=reason) for deed in _decided_by(connection, meeting_id)]
    deeds.add_events(connection, operation_id, events)
