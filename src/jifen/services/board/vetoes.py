"""Vetoes (one-vote veto): a record with ground, document and days. It bars the red list and never changes points."""

from dataclasses import dataclass
from datetime import date

from jifen.domain.household import Household
from jifen.errors import JifenError, UsageError
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import vetoes
from jifen.store.vetoes import Veto


@dataclass(frozen=True, slots=True)
class VetoView:
    """A veto, whose it is, and whether it is in force today."""

    veto: Veto
    household: Household
    in_force: bool


def list_vetoes(session: Session) -> list[VetoView]:
    """Every veto in the order of entry, lifted and run out ones too."""
    people = households_on(session, date.max)
    return [_view(session, veto, people) for veto in vetoes.select(session.connection)]


def _view(session: Session, veto: Veto, people: dict[str, Household]) -> VetoView:
    return VetoView(veto, people[veto.household], veto.bars(session.today, session.today))


def add_veto(session: Session, household: str, ground: str, evidence: str, first: date, last: date | None) -> VetoView:
    """Record a veto. Refused: no ground, no document, days in the wrong order."""
    for name, text in (("ground", ground), ("document", evidence)):
        if not text.strip():
            raise UsageError("veto-text-missing", option=f"--{name}")
    if last is not None and last < first:
        raise UsageError("days-order", first=first.isoformat(), last=last.isoformat())
    with session.change("veto add", household=household, ground=ground, document=evidence) as change:
        who = find_household(session, household)
        connection = session.connection
        added = vetoes.add(connection, change.operation_id, who.code, ground.strip(), evidence.strip(), (first, last))
        return _one(session, added)


def lift_veto(session: Session, veto_id: int) -> VetoView:
    """Lift a veto as of today; it bars no list from now on. Refused: unknown, lifted already."""
    with session.change("veto lift", veto=veto_id) as change:
        view = _one(session, veto_id)
        if view.veto.lifted_on is not None:
            raise JifenError("veto-lifted", id=veto_id, on=view.veto.lifted_on.isoformat())
        vetoes.lift(session.connection, change.operation_id, veto_id, session.today)
        return _one(session, veto_id)


def _one(session: Session, veto_id: int) -> VetoView:
    found = [view for view in list_vetoes(session) if view.veto.id == veto_id]
    if not found:
        raise JifenError("veto-unknown", id=veto_id)
    return found[0]
