"""Each kind of what is due, a function a kind: from the book and the session's day alone. The table is `KINDS`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from jifen.domain.due import BACKUP_DAYS, Due, finished
from jifen.domain.life.deeds import UNDECIDED
from jifen.domain.period import REACH, Month, Period
from jifen.services.board.lines import BLACK
from jifen.services.office.state import Office
from jifen.store import boards, documents

_A_DAY = timedelta(days=1)


def roster_empty(office: Office) -> Iterator[Due]:
    """Nobody can be scored yet."""
    if not office.has_households:
        yield Due("roster-empty", office.begun)


def meeting_missing(office: Office) -> Iterator[Due]:
    """Months that are over and were not taken; the month under way may be taken before it is. Of a scheme that meets by
    longer periods their last months.

    A book that holds no month yet may have been made for a later one (begun on 30 December for the new year): its
    first is told as one that the village may leave, by taking a later one.
    """
    covering, now = office.session.rulebooks().covering, Month.of(office.today)
    period = first = covering(office.first)
    while period.first <= now:
        if period.last not in office.months:
            step = "first" if period == first else ""
            about = {"period": str(period.last)}
            yield Due("meeting-missing", period.last.plus(1).first, str(period), step, early=True, about=about)
        period = covering(period.last.plus(1))


def deed_undecided(office: Office) -> Iterator[Due]:
    """Deeds older than 45 days that wait for a meeting, before none may decide them any more; then those it is too
    late for."""
    months = [(deed, office.meeting_for(deed)) for deed in office.waiting]
    in_time = [(deed, month) for deed, month in months if month is not None]
    too_late = [deed for deed, month in months if month is None]
    for step, found in (("", [deed for deed, _ in in_time]), ("lapsed", too_late)):
        if found:
            first = found[0]
            ended = office.session.rulebooks().covering(Month.of(first.occurred_on)).last_day
            longer = ended > Month.of(first.occurred_on).last
            last = (ended if longer else first.occurred_on) + REACH
            since = max(first.occurred_on + UNDECIDED, ended if longer else date.min) + _A_DAY
            about = {"count": str(len(found)), "household": first.household, "day": first.occurred_on.isoformat()}
            about |= {"last": last.isoformat(), "month": "" if step else office.called(in_time[0][1])}
            yield Due("deed-undecided", last, str(first.id), step, since, about=about)


def publish(office: Office) -> Iterator[Due]:
    """Months recorded and not yet on the wall."""
    for month in office.of_status("recorded"):
        about = {"period": str(month)}
        yield Due("publish", office.taken[office.months[month].id], office.called(month), about=about)


def finalize(office: Office) -> Iterator[Due]:
    """Published months, from the day after their window, while no objection is open."""
    for month in office.of_status("published"):
        notice = office.windows.get(office.months[month].id)
        if notice and notice.notice_to and str(month) not in office.hindered:
            last = notice.notice_to
            about = {"last": last.isoformat(), "period": str(month)}
            yield Due("finalize", last + _A_DAY, office.called(month), about=about)


def objection_due(office: Office) -> Iterator[Due]:
    """Objections that wait for a decision; the day is the one by which it is owed."""
    for o in office.objections:
        about = {"household": o.household, "number": o.number, "period": o.period, "own": f"objection {o.id}"}
        yield Due("objection-due", o.due_on, str(o.id), since=o.filed_on, about=about)


def board_due(office: Office) -> Iterator[Due]:
    """Half-years that are over and final, without a list. Lists of other periods, once drafted, are nowhere due; they
    only tell whoever works on them what comes next."""
    out = {board.period for board in office.lists}
    halves = [
        half for half in finished(office.first, office.today, 6) if str(half) not in out and office.is_final(half)
    ]
    for half in halves:
        yield Due("board-due", half.last_day + _A_DAY, str(half), office.drafts.get(half, ""))
    for period, state in office.drafts.items():
        if period not in halves:
            yield Due("board-due", period.last_day + _A_DAY, str(period), state, since=date.max)


def black_expired(office: Office) -> Iterator[Due]:
    """Lists of which the last paper still bears a black line whose last day has passed."""
    happened = boards.changes(office.connection) if office.lists else {}
    for board in office.lists:
        gone = {
            line.household: line.until
            for line in boards.lines(office.connection, document_id=board.id)
            if line.list == "black" and line.until is not None and line.until < office.today
            if not any(change.kind in ("removed", "delisted") for change in happened.get(line.id, ()))
        }
        passed = [until for code, until in gone.items() if code in _on_paper(office, board.id)]
        if passed:
            first = min(passed)
            about = {"count": str(len(passed)), "last": first.isoformat()}
            yield Due("black-expired", first + _A_DAY, board.period, about=about)


def _on_paper(office: Office, board_id: int) -> set[str]:
    """Households on the black list of the last paper: the list as published, or its lines in force printed later."""
    current = documents.select(office.connection, kind="board-current", corrects=board_id)
    last = (current or documents.select(office.connection, document_id=board_id))[-1]
    return {line["household"] for line in last.content["black"]}


def rectify_due(office: Office) -> Iterator[Due]:
    """Lists of what is to be rectified, from the day after the first of their days; not of whom the black list names
    by now."""
    black = {line.household for line in office.accused if line.list == BLACK}
    own = [line for line in office.accused if line.list != BLACK and line.household not in black]
    for (document_id, kind), lines in groupby(own, key=lambda line: (line.document_id, line.list)):
        past = [day for line in lines if (day := date.fromisoformat(line.content["deadline"])) < office.today]
        if past:
            document = documents.select(office.connection, document_id=document_id)[0]
            name = document.content["honour"]["name"]
            about = {"kind": kind, "name": name, "count": str(len(past)), "last": min(past).isoformat()}
            yield Due("rectify-due", min(past) + _A_DAY, document.period, about=about)


def redeem_due(office: Office) -> Iterator[Due]:
    """Quarters that are over and final and lie in no round's period: points wait, goods are there.

    While another round is open they wait for its end: only one is open at a time.
    """
    served = {month for held in office.rounds for month in Period.parse(held.period).months}
    running = next((held.period for held in office.rounds if held.is_open), None)
    for quarter in finished(office.first, office.today, 3):
        if office.is_final(quarter) and not served.issuperset(quarter.months) and office.in_stock:
            about = {"running": running} if running else {}
            step = "waiting" if running else ""
            yield Due("redeem-due", quarter.last_day + _A_DAY, str(quarter), step, waits=bool(running), about=about)


def redeem_open(office: Office) -> Iterator[Due]:
    """The round that is open, from the day after its last."""
    for held in office.rounds:
        if held.is_open and held.last is not None:
            yield Due("redeem-open", held.last + _A_DAY, held.period, about={"last": held.last.isoformat()})


def year_close(office: Office) -> Iterator[Due]:
    """Years that are over, of which every recorded month is final and which nobody closed, nor a later one."""
    last_closed = max(office.closed_years, default=0)
    for year in sorted({month.year for month in office.months}):
        own = [meeting for month, meeting in office.months.items() if month.year == year]
        if last_closed < year < office.today.year and all(meeting.status == "final" for meeting in own):
            yield Due("year-close", date(year + 1, 1, 1), str(year))


def matter_due(office: Office) -> Iterator[Due]:
    """Matters of which something was to be done by today; the day is the one by which it is owed."""
    for view in office.matters:
        by = view.course.due_at
        if by is not None:
            step = view.course.step
            about = {
                "kind": view.matter.flow.name,
                "name": step.name if step else "",
                "own": f"matter {view.matter.id}",
            }
            what = "close" if step is None else "photo" if step.photo else ""
            yield Due("matter-due", by.date(), str(view.matter.id), what, about={**about, "at": by.strftime("%H:%M")})


def backup_old(office: Office) -> Iterator[Due]:
    """The book lies on one disk for too long."""
    since = max(office.begun, office.backed_up or office.begun)
    about = {"last": office.backed_up.isoformat()} if office.backed_up else {}
    yield Due("backup-old", since + timedelta(days=BACKUP_DAYS), about=about)


KINDS: Mapping[str, Callable[[Office], Iterable[Due]]] = {
    "roster-empty": roster_empty,
    "meeting-missing": meeting_missing,
    "deed-undecided": deed_undecided,
    "publish": publish,
    "objection-due": objection_due,
    "finalize": finalize,
    "board-due": board_due,
    "black-expired": black_expired,
    "rectify-due": rectify_due,
    "redeem-due": redeem_due,
    "redeem-open": redeem_open,
    "year-close": year_close,
    "matter-due": matter_due,
    "backup-old": backup_old,
}
"""Kind → what of it there is, on this day or ahead."""
