"""Deeds: what somebody did between two meetings, claimed until a meeting decides. Pure; it posts nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from jifen.domain.ledger import Source
from jifen.domain.period import Month, Period, within_reach
from jifen.domain.points import ZERO
from jifen.domain.rulebook import Rule

UNDECIDED = timedelta(days=45)
"""An open deed older than this is due: soon no meeting can decide it any more."""

DeedStatus = Literal["open", "decided", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed as it stands. `points` bear their sign, `times` is how often or how much: where the rule goes by that
    quantity, `points` is what it is worth alone, which may be nothing; `meeting_id`, `month` and
    `entry_id` are of the meeting that decided it, `reason` why it was refused, withdrawn or opened again; `photos`
    name pictures by their content; `matter_id` and `matter` (its kind's name) are of the matter that proposed it."""

    id: int
    household: str
    occurred_on: date
    category: str
    points: Decimal
    rule: str | None = None
    times: Decimal | None = None
    reported_by: str | None = None
    note: str = ""
    activity_id: int | None = None
    path: str | None = None
    sheet: str | None = None
    cell: str | None = None
    status: DeedStatus = "open"
    meeting_id: int | None = None
    month: Month | None = None
    entry_id: int | None = None
    reason: str | None = None
    photos: tuple[str, ...] = ()
    matter_id: int | None = None
    matter: str | None = None

    @property
    def source(self) -> Source | None:
        """The cell it was read from; None where it was typed in."""
        return Source(self.path, self.sheet, self.cell) if self.path is not None else None

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two claims tell of one deed: household, day and rule; without a rule category and points."""
        if self.rule is not None:
            return self.household, self.occurred_on, self.rule
        return self.household, self.occurred_on, self.category, self.points

    def may_be_decided(self, covers: Period, meeting_day: date) -> bool:
        """Whether a meeting of that day, about that period, may decide it."""
        return within_reach(self.occurred_on, covers, meeting_day)


ClaimFault = Literal["points-needed", "quantity-needed", "points-out-of-range", "sign-unclear"]


def claimed(rule: Rule, times: Decimal | None, points: Decimal | None) -> Decimal | ClaimFault:
    """What a deed under a rule claims: a fixed value so many times; of any other rule the points that were named.

    Of a rule that goes by a quantity, which `times` is, what that is worth alone, if anything: with the year's other
    quantities the meeting reckons.
    """
    if rule.points.is_measured:
        if times is None:
            return "quantity-needed"
        worth = rule.points.worth(times)
        return worth if points in (None, worth) else "points-out-of-range"
    if rule.points.form == "fixed":
        due = rule.points.values[0] * (times or 1)
        if points is not None and times is not None and points != due:
            return _wrong(rule, points)
        points = due if points is None else points
    if points is None:
        return "points-needed"
    if points == ZERO or (points > 0) != rule.points.positive or not rule.points.allows(points):
        return _wrong(rule, points)
    if rule.points.form == "range" and times is not None:
        low, high = (abs(value) * times for value in rule.points.values)
        if not low <= abs(points) <= high:
            return "points-out-of-range"
    return points


def _wrong(rule: Rule, points: Decimal) -> ClaimFault:
    return "sign-unclear" if points and (points > 0) != rule.points.positive else "points-out-of-range"
