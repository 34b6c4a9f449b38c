"""Workbook → bytes that depend on nothing but its content: no clock, no order of a set, no machine.

openpyxl writes other XML where lxml is installed; in canonical form both are the same.
"""

import io
import re
import zipfile
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import canonicalize

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WHEN = "2000-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MERGES = re.compile(rb'(?:<mergeCell ref="[^"]*"></mergeCell>)+')
_MERGE = re.compile(rb'<mergeCell ref="[^"]*"></mergeCell>')


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


def _settled(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")) or name.startswith("xl/theme/"):
        return data
    data = _HEAD + canonicalize(data.decode("utf-8")).encode("utf-8")
    if name == "docProps/core.xml":
        return _DATES.sub(rb"\g<1>" + _WHEN.encode(), data)
    if name.startswith("xl/worksheets/"):
        return _MERGES.sub(lambda match: b"".join(sorted(_MERGE.findall(match[0]))), data)
    return data
