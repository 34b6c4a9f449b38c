"""Points for an honour by the rule its kind names: claimed as deeds, which a meeting decides. Each household once."""

from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.period import Period
from jifen.domain.rulebook import Rule
from jifen.errors import JifenError
from jifen.services.board.flow import published_or_refuse
from jifen.services.board.handed import certificates
from jifen.services.honour.honours import Honour
from jifen.services.honour.kinds import honour_of
from jifen.services.publication.gate import Issued
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import objections
from jifen.store.documents import Document
from jifen.store.life import deeds


@dataclass(frozen=True, slots=True)
class Claimed:
    """A household for which an honour claims points."""

    household: str
    head: str
    deed: int


@dataclass(frozen=True, slots=True)
class Awarded:
    """What an honour claims. `known`: for how many it had been claimed before; `left`: honoured, but score no more."""

    year: str
    kind: str
    name: str
    number: str
    rule: str
    points: Decimal
    claimed: tuple[Claimed, ...]
    known: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an honour claimed for a household that no meeting has decided."""

    deed: int
    household: str
    points: Decimal


def waiting(session: Session, issued: Issued) -> tuple[Waiting, ...]:
    """What still waits for a meeting of what an honour claimed for those whom a correction takes off its list."""
    gone = {change["household"] for change in issued.content.get("changes", ()) if change["change"] != "reason"}
    if not gone:
        return ()
    number = issued.content["corrects_number"]
    found = deeds.find(session.connection, status="open")
    return tuple(Waiting(d.id, d.household, d.points) for d in found if d.household in gone and d.note == number)


def award(session: Session, period: Period, kind: str, household: str | None = None) -> Awarded:
    """Claim the points of the kind's rule, as of today, for all who are honoured still, or for one of them.

    Refused: an honour not published, a list of what is to be rectified, a kind without a rule or whose rule is not one
    figure, a notice that still hangs or an objection to it that is open, nobody honoured, nobody left for whom it was
    not claimed before.
    """
    cycle = honour_of(session, period, kind)
    first = published_or_refuse(session, cycle)
    cycle.refuse_handing()
    rule = _rule(session, cycle)
    _refuse_early(session, cycle, first)
    with session.change("honour award", **cycle.told, household=household) as change:
        lines = certificates(session, cycle, first, household)["lines"]
        # A deed bears the number of the document: on the meeting's sheet it says for what, and here that it is known.
        before = {d.household for d in deeds.find(session.connection) if d.note == first.number}
        people = households_on(session, session.today)
        wanted = [people[line["household"]] for line in lines if line["household"] not in before]
        scoring = [who for who in wanted if who.scores]
        if not scoring:
            raise cycle.refused("awarded" if not wanted else "award-nobody", number=first.number)
        about = (session.today, rule.category, rule.points.values[0], rule.code)
        new = [deeds.NewDeed(who.code, *about, note=first.number) for who in scoring]
        added = deeds.add(session.connection, change.operation_id, new)
    found = tuple(Claimed(who.code, who.head, deed) for who, deed in zip(scoring, added, strict=True))
    left = tuple(who.code for who in wanted if not who.scores)
    named = (str(period), cycle.data.id, cycle.data.name, first.number)
    return Awarded(*named, rule.code, rule.points.values[0], found, len(lines) - len(wanted), left)


def _rule(session: Session, cycle: Honour) -> Rule:
    code = cycle.data.award
    if code is None:
        raise cycle.refused("award-missing")
    rule = session.rulebooks().on(session.today).find(code)
    if rule is None:
        raise JifenError("rule-unknown", rule=code)
    if rule.points.form != "fixed":
        raise cycle.refused("award-points", rule=rule.code, value=str(rule.points))
    return rule


def _refuse_early(session: Session, cycle: Honour, first: Document) -> None:
    last = first.notice_to
    if last is not None and session.today <= last:
        raise cycle.refused("award-early", last=last.isoformat())
    undecided = objections.open_objections(session.connection, [first.id])
    if undecided:
        raise cycle.refused("award-disputed", objections=undecided)
