"""Meeting sheets into the ledger: one batch, one transaction, all files or none.

A month is taken once a file was imported for it. Another file is refused unless it replaces (only the lines that
differ are reversed and posted; entries made by hand are never touched) or adds households not yet on the sheets.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from jifen.domain.household import sort_key
from jifen.domain.period import Month
from jifen.domain.points import ZERO
from jifen.errors import JifenError
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading, ReadingContext
from jifen.reading.opened import NOTHING_KEPT
from jifen.services.intake import has_errors
from jifen.services.ledger.posting import ceilings_of
from jifen.services.ledger.prior_lines import book_lines
from jifen.services.meeting.deed_decisions import check_deeds
from jifen.services.meeting.import_model import (
    Batch,
    FileResult,
    ImportResult,
    MonthFigures,
    Options,
    asked_month,
    months_of,
    reading_context,
)
from jifen.services.meeting.known_months import Difference, settle_known_months
from jifen.services.meeting.reckoning import off_ladders, reckon
from jifen.services.meeting.same_deed import repeated_by_hand
from jifen.services.meeting.sheet_posting import write
from jifen.services.roster.aliases import keep_answers
from jifen.services.session import Session
from jifen.store import figures, households, meetings, operations


def import_meetings(session: Session, files: Sequence[tuple[str, bytes | None]], options: Options) -> ImportResult:
    """Take meeting sheets (None: a folder). Errors in them are returned, not raised; no points are written then.

    What a person answered on the way is kept even so: nobody is asked the same twice.
    """
    answers: list[tuple[str, str, str]] = []
    result = _import(session, files, options, answers)
    if answers and not result.ok:
        keep_answers(session, answers)
    return result


def _import(
    session: Session,
    files: Sequence[tuple[str, bytes | None]],
    options: Options,
    answers: list[tuple[str, str, str]],
) -> ImportResult:
    if not households.events(session.connection):
        raise JifenError("roster-empty")
    with session.change(
        "meeting import",
        mode=options.mode,
        month=options.period and str(options.period),
        held_on=options.held_on,
        allow=sorted(options.allow),
        reason=options.reason,
    ) as change:
        batch = Batch(session, options, change.operation_id, files, session.rulebooks(), new_aliases=answers)
        batch.month = asked_month(session, options)
        _look_at_months(batch)
        _read(batch)
        _sort_out_months(batch, settle_known_months(batch))
        _check(batch)
        if has_errors(batch.issues):
            change.cancelled = True
            return ImportResult(False, False, files=_rejected(batch), issues=tuple(batch.issues))
        fresh = _fresh(batch)
        if not fresh:
            change.cancelled = True
            return ImportResult(True, False, _figures(batch), _results(batch, {}), issues=tuple(batch.issues))
        held_twice = _held_twice(batch, fresh)
        changes = write(batch, fresh)
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
            held_twice=held_twice,
            skipped=sum(sheet.skipped for reading in batch.readings for sheet in reading.sheets),
            decided=batch.decided,
            refused=batch.refused,
            reckoned=tuple(batch.reckoned),
            repeated=tuple(batch.repeated),
            off_ladders=tuple(off_ladders(batch)),
        )
        session.confirm(result)
        session.backup()
    return result


def _look_at_months(batch: Batch) -> None:
    connection = batch.session.connection
    for meeting in meetings.all_meetings(connection):
        if meeting.status != "voided":
            batch.live[meeting.month] = meeting
            batch.in_force[meeting.month] = meetings.sheets(connection, meeting.id)
        for sheet in meetings.sheets(connection, meeting.id, in_force=False):
            batch.taken_from.setdefault(sheet.sha256, set()).add(meeting.month)
    batch.freed = {month for months in batch.taken_from.values() for month in months} - batch.live.keys()


def _read(batch: Batch) -> None:
    """Read every file that is not wholly the source already; ask what a person can answer, then read again."""
    context = reading_context(batch.session, batch.options)
    for number, (path, data) in enumerate(batch.files):
        batch.session.progress(number, len(batch.files))
        if data is None:
            folder = Issue("file-unreadable", path, facts={"reason": "folder"})
            batch.readings.append(FileReading(path, f"folder {number}", issues=(folder,)))
            continue
        sha256 = operations.digest(data)
        if _is_source(batch, sha256):
            batch.readings.append(_known_file(batch, path, sha256))
            continue
        reading = _read_one(batch, path, data, context)
        if reading.questions:  # nothing is drawn over what is asked
            batch.session.progress(len(batch.files), len(batch.files))
        answers = [
            (question.kind, question.key, answer)
            for question in reading.questions
            if (answer := batch.session.answer(question)) is not None
        ]
        if answers:
            batch.new_aliases += answers
            context = reading_context(batch.session, batch.options, batch.new_aliases)
            reading = _read_one(batch, path, data, context)
        batch.readings.append(reading)
    touched = _touched(batch)
    for number, (path, data) in enumerate(batch.files):
        if (
            data
            and _is_source(batch, batch.readings[number].sha256)
            and touched.intersection(months_of(batch.readings[number]))
        ):
            batch.readings[number] = _read_one(batch, path, data, context)
    batch.session.progress(len(batch.files), len(batch.files))


def _read_one(batch: Batch, path: str, data: bytes, context: ReadingContext) -> FileReading:
    """One file, and what is kept of it: that is what is read."""
    from jifen.reading.meeting.reader import read_meeting
    from jifen.reading.opened import kept_form

    reading = read_meeting(path, data, context)
    if reading.sha256 not in batch.kept:
        batch.kept[reading.sha256] = kept_form(data)
    return reading


def _is_source(batch: Batch, sha256: str) -> bool:
    """Whether the book takes every month from this file that it ever took from it, and the month asked for.

    Where a month was voided it may stand in any file, a year's workbook too: then every file is read.
    """
    months = batch.taken_from.get(sha256, set())
    if batch.freed:
        return False
    if batch.month is not None and batch.month not in months:
        return False
    return bool(months) and all(_takes(batch, month, sha256) for month in months)


def _takes(batch: Batch, month: Month, sha256: str) -> bool:
    return any(sheet.sha256 == sha256 for sheet in batch.in_force.get(month, []))


def _touched(batch: Batch) -> set[Month]:
    """Months that a replacement takes anew: of other files beside them, their sources in the batch count again."""
    if batch.options.mode != "replace":
        return set()
    return {m for reading in batch.readings for m in months_of(reading) if not _takes(batch, m, reading.sha256)}


def _known_file(batch: Batch, path: str, sha256: str) -> FileReading:
    from jifen.reading.meeting.model import SheetReading

    found = [
        SheetReading(sheet.name, month, sheet.layout, sheet.rows, sheet.entries, batch.live[month].held_on)  # type: ignore[arg-type]
        for month, sheets in batch.in_force.items()
        for sheet in sheets
        if sheet.sha256 == sha256
    ]
    return FileReading(path, sha256, tuple(found))


def _sort_out_months(batch: Batch, differing: Mapping[tuple[str, Month], Difference]) -> None:
    """Which months of which files are already so; which are taken or closed, and where a file `differs` from them."""
    touched = _touched(batch)
    for reading in batch.readings:
        for month in months_of(reading):
            live, sheets = batch.live.get(month), batch.in_force.get(month, [])
            if (reading.sha256, month) in batch.unchanged:
                continue
            if _takes(batch, month, reading.sha256) and month not in touched:
                batch.unchanged.add((reading.sha256, month))
            elif live is not None and live.status != "recorded":
                facts = {"month": str(month), "status": live.status}
                batch.issues.append(_taken("meeting-closed", reading, facts, differing.get((reading.sha256, month))))
            elif sheets and batch.options.mode == "new":
                facts = {"month": str(month), "taken_from": sheets[-1].path}
                if all(sheet.layout == "deeds" for sheet in reading.sheets if sheet.month == month):
                    facts["reason"] = "deeds"
                batch.issues.append(_taken("meeting-exists", reading, facts, differing.get((reading.sha256, month))))
            elif sheets and batch.options.mode == "add":
                _refuse_known_households(batch, reading, month, sheets)


def _taken(code: str, reading: FileReading, facts: dict[str, str], differs: Difference | None) -> Issue:
    """A month that is taken: at the cell that differs, where the file is the month's own with something changed."""
    if differs is None or not differs.like:
        return Issue(code, reading.path, facts=facts)
    facts = {**facts, "expected": differs.expected}
    return Issue(code, reading.path, differs.sheet, differs.cell, differs.found, facts)


