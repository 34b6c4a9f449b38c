"""How many points a row of an event list is worth, with their sign."""

import re
from decimal import Decimal
from typing import NamedTuple

from jifen.domain.points import show
from jifen.domain.rulebook import Rule
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.layouts.event_row import EventRow
from jifen.reading.meeting.layouts.measured import named_by, quantity_of, severity_of
from jifen.reading.words.numbers import Fault, Points, is_none, read_count, read_direction, read_points


class Amount(NamedTuple):
    """Points, and the column they stand in. With a `quantity` they follow from it; `stated` is what the row says."""

    points: Decimal
    column: int
    quantity: Decimal | None = None
    stated: Decimal | None = None
    single: Decimal | None = None
    """What the severity that is named counts once."""

    @property
    def is_open(self) -> bool:
        """Whether the year's other quantities decide the points, and the row does not say what they are."""
        return self.quantity is not None and not self.points and self.stated is None


def amount_of(row: EventRow, rule: Rule | None) -> Amount | Fault | None:
    """The row's points; None for none. Faults are noted here."""
    if rule is None or rule.points.form not in ("named", "ladder", "steps"):
        return _figure_of(row, rule)
    if rule.points.form != "named" and not row.has_no_amount:
        return _measured(row, rule)
    stated = _named(row, rule) or (None if _has_no_figure(row) else _figure_of(row, rule))
    if isinstance(stated, Fault):
        return stated
    value = severity_of(row, rule, stated.points if stated else None)
    if isinstance(value, Fault):
        return value
    if stated is None and value is not None:
        return _directed(row, Amount(value, row.column("severity"), single=value))
    return _figure_of(row, rule) if stated is None else stated._replace(single=value)


def _named(row: EventRow, rule: Rule) -> Amount | Fault | None:
    """A severity that stands where the figure belongs, and nothing else does."""
    filled = [c for c in row.block.of("points", "award", "deduction") if not _is_blank(row, c)]
    value = named_by(row.block.sheet.cell(row.number, filled[0].index), rule) if len(filled) == 1 else None
    return None if value is None else _directed(row, Amount(value, filled[0].index))


def _has_no_figure(row: EventRow) -> bool:
    return all(is_none(row.cells.get(kind)) for kind in ("points", "award", "deduction"))


def _measured(row: EventRow, rule: Rule) -> Amount | Fault | None:
    """A quantity, with the points that the row says it gives, if it does."""
    stated = None if _has_no_figure(row) else _stated_of(row)
    quantity = quantity_of(row, rule)
    if isinstance(stated, Fault):
        return stated
    if quantity is None or isinstance(quantity, Fault):
        return quantity
    return _directed(row, Amount(quantity.points, quantity.column, quantity.amount, stated))


def _stated_of(row: EventRow) -> Decimal | Fault | None:
    """The figure of a row whose quantity stands beside it."""
    filled = [c for c in row.block.of("points", "award", "deduction") if not _is_blank(row, c)]
    direction = read_direction(row.cells.get("direction"))
    value = _stated(row, filled[0], direction if isinstance(direction, int) else 0)
    if isinstance(value, Fault):
        row.block.fault(value, row.number, filled[0].index)
    return value


def _is_blank(row: EventRow, column: Column) -> bool:
    return is_none(row.block.sheet.cell(row.number, column.index))


def _directed(row: EventRow, amount: Amount) -> Amount | Fault:
    """Beside a column 加/减 the value of the rule must go that way."""
    direction = read_direction(row.cells.get("direction"))
    if isinstance(direction, Fault):
        return row.fault(direction, "direction")
    if direction and amount.points and (direction > 0) != (amount.points > 0):
        return row.fault(Fault("sign-unclear", "direction"), "direction")
    return amount


def _figure_of(row: EventRow, rule: Rule | None) -> Amount | Fault | None:
    """What the row says in points, or by how many times."""
    direction = read_direction(row.cells.get("direction"))
    if isinstance(direction, Fault):
        return row.fault(direction, "direction")
    if "points" not in row.columns and "count" in row.columns:
        return _from_count(row, rule, direction)
    places = [kind for kind in ("points", "award", "deduction") if kind in row.columns]
    columns = row.block.of(*places)
    filled = [column for column in columns if not is_none(row.block.sheet.cell(row.number, column.index))]
    if len(filled) > 1:
        filled = [c for c in filled if not _is_zero(row, c)] or filled[:1]
    if not filled:
        return _without_points(row, places, rule)
    own = filled[0]
    if len(filled) > 1:
        fault = Fault("sign-unclear", "both")
        row.block.fault(fault, row.number, filled[-1].index)
        return fault
    if direction == 0 and _lacks_direction(row, own):
        return row.fault(Fault("sign-unclear", "blank"), "direction")
    value = _stated(row, own, direction)
    if isinstance(value, Fault):
        row.block.fault(value, row.number, own.index)
        return value
    if value:
        _check_count(row, rule, value)
    return None if value is None else Amount(value, own.index)


