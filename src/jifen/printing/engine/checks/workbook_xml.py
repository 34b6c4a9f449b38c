"""A workbook's bytes as the office program keeps them: cells, merges, margins, heights, read from the XML itself.

Templates are looked at here before the office library opens them (it fills memory with what a far cell or a huge merged
range spans), and what was written is read back here, by something that did not write it.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal
from xml.parsers import expat

Reason = Literal[
    "empty", "xls", "encrypted", "html", "ods", "xlsb", "document", "no-workbook", "damaged", "no-sheet", "too-large"
]
"""Why bytes are no workbook that can be filled."""
Found = str | Decimal
Place = tuple[int, int]

MAX_XML = 24 * 2**20
MAX_BYTES = 96 * 2**20
MAX_CELLS = 200_000
"""Bytes of all XML and of all parts unpacked; cells of a sheet, blank ones and those in merged ranges included."""
FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, LookupError, ValueError)
"""What the archive raises over bytes that are none, or over one that was made to harm; beside what the XML raises."""
_MORE_FAULTS = (TypeError, OverflowError, expat.ExpatError)
_OLD = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_MARGINS = frozenset(f"{pages}{where}" for pages in ("odd", "even", "first") for where in ("Header", "Footer"))
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class NoWorkbookError(ValueError):
    """Bytes that are no workbook to fill."""

    def __init__(self, reason: Reason) -> None:
        """`reason`: what they are instead."""
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(slots=True)
class Sheet:
    """One sheet as it is kept; rows and columns count from 1. `cells` are those with something in them."""

    name: str
    visible: bool = True
    cells: dict[Place, Found] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    """Cells with a formula or an error instead of a value."""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, last row, first column, last column."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    """Of the pages, with the codes of the office program."""
    heights: dict[int, float] = field(default_factory=dict)

    def shown(self) -> Iterator[tuple[Place, Found]]:
        """The cells that reach the paper, in order: none inside a merged range, none whose columns are all hidden."""
        last = {(top, left): right for top, _, left, right in self.merges}
        inside = {
            (row, column)
            for top, bottom, left, right in self.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(last)
        for place in sorted(self.cells):
            columns = range(place[1], last.get(place, place[1]) + 1)
            if place not in inside and not all(self._hides(column) for column in columns):
                yield place, self.cells[place]

    def _hides(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


def read(data: bytes) -> list[Sheet]:
    """All sheets of cells. Raises `NoWorkbookError`; never takes more memory than a village's sheet is worth."""
    if not data.startswith(b"PK"):
        raise NoWorkbookError(_what(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_sizes(package)
            return _sheets(package)
    except NoWorkbookError:
        raise
    except (*FAULTS, *_MORE_FAULTS):
        raise NoWorkbookError("damaged") from None


@lru_cache(maxsize=2)
def read_template(data: bytes) -> tuple[Sheet, ...]:
    """As `read`, of a workbook that is asked several times on the way to one paper; nobody changes what it gives."""
    return tuple(read(data))


def _what(data: bytes) -> Reason:
    """What bytes are that are no zip file."""
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "xls"
    if data[:2] in _OLD and data[3:4] == b"\0":
        return "xls"
    if data.startswith(_DOCUMENTS):
        return "document"
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if head.startswith(b"mime-version:") or (head.startswith(b"<") and re.search(rb"<(?:html|table|workbook)\b", head)):
        return "html"
    return "no-workbook"


def _check_sizes(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise NoWorkbookError("encrypted")
    others: tuple[tuple[str, Reason], ...] = (
        ("xl/workbook.bin", "xlsb"),
        ("content.xml", "ods"),
        ("word/document.xml", "document"),
        ("ppt/presentation.xml", "document"),
    )
    for name, reason in others:
        if name in names:
            raise NoWorkbookError(reason)
    # No more is ever unpacked than the entries say.
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels", ".vml")))
    if xml > MAX_XML or sum(entry.file_size for entry in entries) > MAX_BYTES or len(entries) > 2000:
        raise NoWorkbookError("too-large")


Start = Callable[[str, dict[str, str]], None]
Told = Callable[[str], None]


def _parse(data: bytes, start: Start, text: Told | None = None, end: Told | None = None) -> None:
    """Call back with names that have no prefix; a document type is refused, so no entity can grow."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if text is not None:
        parser.CharacterDataHandler = text
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.Parse(data, True)


def _no_doctype(*_: object) -> None:
    raise NoWorkbookError("damaged")


def _sheets(package: zipfile.ZipFile) -> list[Sheet]:
    workbook = _workbook_part(package)
    folder, _, file = workbook.rpartition("/")
    parts = _targets(package, f"{folder}/_rels/{file}.rels", folder)
    strings = next((part for kind, part in parts.values() if kind == "sharedStrings"), None)
    texts = _shared(package.read(strings)) if strings is not None else []
    listed: list[tuple[str, bool, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            listed.append((attributes.get("name", ""), attributes.get("state", "visible") == "visible", link))

    _parse(package.read(workbook), start)
    kept = [(name, visible, parts[link][1]) for name, visible, link in listed if parts[link][0] == "worksheet"]
    if not any(visible for _, visible, _ in kept):
        raise NoWorkbookError("no-sheet")
    return [_SheetReader(Sheet(name, visible), texts).read(package.read(part)) for name, visible, part in kept]


def _workbook_part(package: zipfile.ZipFile) -> str:
    found = _targets(package, "_rels/.rels", "")
    return next((part for kind, part in found.values() if kind == "officeDocument"), "xl/workbook.xml")


def _targets(package: zipfile.ZipFile, rels: str, folder: str) -> dict[str, tuple[str, str]]:
    """Id → what kind of part, and where it is."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], path)

    _parse(package.read(rels), start)
    return found


def _shared(data: bytes) -> list[str]:
    """The texts that cells refer to by number; readings (phonetic runs) are no part of them."""
    texts: list[str] = []
    pieces: list[str] = []
    state = {"reading": False, "text": False}

    def start(name: str, _: dict[str, str]) -> None:
        if name == "rPh":
            state["reading"] = True
        state["text"] = name == "t" and not state["reading"]

    def end(name: str) -> None:
        state["text"] = False
        if name == "rPh":
            state["reading"] = False
        elif name == "si":
            texts.append(_unescaped("".join(pieces)))
            pieces.clear()

    _parse(data, start, lambda text: pieces.append(text) if state["text"] else None, end)
    return texts


def _unescaped(text: str) -> str:
    """`_x000A_` is how the office program keeps a character that XML would lose."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _SheetReader:
    """Takes up a sheet's XML, event by event."""

    def __init__(self, sheet: Sheet, texts: list[str]) -> None:
        self.sheet = sheet
        self.texts = texts
        self.row = self.column = self.count = 0
        self.kind = ""
        self.value: list[str] = []
        self.reading = False

    def read(self, data: bytes) -> Sheet:
        _parse(data, self._start, self._text, self._end)
        return self.sheet

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "t"):
            self.reading = True
        elif name == "f":
            self.sheet.formulas.add((self.row, self.column))
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if "ht" in attributes:
                self.sheet.heights[self.row] = float(attributes["ht"])
        elif name == "mergeCell":
            self._merge(attributes["ref"])
        elif name == "col" and (attributes.get("hidden") in ("1", "true") or float(attributes.get("width", 9)) == 0):
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name in _MARGINS:
            self.value.clear()
            self.reading = True

    def _cell(self, attributes: dict[str, str]) -> None:
        self._counted(1)
        self.value.clear()
        self.kind = attributes.get("t", "n")
        if "r" in attributes:
            self.row, self.column = place_of(attributes["r"])
        else:
            self.column += 1
        if self.kind == "e":
            self.sheet.formulas.add((self.row, self.column))

    def _merge(self, reference: str) -> None:
        (top, left), (bottom, right) = (place_of(part) for part in (reference.split(":") * 2)[:2])
        self._counted((bottom - top + 1) * (right - left + 1))
        self.sheet.merges.append((top, bottom, left, right))

    def _counted(self, cells: int) -> None:
        self.count += cells
        if self.count > MAX_CELLS:
            raise NoWorkbookError("too-large")

    def _text(self, text: str) -> None:
        if self.reading:
            self.value.append(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self.reading = False
        elif name == "c" and self.value:
            found = self._found("".join(self.value))
            if found != "":
                self.sheet.cells[self.row, self.column] = found
        elif name in _MARGINS:
            self.reading = False
            kept = self.sheet.headers if name.endswith("Header") else self.sheet.footers
            kept.append(_unescaped("".join(self.value)))

    def _found(self, raw: str) -> Found:
        if self.kind == "s":
            return self.texts[int(raw)]
        if self.kind != "n":
            return _unescaped(raw)
        try:
            return Decimal(raw)
        except InvalidOperation:
            raise NoWorkbookError("damaged") from None


def place_of(address: str) -> Place:
    """`B12` → (12, 2). Raises `ValueError`."""
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def address(place: Place) -> str:
    """(12, 2) → `B12`."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
