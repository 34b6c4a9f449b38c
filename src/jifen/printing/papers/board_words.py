"""The sentences of a list that the program composes for the meeting to edit: facts, what earlier lists say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.points import show
from jifen.printing import words


@dataclass(frozen=True, slots=True)
class Deed:
    """A deduction as it may be told: the day where it is known, else the month's first day and `month` true.

    `wording` is the rule's; None where only the category is known.
    """

    on: date
    month: bool
    category: str
    wording: str | None
    points: Decimal


def fact(deeds: Sequence[Deed]) -> str:
    """`2025年3月5日乱倒垃圾、污水（扣2分）；…`: what the book knows, as a start for the meeting."""
    told = []
    for deed in deeds:
        when = f"{deed.on.year}年{deed.on.month}月" if deed.month else words.day(deed.on)
        told.append(f"{when}{deed.wording or f'{deed.category}类'}（扣{show(-deed.points)}分）")
    return "；".join(told)


def article(wordings: Sequence[str]) -> str:
    """The wordings of the rules that were broken, each once."""
    return "；".join(dict.fromkeys(wordings))


_LAW = re.compile(r"《|第.{1,4}[条款项]|[规公民]约|守则|制度|办法|规定|条例|法$")


def broken(article: str) -> str:
    """`违反村规民约第8条`; of an article that is the deed itself (乱倒垃圾) the deed, for nobody breaks a deed."""
    return f"违反{article}" if _LAW.search(article) else article


def dated(text: str, day: date | None) -> str:
    """A fact with its day before it where it names none."""
    told = words.day(day)
    return text if told is None or told in text else f"{told}，{text}"


_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_MONTH = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月")
_SHARED = 2


def composed(text: str, day: date | None, deed: str | None, place: str = "") -> str:
    """`2025年3月5日，村东渠边，乱倒垃圾、污水（HJ10）：两桶`: day, place and deed of the book, then what is added.

    What the text says itself is not said twice: a text that names a day or the place keeps its own, of one that names
    a month the day stands behind it, one that shares two characters with the deed tells it.
    """
    told = text.strip()
    if not told:
        return told
    where = place.strip() if place.strip() not in told else ""
    if _DAY.search(told):
        return f"{told}（{where}）" if where else told
    if _MONTH.search(told):
        more = "，".join(part for part in (words.day(day), where) if part)
        return f"{told}（{more}）" if more else told
    if deed is not None and not _shares(told, deed):
        told = f"{deed}：{told}"
    return "，".join(part for part in (words.day(day), where, told) if part)


def _shares(text: str, deed: str) -> bool:
    parts = (deed[i : i + _SHARED] for i in range(len(deed) - _SHARED + 1))
    return any(part in text for part in parts if part.isalpha())


def history(listed: str, streak: int, turned: bool) -> str:
    """`连续三次红榜`, `由黑转红`: `listed` is `red` or `black`, `streak` counts the list now coming."""
    name, other = ("红", "黑") if listed == "red" else ("黑", "红")
    if turned:
        return f"由{other}转{name}"
    return f"{words.in_a_row(streak)}{name}榜" if streak > 1 else ""
