"""The pages for a screen: the village at a glance, and a household's own. Plain JSON types as in `bulletin`."""

from typing import NotRequired, TypedDict

from jifen.domain.documents.bulletin import CategoryLine, Figures, GridLine, MatterCount, MonthLine
from jifen.domain.documents.lines import Course, Named, Placed


class DueLine(TypedDict):
    """What is due in a sentence, and the command that does it."""

    text: str
    command: str


class RankLine(Placed):
    """A household's place."""

    rank: int
    points: str
    awards: str
    deductions: str


class ShelfLine(TypedDict):
    """Goods on the shelf at their price of today, or the round's."""

    item: str
    name: str
    unit: str
    spec: str
    price: str
    on_hand: int


class OpenRound(TypedDict):
    """The round that takes redemptions now."""

    period: str
    begins: str
    last: str | None


class Shelf(TypedDict):
    """What the shop has."""

    open: OpenRound | None
    goods: list[ShelfLine]


class BlackInForce(Named):
    """A black line that still hangs; what was done stays on the list itself."""

    article: str
    until: str | None


class BoardsInForce(TypedDict):
    """The latest red list as it stands, and black lines of any list whose time has not run out."""

    period: str | None
    number: str | None
    red: list[Placed]
    black: list[BlackInForce]


class VillagePage(TypedDict):
    """The village at a glance over a period. `due`: None where nobody asked what is due."""

    village: str
    township: str
    period: str
    as_of: str
    chain: str
    due: list[DueLine] | None
    figures: Figures
    months: list[MonthLine]
    categories: list[CategoryLine]
    grids: list[GridLine]
    rank: list[RankLine]
    shop: Shelf
    boards: BoardsInForce
    matters: list[MatterCount]


class HouseholdLine(TypedDict):
    """An entry in the words of the rule book; what somebody wrote beside it stays in the statement on paper."""

    on: str | None
    month: str | None
    kind: str
    category: str | None
    wording: str | None
    points: str
    running: str
    pending: bool
    disputed: bool


class HouseholdPage(Placed):
    """A household's account; `months` are those its charts show. `figures` as in `statement`."""

    village: str
    as_of: str
    figures: dict[str, str]
    months: list[str]
    lines: list[HouseholdLine]
    course: NotRequired[Course]
