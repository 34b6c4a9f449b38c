"""Of the rules of one group one deed counts the highest alone; the others are left out, and told at their cells.

One deed is what stands in one row, or what bears the same day in a list of deeds.
"""

from collections.abc import Iterable, Iterator, Mapping

from jifen.domain.ledger import SheetLine
from jifen.domain.points import show_signed
from jifen.domain.rulebook import Rule
from jifen.reading.formats.workbook import row_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.work import SheetWork

ALLOWED = "highest-only"


def keep_highest(works: Iterable[SheetWork], log: IssueLog) -> None:
    """Take out of each sheet's lines what a higher one of its group and deed leaves out.

    Where a meeting decided to count them all (`allow`), they stay, and the minutes say so.
    """
    known: dict[tuple[object, ...], tuple[SheetLine, Rule]] = {}
    own = [(work, line, rule) for work in works for line in work.lines if (rule := _grouped(work, line)) is not None]
    for _, line, rule in own:
        for deed in _deeds(line, rule):
            held = known.get(deed)
            if held is None or abs(line.points) > abs(held[0].points):
                known[deed] = line, rule
    for work, line, rule in own:
        highest = next((known[d] for d in _deeds(line, rule) if known[d][1].code != rule.code), None)
        if highest is None:
            continue
        allowed = ALLOWED in work.context.allow
        log.add(
            ALLOWED,
            line.source.sheet,
            line.source.cell,
            show_signed(line.points),
            _facts(line, rule, *highest),
            let_through=allowed,
        )
        if not allowed:
            work.lines.remove(line)


def _grouped(work: SheetWork, line: SheetLine) -> Rule | None:
    """The rule of a line where it is of a group and its points are known."""
    if not line.rule or not line.points:
        return None
    rule = work.context.rulebooks.on(line.occurred_on or work.held or line.month.last).find(line.rule)
    return rule if rule is not None and rule.group else None


def _deeds(line: SheetLine, rule: Rule) -> Iterator[tuple[object, ...]]:
    source, what = line.source, (line.household, line.month, rule.group, line.points > 0)
    yield (*what, source.sheet, row_of(source.cell))
    if line.dated:
        yield (*what, line.occurred_on)


def _facts(line: SheetLine, rule: Rule, higher: SheetLine, other: Rule) -> Mapping[str, str]:
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
