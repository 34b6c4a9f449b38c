"""The grid worker's sheet of deeds (平时登记): a row a deed, claimed and not decided."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.guards import Offence
from jifen.domain.household import Household, Roster
from jifen.domain.ledger import Source
from jifen.domain.life.deeds import claimed
from jifen.domain.period import Month
from jifen.domain.rulebook import Rule, RuleBooks
from jifen.reading.forms.form import Form, FormCell, FormRow, FormTable, conclude, find_household, read_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault
from jifen.reading.words.rules import RuleWords

_WHAT = ("rule_text", "rule_code", "claim")
DEEDS = Form(
    "deeds",
    ("date", "code", "head", "grid", "rule_code", "rule_text", "category", "count", "claim", "reporter", "reason"),
    tuple(("date", whose, what) for what in _WHAT for whose in ("code", "head")),
    "deeds",
)


@dataclass(frozen=True, slots=True)
class FormContext:
    """What the readers of deeds and of attendance may know; `definite`: what nobody may let through in a text."""

    roster_on: Callable[[date], Roster]
    rulebooks: RuleBooks
    today: date
    definite: Callable[[str], Offence | None]


@dataclass(frozen=True, slots=True)
class DeedRow:
    """A deed as it was written down; `points` bear their sign."""

    household: str
    on: date
    category: str
    points: Decimal
    source: Source
    rule: str | None = None
    times: Decimal | None = None
    by: str | None = None
    note: str = ""


def read_deeds(path: str, data: bytes, context: FormContext) -> tuple[tuple[DeedRow, ...], tuple[Issue, ...]]:
    """Every deed and everything wrong with the file. Never raises for what is in it."""
    log = IssueLog(path)
    tables = read_tables(data, DEEDS, log)
    reader = _Reader(context, log, Households(context.roster_on(context.today)))
    rows = [deed for table in tables for row in table.rows if (deed := reader.read(table, row)) is not None]
    conclude(log, tables, rows, "no-rows")
    return tuple(rows), tuple(log.issues)


@dataclass(slots=True)
class _Reader:
    context: FormContext
    log: IssueLog
    households: Households
    words: dict[date, RuleWords] = field(default_factory=dict)

    def read(self, table: FormTable, row: FormRow) -> DeedRow | None:
        """The deed of a row; None where something is wrong with it, which is noted."""
        before = len(self.log.issues)
        household = find_household(row, self.households, self.log)
        on = self._day(row)
        for key in ("reason", "reporter"):
            refuse_definite(row.get(key), self.context, self.log)
        if on is None:
            return None
        if household is not None:
            note_inactive(row, household, on, self.context, self.log)
        kind = self._kind(row, on)
        points = None if kind is None else self._points(table, row, *kind)
        if household is None or kind is None or points is None or len(self.log.issues) > before:
            return None
        category, rule = kind
        return DeedRow(
            household.code,
            on,
            category,
            points[0],
            Source(self.log.path, table.sheet, row.identity.cell),
            rule.code if rule else None,
            points[1] if rule else None,
            row.text("reporter") or None,
            row.text("reason"),
        )

    def _day(self, row: FormRow) -> date | None:
        cell, today = row["date"], self.context.today
        day = cell.day(Month.of(today), today)
        if isinstance(day, Fault):
            self.log.fault_on(day, cell)
            return None
        if day is None:
            self.log.on("field-missing", cell, {"field": "day"})
        elif day > today:
            self.log.on("date-invalid", cell, {"reason": "later", "last": today.isoformat()})
            return None
        return day

    def _kind(self, row: FormRow, on: date) -> tuple[str, Rule | None] | None:
        """The category and the rule, where one is named; code, wording and category must agree."""
        book = self.context.rulebooks.on(on)
        if book.rules and on not in self.words:
            self.words[on] = RuleWords(book)
        words = self.words.get(on) or RuleWords(book)
        named = [cell for key in ("rule_code", "rule_text") if (cell := row.get(key)) and not cell.blank]
        category = self._category(row.get("category"), book.categories)
        if category == "":
            return None
        rules = {cell.cell: words.rule(cell.text) for cell in named}
        for cell in named:
            if rules[cell.cell] is None:
                self.log.on("rule-unknown", cell, {"reason": "unknown"}, words.near_rules(cell.text))
                return None
        if len({rule.code for rule in rules.values() if rule}) > 1:
            self.log.on("rule-unknown", named[0], {"reason": "contradiction"})
            return None
        rule = next(iter(rules.values()), None)
        if rule is not None and category not in (None, rule.category):
            self.log.on("rule-unknown", named[0], {"reason": "category"}, (f"{rule.code} {rule.wording}",))
            return None
        if rule is None and category is None:
            at = next(cell for key in ("rule_text", "rule_code", "category", "claim") if (cell := row.get(key)))
            self.log.on("rule-unknown", at, {"reason": "missing"}, words.near_rules(row.text("reason")))
            return None
        return (rule.category, rule) if rule is not None else (category or "", None)

    def _category(self, cell: FormCell | None, known: tuple[str, ...]) -> str | None:
        """The category a cell names; None for a blank one, empty for one nobody knows, which is noted."""
        if cell is None or cell.blank:
            return None
        folded = {normalise_text(name): name for name in known}
        begun = [name for plain, name in folded.items() if plain.startswith(cell.folded)]
        if cell.folded in folded:
            return folded[cell.folded]
        if len(begun) == 1 and len(cell.folded) > 1:
            return begun[0]
        near = difflib.get_close_matches(cell.folded, list(folded), 3, 0.3)
        self.log.on("category-unknown", cell, None, tuple(folded[plain] for plain in near))
        return ""

    def _points(
        self, table: FormTable, row: FormRow, category: str, rule: Rule | None
    ) -> tuple[Decimal, Decimal | None] | None:
        """What is claimed, and how often it was done."""
        times, claim = self._number(row.get("count")), self._number(row.get("claim"))
        if isinstance(times, Fault) or isinstance(claim, Fault):
            return None
        if times is not None and times <= 0:
            self.log.on("points-invalid", row["count"], {"reason": "count"})
            return None
        points = claim or "points-needed" if rule is None else claimed(rule, times, claim)
        if isinstance(points, Decimal):
            return points, times
        at = next((cell for key in ("claim", "count") if (cell := row.get(key)) and not cell.blank), None)
        at = at or row.get("claim") or row.identity
        if points == "quantity-needed":
            about = {"reason": "quantity-missing", "measure": rule.points.measure if rule else "", **_about(rule)}
            self.log.on("points-invalid", row.get("count") or at, about)
        elif points == "points-needed":
            self.log.on("field-missing", at, {"field": "claim", **_about(rule)})
        else:
            self.log.on(points, at, _about(rule))
        return None

    def _number(self, cell: FormCell | None) -> Decimal | Fault | None:
        number = cell.number() if cell is not None else None
        if cell is not None and isinstance(number, Fault):
            self.log.fault_on(number, cell)
        return number


def _about(rule: Rule | None) -> Mapping[str, str]:
    if rule is None:
        return {}
    return {"rule": rule.code, "wording": rule.wording, "allowed": str(rule.points)}


def refuse_definite(cell: FormCell | None, context: FormContext, log: IssueLog) -> None:
    """Note a cell that holds a number or the name of a minor: nobody may let that through."""
    offence = context.definite(cell.text) if cell is not None and not cell.blank else None
    if cell is not None and offence is not None:
        facts = {"guard": offence.guard, "word": offence.found, "basis": offence.basis, "reason": "definite"}
        log.on("text-forbidden", cell, facts)


def note_inactive(row: FormRow, household: Household, on: date, context: FormContext, log: IssueLog) -> bool:
    """Whether the household could not score on the day: said at the cell that names it."""
    then = context.roster_on(on).households.get(household.code)
    if then is not None and then.scores:
        return False
    facts = {"household": household.code, "head": household.head, "reason": "deed"}
    log.on("household-inactive", row.identity, facts | {"status": then.status if then else "unregistered"})
    return True


def repeated(rows: tuple[DeedRow, ...]) -> Iterator[tuple[DeedRow, DeedRow]]:
    """Rows that may tell of one deed (household, rule and day), each with the first of them."""
    seen: dict[tuple[object, ...], DeedRow] = {}
    for row in rows:
        if row.rule is not None and (first := seen.setdefault((row.household, row.on, row.rule), row)) is not row:
            yield row, first
