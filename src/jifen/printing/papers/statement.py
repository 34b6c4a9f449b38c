"""One household's page (积分明细单): every entry, the running balance, what is pending and until when."""

from decimal import Decimal
from pathlib import Path

from jifen.domain.documents.lines import PeriodScore
from jifen.domain.documents.statement import ClaimedDeed, Statement, StatementLine
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts

_FIELDS = ("序号", "日期", "月份", "类型", "事由", "分值", "结存", "状态")
_COURSE_FIELDS = ("期间", "得分", "等级", "状态")
_DEED_FIELDS = ("登记号", "日期", "事情", "申报分", "结果")
_UNSAID = {"conversion": "按本期得分折成"}
"""What an entry is for that bears no words of its own."""
_FIGURES = {
    "期初": "opening", "累计加分": "earned", "累计扣分": "deducted", "已兑换": "redeemed", "到期": "expired",
    "转入转出": "transferred", "待生效": "pending", "异议中": "disputed",
}  # fmt: skip


def statement_paper(content: Statement, *, own_templates: Path | None = None) -> Paper:
    """What the page says."""
    facts: dict[str, Value] = {"村名": content["village"], "电话": content["hotline"]}
    texts = Texts("明细单", facts, own_templates)
    figures = content["figures"]
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "户主": content["head"],
        "户编号": content["household"],
        "网格": words.grid(content["grid"]),
        "小组": content["group"] or "",
        "人口": f"{content['people']}人" if content["people"] is not None else "",
        "状态": labels.HOUSEHOLD_STATUS.get(content["status"], content["status"]),
        "期间": labels.period(content["period"]) if content["period"] else "全部",
        "截至": words.day(content["as_of"]),
        "上期结存": words.available(content["before"]),
        "无明细": None if content["lines"] else "本期无记录",
        **{name: Decimal(figures[key]) for name, key in _FIGURES.items()},
        "可用积分": words.available(figures["available"]),
        "说明": texts("说明"),
        "欠分": texts.when(Decimal(figures["available"]) < 0, "欠分"),
        "荣誉记录": _honours(content, texts),
        "查询": texts.when(content["hotline"], "查询"),
        "登记标题": texts.when(content["deeds"], "登记标题"),
        **_course(content, texts),
    }
    rows = [_row(number, line) for number, line in enumerate(content["lines"], 1)]
    scores = Table(_COURSE_FIELDS, [_score(score) for score in _scores(content)])
    deeds = Table(_DEED_FIELDS, [_deed(deed) for deed in content["deeds"]])
    when = content["period"] or content["as_of"]
    file = f"积分明细单_{content['household']}_{content['head']}_{when}.xlsx"
    return Paper(
        "积分明细单", Filling(fields, {"明细": Table(_FIELDS, rows), "期": scores, "登记": deeds}), own_templates, file
    )


def _scores(content: Statement) -> list[PeriodScore]:
    return content["course"]["scores"] if "course" in content else []


def _course(content: Statement, texts: Texts) -> dict[str, Value]:
    """The heading of the scores, and the streak in words: `连续三次五星`."""
    scores = _scores(content)
    final = [score for score in scores if score["final"]]
    streak = content["course"].get("streak", 0) if "course" in content else 0
    told: dict[str, Value] = {}
    if streak and final:
        period = labels.period(final[-1]["period"])
        told = {"连续": words.in_a_row(streak), "等级": final[-1]["grade"], "期间": period}
    return {
        "得分标题": texts("得分标题", 年=scores[-1]["period"][:4]) if scores else None,
        "连续等级": texts.when(told, "连续等级", **told),
    }


def _score(score: PeriodScore) -> Row:
    return {
        "期间": labels.period(score["period"]),
        "得分": Decimal(score["score"]),
        "等级": score["grade"] or "",
        "状态": "" if score["final"] else "公示中",
    }


def _honours(content: Statement, texts: Texts) -> str | None:
    """`2024年最美媳妇（刘巧云）、2025年星级文明户（已撤销）`."""
    told = []
    for honour in content.get("honours", ()):
        marks = "，".join(mark for mark in (honour["person"], "已撤销" if honour["revoked"] else "") if mark)
        told.append(f"{labels.period(honour['year'])}{honour['name']}" + (f"（{marks}）" if marks else ""))
    return texts.when(told, "荣誉记录", 荣誉="、".join(told))


def _row(number: int, line: StatementLine) -> Row:
    return {
        "序号": number,
        "日期": words.day(line["on"]) or "",
        "月份": labels.period(line.get("period", line["month"])) if line["month"] else "",
        "类型": labels.ENTRY_KIND.get(line["kind"], line["kind"]),
        "事由": _why(line),
        "分值": Decimal(line["points"]),
        "结存": words.available(line["running"]),
        "状态": _state(line),
    }


def _deed(deed: ClaimedDeed) -> Row:
    return {
        "登记号": deed["deed"],
        "日期": words.day(deed["on"]),
        "事情": f"{deed['wording'] or deed['category']}" + (f"（{deed['note']}）" if deed["note"] else ""),
        "申报分": Decimal(deed["points"]),
        "结果": _became(deed),
    }


def _became(deed: ClaimedDeed) -> str:
    """`已通过，记2分（2025年7月）`, `未通过：没有到场`, `待评议`."""
    status = labels.DEED_STATUS[deed["status"]]
    if deed["status"] == "decided":
        return f"{status}，记{deed['given']}分（{labels.period(deed.get('period') or deed['month'] or '')}）"
    return f"{status}：{deed['reason']}" if deed["reason"] and deed["status"] != "open" else status


def _why(line: StatementLine) -> str:
    """`环境卫生：参加集体环境整治（7月3日清淤）`; the entry it takes back where it is a reversal."""
    named = "：".join(part for part in (line["category"], line["wording"]) if part)
    reason = line["reason"] if line["reason"] not in (None, "", line["wording"], line["category"]) else None
    text = f"{named}（{reason}）" if named and reason else named or reason or _UNSAID.get(line["kind"], "")
    if line["reverses"] is None:
        return text
    return f"冲正第{line['reverses']}号" + (f"，{text}" if text else "")


def _state(line: StatementLine) -> str:
    if line["disputed"]:
        return "异议中"
    if line["pending"]:
        until = line["pending_until"]
        return f"待生效（公示至{words.short_day(until)}）" if until else "待生效（未公示）"
    return ""
