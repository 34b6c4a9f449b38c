"""A workbook that came off this program, held against what the book would print of the same document now.

Texts and figures are compared cell by cell, with the format of a figure and with rows and columns that are hidden. Of a
list one of its parts, of any paper its masked or large version may be what is held in hand: the one that fits best is
compared.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jifen.errors import JifenError
from jifen.printing.papers import kinds
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError, Workbook, address, column_letters
from jifen.services.publication.gate import workbook_of
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.session import Session
from jifen.store import documents
from jifen.store.documents import Document

_CODE = re.compile(r"(?<![0-9A-F-])[0-9A-F]{4}(?:-[0-9A-F]{4}){3}(?![0-9A-F-])")
Place = tuple[int, str]
"""Sheet from 0, and address; a hidden row or column stands by its own name."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A cell that does not say what the book would print; empty: nothing stands there."""

    cell: str
    printed: str
    book: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A workbook against its document."""

    document: Document
    word: str
    differs: tuple[Differing, ...]

    @property
    def ok(self) -> bool:
        """Every cell says the same."""
        return not self.differs


def compare(session: Session, path: str, data: bytes) -> Compared:
    """Compare a workbook with the document whose check code stands on it.

    Refused: no workbook, one without a check code, or with one that the book does not know.
    """
    printed = _cells(path, data)
    codes = list(dict.fromkeys(code for text in printed.values() for code in _CODE.findall(text)))
    if not codes:
        raise JifenError("paper-without-code", path=path)
    found = [document for code in codes for document in documents.select(session.connection, code=code)]
    if not found:
        raise JifenError("code-unknown", found=codes[0])
    document = found[0]
    best = min(_versions(session, document, printed), key=len)
    return Compared(document, kinds.word_of(document.content), best)


def _versions(session: Session, document: Document, printed: dict[Place, str]) -> Iterator[tuple[Differing, ...]]:
    """What differs from each version the document may have been printed in; none more once one is the same."""
    parts: list[str | None] = list(kinds.PARTS) if "red" in kinds.KINDS[document.kind].lists else [None]
    plain = [(part, replace(AS_IT_IS, mask=mask)) for mask in (False, True) for part in parts]
    found: list[tuple[int, str | None, PaperRequest]] = []
    for part, request in plain:
        differing = _against(session, document, part, request, printed)
        yield differing
        if not differing:
            return
        found.append((len(differing), part, request))
    _, part, nearest = min(found, key=lambda each: each[0])
    for larger in (replace(nearest, large=True), replace(nearest, size="A3"), replace(nearest, large=True, size="A3")):
        differing = _against(session, document, part, larger, printed)
        yield differing
        if not differing:
            return


def _against(
    session: Session, document: Document, part: str | None, request: PaperRequest, printed: dict[Place, str]
) -> tuple[Differing, ...]:
    book = _cells(document.number, workbook_of(session, document, request, part))
    many = len({sheet for sheet, _ in [*book, *printed]}) > 1
    places = sorted({*book, *printed}, key=_order)
    return tuple(
        Differing(f"{sheet + 1}!{cell}" if many else cell, printed.get((sheet, cell), ""), book.get((sheet, cell), ""))
        for sheet, cell in places
        if printed.get((sheet, cell), "") != book.get((sheet, cell), "")
    )


def _order(place: Place) -> tuple[int, int, int, str]:
    sheet, cell = place
    letters = cell.rstrip("0123456789")
    return sheet, int(cell[len(letters) :] or 0), len(letters), letters


def _cells(path: str, data: bytes) -> dict[Place, str]:
    """Every text and figure of a workbook by place; a figure with a format of its own tells it."""
    try:
        workbook = read_workbook(data, path) if data.strip() else Workbook("")
    except UnreadableError as fault:
        raise JifenError("paper-unreadable", path=path, reason=fault.reason) from None
    if workbook.kind != "xlsx":
        raise JifenError("paper-unreadable", path=path, reason="format")
    formats = _formats(data)
    found: dict[Place, str] = {}
    for number, sheet in enumerate(workbook.sheets):
        for row, column, cell in sheet.walk():
            shown = formats.get((number, address(row, column)), "")
            found[number, address(row, column)] = f"{cell.text} [{shown}]" if shown else cell.text
        found |= {(number, str(row)): "[hidden]" for row in sheet.hidden_rows if row <= sheet.last_row}
        found |= {
            (number, column_letters(column)): "[hidden]"
            for column in sheet.hidden_columns
            if column <= sheet.last_column
        }
        if sheet.hidden:
            found[number, ""] = "[hidden]"
    return found


def _formats(data: bytes) -> dict[Place, str]:
    """The formats of figures, but for the general one."""
    import openpyxl

    found: dict[Place, str] = {}
    for number, sheet in enumerate(openpyxl.load_workbook(io.BytesIO(data)).worksheets):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "n" and cell.value is not None and cell.number_format != "General":
                    found[number, cell.coordinate] = str(cell.number_format)
    return found
