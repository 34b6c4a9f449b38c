"""Days and periods as people type them; what they leave out is taken from today, or refused where two may be meant.

A day without a year lies as near to today as it may: not after it for what happened (`past`), not before it for what
is to come (`coming`), on either side for the first and last day of a window (`nearest`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Literal, TypeVar

from jifen.domain.period import Month, Period
from jifen.errors import UsageError
from jifen.reading.words.names import chinese_number, normalise_code

Reach = Literal["past", "nearest", "coming"]
Clock = Callable[[], date]
Read = TypeVar("Read", date, Period)

YEARS = range(1900, 3000)
"""Anything else is a slip of the finger, and windows and deadlines reckoned from it would leave the calendar."""
_DAYS_FROM_TODAY: Mapping[str, int] = {
    "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1, "后天": 2,
}  # fmt: skip
_YEARS_FROM_TODAY: Mapping[str, int] = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_MONTHS_FROM_TODAY: Mapping[str, int] = {
    "上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "这月": 0, "当月": 0, "下月": 1, "下个月": 1,
}  # fmt: skip
_QUARTERS_FROM_TODAY: Mapping[str, int] = {"上季度": -1, "上个季度": -1, "本季度": 0, "这个季度": 0}
_PERIOD = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月份?|第?([一二三四1-4])季度?|([上下])半年|(?<=年))"
)
_FIGURES = re.compile(r"(\d{4})[./]?(0[1-9]|1[0-2])|(\d{4})[./]([1-9])")
_OF_YEAR = re.compile("|".join(_YEARS_FROM_TODAY))


def read_day(text: str, reach: Reach, clock: Clock) -> tuple[date, bool]:
    """The day, and whether it was written in full. Refused: `day-invalid`, `day-unclear` where two may be meant."""
    from jifen.reading.words.days import written_day

    plain = normalise_code(text)
    if plain in _DAYS_FROM_TODAY:
        return clock() + timedelta(days=_DAYS_FROM_TODAY[plain]), False
    relative = _OF_YEAR.match(plain)
    if relative:
        plain = f"{clock().year + _YEARS_FROM_TODAY[relative[0]]}年{plain[relative.end() :]}"
    written = written_day(plain)
    if written is None or written[2] is None:
        raise UsageError("day-invalid", found=text)
    year, month, day = written[0], written[1], written[2]
    if year is None:
        return _nearby(text, month, day, reach, clock()), False
    found = _day(year, month, day)
    if found is None or year not in YEARS:
        raise UsageError("day-invalid", found=text)
    return found, relative is None


def _nearby(text: str, month: int | None, day: int, reach: Reach, today: date) -> date:
    """The day that lies nearest to today on the side it may; of a day alone only that of this month."""
    if month is None:
        this = _day(today.year, today.month, day)
        if this is None or not _reaches(this, reach, today):
            raise UsageError("day-unclear", found=text)
        return this
    years = (today.year - 1, today.year, today.year + 1)
    known = [found for year in years if (found := _day(year, month, day)) is not None]
    if not known:
        raise UsageError("day-invalid", found=text)
    near = sorted((abs(found - today), found) for found in known if _reaches(found, reach, today))
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        raise UsageError("day-unclear", found=text)
    return near[0][1]


def _reaches(found: date, reach: Reach, today: date) -> bool:
    return reach == "nearest" or (found <= today if reach == "past" else found >= today)


def _day(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None


def read_period(text: str, clock: Clock) -> tuple[Period, bool]:
    """The period, and whether it was written in full; without a year the latest that began by today.

    Raises `period-invalid`.
    """
    plain = normalise_code(text)
    if plain in _MONTHS_FROM_TODAY:
        return Period.of_month(Month.of(clock()).plus(_MONTHS_FROM_TODAY[plain])), False
    if plain in _QUARTERS_FROM_TODAY:
        return _quarter(Month.of(clock()).plus(3 * _QUARTERS_FROM_TODAY[plain])), False
    relative = _OF_YEAR.match(plain)
    if relative:
        plain = f"{clock().year + _YEARS_FROM_TODAY[relative[0]]}年{plain[relative.end() :]}"
    try:
        found, whole = _written_period(plain, clock)
    except ValueError:
        raise UsageError("period-invalid", found=text) from None
    if found.year not in YEARS:
        raise UsageError("period-invalid", found=text)
    return found, whole and relative is None


def _quarter(month: Month) -> Period:
    return Period.parse(f"{month.year:04d}Q{(month.number + 2) // 3}")


def _written_period(plain: str, clock: Clock) -> tuple[Period, bool]:
    if figures := _FIGURES.fullmatch(plain):
        return Period.parse("-".join(group for group in figures.groups() if group)), True
    match = _PERIOD.fullmatch(plain)
    if match is None:
        return Period.parse(plain), True
    year, month, quarter, half = match.groups()
    if month:
        form = f"{{}}-{chinese_number(month)}"
    elif quarter:
        form = f"{{}}Q{'一二三四'.find(quarter) + 1 or quarter}"
    else:
        form = f"{{}}H{'上下'.index(half) + 1}" if half else "{}"
    if year:
        return Period.parse(form.format(year)), True
    today = clock()
    this = Period.parse(form.format(today.year))
    return (this if this.first_day <= today else Period.parse(form.format(today.year - 1))), False
