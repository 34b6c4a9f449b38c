"""The page of a sheet: paper, margins, scale, header and footer; and how its columns are shared out over pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jifen.printing.engine.page.paper_size import page_size
from jifen.printing.engine.page.running import running

if TYPE_CHECKING:
    from jifen.printing.engine.page.area import Area

_INCH = 72.0
_HAIR = 1.005
"""Columns may be wider than the page by this much, as roundings of widths are."""


def page(sheet: Any, *, roll: bool = False) -> dict[str, Any]:
    """The page as `sheet.typ` wants it. `fit`: shrunk to one page's width, and to `high` pages unless that is 0."""
    width, height = page_size(sheet.page_setup)
    margins = sheet.page_margins
    different = bool(sheet.HeaderFooter.differentFirst)
    first = {"head": running(sheet.firstHeader, sheet.title), "foot": running(sheet.firstFooter, sheet.title)}
    return {
        "width": width,
        "height": height,
        "roll": roll,
        "margins": {side: float(getattr(margins, side)) * _INCH
                    for side in ("left", "right", "top", "bottom", "header", "footer")},
        "centred": bool(sheet.print_options.horizontalCentered),
        "middle": bool(sheet.print_options.verticalCentered),
        "scale": float(sheet.page_setup.scale or 100) / 100,
        "fit": _fit(sheet),
        "head": running(sheet.oddHeader, sheet.title),
        "foot": running(sheet.oddFooter, sheet.title),
        "first": first if different else None,
    }  # fmt: skip


def _fit(sheet: Any) -> dict[str, Any] | None:
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is None or not properties.fitToPage:
        return None
    setup = sheet.page_setup
    wide = 1 if setup.fitToWidth is None else int(setup.fitToWidth)
    high = 1 if setup.fitToHeight is None else int(setup.fitToHeight)
    return {"wide": wide > 0, "high": high}


def views(sheet: Any, area: Area, page: dict[str, Any]) -> list[list[int]]:
    """The columns of each page across: all on one, unless the sheet is wider than its page or was parted by hand."""
    every = list(range(len(area.widths)))
    if page["roll"] or page["fit"]:
        return [every]
    room = (page["width"] - page["margins"]["left"] - page["margins"]["right"]) / page["scale"] * _HAIR
    breaks, titles = set(area.column_breaks()), area.title_columns()
    found: list[list[int]] = []
    used = 0.0
    for column in every:
        repeated = [n for n in titles if n < column]
        width = area.widths[column]
        if not found or column in breaks or used + width > room:
            if found:
                found.append([*repeated, column])
                used = sum(area.widths[n] for n in repeated) + width
            else:
                found.append([column])
                used = width
        else:
            found[-1].append(column)
            used += width
    return found
