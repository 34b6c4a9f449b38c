"""PDF and pictures of a sheet with no office program: set with typst from templates of their own (`templates/*.typ`).

What they say is the same `Filling` the workbook is filled from, so that words, figures, order and code are the same.
"""

import json
from collections.abc import Iterator
from typing import Any

from jifen.errors import JifenError
from jifen.printing.engine import template
from jifen.printing.engine.filling import Row, Value
from jifen.printing.engine.fonts import Fonts, find_fonts
from jifen.printing.engine.paper import Paper, Size
from jifen.printing.engine.placeholders import as_text
from jifen.resources import data_dir

COMMON = "公文.typ"
"""What all typst templates share: page, title, table, signatures."""
_PPI = 150


def pdf(paper: Paper, *, large: bool = False, size: Size | None = None, fonts: Fonts | None = None) -> bytes:
    """The sheet as a PDF.

    Raises `JifenError`: `font-not-found` (no Chinese font on this machine), `template-missing` (no typst template of
    this name), `template-unreadable` (a village's own typst template does not compile; `detail` says why).
    """
    return b"".join(_compile(paper, "pdf", large, size, fonts))


def png(paper: Paper, *, large: bool = False, size: Size | None = None, fonts: Fonts | None = None) -> list[bytes]:
    """The sheet as pictures, one a page; errors as `pdf`."""
    return _compile(paper, "png", large, size, fonts)


def missing(paper: Paper, fonts: Fonts | None = None) -> str:
    """The characters of the sheet that no font at hand has (rare names): they print as boxes, so say so."""
    return (fonts or fonts_for(paper)).missing(_texts(paper))


def fonts_for(paper: Paper) -> Fonts:
    """The fonts a sheet is set with: those in the village's templates folder first, then the machine's."""
    own = [folder for folder in (paper.own, data_dir("templates")) if folder is not None and folder.is_dir()]
    return find_fonts(own)


def _compile(paper: Paper, form: str, large: bool, size: Size | None, fonts: Fonts | None) -> list[bytes]:
    import typst

    compile_all: Any = typst.compile
    name = f"{paper.name}.typ"
    sources = {"main.typ": template.find(name, paper.own), COMMON: template.find(COMMON, paper.own)}
    found = fonts or fonts_for(paper)
    inputs = {"data": _data(paper, found), "large": "1" if large else "0", "paper": (size or "").lower()}
    try:
        done = compile_all(
            {file: path.read_bytes() for file, path in sources.items()},
            format=form,
            ppi=float(_PPI),
            sys_inputs=inputs,
            font_paths=[str(folder) for folder in found.folders],
            ignore_system_fonts=True,
            timestamp=0,
            pdf_tags=False,
        )
    except typst.TypstError as error:
        raise JifenError("template-unreadable", template=name, detail=str(error)) from None
    return list(done) if isinstance(done, list) else [done]


def _data(paper: Paper, fonts: Fonts) -> str:
    filling = paper.filling
    groups = filling.groups.groups if filling.groups else ()
    return json.dumps(
        {
            "fields": _row(filling.fields),
            "tables": {name: [_row(row) for row in table.rows] for name, table in filling.tables.items()},
            "groups": [{"fields": _row(g.fields), "lines": [_row(line) for line in g.lines]} for g in groups],
            "fonts": {"title": fonts.title, "body": fonts.body, "head": fonts.head},
        },
        ensure_ascii=False,
    )


def _row(row: Row) -> dict[str, str | None]:
    return {key: _text(value) for key, value in row.items()}


def _text(value: Value) -> str | None:
    return None if value is None else as_text(value)


def _texts(paper: Paper) -> Iterator[str]:
    filling = paper.filling
    rows: list[Row] = [filling.fields, *(row for table in filling.tables.values() for row in table.rows)]
    for group in filling.groups.groups if filling.groups else ():
        rows += [group.fields, *group.lines]
    yield from (text for row in rows for value in row.values() if (text := _text(value)))
