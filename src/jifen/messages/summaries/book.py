"""Checks, proofs and the log of operations in lines and tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jifen.domain.money import show_yuan
from jifen.messages import labels
from jifen.messages.results import Table

if TYPE_CHECKING:
    from jifen.services.book.verify import Check
    from jifen.services.publication.proof import Later, Proof
    from jifen.store.operations import Operation

DETAIL = {
    "alias": "编号", "allow": "放行", "by": "代领", "cents": "金额", "document": "依据", "donor": "捐赠人",
    "entry": "明细", "ground": "事由", "head": "户主", "held_on": "评议日期", "household": "户", "into": "并入",
    "item": "物品", "line": "第几行", "list": "榜", "mode": "方式", "month": "月份", "name": "名称", "new": "新户",
    "objection": "异议", "origin": "来路", "outcome": "结果", "override": "提前", "path": "文件", "period": "时间",
    "points": "分", "policy": "办法", "quantity": "数量", "reason": "理由", "receipt": "单据", "value": "值",
    "village": "村名", "township": "乡镇", "county": "县", "hotline": "监督电话",
    "veto": "一票否决", "year": "年度",
}  # fmt: skip
"""What a command was given, by the name it is kept under."""
CODED: Mapping[str, Mapping[str, str]] = {
    "mode": labels.IMPORT_MODE,
    "outcome": labels.OBJECTION_OUTCOME,
    "origin": labels.GOODS_ORIGIN,
    "list": labels.LIST,
    "override": {"True": "是"},
}

_PERIOD = re.compile(r"\d{4}(?:-\d{2}|Q[1-4]|H[12])")


def log(values: Iterable["Operation"]) -> Table:
    """Operations, with times as clocks in China show them."""
    rows = [(o.id, _clock(o.at), o.operator, labels.operation(o.command), "；".join(_details(o))) for o in values]
    return Table(("编号", "时间", "经办", "做了什么", "说明"), rows, (0,))


def _clock(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M:%S")


def _details(value: "Operation") -> Iterator[str]:
    """What a command was given, for people to read; of files the name stands behind, with the digest."""
    for name, given in value.details.items():
        text = "、".join(map(str, given)) if isinstance(given, list | tuple) else str(given)
        if name == "path" or not text:
            continue
        if name == "cents":
            text = f"{show_yuan(int(text))} 元"
        if name in ("period", "month"):
            text = _PERIOD.sub(lambda found: labels.period(found[0]), text)
        yield f"{DETAIL.get(name, name)} {CODED.get(name, {}).get(text, text)}"
    for file in value.files:
        yield f"{file.path} {file.sha256[:12]}"


def checks(values: Sequence["Check"]) -> Iterator[str]:
    """Every check, and what they say together."""
    for check in values:
        name = labels.CHECK.get(check.name, check.name)
        if check.name.startswith("month "):
            name = f"{check.name[6:]} 与评议表一致"
        yield f"{'对' if check.ok else '错'}　{name}" + ("" if check.ok else f"：{check.detail}")
    if all(check.ok for check in values):
        yield "账本核对无误。"
    else:
        yield "账本有对不上的地方，见上面标“错”的行。请不要再写入，并用最近的备份比对。"


def proof(value: "Proof") -> Iterator[str]:
    """What a check code proves, and what was lawfully corrected since."""
    held = value.document
    verdict = "与账本一致。" if value.ok else "与账本不一致，请不要采信！"
    status = labels.DOCUMENT_STATUS[value.status]
    yield f"{held.number} {labels.period(held.period)}{value.word}（{status}）：{verdict}"
    yield from map(_later, value.later)


def _later(value: "Later") -> str:
    if value.words:
        return f"  公示后依法更正：{value.household} 公示“{value.printed}”，现为“{value.now}”"
    now = labels.BOARD_LINE_NOW.get(value.now) or f"现为 {value.now} 分"
    return f"  公示后依法更正：{value.household} 公示 {value.printed} 分，{now}"
