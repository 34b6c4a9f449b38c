"""A workbook's bytes → its sheets as plain data for `sheet.typ`.

Rows and columns are counted from 0 among those that are printed; lengths are in points before scaling. A sheet wider
than its page at the scale it asks for is cut into views that lie side by side, each repeating the columns to repeat.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jifen.printing.engine.page import keep, setup
from jifen.printing.engine.page.area import Area, areas
from jifen.printing.engine.page.looks import Colors
from jifen.printing.engine.page.view import View
from jifen.printing.plot import Plot

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class Model:
    """The sheets of a workbook, the pictures that stand in them and every text they show."""

    def __init__(self, workbook: bytes, *, roll: bool = False) -> None:
        """`roll`: one page a sheet, as wide as its paper and as high as what stands on it."""
        import openpyxl

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep is not shown
            self._book: Any = openpyxl.load_workbook(io.BytesIO(workbook))
        self._colors = Colors(getattr(self._book, "loaded_theme", None))
        self._roll = roll
        self.looks: dict[tuple[Any, ...], int] = {}
        self.styles: list[dict[str, Any]] = []
        self.pictures: list[bytes | Plot] = []
        shown = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        self.sheets = [self._sheet(sheet, area) for sheet in shown for area in areas(sheet, self._book, self._colors)]

    def texts(self) -> Iterator[str]:
        """Every text of the sheets, page headers and footers."""
        for sheet in self.sheets:
            for view in sheet["views"]:
                yield from (cell["text"] for row in view["cells"] for cell in row)
            for parts in (sheet["head"], sheet["foot"], *(sheet["first"] or {}).values()):
                yield from (run for part in parts.values() for run in part["runs"] if isinstance(run, str))

    def _sheet(self, sheet: Worksheet, area: Area) -> dict[str, Any]:
        page = setup.page(sheet, roll=self._roll)
        titles = area.titles()
        views = [View(self, area, columns) for columns in setup.views(sheet, area, page)]
        drawn = [view.data() for view in views]
        return {
            **page,
            "rows": area.heights,
            "titles": titles,
            "breaks": area.breaks(),
            "glue": keep.glue(area, titles, page),
            "table": keep.last_ruled(area),
            "views": drawn,
        }

    def style(self, look: Any, across: str, ruled: bool) -> int:
        """The number of a look, as the sheets name it; `ruled`: between rules, from which text keeps away."""
        key = (look, across, ruled)
        if key not in self.looks:
            self.looks[key] = len(self.styles)
            self.styles.append({**look.data(), "across": across, "ruled": ruled})
        return self.looks[key]

    def picture(self, data: bytes | Plot) -> int:
        """The number of a picture or chart, as the sheets name it; equal ones share one."""
        if data not in self.pictures:
            self.pictures.append(data)
        return self.pictures.index(data)
