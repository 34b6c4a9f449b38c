"""Pages for a screen on their way out: every text guarded, names masked where asked, all files left or none.

A number or a minor's name in what the book holds is starred; one that a template brings along is refused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jifen.domain.guards import Offence
from jifen.errors import JifenError
from jifen.printing.pages.render import texts
from jifen.services.delivery import write_files
from jifen.services.places import free_place
from jifen.services.publication import guarding
from jifen.services.publication.request import PrintedFiles
from jifen.services.session import Session

Change = Callable[[str], str]


class Veil:
    """What is changed in the texts of pages before they are set: definite numbers starred, names masked."""

    def __init__(self, session: Session) -> None:
        self._definite = guarding.Definite(session)
        self._mask = guarding.mask_of(session)
        self._known: dict[str, str] = {}
        self.hidden = 0

    def over(self, value: Any, *, mask: bool) -> Any:
        """The same content, every string of it fit to be read."""
        if isinstance(value, str):
            starred = self._starred(value)
            return self._mask(starred) if mask else starred
        if isinstance(value, Mapping):
            return {key: self.over(part, mask=mask) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.over(part, mask=mask) for part in value]
        return value

    def _starred(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = self._definite.hidden(text)
            self.hidden += self._known[text] != text
        return self._known[text]

    def refuse_definite(self, page: str) -> None:
        """Refuse a finished page that says what nobody may let through."""
        found = list(self._found(page))
        if found:
            raise JifenError("guard-refused", offences=found, about="paper")

    def _found(self, page: str) -> Iterator[Offence]:
        for text in dict.fromkeys(texts(page)):
            offence = self._definite.find(text)
            if offence is not None:
                yield offence


def leave(
    session: Session, pages: Sequence[tuple[Path, str]], veil: Veil, *, folder: Path | None, force: bool, mask: bool
) -> PrintedFiles:
    """Write pages to their places, the first being the one asked for; `folder` is made where it is not there."""
    if folder is not None and folder.exists() and not folder.is_dir():
        raise JifenError("not-a-folder", path=str(folder))
    if folder is not None and not folder.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(folder.absolute().parent))
    for place, page in pages:
        veil.refuse_definite(page)
        if folder is None or place.parent != folder or folder.is_dir():
            free_place(session, place, force=force)
    if not session.dry_run:
        write_files(session.connection, session.path, [(place, page.encode("utf-8")) for place, page in pages])
    paths = tuple(place for place, _ in pages)
    return PrintedFiles(paths, paths[0], masked=mask, hidden=veil.hidden)
