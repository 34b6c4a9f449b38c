"""Bytes become a `Workbook`, by what they are and not by what the file is called.

All that can be wrong with a whole file is in `workbook.Unreadable`; the sentences, with how to save it instead, are in
`messages`.
"""

import re

from jifen.reading.formats.kept import MARK, load
from jifen.reading.formats.workbook import UnreadableError, Workbook

MAX_BYTES = 100 * 2**20

_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div|script)\b", re.I | re.S
)
_DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def read_workbook(data: bytes, name: str = "") -> Workbook:
    """The workbook in `data`; `name` becomes the sheet's name of a text file. Raises `UnreadableError`."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("too-large", "bytes")
    workbook = _read(data, name)
    workbook.check_size()
    return workbook


def _read(data: bytes, name: str) -> Workbook:
    if data.startswith(MARK):
        return load(data)
    if data.startswith(b"PK"):
        return _from_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or _is_old_excel(data):
        from jifen.reading.formats.xls import read_xls

        return read_xls(data)
    if data.startswith(_DOCUMENTS):
        raise UnreadableError("document")
    _refuse_markup(data)
    from jifen.reading.formats.delimited import read_delimited

    return read_delimited(data, name)


def _is_old_excel(data: bytes) -> bool:
    """A stream that begins with a BOF record, without the compound file around it."""
    return data[:2] in _OLD_EXCEL and len(data) > 8 and data[3:4] == b"\0" and data[2] in (4, 6, 8, 16)


def _from_zip(data: bytes) -> Workbook:
    from jifen.reading.formats.package import Package

    package = Package(data)
    if "xl/workbook.bin" in package:
        raise UnreadableError("xlsb")
    if "content.xml" in package:
        from jifen.reading.formats.ods import read_ods

        return read_ods(package)
    if "word/document.xml" in package or "ppt/presentation.xml" in package:
        raise UnreadableError("document")
    if "xl/workbook.xml" not in package and "_rels/.rels" not in package:
        raise UnreadableError("format", "no workbook part")
    from jifen.reading.formats.xlsx import read_xlsx

    return read_xlsx(package)


def _refuse_markup(data: bytes) -> None:
    """HTML and XML tables saved under a spreadsheet's name."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"MIME-Version:") or _HTML.match(head):
        raise UnreadableError("html")
    if head.startswith(b"<?xml"):
        raise UnreadableError("html" if re.search(rb"<html|<table", head, re.I) else "xml")
    if head.startswith(b"<") and re.match(rb"<[A-Za-z:]+[\s>]", head):
        raise UnreadableError("xml")
