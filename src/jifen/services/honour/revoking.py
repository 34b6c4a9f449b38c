"""An honour taken away in public: a document of its own says so, and the household is not honoured so for a time."""

from dataclasses import dataclass

from jifen.domain.period import Period
from jifen.services.board.changes import LineChange, change_line
from jifen.services.board.flow import published_or_refuse
from jifen.services.board.lines import line_or_refuse
from jifen.services.guards import refuse_numbers
from jifen.services.honour.awarding import Waiting, waiting
from jifen.services.honour.kinds import honour_of
from jifen.services.publication.gate import Issued
from jifen.services.publication.request import AS_IT_IS, PaperRequest
from jifen.services.roster.finding import find_household
from jifen.services.session import Session, reason_given


@dataclass(frozen=True, slots=True)
class Revoked:
    """The correction, and what the honour claimed that nobody has decided yet: somebody has to take it back."""

    issued: Issued
    waiting: tuple[Waiting, ...] = ()


def revoke(
    session: Session, period: Period, kind: str, household: str, reason: str, request: PaperRequest = AS_IT_IS
) -> Revoked:
    """Take the honour away, as of today; issues the correction that says so.

    Refused: no reason, an honour not published, a household not honoured or no more.
    """
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    cycle = honour_of(session, period, kind)
    with session.change("honour revoke", **cycle.told, household=household, reason=why) as operation:
        first = published_or_refuse(session, cycle)
        code = find_household(session, household).code
        line = line_or_refuse(session, cycle, first, code, cycle.honoured)
        issued = change_line(session, operation, cycle, first, line, LineChange("delisted", why), request)
        return Revoked(issued, waiting(session, issued))