def _refuse_known_households(
    batch: Batch, reading: FileReading, month: Month, sheets: Sequence[meetings.MeetingSheet]
) -> None:
    connection = batch.session.connection
    wide = [sheet for sheet in sheets if sheet.layout != "deeds"]
    where = {household: sheet for sheet in wide for household in meetings.on_sheet(connection, sheet.id)}
    for sheet in reading.sheets:
        if sheet.month != month or sheet.layout == "deeds":
            continue
        for household in sorted(sheet.households & where.keys(), key=sort_key):
            first = next((d.source.cell for d in reading.lines if d.household == household), None)
            cell = sheet.household_cells.get(household, first)
            facts = {"household": household, "other": f"{where[household].path} {where[household].name}"}
            batch.issues.append(Issue("row-repeated", reading.path, sheet.name, cell, household, facts))


def _fresh(batch: Batch) -> dict[Month, list[FileReading]]:
    """Months to write, each with the files that bring it."""
    found: dict[Month, list[FileReading]] = {}
    for reading in batch.readings:
        for month in months_of(reading):
            if (reading.sha256, month) not in batch.unchanged:
                found.setdefault(month, []).append(reading)
    return found


def _check(batch: Batch) -> None:
    from jifen.reading.meeting.checks import check_lines

    options = batch.options
    context = reading_context(batch.session, options, batch.new_aliases)
    filled = [_with_held_on(batch, reading) for reading in batch.readings]
    filled = reckon(batch, filled)
    batch.readings = filled
    new = [
        replace(
            reading,
            lines=tuple(d for d in reading.lines if d.points and (reading.sha256, d.month) not in batch.unchanged),
        )
        for reading in filled
    ]
    for reading in filled:
        batch.issues += reading.issues
    months = {draft.month for reading in new for draft in reading.lines}
    before = book_lines(batch.session, months, without_imported=options.mode != "add")
    outcome = check_lines(new, context, before, ceilings_of(batch.session, months))
    batch.issues += outcome.issues
    batch.issues += check_deeds(batch, filled)
    batch.issues += repeated_by_hand(batch.session, (d for reading in new for d in reading.lines), _held_days(batch))
    batch.allowed += outcome.allowed
    batch.allowed += [issue for reading in filled for issue in reading.allowed]


