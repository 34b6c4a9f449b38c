"""What a sheet would give under another rule book, household by household, and what a year of it would cost in goods.

Nothing is written. The sheet is read as it is today, by the rule book in force: what it says was done is what counts;
only its worth is asked anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from jifen.domain.household import HouseholdEvent, sort_key
from jifen.domain.ledger import SheetLine
from jifen.domain.limits import Breach, CountedLine, cap_breaches
from jifen.domain.points import ZERO, total
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks
from jifen.domain.scheme.scheme import DEFAULT
from jifen.domain.scheme.scoring import mean
from jifen.domain.scheme.staying import never, stays
from jifen.reading.cleaning import LeftOut
from jifen.reading.issues import Issue
from jifen.reading.meeting.model import FileReading
from jifen.services.intake import has_errors
from jifen.services.meeting.import_model import Batch, Options, months_of, reading_context
from jifen.services.meeting.reckoning import reckon
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop.redemption import forecast_now
from jifen.store import households


@dataclass(frozen=True, slots=True)
class TriedScore:
    """What a household's points of the sheet come to by a scheme. `score` None: it came or left within the period."""

    score: Decimal | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class TriedHousehold:
    """A household's points of the sheet by the rule book in force and by the other one; score and grade where either
    of the two has scores."""

    household: str
    head: str
    now: Decimal
    then: Decimal
    by_now: TriedScore | None = None
    by_then: TriedScore | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line whose worth under the other rule book a meeting would have to say; it counts nothing in the trial."""

    household: str
    rule: str
    cell: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. `over`: caps of the other rule book that the lines would break, as (household, rule).

    `months`: how many the sheet is about; a year is twelve of them on average. `rate`: yuan a point, None where there
    is neither a rate nor stock to tell it by.
    """

    path: str
    ok: bool
    issues: tuple[Issue, ...] = ()
    households: tuple[TriedHousehold, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    over: tuple[tuple[str, str], ...] = ()
    months: int = 0
    awards_now: Decimal = ZERO
    awards_then: Decimal = ZERO
    rate: Decimal | None = None
    left_out: tuple[LeftOut, ...] = ()
    starred: tuple[tuple[str, str], ...] = ()

    def year(self, awards: Decimal) -> Decimal:
        """What a year of such awards comes to."""
        return (awards * 12 / self.months).quantize(Decimal("0.01"), ROUND_HALF_UP) if self.months else ZERO

    def yuan(self, awards: Decimal) -> Decimal | None:
        """What a year of such awards would cost in goods."""
        return None if self.rate is None else (self.year(awards) * self.rate).quantize(Decimal("0.01"), ROUND_HALF_UP)


def try_rules(session: Session, path: str, data: bytes, rules_path: str, rules_data: bytes) -> Trial:
    """A sheet under the rule book of a file; issues of either are returned."""
    from jifen.reading.forms.rulebook import read_rulebook
    from jifen.reading.meeting.reader import read_meeting

    book = read_rulebook(rules_path, rules_data)
    reading = read_meeting(path, data, reading_context(session, Options()))
    issues = (*book.issues, *reading.issues)
    if has_errors(issues):
        return Trial(path, False, issues)
    now, _ = _priced(session, reading, session.rulebooks())
    other = RuleBook(book.rules, scheme=book.scheme)
    lines, undecided = _under(session, reading, other)
    then, breaches = _priced(session, lines, RuleBooks((other,)))
    rate = forecast_now(session).cost_per_point
    return Trial(
        path,
        True,
        issues,
        _by_household(session, (session.rulebooks(), now), (RuleBooks((other,)), then)),
        tuple(undecided),
        tuple(dict.fromkeys((then[b.index].household, then[b.index].rule or "") for b in breaches)),
        len({each for month in months_of(reading) for each in session.rulebooks().covering(month).months}),
        _awards(now),
        _awards(then),
        rate or None,
    )


def _priced(session: Session, reading: FileReading, books: RuleBooks) -> tuple[list[SheetLine], list[Breach]]:
    """The lines with what their quantities give, and the caps they break among themselves."""
    batch = Batch(session, Options(), 0, (), books)
    lines = [line for each in reckon(batch, [reading]) for line in each.lines if line.points]

    def book(line: CountedLine) -> RuleBook:
        return books.on(line.on or line.month.last)

    counted = [
        CountedLine(each.household, each.month, each.points, each.category, each.rule, each.occurred_on, each.is_event)
        for each in lines
    ]
    breaches = cap_breaches(
        counted,
        (),
        lambda line: book(line).find(line.rule or ""),
        lambda line: book(line).category_caps(line.category, award=line.points > 0),
    )
    return lines, breaches


def _under(session: Session, reading: FileReading, other: RuleBook) -> tuple[FileReading, list[Undecided]]:
    """The sheet's lines as another rule book has them; what it cannot price without a meeting apart."""
    lines: list[SheetLine] = []
    undecided = []
    for line in reading.lines:
        old = session.rulebooks().on(line.occurred_on or line.month.last).find(line.rule) if line.rule else None
        new = other.find(line.rule) if line.rule else None
        worth = _worth(line, old, new) if line.rule else (line.points if line.category in other.categories else None)
        if worth is None:
            undecided.append(Undecided(line.household, line.rule or line.category, line.source.cell or "", line.points))
        else:
            category = new.category if new else line.category
            lines.append(replace(line, category=category, points=worth, stated=None))
    return FileReading(reading.path, reading.sha256, reading.sheets, tuple(lines)), undecided


def _worth(line: SheetLine, old: Rule | None, new: Rule | None) -> Decimal | None:
    """What a line is worth by its rule anew; None where only a meeting could say. A quantity is reckoned later."""
    if old is None or new is None or (line.quantity is not None) != new.points.is_measured:
        return None
    if line.quantity is not None:
        return line.points if old.points.measure == new.points.measure else None
    if old.points == new.points:
        return line.points
    if old.points.form == new.points.form == "fixed":
        return line.points / old.points.values[0] * new.points.values[0]
    if old.points.form == new.points.form == "named":
        names = [name for name, value in zip(old.points.names, old.points.values, strict=True) if value == line.points]
        return new.points.named(names[0]) if names else None
    return line.points if new.points.positive == (line.points > 0) and new.points.allows(line.points) else None


_Side = tuple[RuleBooks, Sequence[SheetLine]]
"""Rule books and what the sheet gives by them."""


def _by_household(session: Session, now: _Side, then: _Side) -> tuple[TriedHousehold, ...]:
    codes = sorted({line.household for _, lines in (now, then) for line in lines}, key=sort_key)
    people = households_on(session, session.today)
    months = sorted({line.month for _, lines in (now, then) for line in lines})
    scored = any(books.scheme(month).scores for books, _ in (now, then) for month in months)
    events = households.events(session.connection) if scored else []
    points_now, points_then = (_summed(lines) for _, lines in (now, then))
    by_now, by_then = (_scores(books, lines, codes, events) if scored else {} for books, lines in (now, then))
    return tuple(
        TriedHousehold(
            code,
            people[code].head if code in people else "",
            points_now.get(code, ZERO),
            points_then.get(code, ZERO),
            by_now.get(code),
            by_then.get(code),
        )
        for code in codes
    )


def _summed(lines: Iterable[SheetLine]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        found[line.household] += line.points
    return found


def _scores(
    books: RuleBooks, lines: Sequence[SheetLine], codes: Iterable[str], events: Sequence[HouseholdEvent]
) -> dict[str, TriedScore]:
    """Scores of the period that the sheet's months make up by these rule books; of several, their mean."""
    cycles = {books.covering(line.month) for line in lines}
    parts: dict[str, list[Decimal | None]] = defaultdict(list)
    for cycle in sorted(cycles):
        scheme, stay = books.scheme(cycle.last), stays(events, cycle)
        sums = _summed(line for line in lines if line.month in cycle and line.category not in scheme.unscored)
        for code in codes:
            parts[code].append(scheme.score(sums.get(code, ZERO), stay.get(code, never(cycle))))
    grades = books.scheme(max(cycles).last) if cycles else DEFAULT
    found = {}
    for code, each in parts.items():
        scores = [score for score in each if score is not None]
        score = mean(scores) if scores else None
        found[code] = TriedScore(score, None if score is None else grades.grade(score))
    return found


def _awards(lines: Iterable[SheetLine]) -> Decimal:
    return total(line.points for line in lines if line.points > 0)
