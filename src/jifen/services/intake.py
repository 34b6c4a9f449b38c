"""The one way a form comes in: inside an operation, once, whole or not at all, kept as it was read.

Meeting sheets come several at a time and have a way of their own (`meeting/sheet_import.py`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jifen.reading.cleaning import LeftOut
from jifen.reading.forms.kind import Kind, kinds
from jifen.reading.issues import Issue
from jifen.reading.opened import Kept, kept_form
from jifen.services.session import OpenOperation, Session
from jifen.store import operations


@dataclass(frozen=True, slots=True)
class FormImport:
    """What came of a form, or would come: `status` is `imported`, `unchanged` or `rejected`.

    `left_out`: columns nobody keeps; `starred`: cells (sheet, address) in which a number was starred.
    """

    path: str
    ok: bool = True
    applied: bool = False
    status: str = "imported"
    issues: tuple[Issue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    starred: tuple[tuple[str, str], ...] = ()


def unread(session: Session, command: str, paths: Iterable[Path]) -> list[Path]:
    """The files whose bytes a command has not taken yet; those nobody can read are left out."""
    left = []
    for path in paths:
        with suppress(OSError):
            if not operations.was_read(session.connection, path.read_bytes(), command):
                left.append(path)
    return left


Result = TypeVar("Result", bound=FormImport)


@dataclass(frozen=True, slots=True)
class Form:
    """A file under way into the book, and the operation that takes it."""

    session: Session
    operation: OpenOperation
    command: str
    path: str
    data: bytes

    def was_read(self) -> bool:
        """Whether this command took these bytes before."""
        return operations.was_read(self.session.connection, self.data, self.command)

    @property
    def kept(self) -> Kept:
        """The file as the book keeps it."""
        return kept_form(self.data)

    def keep(self, *, content: bool = True) -> int:
        """Write the file into the book, with its cells where they must stay provable; gives its id."""
        digest = operations.digest(self.data)
        kept = self.kept.data if content else None
        return operations.add_file(self.session.connection, self.operation.operation_id, self.path, digest, kept)

    def rejected(self, kind: Callable[..., Result], issues: Iterable[Issue], **facts: object) -> Result:
        """Nothing is taken, for these issues."""
        self.operation.cancelled = True
        return self._result(kind, ok=False, status="rejected", issues=tuple(issues), **facts)

    def unchanged(self, kind: Callable[..., Result], **facts: object) -> Result:
        """Nothing is taken: the book says so already."""
        self.operation.cancelled = True
        return self._result(kind, status="unchanged", **facts)

    def imported(self, kind: Callable[..., Result], issues: Iterable[Issue], **facts: object) -> Result:
        """All of it is taken, or would be."""
        return self._result(kind, applied=not self.session.dry_run, issues=tuple(issues), **facts)

    def _result(self, kind: Callable[..., Result], **facts: object) -> Result:
        kept = self.kept
        return kind(self.path, left_out=kept.columns, starred=kept.starred, **facts)


@contextmanager
def taking(session: Session, command: str, path: str, data: bytes, **details: object) -> Iterator[Form]:
    """One operation that takes a form; `details` are kept with it."""
    with session.change(command, **details) as operation:
        yield Form(session, operation, command, path, data)


def kinds_of(data: bytes) -> tuple[Kind, ...]:
    """What a file may be, as far as its headers tell: see `reading.forms.kind`."""
    return kinds(data)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether anything refuses the form."""
    return any(issue.severity == "error" for issue in issues)
