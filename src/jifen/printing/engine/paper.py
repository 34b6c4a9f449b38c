"""A sheet ready to print: what it says, and the names of the templates that say how it looks."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jifen.printing.engine import scale, template
from jifen.printing.engine.checks import readback
from jifen.printing.engine.filling import Filling
from jifen.printing.engine.pack import pack

Size = Literal["A3", "A4"]
_SIZES: dict[Size, int] = {"A3": 8, "A4": 9}


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet: `name` is the template's (without suffix), `filling` what it says, `file` how its file is called.

    A published document's file is named by its kind, so that its paper has none. `wall`: it is read from a metre, so
    that its letters, columns and rows are fitted to the page.
    """

    name: str
    filling: Filling
    own: Path | None = None
    file: str = ""
    wall: bool = False
    roomy: str = ""
    """Name of the template in which running text has rows of its own: for large letters, and where it is `long`."""
    long: bool = False
    band: template.Band | None = None
    """Another ground than the template's red one, and letters that are read on it."""

    def template(self, *, large: bool = False) -> str:
        """The name of the template it is printed from; the village's own `name` before a shipped `roomy` one."""
        if not self.roomy or not (large or self.long):
            return self.name
        own = self.own
        only = own is not None and (own / f"{self.name}.xlsx").is_file() and not (own / f"{self.roomy}.xlsx").is_file()
        return self.name if only else self.roomy

    def xlsx(self, *, large: bool = False, size: Size | None = None) -> bytes:
        """The workbook, read back and compared; `size` other than the template's.

        See `template.fill` and `readback.check` for the errors.
        """
        path = template.find(f"{self.template(large=large)}.xlsx", self.own)
        paper = _SIZES[size] if size else None
        data = template.fill(path, self.filling, large=large, paper=paper, wall=self.wall, band=self.band)
        readback.check(path.read_bytes(), data, self.filling, path.name)
        return data


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
            scale.unplanned(sheet)
    return pack(book)
