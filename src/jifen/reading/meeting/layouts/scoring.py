"""Layouts of one row a household: a column a category (wide) or a column an item."""

from collections.abc import Mapping
from decimal import Decimal

from jifen.domain.household import Household
from jifen.domain.points import ZERO, show
from jifen.reading.formats.workbook import Cell
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.identity import household_of, note_inactive, note_repeated, remember
from jifen.reading.meeting.layouts.measured import Quantity, named_by, quantity_at
from jifen.reading.meeting.rows import household_rows, sort_row
from jifen.reading.meeting.totals import SCORE, Key, matches, total_value
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.marks import answer_word
from jifen.reading.words.numbers import Fault, Points, is_none, read_count, read_decision, read_direction, read_points

Values = dict[int, tuple[Decimal, Column]]
Quantities = dict[int, tuple[Quantity, Decimal | None, Column]]
"""By the column of the quantity: how many, the points stated beside it, the column of the item."""


def read_scoring(block: BlockWork) -> None:
    """Every row of the block."""
    columns = [column for column in block.columns if column.scores]
    keys = {column.index: key for column in block.columns if (key := _key(column))}
    for row, section in household_rows(block, keys):
        _read_row(block, row, columns, section)
    _note_mixed_signs(block, columns)


def _read_row(block: BlockWork, row: int, columns: list[Column], section: str | None) -> None:
    household = household_of(block, row, section)
    direction = _direction(block, row)
    values, readable = _values(block, row, [c for c in columns if not _by_quantity(c)], direction)
    quantities, counted = _quantities(block, row, [c for c in columns if _by_quantity(c)], direction)
    if household is not None:
        block.work.in_rows.add(household.code)
        if not remember(block, row, household, direction):
            note_repeated(block, row, household)
        elif (values or quantities) and not _rejected(block, row) and not note_inactive(block, row, household):
            _post(block, household, row, values)
            _post_quantities(block, household, row, quantities)
    readable = readable and counted and block.complete
    sums = _by_key(values, quantities)
    if household is not None:
        _add_score(block, sums, values, quantities)
    block.work.totals.add(block.number, row, sums, readable=readable)
    if readable and (values or quantities or household is not None):
        _check_row(block, row, sums)


def _direction(block: BlockWork, row: int) -> int:
    """Two rows of one household, 加 and 扣: which this is; 0 where the sheet has no such column."""
    column = block.first("direction")
    if column is None:
        return 0
    direction = read_direction(block.merged_down(row, column))
    if isinstance(direction, int) and direction:
        return direction
    if any(not is_none(block.sheet.cell(row, c.index)) for c in block.columns if c.scores):
        block.fault(direction or Fault("sign-unclear", "direction"), row, column.index)
    return 0


def _rejected(block: BlockWork, row: int) -> bool:
    """Whether a row has points though the meeting sent it back, or nobody can tell; blank sends nothing back."""
    column = block.first("decision")
    cell = block.sheet.cell(row, column.index) if column is not None else None
    blank = cell is None or is_none(cell)
    passed = _blank_passes(block, column) if blank else read_decision(cell)
    if column is None or passed is True:
        return False
    block.fault(passed or Fault("decision-unclear", "points"), row, column.index)
    return True


def _blank_passes(block: BlockWork, column: Column | None) -> bool | Fault:
    """A blank sends nothing back, unless the others say that they passed."""
    if column is None:
        return True
    if column.index not in block.passing:
        cells = [block.sheet.cell(row, column.index) for row in block.row_numbers()]
        said = [answer_word(cell.text) for cell in cells if cell is not None]
        block.passing[column.index] = 2 * said.count(True) > len(said)
    return Fault("decision-unclear", "blank") if block.passing[column.index] else True


def _values(block: BlockWork, row: int, columns: list[Column], direction: int) -> tuple[Values, bool]:
    """The signed points of each cell that has any; whether all could be read."""
    values: Values = {}
    readable = True
    cells = block.sheet.rows[row]
    for column in columns:
        cell = cells.get(column.index)
        if cell is None and column.counted_at is None:
            continue
        value = None if cell is None else _value(cell, column, direction)
        if isinstance(value, Decimal) and value and block.is_spread(row, column.index):
            value = Fault("points-invalid", "merged")
        if column.counted_at is not None and not isinstance(value, Fault):
            readable = _agrees_with_count(block, row, column, value or ZERO) and readable
        if isinstance(value, Fault):
            _note_unread(block, row, column, value)
            readable = False
        elif value:
            values[column.index] = (value, column)
    return values, readable


