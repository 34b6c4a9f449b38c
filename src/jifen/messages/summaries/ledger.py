"""Entries, balances and ranks in tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from jifen.domain.ledger import Spendable
from jifen.domain.points import show, show_signed
from jifen.messages import labels
from jifen.messages.results import Table
from jifen.messages.shapes.ledger import FIGURES, ranked
from jifen.messages.subjects import unit

if TYPE_CHECKING:
    from jifen.domain.ledger import Entry
    from jifen.services.ledger.accounts import Account, RankedHousehold
    from jifen.services.meeting.points import OpeningResult

_FIGURE_WORDS = ("期初", "加分", "扣分", "兑换", "到期", "转入转出", "待定案", "有异议", "可用")


def entries(values: Iterable["Entry"]) -> Table:
    """Entries, oldest first."""
    rows = [
        (e.id, e.month or "", e.occurred_on or "", e.household, e.head, labels.ENTRY_KIND[e.decided or e.kind])
        + (e.category or "", e.rule or "", show(e.points), _state(e), _why(e))
        for e in values
    ]
    heads = ("编号", "月份", "日期", "户编号", "户主", "种类", "类别", "细则", "分", "状态", "事由")
    return Table(heads, rows, (0, 8), ("种类", "细则", "状态", "日期", "类别"), ("事由",))


def _why(entry: "Entry") -> str:
    """What the rule says, and in brackets what was written beside it."""
    told = [text for text in dict.fromkeys((entry.wording, entry.reason)) if text]
    return f"{told[0]}（{told[1]}）" if len(told) == 2 else "".join(told)


def _state(entry: "Entry") -> str:
    words = ["待定案"] if entry.pending else []
    return "、".join(words + (["有异议"] if entry.disputed else []))


def entry(value: "Entry") -> str:
    """An entry just made, in a line."""
    what = value.wording or value.category or ""
    return f"第 {value.id} 条：{value.household} {value.head} {value.month or ''} {what} {show_signed(value.points)} 分"


_LESSER = ("转入转出", "到期", "有异议", "状态", "期初", "网格", "兑换", "扣分", "加分")
"""Columns of a balance that a narrow terminal does without."""


def balances(values: Iterable["Account"]) -> Table:
    """Households and their figures."""
    rows = [
        (a.household.code, a.household.head, a.household.grid, labels.HOUSEHOLD_STATUS[a.household.status])
        + tuple(show(getattr(a.balance, name)) for name in FIGURES)
        for a in values
    ]
    return Table(("户编号", "户主", "网格", "状态", *_FIGURE_WORDS), rows, tuple(range(4, 13)), _LESSER)


def spendable(values: Sequence["Account"]) -> Iterator[str]:
    """What several households can spend together, and apart from it what is owed."""
    if len(values) > 1:
        held = Spendable.of(value.balance.available for value in values)
        owed = f"，另有 {held.debtors} {unit()}欠 {show(held.owed)} 分（不相抵）" if held.debtors else ""
        yield f"可用合计 {show(held.points)} 分{owed}。"


def ranking(values: Iterable["RankedHousehold"]) -> Table:
    """A ranking."""
    found = list(values)
    keys = {"rank": "名次", "household": "户编号", "head": "户主", "grid": "网格"}
    counted = any(value.period for value in found)
    if counted:
        keys |= {"score": "得分"} | ({"grade": "等级"} if any(value.grade for value in found) else {})
        keys |= {"streak": "连续次数"} if any((value.streak or 0) > 1 for value in found) else {}
    keys |= {"points": "积分", "awards": "加分", "deductions": "扣分"}
    if any(value.among for value in found):
        keys |= {"among": "组别"}
    rows = [tuple(row[key] for key in keys) for row in map(ranked, found)]
    figures = ("rank", "score", "streak", "points", "awards", "deductions")
    numbers = [place for place, key in enumerate(keys) if key in figures]
    return Table(tuple(keys.values()), rows, numbers, ("扣分", "加分"), (), "得分" if counted else "积分")


def opening(value: "OpeningResult") -> Iterator[str]:
    """What an import of opening balances did."""
    if value.status == "unchanged":
        yield "这份期初积分已经导入过，没有变化。"
        return
    done = "已导入" if value.applied else "可以导入"
    yield f"{done}期初积分：{value.entries} {unit()}，合计 {show(value.points)} 分。"
