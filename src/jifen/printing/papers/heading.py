"""What every published document says of itself: village, number, window, whom to turn to."""

from jifen.domain.documents.published import Head
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.filling import Value
from jifen.printing.engine.texts import Texts


def head_facts(content: Head, code: str | None) -> dict[str, Value]:
    """What the sentences of any published document may ask for."""
    return {
        "村名": content["village"],
        "乡镇": content["township"],
        "县": content["county"],
        "期间": labels.period(content["period"]),
        "编号": content["number"],
        "校验码": code,
        "公示期": words.window(content["notice_from"], content["notice_to"]) or "（公布时填写）",
        "公布日期": words.day(content["published_on"]) or "　　　　年　　月　　日",
        "电话": content["hotline"],
        "受理人": content["contact"],
    }


def head_fields(content: Head, code: str | None, texts: Texts) -> dict[str, Value]:
    """The scalars every document's template may ask for; None where there is nothing to say."""
    number = texts.when(content["number"], "编号行")
    contact = content["contact"] or texts("默认受理人")
    return {
        "村名": content["village"],
        "期间": labels.period(content["period"]),
        "标题": texts("标题"),
        "异议": texts("异议", 受理人=contact),
        "公示期": texts.when(True, "公示期", 异议=texts("异议", 受理人=contact)),
        "送审稿": texts.when(not content["number"], "送审稿"),
        "补录": texts.when(content["number"] and content["backdated"], "补录"),
        "节假日": texts.when(content["workdays"] == "weekends", "节假日"),
        "监督电话": texts.when(content["hotline"], "监督电话"),
        "落款一": texts.when(True, "落款一"),
        "落款二": texts.when(True, "落款二"),
        "落款日期": texts.when(True, "落款日期"),
        "编号行": number,
        "页脚": number or texts("送审稿"),
    }
