"""Why a household gained or lost points, in the words of the rule book; never free text."""

from collections.abc import Sequence
from decimal import Decimal

from jifen.domain.documents.published import Reason
from jifen.domain.points import ZERO, show
from jifen.printing.engine.measure import columns
from jifen.printing.words import signed

ROOM = 60
"""Half-width columns that the reasons of one line may take: about three lines of a table on A4."""


def compose(reasons: Sequence[Reason], room: int = ROOM) -> str:
    """`参加集体环境整治+4；环境卫生-2；等3项`: largest first, as many as fit in `room`, then how many there are.

    A reason without wording shows its category alone; those of a category and sign are one, so that a line that must
    not be read cannot be told from the others.
    """
    parts = [f"{label}{signed(show(points))}" for label, points in _merged(reasons)]
    shown: list[str] = []
    for part in parts:
        if shown and columns("；".join([*shown, part])) > room:
            return "；".join(shown) + f"；等{len(parts)}项"
        shown.append(part)
    return "；".join(shown)


def _merged(reasons: Sequence[Reason]) -> list[tuple[str, Decimal]]:
    sums: dict[tuple[str, str, bool], Decimal] = {}
    for reason in reasons:
        value = Decimal(reason["points"])
        wording = reason["wording"]
        key = (wording or reason["category"], "rule" if wording else "category", value > 0)
        sums[key] = sums.get(key, ZERO) + value
    ordered = sorted(sums.items(), key=lambda item: -abs(item[1]))
    return [(key[0], value) for key, value in ordered]
