"""Meeting sheets into the ledger: one batch, one transaction, all files or none.

A month is taken once a file was imported for it. Another file is refused unless it replaces (only the lines that
differ are reversed and posted; entries made by hand are never touched) or adds households not yet on the sheets.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.ledger import Draft, Entry
from jifen.domain.limits import Line
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO
from jifen.domain.rulebook import Rule, RuleBooks
from jifen.errors import JifenError
from jifen.importing.issues import Issue
from jifen.importing.model import FileReading, ReadingContext
from jifen.services.households import roster_on
from jifen.services.session import Session
from jifen.store import entries, figures, households, meetings, operations
from jifen.store.households import EVERYTHING

Mode = Literal["new", "replace", "add"]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month after the import: what is in force."""

    month: Month
    held_on: date | None
    revision: int
    households: int
    entries: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    reading: FileReading
    status: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """What `--replace` changes for a household: sums of one category and rule."""

    month: Month
    household: str
    category: str
    rule: str | None
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What the import did, or would do. `attendance` months met with less than half of those expected."""

    ok: bool
    applied: bool
    meetings: tuple[MonthFigures, ...] = ()
    files: tuple[FileResult, ...] = ()
    changes: tuple[LineChange, ...] = ()
    issues: tuple[Issue, ...] = ()
    inquorate: tuple[Month, ...] = ()
    missing_earlier: tuple[Month, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """How files are taken. `allow` lets findings of these codes through, for `reason`."""

    month: Month | None = None
    held_on: date | None = None
    mode: Mode = "new"
    allow: frozenset[str] = frozenset()
    reason: str | None = None


@dataclass(slots=True)
class _Batch:
    """An import under way."""

    session: Session
    options: Options
    operation_id: int
    files: Sequence[tuple[str, bytes]]
    books: RuleBooks
    readings: list[FileReading] = field(default_factory=list)
    unchanged: set[tuple[str, Month]] = field(default_factory=set)
    live: dict[Month, meetings.Meeting] = field(default_factory=dict)
    in_force: dict[Month, list[meetings.Sheet]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    allowed: list[Issue] = field(default_factory=list)
    new_aliases: list[tuple[str, str, str]] = field(default_factory=list)


def import_meetings(session: Session, files: Sequence[tuple[str, bytes]], options: Options) -> ImportResult:
    """Take meeting sheets. Errors in them are returned, not raised; nothing is written then."""
    if options.allow and not options.reason:
        raise JifenError("reason-missing", option="--allow")
    with session.change(
        "meeting import", mode=options.mode, allow=sorted(options.allow), reason=options.reason
    ) as change:
        batch = _Batch(session, options, change.operation_id, files, session.rulebooks())
        _look_at_months(batch)
        _read(batch)
        _sort_out_months(batch)
        _check(batch)
        if any(issue.severity == "error" for issue in batch.issues):
            change.cancelled = True
            return ImportResult(False, False, files=_rejected(batch), issues=tuple(batch.issues))
        fresh = _fresh(batch)
        if not fresh:
            change.cancelled = True
            return ImportResult(True, False, _figures(batch), _results(batch, {}), issues=tuple(batch.issues))
        session.backup()
        changes = _write(batch, fresh)
        statuses = {month: _status(batch, month) for month in fresh}
        result = ImportResult(
            ok=True,
            applied=not session.dry_run,
            meetings=_figures(batch),
            files=_results(batch, statuses),
            changes=changes,
            issues=tuple(batch.issues),
            inquorate=_inquorate(batch, fresh),
            missing_earlier=_missing_earlier(batch, fresh),
            skipped=sum(sheet.skipped for reading in batch.readings for sheet in reading.sheets),
        )
        session.confirm(result)
    return result


def reading_context(
    session: Session, options: Options, extra: Iterable[tuple[str, str, str]] = (), upto: int = EVERYTHING
) -> ReadingContext:
    """What the reader may know of the book, as of the operation `upto`."""
    known = {(alias.kind, alias.key): alias.target for alias in households.aliases(session.connection, upto)}
    known |= {(kind, key): target for kind, key, target in extra}
    cache: dict[date, object] = {}

    def roster(day: date) -> object:
        if day not in cache:
            cache[day] = roster_on(session, day, upto)
        return cache[day]

    return ReadingContext(
        roster_on=roster,  # type: ignore[arg-type]
        rulebooks=session.rulebooks(upto),
        today=session.today,
        month=options.month,
        held_on=options.held_on,
        aliases=known,
        allow=options.allow,
    )


def _look_at_months(batch: _Batch) -> None:
    connection = batch.session.connection
    for meeting in meetings.all_meetings(connection):
        if meeting.status != "voided":
            batch.live[meeting.month] = meeting
            batch.in_force[meeting.month] = meetings.sheets(connection, meeting.id)


def _read(batch: _Batch) -> None:
    """Read every file that is not wholly the source already; ask what a person can answer, then read again."""
    from jifen.importing.meeting import read_meeting

    known = {sheet.sha256 for sheets in batch.in_force.values() for sheet in sheets}
    context = reading_context(batch.session, batch.options)
    for number, (path, data) in enumerate(batch.files):
        batch.session.progress(number, len(batch.files))
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in known and not _was_elsewhere(batch, sha256):
            batch.readings.append(_known_file(batch, path, sha256))
            continue
        reading = read_meeting(path, data, context)
        answers = [
            (question.kind, question.key, answer)
            for question in reading.questions
            if (answer := batch.session.answer(question)) is not None
        ]
        if answers:
            batch.new_aliases += answers
            context = reading_context(batch.session, batch.options, batch.new_aliases)
            reading = read_meeting(path, data, context)
        batch.readings.append(reading)
    batch.session.progress(len(batch.files), len(batch.files))


def _was_elsewhere(batch: _Batch, sha256: str) -> bool:
    """Whether the file was once the source of a month that is free now (voided since)."""
    for sheet in meetings.sheets(batch.session.connection, in_force=False):
        if sheet.sha256 == sha256 and not any(m.id == sheet.meeting_id for m in batch.live.values()):
            return True
    return False


def _known_file(batch: _Batch, path: str, sha256: str) -> FileReading:
    from jifen.importing.model import SheetReading

    found = [
        SheetReading(sheet.name, month, sheet.layout, sheet.rows, sheet.entries, batch.live[month].held_on)  # type: ignore[arg-type]
        for month, sheets in batch.in_force.items()
        for sheet in sheets
        if sheet.sha256 == sha256
    ]
    return FileReading(path, sha256, tuple(found))


def _sort_out_months(batch: _Batch) -> None:
    """Which months of which files are already so; which are taken or closed."""
    for reading in batch.readings:
        for month in _months(reading):
            live, sheets = batch.live.get(month), batch.in_force.get(month, [])
            if any(sheet.sha256 == reading.sha256 for sheet in sheets):
                batch.unchanged.add((reading.sha256, month))
            elif live is not None and live.status != "recorded":
                facts = {"month": str(month), "status": live.status}
                batch.issues.append(Issue("meeting-closed", reading.path, facts=facts))
            elif sheets and batch.options.mode == "new":
                facts = {"month": str(month), "taken_from": sheets[-1].path}
                batch.issues.append(Issue("meeting-exists", reading.path, facts=facts))
            elif sheets and batch.options.mode == "add":
                _refuse_known_households(batch, reading, month, sheets)


def _refuse_known_households(
    batch: _Batch, reading: FileReading, month: Month, sheets: Sequence[meetings.Sheet]
) -> None:
    where = {household: sheet for sheet in sheets for household in sheet.households}
    for sheet in reading.sheets:
        if sheet.month != month:
            continue
        for household in sorted(sheet.households & where.keys()):
            first = next((d.source.cell for d in reading.drafts if d.household == household), None)
            cell = sheet.household_cells.get(household, first)
            facts = {"household": household, "other": f"{where[household].path} {where[household].name}"}
            batch.issues.append(Issue("row-repeated", reading.path, sheet.name, cell, household, facts))


def _fresh(batch: _Batch) -> dict[Month, list[FileReading]]:
    """Months to write, each with the files that bring it."""
    found: dict[Month, list[FileReading]] = {}
    for reading in batch.readings:
        for month in _months(reading):
            if (reading.sha256, month) not in batch.unchanged:
                found.setdefault(month, []).append(reading)
    return found


def _check(batch: _Batch) -> None:
    from jifen.importing.checks import check_drafts

    options = batch.options
    context = reading_context(batch.session, options, batch.new_aliases)
    filled = [_with_held_on(batch, reading) for reading in batch.readings]
    batch.readings = filled
    new = [
        replace(
            reading,
            drafts=tuple(d for d in reading.drafts if (reading.sha256, d.month) not in batch.unchanged),
        )
        for reading in filled
    ]
    for reading in filled:
        batch.issues += reading.issues
    months = {draft.month for reading in new for draft in reading.drafts}
    before = book_lines(batch.session, months, without_imported=options.mode != "add")
    outcome = check_drafts(new, context, before, batch.session.settings().ceilings)
    batch.issues += outcome.issues
    batch.allowed += outcome.allowed
    batch.allowed += [issue for reading in filled for issue in reading.allowed]


def _with_held_on(batch: _Batch, reading: FileReading) -> FileReading:
    """Where the sheet names no day of the meeting, the one that was recorded stands in."""
    drafts = []
    for draft in reading.drafts:
        live = batch.live.get(draft.month)
        if draft.occurred_on is None and reading.held_on(draft.month) is None and live is not None and live.held_on:
            draft = replace(draft, occurred_on=live.held_on)
        drafts.append(draft)
    return replace(reading, drafts=tuple(drafts))


def book_lines(session: Session, months: Iterable[Month], *, without_imported: bool = False) -> list[Line]:
    """What the book holds of the years these months lie in, as limits count it.

    `without_imported` leaves out the months' own imported lines, which are about to be replaced.
    """
    wanted = set(months)
    lines: list[Line] = []
    for year in sorted({month.year for month in wanted}):
        period = Period(Month(year, 1), Month(year, 12))
        for entry in entries.select(session.connection, period=period, in_force=True):
            if without_imported and entry.month in wanted and not entry.by_hand:
                continue
            lines.append(line_of(entry))
    return lines


def line_of(entry: Entry) -> Line:
    """An entry as limits count it."""
    if entry.month is None:
        raise ValueError(entry.id)
    return Line(entry.household, entry.month, entry.points, entry.category or "", entry.rule, entry.occurred_on)


def rule_day(occurred_on: date | None, held_on: date | None, month: Month) -> date:
    """The day as of which a rule is looked up."""
    return occurred_on or held_on or month.last


def _rule_of(batch: _Batch, draft: Draft, held_on: date | None) -> Rule | None:
    if draft.rule is None:
        return None
    return batch.books.on(rule_day(draft.occurred_on, held_on, draft.month)).find(draft.rule)


def _write(batch: _Batch, fresh: Mapping[Month, Sequence[FileReading]]) -> tuple[LineChange, ...]:
    connection, operation_id = batch.session.connection, batch.operation_id
    file_ids = {}
    content = {hashlib.sha256(data).hexdigest(): data for _, data in batch.files}
    for reading in dict.fromkeys(reading.sha256 for readings in fresh.values() for reading in readings):
        path = next(r.path for r in batch.readings if r.sha256 == reading)
        file_ids[reading] = operations.add_file(connection, operation_id, path, reading, content[reading])
    for kind, key, target in batch.new_aliases:
        households.add_alias(connection, operation_id, kind, key, target)
    changes: list[LineChange] = []
    for month, readings in sorted(fresh.items()):
        changes += _write_month(batch, month, readings, file_ids)
    return tuple(changes)


def _write_month(
    batch: _Batch, month: Month, readings: Sequence[FileReading], file_ids: Mapping[str, int]
) -> list[LineChange]:
    connection, operation_id = batch.session.connection, batch.operation_id
    taken = bool(batch.in_force.get(month))
    meeting = batch.live.get(month) or meetings.create(connection, operation_id, month)
    batch.live[month] = meeting
    _write_facts(batch, meeting, readings)
    role = "add" if taken and batch.options.mode == "add" else "base"
    for reading in readings:
        for sheet in reading.sheets:
            if sheet.month == month:
                row = meetings.Sheet(
                    meeting_id=meeting.id,
                    operation_id=operation_id,
                    source_file_id=file_ids[reading.sha256],
                    path=reading.path,
                    sha256=reading.sha256,
                    role=role,
                    name=sheet.name,
                    layout=sheet.layout,
                    rows=sheet.rows,
                    entries=sheet.entries,
                    skipped=sheet.skipped,
                    households=sheet.households,
                )
                meetings.add_sheet(connection, operation_id, row)
    old: list[Entry] = []
    if taken and batch.options.mode == "replace":
        old = [e for e in entries.select(connection, meeting_id=meeting.id, in_force=True) if not e.by_hand]
    new = [(draft, reading) for reading in readings for draft in reading.drafts if draft.month == month]
    return _post(batch, meeting, old, new, file_ids)


def _post(
    batch: _Batch,
    meeting: meetings.Meeting,
    old: Sequence[Entry],
    new: Sequence[tuple[Draft, FileReading]],
    file_ids: Mapping[str, int],
) -> list[LineChange]:
    """Reverse and post only what differs; lines that stand on both sheets stay as they are."""
    kept = Counter(_identity(entry) for entry in old) & Counter(draft.identity for draft, _ in new)
    going, staying = [], kept.copy()
    for entry in old:
        if staying[_identity(entry)]:
            staying[_identity(entry)] -= 1
        else:
            going.append(entry)
    coming, staying = [], kept.copy()
    for draft, reading in new:
        if staying[draft.identity]:
            staying[draft.identity] -= 1
        else:
            coming.append((draft, reading))
    posted = [entries.NewEntry.reversing(entry, None) for entry in going]
    posted += [
        entries.NewEntry.from_draft(
            draft,
            _rule_of(batch, draft, reading.held_on(draft.month)),
            meeting.id,
            file_ids[reading.sha256],
        )
        for draft, reading in coming
    ]
    entries.add(batch.session.connection, batch.operation_id, posted)
    if not old and not going:
        return []
    return _changes(meeting.month, old, going, [draft for draft, _ in coming])


def _identity(entry: Entry) -> tuple[object, ...]:
    return (
        *(entry.household, entry.category, entry.rule, entry.points),
        *(entry.occurred_on, entry.reason, entry.actor),
    )


def _changes(month: Month, old: Sequence[Entry], going: Sequence[Entry], coming: Sequence[Draft]) -> list[LineChange]:
    """Sums by household, category and rule that a replacement touches, before and after."""
    before: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    delta: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    for entry in old:
        before[_key(entry)] += entry.points
    for entry in going:
        delta[_key(entry)] -= entry.points
    for draft in coming:
        delta[_key(draft)] += draft.points
    ordered = sorted(delta, key=lambda key: (key[0], key[1], key[2] or ""))
    return [LineChange(month, *key, before[key], before[key] + delta[key]) for key in ordered]


_Key = tuple[str, str, str | None]


def _key(line: Entry | Draft) -> _Key:
    return (line.household, line.category or "", line.rule)


def _write_facts(batch: _Batch, meeting: meetings.Meeting, readings: Sequence[FileReading]) -> None:
    facts: list[tuple[str, str]] = []
    held = next((day for r in readings if (day := r.held_on(meeting.month))), None) or batch.options.held_on
    if held and (meeting.held_on is None or batch.options.mode == "replace") and held != meeting.held_on:
        facts.append(("held_on", held.isoformat()))
    place = next((text for r in readings if (text := r.place(meeting.month))), None)
    if place and meeting.fact("place") is None:
        facts.append(("place", place))
    mine = [i for i in batch.allowed if any(i.path == r.path for r in readings)]
    if mine:
        lines = [
            {"code": i.code, "path": i.path, "sheet": i.sheet, "cell": i.cell, "found": i.found, **dict(i.facts)}
            for i in mine
        ]
        allowance = {"reason": batch.options.reason, "lines": lines}
        facts.append(("allowance", json.dumps(allowance, ensure_ascii=False)))
    meetings.add_facts(batch.session.connection, batch.operation_id, meeting.id, facts)


def _status(batch: _Batch, month: Month) -> str:
    if not batch.in_force.get(month):
        return "imported"
    return "replaced" if batch.options.mode == "replace" else "added"


def _results(batch: _Batch, statuses: Mapping[Month, str]) -> tuple[FileResult, ...]:
    """Each file's status: what became of its first month that was not already so, else `unchanged`."""
    found = []
    for reading in batch.readings:
        new = [month for month in _months(reading) if (reading.sha256, month) not in batch.unchanged]
        found.append(FileResult(reading, statuses[new[0]] if new else "unchanged"))
    return tuple(found)


