"""An honour of a year: its notice (荣誉公示), its correction (荣誉更正公示), and who gets a plaque (挂牌名单)."""

from decimal import Decimal
from pathlib import Path

from jifen.domain.documents.handed import Certificates
from jifen.domain.documents.published import Honour, HonourCorrection, HonourLine, HonourNamed
from jifen.messages import labels
from jifen.messages.subjects import unit
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts
from jifen.printing.papers.board import CHANGE_FIELDS, change_row
from jifen.printing.papers.heading import corrects_facts, head_facts, head_fields, named, shown_names

_FIELDS = ("序号", "网格", "户编号", "户主", "姓名", "获评", "积分", "理由")
_PLAQUE_FIELDS = ("序号", "网格", "户编号", "户主", "姓名", "获评", "签收")
_NONE = "本年度无"


def notice_paper(content: Honour, code: str | None, *, own_templates: Path | None = None, mask: bool = False) -> Paper:
    """Who is honoured, household or person; an empty one says so."""
    honour, lines = content["honour"], content["lines"]
    facts = {**head_facts(content, code), **_named_facts(honour), "户数": len(lines), "参评户数": content["ranked"]}
    texts = Texts("荣誉公示", facts, own_templates)
    shown = shown_names(lines, mask=mask)
    rows = [_row(n, line, shown[line["household"]], mask=mask) for n, line in enumerate(lines, 1)]
    left_out = labels.left_out(content["left_out"])
    missing = "、".join(labels.period(month) for month in content["missing"])
    fields: dict[str, Value] = {
        **head_fields(content, code, texts),
        "荣誉": honour["name"],
        "引言": texts("引言" if lines else "引言无人"),
        "奖励": _award(honour, texts) if lines else None,
        "未参评": texts.when(left_out, "未参评", 未参评=left_out),
        "缺月": texts.when(missing, "缺月", 缺月=missing),
        "撤销办法": texts.when(True, "撤销办法"),
        "本期无": None if rows else _NONE,
    }
    return Paper("荣誉公示", Filling(fields, {"户": Table(_FIELDS, rows)}), own_templates, wall=True)


def _named_facts(honour: HonourNamed) -> dict[str, Value]:
    return {"荣誉": honour["name"], "称谓": "名" if honour["person"] else unit()}


def _award(honour: HonourNamed, texts: Texts) -> str | None:
    award = honour["award"]
    if award is None:
        return None
    return texts.when(True, "奖励", 细则=award["rule"], 项目=award["wording"], 分值=award["points"])


def _row(number: int, line: HonourLine, name: str, *, mask: bool) -> Row:
    person = line.get("person", "")
    shown = words.mask_name(person) if mask and person else person
    return {
        "序号": number,
        **named(line, name),
        "姓名": shown,
        "获评": f"{shown}（{name}家）" if shown else f"{name}家庭",
        "积分": Decimal(line["points"]),
        "理由": line["reason"],
    }


def correction_paper(
    content: HonourCorrection, code: str | None, *, own_templates: Path | None = None, mask: bool = False
) -> Paper:
    """Which line of an honour was taken off, taken away or reworded, and why."""
    honour = content["honour"]
    facts = {**head_facts(content, code), **corrects_facts(content), **_named_facts(honour)}
    texts = Texts("荣誉更正", facts, own_templates)
    shown = shown_names(content["changes"], mask=mask)
    rows: list[Row] = []
    for number, line in enumerate(content["changes"], 1):
        person = line.get("person", "")
        row = change_row(number, line, shown[line["household"]], honour["name"])
        changed = labels.HONOUR_CHANGE.get(line["change"], line["change"])
        rows.append({**row, "变更": changed, "姓名": words.mask_name(person) if mask and person else person})
    fields: dict[str, Value] = {**head_fields(content, code, texts), "荣誉": honour["name"], "引言": texts("引言")}
    table = Table((*CHANGE_FIELDS, "姓名"), rows)
    return Paper("荣誉更正公示", Filling(fields, {"更正": table}), own_templates, wall=True)


def plaque_paper(content: Certificates, *, own_templates: Path | None = None) -> Paper:
    """Who gets a plaque, grid by grid, with room to sign for it."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "乡镇": content["township"],
        "期间": labels.period(content["period"]),
        "荣誉": content.get("name", ""),
        "编号": content["number"],
        "公布日期": words.day(content["published_on"]),
        "户数": len(content["lines"]),
    }
    texts = Texts("挂牌名单", facts, own_templates)
    fields: dict[str, Value] = {**facts, "标题": texts("标题"), "引言": texts("引言"), "依据": texts("依据")}
    shown = shown_names(content["lines"], mask=False)
    rows: list[Row] = []
    for number, line in enumerate(content["lines"], 1):
        name, person = shown[line["household"]], line.get("person", "")
        given = f"{person}（{name}家）" if person else f"{name}家庭"
        rows.append({"序号": number, **named(line, name), "姓名": person, "获评": given, "签收": ""})
    file = f"{content['village']}{labels.period(content['period'])}{content.get('name', '')}挂牌名单.xlsx"
    return Paper("挂牌名单", Filling(fields, {"户": Table(_PLAQUE_FIELDS, rows)}), own_templates, file)
