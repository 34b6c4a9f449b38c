"""Files on their way out: written aside while their operation is under way, put in place once it is committed.

So a command that is refused or fails leaves nothing, and what a command issues never stands in the book without its
file: whatever can go wrong with a file is tried before the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jifen.errors import JifenError

ASIDE = ".part"
"""What the name of a file ends with until it is in its place."""


@dataclass(slots=True)
class Outbox:
    """Files by place, in the order they were added."""

    _files: dict[Path, bytes] = field(default_factory=dict)
    _aside: list[Path] = field(default_factory=list)

    def add(self, path: Path, data: bytes) -> None:
        """A file to be; nothing is written yet."""
        self._files[path] = data

    def holds(self, path: Path) -> bool:
        """Whether a file for this place waits already."""
        return path in self._files

    def write_aside(self) -> None:
        """Write every file beside its place. Raises `JifenError` (`no-permission`) or `OSError`."""
        for path, data in self._files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ASIDE)
            self._aside.append(part)
            try:
                part.write_bytes(data)
                if path.exists():
                    # A program that has the old file open would keep the new one from its place after the commit.
                    path.open("r+b").close()
            except PermissionError:
                raise JifenError("no-permission", path=str(path)) from None

    def deliver(self) -> None:
        """Put every file in its place. Raises `JifenError` (`no-permission`) where another program holds the place."""
        for path in self._files:
            part = path.with_name(path.name + ASIDE)
            try:
                part.replace(path)
            except PermissionError:
                raise JifenError("no-permission", path=str(path)) from None
            self._aside.remove(part)

    def discard(self) -> None:
        """Take away what was written aside and never delivered."""
        for part in self._aside:
            part.unlink(missing_ok=True)


def write_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that belong to no operation: all of them or none."""
    outbox = Outbox()
    for path, data in files:
        outbox.add(path, data)
    try:
        outbox.write_aside()
        outbox.deliver()
    finally:
        outbox.discard()
