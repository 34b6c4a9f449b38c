"""How a paper is asked for, and what came of it."""

from dataclasses import dataclass
from pathlib import Path

from jifen.printing.engine.checks.own_folder import Stray
from jifen.printing.engine.paper import Size
from jifen.services.guards import NOTHING, Allowing


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """What may be asked of a paper: where it goes, over what, in which forms and versions; which texts it may bear
    though a guard asks about them."""

    output: str | None = None
    force: bool = False
    pdf: bool = False
    png: bool = False
    large: bool = False
    mask: bool = False
    size: Size | None = None
    speech: bool = False
    tiled: bool = False
    allowing: Allowing = NOTHING
    phone: bool = False


AS_IT_IS = PaperRequest()
"""The workbook, in the village's folder."""


@dataclass(frozen=True, slots=True)
class PrintedFiles:
    """The files of a paper, the one asked for first by `main`. `missing`: characters no font at hand has.

    `unset`: what sets PDF and pictures cannot be loaded here, so that only the workbook was made. `masked`: names are
    hidden on it, which hides little in a village. `hidden`: in how many texts a number was starred out. `strays`: what
    lies among the village's own templates and is not used.
    """

    paths: tuple[Path, ...] = ()
    main: Path | None = None
    missing: str = ""
    unset: bool = False
    masked: bool = False
    hidden: int = 0
    strays: tuple[Stray, ...] = ()

    def __add__(self, other: "PrintedFiles") -> "PrintedFiles":
        """The files of two papers that leave together."""
        missing = "".join(dict.fromkeys(self.missing + other.missing))
        return PrintedFiles(
            self.paths + other.paths,
            self.main or other.main,
            missing,
            unset=self.unset or other.unset,
            masked=self.masked or other.masked,
            hidden=self.hidden + other.hidden,
            strays=self.strays or other.strays,
        )


NO_FILES = PrintedFiles()
