"""The papers of an objection: the form to fill in (异议申请表) and the village's answer (异议答复单)."""

from collections.abc import Mapping
from pathlib import Path

from jifen.domain.documents.objection import ObjectionForm, Reply
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts


def form_paper(content: ObjectionForm, *, own_templates: Path | None = None) -> Paper:
    """What the form says; None leaves room."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "受理人": content["contact"] or "村务监督委员会",
        "天数": content["days"],
        "电话": content["hotline"],
    }
    texts = Texts("异议申请表", facts, own_templates)
    period = labels.period(content["period"]) if content["period"] else ""
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "公示期次": "　".join(part for part in (period, content["document"]) if part),
        "说明": texts("说明"),
        "监督电话": texts.when(content["hotline"], "监督电话"),
    }
    about = f"（{content['period']}）" if content["period"] else ""
    return Paper("异议申请表", Filling(fields), own_templates, f"{content['village']}异议申请表{about}.xlsx")


def reply_paper(content: Reply, *, own_templates: Path | None = None) -> Paper:
    """What the reply says: what was objected to, what was found, what changed, the day."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "电话": content["hotline"],
        "受理人": content["contact"],
        "答复期限": words.day(content["due_on"]),
        "公布日期": words.day(content["decided_on"]) or "　　　　年　　月　　日",
    }
    texts = Texts("异议答复单", facts, own_templates)
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "编号": content["id"],
        "户主": content["head"],
        "户编号": content["household"],
        "公示期次": f"{labels.period(content['period'])}　{content['document']}",
        "明细": content["entry"] or _corrected(content) or "未指明",
        "理由": content["reason"],
        "申请日期": words.day(content["filed_on"]),
        "逾期": texts.when(content["late"], "逾期"),
        "结果": texts(labels.OBJECTION_OUTCOME[content["status"]]),
        "答复": content["answer"] or "",
        "更正": _change(content),
        "说明": texts("说明"),
        "监督电话": texts.when(content["hotline"], "监督电话"),
        "落款一": texts.when(True, "落款二"),
        "落款日期": texts.when(True, "落款日期"),
    }
    file = f"{content['village']}异议答复单（第{content['id']}号）.xlsx"
    return Paper("异议答复单", Filling(fields), own_templates, file)


def _corrected(content: Reply) -> str:
    """The items of several that a correction put right, where no line was named before."""
    return "、".join(dict.fromkeys(line["wording"] or line["category"] for line in content.get("changes", [])))


def _change(content: Reply) -> str | None:
    parts = [_put_right(line["wording"] or line["category"], line) for line in content.get("changes", [])]
    if content["before"] is not None and content["after"] is not None:
        parts.append(_put_right("", {"before": content["before"], "after": content["after"]}))
    if content["correction"]:
        parts.append(f"已发布{content['correction']}")
    parts += [f"后经{later['number']}再更正为{later['after']}分" for later in content.get("later", [])]
    return "；".join(parts) + "。" if parts else None


def _put_right(what: str, points: Mapping[str, object]) -> str:
    """`环境卫生原8分，更正为6分`."""
    return f"{what}原{points['before']}分，更正为{points['after']}分"
