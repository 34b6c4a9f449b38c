"""The village's bulletin of a period, as `printing` needs it: figures for township and wall, unnumbered.

Plain JSON types as in `document`: points and yuan as strings, days in ISO form. Names only of households on a red list
that is out.
"""

from typing import NotRequired, TypedDict

from jifen.domain.documents.lines import GoodsNamed, Placed


class Figures(TypedDict):
    """A period in figures. `households`: registered on its last day and not gone; `scoring` those of them that may
    score; `participating` those of these with any points, `share` in percent (None: nobody may score)."""

    households: int
    scoring: int
    participating: int
    share: str | None
    awards: str
    deductions: str
    points: str


class Sides(TypedDict):
    """Awards and deductions, each net of its reversals, and both together."""

    awards: str
    deductions: str
    points: str


class CategoryLine(Sides):
    """What a category came to; `before` in the period before, None where nothing is recorded of it."""

    category: str
    before: str | None


class MonthLine(Sides):
    """A month and its publication. `status` None: no meeting on record; `own`: of the period, else before it."""

    month: str
    own: bool
    status: str | None
    households: int
    published_on: str | None
    notice_from: str | None
    notice_to: str | None
    covers: NotRequired[str]
    """The longer period that its meeting is about, or will be."""


class GridLine(TypedDict):
    """A grid; `average` points a household that may score."""

    grid: str
    households: int
    participating: int
    points: str
    average: str | None


class KeptRule(TypedDict):
    """A rule and how often it was awarded."""

    rule: str
    category: str
    wording: str
    times: int
    households: int
    points: str


class RedList(TypedDict):
    """The period's red list as it hangs: its number, day, and who stands on it."""

    number: str
    published_on: str
    lines: list[Placed]


class GoodsOut(GoodsNamed):
    """An item and how many pieces went out for points, net of returns."""

    quantity: int


class Shop(TypedDict):
    """The points shop over the period; money in yuan, `fund` what is in the account at its end."""

    receipts: int
    households: int
    points: str
    pieces: int
    goods: list[GoodsOut]
    income: str
    spent: str
    fund: str


class Objections(TypedDict):
    """Objections to the period's notices and lists; `days` the median from filing to decision."""

    filed: int
    upheld: int
    rejected: int
    open: int
    days: str | None


class MatterCount(TypedDict):
    """How many matters of a kind were opened and closed in the period, how many of these in time, how many were late
    or still are."""

    kind: str
    opened: int
    closed: int
    on_time: int
    overdue: int


class GradeCount(TypedDict):
    """How many households came to a grade; None: those that reach none."""

    grade: str | None
    households: int


class Graded(TypedDict):
    """A period's grades, the highest first; `final` false: its notice still hangs."""

    period: str
    final: bool
    grades: list[GradeCount]


class Bulletin(TypedDict):
    """All of it. `before`: the figures of as many months before, None where none of them is recorded; `missing` and
    `missing_before`: months without a meeting; `unfinished`: months whose meeting is not final; `later`: months of the
    period that are not over."""

    village: str
    township: str
    period: str
    previous: str
    as_of: str
    chain: str
    figures: Figures
    before: Figures | None
    missing: list[str]
    missing_before: list[str]
    unfinished: list[str]
    later: list[str]
    categories: list[CategoryLine]
    months: list[MonthLine]
    grids: list[GridLine]
    rules: list[KeptRule]
    red: RedList | None
    shop: Shop
    objections: Objections
    matters: list[MatterCount]
    graded: NotRequired[list[Graded]]
    """Periods of the scheme within it, oldest first, where the scheme has grades."""
