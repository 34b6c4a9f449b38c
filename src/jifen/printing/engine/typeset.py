"""PDF and pictures of a workbook with no office program: its sheets as `page.model` reads them, set by typst.

The workbook is the only source, so that what a village changes in its template, and what stands on the wall, is one.
"""

import json
import struct
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jifen.errors import JifenError
from jifen.printing.engine.fonts import Fonts, find_fonts
from jifen.printing.engine.page.looks import BODY, role
from jifen.printing.engine.page.model import Model
from jifen.printing.plot import Plot, svg
from jifen.resources import data_dir

_PROGRAM = Path(__file__).parent / "page" / "sheet.typ"
_PPI = 150.0
MOST_PAGES, MOST_CELLS = 600, 100_000
"""A village of three thousand households fills a tenth of either. Setting so many takes a minute or two."""


def available() -> bool:
    """Whether typst is there and can be loaded; where not, workbooks are all that can be made."""
    try:
        import typst  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def fonts_for(own: Path | None) -> Fonts:
    """The fonts to set with: those in the village's templates folder `own` first, then those that ship with the program
    (`fonts`, in the zip for Windows only), then the machine's.

    Raises `JifenError("font-not-found")` where no font has Chinese characters.
    """
    places = (own, data_dir("fonts"), data_dir("templates"))
    return find_fonts([folder for folder in places if folder is not None and folder.is_dir()])


def pdf(workbook: bytes, *, fonts: Fonts, tiled: bool = False) -> bytes:
    """The workbook's sheets as one PDF, paged as their page set-up says; the same bytes for the same workbook.

    `tiled`: pages larger than A4 in two pieces of A4 each, with an overlap to glue them by.
    """
    return b"".join(_compile(Model(workbook), "pdf", fonts, _PPI, tiled=tiled))


def png(workbook: bytes, *, fonts: Fonts, width_px: int | None = None, roll: bool = False) -> list[bytes]:
    """The workbook's sheets as pictures, one a page.

    `width_px`: how wide each picture is; else 150 pixels an inch. `roll`: one page a sheet, as wide as its paper
    (`page_setup.paperSize`, or `paperWidth` and `paperHeight` like `90mm`), filled across, as high as what stands on
    it, without page header and footer: what is read on a telephone.
    """
    model = Model(workbook, roll=roll)
    if width_px is None:
        return _compile(model, "png", fonts, _PPI)
    found: dict[int, bytes] = {}
    for width in sorted({sheet["width"] for sheet in model.sheets}):
        for number, page in enumerate(_compile(model, "png", fonts, width_px * 72 / width)):
            if number not in found or abs(_width(page) - width_px) < abs(_width(found[number]) - width_px):
                found[number] = page
    return [found[number] for number in sorted(found)]


def missing(workbook: bytes, fonts: Fonts) -> str:
    """The characters of the workbook that no font at hand has (rare names): they print as boxes, so say so."""
    return fonts.missing(Model(workbook).texts())


def _compile(model: Model, form: str, fonts: Fonts, ppi: float, *, tiled: bool = False) -> list[bytes]:
    """Set by a program of ours, to which a village's template is data: what stands in a cell is never run.

    So it needs no clock to end: its time depends on how much is to be set, and that has a limit. Its root is empty: no
    file is within its reach. Raises `JifenError` (`paper-endless`).
    """
    import typst

    _refuse_endless(model)
    compile_all: Any = typst.compile
    files = {"main.typ": _PROGRAM.read_bytes(), "book.json": _data(model, fonts, tiled=tiled)}
    with tempfile.TemporaryDirectory(prefix="jifen-") as empty:
        done = compile_all(
            files,
            root=empty,
            format=form,
            ppi=ppi,
            font_paths=_read_fonts(tuple((folder, folder.stat().st_mtime_ns) for folder in fonts.folders)),
            ignore_system_fonts=True,
            timestamp=0,
            pdf_tags=False,
        )
    return list(done) if isinstance(done, list) else [done]


@lru_cache(maxsize=4)
def _read_fonts(folders: tuple[tuple[Path, int], ...]) -> Any:
    """What lies in the folders (each with its last change), looked through once for all papers of a command."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder, _ in folders])


def _refuse_endless(model: Model) -> None:
    """More pages or cells than any village's paper has: a slip in row heights or scale, or meant to last for ever."""
    pages, cells = 0.0, 0
    for sheet in model.sheets:
        page = sheet["height"] - sheet["margins"]["top"] - sheet["margins"]["bottom"]
        high = sum(sheet["rows"]) * sheet["scale"] / max(page, 1)
        pages += len(sheet["views"]) * (1 if sheet["roll"] else max(high, len(sheet["breaks"]) + 1))
        cells += sum(len(row) for view in sheet["views"] for row in view["cells"])
    if pages > MOST_PAGES or cells > MOST_CELLS:
        raise JifenError("paper-endless", pages=round(pages), most=MOST_PAGES, cells=cells, most_cells=MOST_CELLS)


def _data(model: Model, fonts: Fonts, *, tiled: bool) -> bytes:
    names = [style["font"] for style in model.styles]
    parts = [part for sheet in model.sheets for kind in _running(sheet) for part in kind.values()]
    families = {name: _families(name, fonts) for name in [BODY, *names, *(part["font"] for part in parts)]}
    # A family without a bold face (FangSong) gets a thin line around its letters, as office programs do.
    styles = [{**own, "stroked": own["bold"] and not fonts.has_bold(families[own["font"]])} for own in model.styles]
    book = {
        "fonts": families,
        "styles": styles,
        "sheets": model.sheets,
        # typst takes files of text only
        "pictures": [list(svg(own, fonts.head) if isinstance(own, Plot) else own) for own in model.pictures],
        "tiled": tiled,
    }
    return json.dumps(book, ensure_ascii=False).encode("utf-8")


def _running(sheet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [sheet["head"], sheet["foot"], *(sheet["first"] or {}).values()]


def _families(name: str, fonts: Fonts) -> Sequence[str]:
    """The font a cell asks for, where it is installed, and what stands in for it."""
    families: Mapping[str, tuple[str, ...]] = {"title": fonts.title, "body": fonts.body, "head": fonts.head}
    return [own for own in dict.fromkeys((name, *families[role(name)])) if own]


def _width(page: bytes) -> int:
    """Width of a PNG in pixels."""
    found: int = struct.unpack(">L", page[16:20])[0]
    return found
