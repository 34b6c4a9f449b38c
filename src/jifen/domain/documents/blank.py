"""What the blank sheets of a meeting need: the month, the households that may score, the rule book's categories."""

from typing import Literal, TypedDict

from jifen.domain.documents.lines import Placed

BlankLayout = Literal["wide", "grids", "items", "events"]


class BlankLine(Placed):
    """A household that may score (active or away)."""

    status: str


class BlankItem(TypedDict):
    """A rule. `points` and `caps` in their canonical text (`+2`, `-3~-15`; `6/month,10/year`)."""

    code: str
    category: str
    wording: str
    points: str
    unit: str
    caps: str


class Blank(TypedDict):
    """Blank sheets for a month (`2025-08`): households by grid, then code; the book's categories and items."""

    village: str
    month: str
    lines: list[BlankLine]
    categories: list[str]
    items: list[BlankItem]
