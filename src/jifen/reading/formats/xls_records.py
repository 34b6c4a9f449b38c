"""Old Excel files counted before xlrd makes objects of them: a style there takes a thousand times its bytes.

Only kinds and lengths of records are looked at, never what they say.
"""

import io
import struct

from jifen.reading.formats.workbook import MAX_CELLS, MAX_MERGES, MAX_STYLES, UnreadableError

MAX_RECORDS = 3_000_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = struct.Struct("<HH")
MAX_BLANKS = 8_000_000
_MERGES, _NUMBERS, _BLANKS = 0x00E5, 0x00BD, 0x00BE
_CELLS = frozenset({0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
_STYLES = frozenset({0x0031, 0x0231, 0x0043, 0x0243, 0x0443, 0x00E0, 0x001E, 0x041E, 0x0293, 0x007D, 0x005C})
"""Fonts, cell styles, number formats, named styles, widths of columns."""


def refuse_masses(data: bytes, *, lenient: bool) -> None:
    """Raise `UnreadableError` for more records, cells, styles or merged ranges than any village's workbook has.

    What cannot be walked is left to xlrd, which says what is wrong with it.
    """
    stream, start, end = _stream(data, lenient=lenient)
    records = cells = blanks = styles = merges = 0
    place = start
    while place + 4 <= end:
        kind, length = _HEAD.unpack_from(stream, place)
        place += 4 + length
        records += 1
        if kind in _CELLS:
            cells += 1
        elif kind == _NUMBERS:
            cells += length // 6
        elif kind == _BLANKS:
            blanks += length // 2
        elif kind in _STYLES:
            styles += 1
        elif kind == _MERGES:
            merges += length // 8
        if records > MAX_RECORDS or blanks > MAX_BLANKS or cells > MAX_CELLS:
            raise UnreadableError("too-large", "cells")
        if styles > MAX_STYLES or merges > MAX_MERGES:
            raise UnreadableError("too-large", "records")


def _stream(data: bytes, *, lenient: bool) -> tuple[bytes, int, int]:
    """The workbook's records: bytes, first and last place; nothing where there are none to be found."""
    if not data.startswith(_COMPOUND):
        return data, 0, len(data)
    from xlrd.compdoc import CompDoc

    document = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=lenient)
    for name in ("Workbook", "Book"):
        stream, start, length = document.locate_named_stream(name)
        if stream:
            return stream, start, min(start + length, len(stream))
    return b"", 0, 0
