"""Where the pages of a sheet end: the table's last line, totals, notes, signature and seal are never parted.

Office programs break pages by height alone, so that a signature could stand on a page of its own. Knows heights and
parts, no contents.
"""

from collections.abc import Iterator, Sequence

from jifen.printing.engine.fitting.layout import Part

SPARE = 0.98
"""Office programs differ by a hair in what fits; a page planned to the brim would spill."""
_WITH_NEXT = frozenset({Part.HEAD, Part.COLUMNS, Part.BEFORE, Part.TAIL})
_WITH_PREVIOUS = frozenset({Part.MORE, Part.AFTER, Part.TAIL})


def page_ends(heights: Sequence[float], parts: Sequence[Part], room: float) -> list[int]:
    """The last row of each page but the last, counted from one; `room` is what a page holds, in points.

    Kept whole: the opening with the column names and the first line, a group's heading with its first line and its
    subtotal with its last, the table's last line with all that follows; of what no page can hold, as much of the end as
    one does, and the column names with the first line. An opening is never alone on its page: where a table's only line
    cannot stand with both, it stands with the opening.
    Pages after the first begin with the column names again.
    """
    repeated = sum(h for h, part in zip(heights, parts, strict=True) if part is Part.COLUMNS)
    last_title = max((n for n, part in enumerate(parts) if part is Part.COLUMNS), default=-1)
    ends: list[int] = []
    filled = 0.0
    start = 0
    for block in _blocks(parts):
        held = [room - (repeated if n > last_title else 0.0) for n in block]
        for kept in _pieces(block, heights, parts, held):
            height = sum(heights[n] for n in kept)
            if kept.start > start and filled + height > room:
                ends.append(kept.start)
                start = kept.start
                filled = repeated if start > last_title else 0.0
            filled += height
    return ends


def _blocks(parts: Sequence[Part]) -> Iterator[range]:
    """Runs of rows that stay on one page."""
    first = 0
    for row in range(1, len(parts) + 1):
        if row == len(parts) or not (parts[row - 1] in _WITH_NEXT or parts[row] in _WITH_PREVIOUS):
            yield range(first, row)
            first = row


def _pieces(block: range, heights: Sequence[float], parts: Sequence[Part], held: Sequence[float]) -> list[range]:
    """The block itself; where no page holds it, as much of its end as one does, and before that single rows, but the
    column names with the line below them. `held`: what a page holds that begins with each of its rows.
    """
    end, filled = block.stop, 0.0
    while end > block.start and filled + heights[end - 1] <= held[end - 1 - block.start]:
        end -= 1
        filled += heights[end]
    while end < block.stop and parts[end] is Part.MORE:
        end += 1
    front = parts[block.start : end]
    if end < block.stop and Part.HEAD in front and Part.BODY not in front:
        end = _first_line(block, end, heights, parts, held[0])
    last = [range(end, block.stop)] if end < block.stop else []
    return [*_rows(range(block.start, end), parts), *last]


def _first_line(block: range, end: int, heights: Sequence[float], parts: Sequence[Part], held: float) -> int:
    """The row behind the block's first line, where a page holds the line with the opening; else `end`."""
    line = next((n for n in range(end, block.stop) if parts[n] is Part.BODY), None)
    if line is None:
        return end
    behind = line + 1
    while behind < block.stop and parts[behind] is Part.MORE:
        behind += 1
    return behind if sum(heights[block.start : behind]) <= held else end


def _rows(front: range, parts: Sequence[Part]) -> Iterator[range]:
    """One by one, but the column names with the line below them and all rows of a line together."""
    first = front.start
    for row in front:
        goes_on = row + 1 < front.stop and (parts[row] is Part.COLUMNS or parts[row + 1] is Part.MORE)
        if not goes_on:
            yield range(first, row + 1)
            first = row + 1


def closes(heights: Sequence[float], parts: Sequence[Part], room: float) -> bool:
    """Whether a page holds the column names, the table's last line and all that follows."""
    repeated = sum(h for h, part in zip(heights, parts, strict=True) if part is Part.COLUMNS)
    lines = [n for n, part in enumerate(parts) if part is Part.BODY]
    return not lines or repeated + sum(heights[lines[-1] :]) <= room
