"""Sentences of refusals about rules and the scheme beside them; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages.issue_sentences_cells import CAP_FORMS, POINTS_FORMS
from jifen.messages.labels import SCHEME_SUBJECT, period, worth
from jifen.messages.refusals import Sentence

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
    "month-within-period": lambda f: (
        f"{f['month']} 不单独开会：本村的办法是{period(f['period'])}合起来评议一次（见 jifen rules scheme）。请写 {f['period']}。"
    ),
}
