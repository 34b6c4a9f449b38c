"""The seven registers (七本台账) as workbooks: the same figures from seven sides, each sheet with its total."""

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jifen.domain.documents.registers import Registers, ScoreRow
from jifen.domain.documents.shop import Listing
from jifen.domain.goods import Item
from jifen.domain.ledger import Entry
from jifen.domain.life.deeds import Deed
from jifen.domain.money import show_yuan
from jifen.domain.points import show, total
from jifen.messages import labels
from jifen.messages.labels import ENTRY_KIND, GOODS_MOVEMENT, GOODS_ORIGIN, MEETING_FACT, MEETING_STATUS
from jifen.messages.subjects import in_words
from jifen.printing import words
from jifen.printing.papers.kinds import lines_of, word_of
from jifen.printing.sheets.listing import listing

NAMES: tuple[str, ...] = (
    "1物资和盘点台账", "2积分分值对应表", "3积分登记台账", "4打分表", "5评议会议记录", "6公示台账", "7兑换台账",
)  # fmt: skip
GRID_MEETINGS = "8网格例会台账"
"""Beside the seven, of a period in which grid workers met."""
_ITEM = ("编号", "名称", "规格", "单位")
_PIECES = ("期初", "入库", "兑换发出", "退回", "报损", "盘点差异", "结存")
_MONEY = ("期初（元）", "入库（元）", "兑换净（元）", "损差（元）", "结存（元）")

_SHOWN = 12
"""Of a picture's name, as much as tells it from all others."""

Cell = str | int | Decimal | None


def workbooks(found: Registers) -> dict[str, bytes]:
    """File name (without suffix) → workbook, in order."""
    sheets = (_goods(found), _prices(found), _entries(found), _scores(found), _meetings(found), _documents(found),
              _redemptions(found))  # fmt: skip
    more = {GRID_MEETINGS: _grid_meetings(found)} if found.grid_meetings else {}
    named = dict(zip(NAMES, sheets, strict=True)) | more
    return {name: listing(*contents) for name, contents in named.items()}


def _sheet(
    found: Registers,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    sums: Sequence[str] = (),
    numeric: Sequence[str] = (),
    note: str | None = None,
) -> Listing:
    """A listing; `sums` names columns that are added up, `numeric` others that hold numbers."""
    every = [list(row) for row in rows]
    added = {
        columns.index(name): sum((_number(row[columns.index(name)]) for row in every), Decimal(0)) for name in sums
    }
    last: list[str | None] | None = None
    if sums and every:
        last = [_shown(added[n], columns[n]) if n in added else None for n in range(len(columns))]
        last[0] = "合计"
    return {
        "village": found.village,
        "title": f"{labels.period(found.period)}{title}",
        "note": note,
        "columns": list(columns),
        "numeric": sorted({columns.index(name) for name in (*sums, *numeric)}),
        "rows": [[_text(cell) for cell in row] for row in every],
        "total": last,
        "chain": found.chain,
    }


def _number(cell: Cell) -> Decimal:
    return Decimal(str(cell)) if cell not in (None, "") else Decimal(0)


def _shown(value: Decimal, column: str) -> str:
    return format(value, ".2f") if "元" in column else show(value)


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return show(cell) if isinstance(cell, Decimal) else str(cell)


def _goods(found: Registers) -> list[Listing]:
    return [_stock(found), _moves(found), _counts(found), _money(found)]


def _stock(found: Registers) -> Listing:
    kinds = ("in", "redemption", "return", "write-off", "stocktake")
    rows = (
        (*_item(g.item), g.before, *(g.pieces.get(kind, 0) for kind in kinds), g.left)
        + (show_yuan(g.cents_before), show_yuan(g.cents.get("in", 0)))
        + (show_yuan(g.cents.get("redemption", 0) + g.cents.get("return", 0)),)
        + (show_yuan(g.cents.get("write-off", 0) + g.cents.get("stocktake", 0)), show_yuan(g.cents_left))
        for g in found.goods
    )
    return _sheet(found, "物资收发存", (*_ITEM, *_PIECES, *_MONEY), rows, (*_PIECES, *_MONEY))


def _item(item: Item) -> tuple[Cell, ...]:
    return item.code, item.name, item.spec, item.unit


