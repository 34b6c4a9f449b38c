"""What needs the whole batch and the book's earlier lines: rules, caps, ceilings, households and events twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jifen.domain.ledger import SheetLine
from jifen.domain.limits import Breach, Ceilings, CountedLine, cap_findings, ceiling_findings, value_findings
from jifen.domain.points import show, show_signed
from jifen.domain.rulebook import Rule
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading, ReadingContext, SheetReading


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What is wrong with a batch; `allowed` is what `ReadingContext.allow` let through, for the minutes."""

    issues: tuple[Issue, ...]
    allowed: tuple[Issue, ...] = ()


def check_drafts(
    readings: Sequence[FileReading], context: ReadingContext, before: Sequence[CountedLine], ceilings: Ceilings
) -> CheckOutcome:
    """Everything that needs the batch as a whole and the book's earlier lines."""
    issues = _files_repeated(readings)
    readings = list({reading.sha256: reading for reading in reversed(readings)}.values())[::-1]
    issues += _households_repeated(readings)
    drafts = [draft for reading in readings for draft in reading.drafts]
    issues += _events_repeated(drafts)
    lines = [_line(draft) for draft in drafts]
    held = {(reading.path, sheet.name): sheet.held_on for reading in readings for sheet in reading.sheets}
    days = {id(line): _rule_day(draft, held) for line, draft in zip(lines, drafts, strict=True)}

    def rule_of(line: CountedLine) -> Rule | None:
        day = days.get(id(line)) or line.on or line.month.last
        return context.rulebooks.on(day).find(line.rule) if line.rule else None

    findings = value_findings(lines, rule_of)
    findings += cap_findings(lines, before, rule_of)
    findings += ceiling_findings(lines, before, ceilings)
    limits = [_issue(finding, drafts[finding.index]) for finding in findings]
    through = [issue for issue in limits if issue.code in context.allow]
    issues += [issue for issue in limits if issue.code not in context.allow]
    return CheckOutcome(tuple(issues), tuple(through))


def _line(draft: SheetLine) -> CountedLine:
    return CountedLine(
        draft.household, draft.month, draft.points, draft.category, draft.rule, draft.occurred_on, draft.is_event
    )


def _rule_day(draft: SheetLine, held: dict[tuple[str, str], date | None]) -> date:
    """A rule is looked up as of the deed, else the meeting, else the month's end."""
    return draft.occurred_on or held.get((draft.source.path, draft.source.sheet or "")) or draft.month.last


def _issue(finding: Breach, draft: SheetLine) -> Issue:
    facts = {"household": draft.household, "points": show_signed(draft.points), "month": str(draft.month)}
    if finding.rule is not None:
        facts |= {"rule": finding.rule.code, "wording": finding.rule.wording, "allowed": str(finding.rule.points)}
    elif draft.rule:
        facts["rule"] = draft.rule
    if finding.per is not None:
        facts["per"] = finding.per
    if finding.bound is not None:
        facts["limit"] = show(finding.bound)
    if finding.reached is not None:
        facts["reached"] = show(finding.reached)
    source = draft.source
    return Issue(finding.code, source.path, source.sheet, source.cell, show_signed(draft.points), facts)


def _files_repeated(readings: Sequence[FileReading]) -> list[Issue]:
    seen: dict[str, str] = {}
    issues = []
    for reading in readings:
        if reading.sha256 in seen:
            issues.append(Issue("file-repeated", reading.path, facts={"other": seen[reading.sha256]}))
        seen.setdefault(reading.sha256, reading.path)
    return issues


def _households_repeated(readings: Sequence[FileReading]) -> list[Issue]:
    """A household on two sheets of a month. Event lists repeat households; beside another layout they count twice."""
    seen: dict[tuple[object, str], tuple[FileReading, SheetReading]] = {}
    issues: list[Issue] = []
    read: set[str] = set()
    for reading in readings:
        if reading.sha256 in read:
            continue  # the file itself is named already
        read.add(reading.sha256)
        scored = {(d.source.sheet, d.household) for d in reading.drafts}
        for sheet in reading.sheets:
            if sheet.layout not in ("wide", "items", "events"):
                continue
            for code in sorted(sheet.households):
                if sheet.layout == "events" and (sheet.name, code) not in scored:
                    continue
                other = seen.setdefault((sheet.month, code), (reading, sheet))
                if other[1] is not sheet and not (sheet.layout == other[1].layout == "events"):
                    issues.append(_row_repeated(reading, sheet, code, other))
    return issues


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


def _events_repeated(drafts: Sequence[SheetLine]) -> list[Issue]:
    """The same household, rule and day in two rows: perhaps one deed written down twice."""
    seen: dict[tuple[object, ...], SheetLine] = {}
    issues = []
    for draft in drafts:
        if not draft.is_event or draft.rule is None or draft.occurred_on is None:
            continue
        key = (draft.month, draft.household, draft.rule, draft.occurred_on)
        other = seen.setdefault(key, draft)
        if other is draft:
            continue
        facts = {
            "household": draft.household,
            "rule": draft.rule,
            "day": draft.occurred_on.isoformat(),
            "other": other.source.cell or "",
            "other_sheet": other.source.sheet or "",
            "other_path": other.source.path,
        }
        source = draft.source
        found = show_signed(draft.points)
        issues.append(Issue("event-repeated", source.path, source.sheet, source.cell, found, facts))
    return issues
