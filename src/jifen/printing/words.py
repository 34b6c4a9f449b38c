"""The words sheets share: numbers of documents, days, points, grids, names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.domain.documents.lines import PeriodScore
from jifen.domain.ledger import Spendable
from jifen.domain.points import show
from jifen.messages import labels
from jifen.messages.subjects import said


def number(village: str, year: int, seq: int) -> str:
    """`沙院村公示〔2025〕7号`: the number of a document; one sequence a year over all kinds."""
    return f"{village}公示〔{year}〕{seq}号"


def period_of(content: Mapping[str, Any]) -> str:
    """What a document is about, in words: the longer period of its meeting, where that is more than a month."""
    return labels.period(content.get("covers") or content["period"])


def day(value: date | str | None) -> str | None:
    """`2025-07-28` or the date itself → `2025年7月28日`; None stays None."""
    if value is None:
        return None
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{on.year}年{on.month}月{on.day}日"


def day_on_two_lines(value: str | None) -> str:
    """`2025-07-28` → `2025年` and, on a line of its own, `7月28日`; nothing for None."""
    return (day(value) or "").replace("年", "年\n", 1)


def short_day(value: str | None) -> str:
    """`2025-07-28` → `7月28日`; nothing for None."""
    if value is None:
        return ""
    on = date.fromisoformat(value)
    return f"{on.month}月{on.day}日"


def days(first: str, last: str) -> str:
    """`2025年4月6日`, or `2025年4月6日至2025年4月8日`."""
    return f"{day(first)}" if first == last else f"{day(first)}至{day(last)}"


def window(first: str | None, last: str | None) -> str | None:
    """`2025年7月29日至7月31日（3天）`; the last day names its year only where it is another one."""
    if first is None or last is None:
        return None
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start == end:
        return f"{day(start)}（1天）"
    till = f"{end.month}月{end.day}日" if end.year == start.year else day(end)
    return f"{day(start)}至{till}（{(end - start).days + 1}天）"


def points(text: str) -> Decimal:
    """Points of a document as a number for a cell."""
    return Decimal(text)


def available(text: str) -> Decimal | str:
    """What can be spent; below zero `欠N分`."""
    value = Decimal(text)
    return value if value >= 0 else f"欠{-value}分"


def spendable(held: Spendable) -> Decimal | str:
    """What several households can spend together, and what the others owe: `34`, `34` and `欠3分`, `欠3分`.

    A figure a line, so that a sum makes its column no wider than the rows do.
    """
    if not held.debtors:
        return held.points
    return "\n".join([str(show(held.points))] * bool(held.points) + [f"欠{show(held.owed)}分"])


def signed(text: str) -> str:
    """`+3`, `-2`, `0`; the minus is the plain one, which every font has."""
    return text if text.startswith("-") or text == "0" else f"+{text}"


def grid(text: str) -> str:
    """`3` → `第3网格`; a grid with a name of its own keeps it."""
    return said("第{text}网格", text=text) if text.isdigit() else text


def grid_cell(text: str) -> int | str:
    """`3` as a number, so that the office program does not mark it as a number kept as text."""
    return int(text) if text.isdecimal() and text.isascii() else text


def among(name: str, apart: str) -> str:
    """A tier, group or grid that is ranked by itself: `一般户`, `2` → `2组`, `3` → `第3网格`."""
    if apart == "group" and name.isdigit():
        return f"{name}组"
    return grid(name) if apart == "grid" else name


def place(rank: int, name: str, apart: str) -> int | str:
    """A place as a figure, or within a tier or group `2组第6`; which grid it is within, the line says already."""
    return f"{among(name, apart)}第{rank}" if name and apart != "grid" else rank


def graded(grade: str | None, streak: int | None) -> str:
    """A household's grade, and how often in a row it came to it: `五星`, `五星（连续3次）`."""
    return f"{grade or ''}（连续{streak}次）" if streak and streak > 1 else grade or ""


def in_a_row(count: int) -> str:
    """`连续三次`; many in digits."""
    return f"连续{_COUNT[count] if count < len(_COUNT) else count}次"


_COUNT = "〇一两三四五六七八九十"


def scored(score: PeriodScore) -> str:
    """`2025年三季度 105分，五星`."""
    told = "，".join(filter(None, (f"{score['score']}分", score["grade"])))
    return f"{labels.period(score['period'])} {told}"


def mask_name(name: str) -> str:
    """`王建国` → `王*国`, `王建` → `王*`; the middle is hidden, one star a character."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def names(households: Iterable[tuple[str, str]], *, mask: bool = False) -> dict[str, str]:
    """Code → the head's name as the sheet shows it; equal names bear their code: `王建国（02-03）`.

    Masking can make names equal that were not; what is shown decides.
    """
    shown = {code: mask_name(head) if mask else head for code, head in households}
    repeated = Counter(shown.values())
    return {code: f"{name}（{code}）" if repeated[name] > 1 else name for code, name in shown.items()}
