"""The one way a form comes in: inside an operation, once, whole or not at all, kept as it was read.

Meeting sheets come several at a time and have a way of their own (`meeting/sheet_import.py`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from jifen.reading.issues import Issue
from jifen.services.session import OpenOperation, Session
from jifen.store import operations


@dataclass(frozen=True, slots=True)
class FormImport:
    """What came of a form, or would come: `status` is `imported`, `unchanged` or `rejected`."""

    path: str
    ok: bool = True
    applied: bool = False
    status: str = "imported"
    issues: tuple[Issue, ...] = ()


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

    def keep(self, *, content: bool = True) -> int:
        """Write the file into the book, with its bytes where they must stay provable; gives its id."""
        operation_id = self.operation.operation_id
        return operations.add_file(self.session.connection, operation_id, self.path, self.data, keep=content)

    def rejected(self, kind: Callable[..., Result], issues: Iterable[Issue], **facts: object) -> Result:
        """Nothing is taken, for these issues."""
        self.operation.cancelled = True
        return kind(self.path, ok=False, status="rejected", issues=tuple(issues), **facts)

    def unchanged(self, kind: Callable[..., Result], **facts: object) -> Result:
        """Nothing is taken: the book says so already."""
        self.operation.cancelled = True
        return kind(self.path, status="unchanged", **facts)

    def imported(self, kind: Callable[..., Result], issues: Iterable[Issue], **facts: object) -> Result:
        """All of it is taken, or would be."""
        return kind(self.path, applied=not self.session.dry_run, issues=tuple(issues), **facts)


@contextmanager
def taking(session: Session, command: str, path: str, data: bytes, **details: object) -> Iterator[Form]:
    """One operation that takes a form; `details` are kept with it."""
    with session.change(command, **details, path=path) as operation:
        yield Form(session, operation, command, path, data)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether anything refuses the form."""
    return any(issue.severity == "error" for issue in issues)
