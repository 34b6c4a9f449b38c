"""Event lists: one row a deed."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jifen.domain.household import Household
from jifen.domain.points import ZERO
from jifen.domain.rulebook import Rule
from jifen.reading.meeting.identity import household_of, note_inactive, note_repeated, remember
from jifen.reading.meeting.layouts.event_amounts import Amount, amount_of
from jifen.reading.meeting.layouts.event_row import AMOUNTS, READ_DOWN, EventRow
from jifen.reading.meeting.layouts.event_totals import EventTotals
from jifen.reading.meeting.rows import household_rows
from jifen.reading.meeting.totals import LEFT_OUT, SIGNED, SIZE, UNSIGNED, Key
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.days import read_day
from jifen.reading.words.marks import TICKS
from jifen.reading.words.names import normalise_text, split_name
from jifen.reading.words.numbers import Fault, Points, read_decision, read_points


class _Kind(NamedTuple):
    """What kind of deed a row is of: a rule, or a category alone."""

    rule: Rule | None
    category: str


_NO_KIND = _Kind(None, "")
"""Of a row that has no points either."""


def read_events(block: BlockWork) -> None:
    """Every row of the block."""
    columns = {str(c.kind): c for c in reversed(block.columns) if c.kind in (*READ_DOWN, *AMOUNTS)}
    keys: dict[int, Key] = {c.index: (str(c.kind),) for c in block.of("points", "award", "deduction")}
    beside = EventTotals(block)
    for number, section in household_rows(block, keys):
        if not is_blank_form_row(block, number):
            read_row(EventRow.of(block, number, columns), section, beside)
    beside.check()


def is_blank_form_row(block: BlockWork, row: int) -> bool:
    """A prepared line nobody filled in: a number in front and nothing that says what happened."""
    cells = block.sheet.rows[row]
    seq = {c.index for c in block.columns if c.kind in ("seq", "ignore", "direction", "event_total")}
    return all(index in seq for index in block.indexes if index in cells)


def read_row(row: EventRow, section: str | None, beside: EventTotals) -> None:
    """One row, posted where the meeting let it pass."""
    block, number = row.block, row.number
    household = household_of(block, number, section)
    if household is not None:
        remember(block, number, household)
    passed = _passed(row)
    if passed is False:
        block.work.skipped += 1
        block.work.totals.add(block.number, number, _not_passed(row), readable=True)
        beside.add(number, None, ZERO, readable=False)
        return
    day = _day(row)
    sums: dict[Key, Decimal] = {}
    apart = ZERO
    readable = True
    for part in row.sides():
        kind = _kind(part)
        amount = amount_of(part, kind.rule if kind else None)
        readable = readable and not isinstance(amount, Fault)
        if not isinstance(amount, Amount):
            continue
        readable = readable and not amount.is_open
        for key, value in sums_of(amount.stated or amount.points, _written(part, amount)).items():
            sums[key] = sums.get(key, ZERO) + value
        apart += amount.points if kind and kind.category in block.work.scheme.unscored else ZERO
        if household is None or passed is None or kind is None or isinstance(day, Fault):
            continue
        if not amount.points and amount.quantity is None:
            continue
        if household.code in block.work.in_rows:
            note_repeated(block, number, household)
        elif not note_inactive(block, number, household):
            _post(part, household, kind, amount, day)
    block.work.totals.add(block.number, number, sums, readable=readable)
    code = household.code if household is not None else None
    beside.add(number, code, sums.get(SIGNED, ZERO), apart, readable=readable and passed is not None)


def _post(row: EventRow, household: Household, kind: _Kind, amount: Amount, day: date | None) -> None:
    actor = row.text("actor")
    row.block.work.add_line(
        household,
        kind.category,
        amount.points,
        row.number,
        amount.column,
        rule=kind.rule.code if kind.rule else None,
        occurred_on=day or row.block.work.held,
        reason=row.text("reason"),
        actor=split_name(actor)[0] if actor else None,
        is_event=True,
        dated=day is not None,
        quantity=amount.quantity,
        stated=amount.stated,
        single=amount.single,
    )


def _passed(row: EventRow) -> bool | None:
    """Whether the row passed; None where that is unclear. Lists without the column hold what was decided."""
    if "decision" not in row.columns:
        return True
    decided: bool | None = None
    for column in row.block.of("decision"):
        decision = read_decision(row.block.merged_down(row.number, column))
        if decided is not None and not isinstance(decision, Fault) and decision != decided:
            decision = Fault("decision-unclear")
        if isinstance(decision, Fault):
            row.block.fault(decision, row.number, column.index)
            return None
        decided = decision
    return decided


def _kind(row: EventRow) -> _Kind | None:
    """The rule and its category; None where that is unclear. A list may name categories alone."""
    words = row.block.work.words
    texts = {kind: text for kind in ("rule_code", "rule_text") if (text := row.text(kind))}
    rules = {kind: words.rule(text) for kind, text in texts.items()}
    by_code, by_text = rules.get("rule_code"), rules.get("rule_text")
    if by_code is not None and by_text is not None and by_text.code != by_code.code:
        _rule_unknown(row, "rule_code", "contradiction", (_show(by_code), _show(by_text)))
        return None
    for kind in texts:
        rule = rules[kind]
        if rule is None:
            _rule_unknown(row, kind, "unknown", words.near_rules(texts[kind]))
            return None
        return _with_category(row, rule, kind)
    return _category_alone(row)


def _with_category(row: EventRow, rule: Rule, kind: str) -> _Kind | None:
    """A rule of another category than the row's own is no rule anybody can be sure of."""
    named = row.text("category")
    category = row.block.work.words.category(named) if named else None
    if category is not None and category != rule.category:
        _rule_unknown(row, kind, "category", (_show(rule),))
        return None
    return _Kind(rule, rule.category)


