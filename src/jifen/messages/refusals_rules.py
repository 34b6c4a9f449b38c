"""Sentences of refusals about rules and the scheme beside them; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.domain.points import show
from jifen.messages.issue_sentences_cells import CAP_FORMS, POINTS_FORMS
from jifen.messages.labels import SCHEME_SUBJECT, period, worth
from jifen.messages.refusals import Sentence
from jifen.messages.subjects import in_words

_INSIDE = {
    "phone": "只在内部公示，不出手机图片。请打印张贴在内部，或用 --pdf。",
    "speech": "只在内部公示，不出广播稿。",
    "page": "不出网页。内部看用 jifen points rank、jifen report。",
    "rollup": "不交乡镇汇总：汇总数的是各村的户。要报的数用 jifen report 印出来另报。",
}
"""What of a book that is not about households does not leave the house."""


def _subject(facts: Mapping[str, Any]) -> str:
    subject = str(facts["subject"])
    return SCHEME_SUBJECT.get(subject, subject)


def _named(facts: Mapping[str, Any]) -> str:
    return f"{facts['household']} {facts['head']} {period(facts['period'])}的得分是 {facts['score']} 分"


def _bounds(facts: Mapping[str, Any]) -> str:
    low = f"最低 {facts['low']} 分" if facts["low"] is not None else ""
    high = f"最高 {facts['high']} 分" if facts["high"] is not None else ""
    return (
        f"本村的办法，得分{'、'.join(filter(None, (low, high)))}，定不成 {facts['score']} 分（见 jifen rules scheme）。"
    )


def _stale(facts: Mapping[str, Any]) -> str:
    """Each household, the document, the score that was set and the score now; the two ways on, as they are typed."""
    month, first = facts["month"], facts["scores"][0].decision
    told = "；".join(
        f"{each.decision.household} {each.head}（{each.decision.evidence}）定为 {show(each.decision.score)} 分，"
        f"现在是 {show(each.now)} 分"
        for each in facts["scores"]
    )
    named = f"--rule {first.rule}" if first.rule else f"--category {first.category}"
    again = (
        f"jifen points clear {first.household} {month} --to {show(first.score)} {named} "
        f'--document "{first.evidence}" --reason "{first.reason}"'
    )
    lower = facts["scores"][0].now < first.score
    again = again.replace("points clear", "points repair") if lower else again
    return (
        f"{month} {in_words('有凭决定定过得分的户')}，后来分又变了，没有公示：{told}。照决定的，再定一次：{again}；"
        f"决定不作数了的，冲掉那一笔：jifen points reverse {first.entry_id} --reason 理由。"
    )


SENTENCES: dict[str, Sentence] = {
    "rule-points-invalid": "“{found}”不是能读的分值。" + POINTS_FORMS,
    "rule-cap-invalid": lambda f: (
        f"“{f['found']}”"
        + (
            f"：{f['period']}的上限现在还不能记，可写成每天、每月、每季、每半年或每年。"
            if f.get("period")
            else "不是能读的上限。"
        )
        + CAP_FORMS
    ),
    "rule-double-form": "{rule} 有加倍月数，分值要写成 -5 或 一般-5；较重-10 这样的定数，才看得出加倍没有。",
    "rule-cap-differs": lambda f: (
        f"{f['rule']} 的整类上限和 {'、'.join(f['others'])} 的不一样：一个类别只有一个。要改就导出来一起改，再 jifen rules import。"
    ),
    "rule-set-what": "没有写要改什么：--points 分值、--cap 上限、--wording 文字，至少写一样。",
    "rule-or-category": "请写一个：--rule 细则编号，或 --category 类别。",
    "rule-unknown": "现行积分细则里没有 {rule}。请用 jifen rules list 查。",
    "category-unknown": lambda f: f"没有“{f['found']}”这一类。有的是：{'、'.join(f['known'])}。",
    "sign-unclear": lambda f: f"{f['rule']} 的分值是 {worth(f['value'])}，{f['points']} 分的正负号不对。",
    "points-out-of-range": lambda f: (
        f"{f['rule']} 的分值是 {worth(f['value'])}，记不出 {f['points']} 分。"
        "要么取消这一笔，要么改按别的细则、只按类别记。"
    ),
    "subject-unspendable": lambda f: (
        f"这本账记的是{_subject(f)}，“办法”里没有写“可兑换”，得分只用于评比，不开兑换。"
        "要兑换，在细则工作簿的“办法”里加一行“可兑换”（例如 加减分），jifen rules import 导入以后再开始。"
    ),
    "subject-inside": lambda f: f"这本账记的是{_subject(f)}，{_INSIDE.get(f['about'], '只在内部用。')}",
    "score-not-above": lambda f: f"{_named(f)}，不比 {f['to']} 分高，没有可清的。没有写入。",
    "score-not-below": lambda f: f"{_named(f)}，不比 {f['to']} 分低，不用修复。没有写入。",
    "score-not-cleared": lambda f: (
        f"{_named(f)}，这一期没有清过零，或者清去的已经全部恢复了，没有可修复的。要定成别的分，写 --to 分。"
    ),
    "score-not-rated": lambda f: (
        f"{f['household']} {f['head']} 中途来去，照本村的办法{period(f['period'])}不参评，没有得分可定。没有写入。"
    ),
    "score-beside": lambda f: (
        f"“{f['category']}”不计入得分（见 jifen rules scheme），记在这一类得分不会变。请换一个类别。没有写入。"
    ),
    "score-out-of-bounds": _bounds,
    "score-decided-stale": _stale,
    "month-within-period": lambda f: (
        f"{f['month']} 不单独开会：本村的办法是{period(f['period'])}合起来评议一次（见 jifen rules scheme）。请写 {f['period']}。"
    ),
}
