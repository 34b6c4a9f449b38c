"""What people type on the command line, as values."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jifen.domain.period import Month, Period
from jifen.domain.points import PointsError, parse_points
from jifen.errors import UsageError

if TYPE_CHECKING:
    from jifen.services.meeting.corrections import Change

_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月份?|第?([一二三四1-4])季度?|([上下])半年)?")
_FIGURES = re.compile(r"(\d{4})[./]?(0[1-9]|1[0-2])|(\d{4})[./]([1-9])")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_YEARS = range(1900, 3000)
"""Anything else is a slip of the finger, and windows and deadlines reckoned from it would leave the calendar."""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def period(text: str) -> Period:
    """`2025-07`, `2025Q3`, `2025H1`, `2025`, and the Chinese forms; months also `202507`, `2025.7`, `2025/7`."""
    plain = _plain(text)
    found = _CHINESE.fullmatch(plain)
    if found:
        year, month, quarter, half = found.groups()
        if month:
            plain = f"{year}-{month}"
        elif quarter:
            plain = f"{year}Q{'一二三四'.find(quarter) + 1 or quarter}"
        elif half:
            plain = f"{year}H{'上下'.index(half) + 1}"
        else:
            plain = year
    elif figures := _FIGURES.fullmatch(plain):
        plain = "-".join(group for group in figures.groups() if group)
    try:
        found_period = Period.parse(plain)
    except ValueError:
        raise UsageError("period-invalid", found=text) from None
    if found_period.year not in _YEARS:
        raise UsageError("period-invalid", found=text)
    return found_period


def month(text: str) -> Month:
    """A single month."""
    found = period(text)
    if found.kind != "month":
        raise UsageError("month-invalid", found=text)
    return found.first


def day(text: str | None) -> date | None:
    """`2025-07-28`, `2025.7.28`, `2025年7月28日`; None stays None."""
    return None if text is None else given_day(text)


def given_day(text: str) -> date:
    """The same, of a day that had to be written."""
    found = _DAY.fullmatch(_plain(text))
    try:
        if found and int(found[1]) in _YEARS:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise UsageError("day-invalid", found=text)


def points(text: str) -> Decimal:
    """Points with at most two places; `+2`, `-2`, full-width digits."""
    try:
        return parse_points(_plain(text))
    except PointsError as error:
        raise UsageError(f"points-{error.reason}", found=text) from None


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
