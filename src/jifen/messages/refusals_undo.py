"""Sentences of what is not taken back, each with the command that answers it instead; see `refusals`."""

from collections.abc import Callable, Mapping
from typing import Any

from jifen.messages import labels

Right = Callable[[Mapping[str, Any]], str]
"""Of the facts of a refusal the command that does what was wanted; empty where none does."""

_WHY = "--reason ‹原因›"


def _period(form: str) -> Right:
    return lambda facts: form.format(period=facts["period"], why=_WHY)


def _correct(facts: Mapping[str, Any]) -> str:
    """A correction is corrected by another of the same paper."""
    if facts["kind"] == "board-correction":
        return _period("jifen board correct {period} ‹户› --list ‹red 或 black› ‹改什么› {why}")(facts)
    if facts["kind"] == "honour-correction":
        return _honour("jifen honour revoke {year} {kind} ‹户› {why}")(facts)
    return _period("jifen meeting correct {period} ‹户› ‹改什么› {why}")(facts)


def _honour(form: str) -> Right:
    """Of an honour the year and kind; an objection that was upheld was not given them."""
    return lambda facts: form.format(year=facts["period"], kind=facts["given"].get("kind", "‹荣誉›"), why=_WHY)


def _score(form: str) -> Right:
    return lambda facts: form.format(household=facts["given"]["household"], period=facts["period"], why=_WHY)


_RIGHT: Mapping[str, Right] = {
    "meeting publish": _period("jifen meeting void {period} {why}"),
    "meeting correct": _correct,
    "points clear": _score("jifen points repair {household} {period} --document ‹文书› {why}"),
    "points repair": _score("jifen points clear {household} {period} --category ‹类别› --document ‹文书› {why}"),
    "meeting void": _period("jifen meeting import ‹评议表› --month {period}"),
    "objection decide": _correct,
    "board publish": _period("jifen board correct {period} ‹户› --list ‹red 或 black› ‹改什么› {why}"),
    "board correct": _period("jifen board correct {period} ‹户› --list ‹red 或 black› ‹改什么› {why}"),
    "board delist": _period("jifen board correct {period} ‹户› --list black ‹改什么› {why}"),
    "board notice": _period("jifen board notice {period}"),
    "honour publish": _honour("jifen honour revoke {year} {kind} ‹户› {why}"),
    "honour revoke": _honour("jifen honour show {year} {kind}"),
    "redeem close": lambda facts: f"jifen redeem return ‹单据号› {_WHY}",
    "restore": lambda facts: "jifen restore ‹备份文件›",
}
_MORE = {
    "meeting publish": "（整月作废，出作废公告，月份空出来重做）；只改几户，用 jifen meeting correct {period} ‹户› ‹改什么› --reason ‹原因›",
    "meeting void": "（月份已经空出来，重新导入就是）",
    "board notice": "（要换下墙上那张，再印一份）",
    "honour revoke": "（撤销已经公示；撤错了的，由评议会在下一次评选时再评）",
    "redeem close": "（兑换结束后退换仍可办）",
    "restore": "（换下的账本存在“备份”文件夹里，文件名见 jifen log 前后的日期）",
}
_FOR_GOOD = {
    "init": "账本就是从这一步开始的，前面没有可撤销的了。",
    "source erase": "删去的原表已经不在账本里，不能恢复。记下的分没有变；要再存一份，重新导入原来的文件。",
}


def right(facts: Mapping[str, Any]) -> str:
    """The command that answers what is not taken back; empty where none does."""
    found = _RIGHT.get(facts["did"])
    return found(facts) if found else ""


def _refused(facts: Mapping[str, Any]) -> str:
    did = labels.operation(facts["did"])
    about = f"最后一步（第 {facts['operation']} 次操作，{did}）"
    if facts["did"] in _FOR_GOOD:
        return f"{about}不能撤销：{_FOR_GOOD[facts['did']]}"
    why = f"已经出了 {facts['number']}，纸上的不能当没有过" if facts["number"] else "不能撤销"
    more = _MORE.get(facts["did"], "").format(period=facts["period"])
    return f"{about}{why}。要改请用：{right(facts)}{more}。"


SENTENCES: dict[str, str | Callable[[Mapping[str, Any]], str]] = {"undo-refused": _refused}
