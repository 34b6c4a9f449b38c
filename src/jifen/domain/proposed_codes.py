"""Codes for what came without one: households grid by grid, goods one after another, in the village's own style."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

_HOUSEHOLD = re.compile(r"([0-9]+)(-?)([0-9]+)", re.ASCII)
_ITEM = re.compile(r"([^0-9]*)([0-9]+)", re.ASCII)
_WIDTH = 2


def household_codes(grids: Sequence[str], taken: Collection[str]) -> list[str]:
    """A code for each new household, in the order given; `grids` says where each lives, `taken` what is in use.

    The grid's number and the household's within it, as wide as the codes the village has: 03-07. A grid that is no
    number takes the next free one. Numbers go on behind the highest of the grid.
    """
    style = _style(taken)
    numbers = _grid_numbers(grids)
    last: dict[int, int] = {}
    for code in taken:
        if (match := _HOUSEHOLD.fullmatch(code)) and match[2] == "-":
            grid = int(match[1])
            last[grid] = max(last.get(grid, 0), int(match[3]))
    most = max((count for count in Counter(grids).values()), default=0)
    width = max(style[1], len(str(max(last.values(), default=0) + most)))
    codes = []
    for grid in (numbers[grid] for grid in grids):
        last[grid] = last.get(grid, 0) + 1
        codes.append(f"{grid:0{style[0]}d}-{last[grid]:0{width}d}")
    return codes


def _style(taken: Iterable[str]) -> tuple[int, int]:
    """How many digits grid and household have in most of the village's codes; two each where there are none."""
    widths = Counter(
        (len(match[1]), len(match[3])) for code in taken if (match := _HOUSEHOLD.fullmatch(code)) and match[2]
    )
    return widths.most_common(1)[0][0] if widths else (_WIDTH, _WIDTH)


def _grid_numbers(grids: Iterable[str]) -> dict[str, int]:
    order = list(dict.fromkeys(grids))
    numbers = {grid: int(grid) for grid in order if grid.isascii() and grid.isdigit()}
    following = max(numbers.values(), default=0)
    for grid in order:
        if grid not in numbers:
            following += 1
            numbers[grid] = following
    return numbers


def item_codes(count: int, taken: Collection[str]) -> list[str]:
    """Codes for so many new goods, behind the highest of the letters that most of the known ones bear: A07."""
    known = [match for code in taken if (match := _ITEM.fullmatch(code))]
    prefix = Counter(match[1] for match in known).most_common(1)[0][0] if known else "A"
    same = [match[2] for match in known if match[1] == prefix]
    width = max((len(digits) for digits in same), default=_WIDTH)
    first = max((int(digits) for digits in same), default=0) + 1
    return [f"{prefix}{number:0{width}d}" for number in range(first, first + count)]
