"""The one way into a file, for meeting sheets and every other form: what is empty or no workbook is an issue.

What is nobody's business is taken out first (`cleaning`); `kept_form` is what the book keeps of a file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from jifen.reading.cleaning import Cleaned, LeftOut, clean
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.kept import dump
from jifen.reading.formats.workbook import UnreadableError, Workbook
from jifen.reading.issue_log import IssueLog

Result = TypeVar("Result")

TEXT_SHEET = "csv"
"""What the one sheet of a text file is called."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the book keeps of a file, and what it does not: columns, and cells in which a number was starred."""

    data: bytes
    columns: tuple[LeftOut, ...] = ()
    starred: tuple[tuple[str, str], ...] = ()


NOTHING_KEPT = Kept(b"")
"""Of a file that holds no workbook, or was not read."""


def kept_form(data: bytes) -> Kept:
    """The workbook as it was read, ready to be read again; of a file that holds none, nothing."""
    try:
        workbook, cleaned = _cleaned(data)
    except UnreadableError:
        return NOTHING_KEPT
    return Kept(dump(workbook), tuple(cleaned.columns), tuple(cleaned.starred))


@lru_cache(maxsize=1)
def _cleaned(data: bytes) -> tuple[Workbook, Cleaned]:
    """The last file, for it is read more than once; nobody changes a workbook that was read."""
    workbook = read_workbook(data, TEXT_SHEET)
    return workbook, clean(workbook)


def opened_workbook(data: bytes) -> Workbook | None:
    """The workbook; None where the file is empty. Raises `UnreadableError` where it holds none."""
    workbook = _cleaned(data)[0] if data.strip() else None
    return None if workbook is None or workbook.empty else workbook


def read_opened(data: bytes, log: IssueLog, read: Callable[[Workbook], Result]) -> Result | None:
    """What `read` makes of the workbook; None, with the issue noted, where the file holds none.

    Some faults of a file show only while its cells are looked at, so `read` may raise `UnreadableError` as well.
    """
    try:
        workbook = opened_workbook(data)
        if workbook is None:
            log.add("file-empty")
            return None
        return read(workbook)
    except UnreadableError as fault:
        log.add("file-unreadable", facts={"reason": fault.reason})
        return None
