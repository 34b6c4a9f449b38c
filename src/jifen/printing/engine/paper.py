"""A sheet ready to print: what it says, and the names of the templates that say how it looks."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jifen.printing.engine import scale, template
from jifen.printing.engine.filling import Filling
from jifen.printing.engine.pack import pack

Size = Literal["A3", "A4"]
_SIZES: dict[Size, int] = {"A3": 8, "A4": 9}


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet: `name` is the template's (without suffix), `filling` what it says, `file` how its file is called.

    A published document's file is named by its kind, so that its paper has none.
    """

    name: str
    filling: Filling
    own: Path | None = None
    file: str = ""

    def xlsx(self, *, large: bool = False, size: Size | None = None) -> bytes:
        """The workbook; `size` other than the template's. See `template.fill` for the errors."""
        path = template.find(f"{self.name}.xlsx", self.own)
        return template.fill(path, self.filling, large=large, paper=_SIZES[size] if size else None)


def resized(workbook: bytes, *, large: bool = False, size: Size | None = None) -> bytes:
    """A sheet drawn by the program on other paper or with bigger letters; the same bytes where neither is asked for."""
    if not large and size is None:
        return workbook
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet in book.worksheets:
        if size is not None:
            scale.to_paper(sheet, _SIZES[size])
        if large:
            scale.enlarge(sheet)
    return pack(book)
