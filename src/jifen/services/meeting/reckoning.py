"""What lines of a batch come to with what the book holds: ladders of a year, repetitions that count twice.

A sheet says how many hours; what they give depends on those before them. It reckons and tells, and posts nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.ledger import SheetLine
from jifen.domain.period import Month
from jifen.domain.points import ZERO, show, show_signed
from jifen.domain.rulebook import Rule, RuleBooks
from jifen.domain.rules.reckoning import gained, months_later
from jifen.reading.issues import Issue
from jifen.reading.meeting.layouts.highest import ALLOWED, beside_ladders, deeds_of, grouped, outdone, told
from jifen.reading.meeting.model import FileReading
from jifen.services.ledger.prior_lines import rule_day
from jifen.services.meeting.import_model import Batch, Identity, identity
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
    held = _held_before(batch, fresh)
    left = _left_out(batch, held, fresh)
    standing = [(line, rule) for line, rule in fresh if id(line) not in left]
    done: dict[int, SheetLine] = {}
    for line, found in _by_quantity(held, standing):
        batch.reckoned.append(found)
        if line.stated is not None and line.stated != found.line.points:
            batch.issues.append(_differs(found.line, found.rule, found.before))
        done[id(line)] = found.line
    done |= _repetitions(batch, [(line, rule) for line, rule in standing if rule.double_months])
    return [_reckoned(each, done, left) for each in readings]


def _reckoned(reading: FileReading, done: Mapping[int, SheetLine], left: Collection[int]) -> FileReading:
    """A reading with the points that are known now, without the lines that a higher one leaves out."""
    gone = Counter(line.source.sheet for line in reading.lines if id(line) in left)
    sheets = tuple(replace(sheet, entries=sheet.entries - gone[sheet.name]) for sheet in reading.sheets)
    lines = tuple(done.get(id(line), line) for line in reading.lines if id(line) not in left)
    return replace(reading, lines=lines, sheets=sheets if gone else reading.sheets)


_Held = Mapping[tuple[str, str, int], Decimal]
"""How many of a year each household has under a rule."""


def _held_before(batch: Batch, lines: Sequence[tuple[SheetLine, Rule]]) -> _Held:
    """What the book holds of quantities beside these lines."""
    months = {line.month for line, _ in lines if line.quantity is not None}
    if not months:
        return {}
    replaced = months if batch.options.mode != "add" else set[Month]()
    return figures.quantities(batch.session.connection, {month.year for month in months}, replaced=replaced)


def _left_out(batch: Batch, held: _Held, fresh: Sequence[tuple[SheetLine, Rule]]) -> set[int]:
    """Lines (by their identity) that a higher one of their group and deed leaves out where a ladder is among them.

    One after another: without a line's hours a later one may reach less.
    """
    own, left = beside_ladders(grouped(fresh)), set[int]()
    while own:
        standing = [(line, rule) for line, rule in fresh if id(line) not in left]
        worth = {id(line): found.line for line, found in _by_quantity(held, standing)}
        rest = [(line, rule) for line, rule in own if id(line) not in left]
        lost = outdone([(worth.get(id(line), line), rule) for line, rule in rest])
        if not lost:
            break
        line, rule = rest[lost[0].place]
        left.add(id(line))
        now = worth.get(id(line), line)
        facts = told(now, rule, lost[0].higher, lost[0].other)
        source = line.source
        issue = Issue(ALLOWED, source.path, source.sheet, source.cell, show_signed(now.points), dict(facts))
        (batch.allowed if ALLOWED in batch.options.allow else batch.issues).append(issue)
    return set() if ALLOWED in batch.options.allow else left


def as_counted(books: RuleBooks, lines: Sequence[SheetLine], imported: Counter[Identity]) -> list[SheetLine]:
    """Lines of sheets read again as the book took them: a repetition bears what was posted for it, and those are gone
    that a higher one left out where a ladder was among them. Which these were, what the book has says; all of them stay
    where that says nothing."""
    lines = _doubled(books, lines, imported)
    ruled = [(line, rule) for line in lines if line.rule and (rule := books.on(_day(line)).find(line.rule)) is not None]
    deeds: dict[tuple[object, ...], dict[str, list[SheetLine]]] = defaultdict(lambda: defaultdict(list))
    for line, rule in beside_ladders(grouped(ruled)):
        deeds[tuple(deeds_of(line, rule))[-1]][rule.code].append(line)
    contested = [list(by_rule.values()) for by_rule in deeds.values() if len(by_rule) > 1]
    if not contested or Counter(map(identity, lines)) == imported:
        return list(lines)
    open_ones = {id(line) for deed in contested for own in deed for line in own}
    rest = imported - Counter(identity(line) for line in lines if id(line) not in open_ones)
    kept = set[int]()
    for household in dict.fromkeys(deed[0][0].household for deed in contested):
        own = [deed for deed in contested if deed[0][0].household == household]
        chosen = _chosen(own, Counter({key: count for key, count in rest.items() if key[0] == household}))
        kept.update(map(id, chosen if chosen is not None else (line for deed in own for each in deed for line in each)))
    return [line for line in lines if id(line) not in open_ones or id(line) in kept]


def _doubled(books: RuleBooks, lines: Sequence[SheetLine], imported: Counter[Identity]) -> list[SheetLine]:
    """The lines, each that counts twice with the points that were posted for it."""
    doubling = {rule.code for book in books.versions for rule in book.rules if rule.double_months}
    rest, found = Counter(imported), list(lines)
    for place, line in sorted(enumerate(found), key=lambda pair: abs(pair[1].points)):
        twice = replace(line, points=2 * line.points)
        if line.rule in doubling and not rest[identity(line)] and rest[identity(twice)]:
            found[place] = twice
        rest[identity(found[place])] -= 1
    return found


def _chosen(deeds: Sequence[Sequence[Sequence[SheetLine]]], rest: Counter[Identity]) -> list[SheetLine] | None:
    """Of each deed the lines of one rule, so that together they are what the book has; None where none are."""
    if not deeds:
        return None if rest else []
    for own in deeds[0]:
        wanted = Counter(map(identity, own))
        if wanted <= rest and (others := _chosen(deeds[1:], rest - wanted)) is not None:
            return [*own, *others]
    return None


def _rule(batch: Batch, reading: FileReading, line: SheetLine) -> Rule | None:
    day = rule_day(line.occurred_on, reading.held_on(line.month), line.month)
    return batch.books.on(day).find(line.rule) if line.rule else None


def _by_quantity(before: _Held, lines: Sequence[tuple[SheetLine, Rule]]) -> list[tuple[SheetLine, Reckoned]]:
    """Each line that goes by a quantity, and what it comes to."""
    held: dict[tuple[str, str, int], Decimal] = defaultdict(lambda: ZERO, before)
    done = []
    for line, rule in sorted(lines, key=lambda pair: pair[0].month):
        if line.quantity is not None:
            key = (line.household, rule.code, line.month.year)
            found = replace(line, points=gained(rule, held[key], line.quantity))
            done.append((line, Reckoned(found, rule, held[key])))
            held[key] += line.quantity
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
