"""Codes for a roster that has none: known households keep theirs, new ones are proposed one; nothing is guessed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from jifen.domain.household import Household
from jifen.domain.proposed_codes import household_codes
from jifen.reading.forms.roster import RosterRow
from jifen.reading.issues import Issue
from jifen.reading.words.names import normalise_name

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ProposedCode:
    """A code that a household would get."""

    household: str
    head: str
    grid: str


def with_codes(
    path: str, rows: Sequence[RosterRow], known: Mapping[str, Household], taken: Collection[str]
) -> tuple[tuple[RosterRow, ...], tuple[ProposedCode, ...], tuple[Issue, ...]]:
    """The rows, each with a code; what was proposed; and households of one name in one grid, which nobody can tell.

    `known` are the households of the day by code, `taken` all codes that were ever given.
    """
    here: dict[Place, list[str]] = {}
    for household in known.values():
        here.setdefault(_place(household.grid, household.head), []).append(household.code)
    listed: dict[Place, list[RosterRow]] = {}
    for row in rows:
        if not row.code:
            listed.setdefault(_place(row.grid, row.head), []).append(row)
    unclear = [row for place, same in listed.items() for row in same if len(same) > 1 or len(here.get(place, ())) > 1]
    if unclear:
        return (), (), tuple(_ambiguous(path, row, here, listed) for row in unclear)
    new = [row for place, (row,) in listed.items() if place not in here]
    used = {*taken, *(row.code for row in rows if row.code)}
    codes = household_codes([row.grid for row in new], used)
    given = {_place(row.grid, row.head): code for row, code in zip(new, codes, strict=True)}
    kept = {place: codes[0] for place, codes in here.items()}
    coded = tuple(row if row.code else replace(row, code=(kept | given)[_place(row.grid, row.head)]) for row in rows)
    proposed = tuple(ProposedCode(code, row.head, row.grid) for row, code in zip(new, codes, strict=True))
    return coded, proposed, ()


def _place(grid: str, head: str) -> Place:
    return grid, normalise_name(head)


def _ambiguous(
    path: str, row: RosterRow, here: Mapping[Place, Sequence[str]], listed: Mapping[Place, Sequence[RosterRow]]
) -> Issue:
    place = _place(row.grid, row.head)
    count = max(len(listed[place]), len(here.get(place, ())))
    facts = {"reason": "codes", "count": str(count), "grid": row.grid}
    return Issue("household-ambiguous", path, row.source.sheet, row.source.cell, row.head, facts)
