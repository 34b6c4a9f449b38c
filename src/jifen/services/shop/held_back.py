"""Who may not redeem for its score: the scheme's `redeem-from`, asked of the last final period."""

from jifen.domain.household import Household
from jifen.domain.points import show
from jifen.domain.redemption import HeldBack
from jifen.errors import JifenError
from jifen.services.ledger.scoring import Scoring
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.store import meetings


def held_back(session: Session) -> dict[str, HeldBack]:
    """Household → what it lacked, of those that scored less in the last final period than its scheme asks.

    Whoever has no score in it, or came later, is not held back.
    """
    final = [meeting for meeting in meetings.all_meetings(session.connection) if meeting.status == "final"]
    last = max(final, key=lambda meeting: meeting.month, default=None)
    least = session.rulebooks().scheme(last.month).redeem_from if last else None
    if last is None or least is None:
        return {}
    scoring = Scoring(session, last.covers, final_only=True)
    scores = {code: scoring.score(code) for code in households_on(session, last.covers.last_day)}
    return {
        code: HeldBack(score, least, str(last.covers))
        for code, score in scores.items()
        if score is not None and score < least
    }


def refuse_held_back(session: Session, who: Household) -> None:
    """Who scored too little in the last final period does not redeem until another one is final."""
    why = held_back(session).get(who.code)
    if why is not None:
        facts = {"score": show(why.score), "bound": show(why.least), "period": why.period}
        raise JifenError("redeem-score", household=who.code, head=who.head, **facts)
