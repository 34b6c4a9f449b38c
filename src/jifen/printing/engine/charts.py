"""Charts of a template: they follow the rows they are drawn from, as in an office program whose rows are inserted."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jifen.printing.engine.pictures import move

Printed = Mapping[int, tuple[int, int]]
"""Template row → first and last row it is printed on (from 1)."""
_AREA = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


def follow(book: Any, printed: Mapping[str, Printed]) -> None:
    """Move every chart with its rows, and let it show all rows that its own became; `printed` by name of sheet.

    A chart whose rows fell away has nothing to show, and falls away with them.
    """
    for sheet in book.worksheets:
        kept = []
        for chart in sheet._charts:
            move(chart.anchor, printed.get(sheet.title, {}))
            if all(_stretch(ref, printed, book) for ref in references(chart)):
                kept.append(chart)
        sheet._charts = kept


def references(chart: Any) -> Iterator[Any]:
    """What a chart is drawn from: everything of its series that names cells (its `f`)."""
    for series in chart.ser:
        for part in (series.tx, series.cat, series.val, series.xVal, series.yVal, series.bubbleSize):
            found = (getattr(part, "strRef", None), getattr(part, "numRef", None))
            yield from (ref for ref in found if ref is not None)


def area(ref: Any) -> tuple[str, int, int, str, str] | None:
    """Sheet, first and last row, first and last column of a reference; None for one of another kind."""
    match = _AREA.fullmatch(str(ref.f))
    if match is None:
        return None
    quoted, plain, first, top, last, bottom = match.groups()
    name = quoted.replace("''", "'") if quoted else plain
    return name, int(top), int(bottom or top), first, last or first


def _stretch(ref: Any, printed: Mapping[str, Printed], book: Any) -> bool:
    """Whether its rows are still there. What stands beside a longer table ends where its own last row does."""
    found = area(ref)
    if found is None or found[0] not in printed:
        return False
    name, top, bottom, first, last = found
    rows = [printed[name][row] for row in range(top, bottom + 1) if row in printed[name]]
    if not rows:
        return False
    start, end = min(start for start, _ in rows), max(end for _, end in rows)
    while end > start and all(cell.value is None for cell in book[name][f"{first}{end}:{last}{end}"][0]):
        end -= 1
    quoted = name.replace("'", "''")
    ref.f = f"'{quoted}'!${first}${start}:${last}${end}"
    for cache in ("strCache", "numCache"):
        if getattr(ref, cache, None) is not None:
            setattr(ref, cache, None)  # what stood in the template's cells
    return True
