"""Files that were read into the book: what is kept of them, and taking it out."""

from dataclasses import dataclass

from jifen.errors import JifenError
from jifen.services.session import Session, reason_given
from jifen.store import meetings, operations
from jifen.store.operations import Source


@dataclass(frozen=True, slots=True)
class ErasePreview:
    """What is about to go: the file, and the months that `verify` compares with it until then."""

    source: Source
    months: tuple[str, ...]


def list_sources(session: Session) -> list[Source]:
    """Every file that was read, the oldest first."""
    return operations.sources(session.connection)


def erase_source(session: Session, file_id: int, reason: str) -> ErasePreview:
    """Take what is kept of a file out of the book for good; its name, digest and lines stay.

    No copy of the book is made before: it would keep what is to go.
    """
    why = reason_given(reason)
    with session.change("source erase", source=file_id, reason=why) as change:
        found = next((source for source in list_sources(session) if source.id == file_id), None)
        if found is None:
            raise JifenError("source-unknown", id=file_id)
        if found.status != "kept":
            raise JifenError("source-not-kept", id=file_id, path=found.path, status=found.status)
        preview = ErasePreview(found, _months(session, file_id))
        session.confirm(preview)
        operations.erase_file(session.connection, change.operation_id, file_id, why)
    return preview


def _months(session: Session, file_id: int) -> tuple[str, ...]:
    """Months whose sheets in force came from it."""
    connection = session.connection
    return tuple(
        str(meeting.month)
        for meeting in meetings.all_meetings(connection)
        if meeting.status != "voided"
        and any(sheet.source_file_id == file_id for sheet in meetings.sheets(connection, meeting.id))
    )
