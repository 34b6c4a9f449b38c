"""Sentences of refusals of the points shop and the year's end; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages.labels import period
from jifen.messages.refusals import Sentence


def _session_days(facts: Mapping[str, Any]) -> str:
    days = f"{facts['first']} 到 {facts['last']}" if facts["last"] else f"{facts['first']} 起"
    return f"{facts['period']} 的兑换时间是 {days.strip()}，今天 {facts['today']} 不在其中。"


def _session_none(facts: Mapping[str, Any]) -> str:
    if facts["last"]:
        return f"现在没有开着的兑换（{facts['last']} 已结束）。请先用 jifen redeem open 开兑。"
    return "还没有开兑。请先用 jifen redeem open 2025Q3 这样开兑。"


def _line_returned(facts: Mapping[str, Any]) -> str:
    which = f"第 {facts['line']} 行" if facts["line"] else "各行"
    return f"单据 {facts['receipt']} {which}已经退过，不能再退。"


def _party(facts: Mapping[str, Any]) -> str:
    return f"请用 {facts['option']} 写明{'供货单位' if facts['origin'] == 'purchase' else '捐赠人'}。"


def _fund_reversed(facts: Mapping[str, Any]) -> str:
    if facts["by"] is None:
        return f"第 {facts['line']} 笔本身就是冲正，不能再冲正。刚冲错的用 jifen undo。"
    return f"第 {facts['line']} 笔已由第 {facts['by']} 笔冲正，不能再冲一次。"


SENTENCES: dict[str, Sentence] = {
    # goods and money
    "item-unknown": "物品目录里没有“{found}”。请用 jifen goods list 查；新物品先用 jifen goods import 登记。",
    "item-ambiguous": lambda f: (
        f"“{f['found']}”合得上的物品有 {len(f['items'])} 种："
        f"{'、'.join(' '.join(filter(None, (i.code, i.name, i.spec))) for i in f['items'])}。请写编号。"
    ),
    "quantity-invalid": "数量“{found}”不对：要 1 到 {most} 的整数。",
    "stock-short": "{item} 只有 {on_hand} 件，不够 {wanted} 件。什么也没有写入。",
    "party-missing": _party,
    "movement-unknown": "没有第 {movement} 笔出入库。请用 jifen goods list --movements 查编号。",
    "movement-reversed": "第 {movement} 笔已由第 {by} 笔冲正，不能再冲一次。",
    "movement-is-reversal": "第 {movement} 笔本身就是冲正，不能再冲正。要恢复，请重新入库或报损；刚冲错的用 jifen undo。",
    "movement-redeemed": "第 {movement} 笔是兑换单据 {receipt} 的，要退请用 jifen redeem return {receipt} --reason ‹原因›。",
    "movement-gone": (
        "第 {movement} 笔进的 {item} {name} {came} 件，这一批只剩 {left} 件，不能整批冲正。"
        "剩下的请用 jifen goods write-off 报损，或先把发出去的退回来。"
    ),
    "fund-unknown": "资金账上没有第 {line} 笔。请用 jifen fund list 查编号。",
    "fund-reversed": _fund_reversed,
    "fund-of-goods": (
        "第 {line} 笔是买 {item} 付的货款，要连货一起冲正：jifen goods reverse {movement} --reason ‹原因›。"
    ),
    "purchase-or-donation": "请写一种来路：--purchase 供货单位 --price 单价，或 --donation 捐赠人 --value 每件折价。",
    "yuan-invalid": "“{found}”不是金额。请写 350 或 12.50 这样，不能是负数。",
    "yuan-precision": "“{found}”的小数太多，金额最多到分。",
    "yuan-range": "“{found}”太大了，请看看是否多写了数字。",
    "yuan-zero": "金额要大于零。",
    # redemption
    "session-open": "{period} 的兑换还开着，一次只能开一场。请先用 jifen redeem close {period} 结束。",
    "session-exists": "{period} 已经兑换过并已结束，不能再开。",
    "session-unknown": "{period} 没有开过兑换。请先用 jifen redeem open {period} 开兑。",
    "session-closed": "{period} 的兑换已经结束了。",
    "session-none": _session_none,
    "session-days": _session_days,
    "days-reversed": "{first} 到 {last}：开始的日子晚于结束的日子。",
    "wishes-missing": "请写物品和数量，例如 jifen redeem add 03-07 A01 2。",
    "wishes-odd": "物品和数量要成对写，例如 A01 2 B03 1；“{found}”后面少了数量。",
    "redeem-min": "{household} {head} 可用积分不到起兑分 {bound} 分，还不能兑换。",
    "redeem-score": lambda f: (
        f"{f['household']} {f['head']} {period(f['period'])}得分 {f['score']} 分，不满 {f['bound']} 分，照本村的办法暂时不能兑换。"
        "积分不作废，下一期定案后再看（见 jifen rules scheme）。"
    ),
    "redeem-max": "{household} {head} 这一场最多兑换 {bound} 分，这一单要 {cost} 分，会超过。",
    "receipt-unknown": "没有单据 {receipt}。请用 jifen redeem list 2025Q3 这样查那一场的单据号。",
    "receipt-ambiguous": lambda f: f"纸质单据号 {f['receipt']} 有几张：{'、'.join(f['numbers'])}。请写账上的单据号。",
    "line-unknown": "单据 {receipt} 只有 {lines} 行，没有第 {line} 行。",
    "line-returned": _line_returned,
    # the year's end
    "policy-unknown": "没有“{found}”这种办法。可以写 carry（结转）、reset（清零）、cap（封顶）、expire-after（过期）。",
    "policy-missing": "请用 --policy 写明办法：carry、reset、cap 或 expire-after。",
    "policy-limit": "--limit 只用于 --policy cap，而且要写：最多结转多少分（不小于 0）。",
    "policy-months": "--months 只用于 --policy expire-after，而且要写：几个月后过期。",
    "year-invalid": "“{found}”不是年份，请写 2025 这样。",
    "year-ahead": "{year} 年还没有到，不能结转。",
    "year-open": lambda f: (
        f"{f['year']} 年还有没定案的月份：{'、'.join(f['months'])}。请先公示、定案或作废，再做年度结转。"
    ),
    "year-closed": "{year} 年已经结转过。要改办法，请先 jifen year close {year} --revert 撤回。",
    "year-not-closed": "{year} 年没有做过结转，没有可撤回的。",
    "year-later": "{later} 年已经结转在后。请先撤回后面的。",
    "registers-differ": lambda f: (
        f"{f['period']} 的台账之间对不上（{'；'.join(f['differing'])}）。请用 jifen verify 核对账本。"
    ),
}
