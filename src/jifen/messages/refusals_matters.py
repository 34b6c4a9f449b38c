"""Sentences of refusals about matters and grids; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages.labels import MATTER_STATUS, minute
from jifen.messages.refusals import Sentence
from jifen.messages.refusals_templates import unread
from jifen.messages.subjects import said

_ROAD = "请照自带的那一份写（jifen templates export 可以导出来对照）。"
_FAULTS = {
    "section": "“{found}”不在哪一类里面。每一类先写一行 [编号]，再写它的名称和步骤。",
    "id": "编号“{found}”不行：要小写字母开头，只用小写字母、数字和短横，如 road-2。",
    "name-taken": "名称“{found}”和 [{other}] 这一类重名了，请换一个名称。",
    "key-unknown": "[{section}] 里不认识“{found}”。能写的有：{known}。",
    "key-missing": "[{section}] 里缺“{key}”，或者是空的。",
    "no-steps": "[{section}] 没有写步骤。至少要有一步。",
    "repeated": "[{section}] 的步骤里“{found}”用了两遍，{field}不能重。",
    "step-name": "[{section}] 的步骤名称“{found}”不行：要有汉字，中间不能有空格。",
    "reserved": "[{section}] 的步骤不能叫“{found}”：督办、转办、回访、重开是各类事项都有的，不用写。请换个名称。",
    "deadline": "[{section}] 的期限“{found}”看不懂。请写 2小时、3天、5个工作日 这样；不限的就不写。",
    "deeds": '[{section}] 的“{key}”要写成 {{ "报告人" = "YF01" }} 这样，左边是替谁（报告人、调解人），右边是细则编号。',
    "list": '[{section}] 的“{key}”要写成 ["解决", "未解决"] 这样，只能从这些里选：{known}。',
    "value": "[{section}] 的“{key}”写了“{found}”，只能写：{known}。",
}


def _faulty(facts: Mapping[str, Any]) -> str:
    told = {**facts, "known": "、".join(facts.get("known", ())), "key": facts.get("wanted") or facts.get("named", "")}
    place = f"第 {facts['line']} 行" if facts["line"] else ""
    return f"“{facts['template']}”{place}写错了，没有用它：{_FAULTS[facts['reason']].format_map(told)}{_ROAD}"


def _kind_unknown(facts: Mapping[str, Any]) -> str:
    return (
        f"没有“{facts['found']}”这一类事项。有的是：{'、'.join(facts['known'])}。要添一类，见 jifen matter kinds 的说明。"
        + unread(facts.get("unread", ()), "办事流程.toml")
    )


def _household(facts: Mapping[str, Any]) -> str:
    if facts["wanted"] == "required":
        return said("“{kind}”要写明是哪一户：--household 户编号。", kind=facts["kind"])
    return said("“{kind}”不记在哪一户名下，请去掉 --household。", kind=facts["kind"])


def _step_unknown(facts: Mapping[str, Any]) -> str:
    steps = "、".join(facts["steps"])
    return f"“{facts['kind']}”没有“{facts['found']}”这一步。它的步骤是：{steps}；各类都有的是：督办、转办、回访、重开。"


def _step_order(facts: Mapping[str, Any]) -> str:
    number, following = facts["id"], facts["next"]
    told = f"第 {number} 号事项（{facts['kind']}）现在还轮不到“{facts['found']}”，或者已经办过。"
    if following is None:
        return f"{told}各步都办完了，请办结：jifen matter close {number} --outcome solved。"
    return f"{told}下一步是“{following}”：jifen matter step {number} {following}。"


def _closed(facts: Mapping[str, Any]) -> str:
    number = facts["id"]
    return (
        f"第 {number} 号事项已经办结（{MATTER_STATUS[facts['outcome']]}），不能再办。"
        f"又出了问题的，先重开：jifen matter step {number} 重开；刚办错的用 jifen undo。"
    )


def _open(facts: Mapping[str, Any]) -> str:
    number = facts["id"]
    if facts["doing"] == "reopened":
        return f"第 {number} 号事项还在办，不用重开。"
    return f"第 {number} 号事项还在办，办结以后才能评价：jifen matter close {number} --outcome solved。"


def _not_rated(facts: Mapping[str, Any]) -> str:
    if not facts["rated"]:
        return f"“{facts['kind']}”这一类不评价。"
    return f"第 {facts['id']} 号事项是撤回的，没有办，不评价。"


def _close_photo(facts: Mapping[str, Any]) -> str:
    number, step, following = facts["id"], facts["step"], facts["next"]
    before = "" if step == following else f"（现在该办的是“{following}”，一步一步办到它）"
    others = "、".join(_OUTCOMES.get(known, known) for known in facts["known"])
    other = f"没有办成的，--outcome 写 {others}。" if others else ""
    return (
        f"“{step}”这一步要留照片，还没有办，不能按“解决”办结。请先办这一步{before}："
        f"jifen matter step {number} {step} --photo 照片文件。{other}"
    )


_OUTCOMES = {"solved": "solved（解决）", "unsolved": "unsolved（未解决）", "withdrawn": "withdrawn（撤回）"}

SENTENCES: dict[str, Sentence] = {
    "flow-faulty": _faulty,
    "matter-kind-unknown": _kind_unknown,
    "matter-text-missing": "请用 --text 写明是什么事，一两句话。",
    "matter-household": _household,
    "matter-grid-differs": "{household} {head} 在第 {grid} 网格，写的却是第 {found} 网格。请核对，或去掉 --grid。",
    "matter-photo-missing": "“{step}”这一步要留照片，没有记。请加上：jifen matter step {id} {step} --photo 照片文件。",
    "matter-close-photo": _close_photo,
    "matter-photo-never": "“{kind}”这一类不留照片，什么也没有写入。请去掉 --photo；要留的，改“办事流程.toml”里的“照片”。",
    "matter-unknown": "没有第 {id} 号事项。请用 jifen matter list 查编号。",
    "matter-step-unknown": _step_unknown,
    "matter-step-order": _step_order,
    "matter-closed": _closed,
    "matter-open": _open,
    "matter-outcome": lambda f: (
        f"“{f['found']}”不是“{f['kind']}”的结果。可以写：{'、'.join(_OUTCOMES[known] for known in f['known'])}。"
    ),
    "matter-not-rated": _not_rated,
    "matter-later": lambda f: f"{minute(f['at'])} 还没有到（今天 {f['today']}）。请写事情办的时候，不写就是现在。",
    "matter-earlier": lambda f: (
        f"{minute(f['at'])} 早于这件事项上一次记的 {minute(f['last'])}。要按先后记；时间写错了请改。"
    ),
    "moment-invalid": "看不懂时间“{found}”。请写 2025-07-01 09:00、7月1日 9点、昨天 下午3点半 这样。",
    "grid-set-what": "请写改什么：--name 名称、--lead 网格长、--worker 网格员，至少一样。",
    "grid-same": "第 {grid} 网格本来就是这样，没有变动。",
    "grid-nobody": "请用 --present 写明到会的人，几个人用顿号或逗号隔开。",
    "grid-meeting-later": "{on} 还没有到（今天 {today}），例会开过再记。",
    "grid-meeting-known": "{on} 的这次例会已经记过了（第 {id} 次），没有再记。",
}