def _held_days(batch: Batch) -> dict[Month, date | None]:
    """The day of each month's meeting, as a sheet gives it, else as it was recorded."""
    told = {month: day for r in batch.readings for month in months_of(r) if (day := r.held_on(month))}
    return {month: meeting.held_on for month, meeting in batch.live.items()} | told


def _with_held_on(batch: Batch, reading: FileReading) -> FileReading:
    """Where the sheet names no day of the meeting, the one that was recorded stands in."""
    drafts = []
    for draft in reading.lines:
        live = batch.live.get(draft.month)
        if draft.occurred_on is None and reading.held_on(draft.month) is None and live is not None and live.held_on:
            draft = replace(draft, occurred_on=live.held_on)
        drafts.append(draft)
    return replace(reading, lines=tuple(drafts))


def _status(batch: Batch, month: Month) -> str:
    if not batch.in_force.get(month):
        return "imported"
    return "replaced" if batch.options.mode == "replace" else "added"


def _results(batch: Batch, statuses: Mapping[Month, str]) -> tuple[FileResult, ...]:
    """Each file's status: what became of its first month that was not already so, else `unchanged`."""
    found = []
    for reading in batch.readings:
        new = [month for month in months_of(reading) if (reading.sha256, month) not in batch.unchanged]
        found.append(_result(batch, reading, statuses[new[0]] if new else "unchanged"))
    return tuple(found)


def _rejected(batch: Batch) -> tuple[FileResult, ...]:
    """Nothing was taken; a file that is the source already stays `unchanged`."""
    found = []
    for reading in batch.readings:
        months = months_of(reading)
        known = bool(months) and all((reading.sha256, month) in batch.unchanged for month in months)
        found.append(_result(batch, reading, "unchanged" if known else "rejected"))
    return tuple(found)


def _result(batch: Batch, reading: FileReading, status: str) -> FileResult:
    return FileResult(reading, status, batch.kept.get(reading.sha256, NOTHING_KEPT))


def _figures(batch: Batch) -> tuple[MonthFigures, ...]:
    """The months of the batch as the book holds them now."""
    connection = batch.session.connection
    months = sorted({month for reading in batch.readings for month in months_of(reading)})
    found = []
    for month in months:
        meeting = meetings.live(connection, month)
        if meeting is not None:
            count, lines, points = figures.month_sums(connection, meeting.id).get(meeting.id, (0, 0, ZERO))
            revision = meetings.revision(connection, meeting.id)
            found.append(MonthFigures(month, meeting.covers, meeting.held_on, revision, count, lines, points))
    return tuple(found)


def _held_twice(batch: Batch, fresh: Mapping[Month, Sequence[FileReading]]) -> tuple[tuple[Month, date, date], ...]:
    """Months whose sheet gives another day of the meeting than was recorded or given; before anything is written."""
    found = []
    for month, readings in sorted(fresh.items()):
        told = next((day for reading in readings if (day := reading.held_on(month))), None)
        live = batch.live.get(month)
        other = batch.options.held_on or (live.held_on if live else None)
        if told is not None and other is not None and told != other:
            found.append((month, told, other))
    return tuple(found)


def _inquorate(batch: Batch, fresh: Iterable[Month]) -> tuple[Month, ...]:
    """Months whose meeting had fewer than half of those expected."""
    found = []
    for month in sorted(fresh):
        meeting = batch.live[month]
        expected, present = meeting.fact("expected"), meeting.fact("present")
        if expected and present and int(present) * 2 < int(expected):
            found.append(month)
    return tuple(found)


def _missing_earlier(batch: Batch, fresh: Iterable[Month]) -> tuple[Month, ...]:
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


def _has_rules(batch: Batch, month: Month) -> bool:
    return any(d.rule and d.month == month for r in batch.readings for d in r.lines)
