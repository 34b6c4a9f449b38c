"""Days as people write them. The year a short form lacks comes from the meeting."""

import re
from datetime import date, datetime

from jifen.domain.period import Month, Period, earliest_deed
from jifen.reading.formats.workbook import Cell, from_serial
from jifen.reading.words.names import chinese_number, normalise_text
from jifen.reading.words.numbers import Fault, broken, is_error_text

_NUM = r"([0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})"
_YEAR = r"([0-9]{4}|[0-9]{2}|[〇零○一二三四五六七八九]{4})"
_TAIL = (
    r"(?:[(\[]?(?:周|星期)[一二三四五六日天][)\]]?)?(?:上午|下午|晚上?|早上?|中午)?"
    r"(?:T?[0-9]{1,2}[:时][0-9]{0,2}(?::[0-9]{2}(?:\.0+)?)?分?)?"
)
_FULL = re.compile(
    rf"{_YEAR}年{_NUM}月{_NUM}[日号]?{_TAIL}"
    rf"|([0-9]{{4}}|[0-9]{{2}})([.\-/])([0-9]{{1,2}})\5([0-9]{{1,2}})\.?{_TAIL}"
)
_SHORT = re.compile(rf"{_NUM}月{_NUM}[日号]?{_TAIL}|([0-9]{{1,2}})[.\-/]([0-9]{{1,2}}){_TAIL}")
_DAY = re.compile(rf"{_NUM}[日号]{_TAIL}")
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_SERIALS = range(36526, 73051)  # 2000 to 2099


def read_day(
    cell: Cell | None, month: Month, meeting: date | None = None, covers: Period | None = None
) -> date | Fault | None:
    """The day in a cell; None for blank. `meeting` (else the month's end) tells the year of `12月28日`; `covers` is the
    period of the meeting, where that is more than the month."""
    if cell is None:
        return None
    if cell.kind == "date" and isinstance(cell.value, datetime):
        return cell.value.date()
    if cell.kind == "number":
        return _from_number(cell.number)
    if cell.kind != "text":
        return broken(cell) or Fault("date-invalid")
    return parse_day(str(cell.value), month, meeting, covers)


def _from_number(value: float) -> date | Fault:
    if value in _SERIALS or int(value) in _SERIALS:
        moment = from_serial(value)
        return moment.date() if moment else Fault("date-invalid")
    if value == int(value) and (match := _COMPACT.fullmatch(str(int(value)))):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    return Fault("date-invalid")


def parse_day(
    text: str, month: Month, meeting: date | None = None, covers: Period | None = None
) -> date | Fault | None:
    """The day a text names; None for blank and none-marks. A day alone is one of the month, of no longer period."""
    plain = normalise_text(text)
    if not plain or plain in ("/", "-", "—", "无", "——", "--"):
        return None
    if is_error_text(plain):
        return Fault("cell-error")
    written = written_day(plain)
    if written is not None:
        year, number, day = written
        if year is not None:
            return _day(year, number, day)
        period = covers or Period.of_month(month)
        if number is None:
            return _day(month.year, month.number, day) if period.kind == "month" else Fault("date-invalid")
        return _near(number, day, period, meeting)
    if plain.isdigit() and len(plain) == 5 and int(plain) in _SERIALS:
        return _from_number(float(plain))
    return Fault("date-invalid")


Written = tuple[int | None, int | None, int | None]


def written_day(text: str) -> Written | None:
    """Year, month and day as they were written, what was left out None; None for what is written as no day.

    Whether there is such a day is not asked.
    """
    plain = normalise_text(text)
    if match := _FULL.fullmatch(plain):
        year, number, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[6], match[7])
        return _year(year) or 0, chinese_number(number), chinese_number(day)
    if match := _COMPACT.fullmatch(plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _SHORT.fullmatch(plain):
        number, day = (match[1], match[2]) if match[1] else (match[3], match[4])
        return None, chinese_number(number), chinese_number(day)
    if match := _DAY.fullmatch(plain):
        return None, None, chinese_number(match[1])
    return None


def _year(text: str) -> int | None:
    digits = "".join(str(chinese_number(c)) for c in text)
    if not digits.isdigit():
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int | None, month: int | None, day: int | None) -> date | Fault:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return Fault("date-invalid")


def _near(number: int | None, day: int | None, period: Period, meeting: date | None) -> date | Fault:
    """The year that puts the day within reach of the meeting; the sheet's own where none does."""
    last = meeting or period.last_day
    same = _day(period.last.year, number, day)
    for year in (period.last.year, last.year, period.last.year - 1):
        near = _day(year, number, day)
        if isinstance(near, date) and earliest_deed(period, last) <= near <= last:
            return near
    return same
