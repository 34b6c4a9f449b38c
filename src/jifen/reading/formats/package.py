"""Zip packages (xlsx, ods) opened with distrust: sizes are counted while unpacking, not believed.

Parts are handed out in chunks; XML is parsed without document types, so no entity can grow.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from jifen.reading.formats.workbook import UnreadableError

MAX_PART = 256 * 2**20
MAX_TOTAL = 384 * 2**20
MAX_ENTRIES = 20_000
MAX_ELEMENTS = 4_000_000
MAX_TAG = 4 * 2**20
"""Elements of a part, and bytes of one tag or text between two: more would take minutes, or all the memory there is."""
CHUNK = 1 << 18

ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    struct.error,
    ValueError,
    OverflowError,
    KeyError,
    IndexError,
)
"""What the zip module raises on bytes that are no honest package."""


class Package:
    """The parts of a zip file by name; refuses to unpack more than a workbook can be."""

    def __init__(self, data: bytes) -> None:
        """Raises `UnreadableError`."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except ZIP_FAULTS as fault:
            raise UnreadableError("damaged", str(fault)) from None
        if len(entries) > MAX_ENTRIES:
            raise UnreadableError("too-large", "entries")
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableError("encrypted")
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part; case does not matter."""
        return name.lstrip("/").lower() in self._entries

    @property
    def declared_size(self) -> int:
        """Bytes of all parts unpacked, as the package says."""
        return sum(entry.file_size for entry in self._entries.values())

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part piece by piece; raises `UnreadableError`."""
        entry = self._entries.get(name.lstrip("/").lower())
        if entry is None:
            raise UnreadableError("damaged", f"missing {name}")
        if entry.file_size > MAX_PART:
            raise UnreadableError("too-large", name)
        size = 0
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(CHUNK):
                    size += len(piece)
                    self._unpacked += len(piece)
                    if size > MAX_PART or self._unpacked > MAX_TOTAL:
                        raise UnreadableError("too-large", name)
                    yield piece
        except UnreadableError:
            raise
        except ZIP_FAULTS as fault:
            raise UnreadableError("damaged", str(fault)) from None

    def read(self, name: str, limit: int = 64 * 2**20) -> bytes:
        """A whole part of modest size; raises `UnreadableError`."""
        pieces: list[bytes] = []
        size = 0
        for piece in self.chunks(name):
            size += len(piece)
            if size > limit:
                raise UnreadableError("too-large", name)
            pieces.append(piece)
        return b"".join(pieces)


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def parse_xml(
    pieces: Iterator[bytes], start: Start, end: End | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Feed XML to handlers, names without prefix; raises `UnreadableError` for a document type or bad XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    local: dict[str, str] = {}
    left = MAX_ELEMENTS

    def refuse(*_: object) -> None:
        raise UnreadableError("damaged", "document type")

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise UnreadableError("too-large", "elements")
        plain = local.get(name)
        if plain is None:
            plain = local[name] = name.rpartition(":")[2]
        start(plain, attributes)

    def on_end(name: str) -> None:
        if end is not None:
            end(local[name])

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = on_start
    if end is not None:
        parser.EndElementHandler = on_end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in _with_short_tags(pieces):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise UnreadableError("damaged", str(fault)) from None


def _with_short_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces as they are, refused where a tag does not end for megabytes: the parser keeps all of one tag."""
    open_for = 0
    for piece in pieces:
        begins = piece.rfind(b"<")
        if piece.rfind(b">") > begins or (begins < 0 and not open_for):
            open_for = 0
        else:
            open_for = len(piece) - begins if begins >= 0 else open_for + len(piece)
        if open_for > MAX_TAG:
            raise UnreadableError("too-large", "tag")
        yield piece


_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*/>|<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*></c>')


def without_empty_cells(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Sheet XML without cells that bear a style and nothing else: a formatted blank page is a million of them."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        cut = whole.rfind(b"<row")
        if cut <= 0:
            cut = whole.rfind(b"<c ")
        if cut <= 0:
            rest = whole
            if len(rest) > 4 * CHUNK:
                yield rest
                rest = b""
            continue
        yield _EMPTY_CELL.sub(b"", whole[:cut])
        rest = whole[cut:]
    yield _EMPTY_CELL.sub(b"", rest)
