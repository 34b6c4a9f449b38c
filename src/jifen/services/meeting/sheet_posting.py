"""A batch into the ledger: sheets, facts and lines of each month; a replacement posts only what differs."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from jifen.domain.household import sort_key
from jifen.domain.ledger import Entry, SheetLine
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, total
from jifen.domain.rulebook import Rule
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading
from jifen.services.ledger.prior_lines import rule_day
from jifen.services.meeting.deed_decisions import settle_deeds
from jifen.services.meeting.import_model import Batch, SumChange, line_identity
from jifen.services.meeting.opening import meeting_for
from jifen.store import entries, households, meetings, operations

_Line = TypeVar("_Line")


def write(batch: Batch, fresh: Mapping[Month, Sequence[FileReading]]) -> tuple[SumChange, ...]:
    """Post the months, each with the files that bring it; gives what a replacement changes."""
    connection, operation_id = batch.session.connection, batch.operation_id
    file_ids = {}
    for sha256 in dict.fromkeys(reading.sha256 for readings in fresh.values() for reading in readings):
        path = next(r.path for r in batch.readings if r.sha256 == sha256)
        file_ids[sha256] = operations.add_file(connection, operation_id, path, sha256, batch.kept[sha256].data)
    for kind, key, target in batch.new_aliases:
        households.add_alias(connection, operation_id, kind, key, target)
    changes: list[SumChange] = []
    for month, readings in sorted(fresh.items()):
        changes += _write_month(batch, month, readings, file_ids)
    return tuple(changes)


def _write_month(
    batch: Batch, month: Month, readings: Sequence[FileReading], file_ids: Mapping[str, int]
) -> list[SumChange]:
    connection, operation_id = batch.session.connection, batch.operation_id
    taken = bool(batch.in_force.get(month))
    meeting = batch.live.get(month) or meeting_for(batch.session, operation_id, month)
    batch.live[month] = meeting
    _write_facts(batch, meeting, readings)
    role = "add" if taken and batch.options.mode == "add" else "base"
    for reading in readings:
        for sheet in reading.sheets:
            if sheet.month == month:
                row = meetings.MeetingSheet(
                    meeting_id=meeting.id,
                    operation_id=operation_id,
                    source_file_id=file_ids[reading.sha256],
                    path=reading.path,
                    sha256=reading.sha256,
                    role=role,
                    name=sheet.name,
                    layout=sheet.layout,
                    rows=sheet.rows,
                    entries=sheet.entries - _without_points(reading, sheet.name, month),
                    skipped=sheet.skipped,
                    households=sheet.households,
                )
                meetings.add_sheet(connection, operation_id, row)
    old: list[Entry] = []
    if taken and batch.options.mode == "replace":
        old = [e for e in entries.select(connection, meeting_id=meeting.id, in_force=True) if not e.by_hand]
    read = [(draft, reading) for reading in readings for draft in reading.lines if draft.month == month]
    new = [(draft, reading) for draft, reading in read if draft.points]
    held = _held_on(batch, meeting, readings)
    changes = _post(batch, meeting, old, new, file_ids, held)
    _keep_quantities(batch, meeting, [(d, reading) for d, reading in read if d.quantity is not None], file_ids)
    settle_deeds(batch, meeting, readings, held)
    return changes


def _keep_quantities(
    batch: Batch,
    meeting: meetings.Meeting,
    read: Sequence[tuple[SheetLine, FileReading]],
    file_ids: Mapping[str, int],
) -> None:
    """Quantities of the sheets, all of them: with a replacement those of the sheets before count no longer."""
    if not read:
        return
    connection = batch.session.connection
    given: dict[tuple[str, str | None, Decimal], list[int]] = defaultdict(list)
    for entry in entries.select(connection, meeting_id=meeting.id, in_force=True):
        if not entry.by_hand:
            given[entry.household, entry.rule, entry.points].append(entry.id)
    kept = []
    for draft, reading in read:
        mine = given[draft.household, draft.rule, draft.points] if draft.points else []
        kept.append(
            entries.NewQuantity(
                meeting_id=meeting.id,
                household=draft.household,
                rule=draft.rule or "",
                amount=draft.quantity or ZERO,
                occurred_on=draft.occurred_on,
                entry_id=mine.pop(0) if mine else None,
                source_file_id=file_ids[reading.sha256],
                sheet=draft.source.sheet,
                cell=draft.source.cell,
            )
        )
    entries.add_quantities(connection, batch.operation_id, kept)


def _without_points(reading: FileReading, sheet: str, month: Month) -> int:
    """How many lines of a sheet have a quantity that gives nothing."""
    return sum(not d.points for d in reading.lines if d.source.sheet == sheet and d.month == month)


def _held_on(batch: Batch, meeting: meetings.Meeting, readings: Sequence[FileReading]) -> date | None:
    """The day of the meeting: as a sheet gives it, else as the command does, else as it was recorded."""
    told = next((day for r in readings if (day := r.held_on(meeting.month))), None)
    return told or batch.options.held_on or meeting.held_on


def _write_facts(batch: Batch, meeting: meetings.Meeting, readings: Sequence[FileReading]) -> None:
    facts: list[tuple[str, str]] = []
    held = _held_on(batch, meeting, readings)
    if held and (meeting.held_on is None or batch.options.mode != "add") and held != meeting.held_on:
        facts.append(("held_on", held.isoformat()))
    place = next((text for r in readings if (text := r.place(meeting.month))), None)
    if place and meeting.fact("place") is None:
        facts.append(("place", place))
    pages = {(r.path, s.name): r.sha256 for r in readings for s in r.sheets if s.month == meeting.month}
    mine = [issue for issue in batch.allowed if (issue.path, issue.sheet or "") in pages]
    if mine:
        drafts = [draft for reading in readings for draft in reading.lines if draft.month == meeting.month]
        lines = [{**_let_through(issue, drafts), "sha256": pages[(issue.path, issue.sheet or "")]} for issue in mine]
        allowance = {"reason": batch.options.reason, "lines": lines}
        facts.append(("allowance", json.dumps(allowance, ensure_ascii=False)))
    meetings.add_facts(batch.session.connection, batch.operation_id, meeting.id, facts)


def _let_through(issue: Issue, drafts: Sequence[SheetLine]) -> dict[str, str | None]:
    """What the minutes tell of a decision: the finding, and whose points of its row it let through."""
    told: dict[str, str | None] = {"code": issue.code, "path": issue.path, "sheet": issue.sheet, "cell": issue.cell}
    told |= {"found": issue.found, **issue.facts}
    who = issue.facts.get("household")
    row = [d for d in drafts if _row(d.source.cell) == _row(issue.cell) and who in (None, d.household)]
    mine = [d for d in row if (d.source.path, d.source.sheet) == (issue.path, issue.sheet)]
    if mine:
        told = {"household": mine[0].household, "points": show(total(d.points for d in mine)), **told}
    return told


def _row(cell: str | None) -> str:
    return "".join(filter(str.isdigit, cell or ""))


def _post(
    batch: Batch,
    meeting: meetings.Meeting,
    old: Sequence[Entry],
    new: Sequence[tuple[SheetLine, FileReading]],
    file_ids: Mapping[str, int],
    held: date | None,
) -> list[SumChange]:
    """Reverse and post only what differs; lines that stand on both sheets stay as they are."""
    kept = Counter(line_identity(entry, held) for entry in old) & Counter(
        line_identity(draft, held) for draft, _ in new
    )
    going = _beyond(kept, old, lambda entry: line_identity(entry, held))
    coming = _beyond(kept, new, lambda pair: line_identity(pair[0], held))
    posted = [entries.NewEntry.reversing(entry, None) for entry in going]
    posted += [
        entries.NewEntry.from_draft(draft, _rule_of(batch, draft, reading), meeting.id, file_ids[reading.sha256])
        for draft, reading in coming
    ]
    entries.add(batch.session.connection, batch.operation_id, posted)
    if not old and not going:
        return []
    return _changes(meeting.month, old, going, [draft for draft, _ in coming])


def _beyond(
    kept: Counter[tuple[object, ...]], lines: Iterable[_Line], identity: Callable[[_Line], tuple[object, ...]]
) -> list[_Line]:
    """Lines that do not stay: of equal ones the first do, as many as are kept."""
    staying, others = kept.copy(), []
    for line in lines:
        if staying[identity(line)]:
            staying[identity(line)] -= 1
        else:
            others.append(line)
    return others


def _rule_of(batch: Batch, draft: SheetLine, reading: FileReading) -> Rule | None:
    day = rule_day(draft.occurred_on, reading.held_on(draft.month), draft.month)
    return None if draft.rule is None else batch.books.on(day).find(draft.rule)


def _changes(
    month: Month, old: Sequence[Entry], going: Sequence[Entry], coming: Sequence[SheetLine]
) -> list[SumChange]:
    """Sums by household, category and rule that a replacement changes, before and after."""
    before: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    delta: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    for entry in old:
        before[_key(entry)] += entry.points
    for entry in going:
        delta[_key(entry)] -= entry.points
    for draft in coming:
        delta[_key(draft)] += draft.points
    ordered = sorted((key for key in delta if delta[key]), key=lambda key: (sort_key(key[0]), key[1], key[2] or ""))
    return [SumChange(month, *key, before[key], before[key] + delta[key]) for key in ordered]


_Key = tuple[str, str, str | None]


def _key(line: Entry | SheetLine) -> _Key:
    return (line.household, line.category or "", line.rule)