def _note_unread(block: BlockWork, row: int, column: Column, fault: Fault) -> None:
    """What could not be read; under a rule of named severities what the names are."""
    if column.rule is None or column.rule.points.form != "named" or fault != Fault("points-invalid"):
        block.fault(fault, row, column.index)
        return
    facts = {"reason": "severity", "rule": column.rule.code, "allowed": str(column.rule.points)}
    block.note("points-invalid", row, column.index, facts)


def _by_quantity(column: Column) -> bool:
    return column.rule is not None and column.rule.points.is_measured


def _quantities(block: BlockWork, row: int, columns: list[Column], direction: int) -> tuple[Quantities, bool]:
    """The quantities of a row, and whether what they are worth is known here."""
    found: Quantities = {}
    known = True
    for column in columns:
        rule, at = column.rule, column.index if column.counts else column.counted_at
        stated = None if column.counts else _stated_beside(block, row, column, direction)
        if rule is None or at is None or isinstance(stated, Fault):
            known = known and not isinstance(stated, Fault)
            continue
        quantity = quantity_at(block, row, at, rule)
        if quantity is None and stated:
            facts = {"reason": "quantity-missing", "rule": rule.code, "measure": rule.points.measure}
            block.note("points-invalid", row, at, facts)
        if isinstance(quantity, Quantity):
            found[at] = (quantity, stated, column)
            known = known and (rule.points.form == "steps" or stated is not None)
        elif quantity is not None or stated:
            known = False
    return found, known


def _stated_beside(block: BlockWork, row: int, column: Column, direction: int) -> Decimal | Fault | None:
    """The points of an item whose quantity stands in a column of its own; without such a column nobody can tell."""
    points = read_points(block.sheet.cell(row, column.index))
    value = _signed(points, column, direction) if isinstance(points, Points) else points
    if value is None or (isinstance(value, Decimal) and column.counted_at is not None):
        return value
    if isinstance(value, Fault):
        block.fault(value, row, column.index)
        return value
    rule = column.rule
    facts = {"rule": rule.code, "measure": rule.points.measure} if rule else {}
    block.note("points-invalid", row, column.index, {"reason": "measure", **facts})
    return Fault("points-invalid", "measure")


def _post_quantities(block: BlockWork, household: Household, row: int, quantities: Quantities) -> None:
    for index, (quantity, stated, column) in quantities.items():
        rule = column.rule.code if column.rule else None
        block.work.add_line(
            household,
            column.category or "",
            quantity.points,
            row,
            index,
            rule=rule,
            quantity=quantity.amount,
            stated=stated,
        )


def _agrees_with_count(block: BlockWork, row: int, column: Column, value: Decimal) -> bool:
    """Beside a column 次数 of the same item the points must be those of all the times; said at the count."""
    at = column.counted_at
    cell = block.sheet.cell(row, at) if at is not None else None
    if at is None or cell is None or column.rule is None or column.rule.points.form != "fixed":
        return True
    count = read_count(cell)
    if isinstance(count, Fault):
        block.fault(count, row, at)
        return False
    expected = column.rule.points.values[0] * (1 if count == "tick" else count or 0)
    if count is None or expected == value:
        return True
    block.note("column-unclear", row, at, {"reason": "count", "expected": show(expected)})
    return False


def _signed(points: Points, column: Column, direction: int) -> Decimal | Fault:
    """The points with the sign of their column's group, or of their row."""
    if direction:
        if (column.sign and column.sign != direction) or (points.worded or points.value * direction) * direction < 0:
            return Fault("sign-unclear", "direction")
        return abs(points.value) * direction
    if column.sign > 0 and points.value < 0:
        return Fault("sign-unclear", "award")
    if column.sign >= 0:
        return points.value
    if points.worded > 0 or (points.value < 0 and column.positive):
        return Fault("sign-unclear", "deduction")
    return points.value if points.value < 0 else -points.value


