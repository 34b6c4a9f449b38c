"""Every string of a finished workbook with its place: cells, page headers and footers, names of sheets.

Read from the file itself, not from what it was filled with: what a template brings along is part of the paper.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_NAMESPACE = re.compile(r"^\{[^}]*\}")
_MARGINS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})


def strings(data: bytes) -> Iterator[tuple[str, str]]:
    """Place (`红榜 C5`, the sheet's name alone for what stands in its margins) and text, sheet by sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = book.namelist()
        names = _names(book)
        shared = _shared(book) if "xl/sharedStrings.xml" in parts else []
        found = sorted((int(m[1]), m[0]) for part in parts if (m := _SHEET.fullmatch(part)))
        for place, (_, part) in enumerate(found):
            name = names[place] if place < len(names) else part
            yield name, name
            yield from _of_sheet(ElementTree.fromstring(book.read(part)), name, shared)


def _names(book: zipfile.ZipFile) -> list[str]:
    root = ElementTree.fromstring(book.read("xl/workbook.xml"))
    return [element.get("name", "") for element in root.iter() if _tag(element) == "sheet"]


def _shared(book: zipfile.ZipFile) -> list[str]:
    root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return [_text(element) for element in root]


def _of_sheet(root: ElementTree.Element, name: str, shared: list[str]) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        tag = _tag(element)
        if tag in _MARGINS and element.text:
            yield name, element.text
        elif tag == "c":
            text = _of_cell(element, shared)
            if text:
                yield f"{name} {element.get('r', '')}", text


def _of_cell(cell: ElementTree.Element, shared: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    value = next((part.text or "" for part in cell if _tag(part) == "v"), "")
    if kind == "s":
        return shared[int(value)]
    return value if kind == "str" else ""


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter() if _tag(part) == "t")


def _tag(element: ElementTree.Element) -> str:
    return _NAMESPACE.sub("", element.tag)
