"""How often in a row a household came to the same grade. Pure; which periods count is asked for."""

from collections.abc import Iterable, Mapping

Grades = Mapping[str, str | None]
"""Household → its grade of a period; None, or not in it: it has none."""


def streaks(now: Grades, earlier: Iterable[Grades]) -> dict[str, int]:
    """Household → how many periods in a row it has its grade of `now`, this one included; without a grade: not in it.

    `earlier` are the periods before, the newest first; no more of them is asked for than goes on.
    """
    found = {household: 1 for household, grade in now.items() if grade is not None}
    going = list(found)
    for before in earlier:
        going = [household for household in going if before.get(household) == now[household]]
        if not going:
            break
        for household in going:
            found[household] += 1
    return found
