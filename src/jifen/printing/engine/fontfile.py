"""Reads of a font file what typesetting needs: its families' names and the characters it has. Standard library only.

Formats: TrueType and OpenType, alone or several in a collection (.ttf .otf .ttc .otc); `name` and `cmap` tables.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_FAMILY = {1, 16}
_LARGEST_TABLE = 16_000_000


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file: where it lies, every name its family goes by, how heavy it is (bold: 600 and more)."""

    path: Path
    offset: int
    names: tuple[str, ...]
    weight: int = 400


def faces(path: Path) -> tuple[Face, ...]:
    """The faces of a font file; none where it is no font that can be read."""
    try:
        with path.open("rb") as file:
            found = [_face(path, file, offset) for offset in _offsets(file)]
    except (OSError, struct.error, ValueError):
        return ()
    return tuple(face for face in found if face.names)


def _face(path: Path, file: BinaryIO, offset: int) -> Face:
    names, about = _names(_table(file, offset, b"name")), _table(file, offset, b"OS/2")
    return Face(path, offset, names, struct.unpack(">4xH", about[:6])[0] if len(about) >= 6 else 400)


def characters(face: Face) -> frozenset[int]:
    """The code points a face has glyphs for."""
    try:
        with face.path.open("rb") as file:
            return frozenset(_cmap(_table(file, face.offset, b"cmap")))
    except (OSError, struct.error, ValueError):
        return frozenset()


def _offsets(file: BinaryIO) -> list[int]:
    head = file.read(12)
    if head[:4] == b"ttcf":
        (count,) = struct.unpack(">L", head[8:12])
        if count > 256:
            raise ValueError(count)
        return list(struct.unpack(f">{count}L", file.read(4 * count)))
    if head[:4] in (b"\0\1\0\0", b"OTTO", b"true"):
        return [0]
    raise ValueError(head[:4])


def _table(file: BinaryIO, offset: int, tag: bytes) -> bytes:
    file.seek(offset + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    for _ in range(count):
        name, _, start, length = struct.unpack(">4sLLL", file.read(16))
        if name == tag:
            if length > _LARGEST_TABLE:
                raise ValueError(length)
            file.seek(start)
            found: bytes = file.read(length)
            return found
    return b""


def _names(table: bytes) -> tuple[str, ...]:
    if not table:
        return ()
    count, storage = struct.unpack(">2xHH", table[:6])
    found = []
    for n in range(count):
        platform, encoding, _, name, length, offset = struct.unpack(">6H", table[6 + 12 * n : 18 + 12 * n])
        raw = table[storage + offset : storage + offset + length]
        if name in _FAMILY and (platform in (0, 3)):
            codec = "gb18030" if (platform, encoding) == (3, 3) else "utf-16-be"
            found.append(raw.decode(codec, "ignore").strip("\0 "))
    return tuple(dict.fromkeys(name for name in found if name))


def _cmap(table: bytes) -> Iterator[int]:
    if not table:
        return
    (count,) = struct.unpack(">2xH", table[:4])
    for n in range(count):
        platform, _, offset = struct.unpack(">HHL", table[4 + 8 * n : 12 + 8 * n])
        (form,) = struct.unpack(">H", table[offset : offset + 2])
        if platform in (0, 3) and form == 4:
            yield from _segments(table[offset:])
        elif platform in (0, 3) and form == 12:
            yield from _groups(table[offset:])


def _segments(table: bytes) -> Iterator[int]:
    """Format 4: runs of the basic plane. A code in a run whose glyph is 0 is not there."""
    (twice,) = struct.unpack(">6xH", table[:8])
    count = twice // 2
    ends = struct.unpack(f">{count}H", table[14 : 14 + twice])
    starts = struct.unpack(f">{count}H", table[16 + twice : 16 + 2 * twice])
    deltas = struct.unpack(f">{count}H", table[16 + 2 * twice : 16 + 3 * twice])
    base = 16 + 3 * twice
    ranges = struct.unpack(f">{count}H", table[base : base + twice])
    for n in range(count):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            if ranges[n] == 0:
                glyph = (code + deltas[n]) & 0xFFFF
            else:
                place = base + 2 * n + ranges[n] + 2 * (code - starts[n])
                (glyph,) = struct.unpack(">H", table[place : place + 2])
            if glyph:
                yield code


def _groups(table: bytes) -> Iterator[int]:
    """Format 12: runs of all planes."""
    (count,) = struct.unpack(">12xL", table[:16])
    for n in range(count):
        start, end, _ = struct.unpack(">LLL", table[16 + 12 * n : 28 + 12 * n])
        if end > 0x10FFFF or start > end:
            raise ValueError(end)
        yield from range(start, end + 1)
