"""What a number format makes of a number: a date, a percentage, a sign drawn by the format itself.

Rendering is left to spreadsheets; only what changes the meaning of a points cell matters here.
"""

import re
from functools import cache
from typing import Literal

BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
BUILT_IN_PERCENTS = frozenset({9, 10})

BUILT_IN_MONTHS = frozenset({17, 27, 36, 50, 52, 57})
"""mmm-yy and, in a Chinese Excel, yyyy"年"m"月": dates shown without their day."""

FormatKind = Literal["number", "date", "month", "percent", "signed"]
_LITERALS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_SIGN_WORDS = re.compile(r"[扣减罚－−-]")


@cache
def format_kind(identifier: int, code: str | None) -> FormatKind:
    """What the format does: `signed` draws a minus, 扣 or 减 before positive numbers, or hides what a number is."""
    if code is None:
        if identifier in BUILT_IN_MONTHS:
            return "month"
        if identifier in BUILT_IN_DATES:
            return "date"
        return "percent" if identifier in BUILT_IN_PERCENTS else "number"
    first = _BRACKETS.sub("", code.split(";")[0])
    literals = "".join(a or b for a, b in _LITERALS.findall(first))
    bare = _LITERALS.sub("", first)
    lowered = bare.lower()
    if lowered in ("general", "g/通用格式", "@") or not (first or ";" in code):
        return "signed" if _SIGN_WORDS.search(literals) else "number"
    if "%" in bare:
        return "percent"
    if re.search(r"[ymdhs年月日]", lowered.replace("general", "")) and not re.search(r"[0#?]", bare.split(".")[0]):
        shows_month = "m" in lowered or "月" in lowered
        return "month" if shows_month and not re.search(r"[dhs日时]", lowered) else "date"
    hidden = not re.search(r"[0#?@]|general|g/通用格式", lowered) or re.search(r'[0#?]"[0-9]', first)
    if hidden or re.search(r"^[扣减罚－−-]", bare) or _SIGN_WORDS.search(literals):
        return "signed"
    return "number"
