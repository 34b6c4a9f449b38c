"""What came of a month once its notice hung: its corrections and the objections to them. It changes nothing."""

from dataclasses import dataclass

from jifen.domain.ledger import Entry
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import documents, objections
from jifen.store.documents import Document
from jifen.store.meetings import Meeting
from jifen.store.objections import Objection


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection and whose it is. `holidays_known` false: its last day counts weekends only.

    `entries`: where none was named as it was filed, the household's lines in force, one of which may be meant.
    """

    objection: Objection
    head: str
    holidays_known: bool = True
    entries: tuple[Entry, ...] = ()


def corrections_of(session: Session, meeting: Meeting) -> tuple[Document, ...]:
    """The month's correction notices in the order of publication."""
    return tuple(documents.select(session.connection, kind="correction", meeting_id=meeting.id))


def objections_to(session: Session, meeting: Meeting) -> tuple[ObjectionView, ...]:
    """Objections to the month's documents in the order of filing."""
    found = documents.select(session.connection, meeting_id=meeting.id)
    return views(session, objections.select(session.connection, documents=[document.id for document in found]))


def views(session: Session, found: list[Objection]) -> tuple[ObjectionView, ...]:
    """Objections with the heads as of today."""
    people = households_on(session, session.today) if found else {}
    return tuple(ObjectionView(o, people[o.household].head if o.household in people else "") for o in found)
