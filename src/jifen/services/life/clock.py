"""The minute on the village's clock: now, and that at which something happened."""

from datetime import date, datetime, time, timedelta, timezone

from jifen.errors import JifenError
from jifen.services.session import Session

_CHINA = timezone(timedelta(hours=8))
"""The village's clock; there is no summer time."""
At = datetime | date | None
"""When something happened as it was told: a minute, a day alone, or nothing."""


def now(session: Session) -> datetime:
    """The minute of the clock on the session's day."""
    minute = datetime.now(_CHINA).time().replace(second=0, microsecond=0)
    return datetime.combine(session.today, minute)


def moment(session: Session, told: At, last: datetime | None = None) -> datetime:
    """When it happened: now where nothing is told, midnight of a day alone; on the day of the `last` thing that
    happened never before that one.

    Refused: `matter-later` (a day that has not come), `matter-earlier` (before the last thing).
    """
    if isinstance(told, datetime):
        found = told
    else:
        found = now(session) if told is None else datetime.combine(told, time.min)
        if last is not None and last.date() == found.date():
            found = max(found, last)
    if found.date() > session.today:
        raise JifenError("matter-later", at=found, today=session.today.isoformat())
    if last is not None and found < last:
        raise JifenError("matter-earlier", at=found, last=last)
    return found
