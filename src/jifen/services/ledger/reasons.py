"""Why a household has its points, as papers may tell it."""

from collections.abc import Iterable
from decimal import Decimal

from jifen.domain.documents.published import Reason
from jifen.domain.ledger import Entry
from jifen.domain.points import ZERO, show


def reasons_of(lines: Iterable[Entry]) -> list[Reason]:
    """Points by rule, or by category where no rule is named; largest first. Never free text.

    Of a rule that hides who did it only category and points are told (contract; issue on publication, guard rails).
    """
    sums: dict[tuple[str, str | None, str | None], Decimal] = {}
    for entry in lines:
        hidden = entry.hides_actor
        key = (entry.category or "", None if hidden else entry.rule, None if hidden else entry.wording)
        sums[key] = sums.get(key, ZERO) + entry.points
    ordered = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0][0], item[0][1] or ""))
    return [
        {"category": category, "rule": rule, "wording": wording, "points": show(points)}
        for (category, rule, wording), points in ordered
        if points
    ]
