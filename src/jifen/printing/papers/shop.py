"""Posted sheets of the shop from templates: catalogue (明码标分目录), donors' board (捐赠榜), slip (兑换告知单)."""

from decimal import Decimal
from pathlib import Path

from jifen.domain.documents.shop import Catalogue, CatalogueLine, DonationLine, Donors, Slip
from jifen.domain.points import total
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Row, Table, Value, Yuan
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts

_GOODS_FIELDS = ("编号", "名称", "规格", "单位", "积分", "参考价", "库存", "来源")
_DONATION_FIELDS = ("序号", "日期", "捐赠人", "钱物", "数量", "折价", "收据号", "去向")


def catalogue_paper(content: Catalogue, *, own_templates: Path | None = None) -> Paper:
    """What the catalogue says."""
    facts = _round_facts(content)
    texts = Texts("明码标分目录", facts, own_templates)
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "兑换时间": _when(content, texts),
        "起兑": texts.when(Decimal(content["minimum"]) > 0, "起兑"),
        "说明": texts.when(True, "说明"),
        "监督电话": texts.when(content["hotline"], "监督电话"),
        "无物品": None if content["lines"] else "暂无物品",
    }
    rows = [_goods_row(line) for line in content["lines"]]
    file = f"{content['village']}{labels.period(content['period'])}明码标分目录.xlsx"
    return Paper("明码标分目录", Filling(fields, {"物品": Table(_GOODS_FIELDS, rows)}), own_templates, file, wall=True)


def slip_paper(content: Slip, *, own_templates: Path | None = None) -> Paper:
    """What the slip says: points, when, and what they are enough for."""
    available = words.available(content["available"])
    shown = available if isinstance(available, str) else f"{content['available']}分"
    facts = {
        **_round_facts(content),
        "户主": content["head"],
        "户编号": content["household"],
        "网格": words.grid(content["grid"]),
        "可用积分": shown,
    }
    texts = Texts("兑换告知单", facts, own_templates)
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "正文": texts("正文"),
        "兑换时间": _when(content, texts),
        "起兑": texts.when(Decimal(content["minimum"]) > 0, "起兑"),
        "可兑物品": _what_for(content, texts),
        "说明": texts.when(True, "说明"),
        "监督电话": texts.when(content["hotline"], "监督电话"),
    }
    rows = [_goods_row(line) for line in content["items"]]
    file = f"{labels.period(content['period'])}兑换告知单（{content['household']}）.xlsx"
    goods = Table(_GOODS_FIELDS, rows, "暂不兑换" if "barred" in content else "现有物品都还不够兑")
    return Paper("兑换告知单", Filling(fields, {"物品": goods}), own_templates, file, wall=True)


def _what_for(content: Slip, texts: Texts) -> str:
    """What its points are enough for; or why the household cannot redeem."""
    if "barred" in content:
        why = content["barred"]
        return texts("得分不够", 得分期间=labels.period(why["period"]), 得分=why["score"], 兑换最低分=why["least"])
    return texts("可兑物品" if content["items"] else "无可兑物品")


def _round_facts(content: Catalogue | Slip) -> dict[str, Value]:
    return {
        "村名": content["village"],
        "期间": labels.period(content["period"]),
        "开始日期": words.day(content["opened_on"]),
        "结束日期": words.day(content["closes_on"]),
        "起兑分": content["minimum"],
        "电话": content["hotline"],
    }


def _when(content: Catalogue | Slip, texts: Texts) -> str | None:
    """From when to when; nothing where no day is known."""
    if content["opened_on"] is None:
        return None
    return texts.when(True, "兑换时间" if content["closes_on"] else "兑换时间未定")


def _goods_row(line: CatalogueLine) -> Row:
    return {
        "编号": line["item"],
        "名称": line["name"],
        "规格": line["spec"],
        "单位": line["unit"],
        "积分": Decimal(line["price"]),
        "参考价": Yuan(line["reference"]) if line["reference"] is not None else "",
        "库存": line["on_hand"],
        "来源": "、".join(labels.GOODS_ORIGIN.get(origin, origin) for origin in line["sources"]),
    }


def donors_paper(content: Donors, *, own_templates: Path | None = None, mask: bool = False) -> Paper:
    """What the board says: who gave what, its value, and what became of it."""
    facts: dict[str, Value] = {
        "村名": content["village"],
        "截至": words.day(content["as_of"]),
        "公布日期": words.day(content["as_of"]),
        "乡镇": content["township"],
        "电话": content["hotline"],
    }
    texts = Texts("捐赠榜", facts, own_templates)
    fields: dict[str, Value] = {
        **facts,
        "标题": texts("标题"),
        "引言": texts.when(True, "引言" if content["lines"] else "引言无人"),
        "本期无": None if content["lines"] else "暂无捐赠",
        "总折价": Yuan(total(Decimal(line["value"]) for line in content["lines"])),
        "监督电话": texts.when(content["hotline"], "监督电话"),
        "落款一": texts.when(True, "落款一"),
        "落款日期": texts.when(True, "落款日期"),
    }
    rows = [_donation(number, line, mask) for number, line in enumerate(content["lines"], 1)]
    file = f"{content['village']}捐赠榜（{content['as_of']}）.xlsx"
    return Paper("捐赠榜", Filling(fields, {"捐赠": Table(_DONATION_FIELDS, rows)}), own_templates, file, wall=True)


def _donation(number: int, line: DonationLine, mask: bool) -> Row:
    """Firms and offices are not masked: only names of at most four characters."""
    person = len(line["donor"]) <= 4
    return {
        "序号": number,
        "日期": words.day(line["day"]),
        "捐赠人": words.mask_name(line["donor"]) if mask and person else line["donor"],
        "钱物": line["name"] if line["item"] else "现金",
        "数量": f"{line['quantity']}{line['unit']}" if line["item"] else "",
        "折价": Yuan(line["value"]),
        "收据号": line["receipt"],
        "去向": _became(line),
    }


def _became(line: DonationLine) -> str:
    if line["item"] is None:
        return "转入积分兑换资金"
    parts = [("已兑换", line["redeemed"]), ("报损", line["written_off"]), ("结存", line["left"])]
    return "，".join(f"{name}{count}{line['unit']}" for name, count in parts if count) or "—"
