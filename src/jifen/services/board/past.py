"""Red and black lists that are out: who stood on them, and on how many in a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.board import in_a_row
from jifen.domain.period import Period
from jifen.services.session import Session
from jifen.store import boards, documents


@dataclass(frozen=True, slots=True)
class PastList:
    """The list of a period: who stood on `red` and `black`, lines that were wrong apart."""

    period: Period
    listed: Mapping[str, frozenset[str]]


def past_lists(session: Session, when: AsOf = NOW) -> list[PastList]:
    """Every list that is out, in the order of their periods."""
    connection = session.connection
    wrong = {
        line
        for line, changes in boards.changes(connection, when).items()
        if any(change.kind == "removed" for change in changes)
    }
    on: dict[int, dict[str, set[str]]] = {}
    for line in boards.lines(connection, when=when):
        if line.id not in wrong:
            on.setdefault(line.document_id, {}).setdefault(line.list, set()).add(line.household)
    out = [d for d in documents.select(connection, kind="board") if d.operation_id <= when.operation]
    found = [
        PastList(Period.parse(d.period), {n: frozenset(on.get(d.id, {}).get(n, ())) for n in ("red", "black")})
        for d in out
    ]
    return sorted(found, key=lambda each: each.period)


def streak_into(household: str, listed: str, past: Iterable[PastList], period: Period) -> int:
    """On how many lists in a row a household stood, the newest one of a period that ends within `period`.

    Lists of half-years follow half-years, those of quarters follow quarters.
    """
    known = [each for each in past if each.period.last <= period.last]
    kinds = {each.period.kind for each in known}
    rows = ([each for each in known if each.period.kind == kind] for kind in kinds)
    return max((_streak(household, listed, row) for row in rows if row[-1].period.last in period), default=0)


def _streak(household: str, listed: str, row: list[PastList]) -> int:
    return in_a_row(household, [each.listed[listed] for each in row])
