"""Objections in a table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jifen.messages import labels
from jifen.messages.results import Table

if TYPE_CHECKING:
    from jifen.services.objection.objections import ObjectionView


def objections(values: Iterable["ObjectionView"]) -> Table:
    """Every objection in the order of filing."""
    rows = [
        (o.id, o.number, f"{o.household} {value.head}", o.entry_id, o.filed_on, o.due_on)
        + (labels.OBJECTION_STATUS[o.status] + ("（逾期提出）" if o.late else ""), o.reason)
        for value in values
        for o in (value.objection,)
    ]
    return Table(("编号", "对哪份公示", "户", "明细", "提出", "答复期限", "状态", "理由"), rows, (0, 3))
