"""What several deeds come to together: a year's quantity, a repetition within months, points that lapse."""

import calendar
from datetime import date, timedelta
from decimal import Decimal

from jifen.domain.rulebook import Rule


def gained(rule: Rule, before: Decimal, quantity: Decimal) -> Decimal:
    """What a further quantity of the year gives: on a ladder the difference of the steps, else its own worth."""
    if rule.points.form == "ladder":
        return rule.points.worth(before + quantity) - rule.points.worth(before)
    return rule.points.worth(quantity)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def oldest_valid(on: date, months: int) -> date:
    """The earliest day whose points, which count for so many months, still count on a day."""
    oldest = months_later(on, -months)
    while months_later(oldest - timedelta(days=1), months) >= on:
        oldest -= timedelta(days=1)
    return oldest
