"""Activities: announced, printed to sign, taken from the signed sheet. Who came has a deed for a meeting to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.household import GONE, by_grid
from jifen.domain.life.activities import Activity, Attendance, Counting, times_of
from jifen.domain.life.deeds import Deed, claimed
from jifen.domain.points import ZERO, show, total
from jifen.domain.rulebook import Rule
from jifen.errors import JifenError, UsageError
from jifen.printing.engine.checks.readback import listing
from jifen.printing.sheets import attendance as sheets
from jifen.reading.issues import Issue
from jifen.reading.words.units import counted_by
from jifen.services.guards import refuse_numbers
from jifen.services.intake import FormImport, has_errors, taking
from jifen.services.life.deed_import import form_context
from jifen.services.life.deeds import same_claims
from jifen.services.publication.gate import print_workbook
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session, reason_given
from jifen.store import operations
from jifen.store.life import activities, deeds


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who came, with the household's head."""

    attendance: Attendance
    head: str


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity with its rule's wording, what that counts, and who came."""

    activity: Activity
    wording: str
    counting: Counting
    came: tuple[Came, ...] = ()
    deeds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceImport(FormImport):
    """What an import of attendance did, or would do."""

    attended: int = 0
    households: int = 0
    deeds: int = 0
    points: Decimal = ZERO


def add_activity(
    session: Session, name: str, on: date, rule: str, *, place: str = "", quota: int | None = None
) -> ActivityView:
    """Announce an activity under a rule of a fixed value."""
    told, where = name.strip(), place.strip()
    if not told:
        raise UsageError("activity-name-missing")
    refuse_numbers(session, name=told, place=where)
    known = _rule(session, rule, on)
    with session.change("activity add", name=told, on=on.isoformat(), rule=known.code) as change:
        columns = {"name": told, "rule": known.code, "place": where}
        activity_id = activities.add(session.connection, change.operation_id, held_on=on, quota=quota, **columns)
        return _view(session, known_activity(session, activity_id))


def _rule(session: Session, code: str, on: date) -> Rule:
    rule = session.rulebooks().on(on).find(code)
    if rule is None:
        raise JifenError("rule-unknown", rule=code)
    if rule.points.form != "fixed" and counted_by(rule.points.measure) == "household":
        raise JifenError("activity-rule-not-fixed", rule=rule.code, value=str(rule.points))
    return rule


def known_activity(session: Session, activity_id: int) -> Activity:
    """An activity by its number; refused where there is none."""
    found = activities.find(session.connection, activity_id)
    if not found:
        raise JifenError("activity-unknown", activity=activity_id)
    return found[0]


def list_activities(session: Session) -> list[ActivityView]:
    """Every activity by its day, without who came."""
    return [_view(session, activity) for activity in activities.find(session.connection)]


def _view(session: Session, activity: Activity) -> ActivityView:
    rule = session.rulebooks().on(activity.held_on).find(activity.rule)
    return ActivityView(activity, rule.wording if rule else "", _counting(rule))


def _counting(rule: Rule | None) -> Counting:
    """What the rule goes by: its quantity, else its unit."""
    return counted_by((rule.points.measure or rule.unit) if rule else "")


def show_activity(session: Session, activity_id: int) -> ActivityView:
    """An activity with who came and the deeds that were made of it."""
    activity = known_activity(session, activity_id)
    people = households_on(session, session.today)
    came = tuple(
        Came(one, people[one.household].head if one.household in people else "")
        for one in activities.attendance(session.connection, activity_id)
    )
    made = deeds.find(session.connection, activity_id=activity_id)
    return replace(_view(session, activity), came=came, deeds=tuple(deed.id for deed in made))


def cancel(session: Session, activity_id: int, reason: str) -> ActivityView:
    """Cancel an activity that was not held; it makes no deeds."""
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("activity cancel", activity=activity_id, reason=why) as change:
        _planned(session, activity_id)
        activities.set_status(session.connection, change.operation_id, activity_id, "cancelled", reason=why)
        return _view(session, known_activity(session, activity_id))


