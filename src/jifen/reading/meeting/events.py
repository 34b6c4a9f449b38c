"""Event lists: one row a deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.household import Household
from jifen.domain.points import ZERO, show
from jifen.domain.rulebook import Rule
from jifen.reading.formats.workbook import Cell
from jifen.reading.meeting.columns import Column, Vocabulary
from jifen.reading.meeting.rows import (
    BlockColumns,
    SheetWork,
    household_of,
    identity_cell,
    note_inactive,
    note_repeated,
    remember,
    rows_of,
    section_grid,
    sort_row,
    spread,
)
from jifen.reading.meeting.totals import LEFT_OUT, SIZE, Key
from jifen.reading.words.days import REACH, out_of_reach, read_day
from jifen.reading.words.names import split_name
from jifen.reading.words.numbers import (
    Fault,
    Points,
    is_none,
    plain_text,
    read_count,
    read_decision,
    read_direction,
    read_points,
)


@dataclass(slots=True)
class _Row:
    """A row's cells by the kind of their column, merged ones read down."""

    number: int
    cells: dict[str, Cell | None]
    columns: Mapping[str, Column]

    def column(self, kind: str) -> int:
        """Where the column of a kind is."""
        return self.columns[kind].index


_READ_DOWN = ("date", "direction", "rule_code", "rule_text", "category", "reason", "actor", "decision")
_AMOUNTS = ("points", "count", "award", "deduction")


def read_events(work: SheetWork, block: BlockColumns, number: int) -> None:
    """Every row of the block."""
    section: str | None = None
    kinds = {str(c.kind): c for c in reversed(block.columns) if c.kind in (*_READ_DOWN, *_AMOUNTS)}
    keys: dict[int, Key] = {kinds[k].index: (k,) for k in ("points", "award", "deduction") if k in kinds}
    for row in rows_of(work, block):
        sort = sort_row(work, block, row)
        if sort == "section":
            section = section_grid(work, block, row)
        elif sort == "total":
            section = None
            work.totals.total(number, row, work.sheet.rows[row], keys)
        elif sort == "household" and not _is_blank_form_row(work, kinds, block, row):
            _read_row(work, block, number, _row(work, kinds, block, row), section)


def _row(work: SheetWork, kinds: Mapping[str, Column], block: BlockColumns, row: int) -> _Row:
    cells = {
        kind: identity_cell(work.sheet, row, column, block.first_row - 1)
        if kind in _READ_DOWN
        else work.sheet.cell(row, column.index)
        for kind, column in kinds.items()
    }
    return _Row(row, cells, kinds)


def _is_blank_form_row(work: SheetWork, kinds: Mapping[str, Column], block: BlockColumns, row: int) -> bool:
    """A prepared line nobody filled in: a number in front and nothing that says what happened."""
    cells = work.sheet.rows[row]
    seq = {c.index for c in block.columns if c.kind in ("seq", "ignore", "direction")}
    return all(index in seq for index in block.indexes if index in cells)


def _read_row(work: SheetWork, block: BlockColumns, number: int, row: _Row, section: str | None) -> None:
    household = household_of(work, block, row.number, section)
    if household is not None:
        remember(work, block, row.number, household)
    passed = _decision(work, row)
    if passed is False:
        work.skipped += 1
        work.totals.add(number, row.number, _not_passed(row), readable=True)
        return
    rule, category, known = _rule(work, row)
    amount = _amount(work, row, rule)
    day, day_known = _day(work, row)
    values = _sums(row, amount) if isinstance(amount, tuple) else {}
    work.totals.add(number, row.number, values, readable=isinstance(amount, tuple) or amount is None)
    if household is None or passed is None or not known or not day_known or not isinstance(amount, tuple):
        return
    points, column = amount
    if points and household.code in work.in_rows:
        note_repeated(work, block, row.number, household)
    elif points and not note_inactive(work, block, row.number, household):
        _post(work, row, household, rule, category, points, column, day)


def _post(
    work: SheetWork,
    row: _Row,
    household: Household,
    rule: Rule | None,
    category: str,
    points: Decimal,
    column: int,
    day: date | None,
) -> None:
    actor = plain_text(row.cells.get("actor"))
    work.draft(
        household,
        category,
        points,
        row.number,
        column,
        rule=rule.code if rule else None,
        occurred_on=day or work.held,
        reason=plain_text(row.cells.get("reason")),
        actor=split_name(actor)[0] if actor else None,
        is_event=True,
    )