def _is_zero(row: EventRow, column: Column) -> bool:
    """`加分 3 | 扣分 0`: the other side's nought says nothing."""
    points = read_points(row.block.sheet.cell(row.number, column.index))
    return isinstance(points, Points) and points.value == 0


def _lacks_direction(row: EventRow, own: Column) -> bool:
    """Whether a row says neither 加 nor 减 where others do, nor a sign of its own."""
    column = row.columns.get("direction")
    if column is None or own.kind != "points" or own.sign or not row.block.is_used(column.index):
        return False
    points = read_points(row.block.sheet.cell(row.number, own.index))
    return isinstance(points, Points) and points.value > 0 and points.worded == 0


def _stated(row: EventRow, column: Column, direction: int) -> Decimal | Fault | None:
    """The points of the one cell that has any; the column 加/减 and the cell's own column must say the same."""
    sign = {"award": 1, "deduction": -1}.get(str(column.kind), column.sign)
    value = _signed(read_points(row.block.sheet.cell(row.number, column.index)), direction or sign)
    if direction and sign and direction != sign:
        return Fault("sign-unclear", "direction")
    if not direction and not sign and isinstance(value, Decimal) and value > 0 and _is_blamed(row):
        return Fault("sign-unclear", "said")
    if isinstance(value, Decimal) and value and row.block.is_spread(row.number, column.index):
        return Fault("points-invalid", "merged")
    return value


_BLAMED = re.compile(r"^[(（]?(?:扣分|减分|罚分|负分|失分)(?!制)|[扣减罚]\s*[0-9.一二两三四五六七八九十]+\s*分")


def _is_blamed(row: EventRow) -> bool:
    """Whether the deed is told as a deduction: `扣分：与人吵架`, `乱倒垃圾，扣2分`."""
    return any(_BLAMED.search(row.text(kind) or "") for kind in ("reason", "rule_text"))


def _without_points(row: EventRow, places: list[str], rule: Rule | None) -> Fault | None:
    """A mark means none; a deed with nothing at all where its points belong was forgotten, if others have theirs."""
    marked = any(cell is not None and cell.text.strip() for cell in (row.cells[kind] for kind in places))
    if marked:
        return None
    counted = next((kind for kind in ("count", "measure", "severity") if not is_none(row.cells.get(kind))), None)
    if not places:
        return None if rule is None or counted is None else row.fault(Fault("points-invalid", "blank"), counted)
    if rule is not None and "decision" in row.columns:
        return row.fault(Fault("points-invalid", "forgotten"), places[0])
    if rule is not None and counted is not None:
        return row.fault(Fault("points-invalid", "blank"), places[0])
    named = rule is not None or any(row.text(kind) for kind in ("category", "reason", "rule_code", "rule_text"))
    if named and any(row.block.is_used(row.column(kind)) for kind in places):
        return row.fault(Fault("points-invalid", "blank"), places[0])
    return None


def _signed(points: Points | str | Fault | None, sign: int) -> Decimal | Fault | None:
    if points == "tick":
        return Fault("points-invalid", "tick")
    if not isinstance(points, Points):
        return points if isinstance(points, Fault) else None
    if sign == 0:
        return points.value
    if (sign > 0 and points.value < 0) or (sign < 0 and points.worded > 0):
        return Fault("sign-unclear", "direction")
    return abs(points.value) * sign


def _check_count(row: EventRow, rule: Rule | None, value: Decimal) -> None:
    """Beside a column 次数 the points must be those of all the times: one price for several deeds is unclear."""
    if "count" not in row.columns:
        return
    count = read_count(row.cells["count"])
    if isinstance(count, Fault):
        row.fault(count, "count")
        return
    if count in (None, "tick", 0, 1):
        return
    one = rule.points.values[0] if rule is not None and rule.points.form == "fixed" else None
    if one is not None and abs(value) == abs(one) * int(count):
        return
    if one is None and rule is not None and rule.points.allows(value) and not rule.points.allows(value / int(count)):
        return
    expected = show(abs(one) * int(count)) if one is not None else ""
    row.note("column-unclear", "count", {"reason": "count", "expected": expected})


def _from_count(row: EventRow, rule: Rule | None, direction: int) -> Amount | Fault | None:
    count = read_count(row.cells["count"])
    if count is None and row.cells["count"] is None:
        return _without_points(row, ["count"], rule)
    if count is None or count == 0:
        return None
    if isinstance(count, Fault):
        return row.fault(count, "count")
    if rule is None or rule.points.form != "fixed":
        return row.fault(Fault("points-invalid", "count-of-range"), "count")
    value = rule.points.values[0] * (1 if count == "tick" else int(count))
    if direction and (direction > 0) != (value > 0):
        return row.fault(Fault("sign-unclear", "direction"), "direction")
    return Amount(value, row.column("count"))
