"""What people type on the command line, as values."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jifen.cli.context import today
from jifen.cli.days import Reach, read_day, read_period
from jifen.cli.output import say
from jifen.domain.period import Month, Period
from jifen.domain.points import PointsError, parse_points
from jifen.errors import UsageError

if TYPE_CHECKING:
    from jifen.services.meeting.corrections import Change


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def period(text: str) -> Period:
    """`2025-07`, `2025Q3`, `2025H1`, `2025`, and the Chinese forms; months also `202507`, `2025.7`, `7月`, `上月`.

    Which one was taken for what does not name its year is said.
    """
    found, whole = read_period(text, today)
    if not whole:
        from jifen.messages.labels import period as words

        say(f"“{text.strip()}”按 {words(str(found))} 办。")
    return found


def month(text: str) -> Month:
    """A single month."""
    found = period(text)
    if found.kind != "month":
        raise UsageError("month-invalid", found=text)
    return found.first


def day(text: str | None, reach: Reach = "past") -> date | None:
    """`2025-07-28`, `2025.7.28`, `7月28日`, `昨天`; None stays None. A day without a year is said as it was taken."""
    return None if text is None else given_day(text, reach)


def given_day(text: str, reach: Reach = "past") -> date:
    """The same, of a day that had to be written."""
    found, whole = read_day(text, reach, today)
    if not whole:
        say(f"“{text.strip()}”按 {found} 办。")
    return found


def points(text: str) -> Decimal:
    """Points with at most two places; `+2`, `-2`, full-width digits."""
    try:
        return parse_points(_plain(text))
    except PointsError as error:
        raise UsageError(f"points-{error.reason}", found=text) from None


def times(text: str | None) -> Decimal | None:
    """How often or how long: more than nothing, at most two places."""
    if text is None:
        return None
    found = points(text)
    if found <= 0:
        raise UsageError("times-invalid", found=text)
    return found


def change(
    entry: int | None, points_text: str | None, rule: str | None, category: str | None, *, extra: bool
) -> "Change":
    """What is to be put right: which line, or one more; and the points that are to stand instead."""
    from jifen.services.ledger.posting import Posting
    from jifen.services.meeting.corrections import Change

    if points_text is None and (rule or category):
        raise UsageError("correct-what")
    return Change(entry, extra, Posting(points(points_text), rule, category) if points_text is not None else None)


def grid(text: str | None) -> str | None:
    """`3`, `第3网格`, `3网格`: the number; other names stay."""
    if text is None:
        return None
    plain = _plain(text)
    found = re.fullmatch(r"第?0*(\d+)(?:微?网格|格)?", plain)
    if not plain:
        raise UsageError("grid-invalid", found=text)
    return found[1] if found else plain


def count(text: str | None) -> int | None:
    """A whole number of people or things, zero or more."""
    if text is None:
        return None
    plain = _plain(text)
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise UsageError("count-invalid", found=text)
    return int(plain)


def cents(text: str) -> int:
    """Yuan as cents; at most two places, never below zero."""
    from jifen.domain.money import parse_yuan

    try:
        return parse_yuan(text.strip().removeprefix("¥").removesuffix("元"))
    except PointsError as error:
        raise UsageError(f"yuan-{error.reason}", found=text) from None
