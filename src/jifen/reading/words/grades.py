"""Grades of a scheme in a village's words: from how many points on each is reached."""

import re
from decimal import Decimal
from itertools import pairwise

from jifen.domain.points import parse_points
from jifen.domain.scheme.scheme import REST, parse_grades
from jifen.reading.words.names import normalise_text

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_PARTS = re.compile(r"[;；,，、\n]+")
_SPACED = re.compile(r"(?<=[0-9分上下起)）])[ \t\u3000]+(?=[^0-9\s])")
"""Between two grades that nothing but a space parts: `五星95 四星85`."""
_INCLUDED = re.compile(rf"[(（]含(?:{_NUMBER}分?)?[)）]")
_FROM = r"(?:≥|>=|满|达到?|不低于)?"
_UP = r"分?(?:及?以上|起)?"
_GRADE = re.compile(rf"(.*?[^0-9:：=≥>.-])[:：=]?{_FROM}({_NUMBER})(?:分?[-~—至]({_NUMBER}))?{_UP}")
_GRADE_BEHIND = re.compile(
    rf"{_FROM}({_NUMBER})(?:分?[-~—至]({_NUMBER}))?{_UP}(?:的?(?:评|定)?为|是|[:：=])?([^0-9].*)"
)
_REST = re.compile(
    rf"(.+?)[:：=]?(?:其余|其他|(?:低于|不足|不满)({_NUMBER})分?|({_NUMBER})分?以下)|(?:其余|其他)(?:为|评为|[:：=])?(.+)"
)
_NO_NAME = re.compile(r"[:：=()（）<>≥≤%]|[0-9].*[0-9]|(?!^)[0-9]|^[0-9](?:$|分)|分[以及]|以[上下]")
"""A name bears no further figure but a first one (`5星`): it would be another grade that ran into it."""


def grades_in_words(text: str) -> str:
    """`五星:95；四星:85`, `五星≥95`, `95分以上为五星`, `优秀90-100；良好80-89`, `其余为D`; raises `ValueError`.

    One a line, or one behind the other; nothing but a space may part them.
    """
    try:
        return _grades(text)
    except ValueError:
        parted = _SPACED.sub("；", text)
        if parted == text:
            raise
        return _grades(parted)


def _grades(text: str) -> str:
    parts = [_INCLUDED.sub("", normalise_text(part)) for part in _PARTS.split(text)]
    found = [_grade(part) for part in parts if part]
    grades = parse_grades(";".join(f"{name}:{least}" for name, least, _ in found))
    tops = {name: top for name, _, top in found if top is not None}
    for higher, grade in pairwise(grades):
        if grade.name in tops and not _meets(tops[grade.name], higher.least, rest=grade.least is None):
            raise ValueError(text)
    return ";".join(map(str, grades))


def _meets(top: Decimal, higher: Decimal | None, *, rest: bool) -> bool:
    """Whether a grade that is said to end at `top` leaves no gap below the next higher one, nor reaches into it."""
    gap = (higher or Decimal()) - top
    return gap == 0 if rest else 0 < gap <= 1


def _grade(text: str) -> tuple[str, str, Decimal | None]:
    """Name, from where, and up to where it is said to reach."""
    if match := _REST.fullmatch(text):
        end = match[2] or match[3]
        return _name(match[1] or match[4]), REST, parse_points(end) if end else None
    match = _GRADE.fullmatch(text)
    name = match[1] if match else None
    if match is None:
        match = _GRADE_BEHIND.fullmatch(text)
        if match is None:
            raise ValueError(text)
        name, least, top = match[3], match[1], match[2]
    else:
        least, top = match[2], match[3]
    return _name(name or ""), least, parse_points(top) if top else None


def _name(text: str) -> str:
    name = text.strip(":：= ")
    if not name or _NO_NAME.search(name):
        raise ValueError(text)
    return name
