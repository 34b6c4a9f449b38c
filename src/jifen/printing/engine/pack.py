"""Workbook → bytes that depend on nothing but its content: no clock, no order of a set, no machine.

openpyxl writes other XML where lxml is installed; in canonical form both are the same. The standard library's
canonicalize takes as long as all the rest of a sheet, so parts without prefixed names (every sheet without comments)
go through expat to the same bytes.
"""

import io
import re
import zipfile
import zlib
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import canonicalize
from xml.parsers import expat

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WHEN = "2000-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MERGES = re.compile(rb'(?:<mergeCell ref="[^"]*"></mergeCell>)+')
_MERGE = re.compile(rb'<mergeCell ref="[^"]*"></mergeCell>')
_IN_TEXT, _SPECIAL_IN_TEXT = (
    str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"}),
    re.compile("[&<>\r]"),
)
_IN_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"})
_SPECIAL_IN_ATTRIBUTE = re.compile('[&<"\t\n\r]')


def pack(book: Any) -> bytes:
    """The xlsx file of an openpyxl workbook, byte for byte the same for the same content."""
    book.properties.created = datetime(2000, 1, 1)
    book.properties.creator = book.properties.lastModifiedBy = "jifen"
    raw = io.BytesIO()
    book.save(raw)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _settled(item.filename, source.read(item)))
    return packed.getvalue()


def is_untouched(data: bytes) -> bool:
    """Whether a workbook is as this program left it: any other program that saves it writes when, or who."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            told = file.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, zlib.error):
        return False
    modified = re.search(rb"<dcterms:modified[^>]*>([^<]*)", told)
    return b"<cp:lastModifiedBy>jifen<" in told and modified is not None and modified[1] == _WHEN.encode()


def _settled(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")) or name.startswith("xl/theme/"):
        return data
    data = _HEAD + canonical(data)
    if name == "docProps/core.xml":
        return _DATES.sub(rb"\g<1>" + _WHEN.encode(), data)
    if name.startswith("xl/worksheets/"):
        return _MERGES.sub(lambda match: b"".join(sorted(_MERGE.findall(match[0]))), data)
    return data


def canonical(data: bytes) -> bytes:
    """The canonical form (C14N 2.0) of an XML document in UTF-8."""
    if data.count(b"xmlns") != 1 or b"<!" in data or b"<?" in data.removeprefix(b"<?xml"):
        return canonicalize(data.decode("utf-8")).encode("utf-8")
    written: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        pairs = sorted(attributes.items(), key=_order)
        written.append("".join(["<", name, *[f' {key}="{_quoted(value)}"' for key, value in pairs], ">"]))

    def text(value: str) -> None:
        written.append(value.translate(_IN_TEXT) if _SPECIAL_IN_TEXT.search(value) else value)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = lambda name: written.append(f"</{name}>")
    parser.Parse(data, True)
    return "".join(written).encode("utf-8")


def _order(attribute: tuple[str, str]) -> tuple[bool, bool, str]:
    """The namespace first, `xml:space` behind what has no prefix."""
    name = attribute[0]
    return name != "xmlns", ":" in name, name


def _quoted(value: str) -> str:
    return value.translate(_IN_ATTRIBUTE) if _SPECIAL_IN_ATTRIBUTE.search(value) else value
