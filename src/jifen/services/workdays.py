"""Windows and deadlines: calendar days, or working days with China's holidays where the kept library knows the year."""

from dataclasses import dataclass
from datetime import date, timedelta

from jifen.domain.period import last_of_window

FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the public holidays that stand in the solar calendar: in any year nobody works on them.

Source: the State Council's rules on days off for festivals (as of 2025): New Year one day,
Labour Day two, National Day three. Those of the lunar calendar and all make-up days are known only once a year's
arrangement is published.
"""


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both counting. `workdays`: `no`, `yes`, or `fixed` where a year's arrangement is unknown:
    weekends and the fixed holidays do not count then, the others do. Older documents say `weekends`: weekends only."""

    first: date
    last: date
    workdays: str


def window(first: date, days: int, *, workdays: bool) -> Window:
    """The window of so many days from `first`; with `workdays` it ends on the last of so many working days."""
    if not workdays:
        return Window(first, last_of_window(first, days), "no")
    counted, known, day = 0, True, first - timedelta(days=1)
    while counted < days:
        day += timedelta(days=1)
        works, holidays_known = is_workday(day)
        known = known and holidays_known
        counted += works
    return Window(first, day, "yes" if known else "fixed")


def workdays_after(day: date, days: int) -> tuple[date, bool]:
    """The so-many-th working day after `day`, and whether the holidays on the way were known."""
    found = window(day + timedelta(days=1), days, workdays=True)
    return found.last, found.workdays == "yes"


def is_workday(day: date) -> tuple[bool, bool]:
    """Whether people work that day (make-up days count), and whether the year's holidays are known."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS, False
