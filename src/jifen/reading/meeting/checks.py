"""What needs the whole batch and the book's earlier lines: rules, caps, ceilings, households and events twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jifen.domain.ledger import SheetLine
from jifen.domain.limits import Breach, Ceilings, CountedLine, cap_breaches, ceiling_breaches, value_breaches
from jifen.domain.points import show, show_signed
from jifen.domain.rulebook import Cap, Rule
from jifen.reading.issues import Issue
from jifen.reading.meeting.copies import note_copies
from jifen.reading.meeting.model import FileReading, ReadingContext, SheetReading


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What is wrong with a batch; `allowed` is what `ReadingContext.allow` let through, for the minutes."""

    issues: tuple[Issue, ...]
    allowed: tuple[Issue, ...] = ()


def check_lines(
    readings: Sequence[FileReading], context: ReadingContext, before: Sequence[CountedLine], ceilings: Ceilings
) -> CheckOutcome:
    """Everything that needs the batch as a whole and the book's earlier lines."""
    issues = _files_repeated(readings)
    readings = list({reading.sha256: reading for reading in reversed(readings)}.values())[::-1]
    issues += note_copies(readings)
    issues += _households_repeated(readings)
    lines = [line for reading in readings for line in reading.lines]
    issues += _events_repeated(lines)
    counted = [_counted(line) for line in lines]
    held = {(reading.path, sheet.name): sheet.held_on for reading in readings for sheet in reading.sheets}
    days = {id(one): _rule_day(line, held) for one, line in zip(counted, lines, strict=True)}

    def rule_of(one: CountedLine) -> Rule | None:
        day = days.get(id(one)) or one.on or one.month.last
        return context.rulebooks.on(day).find(one.rule) if one.rule else None

    caps: dict[tuple[int, str, bool], Sequence[Cap]] = {}

    def category_caps(one: CountedLine) -> Sequence[Cap]:
        book = context.rulebooks.on(days.get(id(one)) or one.on or one.month.last)
        key = id(book), one.category, one.points > 0
        if key not in caps:
            caps[key] = book.category_caps(one.category, award=one.points > 0)
        return caps[key]

    breaches = value_breaches(counted, rule_of)
    breaches += cap_breaches(counted, before, rule_of, category_caps)
    breaches += ceiling_breaches(counted, before, ceilings)
    limits = [_issue(breach, lines[breach.index]) for breach in breaches]
    through = [issue for issue in limits if issue.code in context.allow]
    issues += [issue for issue in limits if issue.code not in context.allow]
    return CheckOutcome(tuple(issues), tuple(through))


def _counted(line: SheetLine) -> CountedLine:
    return CountedLine(
        line.household, line.month, line.points, line.category, line.rule, line.occurred_on, line.is_event
    )


def _rule_day(line: SheetLine, held: dict[tuple[str, str], date | None]) -> date:
    """A rule is looked up as of the deed, else the meeting, else the month's end."""
    return line.occurred_on or held.get((line.source.path, line.source.sheet or "")) or line.month.last


def _issue(breach: Breach, line: SheetLine) -> Issue:
    facts = {"household": line.household, "points": show_signed(line.points), "month": str(line.month)}
    if breach.rule is not None:
        facts |= {"rule": breach.rule.code, "wording": breach.rule.wording, "allowed": str(breach.rule.points)}
    elif line.rule:
        facts["rule"] = line.rule
    if breach.per is not None:
        facts |= {"per": breach.per, "category": line.category}
    if breach.bound is not None:
        facts["limit"] = show(breach.bound)
    if breach.reached is not None:
        facts["reached"] = show(breach.reached)
    source = line.source
    return Issue(breach.code, source.path, source.sheet, source.cell, show_signed(line.points), facts)


def _files_repeated(readings: Sequence[FileReading]) -> list[Issue]:
    seen: dict[str, str] = {}
    issues = []
    for reading in readings:
        if reading.sha256 in seen:
            issues.append(Issue("file-repeated", reading.path, facts={"other": seen[reading.sha256]}))
        seen.setdefault(reading.sha256, reading.path)
    return issues


def _households_repeated(readings: Sequence[FileReading]) -> list[Issue]:
    """A household on two sheets of a month. Event lists repeat households; beside another layout they count twice.

    A workbook whose columns go on from sheet to sheet has every household on each of them.
    """
    seen: dict[tuple[object, str], list[tuple[FileReading, SheetReading]]] = {}
    issues: list[Issue] = []
    read: set[str] = set()
    for reading in readings:
        if reading.sha256 in read:
            continue  # the file itself is named already
        read.add(reading.sha256)
        scored = {(d.source.sheet, d.household) for d in reading.lines}
        for sheet in reading.sheets:
            if sheet.layout not in ("wide", "items", "events"):
                continue
            for code in sorted(sheet.households):
                if sheet.layout == "events" and (sheet.name, code) not in scored:
                    continue
                earlier = seen.setdefault((sheet.month, code), [])
                other = next((each for each in earlier if not _may_stand_beside(reading, sheet, *each)), None)
                if other is not None:
                    issues.append(_row_repeated(reading, sheet, code, other))
                earlier.append((reading, sheet))
    return issues


def _may_stand_beside(reading: FileReading, sheet: SheetReading, file: FileReading, other: SheetReading) -> bool:
    return sheet.layout == other.layout and (sheet.layout == "events" or (reading is file and sheet.continues(other)))


def _row_repeated(
    reading: FileReading, sheet: SheetReading, code: str, other: tuple[FileReading, SheetReading]
) -> Issue:
    facts = {
        "household": code,
        "other_path": other[0].path,
        "other_sheet": other[1].name,
        "other": other[1].household_cells.get(code, ""),
    }
    return Issue("row-repeated", reading.path, sheet.name, sheet.household_cells.get(code), code, facts)


def _events_repeated(lines: Sequence[SheetLine]) -> list[Issue]:
    """The same household, rule and day in two rows: perhaps one deed written down twice."""
    seen: dict[tuple[object, ...], SheetLine] = {}
    issues = []
    for line in lines:
        if not line.is_event or line.rule is None or line.occurred_on is None:
            continue
        key = (line.month, line.household, line.rule, line.occurred_on)
        other = seen.setdefault(key, line)
        if other is line:
            continue
        facts = {
            "household": line.household,
            "rule": line.rule,
            "day": line.occurred_on.isoformat(),
            "other": other.source.cell or "",
            "other_sheet": other.source.sheet or "",
            "other_path": other.source.path,
        }
        source = line.source
        shown = show_signed(line.points)
        issues.append(Issue("event-repeated", source.path, source.sheet, source.cell, shown, facts))
    return issues
