"""The sentences of a list that the program composes for the meeting to edit: reasons, facts, what earlier lists say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.documents.published import Reason
from jifen.domain.period import Period
from jifen.domain.points import ZERO, show
from jifen.messages import labels
from jifen.printing import words

CATEGORIES = 3
"""How many categories a reason names; of the first also the rule that brought most."""
_COUNT = "〇一两三四五六七八九十"


def red_reason(reasons: Sequence[Reason], awards: Decimal, deductions: Decimal, period: Period) -> str:
    """`环境卫生46分（月检最清洁户等）、公益志愿12分；上半年无扣分`: awards by category, largest first, then deductions.

    A reason without wording (no rule, or one that must not be shown) counts in its category only.
    """
    sums: dict[str, Decimal] = {}
    wordings: dict[str, list[str | None]] = {}
    for reason in reasons:
        points = Decimal(reason["points"])
        if points <= 0:
            continue
        category = reason["category"]
        sums[category] = sums.get(category, ZERO) + points
        wordings.setdefault(category, []).append(reason["wording"])
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{name}{show(points)}分" for name, points in ordered[:CATEGORIES]]
    if ordered:
        parts[0] += _named(wordings.get(ordered[0][0], []))
    told = "、".join(parts) or f"加{show(awards)}分"
    if len(ordered) > CATEGORIES:
        told += "等"
    tail = f"扣{show(-deductions)}分" if deductions else "无扣分"
    return f"{told}；{_season(period)}{tail}"


def _named(wordings: Sequence[str | None]) -> str:
    """The first wording that may be shown; with 等 where it is not all that brought the category's points."""
    first = next((wording for wording in wordings if wording), None)
    if first is None:
        return ""
    more = any(wording != first for wording in wordings) and not first.endswith("等")
    return f"（{first}{'等' if more else ''}）"


def _season(period: Period) -> str:
    return labels.period(str(period)).partition("年")[2] or "全年"


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


def dated(text: str, day: date | None) -> str:
    """A fact with its day before it where it names none."""
    told = words.day(day)
    return text if told is None or told in text else f"{told}，{text}"


_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_SHARED = 2


def composed(text: str, day: date | None, deed: str | None) -> str:
    """`2025年3月5日，乱倒垃圾、污水（HJ10）：两桶，在渠边`: day and deed of the book, then what the meeting adds.

    What the text says itself is not said twice: a text that names a day keeps its own, one that shares two characters
    with the deed tells it.
    """
    told = text.strip()
    when = None if _DAY.search(told) else words.day(day)
    what = None if deed is None or not told or _shares(told, deed) or _DAY.search(told) else deed
    if what is not None:
        told = f"{what}：{told}"
    return f"{when}，{told}" if when is not None and told else told


def _shares(text: str, deed: str) -> bool:
    parts = (deed[i : i + _SHARED] for i in range(len(deed) - _SHARED + 1))
    return any(part in text for part in parts if part.isalpha())


def history(listed: str, streak: int, turned: bool) -> str:
    """`连续三次红榜`, `由黑转红`: `listed` is `red` or `black`, `streak` counts the list now coming."""
    name, other = ("红", "黑") if listed == "red" else ("黑", "红")
    if turned:
        return f"由{other}转{name}"
    count = _COUNT[streak] if streak < len(_COUNT) else str(streak)
    return f"连续{count}次{name}榜" if streak > 1 else ""