def _decision(work: SheetWork, row: _Row) -> bool | None:
    """Whether the row passed; None where that is unclear. Lists without the column hold what was decided."""
    if "decision" not in row.columns:
        return True
    found = read_decision(row.cells["decision"])
    if isinstance(found, Fault):
        work.findings.fault(found, work.sheet, row.number, row.column("decision"))
        return None
    return found


def _rule(work: SheetWork, row: _Row) -> tuple[Rule | None, str, bool]:
    """The rule, its category, and whether that much is known; a list may name categories alone."""
    texts = {k: t for k in ("rule_code", "rule_text") if (t := plain_text(row.cells.get(k)))}
    found = {kind: work.words.rule(text) for kind, text in texts.items()}
    code, text = found.get("rule_code"), found.get("rule_text")
    if code is not None:
        if text is not None and text.code != code.code:
            _rule_unknown(work, row, "rule_code", "contradiction", (_show(code), _show(text)))
            return None, "", False
        return _with_category(work, row, code, "rule_code")
    if texts.get("rule_code"):
        _rule_unknown(work, row, "rule_code", "unknown", work.words.near_rules(texts["rule_code"]))
        return None, "", False
    if text is not None:
        return _with_category(work, row, text, "rule_text")
    if texts.get("rule_text"):
        _rule_unknown(work, row, "rule_text", "unknown", work.words.near_rules(texts["rule_text"]))
        return None, "", False
    return _category_alone(work, row)


def _with_category(work: SheetWork, row: _Row, rule: Rule, kind: str) -> tuple[Rule | None, str, bool]:
    """A rule of another category than the row's own is no rule anybody can be sure of."""
    named = plain_text(row.cells.get("category"))
    category = work.words.category(named) if named else None
    if category is not None and category != rule.category:
        _rule_unknown(work, row, kind, "category", (_show(rule),))
        return None, "", False
    return rule, rule.category, True


def _category_alone(work: SheetWork, row: _Row) -> tuple[Rule | None, str, bool]:
    named = plain_text(row.cells.get("category"))
    reason = plain_text(row.cells.get("reason"))
    if named is None and reason and (rule := _by_reason(work.words, reason, row)):
        return rule, rule.category, True
    category = work.words.category(named) if named else None
    if category is not None:
        return None, category, True
    if named is not None:
        work.findings.at(
            "category-unknown", work.sheet, row.number, row.column("category"), None, work.words.near_categories(named)
        )
        return None, "", False
    kind = next((k for k in ("rule_code", "rule_text", "category", "reason", "points") if k in row.columns), None)
    if kind is not None and not _has_no_amount(row):
        near = work.words.near_rules(reason) if reason else ()
        _rule_unknown(work, row, kind, "missing", near)
        return None, "", False
    return None, "", kind is None or _has_no_amount(row)


def _by_reason(words: Vocabulary, reason: str, row: _Row) -> Rule | None:
    """In lists without a column for the rule its code or exact wording may stand as the reason."""
    if "rule_code" in row.columns or "rule_text" in row.columns:
        return None
    return words.rule(reason)


def _has_no_amount(row: _Row) -> bool:
    return all(is_none(row.cells.get(kind)) for kind in _AMOUNTS)


def _rule_unknown(work: SheetWork, row: _Row, kind: str, reason: str, suggestions: tuple[str, ...]) -> None:
    work.findings.at("rule-unknown", work.sheet, row.number, row.column(kind), {"reason": reason}, suggestions)


def _show(rule: Rule) -> str:
    return f"{rule.code} {rule.wording}"


def _amount(work: SheetWork, row: _Row, rule: Rule | None) -> tuple[Decimal, int] | Fault | None:
    """The row's points with their sign, and the column they stand in; faults are noted here."""
    direction = read_direction(row.cells.get("direction"))
    if isinstance(direction, Fault):
        work.findings.fault(direction, work.sheet, row.number, row.column("direction"))
        return direction
    if "points" not in row.columns and "count" in row.columns:
        return _from_count(work, row, rule, direction)
    places = [k for k in ("points", "award", "deduction") if k in row.columns]
    kinds = [k for k in places if not is_none(row.cells[k])]
    if not kinds:
        return _without_points(work, row, places, rule)
    if len(kinds) > 1:
        fault = Fault("sign-unclear", "both")
        work.findings.fault(fault, work.sheet, row.number, row.column(kinds[-1]))
        return fault
    kind = kinds[0]
    stated = {"points": row.columns[kind].sign, "award": 1, "deduction": -1}[kind]
    value = _signed(read_points(row.cells[kind]), direction or stated)
    if direction and stated and direction != stated:
        value = Fault("sign-unclear", "direction")
    if isinstance(value, Decimal) and value and spread(work, row.number, row.column(kind)):
        value = Fault("points-invalid", "merged")
    if isinstance(value, Decimal) and value:
        value = _against_count(work, row, rule, value)
    if isinstance(value, Fault):
        work.findings.fault(value, work.sheet, row.number, row.column(kind))
        return value
    return None if value is None else (value, row.column(kind))


