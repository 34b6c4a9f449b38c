"""What can be wrong with a workbook, as data: a stable code, the one cell to look at, what was found there.

The sentence a person reads is made in `messages/issues.py` from `code` and `facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

WARNINGS: frozenset[str] = frozenset({"event-repeated", "hidden-content"})

CODES: tuple[str, ...] = (
    # file
    "file-unreadable",
    "file-empty",
    "file-repeated",
    "table-not-found",
    "month-unknown",
    "month-conflict",
    "meeting-exists",
    "meeting-closed",
    # header
    "category-unknown",
    "category-repeated",
    "column-unclear",
    "rule-unknown",
    # row
    "household-missing",
    "household-unknown",
    "household-ambiguous",
    "household-mismatch",
    "household-inactive",
    "row-repeated",
    "decision-unclear",
    "event-repeated",
    # cell
    "points-invalid",
    "points-precision",
    "points-out-of-range",
    "sign-unclear",
    "cell-error",
    "cell-uncalculated",
    "date-invalid",
    "date-outside-month",
    "cap-exceeded",
    "total-mismatch",
    "hidden-content",
    # review of the list
    "field-missing",
    "date-order",
    "candidate-unknown",
    "text-forbidden",
    # goods and redemption
    "item-unknown",
    "item-repeated",
    "quantity-invalid",
    "stock-short",
    "points-short",
    "price-mismatch",
    "receipt-repeated",
    "quantity-differs",
)


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a person must look at; `cell` is None for an issue of the whole file.

    `found` is the cell's text as it stands; `facts` are what the sentence needs besides (expected values, the other
    cell, limits), always strings; `suggestions` at most three.
    """

    code: str
    path: str
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Only released codes exist."""
        if self.code not in CODES:
            raise ValueError(self.code)

    @property
    def severity(self) -> Severity:
        """A warning never stops an import."""
        return "warning" if self.code in WARNINGS else "error"
