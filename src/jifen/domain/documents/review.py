"""The review workbook of a list: who may stand on it, for the meeting to decide. Plain JSON types as in `document`."""

from typing import Any, NotRequired, TypedDict

from jifen.domain.documents.lines import Placed


class RedCandidate(Placed):
    """A household the setting `red` selects. `reason` is composed and may be edited; `history` e.g. earlier lists.

    `tier`, `among`, `score` and `grade` as on the list.
    """

    rank: int
    tier: str | None
    points: str
    reason: str
    history: str
    among: NotRequired[str]
    score: NotRequired[str]
    grade: NotRequired[str | None]


class BlackCandidate(Placed):
    """A household whose conduct the meeting must look at. `cause`: `black-net`, `black-deductions` or `black-rules`.

    `article` and `fact` are what the book knows (rule wordings and days), as a start; they may be empty.
    """

    points: str
    deductions: str
    cause: str
    article: str
    fact: str
    history: str


class Review(TypedDict):
    """Both lists of candidates of a half-year, and what the meeting must know of them."""

    village: str
    period: str
    selector: str
    ranked: int
    tied: int
    left_out: dict[str, int]
    missing: list[str]
    scheme: NotRequired[dict[str, str]]
    red: list[RedCandidate]
    black: list[BlackCandidate]


class HonourCandidate(Placed):
    """A household that points propose for an honour. `categories`: its points of those the kind asks for.

    `suggested`: its decision is filled in; `years` (or shorter periods): in which it was honoured so before. `grade`
    and `red_streak` where the kind asks for them. Of what is to be rectified `causes` are the kind's lines that propose
    it, `fact` is what the book knows, as a start.
    """

    rank: int
    points: str
    categories: dict[str, str]
    red_lists: int
    suggested: bool
    reason: str
    years: list[int | str]
    grade: NotRequired[str | None]
    red_streak: NotRequired[int]
    deductions: NotRequired[str]
    causes: NotRequired[list[str]]
    fact: NotRequired[str]


class HonourReview(TypedDict):
    """Candidates of one honour, or another list, of a period. `kind` is its kind as written; `limit`: how many may be
    honoured.

    `barred`: household → why it may not be honoured whoever nominates it.
    """

    village: str
    period: str
    kind: dict[str, Any]
    ranked: int
    limit: int | None
    left_out: dict[str, int]
    missing: list[str]
    barred: dict[str, str]
    lines: list[HonourCandidate]
