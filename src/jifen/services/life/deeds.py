"""Deeds jotted down between meetings: claimed, listed, withdrawn. A meeting decides them; nothing is posted here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jifen.domain.as_of import NOW, AsOf
from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.life.deeds import Deed, DeedStatus, claimed
from jifen.domain.period import Month, Period
from jifen.domain.points import show
from jifen.domain.rulebook import Rule
from jifen.errors import JifenError, UsageError
from jifen.services.guards import refuse_numbers
from jifen.services.life.photos import Pictures, keep
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import Doubt, Session, reason_given
from jifen.store import entries
from jifen.store.life import deeds


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of a deed. `points` bear their sign; None where a rule's fixed value says how many."""

    rule: str | None = None
    category: str | None = None
    times: Decimal | None = None
    points: Decimal | None = None
    on: date | None = None
    by: str = ""
    note: str = ""
    pictures: Pictures = field(default=())


@dataclass(frozen=True, slots=True)
class DeedView:
    """A deed as it is listed, with its household as it stands today and its rule as it held on the day."""

    deed: Deed
    head: str
    grid: str
    wording: str | None = None
    measure: str = ""
    """What its quantity counts, where its rule goes by one."""
    lapsed: bool = False
    """Whether it lies too far back for a meeting of today."""


def add_deed(session: Session, household: str, claim: Claim) -> DeedView:
    """Jot down a deed. In doubt, and asked about: the same deed is known already."""
    day = claim.on or session.today
    if day > session.today:
        raise JifenError("deed-later", day=day.isoformat(), today=session.today.isoformat())
    refuse_numbers(session, by=claim.by, note=claim.note)
    with session.change("deed add", household=household, on=day.isoformat()) as change:
        who = find_household(session, household, day)
        if not who.scores:
            raise JifenError("household-inactive", household=who.code, head=who.head, status=who.status)
        new = _new(session, who, claim, day)
        _ask_in_doubt(session, who, new)
        (deed_id,) = deeds.add(session.connection, change.operation_id, [new])
        keep(session, change, claim.pictures, "deed_id", deed_id)
        return views(session, deeds.find(session.connection, deed_id=deed_id))[0]


def _new(session: Session, who: Household, claim: Claim, day: date) -> deeds.NewDeed:
    category, rule = _named(session, claim, day)
    points = claim.points if rule is None else _points(rule, claim)
    if points is None:
        raise UsageError("deed-points-missing")
    if not points and (rule is None or not rule.points.is_measured):
        raise UsageError("points-zero")
    by, note = claim.by.strip() or None, claim.note.strip()
    return deeds.NewDeed(who.code, day, category, points, rule.code if rule else None, claim.times, by, note)


def _named(session: Session, claim: Claim, day: date) -> tuple[str, Rule | None]:
    """The category and rule that were named; refused where neither or both are, or one is unknown on the day."""
    if (claim.rule is None) == (claim.category is None):
        raise UsageError("rule-or-category")
    book = session.rulebooks().on(day)
    if claim.rule is not None:
        rule = book.find(claim.rule)
        if rule is None:
            raise JifenError("rule-unknown", rule=claim.rule)
        return rule.category, rule
    category = (claim.category or "").strip()
    if category not in book.categories:
        raise JifenError("category-unknown", found=claim.category, known=list(book.categories))
    if claim.times is not None:
        raise UsageError("deed-times-without-rule")
    return category, None


def _points(rule: Rule, claim: Claim) -> Decimal:
    points = claimed(rule, claim.times, claim.points)
    if isinstance(points, Decimal):
        return points
    if points == "quantity-needed":
        raise UsageError("deed-quantity-missing", rule=rule.code, measure=rule.points.measure)
    if points == "points-needed":
        raise UsageError("deed-points-not-fixed", rule=rule.code, value=str(rule.points))
    asked = claim.points if claim.points is not None else rule.points.values[0] * (claim.times or 1)
    raise JifenError(points, rule=rule.code, value=str(rule.points), points=show(asked))


