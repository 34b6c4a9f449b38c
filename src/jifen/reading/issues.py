"""What can be wrong with a workbook, as data: a stable code, the one cell to look at, what was found there.

The sentence a person reads is made in `messages/issues.py` from `code` and `facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

WARNINGS: frozenset[str] = frozenset(
    {"event-repeated", "hidden-content", "limit-unread", "example-left", "highest-only"}
)

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
    "highest-only",
    # deeds and activities
    "deed-unknown",
    "deed-decided",
    "quota-exceeded",
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
    "not-doubled",
    "total-mismatch",
    "hidden-content",
    "cell-unread",
    # a blank form of ours
    "example-left",
    # review of the list
    "field-missing",
    "date-order",
    "candidate-unknown",
    "text-forbidden",
    # matters
    "kind-unknown",
    "step-unknown",
    "grid-unknown",
    # goods and redemption
    "limit-unread",
    "item-unknown",
    "item-repeated",
    "quantity-invalid",
    "stock-short",
    "points-short",
    "price-mismatch",
    "receipt-repeated",
    "quantity-differs",
)

REASONS: Mapping[str, tuple[str, ...]] = {
    "file-unreadable": (
        "format", "damaged", "encrypted", "too-large", "encoding", "html", "xml", "document", "xlsb", "folder",
    ),
    "file-repeated": ("sheet", "content"),
    "file-empty": ("examples",),
    "cell-unread": ("column", "cell", "decision", "example", "scheme"),
    "table-not-found": (
        "transposed", "one-household", "quarter", "category-sheets",
        "no-header", "no-table", "outside", "totals-only", "no-rows", "not-filled",
        "roster", "rulebook", "scheme", "opening", "review-red", "review-black", "review-honour",
        "goods", "stocktake", "redemption", "matters", "deeds", "attendance", "nobody", "undecided",
    ),
    "meeting-exists": ("deeds",),
    "month-unknown": ("none", "year", "span", "span-year"),
    "month-conflict": ("session", "span", "cycle"),
    "column-unclear": ("deed", "no-header", "several", "unit", "claims-only", "count", "unknown", "other-time"),
    "category-unknown": ("unknown",),
    "rule-unknown": ("unknown", "contradiction", "category", "missing", "deed"),
    "household-missing": ("code", "head", "members"),
    "household-unknown": ("date", "digits", "personal"),
    "household-ambiguous": ("codes",),
    "household-mismatch": ("name", "grid", "member", "relation", "kind", "deed"),
    "household-inactive": ("redemption", "opening", "deed"),
    "row-repeated": ("both-lists", "deed", "person", "scheme"),
    "event-repeated": ("by-hand", "deed", "on-sheet"),
    "decision-unclear": (
        "blank", "points", "nothing", "attendance", "status", "evidence", "hides_actor", "list", "outcome", "put-right",
        "way", "nominee", "too-many", "quantity", "no-quantity",
    ),
    "candidate-unknown": ("status", "veto", "black", "deduction", "revoked", "candidates-only"),
    "text-forbidden": ("definite",),
    "points-invalid": (
        "forgotten", "blank", "footnote", "merged", "tick", "date", "percent", "bool", "count", "count-of-range",
        "rule", "price", "yuan", "cap", "cap-period", "cap-differs", "months", "double-form",
        "measure", "quantity", "quantity-missing", "severity", "severity-differs",
        "scheme-period", "scheme-base", "scheme-base-against", "scheme-floor", "scheme-ceiling", "scheme-grades",
        "scheme-spendable", "scheme-apart", "scheme-subject", "scheme-ranks", "scheme-newcomers", "scheme-redeem-from",
        "scheme-unscored",
    ),
    "points-out-of-range": ("size", "quantity", "not-repeated"),
    "sign-unclear": ("award", "deduction", "mixed", "direction", "blank", "both", "format", "group", "said", "heading"),
    "date-invalid": ("held", "session", "later", "deed", "fact"),
    "total-mismatch": ("unreadable", "times", "unsigned", "claim", "score", "base"),
    "item-unknown": ("digits",),
    "quantity-invalid": ("people",),
    "quantity-differs": ("count",),
    "points-short": ("available", "minimum", "ceiling", "score"),
}  # fmt: skip
"""Where one code covers several faults, which: the fact `reason`. Each has a sentence of its own."""


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
        """Only released codes exist, and only reasons that have a sentence."""
        if self.code not in CODES:
            raise ValueError(self.code)
        reason = self.facts.get("reason")
        if reason is not None and reason not in REASONS.get(self.code, ()):
            raise ValueError(f"{self.code}: {reason}")

    @property
    def severity(self) -> Severity:
        """A warning never stops an import."""
        return "warning" if self.code in WARNINGS else "error"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person could answer once: which household is meant, or which category a header names.

    `key` is what the answer is remembered by; `choices` are household codes or category names.
    """

    kind: Literal["household", "category"]
    key: str
    choices: tuple[str, ...]
    issue: Issue
