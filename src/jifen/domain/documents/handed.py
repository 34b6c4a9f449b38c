"""What is handed to a household: its card, its certificate, and the notice to put something right.

Plain JSON types as in `published`. None of them bears a number of its own: a certificate names the list it rests on.
"""

from typing import NotRequired, TypedDict

from jifen.domain.documents.lines import PeriodScore, Placed


class Card(Placed):
    """A household's card. `year`: what its final months of the year sum to; `available` may be below zero."""

    group: str | None
    people: int | None
    available: str
    year: str
    last: NotRequired[PeriodScore]
    """Of the last final period, where the scheme has scores."""


class Cards(TypedDict):
    """Cards in the order of grids and codes: of one household (`single`), of one `grid`, or of all (None)."""

    village: str
    hotline: str
    as_of: str
    grid: str | None
    single: bool
    lines: list[Card]


class CertificateLine(Placed):
    """Whom a certificate honours, and with how many points; `person`: somebody of the household, if not all of it."""

    points: str
    person: NotRequired[str]


class Certificates(TypedDict):
    """Certificates that rest on one published document, in its order. `honour`: which, `red` for the red list; `name`:
    what it is called, the red list apart."""

    village: str
    township: str
    honour: str
    name: NotRequired[str]
    period: str
    number: str
    """Of the document they rest on."""
    published_on: str
    issued_on: str
    lines: list[CertificateLine]


class RectificationDeed(TypedDict):
    """A deduction as its household is told of it. `month`: only the month is known, `on` is its first day.

    `wording` None: only the category is known; `detail`: what the sheet adds (a place, what it was about).
    """

    id: int
    on: str
    month: bool
    category: str
    wording: str | None
    detail: str | None
    points: str


class Rectification(Placed):
    """The notice to put something right, with its reply slip. `text`: what the clerk adds; days are ISO strings.

    `objection_days`: within how many working days an objection is answered.
    """

    village: str
    township: str
    period: str
    told_on: str
    deadline: str
    deeds: list[RectificationDeed]
    text: str
    contact: str
    hotline: str
    objection_days: int