def _rejected(batch: _Batch) -> tuple[FileResult, ...]:
    """Nothing was taken; a file that is the source already stays `unchanged`."""
    found = []
    for reading in batch.readings:
        months = _months(reading)
        known = bool(months) and all((reading.sha256, month) in batch.unchanged for month in months)
        found.append(FileResult(reading, "unchanged" if known else "rejected"))
    return tuple(found)


def _months(reading: FileReading) -> list[Month]:
    return sorted({sheet.month for sheet in reading.sheets if sheet.month is not None})


def _figures(batch: _Batch) -> tuple[MonthFigures, ...]:
    """The months of the batch as the book holds them now."""
    connection = batch.session.connection
    months = sorted({month for reading in batch.readings for month in _months(reading)})
    sums = figures.month_sums(connection)
    current = {m.month: m for m in meetings.all_meetings(connection) if m.status != "voided"}
    found = []
    for month in months:
        meeting = current.get(month)
        if meeting is not None:
            count, lines, points = sums.get(meeting.id, (0, 0, ZERO))
            revision = meetings.revision(connection, meeting.id)
            found.append(MonthFigures(month, meeting.held_on, revision, count, lines, points))
    return tuple(found)


def _inquorate(batch: _Batch, fresh: Iterable[Month]) -> tuple[Month, ...]:
    """Months whose meeting had fewer than half of those expected."""
    found = []
    for month in sorted(fresh):
        meeting = batch.live[month]
        expected, present = meeting.fact("expected"), meeting.fact("present")
        if expected and present and int(present) * 2 < int(expected):
            found.append(month)
    return tuple(found)


def _missing_earlier(batch: _Batch, fresh: Iterable[Month]) -> tuple[Month, ...]:
    """Earlier months of the year that hold category points only: yearly caps by rule do not count them."""
    found: dict[Month, None] = {}
    ruled = {month for month in fresh if _has_rules(batch, month)}
    for month in sorted(ruled):
        for earlier, sheets in sorted(batch.in_force.items()):
            if earlier.year == month.year and earlier < month and any(s.layout == "wide" for s in sheets):
                found[earlier] = None
        for reading in batch.readings:
            for sheet in reading.sheets:
                other = sheet.month
                if other and other.year == month.year and other < month and sheet.layout == "wide":
                    found[other] = None
    return tuple(sorted(found))


def _has_rules(batch: _Batch, month: Month) -> bool:
    return any(d.rule and d.month == month for r in batch.readings for d in r.drafts)
