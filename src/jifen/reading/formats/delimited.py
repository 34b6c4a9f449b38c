"""csv and tsv: text in UTF-8 (marked or not), UTF-16 or GB 18030, told apart by its bytes."""

import csv
import io

from jifen.reading.formats.workbook import MAX_CELLS, MAX_ROWS, MAX_TEXT, Cell, Sheet, UnreadableError, Workbook

MAX_TEXT_FILE = 16 * 2**20
"""Bytes of a text file: a year of a thousand households is a tenth of it, and all of it is kept while it is read."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str:
    """The text; raises `UnreadableError`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    if b"\0" in data:
        unmarked = _unmarked_utf16(data)
        if unmarked is not None:
            return _decode(data, unmarked)
        if data.count(b"\0") > len(data) // 100 + 1:
            raise UnreadableError("format", "zero bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "gb18030")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableError("encoding", str(fault)) from None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its commas, digits and line ends: every other byte is zero."""
    sample = data[:4096]
    if len(data) % 2 == 0:
        if sample[1::2].count(0) > len(sample) // 16 and sample[0::2].count(0) == 0:
            return "utf-16-le"
        if sample[0::2].count(0) > len(sample) // 16 and sample[1::2].count(0) == 0:
            return "utf-16-be"
    return None


def _delimiter(text: str) -> str:
    """The separator that most of the first lines share."""
    lines = [line for line in text[:20000].splitlines() if line.strip()][:40]
    counts = {mark: sorted(line.count(mark) for line in lines) for mark in ("\t", ",", ";", "，")}
    return max(counts, key=lambda mark: (counts[mark][len(counts[mark]) // 2], counts[mark][-1])) if lines else ","


def read_delimited(data: bytes, name: str = "") -> Workbook:
    """One sheet of text cells; raises `UnreadableError`."""
    if len(data) > MAX_TEXT_FILE:
        raise UnreadableError("too-large", "text file")
    text = decode(data)
    delimiter = _delimiter(text)
    if text.count(delimiter) > 4 * MAX_CELLS:
        raise UnreadableError("too-large", "columns")  # asked first: the csv module makes a list of a whole line
    sheet = Sheet(name)
    workbook = Workbook("csv", [sheet])
    count = 0
    previous = csv.field_size_limit(MAX_TEXT)
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter), 1
        ):
            cells = {column: Cell("text", value) for column, value in enumerate(row, 1) if value.strip()}
            if cells:
                sheet.rows[number] = cells
                count += len(cells)
            if count > MAX_CELLS or len(sheet.rows) > MAX_ROWS:
                raise UnreadableError("too-large", "cells")
    except csv.Error as fault:
        raise UnreadableError("damaged", str(fault)) from None
    finally:
        csv.field_size_limit(previous)
    return workbook
