"""The record of a scoring meeting (会议记录) with its attendance sheet (签到表). For the files, not for the wall."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from jifen.domain.chain import shown
from jifen.domain.documents.minutes import Minutes, MinutesItem, MinutesLine, few_present
from jifen.messages import labels
from jifen.messages.subjects import in_words, unit
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts
from jifen.printing.papers.heading import named

_LINE_FIELDS = ("序号", "网格", "户编号", "户主", "项目", "日期", "核定分", "事由", "本户合计", "事项")
_ALLOWED_FIELDS = ("户", "事由", "分值", "理由")
_OBJECTION_FIELDS = ("户", "内容", "结果")
_NOTE_FIELDS = ("序号", "内容")
_CORRECTION_FIELDS = ("事项",)
_SIGN_FIELDS = ("序号", "姓名", "身份", "序号二", "姓名二", "身份二")
_SEATS = 20
"""Lines on the attendance sheet where nobody knows how many were expected."""


def minutes_paper(content: Minutes, *, own_templates: Path | None = None) -> Paper:
    """What the record says; facts nobody entered stay blank, to be filled in by hand."""
    facts: dict[str, Value] = {"村名": content["village"], "期间": labels.period(content["month"])}
    facts["链"] = shown(content["chain"]) if "chain" in content else None
    texts = Texts("会议记录", facts, own_templates)
    tables = {
        "户": Table(_LINE_FIELDS, _decisions(content["lines"])),
        "放行": Table(_ALLOWED_FIELDS, _allowed(content)),
        "异议": Table(_OBJECTION_FIELDS, _objections(content)),
        "议定": Table(_NOTE_FIELDS, [{"序号": n, "内容": note} for n, note in enumerate(content["notes"], 1)]),
        "更正": Table(_CORRECTION_FIELDS, [{"事项": told} for told in _corrections(content)]),
        "签到": Table(_SIGN_FIELDS, _seats(content)),
    }
    file = f"{labels.period(content['month'])}积分评议会会议记录.xlsx"
    return Paper("会议记录", Filling({**facts, **_fields(content, texts)}, tables), own_templates, file)


def _fields(content: Minutes, texts: Texts) -> dict[str, Value]:
    totals = content["totals"]
    few = few_present(content["expected"], content["present"])
    return {
        "标题": texts("标题"),
        "页脚": texts("标题") + (texts("账链") if "chain" in content else ""),
        "会议时间": words.day(content["held_on"]) or "",
        "地点": content["place"] or "",
        "主持人": content["chair"] or "",
        "记录人": content["recorder"] or "",
        "应到": _people(content["expected"]),
        "实到": _people(content["present"]),
        "评议小组": "、".join(content["panel"]),
        "列席监督": "、".join(content["supervisors"]),
        "到会不足": texts.when(few, "到会不足"),
        "议程": texts("议程"),
        "回避": _recusals(content),
        "合计": f"共{totals['households']}{unit()}、{totals['entries']}条：加{totals['awards']}分，"
        f"扣{totals['deductions'].lstrip('-')}分，合计{totals['points']}分。",
        "议定标题": "议定事项" if content["notes"] else "议定事项：无",
        "更正标题": "会后更正" if content.get("corrections") else None,
        # All of it in one cell, for templates of a village's own that ask for it.
        "其他": "\n".join([*content["notes"], *_corrections(content)]) or "无",
        "放行标题": "经会议同意放行的事项" if content["allowed"] or content.get("allowed_texts") else None,
        "异议标题": "异议处理" if content.get("objections") else None,
        "签字": texts("签字"),
        "与会签字": texts("与会签字"),
    }


def _corrections(content: Minutes) -> list[str]:
    """`沙院村公示〔2025〕8号更正：01-01 林雪梅，环境卫生原8分，更正为7分（复核）`."""
    found = []
    for line in content.get("corrections", []):
        what = f"{line['wording'] or line['category']}原{line['before']}分，更正为{line['after']}分"
        why = f"（{line['why']}）" if line["why"] else ""
        found.append(f"{line['number']}更正：{line['household']} {line['head']}，{what}{why}")
    return found


def _people(number: int | None) -> str:
    return "　　人" if number is None else f"{number}人"


def _recusals(content: Minutes) -> str:
    found = [f"{r['name']}（评议{r['household']} {r['head']}{in_words('户时')}）" for r in content["recusals"]]
    return "；".join(found) or "无"


def _decisions(lines: Sequence[MinutesLine]) -> list[Row]:
    """A row a decision, each with whose it is: a household's decisions may go on over a page. Its sum at its first."""
    rows: list[Row] = []
    for line in lines:
        for place, item in enumerate(line["items"]):
            summed = Decimal(line["points"]) if place == 0 else None
            whose = {"序号": len(rows) + 1, **named(line, line["head"])}
            rows.append({**whose, **_decision(item), "本户合计": summed})
    return rows


def _decision(item: MinutesItem) -> Row:
    """`事项` says all of it in one text: `HJ05 参加集体环境整治 +4（7月3日，修渠清淤）`."""
    name = " ".join(part for part in (item["rule"], item["wording"] or item["category"]) if part)
    day, reason = words.short_day(item["occurred_on"]), item["reason"] if item["reason"] != item["wording"] else None
    detail = "，".join(part for part in (day, reason) if part)
    return {
        "项目": name,
        "日期": day,
        "核定分": Decimal(item["points"]),
        "事由": reason or "",
        "事项": f"{name} {words.signed(item['points'])}" + (f"（{detail}）" if detail else ""),
    }


def _allowed(content: Minutes) -> Sequence[Row]:
    rows: list[Row] = [
        {
            "户": f"{a['household']} {a['head']}",
            "事由": labels.ALLOWED.get(a["guard"], a["guard"]),
            "分值": Decimal(a["points"]),
            "理由": a["reason"],
        }
        for a in content["allowed"]
    ]
    return rows + [
        {
            "户": text["where"],
            "事由": f"纸上的文字（{labels.GUARD.get(text['guard'], text['guard'])}）",
            "分值": "—",
            # The reason of a correction may be the very text that is let through: it is not told twice.
            "理由": f"“{text['text']}”" + (f"；{text['reason']}" if text["reason"] != text["text"] else ""),
        }
        for text in content.get("allowed_texts", ())
    ]


def _objections(content: Minutes) -> Sequence[Row]:
    return [
        {
            "户": f"{o['household']} {o['head']}",
            "内容": o["reason"],
            "结果": labels.OBJECTION_STATUS[o["outcome"]] + (f"：{o['answer']}" if o["answer"] else ""),
        }
        for o in content.get("objections", [])
    ]


def _seats(content: Minutes) -> Sequence[Row]:
    """Two columns of seats, as many as were expected; the names that are known first."""
    known = dict.fromkeys(filter(None, (content["chair"], content["recorder"], *content["panel"])), "评议小组")
    known.update(dict.fromkeys(content["supervisors"], "列席监督"))
    people = list(known.items())
    seats = max(len(people), content["expected"] or _SEATS)
    half = (seats + 1) // 2
    people += [("", "")] * (half * 2 - len(people))
    return [
        {
            "序号": n + 1,
            "姓名": people[n][0],
            "身份": people[n][1],
            "序号二": n + 1 + half,
            "姓名二": people[n + half][0],
            "身份二": people[n + half][1],
        }
        for n in range(half)
    ]