def _without_points(work: SheetWork, row: _Row, places: list[str], rule: Rule | None) -> Fault | None:
    """A mark means none; a deed that passed and has nothing at all where its points belong was forgotten."""
    marked = any(row.cells[k] is not None and row.cells[k].text.strip() for k in places)  # type: ignore[union-attr]
    if marked or not places or rule is None or "decision" not in row.columns:
        return None
    fault = Fault("points-invalid", "forgotten")
    work.findings.fault(fault, work.sheet, row.number, row.column(places[0]))
    return fault


def _signed(found: Points | str | Fault | None, sign: int) -> Decimal | Fault | None:
    if found == "tick":
        return Fault("points-invalid", "tick")
    if not isinstance(found, Points):
        return found if isinstance(found, Fault) else None
    if sign == 0:
        return found.value
    if (sign > 0 and found.value < 0) or (sign < 0 and found.worded > 0):
        return Fault("sign-unclear", "direction")
    return abs(found.value) * sign


def _against_count(work: SheetWork, row: _Row, rule: Rule | None, value: Decimal) -> Decimal | Fault:
    """Beside a column 次数 the points must be those of all the times: one price for several deeds is unclear."""
    if "count" not in row.columns:
        return value
    count = read_count(row.cells["count"])
    if isinstance(count, Fault):
        work.findings.fault(count, work.sheet, row.number, row.column("count"))
        return value
    if count in (None, "tick", 0, 1):
        return value
    one = rule.points.values[0] if rule is not None and rule.points.form == "fixed" else None
    if one is not None and abs(value) == abs(one) * int(count):
        return value
    if one is None and rule is not None and rule.points.allows(value) and not rule.points.allows(value / int(count)):
        return value
    facts = {"reason": "count", "expected": show(abs(one) * int(count)) if one is not None else ""}
    work.findings.at("column-unclear", work.sheet, row.number, row.column("count"), facts)
    return value


def _from_count(work: SheetWork, row: _Row, rule: Rule | None, direction: int) -> tuple[Decimal, int] | Fault | None:
    count = read_count(row.cells["count"])
    at = row.column("count")
    if count is None or count == 0:
        return None
    if not isinstance(count, Fault) and (rule is None or rule.points.form != "fixed"):
        count = Fault("points-invalid", "count-of-range")
    if isinstance(count, Fault) or rule is None:
        fault = count if isinstance(count, Fault) else Fault("points-invalid", "count-of-range")
        work.findings.fault(fault, work.sheet, row.number, at)
        return fault
    value = rule.points.values[0] * (1 if count == "tick" else int(count))
    if direction and (direction > 0) != (value > 0):
        fault = Fault("sign-unclear", "direction")
        work.findings.fault(fault, work.sheet, row.number, row.column("direction"))
        return fault
    return value, at


def _day(work: SheetWork, row: _Row) -> tuple[date | None, bool]:
    """The deed's day; whether it is usable."""
    if "date" not in row.columns:
        return None, True
    found = read_day(row.cells["date"], work.month, work.held)
    if isinstance(found, Fault):
        work.findings.fault(found, work.sheet, row.number, row.column("date"))
        return None, False
    if found is not None and out_of_reach(found, work.month, work.held):
        allowed = "date-outside-month" in work.context.allow
        last = work.held or work.month.last
        facts = {"day": found.isoformat(), "first": (last - REACH).isoformat(), "last": last.isoformat()}
        work.findings.at("date-outside-month", work.sheet, row.number, row.column("date"), facts, let_through=allowed)
        return found, allowed
    return found, True


def _sums(row: _Row, amount: tuple[Decimal, int]) -> dict[Key, Decimal]:
    value = amount[0]
    sums: dict[Key, Decimal] = {("points",): value, SIZE: abs(value)}
    sums[("award",) if value > 0 else ("deduction",)] = value
    return sums


def _not_passed(row: _Row) -> dict[Key, Decimal]:
    """What a row that was not passed adds to a total that counts every row."""
    found = read_points(row.cells.get("points"))
    return {LEFT_OUT: found.value if isinstance(found, Points) else ZERO}
