"""The one way into a file, for meeting sheets and every other form: what is empty or no workbook is an issue."""

from collections.abc import Callable
from typing import TypeVar

from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError, Workbook
from jifen.reading.issue_log import IssueLog

Result = TypeVar("Result")

TEXT_SHEET = "csv"
"""What the one sheet of a text file is called."""


def read_opened(data: bytes, log: IssueLog, read: Callable[[Workbook], Result]) -> Result | None:
    """What `read` makes of the workbook; None, with the issue noted, where the file holds none.

    Some faults of a file show only while its cells are looked at, so `read` may raise `UnreadableError` as well.
    """
    try:
        workbook = read_workbook(data, TEXT_SHEET) if data.strip() else None
        if workbook is None or workbook.empty:
            log.add("file-empty")
            return None
        return read(workbook)
    except UnreadableError as fault:
        log.add("file-unreadable", facts={"reason": fault.reason})
        return None
