"""What lines of a batch come to with what the book holds: ladders of a year, repetitions that count twice.

A sheet says how many hours; what they give depends on those before them. It reckons and tells, and posts nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.ledger import SheetLine
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, show_signed
from jifen.domain.rulebook import Rule
from jifen.domain.rules.reckoning import gained, months_later
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading
from jifen.services.ledger.prior_lines import rule_day
from jifen.services.meeting.import_model import Batch
from jifen.store import figures


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a quantity gave: how many were before it in the year, and its points, zero where no step was reached."""

    line: SheetLine
    rule: Rule
    before: Decimal

    @property
    def quantity(self) -> Decimal:
        """How many the sheet says."""
        return self.line.quantity or ZERO


@dataclass(frozen=True, slots=True)
class Repeated:
    """A deed that counts twice, the day of the one before it, and the figure that the sheet has."""

    line: SheetLine
    rule: Rule
    first: date
    stated: Decimal


@dataclass(frozen=True, slots=True)
class OffLadder:
    """A ladder whose year gave other points than its quantity is worth: an earlier month was changed behind a later."""

    household: str
    rule: str
    year: int
    quantity: Decimal
    worth: Decimal
    posted: Decimal


def reckon(batch: Batch, readings: Sequence[FileReading]) -> list[FileReading]:
    """The readings with the points of their quantities; what disagrees with them is added to the batch's issues.

    Lines of months that the book holds unchanged stay as they were read.
    """
    fresh = [
        (line, rule)
        for reading in readings
        for line in reading.lines
        if (reading.sha256, line.month) not in batch.unchanged and (rule := _rule(batch, reading, line)) is not None
    ]
    done = _by_quantity(batch, [(line, rule) for line, rule in fresh if line.quantity is not None])
    done |= _repetitions(batch, [(line, rule) for line, rule in fresh if rule.double_months])
    return [replace(each, lines=tuple(done.get(id(line), line) for line in each.lines)) for each in readings]


def _rule(batch: Batch, reading: FileReading, line: SheetLine) -> Rule | None:
    day = rule_day(line.occurred_on, reading.held_on(line.month), line.month)
    return batch.books.on(day).find(line.rule) if line.rule else None


def _by_quantity(batch: Batch, lines: Sequence[tuple[SheetLine, Rule]]) -> dict[int, SheetLine]:
    """Each line with its points, by the line it was."""
    if not lines:
        return {}
    months = {line.month for line, _ in lines}
    replaced = months if batch.options.mode != "add" else set()
    before = figures.quantities(batch.session.connection, {month.year for month in months}, replaced=replaced)
    held: dict[tuple[str, str, int], Decimal] = defaultdict(lambda: ZERO, before)
    done: dict[int, SheetLine] = {}
    for line, rule in sorted(lines, key=lambda pair: pair[0].month):
        key, quantity = (line.household, rule.code, line.month.year), line.quantity or ZERO
        found = replace(line, points=gained(rule, held[key], quantity))
        batch.reckoned.append(Reckoned(found, rule, held[key]))
        if line.stated is not None and line.stated != found.points:
            batch.issues.append(_differs(found, rule, held[key]))
        held[key] += quantity
        done[id(line)] = found
    return done


def _differs(line: SheetLine, rule: Rule, before: Decimal) -> Issue:
    facts = _facts(line, rule) | {
        "reason": "quantity",
        "points": show_signed(line.stated or ZERO),
        "expected": show_signed(line.points),
        "quantity": show(line.quantity or ZERO),
        "measure": rule.points.measure,
    }
    if rule.points.form == "ladder":
        facts["before"] = show(before)
    source = line.source
    return Issue("points-out-of-range", source.path, source.sheet, source.cell, show(line.quantity or ZERO), facts)


def _facts(line: SheetLine, rule: Rule) -> dict[str, str]:
    return {"household": line.household, "rule": rule.code, "wording": rule.wording, "allowed": str(rule.points)}


