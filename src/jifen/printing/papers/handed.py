"""Cards (积分卡), certificates (荣誉证书) and the notice to put something right (整改通知书) with its reply slip."""

from decimal import Decimal
from pathlib import Path

from jifen.domain.documents.handed import Card, Cards, CertificateLine, Certificates, Rectification, RectificationDeed
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts

_ON_EACH_CARD = ("标题", "年", "截至", "监督电话")
_CARD_FIELDS = ("户主", "户编号", "网格", "小组", "人口", "可用积分", "本年累计", "得分", *_ON_EACH_CARD, "空")
_CERTIFICATE_FIELDS = ("称呼", "正文", "户主", "获评", "户编号", "网格", "积分", "空")
_DEED_FIELDS = ("序号", "日期", "情形", "扣分")
_RED = "red"


def card_paper(content: Cards, *, own_templates: Path | None = None) -> Paper:
    """Two cards side by side: the first, third, … stand left.

    What stands on each card is a field of each, too, so that nothing stands where there is none; `空` never says
    anything, it marks whose cell one is.
    """
    facts: dict[str, Value] = {
        "村名": content["village"],
        "年": content["as_of"][:4],
        "截至": words.day(content["as_of"]),
        "电话": content["hotline"],
    }
    texts = Texts("积分卡", facts, own_templates)
    each: dict[str, Value] = {
        "标题": texts("标题"),
        "年": content["as_of"][:4],
        "截至": texts("截至"),
        "监督电话": texts.when(content["hotline"], "监督电话"),
    }
    fields = {"村名": content["village"], **each}
    rows = [{**_card(line), **each} for line in content["lines"]]
    tables = {"左": Table(_CARD_FIELDS, rows[::2]), "右": Table(_CARD_FIELDS, rows[1::2])}
    name = "评级积分卡" if any("last" in line for line in content["lines"]) else "积分卡"
    return Paper(name, Filling(fields, tables), own_templates, _card_file(content))


def _card(line: Card) -> Row:
    return {
        "户主": line["head"],
        "户编号": line["household"],
        "网格": words.grid(line["grid"]),
        "小组": line["group"] or "",
        "人口": f"{line['people']}人" if line["people"] is not None else "",
        "可用积分": words.available(line["available"]),
        "本年累计": Decimal(line["year"]),
        "得分": words.scored(line["last"]) if "last" in line else "",
    }


def _card_file(content: Cards) -> str:
    lines, day = content["lines"], content["as_of"]
    if content["single"]:
        return f"积分卡_{lines[0]['household']}_{lines[0]['head']}_{day}.xlsx"
    return f"{content['village']}{words.grid(content['grid']) if content['grid'] else ''}积分卡_{day}.xlsx"


def certificate_paper(content: Certificates, *, own_templates: Path | None = None) -> Paper:
    """A page a household. The red list has sentences of its own, and all honours share theirs."""
    section, called = _section(content)
    facts: dict[str, Value] = {
        "村名": content["village"],
        "乡镇": content["township"],
        "期间": labels.period(content["period"]),
        "编号": content["number"],
        "公布日期": words.day(content["published_on"]),
        "颁发日期": words.day(content["issued_on"]),
        "荣誉": content.get("name"),
        "户主": None,
        "获评": None,
        "积分": None,
    }
    texts = Texts(section, facts, own_templates)
    fields: dict[str, Value] = {name: value for name, value in facts.items() if name not in ("户主", "获评", "积分")}
    fields |= {name: texts(name) for name in ("标题", "依据", "落款一", "落款日期")}
    rows = [_certificate(line, texts) for line in content["lines"]]
    only = f"_{content['lines'][0]['household']}_{content['lines'][0]['head']}" if len(rows) == 1 else ""
    file = f"{content['village']}{labels.period(content['period'])}{called}{only}.xlsx"
    return Paper("荣誉证书", Filling(fields, {"证书": Table(_CERTIFICATE_FIELDS, rows)}), own_templates, file)


def _section(content: Certificates) -> tuple[str, str]:
    """The section of its sentences, and how its file is called."""
    if content["honour"] == _RED:
        return "红榜证书", "红榜荣誉证书"
    return "荣誉证书", f"{content.get('name', '')}荣誉证书"


def _certificate(line: CertificateLine, texts: Texts) -> Row:
    person = line.get("person")
    given = person or f"{line['head']}家庭"
    own: Row = {"户主": line["head"], "获评": given, "积分": Decimal(line["points"])}
    return {
        **own,
        "户编号": line["household"],
        "网格": words.grid(line["grid"]),
        "称呼": texts("称呼", **own),
        "正文": texts("正文", **own),
    }


def rectification_paper(content: Rectification, *, own_templates: Path | None = None) -> Paper:
    """The notice, and below the cut line the slip that comes back."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "乡镇": content["township"],
        "户主": content["head"],
        "户编号": content["household"],
        "网格": words.grid(content["grid"]),
        "期间": labels.period(content["period"]),
        "告知日期": words.day(content["told_on"]),
        "整改期限": words.day(content["deadline"]),
        "电话": content["hotline"],
        "天数": content["objection_days"],
    }
    texts = Texts("整改通知书", facts, own_templates)
    contact = content["contact"] or texts("默认受理人")
    by_phone = texts("电话联系") if content["hotline"] else ""
    more: dict[str, Value] = {"受理人": contact, "电话联系": by_phone}
    fields: dict[str, Value] = {
        **facts,
        "受理人": contact,
        "标题": texts("标题"),
        "称呼": texts("称呼"),
        "引言": texts("引言"),
        "补充": texts.when(content["text"], "补充", 补充=content["text"].rstrip("。")),
        **{name: texts(name, **more) for name in ("要求", "后果", "异议", "回执标题", "回执说明")},
        "落款一": texts("落款一"),
        "落款日期": texts("落款日期"),
        "整改事项": "；".join(_deed_words(deed) for deed in content["deeds"]),
    }
    rows = [_deed(number, deed) for number, deed in enumerate(content["deeds"], 1)]
    file = f"整改通知书_{content['household']}_{content['head']}_{content['told_on']}.xlsx"
    return Paper("整改通知书", Filling(fields, {"情形": Table(_DEED_FIELDS, rows)}), own_templates, file)


def _deed(number: int, deed: RectificationDeed) -> Row:
    return {
        "序号": number,
        "日期": labels.period(deed["on"][:7]) if deed["month"] else words.day(deed["on"]),
        "情形": _deed_words(deed),
        "扣分": -Decimal(deed["points"]),
    }


def _deed_words(deed: RectificationDeed) -> str:
    """`环境卫生：乱倒垃圾、污水（村东路口）`; `环境卫生类扣分` where only the category is known."""
    told = f"{deed['category']}：{deed['wording']}" if deed["wording"] else f"{deed['category']}类扣分"
    return f"{told}（{deed['detail']}）" if deed["detail"] else told
