"""The charts of a page: drawings inside it, in the colours of its style sheet, so that they turn dark with it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any, Literal

from jifen.printing.plot import GUIDE, INK, MUTED, Plot, Series, svg

_AWARD, _DEDUCTION, _BALANCE = "2e7d4f", "b5452c", "2f5d8a"
_COLORS = {
    INK: "var(--ink)", MUTED: "var(--muted)", GUIDE: "var(--rule)", f"#{_AWARD}": "var(--award)",
    f"#{_DEDUCTION}": "var(--deduct)", f"#{_BALANCE}": "var(--balance)",
}  # fmt: skip
_FAMILIES = ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif")
_WIDE, _NARROW = 440.0, 320.0


def sides(lines: Sequence[Mapping[str, Any]], labels: Iterable[str], told: str, *, lying: bool = False) -> Any:
    """Awards and deductions side by side, a label a line."""
    awards = Series("加分", _AWARD, [float(line["awards"]) for line in lines])
    deductions = Series("扣分", _DEDUCTION, [float(line["deductions"]) for line in lines])
    kind: Literal["bars", "columns"] = "bars" if lying else "columns"
    high = 70.0 + 27 * len(lines) if lying else 230.0
    return _drawn(Plot(kind, list(labels), (awards, deductions), _WIDE, high, letters=12), told)


def bars(pairs: Sequence[tuple[str, str]], told: str) -> Any:
    """One lying bar a label."""
    values = Series("", _BALANCE, [float(Decimal(value)) for _, value in pairs])
    return _drawn(Plot("bars", [label for label, _ in pairs], (values,), _WIDE, 50.0 + 22 * len(pairs), 12), told)


def line(pairs: Sequence[tuple[str, str]], told: str) -> Any:
    """How a balance went."""
    values = Series("", _BALANCE, [float(Decimal(value)) for _, value in pairs])
    return _drawn(Plot("line", [label for label, _ in pairs], (values,), _NARROW, 150.0, letters=11), told)


def _drawn(plot: Plot, told: str) -> Any:
    """As part of a page: it takes the width there is, and says in a sentence what it shows."""
    from markupsafe import Markup

    text = svg(plot, _FAMILIES).decode("utf-8")
    head = f'<svg role="img" aria-label="{escape(told)}" '
    text = text.replace("<svg ", head, 1).replace(' xmlns="http://www.w3.org/2000/svg"', "")
    text = text.replace(f' width="{plot.width:g}" height="{plot.height:g}"', "", 1)
    for color, variable in _COLORS.items():
        text = text.replace(color, variable)
    return Markup(text)
