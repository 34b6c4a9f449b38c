"""The book as the office sees it: asked once, looked at by every kind of what is due. It decides nothing."""

from datetime import date, timedelta
from functools import cached_property

from jifen.domain.life.deeds import UNDECIDED, Deed
from jifen.domain.period import Month, Period
from jifen.services.board.lines import lines_in_force
from jifen.services.life import matter_views
from jifen.services.life.matter_views import MatterView
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.store import boards, documents, households, meetings, objections, operations, redemption, year_closings
from jifen.store.boards import BoardLine
from jifen.store.documents import Hanging
from jifen.store.life import deeds
from jifen.store.meetings import Meeting
from jifen.store.objections import Objection
from jifen.store.redemption import RedemptionRound


class Office:
    """The book on the session's day, each part read when it is first asked for."""

    def __init__(self, session: Session) -> None:
        self.session, self.connection, self.today = session, session.connection, session.today

    @cached_property
    def begun(self) -> date:
        """The day on which the book was made."""
        return operations.first_day(self.connection)

    @cached_property
    def backed_up(self) -> date | None:
        """The day of the last copy that somebody put elsewhere."""
        return operations.last_day_of(self.connection, "backup")

    @cached_property
    def has_households(self) -> bool:
        """Whether there is a roster."""
        return not households.is_empty(self.connection)

    @cached_property
    def taken(self) -> dict[int, date]:
        """Meeting → the day on which it was last imported, or written by hand."""
        return meetings.taken_on(self.connection)

    @cached_property
    def months(self) -> dict[Month, Meeting]:
        """Meetings that are not voided and hold more than a note that there was one, in order."""
        known = meetings.all_meetings(self.connection)
        return {m.month: m for m in known if m.status != "voided" and (m.status != "recorded" or m.id in self.taken)}

    @cached_property
    def first(self) -> Month:
        """The book's first recorded month, else the month in which it was made."""
        return min(self.months, default=Month.of(self.begun))

    @cached_property
    def waiting(self) -> list[Deed]:
        """Deeds claimed that no meeting has decided, the oldest first."""
        return deeds.find(self.connection, status="open", last=self.today - UNDECIDED - timedelta(days=1))

    def meeting_for(self, deed: Deed) -> Month | None:
        """The first month that may still decide a deed: not met yet, or met and not published."""
        covering, now = self.session.rulebooks().covering, Month.of(self.today).plus(1)
        period = covering(min(self.first, Month.of(self.today)))
        while period.first <= now:
            held = self.months.get(period.last)
            day = (held.held_on if held else None) or period.last_day
            if (held is None or held.status == "recorded") and deed.may_be_decided(period, day):
                return period.last
            period = covering(period.last.plus(1))
        return None

    @cached_property
    def windows(self) -> dict[int, Hanging]:
        """Meeting → its notice."""
        found = documents.hanging(self.connection, "monthly")
        return {notice.meeting_id: notice for notice in found if notice.meeting_id is not None}

    @cached_property
    def objections(self) -> list[Objection]:
        """Every objection that waits for its decision."""
        return [o for o in objections.select(self.connection) if o.status == "open"]

    @cached_property
    def hindered(self) -> frozenset[str]:
        """Periods with an open objection that was filed in time."""
        return frozenset(o.period for o in self.objections if not o.late)

    @cached_property
    def lists(self) -> list[Hanging]:
        """Every list of a period, as first published."""
        return documents.hanging(self.connection, "board")

    @cached_property
    def accused(self) -> list[BoardLine]:
        """Lines in force that say what somebody did: of black lists, and of what is to be rectified."""
        return [line for line in lines_in_force(self.session, self.today) if "deadline" in line.content]

    @cached_property
    def rounds(self) -> list[RedemptionRound]:
        """Every redemption round."""
        return redemption.rounds(self.connection)

    @cached_property
    def in_stock(self) -> bool:
        """Whether anything lies on the shelf."""
        return any(held.on_hand for held in inventory.stock(self.session).values())

    @cached_property
    def closed_years(self) -> frozenset[int]:
        """Years closed and not taken back."""
        return frozenset(c.year for c in year_closings.closings(self.connection) if not c.reverted)

    @cached_property
    def matters(self) -> list[MatterView]:
        """Every matter that is not closed."""
        return [view for view in matter_views.every(self.session) if view.course.status == "open"]

    def is_final(self, period: Period) -> bool:
        """Whether each month of it has a final meeting."""
        held = {month: meeting for meeting in self.months.values() for month in meeting.covers.months}
        return all(month in held and held[month].status == "final" for month in period.months)

    def called(self, month: Month) -> str:
        """What people call the meeting kept under a month: by the month, or by the longer period that it covers."""
        held = self.months.get(month)
        return str(held.covers if held else self.session.rulebooks().covering(month))

    def of_status(self, *wanted: str) -> list[Month]:
        """Months in one of these states, in order."""
        return [month for month, meeting in self.months.items() if meeting.status in wanted]

    @cached_property
    def drafts(self) -> dict[Period, str]:
        """Periods whose list was drafted and is not out → how far it has come: `drafted` or `reviewed`."""
        out = {board.period for board in self.lists}
        found = {}
        for text in boards.drafted_periods(self.connection):
            last = boards.last_draft(self.connection, text) if text not in out else None
            if last is not None:
                reviewed = boards.last_review(self.connection, last.id) is not None
                found[Period.parse(text)] = "reviewed" if reviewed else "drafted"
        return found
