"""What is printed about grids: the assessment of their workers (网格员考核表), and a grid on one sheet (网格一张表)."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from jifen.domain.chain import shown
from jifen.domain.documents.grids import Assessment, GridHousehold, GridSheet, WorkLine
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts

_WORK = ("序号", "网格员", "网格", "类型", "登记", "办结", "按时", "超期", "天数", "评价")
_HOUSEHOLD = ("序号", "户编号", "户主", "小组", "人口", "状态", "本年得分", "可用积分")
_COUNTS = {"登记": "opened", "办结": "closed", "按时": "on_time", "超期": "overdue"}


def assessment_paper(content: Assessment, *, own_templates: Path | None = None) -> Paper:
    """What the assessment says: nothing of whose matters these were."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "乡镇": content["township"],
        "期间": labels.period(content["period"]),
        "截至": words.day(content["as_of"]),
        "链": shown(content["chain"]),
    }
    texts = Texts("网格员考核", facts, own_templates)
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "说明": texts("说明"),
        "页脚": texts("标题") + texts("账链"),
        "签字": texts("签字"),
        "无事项": None if content["lines"] else texts("无事项"),
        **{f"总{name}": value for name, value in _figures(content["total"]).items()},
    }
    rows: list[Row] = [
        {
            "序号": number,
            "网格员": line["worker"] or texts("没有写"),
            "网格": words.grid_cell(line["grid"]) if line["grid"] else "",
            "类型": line["kind"],
            **_figures(line),
        }
        for number, line in enumerate(content["lines"], 1)
    ]
    file = f"{content['village']}{labels.period(content['period'])}网格员考核表.xlsx"
    return Paper("网格员考核表", Filling(fields, {"员": Table(_WORK, rows)}), own_templates, file)


def _figures(line: WorkLine) -> Row:
    told: Mapping[str, Any] = line
    counts: Row = {name: told[key] for name, key in _COUNTS.items()}
    return {**counts, "天数": _figure(line["days"]), "评价": _figure(line["rating"])}


def _figure(text: str | None) -> Value:
    return "—" if text is None else Decimal(text)


def grid_paper(content: GridSheet, *, own_templates: Path | None = None) -> Paper:
    """What the sheet of a grid says."""
    named = words.grid(content["grid"]) + (f"（{content['name']}）" if content["name"] else "")
    facts: dict[str, Value] = {
        "村名": content["village"],
        "网格": named,
        "截至": words.day(content["as_of"]),
        "年份": content["year"],
        "链": shown(content["chain"]),
    }
    texts = Texts("网格一张表", facts, own_templates)
    own: Mapping[str, Any] = content["matters"]
    counts = {name: own[key] for name, key in _COUNTS.items()}
    last = content["last_meeting"]
    met: dict[str, Value] = {"次数": content["meetings"], "最近": words.day(last) if last else ""}
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "页脚": texts("标题") + texts("账链"),
        "网格长": content["lead"] or texts("没有写"),
        "网格员": content["worker"] or texts("没有写"),
        "户数": len(content["households"]),
        "总人口": content["people"],
        "总得分": Decimal(content["points"]),
        "事项": texts("事项", 在办=own["running"], **counts),
        "例会": texts("例会", **met) if content["meetings"] else texts("无例会"),
        "说明": texts("说明"),
    }
    rows = [_household(number, line) for number, line in enumerate(content["households"], 1)]
    file = f"{content['village']}{words.grid(content['grid'])}一张表_{content['as_of']}.xlsx"
    return Paper("网格一张表", Filling(fields, {"户": Table(_HOUSEHOLD, rows)}), own_templates, file)


def _household(number: int, line: GridHousehold) -> Row:
    return {
        "序号": number,
        "户编号": line["household"],
        "户主": line["head"],
        "小组": line["group"] or "",
        "人口": line["people"] if line["people"] is not None else "",
        "状态": labels.HOUSEHOLD_STATUS.get(line["status"], line["status"]),
        "本年得分": Decimal(line["points"]),
        "可用积分": words.available(line["available"]),
    }