def _category_alone(row: EventRow) -> _Kind | None:
    words = row.block.work.words
    named, reason = row.text("category"), row.text("reason")
    if named is None and row.text("confirmed"):
        return _confirmed(row)
    if named is None and reason and (rule := _by_reason(row, reason)):
        return _Kind(rule, rule.category)
    if named is not None:
        category = words.category(named)
        if category is None:
            row.note("category-unknown", "category", None, words.near_categories(named))
        return None if category is None else _Kind(None, category)
    places = ("rule_code", "rule_text", "category", "reason", "points", "award", "deduction", "count")
    kind = next((k for k in places if k in row.columns), None)
    if row.has_no_amount or kind is None:
        return _NO_KIND
    proposed = _proposed(row, reason)
    if proposed:
        row.note("rule-unknown", kind, {"reason": "missing", **proposed})
    else:
        _rule_unknown(row, kind, "missing", words.near_rules(reason) if reason else ())
    return None


def _proposed(row: EventRow, reason: str | None) -> dict[str, str]:
    """The rule that the row's free text may mean, and the header row its column would stand under; else nothing.

    Beside a further table on the right there is no place for such a column.
    """
    block = row.block
    header = block.first_row - 1
    beside = max(block.sheet.rows.get(header, {0: None})) > max(block.indexes)
    amount = amount_of(row, None) if reason and not beside else None
    if not isinstance(amount, Amount):
        return {}
    rule = block.work.words.proposer.propose(reason or "", amount.points)
    return {"proposed": _show(rule), "header": str(header)} if rule else {}


def _confirmed(row: EventRow) -> _Kind | None:
    """What a person confirmed of a proposal: a tick takes it, a code or a wording another rule."""
    words = row.block.work.words
    told, proposal = row.text("confirmed") or "", row.text("proposal")
    agreed = told in TICKS or normalise_text(told) in _AGREED
    rule = words.rule(proposal) if agreed and proposal else None if agreed else words.rule(told)
    if rule is None:
        _rule_unknown(row, "confirmed", "unknown", words.near_rules(told))
        return None
    return _Kind(rule, rule.category)


_AGREED = frozenset({"是", "对", "确认", "同意", "可以", "V", "v", "Y", "y"})


def _by_reason(row: EventRow, reason: str) -> Rule | None:
    """In lists without a column for the rule its code or exact wording may stand as the reason."""
    if "rule_code" in row.columns or "rule_text" in row.columns:
        return None
    return row.block.work.words.rule(reason)


def _rule_unknown(row: EventRow, kind: str, reason: str, suggestions: tuple[str, ...]) -> None:
    row.note("rule-unknown", kind, {"reason": reason}, suggestions)


def _show(rule: Rule) -> str:
    return f"{rule.code} {rule.wording}"


def _day(row: EventRow) -> date | Fault | None:
    """The deed's day; a fault, which is noted, where it cannot be used."""
    if "date" not in row.columns:
        return None
    work = row.block.work
    day = read_day(row.cells["date"], work.month, work.held, work.covers)
    if isinstance(day, Fault):
        return row.fault(day, "date")
    first, last = work.reach
    if day is None or first <= day <= last:
        return day
    allowed = "date-outside-month" in work.context.allow
    facts = {"day": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
    row.note("date-outside-month", "date", facts, let_through=allowed)
    return day if allowed else Fault("date-outside-month")


def sums_of(points: Decimal, written: Decimal) -> dict[Key, Decimal]:
    """What a row adds to the totals below, in every way they may be reckoned."""
    sides: Key = ("award",) if points > 0 else ("deduction",)
    return {SIGNED: points, SIZE: written, UNSIGNED: abs(points), sides: points}


def _written(row: EventRow, amount: Amount) -> Decimal:
    """The figure as it stands in its cell: beside a column 加/减 without its sign, and a total may add it up so."""
    if amount.quantity is not None:
        return abs(amount.stated or amount.points)
    points = read_points(row.block.sheet.cell(row.number, amount.column))
    return points.value if isinstance(points, Points) else abs(amount.points)


def _not_passed(row: EventRow) -> dict[Key, Decimal]:
    """What a row that was not passed adds to a total that counts every row."""
    points = read_points(row.cells.get("points"))
    return {LEFT_OUT: points.value if isinstance(points, Points) else ZERO}
