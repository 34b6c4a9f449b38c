"""An objection as its papers need it: the blank form and the reply slip. Plain JSON types as in `document`."""

from typing import TypedDict

from jifen.domain.documents.lines import Named


class ObjectionForm(TypedDict):
    """The blank form; what is known of the document is filled in, None leaves room."""

    village: str
    document: str | None
    period: str | None
    hotline: str
    contact: str
    days: int
    """Working days within which the village answers."""


class Reply(Named):
    """The answer to an objection. `status`: `open`, `upheld`, `rejected`; `document`: the number of what it is against.

    `late`: filed after the window.
    `before` and `after` are points of the line objected to, None where no line was named or nothing changed.
    `correction` is the number of the notice that corrects, None where none was issued.
    """

    village: str
    id: int
    document: str
    period: str
    entry: str | None
    """The ledger line objected to, in the words of the rule book."""
    reason: str
    filed_on: str
    due_on: str
    late: bool
    status: str
    decided_on: str | None
    answer: str | None
    before: str | None
    after: str | None
    correction: str | None
    hotline: str
    contact: str