def _moves(found: Registers) -> Listing:
    columns = (
        "日期", "种类", "编号", "名称", "数量", "金额（元）", "来源", "供货或捐赠", "票据号", "单据或原因", "经办",
    )  # fmt: skip
    rows = (
        (words.day(m.on), GOODS_MOVEMENT[m.kind], m.item, found.items[m.item].name, m.quantity)
        + (show_yuan(m.value_cents), GOODS_ORIGIN[lot.origin], lot.party, lot.receipt)
        + (found.receipts.get(m.receipt_line_id or 0) or m.reason or "", m.operator)
        for m in found.movements
        for lot in [found.lots[m.lot_id]]
    )
    return _sheet(found, "物资进出明细", columns, rows, ("数量", "金额（元）"))


def _counts(found: Registers) -> Listing:
    columns = ("日期", "编号", "名称", "账面", "实盘", "差异", "原因")
    rows = (
        (words.day(c.on), c.item, found.items[c.item].name, c.booked, c.counted, c.counted - c.booked, c.reason)
        for c in found.counts
    )
    return _sheet(found, "盘点记录", columns, rows, ("差异",), ("账面", "实盘"))


def _money(found: Registers) -> Listing:
    columns = ("日期", "摘要", "对方", "票据号", "收入（元）", "支出（元）", "结余（元）")
    rows = (
        (words.day(f.on), f.reason or _bought(found, f.item), f.donor or f.party or "", f.receipt or "")
        + (show_yuan(f.cents) if f.cents > 0 else None, show_yuan(-f.cents) if f.cents < 0 else None)
        + (show_yuan(f.balance),)
        for f in found.fund
    )
    return _sheet(found, "资金收支", columns, rows, ("收入（元）", "支出（元）"), ("结余（元）",))


def _bought(found: Registers, item: str | None) -> str:
    return f"购入{found.items[item].name}（{item}）" if item is not None else ""


def _prices(found: Registers) -> list[Listing]:
    goods = _sheet(
        found,
        "物品积分价",
        (*_ITEM, "积分价", "参考价（元）", "起用日期", "场次"),
        (
            (*_item(p.item), p.item.price)
            + (None if p.item.reference_cents is None else show_yuan(p.item.reference_cents),)
            + (words.day(p.since), f"{labels.period(p.round)}定价" if p.round else "目录")
            for p in found.prices
        ),
        numeric=("积分价", "参考价（元）"),
    )
    rules = _sheet(
        found,
        "积分细则",
        ("编号", "类别", "项目", "分值", "单位", "上限"),
        ((r.code, r.category, r.wording, labels.points(r.points), r.unit, labels.caps(r)) for r in found.rules),
    )
    return [goods, rules]


_ENTRY = ("编号", "月份", "日期", "户编号", "户主", "种类", "类别", "细则", "事由", "分值")


def _entries(found: Registers) -> list[Listing]:
    note = f"净得 {show(found.points)} 分，与打分表、评议会议记录一致。"
    scored = _sheet(found, "积分登记", _ENTRY, _lines(found, found.entries), ("分值",), ("编号",), note)
    note = f"其中兑换净用 {show(found.redeemed)} 分，与兑换台账一致。"
    others = _sheet(found, "兑换、结转等积分变动", _ENTRY, _lines(found, found.others), ("分值",), ("编号",), note)
    return [scored, others, *([_deeds(found)] if found.deeds else [])]


def _deeds(found: Registers) -> Listing:
    """Deeds claimed, what became of each, and which pictures belong to it."""
    columns = ("登记号", "日期", "户编号", "户主", "类别", "细则", "事由", "登记人", "申报分", "结果", "记为", "照片")
    rows = (
        (d.id, words.day(d.occurred_on), d.household, found.head(d.household), d.category, d.rule or "", d.note)
        + (d.reported_by or "", d.points, _became(d), d.entry_id, "、".join(photo[:_SHOWN] for photo in d.photos))
        for d in found.deeds
    )
    note = f"照片在账本旁的“照片”文件夹里，文件名以这里的{_SHOWN}位开头。"
    return _sheet(found, "平时登记", columns, rows, (), ("登记号", "申报分", "记为"), note)


def _became(deed: Deed) -> str:
    month = f"（{labels.period(str(deed.month))}）" if deed.month and deed.status != "open" else ""
    why = f"：{deed.reason}" if deed.reason and deed.status != "open" else ""
    return f"{labels.DEED_STATUS[deed.status]}{month}{why}"


