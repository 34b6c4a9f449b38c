"""A cell's value as its number format shows it. Formats that a village's papers use; others fall back to plain text."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

_PART = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|_.|\*.')
_DAY = re.compile(r"y+|m+|d+|h+|s+|年|月|日|时|分|秒", re.IGNORECASE)
_FIGURES = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_ESCAPED = "\ue000"
"""Stands for a literal of the format while the rest is read: no format code is in the private use area."""


def shown(value: Any, code: str) -> str:
    """What stands in the cell on paper: `1.50` of 1.5 under `0.00`, `3分` of 3 under `0"分"`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date | datetime | time):
        return _day(value, code)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), code)
    return _text(str(value), code)


def _text(value: str, code: str) -> str:
    sections = _sections(code)
    if len(sections) < 4 or "@" not in sections[3]:
        return value
    literals, bare = _literals(sections[3])
    return _put_back(bare.replace("@", value), literals)


@cache
def _sections(code: str) -> tuple[str, ...]:
    """The parts between semicolons, none of which stands inside quotes."""
    return tuple(part or "" for part in re.findall(r'(?:^|;)((?:"[^"]*"|\\.|[^;"\\])*)', code))


@cache
def _literals(section: str) -> tuple[tuple[str, ...], str]:
    """The texts a section shows as they are, and the section with a mark in the place of each."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quoted, escaped = match[1], match[2]
        if quoted is None and escaped is None:
            return ""
        found.append(quoted if quoted is not None else escaped)
        return _ESCAPED

    bare = _PART.sub(keep, section)
    return tuple(found), bare


def _put_back(text: str, literals: tuple[str, ...]) -> str:
    for literal in literals:
        text = text.replace(_ESCAPED, literal, 1)
    return text.replace(_ESCAPED, "")


def _number(value: Decimal, code: str) -> str:
    sections = _sections(code)
    index = 0 if len(sections) == 1 or value > 0 else 1 if value < 0 else 2
    own_sign = index == 1
    if index >= len(sections):
        index = 0
    literals, bare = _literals(sections[index])
    if "general" in bare.lower() or (bare.strip() in ("", "@") and (len(sections) == 1)):
        sign = "" if own_sign or value >= 0 else "-"
        return _put_back(re.sub("general|@", "", bare, flags=re.IGNORECASE) + sign + _general(abs(value)), literals)
    if (match := _FIGURES.search(bare)) is None:
        return _put_back(bare, literals)
    sign = "-" if value < 0 and not own_sign else ""
    shifted = abs(value) * (100 if "%" in bare else 1)
    return _put_back(bare[: match.start()] + sign + _figures(shifted, match[0]) + bare[match.end() :], literals)


def _general(value: Decimal) -> str:
    """As Excel shows a number without a format: no more than eleven figures, no trailing noughts."""
    rounded = value.quantize(Decimal(1).scaleb(-max(0, 10 - max(value.adjusted(), 0))), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figures(value: Decimal, pattern: str) -> str:
    whole, _, part = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    ones, _, decimals = f"{rounded:f}".partition(".")
    ones = ones.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        ones = f"{int(ones or 0):,}"
    while decimals and part[len(decimals) - 1] == "#" and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{ones}.{decimals}" if decimals else ones


def _day(value: date | datetime | time, code: str) -> str:
    literals, bare = _literals(_sections(code)[0])
    if not _DAY.search(bare) or "general" in bare.lower():
        return value.isoformat()
    seen = ""

    def part(match: re.Match[str]) -> str:
        nonlocal seen
        word = match[0].lower()
        before, seen = seen, word if word.isascii() else seen
        return _day_part(value, word, minutes=before.startswith("h"))

    return _put_back(_DAY.sub(part, bare), literals)


def _day_part(value: Any, word: str, *, minutes: bool) -> str:
    if not word.isascii():
        return word
    names = {"y": "year", "m": "minute" if minutes else "month", "d": "day", "h": "hour", "s": "second"}
    number = getattr(value, names[word[0]], 0)
    if word[0] == "y":
        return f"{number:04d}" if len(word) > 2 else f"{number % 100:02d}"
    return f"{number:0{min(len(word), 2)}d}"
