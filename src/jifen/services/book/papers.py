"""Files that operations left and that are nowhere: named, and their documents printed once more.

What lay aside is put in place when a book is opened (`services.delivery`); what is gone is made again from the frozen
content.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jifen.printing.papers import kinds
from jifen.services import delivery
from jifen.services.places import place_of, untaken
from jifen.services.publication.gate import Issued, print_again
from jifen.services.publication.request import PaperRequest
from jifen.services.session import Session
from jifen.store import documents, files, operations
from jifen.store.documents import Document

_FORMS = (".xlsx", ".pdf", ".png")


@dataclass(frozen=True, slots=True)
class LostFile:
    """Such a file; `document` is what it was a print of, of a list only its `part`; None: of no document."""

    id: int
    place: Path
    command: str
    document: Document | None
    part: str | None = None

    @property
    def named(self) -> str:
        """Number, else command, and file."""
        return f"{self.document.number if self.document else self.command} {self.place}"


def lost_files(session: Session) -> list[LostFile]:
    """Every file that an operation left and that is neither in its place nor beside it."""
    return [_lost(session, file) for file in delivery.missing(session.connection, session.path)]


def _lost(session: Session, file: delivery.Missing) -> LostFile:
    command = operations.get(session.connection, file.operation_id).command
    issued = documents.select(session.connection, operation_id=file.operation_id)
    for document in issued:
        for part in (None, *kinds.PARTS):
            if file.place.name.startswith(Path(kinds.file_name(document.content, part)).stem):
                return LostFile(file.id, file.place, command, document, part)
    chosen = file.place.parent != session.folders.exports.absolute()  # a name of somebody's own is the document's
    return LostFile(file.id, file.place, command, issued[0] if issued and chosen else None)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was printed once more, and what has to be asked for again with its own command."""

    paths: tuple[Path, ...]
    left: tuple[LostFile, ...]


def mend(session: Session) -> Mended:
    """Print every lost paper once more into the village's folder, from its frozen content, and expect none any more."""
    lost = lost_files(session)
    wanted = dict.fromkeys(_prints(lost))
    paths: list[Path] = []
    for number, part, name, large, mask in wanted:
        document = documents.select(session.connection, document_id=number)[0]
        place = untaken(place_of(session, None, name), lambda path: path.exists())
        request = PaperRequest(output=str(place), large=large, mask=mask)
        session.folders.exports.mkdir(parents=True, exist_ok=True)
        paths += print_again(session, Issued.frozen(document), request, part).files.paths
    if not session.dry_run:
        files.strike_off(session.connection, [file.id for file in lost])
    return Mended(tuple(paths), tuple(file for file in lost if not _printable(file)))


def _printable(file: LostFile) -> bool:
    return file.document is not None and file.place.suffix.lower() in _FORMS


def _prints(lost: list[LostFile]) -> Iterator[tuple[int, str | None, str, bool, bool]]:
    """(document, part, file name, large, masked) of what is to be printed; the pages of a picture are one."""
    for file in lost:
        if file.document is not None and _printable(file):
            large, mask = (word in file.place.stem for word in kinds.versions(large=True, mask=True))
            name = kinds.file_name(file.document.content, file.part)
            name = kinds.marked(name, kinds.versions(large=large, mask=mask))
            yield file.document.id, file.part, str(Path(name).with_suffix(file.place.suffix)), large, mask
