"""Opening a meeting, as the scheme of its rule book has it: which period it covers, what of its points can be spent."""

from jifen.domain.period import Month, Period
from jifen.errors import JifenError
from jifen.services.session import Session
from jifen.store import meetings
from jifen.store.meetings import Meeting


def meeting_for(session: Session, operation_id: int, month: Month) -> Meeting:
    """The month's live meeting, else a new one, which covers the period that the scheme in force has it end.

    Refused: a month within a longer period that is met about at its end.
    """
    live = meetings.live(session.connection, month)
    if live is not None:
        return live
    scheme = session.rulebooks().scheme(month)
    covers = scheme.covering(month)
    if covers.last != month:
        raise JifenError("month-within-period", month=str(month), period=str(covers))
    longer = covers if covers.kind != "month" else None
    return meetings.create(session.connection, operation_id, month, longer, scheme.spendable)


def month_meant(session: Session, period: Period) -> Month | None:
    """The month under which a meeting is kept that somebody names by its month or by the period it covers."""
    if period.kind == "month":
        return period.first
    return period.last if session.rulebooks().covering(period.last) == period else None
