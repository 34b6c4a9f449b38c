"""Sentences of refusals about publication, objections and lists; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages.labels import GUARD, LIST
from jifen.messages.refusals import Sentence

PLACES = {"contact": "异议受理人（settings contact）", "why": "理由"}
"""Where a text stands that is no household's and no rule's."""


def _households(found: list[str], most: int = 20) -> str:
    shown = "、".join(found[:most])
    return f"{shown} 等 {len(found)} 户" if len(found) > most else shown


def _guard_refused(facts: Mapping[str, Any]) -> str:
    offences = facts["offences"]
    told = [
        f"{PLACES.get(o.where, o.where)}：“{o.found}”（{GUARD.get(o.guard, o.guard)}；依据：{o.basis}）"
        for o in offences[:5]
    ]
    more = f"另有 {len(offences) - 5} 处，见 jifen rules lint。" if len(offences) > 5 else ""
    names = "、".join(f"allow-{name}" for name in dict.fromkeys(o.guard for o in offences))
    return (
        f"有 {len(offences)} 处不能公示，什么也没有写入。{'；'.join(told)}。{more}"
        f"请改掉；确要放行，用 jifen settings set {names} yes（会留下记录）。"
    )


def _months(facts: Mapping[str, Any]) -> str:
    return "、".join(facts["months"])


def _changed(facts: Mapping[str, Any]) -> str:
    households = facts["households"]
    who = f"变动的户：{_households(households)}。" if households else "评选规定或缺的月份变了。"
    return f"拟榜以后 {facts['period']} 又有变动，不能照原来的决定公示。{who}请重新 jifen board draft，再评议一次。"


def _line_missing(facts: Mapping[str, Any]) -> str:
    period = facts["period"]
    return f"{period} 的{LIST[facts['list']]}上现在没有 {facts['household']}。请用 jifen board show {period} 核对。"


SENTENCES: dict[str, Sentence] = {
    "tiles-need-large-paper": "拼贴（--tiled）是把 A3 拆成两张 A4，不能同时写 --paper A4。去掉其中一个。",
    "paper-unknown": "没有“{found}”这种纸。可以写 A3、A4。",
    "font-not-found": (
        "这台电脑上没有中文字体，出不了 PDF 和图片。请装一种中文字体（例如思源宋体、文泉驿），"
        "或把字体文件（.ttf、.otf、.ttc）放进账本旁的“模板”文件夹；也可以直接打印工作簿。"
    ),
    "paper-undelivered": (
        "账已记下，文号也编了，只是 {path} 放不进去（多半在 WPS 或 Excel 里开着）。请关掉它，再印一份："
        "jifen meeting notice、board notice 或 redeem notice。"
    ),
    "guard-refused": _guard_refused,
    "days-order": "起止日子反了：{first} 在 {last} 以后。",
    # objections
    "objection-unknown": "没有第 {id} 号异议。请用 jifen objection list 查。",
    "objection-exists": "第 {entry} 条明细已有第 {id} 号异议在处理，不用再提。",
    "objection-decided": "第 {id} 号异议已在 {on} 办结，不能再办一次。",
    "uphold-or-reject": "请写一个：--uphold 成立，或 --reject 不成立。",
    "reject-corrects-nothing": "异议不成立就不更正，--points、--rule、--category、--reason-text 不用写。",
    "uphold-what": (
        "第 {id} 号异议没有写涉及哪一条，也没有写更正为多少分，不知道更正什么。"
        "请加 --points 分（和 --rule 或 --category）；榜上没有这一户、要补记的，用 jifen meeting correct。"
    ),
    "points-without-month": "第 {id} 号异议是对红黑榜的，没有写涉及哪一条，不知道分要更正在哪个月。请用 jifen meeting correct 更正那个月。",
    "text-for-lists-only": "{option} 只用于红黑榜的异议。积分的更正请用 --points。",
    # vetoes
    "veto-unknown": "没有第 {id} 条一票否决。请用 jifen veto list 查。",
    "veto-lifted": "第 {id} 条一票否决已在 {on} 解除。",
    "veto-text-missing": "{option} 不能是空的：一票否决要写明事由和依据的文书。",
    # lists
    "board-period": "红黑榜按半年（例如 2025H1）评，不按月；{period} 不行。",
    "period-not-over": "{period} 到 {last} 才满，满了以后才能拟榜。",
    "months-open": lambda f: (
        f"{f['period']} 还有没定案的月份：{_months(f)}。请先公示、定案（jifen meeting finalize），再拟榜。"
    ),
    "months-missing": lambda f: (
        f"{f['period']} 缺这些月份的评议：{_months(f)}。请补上；确实没有评议的，加 --allow-missing（榜上会写明）。"
    ),
    "board-published": "{period} 的红黑榜已经公示（{number}），不能再来一次。改动用 jifen board correct，整改好的用 jifen board delist。",
    "board-not-published": "{period} 还没有公示。",
    "board-not-drafted": "{period} 还没有拟榜。请先 jifen board draft {period}。",
    "board-not-reviewed": "{period} 的评议结果还没有读回（或拟榜后又重拟过）。请先 jifen board review {period} 填好的评议表。",
    "board-undecided": lambda f: (
        f"{f['period']} 黑榜还有没决定的户：{_households(f['households'])}。请在评议表上逐户填“上榜、不上榜、暂缓”，再 jifen board review。"
    ),
    "board-changed": _changed,
    "board-line-missing": _line_missing,
    "red-list-empty": "{period} 的红榜上现在没有户，没有证书可印。请用 jifen board show {period} 核对。",
    "nothing-to-rectify": (
        "{household} {head} 在 {period} 没有公示过的扣分可以告知。请用 jifen points entries --household {household} 核对；"
        "不公示行为人的扣分要用 --entry 写明。"
    ),
    "entry-not-deduction": "第 {entry} 条不是扣分，不用整改。请用 jifen points entries 查编号。",
    "deadline-past": "整改期限 {deadline} 不在今天（{today}）以后。请留出整改的日子。",
    "list-unknown": "没有“{found}”这种榜。写 red（红榜）或 black（黑榜）；jifen board notice 还可以写 both（合榜）。",
    "speech-reads-both": "广播稿红榜、黑榜一起念，请不要和 --list 一起用。",
    "remove-or-text": "请写一个：--remove 撤下，或 --reason-text 新的文字。",
    "text-missing": "{option} 不能是空的。",
}
