"""Sentences of refusals about honours and other lists of the village's own; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages.labels import CYCLE, period, worth
from jifen.messages.refusals import Sentence
from jifen.messages.refusals_publication import households
from jifen.messages.refusals_templates import unread
from jifen.messages.subjects import in_words

_WRONG = {
    "section": "“{section}”要写成一段：方括号里是荣誉的名称，下面一行一样。",
    "name": "荣誉的名称“{section}”不能用：要 1 到 20 个字，不带 \\ / ? * [ ] : ' 这些符号。",
    "key": "“{section}”里不认识“{key}”。能写的有：{known}。",
    "missing": "“{section}”少了“{found}”一行。请补上。",
    "id": "“{section}”的编号“{found}”不行：要小写英文字母开头，只用小写字母、数字和短横，也不能是 red、black、both。",
    "id-twice": "“{section}”的编号“{found}”和前面的荣誉重了。请换一个。",
    "choice": "“{section}”的“{key}”写的是“{found}”，只能写 {known} 中的一个。",
    "choices": "“{section}”的“{key}”要写成 [{example}] 这样，只能从这些里选：{known}。",
    "number": "“{section}”的“{key}”写的是“{found}”，要写一个数，最多两位小数。",
    "count": "“{section}”的“{key}”写的是“{found}”，要写 0 或更大的整数。",
    "share": '“{section}”的“{key}”写的是“{found}”，要写户数（例如 10）或百分之几（例如 "20%"）。',
    "place": '“{section}”的“{key}”写的是“{found}”，要写成 "前50名" 或 "前30%"。',
    "categories": '“{section}”的“{key}”要写成 {{ "孝老爱亲" = 2 }} 这样，左边是类别，右边是分。',
    "grades": '“{section}”的“{key}”要写成 ["五星", "四星"] 这样，里面是办法里的等级。',
    "above-zero": "“{section}”的“{key}”写的是“{found}”，要写一个大于 0 的数，例如 10。",
    "of-praise": "“{section}”的性质是整改，不能写“{key}”：那是表扬的名单才有的。请删去这一行。",
    "of-blame": '“{section}”写了“{key}”，那是整改的名单才有的。请加一行 "性质" = "整改"，或删去这一行。',
    "whole-households": "“{section}”的性质是整改，只能写到户，“{key}”不能写“{found}”。",
    "codes": '“{section}”的“{key}”要写成 ["XL05", "ZF05"] 这样，里面是细则编号。',
    "code": "“{section}”的“{key}”要写一个细则编号。",
    "switch": "“{section}”的“{key}”只能写 true 或 false，不加引号。",
}


def _wrong(facts: Mapping[str, Any]) -> str:
    example = ", ".join(f'"{word}"' for word in facts["known"][-2:])
    told = _WRONG[facts["reason"]].format(**{**facts, "known": "、".join(facts["known"]), "example": example})
    return f"“模板”文件夹里的“{facts['template']}”第 {facts['line']} 行：{told}"


def _changed(facts: Mapping[str, Any]) -> str:
    found = facts["households"]
    who = f"{in_words('变动的户')}：{households(found)}。" if found else "评选条件或缺的月份变了。"
    return (
        f"拟名单以后{_when(facts)}又有变动，不能照原来的决定公示。{who}"
        f"请重新 jifen honour draft {facts['year']} {facts['kind']}，再评议一次。"
    )


def _how_much(value: str) -> str:
    """What a deed under a rule of more than one figure is told by."""
    return "--times 数量" if value.startswith(("ladder:", "steps:")) else "--points 分"


_SPAN = {"month": "月份", "quarter": "季度", "half": "半年", "year": "年份"}


def _when(facts: Mapping[str, Any]) -> str:
    """`2025年`, `2025年上半年`: the period of a list, which its refusals name `year`."""
    return period(facts["year"])


def _dated(sentence: Sentence) -> Sentence:
    """A sentence that may say `{when}`."""
    if not isinstance(sentence, str) or "{when}" not in sentence:
        return sentence
    return lambda facts: sentence.format(**facts, when=_when(facts))


_SENTENCES: dict[str, Sentence] = {
    "honour-kind-wrong": _wrong,
    "honour-kind-unknown": lambda f: (
        f"没有“{f['found']}”这种荣誉。有的是：{'、'.join(f['known'])}。{unread(f.get('unread', ()), '荣誉.toml')}"
    ),
    "honour-rule-unknown": (
        "“{template}”第 {line} 行：“{name}”的“{key}”写了 {found}，现行积分细则里没有这一条。请用 jifen rules list 查了改正。"
    ),
    "honour-category-unknown": lambda f: (
        f"“{f['template']}”第 {f['line']} 行：“{f['name']}”的“{f['key']}”写了“{f['found']}”，积分细则里没有这一类"
        f"（有的是：{'、'.join(f['known'])}）。请在“模板”文件夹的 {f['template']} 里把这一行改成村里的类别，不按类别的写 {{}}。"
    ),
    "honour-period": lambda f: (
        f"“{f['name']}”{CYCLE[f['cycle']]}评一次，要写{_SPAN[f['cycle']]}，例如 {f['example']}；{f['year']} 不行。"
    ),
    "honour-grade-unknown": lambda f: (
        f"“{f['template']}”第 {f['line']} 行：“{f['name']}”的“{f['key']}”写了“{f['found']}”，"
        + (f"办法里没有这个等级（有的是：{'、'.join(f['known'])}）。" if f["known"] else "可是办法里没有写等级。")
        + "请用 jifen rules scheme 查了改正。"
    ),
    "honour-no-praise": "“{name}”是限期整改的名单，没有证书、牌匾，也不加分。",
    "honour-deadline-past": lambda f: (
        f"{_when(f)}“{f['name']}”：{households(f['households'])} 的整改期限在公示（{f['first']} 起）以前就到了。"
        f"请在评议表上改整改期限，再 jifen honour review {f['year']} {f['kind']}；已经整改的，决定改成“不上榜”。"
    ),
    "honour-undecided": lambda f: (
        f"{_when(f)}“{f['name']}”还有没决定的户：{households(f['households'])}。"
        "请在评议表上逐户填“上榜、不上榜、暂缓”，再 jifen honour review。"
    ),
    "honour-year-ahead": "{when}还没有到，不能拟“{name}”。",
    "honour-year-not-over": "{when}到 {last} 才满，满了以后才能公示“{name}”；现在可以先拟、先评。",
    "honour-months-open": lambda f: (
        f"{_when(f)}还有没定案的月份：{'、'.join(f['months'])}。请先公示、定案（jifen meeting finalize），再公示“{f['name']}”。"
    ),
    "honour-published": (
        "{when}的“{name}”已经公示（{number}），一期只评一次。要撤销一户，用 jifen honour revoke {year} {kind} 户 --reason 原因。"
    ),
    "honour-not-published": "{when}的“{name}”还没有公示。",
    "honour-not-drafted": "{when}的“{name}”还没有拟名单。请先 jifen honour draft {year} {kind}。",
    "honour-not-reviewed": (
        "{when}“{name}”的评议结果还没有读回（或拟名单后又重拟过）。请先 jifen honour review {year} {kind} 填好的评议表。"
    ),
    "honour-changed": _changed,
    "honour-line-missing": ("{when}的“{name}”名单上现在没有 {household}。请用 jifen honour show {year} {kind} 核对。"),
    "honour-empty": "{when}的“{name}”现在没有获评的户，没有可印的。请用 jifen honour show {year} {kind} 核对。",
    "honour-award-missing": (
        "“{name}”没有写奖励细则，不加分。要加分的，在“模板”文件夹的“荣誉.toml”里写“奖励细则”，从下一年拟名单起算；"
        "这一年的用 jifen deed add 户 --rule 细则编号 逐户登记。"
    ),
    "honour-award-points": lambda f: (
        f"“{f['name']}”的奖励细则 {f['rule']} 分值是 {worth(f['value'])}，不是定数。"
        f"请用 jifen deed add 户 --rule {f['rule']} {_how_much(f['value'])} 逐户登记。"
    ),
    "honour-award-early": "{when}的“{name}”公示到 {last}，期满没有异议才能申报加分。请到第二天再办。",
    "honour-award-disputed": lambda f: (
        f"{_when(f)}的“{f['name']}”还有没处理的异议（第 {'、'.join(map(str, f['objections']))} 号），不能申报加分。"
        "请先 jifen objection decide。"
    ),
    "honour-awarded": (
        "{when}的“{name}”（{number}）已经申报过加分，一户只申报一次，没有再申报。请用 jifen deed list 查看。"
    ),
    "honour-award-nobody": "{when}的“{name}”名单上的户现在都不参评，没有可申报的。请用 jifen roster list 核对。",
    "objection-which": lambda f: (
        f"{f['period']} 公示过几样，不知道对哪一样有异议：{'、'.join(f['documents'])}。"
        "请加 --document，写文号或荣誉名称。"
    ),
}

SENTENCES: dict[str, Sentence] = {code: _dated(sentence) for code, sentence in _SENTENCES.items()}