def _repetitions(batch: Batch, lines: Sequence[tuple[SheetLine, Rule]]) -> dict[int, SheetLine]:
    """Each line that counts twice with what it comes to, by the line it was.

    One row is one deed: it counts once, or twice where the rule knows another within its months before it, whether the
    sheet has the figure once or twice. A cell that sums a month may hold several deeds; of it only what is plainly one
    counts twice. What is neither is an issue; with `--allow not-doubled` the meeting lets a deed count once.
    """
    done: dict[int, SheetLine] = {}
    days = _known_days(batch, lines) if lines else {}
    for line, rule in sorted(lines, key=lambda pair: (_day(pair[0]), pair[0].month)):
        day, known = _day(line), days[line.household, rule.code]
        earlier = [other for other in known if other <= day <= months_later(other, rule.double_months or 0)]
        first = max(earlier, default=None)
        known.append(day)
        single = _single(line, rule)
        if first is not None and line.points in (single, 2 * single):
            twice = replace(line, points=2 * single)
            if line.points == single and "not-doubled" in batch.options.allow:
                _note_doubling(batch, line, rule, single, first)
                continue
            batch.repeated.append(Repeated(twice, rule, first, line.points))
            done[id(line)] = twice
        elif _is_wrong(line, single, first):
            _note_doubling(batch, line, rule, single, first)
    return done


def _is_wrong(line: SheetLine, single: Decimal, first: date | None) -> bool:
    """Whether a line is several deeds in one, or counts twice though there was none before it."""
    return line.is_event and (first is not None or (line.points != single and line.points % single == 0))


def _day(line: SheetLine) -> date:
    return line.occurred_on or line.month.last


def _single(line: SheetLine, rule: Rule) -> Decimal:
    """What the deed counts once: of named values the one the row names, else the one it is, or is twice."""
    if line.single is not None:
        return line.single
    values = rule.points.values
    for times in (1, 2):
        for value in values:
            if line.points == value * times:
                return value
    return values[0]


def _note_doubling(batch: Batch, line: SheetLine, rule: Rule, single: Decimal, first: date | None) -> None:
    facts = _facts(line, rule) | {"points": show_signed(line.points), "months": str(rule.double_months)}
    if first is None:
        code = "points-out-of-range"
        facts |= {"reason": "not-repeated", "expected": show_signed(single)}
    else:
        code = "not-doubled"
        facts |= {"expected": show_signed(2 * single), "first": first.isoformat()}
    source = line.source
    issue = Issue(code, source.path, source.sheet, source.cell, show_signed(line.points), facts)
    (batch.allowed if code in batch.options.allow else batch.issues).append(issue)


def _known_days(batch: Batch, lines: Sequence[tuple[SheetLine, Rule]]) -> dict[tuple[str, str], list[date]]:
    """The days on which the book knows each rule for a household, without what is about to be replaced."""
    replaced = {line.month for line, _ in lines} if batch.options.mode != "add" else set[Month]()
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    codes = sorted({rule.code for _, rule in lines})
    for household, rule, day in figures.days_of(batch.session.connection, codes, replaced=replaced):
        found[household, rule].append(day)
    return found


def off_ladders(batch: Batch) -> Iterator[OffLadder]:
    """Ladders of the batch whose year has other points than it is worth, once the batch is written."""
    ladders = {
        (each.line.household, each.rule.code, each.line.month.year): each.rule
        for each in batch.reckoned
        if each.rule.points.form == "ladder"
    }
    years = {year for _, _, year in ladders}
    connection = batch.session.connection
    quantities = figures.quantities(connection, years) if years else {}
    posted = figures.points_by_rule(connection, years, _codes(ladders)) if years else {}
    for key, rule in sorted(ladders.items(), key=lambda item: item[0]):
        worth = rule.points.worth(quantities.get(key, ZERO))
        if posted.get(key, ZERO) != worth:
            yield OffLadder(*key, quantities.get(key, ZERO), worth, posted.get(key, ZERO))


def _codes(keys: Iterable[tuple[str, str, int]]) -> list[str]:
    return sorted({code for _, code, _ in keys})
