"""The red and black list: who is proposed, and what earlier lists say of a household. Pure; decides nothing alone.

The setting `red` selects households from a ranking that stands whatever vetoes there are: a veto bars a line, it moves
nobody up. Black candidates follow from conduct (net, deductions, named rules), never from a place.
"""

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from jifen.domain.household import sort_key
from jifen.domain.ledger import Score
from jifen.domain.points import share_of
from jifen.domain.settings import Selector

HALF_YEAR = 6
"""Months after which a black line falls away by itself (issue on publication: an end date, half a year)."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A household of the ranking; `among` is None where it is ranked among all, else the tier, group or grid among
    which it is. `reached` is its score, and `grade` the grade of it, where the scheme has scores.
    """

    household: str
    grid: str
    among: str | None
    score: Score
    reached: Decimal | None = None
    grade: str | None = None

    @property
    def points(self) -> Decimal:
        """Net points of the period."""
        return self.score.points

    @property
    def worth(self) -> Decimal:
        """What its place goes by: its score, else its points."""
        return self.points if self.reached is None else self.reached


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line of the red list: the household's place in its ranking."""

    rank: int
    contender: Contender


@dataclass(frozen=True, slots=True)
class Selection:
    """The red list as proposed. `tied`: households that share a last place which made the list longer than set."""

    lines: tuple[Chosen, ...]
    tied: frozenset[str]


def select_red(selector: Selector, contenders: Sequence[Contender], barred: Collection[str] = ()) -> Selection:
    """The red list by the setting `red`: positive points (or a grade that it asks for), nobody barred, ties at the edge
    all in.

    Contenders of one tier, group or grid are ranked together, each of these apart, in the order of their names; lines
    are in the order of their places. Barred households keep their place and are left out of the list.
    """
    lines: list[Chosen] = []
    tied: frozenset[str] = frozenset()
    parted = sorted(contenders, key=lambda c: sort_key(c.among or ""))
    for _, group in groupby(parted, key=lambda c: c.among):
        found = _select_one(selector, list(group), barred)
        lines += found.lines
        tied |= found.tied
    return Selection(tuple(lines), tied)


def _select_one(selector: Selector, contenders: list[Contender], barred: Collection[str]) -> Selection:
    places = placed(contenders)
    races = [places]
    if selector.kind == "grid":
        in_grid = sorted(places, key=lambda p: sort_key(p.contender.grid))
        races = [list(group) for _, group in groupby(in_grid, key=lambda p: p.contender.grid)]
    lines: list[Chosen] = []
    tied: set[str] = set()
    for race in races:
        edge, room = _edge(selector, race)
        inside = [p for p in race if _is_in(selector, p.contender, edge)]
        listed = [p for p in inside if p.contender.household not in barred]
        if room is not None and len(inside) > room:
            tied |= {p.contender.household for p in listed if p.contender.worth == edge}
        lines += listed
    lines.sort(key=lambda p: (p.rank, sort_key(p.contender.household)))
    return Selection(tuple(lines), frozenset(tied))


def placed(contenders: Sequence[Contender]) -> list[Chosen]:
    """Everybody's place by score or points, the highest first; equal ones share it (1, 2, 2, 4)."""
    found: list[Chosen] = []
    for position, each in enumerate(sorted(contenders, key=lambda c: (-c.worth, sort_key(c.household))), 1):
        same = found and found[-1].contender.worth == each.worth
        found.append(Chosen(found[-1].rank if same else position, each))
    return found


def _is_in(selector: Selector, contender: Contender, edge: Decimal | None) -> bool:
    if selector.kind == "level":
        return contender.grade in selector.levels
    return contender.points > 0 and (edge is None or contender.worth >= edge)


def _edge(selector: Selector, race: list[Chosen]) -> tuple[Decimal | None, int | None]:
    """What the last place that is in is worth (None: all are), and how many the setting means (None: as many as
    pass)."""
    if selector.kind == "level":
        return None, None
    if selector.kind == "min":
        return selector.number, None
    room = share_of(Decimal(len(race)), selector.number) if selector.kind == "share" else int(selector.number)
    return (race[room - 1].contender.worth if 0 < room <= len(race) else None), room


@dataclass(frozen=True, slots=True)
class BlackLimits:
    """The settings `black-net`, `black-deductions` and `black-rules` (codes in capitals)."""

    net: Decimal
    deductions: Decimal
    rules: frozenset[str]


def black_cause(limits: BlackLimits, score: Score, rules: Collection[str]) -> str | None:
    """Why the meeting must look at a household's conduct: the setting that names it, or None.

    `rules` are the codes of its deductions in force within the period.
    """
    if limits.rules & {code.upper() for code in rules}:
        return "black-rules"
    if score.deductions < 0 and score.deductions <= limits.deductions:
        return "black-deductions"
    return "black-net" if score.points < limits.net else None


def half_year_from(first: date) -> date:
    """The last day of half a year that begins on `first`: the same day of the sixth month, or that month's last."""
    months = first.year * 12 + first.month - 1 + HALF_YEAR
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def lawful_ends(first: date) -> tuple[date, date]:
    """The last days a black line from `first` may name: today's rule, and the day before it on lists of jifen 0.1."""
    last = half_year_from(first)
    return last, last - timedelta(days=1)


def streak(household: str, earlier: Sequence[Collection[str]]) -> int:
    """How many lists in a row, one now coming included; `earlier` are past lists, oldest first."""
    return 1 + in_a_row(household, earlier)


def in_a_row(household: str, lists: Sequence[Collection[str]]) -> int:
    """On how many lists in a row, the newest among them, it stands; `lists` are oldest first."""
    return next((n for n, listed in enumerate(reversed(lists)) if household not in listed), len(lists))


def changed_households(before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """Households of which the two say different things, in code order."""
    different = (code for code in before.keys() | now.keys() if before.get(code) != now.get(code))
    return sorted(different, key=sort_key)