def _value(cell: Cell, column: Column, direction: int = 0) -> Decimal | Fault | None:
    rule = column.rule
    if column.counts and rule is not None:
        count = read_count(cell)
        if count is None or isinstance(count, Fault) or count == 0:
            return None if count == 0 else count
        if rule.points.form != "fixed":
            return Fault("points-invalid", "count-of-range")
        return rule.points.values[0] * (1 if count == "tick" else count)
    if (named := named_by(cell, rule)) is not None:
        return Fault("sign-unclear", "direction") if direction * named < 0 else named
    points = read_points(cell)
    if points == "tick":
        if rule is None or rule.points.form != "fixed":
            return Fault("points-invalid", "tick")
        return rule.points.values[0]
    return _signed(points, column, direction) if isinstance(points, Points) else points


def _post(block: BlockWork, household: Household, row: int, values: Values) -> None:
    for index, (value, column) in values.items():
        rule = column.rule.code if column.rule else None
        block.work.add_line(household, column.category or "", value, row, index, rule=rule)


def _key(column: Column) -> Key | None:
    """What a column's figures are summed under; columns of the same meaning share it across blocks."""
    match column.kind:
        case "category" | "item":
            sign = "-" if column.sign < 0 else "+"
            return (sign, column.category or "", column.rule.code if column.rule else "")
        case "group_total":
            return ("group", column.category or "")
        case "total" | "award" | "deduction":
            return (column.kind,)
        case _:
            return None


def _by_key(values: Values, quantities: Quantities) -> dict[Key, Decimal]:
    sums: dict[Key, Decimal] = {("total",): ZERO}
    for quantity, _, column in quantities.values():
        sums["#", column.category or "", column.rule.code if column.rule else ""] = quantity.amount
    worth = [(stated or quantity.points, column) for quantity, stated, column in quantities.values()]
    for value, column in [*values.values(), *worth]:
        own = _key(column)
        part: Key = ("award",) if (column.sign or value) > 0 else ("deduction",)
        for key in (own, part, ("total",), ("group", column.category or "")):
            if key is not None:
                sums[key] = sums.get(key, ZERO) + value
        if column.counts and column.rule is not None and not _by_quantity(column):
            sums[("#", column.category or "", column.rule.code)] = value / column.rule.points.values[0]
    return sums


def _add_score(block: BlockWork, sums: dict[Key, Decimal], values: Values, quantities: Quantities) -> None:
    """What the row comes to as a score, where the village's scheme has such a thing."""
    scheme = block.work.context.rulebooks.scheme(block.work.month)
    if not scheme.reckons:
        return
    worth = [(stated or quantity.points, column) for quantity, stated, column in quantities.values()]
    counted = (v for v, column in [*values.values(), *worth] if column.category not in scheme.unscored)
    score = scheme.score(sum(counted, ZERO))
    if score is not None:
        sums[SCORE] = score


def _check_row(block: BlockWork, row: int, sums: Mapping[Key, Decimal]) -> None:
    """A row's own totals against its cells."""
    cells = block.sheet.rows[row]
    stated = [c for c in block.columns if c.kind in ("total", "award", "deduction", "group_total") and c.index in cells]
    if not stated:
        return
    for column in stated:
        value = total_value(cells[column.index], block.work.log, block.sheet, row, column.index)
        key = _key(column)
        if value is None or key is None:
            continue
        expected = sums.get(key, ZERO)
        if not matches(value, key, expected) and not (key == ("total",) and value == sums.get(SCORE)):
            block.note("total-mismatch", row, column.index, {"expected": show(expected)})


def _note_mixed_signs(block: BlockWork, columns: list[Column]) -> None:
    """In a column of deductions either all numbers bear a minus or none does."""
    for column in columns:
        if column.sign >= 0 or column.positive or column.counts:
            continue
        bare, minus = [], False
        for row in block.row_numbers():
            cell = block.sheet.cell(row, column.index)
            if cell is None:
                continue
            points = read_points(cell)
            if isinstance(points, Points) and points.value and sort_row(block, row) == "household":
                minus = minus or points.value < 0
                if points.value > 0 and not points.worded:
                    bare.append(row)
        for row in bare if minus else []:
            block.note("sign-unclear", row, column.index, {"reason": "mixed"})
