"""Where the pages of a drawn sheet end, and how much stands on one. Knows heights and widths, no contents."""

from collections.abc import Sequence

_MM_PER_UNIT = 5.6 / 72 * 25.4
"""Width of a column of one unit where it is widest (LibreOffice); Excel takes seven dots of the screen, 5.25 pt."""
_SIDES = {8: (297.0, 420.0), 9: (210.0, 297.0)}
"""Short and long side in millimetres of A3 and A4, by Excel's numbers."""
MARGIN_MM = 15.0
_TOP_AND_BOTTOM_MM = (0.7 + 0.75) * 25.4
_SPARE = 0.97
"""Office programs differ by a hair in what fits; a page planned to the brim would spill."""
_POINTS_PER_MM = 72 / 25.4


def room_across(*, landscape: bool, paper: int) -> float:
    """Column units that stand side by side on a page at full size."""
    side = _SIDES.get(paper, _SIDES[9])[landscape]
    return (side - 2 * MARGIN_MM) / _MM_PER_UNIT


def room_down(*, landscape: bool, paper: int) -> float:
    """Points of rows that stand above each other on a page at full size."""
    side = _SIDES.get(paper, _SIDES[9])[not landscape]
    return (side - _TOP_AND_BOTTOM_MM) * _POINTS_PER_MM * _SPARE


def scale_for(width: float, *, landscape: bool, paper: int) -> int:
    """Percent at which columns of these units together fit across a page; never above a hundred."""
    return min(100, int(room_across(landscape=landscape, paper=paper) / width * 100))


def page_ends(heights: Sequence[float], room: float, repeated: tuple[int, int] | None, keep: int) -> list[int]:
    """The last row of each page but the last. Rows count from one; `repeated` (first, last) stand on later pages too.

    The last `keep` rows stay together, so that no page holds a signature alone.
    """
    first, last = repeated or (1, 0)
    again = sum(heights[first - 1 : last])
    tail = max(len(heights) - keep, last + 1)
    ends: list[int] = []
    filled, row = 0.0, 0
    for block in [*([height] for height in heights[:tail]), heights[tail:]]:
        if filled + sum(block) > room and row > (ends[-1] if ends else last):
            ends.append(row)
            filled = again
        filled += sum(block)
        row += len(block)
    return ends
