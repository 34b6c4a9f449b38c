"""Numbers that say who somebody is or how to reach them: telephones, identity numbers, bank cards.

Looked for in a text whose digits are folded (`folding.Folding.numbers`). A number may be written in groups; it begins
and ends where a group does, so that no part of a longer one is taken for a telephone.
Forms: GB 11643 (identity, 18 and the earlier 15 places), ISO/IEC 7812 (cards), the numbering plan of the telephone.
"""

import re
from datetime import date

_GAP = r"[ \-./_,:|~*()\[\]\u00b7\u2010-\u2015\u2022\u2027\u2212\u2219\u22c5\u3001\u30fb]{0,3}"
_GROUPED = re.compile(rf"\d+(?:{_GAP}\d+)*[Xx]?")
_GROUP = re.compile(r"\d+[Xx]?")
_MOBILE = re.compile(r"(?:0{0,2}86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0{0,2}86)?(?:0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7})")
_ABROAD = re.compile(r"86(?:(?:10|2\d)[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})")
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""The first two places of an identity number: provinces (GB/T 2260)."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHORTEST, _LONGEST = 10, 19
_FEW_GROUPS = 4


def find_numbers(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand: first and behind the last character, in order, none overlapping."""
    if sum(c.isdigit() for c in text) < _SHORTEST:
        return []
    found: list[tuple[int, int]] = []
    for run in _GROUPED.finditer(text):
        groups = [(m.start() + run.start(), m.end() + run.start(), m.group()) for m in _GROUP.finditer(run.group())]
        first = 0
        while first < len(groups):
            last = next((n for n in range(len(groups), first, -1) if _personal(groups[first:n])), None)
            if last is None:
                first += 1
                continue
            found.append((groups[first][0], groups[last - 1][1]))
            first = last
    return found


def _personal(groups: list[tuple[int, int, str]]) -> bool:
    parts = [group for _, _, group in groups]
    number = "".join(parts)
    if not _SHORTEST <= len(number) <= _LONGEST or not _regular(parts):
        return False
    reachable = (_MOBILE, _LANDLINE, _ABROAD)
    return any(form.fullmatch(number) for form in reachable) or is_identity(number) or is_card(number)


def _regular(parts: list[str]) -> bool:
    """A number is written in a few groups, or in equal ones: a list of figures is neither."""
    same = len({len(part) for part in parts[:-1]}) <= 1 and len(parts[-1]) <= len(parts[0])
    return same or (len(parts) <= _FEW_GROUPS and len(parts[0]) >= 2)


def is_identity(number: str) -> bool:
    """18 places with a region and a day of birth (the last one may be wrong: a slip is as telling), or 15 of them.

    Of one whose day cannot be, only the check digit decides.
    """
    if not _REGIONS.match(number):
        return False
    if len(number) == 18 and number[:17].isdigit():
        return _is_day(number[6:14]) or _checks(number)
    return len(number) == 15 and number.isdigit() and _is_day("19" + number[6:12])


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_day(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2099


def is_card(number: str) -> bool:
    """16 to 19 digits: one of the country's own (62), or any that the check digit (Luhn) proves."""
    if not (16 <= len(number) <= 19 and number.isdigit() and number[0] in "34569"):
        return False
    return number.startswith("62") or _luhn(number)


def _luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
