"""The redemption notice (兑换公示表): who took what, for how many points, and what is left."""

from decimal import Decimal
from pathlib import Path

from jifen.domain.documents.published import Redemption, RedemptionLine
from jifen.domain.points import total
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts
from jifen.printing.papers.heading import head_facts, head_fields, named, shown_names

_FIELDS = ("序号", "网格", "户编号", "户主", "兑换物品", "件数", "兑换积分", "剩余积分")


def redemption_paper(
    content: Redemption, code: str | None, *, own_templates: Path | None = None, mask: bool = False
) -> Paper:
    """What the notice says; the totals are those of its lines."""
    lines = content["lines"]
    facts = {
        **head_facts(content, code),
        "开始日期": words.day(content["opened_on"]),
        "结束日期": words.day(content["closed_on"]),
        "兑换日期": words.days(content["opened_on"], content["closed_on"]),
        "单据数": content["totals"].get("receipts", "0"),
    }
    texts = Texts("兑换公示", facts, own_templates)
    shown = shown_names(lines, mask=mask)
    rows = [_row(number, line, shown[line["household"]]) for number, line in enumerate(lines, 1)]
    fields: dict[str, Value] = {
        **head_fields(content, code, texts),
        "引言": texts("引言" if lines else "引言无人"),
        "本期无": None if lines else "本期无人兑换",
        "说明": texts.when(True, "说明"),
        "总户数": len(lines),
        "总件数": sum(item["quantity"] for line in lines for item in line["items"]),
        "总积分": total(Decimal(line["points"]) for line in lines),
    }
    return Paper("兑换公示表", Filling(fields, {"户": Table(_FIELDS, rows)}), own_templates, wall=True)


def _row(number: int, line: RedemptionLine, name: str) -> Row:
    return {
        "序号": number,
        **named(line, name),
        "兑换物品": "、".join(f"{item['name']}{item['quantity']}{item['unit']}" for item in line["items"]),
        "件数": sum(item["quantity"] for item in line["items"]),
        "兑换积分": Decimal(line["points"]),
        "剩余积分": words.available(line["available"]),
    }
