"""The record of a scoring meeting, as `printing` needs it; kept in the village's files, never posted.

Plain JSON types as in `document`: points as decimal strings, days as ISO strings.
"""

from typing import NotRequired, TypedDict

from jifen.domain.documents.lines import Named, Placed
from jifen.domain.documents.published import CorrectionLine


class Recusal(Named):
    """A panel member (`name`) who left the room for the member's own household."""

    name: str


class Allowed(Named):
    """A decision the meeting let through against a guard; `guard` is the issue code, `points` those of the entry."""

    guard: str
    points: str
    reason: str


class AllowedText(TypedDict):
    """A text of a paper that was let through though a guard asks about it; `where` it stands on the paper."""

    guard: str
    where: str
    text: str
    reason: str


class MinutesItem(TypedDict):
    """One entry in force. `reason` is the free text of the sheet or the clerk."""

    category: str
    rule: str | None
    wording: str | None
    points: str
    occurred_on: str | None
    reason: str | None


class MinutesLine(Placed):
    """A household that scored, with every entry and their sum."""

    items: list[MinutesItem]
    points: str


class MinutesObjection(Named):
    """An objection the meeting dealt with; `outcome` is `open`, `upheld` or `rejected`."""

    reason: str
    outcome: str
    answer: str | None


class MinutesCorrection(CorrectionLine):
    """What a correction notice put right after the meeting; `number` and `published_on` are the notice's."""

    number: str
    published_on: str


class Minutes(TypedDict):
    """A month's meeting. Unknown facts are None (they print as blanks to fill in by hand); lines in grid, code order.

    `totals`: `households entries awards deductions points` of the lines.
    """

    village: str
    township: str
    month: str
    status: str
    held_on: str | None
    place: str | None
    chair: str | None
    recorder: str | None
    expected: int | None
    present: int | None
    panel: list[str]
    supervisors: list[str]
    recusals: list[Recusal]
    allowed: list[Allowed]
    allowed_texts: NotRequired[list[AllowedText]]
    notes: list[str]
    lines: list[MinutesLine]
    totals: dict[str, str]
    objections: NotRequired[list[MinutesObjection]]
    corrections: NotRequired[list[MinutesCorrection]]
    chain: NotRequired[str]
    """The beginning of the chain's head when the record was printed."""


def few_present(expected: int | None, present: int | None) -> bool:
    """Whether fewer than half of those expected came (both numbers known)."""
    return expected is not None and present is not None and present * 2 < expected
