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


_PARTS = re.compile(r"([0-9]+)", re.ASCII)


def in_style(code: str, taken: Collection[str]) -> str:
    """A new code as the village writes its own: `3-16` in a village of `03-07` is `03-16`, and so is `0316`.

    Numbers are as wide as those of like codes, zeros put before or taken away. Where the village has no like code, or
    these differ among each other, the code stays as it was typed.
    """
    own = [_PARTS.split(known) for known in taken]
    parts = _PARTS.split(code)
    like = [known for known in own if known[::2] == parts[::2]]
    if like:
        styled = [
            _as_wide(part, [known[place] for known in like]) if place % 2 else part for place, part in enumerate(parts)
        ]
        return "".join(styled)
    return _apart(code, own) or code


def _as_wide(number: str, known: Sequence[str]) -> str:
    """A number as wide as the known ones, of which some begin with a zero or have one digit: else nobody can tell."""
    padded = {len(other) for other in known if other.startswith("0") and len(other) > 1}
    if not padded:
        return number.lstrip("0") or number if any(len(other) == 1 for other in known) else number
    width = min(padded)
    clear = len(padded) == 1 and all(len(other) >= width for other in known)
    return number.lstrip("0").zfill(width) if clear else number


def _apart(code: str, own: Sequence[Sequence[str]]) -> str | None:
    """Digits in one run, as long as the village's codes, all of which have two numbers of the same widths: `0316`."""
    shapes = {tuple(len(part) if place % 2 else part for place, part in enumerate(known)) for known in own}
    if len(shapes) != 1 or not code.isdigit():
        return None
    shape = shapes.pop()
    if len(shape) != 5 or shape[0] or shape[4] or len(code) != int(shape[1]) + int(shape[3]):
        return None
    return f"{code[: int(shape[1])]}{shape[2]}{code[int(shape[1]) :]}"


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
