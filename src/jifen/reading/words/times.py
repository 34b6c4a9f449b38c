"""Times of day as people write them behind a day: 09:00, 9点, 下午3点半."""

import re
from datetime import time

from jifen.reading.words.names import chinese_number

_HOURS = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_MINUTES = r"[0-9]{1,2}|[零〇一二三四五六七八九十]{1,3}"
_TIME = re.compile(
    r"(?P<part>凌晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚|早)?\s*"
    rf"(?:(?P<hour>{_HOURS})\s*(?:点钟|点|时)\s*(?:(?P<half>半)|(?P<quarter>[一三])刻|整|(?P<minute>{_MINUTES})分?)?"
    r"|(?P<clock>[0-9]{1,2}):(?P<figures>[0-9]{2})(?::00(?:\.0+)?)?)$"
)
_AFTERNOON = ("下午", "傍晚", "晚上", "夜里", "晚")


def split_time(text: str) -> tuple[str, time | None, bool] | None:
    """A text whose widths are folded: what stands before the time of day, the time (None: there is no such one), and
    whether it was written as on a clock; None where no time of day stands at its end."""
    found = _TIME.search(text)
    if found is None:
        return None
    before = text[: found.start()].strip().removesuffix("T").rstrip()
    return before, _time(found), found["clock"] is not None


def _time(found: re.Match[str]) -> time | None:
    """In the afternoon the hours up to eleven are those after noon."""
    hour = int(found["clock"]) if found["clock"] else chinese_number(found["hour"].replace("两", "二"))
    if found["half"]:
        minute: int | None = 30
    elif found["quarter"]:
        minute = 15 if found["quarter"] == "一" else 45
    else:
        written = found["figures"] or found["minute"]
        minute = chinese_number(written) if written else 0
    if hour is not None and ((found["part"] in _AFTERNOON and hour < 12) or (found["part"] == "中午" and hour < 3)):
        hour += 12
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    return time(hour, minute)
