"""One household's page: every entry with its reason and the running balance, as `printing` needs it.

Plain JSON types as in `document`. It is handed to the household itself, so reasons are shown in full.
"""

from typing import NotRequired, TypedDict

from jifen.domain.documents.lines import Course, Placed


class StatementLine(TypedDict):
    """An entry. `kind` as in the ledger, of one that sets a score `cleared` or `repaired`; `on` the deed's day, else
    the day of entry; `running` the points then held; `period` the months its meeting covers, where more than one.

    `pending_until`: the last day of the notice, None where it is not pending or not published yet.
    """

    id: int
    on: str | None
    month: str | None
    period: NotRequired[str]
    kind: str
    category: str | None
    rule: str | None
    wording: str | None
    reason: str | None
    points: str
    running: str
    pending: bool
    pending_until: str | None
    disputed: bool
    reverses: int | None


class ClaimedDeed(TypedDict):
    """A deed that was claimed, and what became of it. `given`: what the meeting of `month` gave for it, `period` as in
    a line."""

    deed: int
    on: str
    category: str
    wording: str | None
    note: str
    points: str
    status: str
    month: str | None
    period: NotRequired[str]
    given: str | None
    reason: str | None


class StatementHonour(TypedDict):
    """An honour the household was given; `person`: to whom of it, None for all; `revoked`: taken away since."""

    year: str
    name: str
    person: str | None
    revoked: bool


class Statement(Placed):
    """A household's account as of a day. `period` None: all of it.

    `before`: points held before the first line. `figures`: the fields of `Balance` and `available`, of the whole
    account.
    """

    village: str
    group: str | None
    people: int | None
    status: str
    period: str | None
    as_of: str
    before: str
    lines: list[StatementLine]
    deeds: list[ClaimedDeed]
    figures: dict[str, str]
    hotline: str
    honours: NotRequired[list[StatementHonour]]
    course: NotRequired[Course]
    """Of the year of the last period shown."""
