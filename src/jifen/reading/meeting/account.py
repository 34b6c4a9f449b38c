"""The account of a sheet: under which meaning each column of each table was taken, as the reader says it.

The reader writes it; `audit` holds it against the cells. Nothing here looks at a cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jifen.reading.meeting.columns import Column, Place
from jifen.reading.meeting.model import SheetLayout
from jifen.reading.words.vocabulary import LEFT_ASIDE

_IDENTITY = frozenset({"seq", "code", "head", "grid", "group", "month", "decision", "direction"})
_SCORING = _IDENTITY | {"category", "item", "group_total", "total", "award", "deduction"}
_EVENTS = _IDENTITY | {
    "actor", "date", "rule_code", "rule_text", "category", "reason", "points", "count", "award", "deduction",
    "severity", "measure",
    "award_text", "deduction_text", "total", "event_total", "one_time",
}  # fmt: skip
_TAKEN: dict[SheetLayout, frozenset[str]] = {
    "wide": _SCORING,
    "items": _SCORING,
    "events": _EVENTS,
    "deeds": _EVENTS | {"deed", "claim"},
    "summary": _IDENTITY | {"total", "award", "deduction"},
    "ignored": frozenset({"seq", "code", "code?", "head", "grid", "group"}),
}
"""What each layout counts or checks."""
_KINDS = {
    "date": "日期", "reason": "事由", "actor": "行为人", "claim": "申报分", "count": "次数", "rule_text": "项目",
    "rule_code": "项目编号", "category": "类别", "total": "合计", "award": "加分", "deduction": "扣分", "month": "月份",
    "points": "得分", "group_total": "小计", "decision": "评议结果", "direction": "加减", "award_text": "加分事由",
    "deduction_text": "扣分事由", "code?": "编号", "severity": "程度", "measure": "数量",
}  # fmt: skip
"""Names of what another layout would read and this one leaves aside."""


class Span(NamedTuple):
    """A column of a table: `left` names the meaning it is left aside under; `known` false where nobody knows it."""

    first: int
    last: int
    column: int
    label: Place | None
    key: str
    left: str | None
    known: bool


@dataclass(slots=True)
class Account:
    """Everything of a sheet that was taken: columns of tables, and rows that are no household's."""

    spans: list[Span] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)
    """Rows of labels."""
    lines: set[int] = field(default_factory=set)
    """Rows of totals, headings and notes between or below those of households."""

    def take_header(self, top: int, bottom: int) -> None:
        """The rows of a header."""
        self.headers.update(range(top, bottom + 1))

    def take(self, columns: Sequence[Column], layout: SheetLayout, first: int, last: int) -> None:
        """The columns of a block, whose rows are `first` to `last`."""
        for column in columns:
            kind = column.kind
            taken = kind in _TAKEN[layout]
            known = kind is not None and not column.fault
            left = None
            if known and not taken:
                left = LEFT_ASIDE.get(column.left or "") or _KINDS.get(str(kind)) or LEFT_ASIDE["other"]
            label = column.path[-1] if column.path else None
            self.spans.append(Span(first, last, column.index, label, column.left or str(kind), left, known))
