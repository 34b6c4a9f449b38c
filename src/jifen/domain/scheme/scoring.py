"""What becomes of scores: the mean of several, and the points that can be spent for them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from jifen.domain.points import ZERO, share_of, total
from jifen.domain.scheme.scheme import Spendable
from jifen.domain.scheme.staying import to_hundredth


def mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean of the scores of a longer period's cycles, to two places, half up. There must be one."""
    return to_hundredth(total(scores) / len(scores))


def conversions(spendable: Spendable, races: Iterable[Mapping[str, Decimal | None]]) -> dict[str, Decimal]:
    """Household -> what its final score comes to at the counter, zeros included; never negative.

    Who has no score (None) gets nothing, and is not counted among those of whom so many per cent are the best. The
    best are found in each race of its own; whoever is level with the last of them is among them.
    """
    found: dict[str, Decimal] = {}
    for race in races:
        edge = _edge(spendable, [score for score in race.values() if score is not None])
        for code, score in race.items():
            if score is None:
                found[code] = ZERO
            elif spendable.kind == "above":
                found[code] = max(score - spendable.above, ZERO)
            else:
                found[code] = spendable.each if edge is not None and score >= edge else ZERO
    return found


def _edge(spendable: Spendable, scores: list[Decimal]) -> Decimal | None:
    """The score of the last one among the best; None where there is nobody."""
    room = share_of(Decimal(len(scores)), spendable.share)
    return sorted(scores, reverse=True)[room - 1] if 0 < room <= len(scores) else None
