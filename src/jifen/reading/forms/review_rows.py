"""What the reviews of all lists share: a household a row, a decision, texts that are guarded."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from jifen.domain.guards import Guards, Offence
from jifen.domain.household import Household
from jifen.reading.forms.form import FormCell, FormRow, find_household
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.households import Households

Decision = Literal["list", "omit", "hold"]
Parting = Callable[[Sequence[Offence]], tuple[list[Offence], list[Offence]]]
"""Of what the guards find what refuses, and what is let through."""
Row = TypeVar("Row")

DECISIONS: Mapping[str, Decision] = {"上榜": "list", "不上榜": "omit", "暂缓": "hold"}


def refuse_all(found: Sequence[Offence]) -> tuple[list[Offence], list[Offence]]:
    """Let nothing through."""
    return list(found), []


@dataclass(slots=True)
class ReviewRows:
    """Rows of one review as they are read, and what is wrong with them."""

    log: IssueLog
    households: Households
    guards: Guards
    parted: Parting
    found: list[tuple[Offence, FormCell]] = field(default_factory=list)
    """What the guards found, and in which cell."""

    def each(self, rows: Iterable[FormRow], read: Callable[[FormRow, Household], Row]) -> list[Row]:
        """Every row about a household that is known, a household once."""
        found: list[Row] = []
        seen: dict[str, str] = {}
        for row in rows:
            household = find_household(row, self.households, self.log)
            if household is None:
                continue
            code, place = household.code, row.identity
            if code in seen:
                self.log.on("row-repeated", place, {"household": code, "other": seen[code]})
                continue
            seen[code] = place.cell
            found.append(read(row, household))
        return found

    def decision(self, row: FormRow) -> Decision | None:
        """What the meeting decided; None for blank, and where that is unclear."""
        cell = row["decision"]
        if cell.blank:
            return None
        decision = DECISIONS.get(cell.folded)
        if decision is None:
            self.log.on("decision-unclear", cell, {"reason": "list"})
        return decision

    def guard(self, cell: FormCell | None, *, facts: bool) -> None:
        """Look at a text that will hang on the wall; `facts`: it says what somebody did."""
        if cell is None or cell.blank:
            return
        where = f"{cell.sheet} {cell.cell}"
        self.found += [(o, cell) for o in self.guards.in_texts({where: cell.text}, facts=facts)]

    def judge(self) -> list[Offence]:
        """Name every text that may not be posted; gives those that are let through."""
        refused, let_through = self.parted([offence for offence, _ in self.found])
        texts = Counter(guard for guard, _ in {(o.guard, o.text) for o in refused if not o.definite})
        for offence, cell in self.found:
            if offence in refused:
                facts = {"guard": offence.guard, "word": offence.found, "basis": offence.basis}
                one = offence.guard if texts[offence.guard] == 1 else f'"{offence.guard}={offence.where}"'
                more = {"reason": "definite"} if offence.definite else {"option": one}
                self.log.on("text-forbidden", cell, facts | more)
        return let_through
