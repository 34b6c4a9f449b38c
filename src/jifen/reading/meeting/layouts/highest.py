"""Of the rules of one group one deed counts the highest alone; the others are left out, and told at their cells.

One deed is what stands in one row, or what bears the same day in a list of deeds. Where a ladder of the year is among
them, what it gives is not known here: `services` decide then, with what the book holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jifen.domain.ledger import SheetLine
from jifen.domain.points import show_signed
from jifen.domain.rulebook import Rule
from jifen.reading.formats.workbook import row_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.work import SheetWork

ALLOWED = "highest-only"
Ruled = tuple[SheetLine, Rule]


class Outdone(NamedTuple):
    """A line, by its place among those that were asked about, and the higher one of its group and deed."""

    place: int
    higher: SheetLine
    other: Rule


def keep_highest(works: Iterable[SheetWork], log: IssueLog) -> None:
    """Take out of each sheet's lines what a higher one of its group and deed leaves out.

    Where a meeting decided to count them all (`allow`), they stay, and the minutes say so.
    """
    own = [(work, line, rule) for work in works for line in work.lines if (rule := _ruled(work, line)) is not None]
    found = grouped((line, rule) for _, line, rule in own)
    later = {id(line) for line, _ in beside_ladders(found)}
    settled = [(line, rule) for line, rule in found if id(line) not in later]
    work_of = {id(line): work for work, line, _ in own}
    for place, higher, other in outdone(settled):
        line, rule = settled[place]
        allowed = ALLOWED in work_of[id(line)].context.allow
        facts = told(line, rule, higher, other)
        log.add(ALLOWED, line.source.sheet, line.source.cell, show_signed(line.points), facts, let_through=allowed)
        if not allowed:
            work_of[id(line)].lines.remove(line)


def _ruled(work: SheetWork, line: SheetLine) -> Rule | None:
    if not line.rule:
        return None
    return work.context.rulebooks.on(line.occurred_on or work.held or line.month.last).find(line.rule)


def grouped(lines: Iterable[Ruled]) -> list[Ruled]:
    """Lines whose rule is of a group, and that give something or may: of a ladder only the year says."""
    return [(line, rule) for line, rule in lines if rule.group and (line.points or _climbs(line, rule))]


def beside_ladders(lines: Sequence[Ruled]) -> list[Ruled]:
    """Lines of deeds for which a ladder's gain is among what they could count."""
    open_deeds = {deed for line, rule in lines if _climbs(line, rule) for deed in deeds_of(line, rule)}
    return [(line, rule) for line, rule in lines if not open_deeds.isdisjoint(deeds_of(line, rule))]


def _climbs(line: SheetLine, rule: Rule) -> bool:
    return rule.points.form == "ladder" and line.quantity is not None


def outdone(lines: Sequence[Ruled]) -> list[Outdone]:
    """Of lines whose points are known those that another of their group and deed is higher than."""
    known: dict[tuple[object, ...], Ruled] = {}
    for line, rule in lines:
        for deed in deeds_of(line, rule):
            held = known.get(deed)
            if held is None or abs(line.points) > abs(held[0].points):
                known[deed] = line, rule
    found = []
    for place, (line, rule) in enumerate(lines):
        highest = next((known[d] for d in deeds_of(line, rule) if known[d][1].code != rule.code), None)
        if highest is not None:
            found.append(Outdone(place, *highest))
    return found


def deeds_of(line: SheetLine, rule: Rule) -> Iterator[tuple[object, ...]]:
    """The deeds that a line may tell of: that of its row, and where rows bear a day that of its day."""
    source = line.source
    what = (source.path, line.household, line.month, rule.group, rule.points.positive)
    yield (*what, source.sheet, row_of(source.cell))
    if line.dated:
        yield (*what, line.occurred_on)


def told(line: SheetLine, rule: Rule, higher: SheetLine, other: Rule) -> Mapping[str, str]:
    """What an issue says of a line that is left out, and of the higher one."""
    return {
        "household": line.household,
        "rule": rule.code,
        "wording": rule.wording,
        "points": show_signed(line.points),
        "group": rule.group,
        "other": f"{other.code} {other.wording}",
        "higher": show_signed(higher.points),
        "other_cell": higher.source.cell or "",
    }
