"""Minutes as people type them: a day (as `days` reads it) and a time of day behind it, or one of the two."""

import unicodedata
from datetime import date, datetime

from jifen.cli.context import today
from jifen.cli.days import read_day
from jifen.cli.output import say
from jifen.errors import UsageError
from jifen.reading.words.times import split_time


def moment(text: str | None) -> datetime | date | None:
    """`2025-07-01 09:00`, `7月1日 9点`, `昨天下午3点半`, `9:00` (today); a day alone stays a day; None stays None.

    What was not written in full is said as it was taken. Refused: `moment-invalid`.
    """
    if text is None:
        return None
    written = split_time(unicodedata.normalize("NFKC", text).strip())
    if written is None:
        day, _ = _day(text, text)
        say(f"“{text.strip()}”按 {day} 记，没有写几点，期限从那天过完算起。")
        return day
    before, at, whole = written
    if at is None:
        raise UsageError("moment-invalid", found=text)
    day, named = _day(before, text) if before else (today(), False)
    found = datetime.combine(day, at)
    if not (whole and named):
        say(f"“{text.strip()}”按 {found:%Y-%m-%d %H:%M} 记。")
    return found


def _day(text: str, whole: str) -> tuple[date, bool]:
    try:
        return read_day(text, "past", today)
    except UsageError as error:
        if error.code != "day-invalid":
            raise
        raise UsageError("moment-invalid", found=whole) from None