def _planned(session: Session, activity_id: int) -> Activity:
    activity = known_activity(session, activity_id)
    if activity.status != "planned":
        raise JifenError("activity-over", activity=activity_id, name=activity.name, status=activity.status)
    return activity


def print_sheet(session: Session, activity_id: int, request: PaperRequest = AS_IT_IS) -> PrintedFiles:
    """The sheet on which people sign up and sign in: every household that scores, with room for two of each."""
    view = _view(session, _planned(session, activity_id))
    people = [h for h in households_on(session, view.activity.held_on).values() if h.status not in GONE and h.scores]
    content: sheets.AttendanceSheet = {
        "village": session.settings()["village"],
        "activity": view.activity.id,
        "name": view.activity.name,
        "on": view.activity.held_on.isoformat(),
        "place": view.activity.place,
        "quota": view.activity.quota,
        "what": f"{view.activity.rule} {view.wording}",
        "hours": view.counting == "hour",
        "lines": [
            {"household": h.code, "head": h.head, "grid": h.grid, "people": h.people}
            for h in sorted(people, key=by_grid)
        ],
    }
    name = sheets.file_name(content)
    data = listing(sheets.attendance_sheet(content), (line["household"] for line in content["lines"]), name)
    return print_workbook(session, data, name, request)


def import_attendance(session: Session, activity_id: int, path: str, data: bytes) -> AttendanceImport:
    """Take who came from the signed sheet; each household that came has a deed then."""
    from jifen.reading.forms.attendance import read_attendance

    with taking(session, "activity import", path, data, activity=activity_id) as form:
        activity = known_activity(session, activity_id)
        if activities.taken_from(session.connection, activity_id) == operations.digest(data):
            return form.unchanged(AttendanceImport, attended=activity.attended)
        _planned(session, activity_id)
        if activity.held_on > session.today:
            day, today = activity.held_on.isoformat(), session.today.isoformat()
            raise JifenError("activity-later", activity=activity_id, name=activity.name, day=day, today=today)
        rule = _rule(session, activity.rule, activity.held_on)
        counting = _counting(rule)
        context = form_context(session)
        rows, issues = read_attendance(path, data, context, activity.held_on, activity.quota, hours=counting == "hour")
        if has_errors(issues):
            return form.rejected(AttendanceImport, issues)
        came = [row.came for row in rows]
        new = _deeds(activity, rule, came, counting)
        session.backup()
        issues = (*issues, *_told_before(session, path, new))
        file_id, operation = form.keep(), form.operation.operation_id
        activities.set_status(session.connection, operation, activity_id, "held", source_file_id=file_id)
        activities.add_attendance(session.connection, operation, activity_id, came)
        deeds.add(session.connection, operation, [replace(deed, source_file_id=file_id) for deed in new])
        figures = {"households": len(new), "deeds": len(new), "points": total(deed.points for deed in new)}
        return form.imported(AttendanceImport, issues, attended=len(came), **figures)


def _deeds(activity: Activity, rule: Rule, came: Sequence[Attendance], counting: Counting) -> list[deeds.NewDeed]:
    """One deed a household; what cannot come of the rule (half of its points) is refused."""
    made = []
    for household, times in times_of(came, counting).items():
        points = claimed(rule, times, None)
        if not isinstance(points, Decimal):
            asked = show(rule.points.values[0] * (times or 1))
            raise JifenError(points, rule=rule.code, value=str(rule.points), points=asked)
        made.append(
            deeds.NewDeed(
                household,
                activity.held_on,
                rule.category,
                points,
                rule.code,
                times,
                note=activity.name,
                activity_id=activity.id,
            )
        )
    return made


def _told_before(session: Session, path: str, new: Sequence[deeds.NewDeed]) -> list[Issue]:
    """Households whose deed of the day was jotted down already: a person looks."""
    claims = same_claims(session)
    found = []
    for deed in new:
        known = claims.get(Deed(0, deed.household, deed.occurred_on, deed.category, deed.points, deed.rule).identity)
        if known is not None:
            facts = {"reason": "deed", "deed": str(known.id), "household": deed.household}
            facts |= {"rule": deed.rule or "", "day": deed.occurred_on.isoformat()}
            found.append(Issue("event-repeated", path, facts=facts))
    return found
