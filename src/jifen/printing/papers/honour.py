"""A village's own lists: the notice of an honour (荣誉公示), or of what is to be rectified (整改公示), its correction
(荣誉更正公示), and who gets a plaque (挂牌名单)."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from jifen.domain.documents.handed import Certificates
from jifen.domain.documents.published import Honour, HonourCorrection, HonourLine, HonourNamed
from jifen.domain.period import Period
from jifen.messages import labels
from jifen.messages.subjects import unit
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.template import Band
from jifen.printing.engine.texts import Texts
from jifen.printing.papers.board import CHANGE_FIELDS, change_row, reached
from jifen.printing.papers.heading import corrects_facts, head_facts, head_fields, named, shown_names

_FIELDS = ("序号", "网格", "户编号", "户主", "姓名", "获评", "积分", "成绩", "理由")
_PLAQUE_FIELDS = ("序号", "网格", "户编号", "户主", "姓名", "获评", "签收")
_RECTIFIED = ("序号", "网格", "户编号", "户主", "积分", "事实", "整改期限", "整改日")
"""The day a second time on two lines (`整改日`), for a column too narrow for one."""
_BANDS: Mapping[str, Band] = {
    "yellow": ("FFD966", "262626"),
    "green": ("2E7D32", "FFFFFF"),
    "blue": ("1F4E79", "FFFFFF"),
    "white": ("FFFFFF", "000000"),
}
"""Ground and letters of a title that is not red; each is read in black and white, too."""


def notice_paper(content: Honour, code: str | None, *, own_templates: Path | None = None, mask: bool = False) -> Paper:
    """Who is honoured, household or person, or has something to put right; an empty one says so."""
    honour, lines = content["honour"], content["lines"]
    yearly = Period.parse(content["period"]).kind == "year"
    facts = {
        **head_facts(content, code),
        **_named_facts(honour),
        "户数": len(lines),
        "参评户数": content["ranked"],
        "本期": "本年" if yearly else "本期",
    }
    if _rectifies(honour):
        return _rectified_paper(content, code, facts, own_templates, mask=mask)
    texts = Texts("荣誉公示", facts, own_templates)
    shown = shown_names(lines, mask=mask)
    rows = [_row(n, line, shown[line["household"]], mask=mask) for n, line in enumerate(lines, 1)]
    left_out = labels.left_out(content["left_out"])
    missing = "、".join(labels.period(month) for month in content["missing"])
    fields: dict[str, Value] = {
        **head_fields(content, code, texts),
        "标题": texts("标题" if yearly else "标题名单"),
        "荣誉": honour["name"],
        "积分列": _counted(content),
        "引言": texts("引言" if lines else "引言无人"),
        "奖励": _award(honour, texts) if lines else None,
        "未参评": texts.when(left_out, "未参评", 未参评=left_out),
        "缺月": texts.when(missing, "缺月", 缺月=missing),
        "撤销办法": texts.when(True, "撤销办法"),
        "本期无": None if rows else ("本年度无" if yearly else "本期无"),
    }
    filling = Filling(fields, {"户": Table(_FIELDS, rows)})
    return Paper("荣誉公示", filling, own_templates, wall=True, band=_band(honour))


def _counted(content: Honour) -> str:
    """What the column of points says."""
    if any("score" in line for line in content["lines"]):
        return "得分、等级"
    return f"{labels.CYCLE_POINTS[Period.parse(content['period']).kind]}积分"


def _rectified_paper(
    content: Honour, code: str | None, facts: dict[str, Value], own_templates: Path | None, *, mask: bool
) -> Paper:
    """What is to be put right, by whom and until when: the facts alone."""
    texts = Texts("整改公示", facts, own_templates)
    lines, shown = content["lines"], shown_names(content["lines"], mask=mask)
    missing = "、".join(labels.period(month) for month in content["missing"])
    fields: dict[str, Value] = {
        **head_fields(content, code, texts),
        "荣誉": content["honour"]["name"],
        "引言": texts("引言" if lines else "引言无人"),
        "缺月": texts.when(missing, "缺月", 缺月=missing),
        "撤榜办法": texts.when(True, "撤榜办法", 公示至=words.day(lines[0]["until"])) if lines else None,
        "本期无": None if lines else "本期无",
    }
    rows: list[Row] = [
        {
            "序号": number,
            **named(line, shown[line["household"]]),
            "积分": Decimal(line["points"]),
            "事实": line["fact"],
            "整改期限": words.day(line["deadline"]),
            "整改日": words.day_on_two_lines(line["deadline"]),
        }
        for number, line in enumerate(lines, 1)
    ]
    filling = Filling(fields, {"户": Table(_RECTIFIED, rows)})
    return Paper("整改公示", filling, own_templates, wall=True, band=_band(content["honour"]))


def _rectifies(honour: HonourNamed) -> bool:
    return honour.get("nature") == "rectify"


def _band(honour: HonourNamed) -> Band | None:
    return _BANDS.get(honour.get("colour", ""))


def _named_facts(honour: HonourNamed) -> dict[str, Value]:
    told = "" if "整改" in honour["name"] else "（限期整改）"
    return {"荣誉": honour["name"], "称谓": "名" if honour["person"] else unit(), "限期整改": told}


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
        "成绩": reached(line),
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
        changed = labels.honour_change(line["change"], rectifies=_rectifies(honour))
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
