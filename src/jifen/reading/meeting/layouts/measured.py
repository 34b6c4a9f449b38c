"""What a cell is worth where a quantity or a name says it: hours of a ladder, yuan of steps, a named severity."""

from decimal import Decimal
from typing import NamedTuple

from jifen.domain.points import ZERO, show, show_signed
from jifen.domain.rulebook import Rule
from jifen.reading.formats.workbook import Cell
from jifen.reading.meeting.layouts.event_row import EventRow
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault, is_none, read_quantity


class Quantity(NamedTuple):
    """How many, in which column; `points` are zero where the year's other quantities decide them."""

    amount: Decimal
    column: int
    points: Decimal


def quantity_at(block: BlockWork, row: int, column: int, rule: Rule) -> Quantity | Fault | None:
    """The quantity of a cell; a fault is noted there."""
    found = read_quantity(block.sheet.cell(row, column), rule.points.measure)
    if isinstance(found, Decimal) and found and block.is_spread(row, column):
        found = Fault("points-invalid", "merged")
    if isinstance(found, Fault):
        block.fault(found, row, column)
        return found
    if not found:
        return None
    return Quantity(found, column, rule.points.worth(found) if rule.points.form == "steps" else ZERO)


def quantity_of(row: EventRow, rule: Rule) -> Quantity | Fault | None:
    """The quantity of a deed: of several columns of such the one that is headed by what the rule counts."""
    columns = row.block.of("measure", "count")
    filled = [column for column in columns if not is_none(row.block.sheet.cell(row.number, column.index))]
    own = [column for column in filled if rule.points.measure in column.label]
    chosen = own if len(own) == 1 else filled
    if len(chosen) > 1:
        return _note(row, chosen[1].index, "measure", rule)
    if not chosen:
        at = next((row.column(kind) for kind in _PLACES if kind in row.columns), None)
        return None if at is None else _note(row, at, "quantity-missing", rule)
    return quantity_at(row.block, row.number, chosen[0].index, rule)


_PLACES = ("measure", "count", "points", "award", "deduction", "rule_code", "rule_text")


def _note(row: EventRow, column: int, reason: str, rule: Rule) -> Fault:
    facts = {"reason": reason, "rule": rule.code, "measure": rule.points.measure}
    row.block.note("points-invalid", row.number, column, facts)
    return Fault("points-invalid", reason)


def named_by(cell: Cell | None, rule: Rule | None) -> Decimal | None:
    """The value of the severity that a cell names where its figure belongs; None where it names none."""
    if cell is None or rule is None or rule.points.form != "named":
        return None
    return rule.points.named(normalise_text(cell.text))


def severity_of(row: EventRow, rule: Rule, stated: Decimal | None) -> Decimal | Fault | None:
    """The value that the column 程度 names; None where it names none. What the sheet states besides must agree."""
    text = row.text("severity") if "severity" in row.columns else None
    if text is None or rule.points.form != "named":
        return None
    value = rule.points.named(normalise_text(text))
    facts = {"rule": rule.code, "allowed": str(rule.points)}
    if value is None:
        row.note("points-invalid", "severity", {"reason": "severity", **facts})
        return Fault("points-invalid", "severity")
    times = (1, 2) if rule.double_months else (1,)
    if stated is not None and stated not in [value * n for n in times]:
        told = {"points": show_signed(stated), "expected": show(value), **facts}
        row.note("points-invalid", "severity", {"reason": "severity-differs", **told})
        return Fault("points-invalid", "severity-differs")
    return value
