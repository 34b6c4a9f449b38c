"""Workbooks of Excel 5.0, written byte by byte: nothing that is kept writes them any more."""

import struct
from typing import Any


def old_record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def biff5(rows: list[list[Any]], code_page: bool = True) -> bytes:
    """A stream of Excel 5.0 as WPS and old Excel in China wrote it: bytes of code page 936."""
    name = "表".encode("gbk")
    page = old_record(0x42, struct.pack("<H", 936)) if code_page else b""
    start = old_record(0x809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)) + page
    font = old_record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05Arial")
    style = old_record(0xE0, struct.pack("<HHHBBHHHBB", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0)[:16])
    bound_size = 4 + 6 + 1 + len(name)
    offset = len(start) + len(font) + len(style) + bound_size + 4
    bound = old_record(0x85, struct.pack("<IHB", offset, 0, len(name)) + name)
    sheet = old_record(0x809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                raw = value.encode("gbk")
                sheet += old_record(0x204, struct.pack("<HHHH", r, c, 0, len(raw)) + raw)
            elif value is not None:
                sheet += old_record(0x203, struct.pack("<HHHd", r, c, 0, value))
    return start + font + style + bound + old_record(0x0A, b"") + sheet + old_record(0x0A, b"")


def in_compound_file(stream: bytes, *, crossing: bool) -> bytes:
    """The stream in sectors 2 and on of a compound file; crossing: its last, blank one is that of the directory."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    chain = [0xFFFFFFFD, end, *range(3, 1 + count), *((1, free) if crossing else (1 + count, end))]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
        return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Book", 2, free, 2, len(stream))
    return head + table + folder.ljust(512, b"\0") + stream
