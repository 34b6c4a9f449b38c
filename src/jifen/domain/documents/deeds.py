"""Deeds on paper: those a meeting is to decide, and pictures of them. Plain JSON types as in `document`."""

from typing import TypedDict

from jifen.domain.documents.lines import Placed


class ClaimedLine(Placed):
    """An open deed. `times` and `points` in their canonical text, `rule` None where only its category was named;
    `measure` is what `times` counts where the rule goes by that, and the points are not known yet, else blank;
    `photos` name pictures by their content; `matter`: number and kind of the matter that proposed it."""

    deed: int
    on: str
    rule: str | None
    wording: str | None
    category: str
    times: str | None
    measure: str
    points: str
    note: str
    photos: list[str]
    matter: tuple[int, str] | None


class ClaimedDeeds(TypedDict):
    """Deeds for a month's meeting to decide, grid by grid."""

    village: str
    month: str
    lines: list[ClaimedLine]


class PhotoLine(TypedDict):
    """A picture: of which day, in which grid, of what deed; whose it is and what was noted only where names stand."""

    photo: str
    on: str
    grid: str
    what: str
    head: str | None
    note: str | None


class PhotoPage(TypedDict):
    """Pictures of a period's deeds, by grid and day."""

    village: str
    period: str
    lines: list[PhotoLine]