def _ask_in_doubt(session: Session, who: Household, new: deeds.NewDeed) -> None:
    about = {"household": who.code, "head": who.head}
    known = same_claims(session, who.code, new.occurred_on)
    wanted = Deed(0, new.household, new.occurred_on, new.category, new.points, new.rule).identity
    if wanted in known:
        session.confirm(Doubt(JifenError("event-repeated", deed=known[wanted], **about)))
        return
    entry = posted_deed(session, new.household, new.occurred_on, new.category, new.rule, new.points)
    if entry is not None:
        session.confirm(Doubt(JifenError("event-repeated", entry=entry, **about)))


def same_claims(session: Session, household: str | None = None, day: date | None = None) -> dict[object, Deed]:
    """Deeds claimed and not taken back (of a household and a day), by what makes two of them the same."""
    found = deeds.find(session.connection, household=household, first=day or date.min, last=day or date.max)
    return {deed.identity: deed for deed in found if deed.status in ("open", "decided")}


def posted_deed(
    session: Session, household: str, day: date, category: str, rule: str | None, points: Decimal
) -> Entry | None:
    """An entry in force, by hand or from a sheet, that tells of this deed and says its day."""
    for entry in entries.select(session.connection, household=household, in_force=True):
        if entry.kind not in ("award", "deduction") or entry.occurred_on != day:
            continue
        if entry.rule == rule and (rule is not None or (entry.category, entry.points) == (category, points)):
            return entry
    return None


def withdraw(session: Session, deed_id: int, reason: str) -> DeedView:
    """Take an open deed back, for a reason."""
    why = reason_given(reason)
    refuse_numbers(session, reason=why)
    with session.change("deed withdraw", deed=deed_id, reason=why) as change:
        deed = known_deed(session, deed_id)
        if deed.status != "open":
            month = str(deed.month) if deed.month else None
            raise JifenError("deed-not-open", deed=deed_id, status=deed.status, month=month)
        deeds.add_events(session.connection, change.operation_id, [deeds.DeedEvent(deed_id, "withdrawn", reason=why)])
        return views(session, [known_deed(session, deed_id)])[0]


def known_deed(session: Session, deed_id: int) -> Deed:
    """A deed by its number; refused where there is none."""
    found = deeds.find(session.connection, deed_id=deed_id)
    if not found:
        raise JifenError("deed-unknown", deed=deed_id)
    return found[0]


def list_deeds(
    session: Session,
    *,
    open_only: bool = False,
    period: Period | None = None,
    household: str | None = None,
    grid: str | None = None,
) -> list[DeedView]:
    """Deeds by their day: all, those a meeting still has to decide, those of some months, of a household, of a grid."""
    code = find_household(session, household).code if household else None
    first, last = (period.first_day, period.last_day) if period is not None else (date.min, date.max)
    status: DeedStatus | None = "open" if open_only else None
    found = deeds.find(session.connection, household=code, status=status, first=first, last=last)
    return [view for view in views(session, found) if grid is None or view.grid == grid]


def open_for(session: Session, month: Month, held_on: date | None, when: AsOf = NOW) -> list[DeedView]:
    """Open deeds that the month's meeting may decide."""
    day, covers = held_on or month.last, session.rulebooks(when).covering(month)
    found = deeds.find(session.connection, status="open", when=when)
    return views(session, [deed for deed in found if deed.may_be_decided(covers, day)])


def views(session: Session, found: Sequence[Deed]) -> list[DeedView]:
    """Deeds with what lists say besides."""
    people = households_on(session, session.today)
    books = session.rulebooks()
    covers = books.covering(Month.of(session.today))
    shown = []
    for deed in found:
        who = people.get(deed.household)
        rule = books.on(deed.occurred_on).find(deed.rule) if deed.rule else None
        lapsed = not deed.may_be_decided(covers, session.today)
        head, grid = (who.head, who.grid) if who else ("", "")
        measure = rule.points.measure if rule else ""
        shown.append(DeedView(deed, head, grid, rule.wording if rule else None, measure, lapsed))
    return shown
