"""Entries made by hand: `points add` and corrections, held to the same rules as a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jifen.domain.household import Household
from jifen.domain.ledger import Entry
from jifen.domain.limits import Breach, Ceilings, CountedLine, cap_breaches, ceiling_breaches, value_breaches
from jifen.domain.period import Month, earliest_deed
from jifen.domain.points import ZERO, show
from jifen.domain.rulebook import Cap, Rule
from jifen.errors import JifenError, UsageError
from jifen.services.ledger.prior_lines import lines_beside, rule_day
from jifen.services.roster.households import household_on
from jifen.services.session import Session
from jifen.store import entries
from jifen.store.entries import NewEntry
from jifen.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be posted: points with their sign, under a rule or a category."""

    points: Decimal
    rule: str | None = None
    category: str | None = None
    on: date | None = None


def new_entry(session: Session, meeting: Meeting, who: Household, posting: Posting, reason: str) -> NewEntry:
    """The entry, checked: household, rule or category, sign, value, caps, ceilings, day."""
    new, rule = drafted(session, meeting, who, posting, reason)
    line = CountedLine(
        who.code, meeting.month, new.points, new.category or "", new.rule, new.occurred_on, rule is not None
    )
    _check_limits(session, line, rule, rule_day(posting.on, meeting.held_on, meeting.month))
    return new


def drafted(
    session: Session, meeting: Meeting, who: Household, posting: Posting, reason: str
) -> tuple[NewEntry, Rule | None]:
    """The entry and its rule, held to no value and no limit: what a meeting decides is not bound by them."""
    if posting.points == ZERO:
        raise UsageError("points-zero")
    category, rule = named(session, meeting, posting)
    held = meeting.held_on
    day = rule_day(posting.on, held, meeting.month)
    _check_day(session, posting.on, meeting, held or meeting.month.last)
    then = household_on(session, who.code, day)
    if then is None or not then.scores:
        status = then.status if then else "unregistered"
        raise JifenError("household-inactive", household=who.code, head=who.head, status=status)
    new = NewEntry(
        household=who.code,
        kind="award" if posting.points > 0 else "deduction",
        points=posting.points,
        category=category,
        rule=rule.code if rule else None,
        wording=rule.wording if rule else None,
        hides_actor=bool(rule and rule.hides_actor),
        occurred_on=posting.on or held,
        month=meeting.month,
        meeting_id=meeting.id,
        reason=reason,
    )
    return new, rule


def named(session: Session, meeting: Meeting, posting: Posting) -> tuple[str, Rule | None]:
    """The category and rule that were named; refused where neither or both are, or one is unknown on the day."""
    if (posting.rule is None) == (posting.category is None):
        raise UsageError("rule-or-category")
    day = rule_day(posting.on, meeting.held_on, meeting.month)
    rule = _rule(session, posting, day)
    return (rule.category, rule) if rule else (_category(session, posting.category or "", day), None)


def day_fits(session: Session, on: date, meeting: Meeting) -> bool:
    """Whether a deed of that day may be scored in the meeting."""
    last = meeting.held_on or meeting.month.last
    return earliest_deed(session.rulebooks().covering(meeting.month), last) <= on <= last


def _check_day(session: Session, on: date | None, meeting: Meeting, meeting_day: date) -> None:
    first = earliest_deed(session.rulebooks().covering(meeting.month), meeting_day)
    if on is not None and not first <= on <= meeting_day:
        raise JifenError(
            "date-outside-month", day=on.isoformat(), first=first.isoformat(), last=meeting_day.isoformat()
        )


def _rule(session: Session, posting: Posting, day: date) -> Rule | None:
    if posting.rule is None:
        return None
    rule = session.rulebooks().on(day).find(posting.rule)
    if rule is None:
        raise JifenError("rule-unknown", rule=posting.rule)
    return rule


def _category(session: Session, name: str, day: date) -> str:
    known = session.rulebooks().on(day).categories
    if name.strip() not in known:
        raise JifenError("category-unknown", found=name, known=list(known))
    return name.strip()


def _check_limits(session: Session, line: CountedLine, rule: Rule | None, day: date) -> None:
    book = session.rulebooks().on(day)

    def rule_of(_: CountedLine) -> Rule | None:
        return rule

    def category_caps(_: CountedLine) -> Sequence[Cap]:
        return book.category_caps(line.category, award=line.points > 0)

    before = lines_beside(session, line)
    found = value_breaches([line], rule_of) + cap_breaches([line], before, rule_of, category_caps)
    found += ceiling_breaches([line], before, ceilings_of(session, [line.month]))
    if found:
        raise JifenError(found[0].code, **_facts(found[0], line))


def ceilings_of(session: Session, months: Iterable[Month]) -> Ceilings:
    """What a household may come to in a meeting about each of these months; of a longer period, that of all of it."""
    books = session.rulebooks()
    spans = {month: len(books.scheme(month).covering(month).months) for month in months}
    return replace(session.settings().ceilings, months=spans)


def _facts(finding: Breach, line: CountedLine) -> Mapping[str, str | None]:
    return {
        "household": line.household,
        "rule": line.rule,
        "category": line.category,
        "points": show(line.points),
        "value": str(finding.rule.points) if finding.rule else None,
        "per": finding.per,
        "bound": show(finding.bound) if finding.bound is not None else None,
        "reached": show(finding.reached) if finding.reached is not None else None,
    }


def refuse_reversed(session: Session, entry: Entry) -> None:
    """A reversal is not reversed, and an entry is reversed once only."""
    by = entries.reversed_by(session.connection, entry.id)
    if entry.kind == "reversal" or by is not None:
        raise JifenError("entry-reversed", entry=entry.id, by=by, kind=entry.kind)
