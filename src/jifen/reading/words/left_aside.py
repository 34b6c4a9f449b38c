"""Columns that are no points of this month: each under a meaning with a name, never merely unknown."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jifen.reading.words.private import Private, private_kind
from jifen.reading.words.vocabulary import LEFT_ASIDE, WORDS

_WORDS = {alias: key for key in LEFT_ASIDE if key in WORDS and key != "claim" for alias in WORDS[key].split()}

TIME = (
    "上期|上个?月|上季度?|上次|上年度?|去年|往年|历史|累计|累积|本年度?|今年|全年|年度|年初|期初"
    "|截[至止][^得积合结余]*|[0-9]{1,2}月[止底末]|[上下]半年|第?[一二三四1-4]季度?|本季度?|往期|前期|以往"
)
"""Another time than this month."""
_STATE = "已兑换?|可用|可兑换?|剩余|结余|结存|余额|兑换|已用|已领"
FIGURE = "积分|得分|分数|分值|分|合计|小计|总分|加分|扣分|余额|结余|累计|数"
_EARLIER = re.compile(rf"(?:{TIME})+(?:本[月期次])?(?:{_STATE})*(?:{FIGURE})*")
_BALANCE = re.compile(rf"(?:本[月期次])?(?:{_STATE})+(?:{FIGURE})*")
_CUMULATIVE = re.compile(r"累[计积]|年度|本年|全年|今年|历史|截[至止]|半年|[本一二三四1-4]季")
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("signature", re.compile(r".*(?:签字|签名|签章|盖章|签收|手印)")),
    ("phone", re.compile(r".*(?:电话|手机|手机号码?|联系方式)")),
    ("card", re.compile(r".*(?:身份证|[卡账帐证]|存折|档案|合同)(?:号码?|编号)|.*二维码")),
    ("address", re.compile(r".*(?:住址|地址|门牌号?)")),
    ("note", re.compile(r".*(?:备注|附注|说明|原因|理由|依据)")),
    ("rank", re.compile(r".*(?:排名|名次|位次|排序|排位)")),
    ("money", re.compile(r".*(?:金额|折价|折款|折现|奖金|补贴|补助|[^单]元|价值)")),
    ("average", re.compile(r".*(?:平均|人均|户均|均分|均值)(?:数|值|分|得分|积分)?")),
    ("grade", re.compile(r".*(?:星数|星级|颗星|红旗数|等次|等级|档次)")),
)
_NOTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("earlier", re.compile(rf"(?:{TIME})(?:{FIGURE})*")),
    ("money", re.compile(r"[万千]?元|人民币")),
    ("rank", re.compile(r"排名|名次")),
    ("claim", re.compile(r"(?:申报|拟|拟定|自评|初评|初审|建议|预评)(?:分|分值|得分)?")),
    ("other", re.compile(r"人次?|户|天|小时|工时|亩|斤|公斤|吨|[%‰]|百分[比数]|占比|比例|比率|率")),
)

_PRIVATE: Mapping[Private | None, str] = {
    "phone": "phone", "identity": "card", "bank": "card", "address": "address", "health": "health",
}  # fmt: skip
"""Columns nobody keeps, each under its meaning."""


@lru_cache(maxsize=16384)
def left_key(plain: str) -> str | None:
    """The meaning of a folded label that is no points; None where it is none of these."""
    if key := _WORDS.get(plain):
        return key
    if len(plain) > 20:
        return None
    if _EARLIER.fullmatch(plain):
        return "cumulative" if _CUMULATIVE.search(plain) else "earlier"
    if _BALANCE.fullmatch(plain):
        return "balance"
    found = next((key for key, pattern in _PATTERNS if pattern.fullmatch(plain)), None)
    return found or _PRIVATE.get(private_kind(plain))


def left_by_notes(notes: tuple[str, ...]) -> str | None:
    """`合计（上月）`, `环境卫生（元）`, `环境卫生（申报）`: the brackets say that it is no points of this month."""
    return next((key for note in notes for key, pattern in _NOTES if pattern.fullmatch(note)), None)


def speaks_of_other_time(plain: str) -> bool:
    """Whether a group's label names another time or state: its figures are not this month's."""
    return left_key(plain) in ("earlier", "cumulative", "balance", "opening", "available")