def _lines(found: Registers, entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    for e in entries:
        month, day = labels.period(str(e.month)) if e.month else "", words.day(e.occurred_on)
        named = (e.id, month, day, e.household, found.head(e.household), ENTRY_KIND[e.decided or e.kind])
        yield (*named, e.category or "", e.rule or "", e.wording or e.reason or "", e.points)


def _scores(found: Registers) -> list[Listing]:
    sheets = []
    categories = found.categories
    for month, rows in found.scores.items():
        told = ["得分"] if any(row.score is not None for row in rows) else []
        told += ["等级"] if any(row.grade for row in rows) else []
        columns = ("网格", "户编号", "户主", *categories, "合计", *told)
        values = [_score(row, categories)[: len(columns)] for row in rows]
        sheet = _sheet(found, "打分表", columns, values, (*categories, "合计"), ("得分",) if told else ())
        sheet["title"] = f"{labels.period(month)}打分表"
        sheets.append(sheet)
    return sheets


def _score(row: ScoreRow, categories: Sequence[str]) -> list[Cell]:
    who = row.household
    points = (row.points.get(name) for name in categories)
    return [words.grid(who.grid), who.code, who.head, *points, total(row.points.values()), row.score, row.grade]


def _meetings(found: Registers) -> list[Listing]:
    columns = ("月份", "状态", *MEETING_FACT.values(), "得分户数", "条数", "合计")
    rows: list[list[Cell]] = [
        [labels.period(m.month), MEETING_STATUS[m.status]]
        + [_fact(found, name, m.facts.get(name, ())) for name in MEETING_FACT]
        + [m.households, m.entries, m.points]
        for m in found.meetings
    ]
    return [_sheet(found, "评议会议记录", columns, rows, ("条数", "合计"), ("得分户数",))]


def _fact(found: Registers, name: str, values: Sequence[str]) -> Cell:
    """What is kept of a meeting, in words: what was recorded last holds, of recusals each."""
    if name == "recusal":
        kept = [json.loads(value) for value in values]
        return "；".join(
            f"{k['name']}（评议{k['household']} {found.head(k['household'])}{in_words('户时')}）" for k in kept
        )
    if not values:
        return None
    return words.day(values[-1]) if name == "held_on" else values[-1]


def _documents(found: Registers) -> list[Listing]:
    columns = (
        *("编号", "种类", "期间", "公布日期", "公示起", "公示止"),
        *("校验码", "行数", "公示时合计", "现在合计", "更正差额"),
    )
    rows = (
        (d.content["number"], word_of(d.content), labels.period(d.content["period"]))
        + tuple(words.day(d.content.get(day)) for day in ("published_on", "notice_from", "notice_to"))
        + (d.code, sum(1 for _ in lines_of(d.content)), d.printed, d.now)
        + (None if d.printed is None or d.now is None else d.now - d.printed,)
        for d in found.documents
    )
    return [_sheet(found, "公示台账", columns, rows, ("公示时合计", "现在合计", "更正差额"), ("行数",))]


def _redemptions(found: Registers) -> list[Listing]:
    columns = (
        *("日期", "单据号", "户编号", "户主", "物品编号", "名称"),
        *("数量", "单价", "消耗积分", "成本（元）", "代领", "备注"),
    )
    rows = (
        (words.day(r.on), r.receipt.number, r.receipt.household, found.head(r.receipt.household))
        + (r.line.item, found.items[r.line.item].name, r.quantity, r.line.price, r.points, show_yuan(r.cents))
        + (" ".join(filter(None, (r.receipt.proxy, r.receipt.relation))), f"退：{r.about}" if r.returned else r.about)
        for r in found.redemptions
    )
    note = "退换按负数列在退换当期。数量、成本与物资台账一致，消耗积分与积分登记台账一致。"
    return [_sheet(found, "兑换台账", columns, rows, ("数量", "消耗积分", "成本（元）"), ("单价",), note)]


def _grid_meetings(found: Registers) -> list[Listing]:
    rows = (
        (number, words.day(m.on), len(m.present), "、".join(m.present), m.note)
        for number, m in enumerate(found.grid_meetings, 1)
    )
    return [_sheet(found, "网格例会", ("序号", "日期", "到会", "到会的人", "内容"), rows, numeric=("序号", "到会"))]
