"""Where a file goes: where a person says, else into the village's folder; never over anything unless asked."""

import re
from collections.abc import Callable
from pathlib import Path

from jifen.errors import JifenError
from jifen.services.session import Session


def file_name(text: str) -> str:
    """A name of ours as a name of a file: what names of villages and heads may hold and file systems may not.

    Cut where 70 Chinese characters are full: file systems take 255 bytes, and a number may come behind.
    """
    stem, dot, kind = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", text).rpartition(".")
    return stem[:70] + dot + kind


def place_of(session: Session, output: str | None, default_name: str) -> Path:
    """Where a file of this name goes: `output`, else the village's folder of exports."""
    return Path(output) if output else session.folders.exports / file_name(default_name)


def refuse_book(session: Session, path: Path) -> None:
    """Nothing is written over the village's book, forced or not."""
    if path.exists() and path.samefile(session.path):
        raise JifenError("file-is-book", path=str(path))


def free_place(session: Session, path: Path, *, force: bool) -> Path:
    """The place itself; refused where something stands unless forced, where a folder stands, where none can be."""
    if path.is_dir():
        raise JifenError("is-a-folder", path=str(path))
    if path.exists() and not force:
        raise JifenError("file-exists", path=str(path))
    refuse_book(session, path)
    exports = session.folders.exports
    if path.parent != exports and not path.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(path.absolute().parent))
    return path


def untaken(path: Path, taken: Callable[[Path], bool]) -> Path:
    """The place, else with a number behind its name: `name-2.xlsx`."""
    count, first = 1, path
    while taken(path):
        count += 1
        path = first.with_stem(f"{first.stem}-{count}")
    return path
