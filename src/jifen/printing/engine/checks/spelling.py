"""Whether what a template asks for is written so that it can be filled: braces, dots, names of fields, no formulas.

What is wrong is told at its cell, with what was probably meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from jifen.errors import JifenError
from jifen.printing.engine.checks import workbook_xml
from jifen.printing.engine.checks.workbook_xml import Sheet, address
from jifen.printing.engine.placeholders import PLACEHOLDER, split

HEADER, FOOTER = "页眉", "页脚"
_WIDE = re.compile("[\uff5b\uff5d\ufe5b\ufe5c]")
"""Braces as a Chinese keyboard writes them, full width and small."""
_DOTS = str.maketrans("．。·・﹒：", "......")
_MAX_ROW, _MAX_COLUMN = 3000, 300
"""More than any village's sheet has before it is filled."""

Fields = Mapping[str, frozenset[str]]
"""Table name → the fields there are (`placeholders.known`)."""


def check_sheets(sheets: Sequence[Sheet], fields: Fields, template: str) -> None:
    """Raise at the first cell that cannot be filled.

    `JifenError`: `template-braces`, `template-placeholder-unknown`, `template-formula`, `template-too-wide` (text so
    far out that the sheet would never end); facts `template`, `cell` and what was found.
    """
    for sheet in sheets:
        shown = "" if len(sheets) == 1 else f"{sheet.name}!"
        for place in sorted(sheet.formulas):
            raise JifenError("template-formula", template=template, cell=f"{shown}{address(place)}")
        for place, value in sorted(sheet.cells.items()):
            cell = f"{shown}{address(place)}"
            if place[0] > _MAX_ROW or place[1] > _MAX_COLUMN:
                raise JifenError("template-too-wide", template=template, cell=cell)
            if isinstance(value, str):
                check_text(value, fields, template, cell)
        for where, text in margins(sheet):
            check_text(text, fields, template, where)


def margins(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Where, and what, of the page headers and footers."""
    yield from ((HEADER, text) for text in sheet.headers)
    yield from ((FOOTER, text) for text in sheet.footers)


def check_text(text: str, fields: Fields, template: str, cell: str) -> None:
    """Raise `template-braces` or `template-placeholder-unknown` where a text cannot be filled as it is written."""
    check_braces(text, template, cell)
    for found in PLACEHOLDER.findall(text):
        name, key = split(found)
        if key not in fields.get(name, frozenset()):
            raise JifenError(
                "template-placeholder-unknown",
                template=template,
                cell=cell,
                found="{" + found + "}",
                meant=meant(found, fields),
            )


def check_braces(text: str, template: str, cell: str) -> None:
    """Raise `template-braces` at braces that are full width, left open, empty, or broken over two lines.

    `written` is the text with the braces that were meant, where that can be said.
    """
    wide = _WIDE.search(text)
    if wide is None and not set("{}") & set(PLACEHOLDER.sub("", text)):
        return
    repaired = _WIDE.sub(lambda match: "{" if unicodedata.category(match[0]) == "Ps" else "}", text)
    whole = not set("{}") & set(PLACEHOLDER.sub("", repaired))
    raise JifenError(
        "template-braces", template=template, cell=cell, found=text, written=repaired if wide and whole else ""
    )


def meant(found: str, fields: Fields) -> str:
    """The placeholder that was probably meant, with its braces; empty where none is near."""
    from difflib import get_close_matches

    known = [f"{name}.{key}" if name else key for name, keys in sorted(fields.items()) for key in sorted(keys)]
    folded = unicodedata.normalize("NFKC", found).translate(_DOTS).replace(" ", "").strip(".")
    if folded in known:
        return "{" + folded + "}"
    _, key = split(folded)
    ending = [each for each in known if split(each)[1] == key]
    near = ending if len(ending) == 1 else get_close_matches(folded, known, 1, 0.6)
    return "{" + near[0] + "}" if near else ""


def read(data: bytes, template: str) -> Sequence[Sheet]:
    """The sheets of a template. Raises `JifenError("template-unreadable")` with `reason` (`workbook_xml.Reason`)."""
    try:
        return workbook_xml.read_template(data)
    except workbook_xml.NoWorkbookError as error:
        raise JifenError("template-unreadable", template=template, reason=error.reason) from None
