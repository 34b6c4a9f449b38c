"""What every document bears, and the window it hangs in."""

from datetime import date, timedelta

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.documents.published import Correcting, Head
from jifen.domain.period import Period
from jifen.messages.subjects import HOUSEHOLD
from jifen.services.session import Session
from jifen.services.workdays import Window, window
from jifen.store.documents import Document


def planned_window(session: Session, setting: str, first: date | None = None, days: int | None = None) -> Window:
    """The window as it will be: from the day after today, as long as `setting` says, unless told otherwise."""
    settings = session.settings()
    starts = first or session.today + timedelta(days=1)
    return window(starts, days or settings.days(setting), workdays=settings.on("workdays"))


def heading(session: Session, kind: str, period: str, when: AsOf = NOW, *, covers: str | None = None) -> Head:
    """What every document bears, before it is numbered; `covers` a longer period than the month it is kept under."""
    settings = session.settings(when)
    head: Head = {
        "kind": kind,
        "village": settings["village"],
        "township": settings["township"],
        "county": settings["county"],
        "period": period,
        "number": None,
        "published_on": None,
        "notice_from": None,
        "notice_to": None,
        "backdated": False,
        "workdays": "no",
        "hotline": settings["hotline"],
        "contact": settings["contact"],
        "rulebook_from": None,
    }
    if covers:
        head["covers"] = covers
    about = session.subject(Period.parse(covers or period).last_day, when)
    if about != HOUSEHOLD:
        head["subject"] = about
    return head


def correcting(session: Session, kind: str, first: Document, when: AsOf = NOW) -> Correcting:
    """What a document bears that answers `first`, before it is numbered."""
    return {
        **heading(session, kind, first.period, when, covers=first.content.get("covers")),
        "corrects_number": first.number,
        "corrects_published_on": str(first.content["published_on"]),
    }
