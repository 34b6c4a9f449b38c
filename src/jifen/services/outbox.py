"""Files on their way out: written aside while their operation is under way, put in place once it is committed.

So a command that is refused or fails leaves nothing, and what a command issues never stands in the book without its
file: whatever can go wrong with a file is tried before the commit. What becomes of a killed command's files is
`services.delivery`'s.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from jifen.errors import JifenError

ASIDE = ".part"
"""What the name of a file ends with until it is in its place."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file and the one it waits as; `replaces` is the SHA-256 of what stood in its place, None where nothing did."""

    place: Path
    aside: Path
    sha256: str
    replaces: str | None

    def put(self, *, patient: bool = False) -> Path | None:
        """Move it into its place, giving where it is now; None where its bytes are gone.

        Where something else has come to stand it gets a number behind its name. Raises `PermissionError` where another
        program holds the place; `patient`: then it gets a number, too.
        """
        whole = digest_of(self.aside) == self.sha256
        for place in _numbered(self.place):
            present = digest_of(place)
            if present == self.sha256:
                self.aside.unlink(missing_ok=True)
                return place
            if not whole and present is None:
                return None
            if whole and (present is None or (place == self.place and present == self.replaces)):
                try:
                    self.aside.replace(place)
                except PermissionError:
                    if present is None or not patient:
                        raise
                else:
                    return place
        return None


@dataclass(slots=True)
class Outbox:
    """Files by place, in the order they were added.

    `mark`: whose files aside they are; `coming`: places where files of earlier operations are still on their way to;
    `lasting`: they must outlive a loss of power.
    """

    mark: str = "paper"
    coming: frozenset[Path] = frozenset()
    lasting: bool = False
    _files: dict[Path, bytes] = field(default_factory=dict)
    _aside: dict[Path, Waiting] = field(default_factory=dict)

    def add(self, path: Path, data: bytes) -> None:
        """A file to be; nothing is written yet."""
        self._files[path] = data

    def holds(self, path: Path) -> bool:
        """Whether a file for this place waits already."""
        return path in self._files or path.absolute() in self.coming

    @property
    def folders(self) -> set[Path]:
        """Where its files go."""
        return {path.parent for path in self._files}

    @property
    def waiting(self) -> list[Waiting]:
        """What was written aside."""
        return list(self._aside.values())

    def write_aside(self) -> None:
        """Write every file beside its place. Raises `JifenError` (`no-permission`, `file-in-use`) or `OSError`."""
        for path, data in self._files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                aside = path.with_name(f"{prefix(self.mark)}{os.urandom(8).hex()}{ASIDE}")
                self._aside[path] = Waiting(path, aside, digest(data), digest_of(path))
                self._write(aside, data)
                if path.exists():
                    # A program that has the old file open would keep the new one from its place after the commit.
                    path.open("r+b").close()
            except PermissionError as error:
                raise denied(path, error) from None

    def _write(self, aside: Path, data: bytes) -> None:
        with aside.open("xb") as file:
            file.write(data)
            if self.lasting:
                file.flush()
                os.fsync(file.fileno())

    def deliver(self) -> None:
        """Put every file in its place. Raises `JifenError` (`no-permission`, `file-in-use`) where another program
        holds the place.

        Another command may have put a file in place before, or have swept it up: then it is written once more.
        """
        for path, data in self._files.items():
            waiting = self._aside[path]
            try:
                while not _put(waiting):
                    self._write(waiting.aside, data)
            except PermissionError as error:
                raise denied(path, error) from None
            del self._aside[path]

    def leave(self) -> None:
        """Write and deliver files that belong to no operation: all of them or none."""
        try:
            self.write_aside()
            self.deliver()
        finally:
            self.discard()

    def discard(self) -> None:
        """Take away what was written aside and never delivered."""
        for waiting in self._aside.values():
            with suppress(OSError):
                waiting.aside.unlink(missing_ok=True)


def _put(waiting: Waiting) -> bool:
    with suppress(FileNotFoundError):
        return waiting.put() is not None
    waiting.place.parent.stat()  # its folder is gone: nothing more can be done here
    return False


def prefix(mark: str) -> str:
    """How the names of a book's files aside begin; what follows cannot be guessed."""
    return f"jifen-{mark}-"


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """The same of what lies there; None where nothing does, empty where it cannot be read."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""


_SHARED = frozenset({32, 33})
"""What Windows says of a file that another program keeps to itself, whole or in part."""
_OWNER_FILES = ("~$", ".~")
"""How the name of the file begins that Excel or WPS lays beside a workbook it has open."""


def denied(path: Path, error: OSError) -> JifenError:
    """Why a file could not be read or written: another program has it open (`file-in-use`), else `no-permission`."""
    code = "file-in-use" if _is_shared(path, error) or open_elsewhere(path) else "no-permission"
    return JifenError(code, path=str(path))


def open_elsewhere(path: Path) -> bool:
    """Whether an office program says that it has the workbook open. After a crash it may say so for ever."""
    # Of a long name Word and WPS leave out the first two letters.
    names = [f"{mark}{path.name[cut:]}" for mark in _OWNER_FILES for cut in (0, 2)]
    return any(path.with_name(name).exists() for name in names)


def _is_shared(path: Path, error: OSError) -> bool:
    """Whether Windows denies a file because another program has it: not opening, but renaming it says so."""
    code = getattr(error, "winerror", None)
    if code is None and os.name == "nt" and path.is_file():
        try:
            path.rename(path)
        except OSError as again:
            code = getattr(again, "winerror", None)
    return code in _SHARED


def _numbered(place: Path) -> Iterator[Path]:
    """The place, then with a number behind its name."""
    yield place
    for count in range(2, 1000):
        yield place.with_stem(f"{place.stem}-{count}")
