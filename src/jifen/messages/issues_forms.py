"""Sentences for issues of the workbooks that people fill in besides meeting sheets: reviews, goods, redemption."""

from collections.abc import Callable

from jifen.messages.issue_facts import FIELDS
from jifen.messages.issue_facts import fact as _fact
from jifen.messages.issue_facts import field as _field
from jifen.messages.issue_facts import found as _found
from jifen.reading.issues import Issue


def _field_missing(issue: Issue) -> str:
    """`field`: a key of `FIELDS`; `household`, `rule` or `item`: whose."""
    whose = issue.facts.get("household") or issue.facts.get("rule") or issue.facts.get("item")
    return f"{f'{whose} ' if whose else ''}没有填“{_field(issue)}”。请补上。"


def _date_order(issue: Issue) -> str:
    """`field`, `other`: the two days (keys of `FIELDS`), `other` also today; `other_found`."""
    if issue.facts.get("other") == "today":
        return f"{_field(issue)}{_found(issue)}还没有过，现在不能上榜。请等期限过后复查再定，或填“暂缓”。"
    other = FIELDS.get(issue.facts.get("other", ""), issue.facts.get("other", "")) or "前一个日期"
    return f"{_field(issue)}{_found(issue)}早于{other}{_fact(issue, 'other_found', '（', '）')}，先后反了。请核对两个日期。"


def _candidate_unknown(issue: Issue) -> str:
    """`household`; `period`."""
    return f"{_found(issue)}不在{_fact(issue, 'period', ' ', ' ') or '本期'}的初选名单里。请核对；要加入的户先改规则重新拟榜。"


def _text_forbidden(issue: Issue) -> str:
    """`word`: what was found; `guard`: the setting `allow-GUARD`; `basis`: what it rests on."""
    word = _fact(issue, "word", "“", "”") or "这样的话"
    guard = _fact(issue, "guard", "；确要公示，先 jifen settings set allow-", " yes")
    return f"{word}不能贴上墙{_fact(issue, 'basis', '（', '）')}。请只写时间、地点、行为{guard}。"


def _limit_unread(issue: Issue) -> str:
    """`rule`; `limit`: the words that speak of a limit."""
    return (
        f"{_fact(issue, 'rule', '', ' ')}备注里写了{_fact(issue, 'limit', '“', '”') or '上限'}，备注不参加计算，没有当上限读入。"
        "要程序管住上限，请写到“上限”一栏，如 6/月、10/年。"
    )


def _item_unknown(issue: Issue) -> str:
    """`item`; `reason` digits: a number too long for a spreadsheet."""
    if issue.facts.get("reason") == "digits":
        return f"物品编号{_found(issue)}存成了数字，超过 15 位，后面几位已经变成 0。请把这一列设成“文本”格式，重新填写物品编号。"
    return f"物品目录里没有{_fact(issue, 'item', '“', '”') or _found(issue)}。请核对物品编号，新物品先用 goods import 登记。"


def _item_repeated(issue: Issue) -> str:
    """`item`; `other`: the cell before."""
    return f"物品编号{_found(issue)}出现了两次{_fact(issue, 'other', '，前一处在 ')}。请留一处，或改正编号。"


def _quantity_invalid(issue: Issue) -> str:
    """`reason` people: a number of persons."""
    if issue.facts.get("reason") == "people":
        return f"家庭人口{_found(issue)}不是整数。请改成数字。"
    return f"数量{_found(issue)}不对，要填大于零的整数。请改正。"


def _stock_short(issue: Issue) -> str:
    """`item`, `on_hand`, `wanted`."""
    have, want = _fact(issue, "on_hand", "只有 "), _fact(issue, "wanted", "，要 ")
    return f"{_fact(issue, 'item') or '物品'} 库存不够：{have or '库存不足'}{want}。请核对数量，或先入库。"


def _points_short(issue: Issue) -> str:
    """`household`, `available`, `wanted`; `reason` minimum or ceiling, with the `bound`."""
    who = _fact(issue, "household") or "这一户"
    bound = issue.facts.get("bound", "")
    if issue.facts.get("reason") == "minimum":
        return f"{who} 可用积分不到起兑分 {bound} 分，还不能兑换。请清空这一行的数量。"
    if issue.facts.get("reason") == "ceiling":
        return f"{who} 这一场最多兑换 {bound} 分，到这里超过了。请减少数量。"
    have, want = _fact(issue, "available", "可用 ", " 分"), _fact(issue, "wanted", "，要 ", " 分")
    return f"{who} 积分不够：{have or '可用积分不足'}{want}。请核对数量。"


def _price_mismatch(issue: Issue) -> str:
    """`item`; `expected`: the price or the sum that holds."""
    return f"{_fact(issue, 'item', '', ' ')}表上是{_found(issue)}分，应为 {issue.facts.get('expected', '')} 分。请核对单价和数量。"


def _receipt_repeated(issue: Issue) -> str:
    """`other`: where the receipt stood first."""
    return f"单据号{_found(issue)}已经用过{_fact(issue, 'other', '（', '）')}。请核对是不是登记了两次。"


def _quantity_differs(issue: Issue) -> str:
    """`item`; `on_hand`: what the book has; `reason` count: a counting sheet printed before stock moved."""
    if issue.facts.get("reason") == "count":
        now = _fact(issue, "on_hand", "，现在账面是 ")
        item = _fact(issue, "item", "", " ")
        return f"{item}印表时账面是{_found(issue)}{now}，印表以后有进出。请重新印盘点表（goods sheet）再盘。"
    on_hand = _fact(issue, "on_hand", "，账上是 ")
    return (
        f"{_fact(issue, 'item', '', ' ')}数量写的是{_found(issue)}{on_hand}。已有物品的数量不能在目录里改："
        "进货请用 goods receive 登记，盘点请用 goods stocktake。"
    )


SENTENCES: dict[str, Callable[[Issue], str]] = {
    "field-missing": _field_missing,
    "date-order": _date_order,
    "candidate-unknown": _candidate_unknown,
    "text-forbidden": _text_forbidden,
    "limit-unread": _limit_unread,
    "item-unknown": _item_unknown,
    "item-repeated": _item_repeated,
    "quantity-invalid": _quantity_invalid,
    "stock-short": _stock_short,
    "points-short": _points_short,
    "price-mismatch": _price_mismatch,
    "receipt-repeated": _receipt_repeated,
    "quantity-differs": _quantity_differs,
}
"""By code, as in `issues`."""
