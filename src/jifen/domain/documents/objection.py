"""An objection as its papers need it: the blank form and the reply slip. Plain JSON types as in `document`."""

from typing import NotRequired, TypedDict

from jifen.domain.documents.lines import Named
from jifen.domain.documents.published import CorrectionLine


class ObjectionForm(TypedDict):
    """The blank form; what is known of the document is filled in, None leaves room."""

    village: str
    document: str | None
    period: str | None
    hotline: str
    contact: str
    days: int
    """Working days within which the village answers."""


class LaterCorrection(TypedDict):
    """What a later correction notice (`number`) made of a cell that answered the objection."""

    number: str
    after: str


class ObjectedEntry(TypedDict):
    """The ledger line objected to: in the words of the rule book (else its category), with its points."""

    what: str
    points: str


class Reply(Named):
    """The answer to an objection. `status`: `open`, `upheld`, `rejected`; `document`: the number of what it is against.

    `late`: filed after the window.
    `changes` are the cells (rule or category) that were corrected, each with all its points before and after: several
    where points went from one to another, none where nothing changed.
    `correction` is the number of the notice that corrects, None where none was issued.
    """

    village: str
    id: int
    document: str
    period: str
    entry: ObjectedEntry | None
    reason: str
    filed_on: str
    due_on: str
    late: bool
    status: str
    decided_on: str | None
    answer: str | None
    changes: list[CorrectionLine]
    later: NotRequired[list[LaterCorrection]]
    correction: str | None
    hotline: str
    contact: str
