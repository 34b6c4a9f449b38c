"""The seven registers (七本台账) as workbooks: the same figures from seven sides, each sheet with its total."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jifen.domain.documents.registers import EntryRow, Registers, ScoreRow
from jifen.domain.documents.shop import Listing
from jifen.domain.money import show_yuan
from jifen.domain.points import show, total
from jifen.messages import labels
from jifen.messages.labels import ENTRY_KIND, GOODS_MOVEMENT, GOODS_ORIGIN, MEETING_FACT, MEETING_STATUS
from jifen.printing import words
from jifen.printing.papers.kinds import KINDS
from jifen.printing.sheets.listing import listing

NAMES: tuple[str, ...] = (
    "1物资和盘点台账",
    "2积分分值对应表",
    "3积分登记台账",
    "4打分表",
    "5评议会议记录",
    "6公示台账",
    "7兑换台账",
)
_PIECES = ("期初", "入库", "兑换发出", "退回", "报损", "盘点差异", "结存")
_MONEY = ("期初（元）", "入库（元）", "兑换净（元）", "损差（元）", "结存（元）")

Cell = str | int | Decimal | None


def workbooks(found: Registers) -> dict[str, bytes]:
    """File name (without suffix) → workbook, in order."""
    sheets = (_goods(found), _prices(found), _entries(found), _scores(found), _meetings(found), _documents(found),
              _redemptions(found))  # fmt: skip
    return {name: listing(*contents) for name, contents in zip(NAMES, sheets, strict=True)}


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
    rows = (
        (g.item, g.name, g.spec, g.unit, g.before, g.received, g.redeemed, g.returned, g.written_off, g.counted)
        + (g.left, show_yuan(g.cents_before), show_yuan(g.cents.get("in", 0)))
        + (show_yuan(g.cents.get("redemption", 0) + g.cents.get("return", 0)),)
        + (show_yuan(g.cents.get("write-off", 0) + g.cents.get("stocktake", 0)), show_yuan(g.cents_left))
        for g in found.goods
    )
    columns = ("编号", "名称", "规格", "单位", *_PIECES, *_MONEY)
    return _sheet(found, "物资收发存", columns, rows, (*_PIECES, *_MONEY))


def _moves(found: Registers) -> Listing:
    columns = (
        "日期",
        "种类",
        "编号",
        "名称",
        "数量",
        "金额（元）",
        "来源",
        "供货或捐赠",
        "票据号",
        "单据或原因",
        "经办",
    )
    rows = (
        (
            m.on.isoformat(),
            GOODS_MOVEMENT[m.kind],
            m.item,
            m.name,
            m.quantity,
            show_yuan(m.cents),
            GOODS_ORIGIN[m.origin],
        )
        + (m.party, m.receipt, m.about, m.operator)
        for m in found.movements
    )
    return _sheet(found, "物资进出明细", columns, rows, ("数量", "金额（元）"))


def _counts(found: Registers) -> Listing:
    columns = ("日期", "编号", "名称", "账面", "实盘", "差异", "原因")
    rows = (
        (c.on.isoformat(), c.item, c.name, c.booked, c.counted, c.counted - c.booked, c.reason) for c in found.counts
    )
    return _sheet(found, "盘点记录", columns, rows, ("差异",), ("账面", "实盘"))


def _money(found: Registers) -> Listing:
    columns = ("日期", "摘要", "对方", "票据号", "收入（元）", "支出（元）", "结余（元）")
    rows = (
        (f.on.isoformat(), f.reason or f"购入{f.item}", f.party, f.receipt)
        + (show_yuan(f.cents) if f.cents > 0 else None, show_yuan(-f.cents) if f.cents < 0 else None)
        + (show_yuan(f.balance),)
        for f in found.fund
    )
    return _sheet(found, "资金收支", columns, rows, ("收入（元）", "支出（元）"), ("结余（元）",))


def _prices(found: Registers) -> list[Listing]:
    goods = _sheet(
        found,
        "物品积分价",
        ("编号", "名称", "规格", "单位", "积分价", "参考价（元）", "自何日", "场次"),
        (
            (p.item, p.name, p.spec, p.unit, p.points)
            + (None if p.reference_cents is None else show_yuan(p.reference_cents),)
            + (p.since.isoformat() if p.since else "", f"{labels.period(p.round)}定价" if p.round else "目录")
            for p in found.prices
        ),
        numeric=("积分价", "参考价（元）"),
    )
    rules = _sheet(
        found,
        "积分细则",
        ("编号", "类别", "项目", "分值", "单位", "上限"),
        ((r.code, r.category, r.wording, r.points, r.unit, _caps(r.caps)) for r in found.rules),
    )
    return [goods, rules]


def _caps(text: str) -> str:
    for english, chinese in (("event", "次"), ("month", "月"), ("year", "年")):
        text = text.replace(f"/{english}", f"/{chinese}")
    return text.replace(",", "，")


_ENTRY = ("编号", "月份", "日期", "户编号", "户主", "种类", "类别", "细则", "事由", "分值")


def _entries(found: Registers) -> list[Listing]:
    note = f"净得 {show(found.points)} 分，与打分表、评议会议记录一致。"
    scored = _sheet(found, "积分登记", _ENTRY, map(_entry, found.entries), ("分值",), note=note)
    others = _sheet(
        found, "兑换、结转等积分变动", _ENTRY, map(_entry, found.others), ("分值",),
        note=f"其中兑换净用 {show(found.redeemed)} 分，与兑换台账一致。",
    )  # fmt: skip
    return [scored, others]


def _entry(row: EntryRow) -> tuple[Cell, ...]:
    day = row.on.isoformat() if row.on else ""
    named = (row.id, row.month or "", day, row.household, row.head, ENTRY_KIND[row.kind])
    return (*named, row.category, row.rule, row.wording or row.reason, row.points)


def _scores(found: Registers) -> list[Listing]:
    sheets = []
    for month, rows in found.scores.items():
        columns = ("网格", "户编号", "户主", *found.categories, "合计")
        values = [_score(row, found.categories) for row in rows]
        sheet = _sheet(found, "打分表", columns, values, (*found.categories, "合计"))
        sheet["title"] = f"{labels.period(month)}打分表"
        sheets.append(sheet)
    return sheets


def _score(row: ScoreRow, categories: Sequence[str]) -> list[Cell]:
    named: list[Cell] = [words.grid(row.grid), row.household, row.head]
    return [*named, *(row.points.get(name) for name in categories), total(row.points.values())]


def _meetings(found: Registers) -> list[Listing]:
    columns = ("月份", "状态", *MEETING_FACT.values(), "得分户数", "条数", "净分")
    rows: list[list[Cell]] = [
        [labels.period(m.month), MEETING_STATUS[m.status], *(m.facts.get(name, "") for name in MEETING_FACT)]
        + [m.households, m.entries, m.points]
        for m in found.meetings
    ]
    return [_sheet(found, "评议会议记录", columns, rows, ("条数", "净分"), ("得分户数",))]


def _documents(found: Registers) -> list[Listing]:
    columns = (
        "编号",
        "种类",
        "期间",
        "公布日期",
        "公示起",
        "公示止",
        "校验码",
        "行数",
        "公示时净分",
        "现在净分",
        "更正差额",
    )
    rows = (
        (d.number, KINDS[d.kind].word, labels.period(d.period), d.published_on, d.notice_from, d.notice_to, d.code)
        + (d.lines, d.printed, d.now, None if d.printed is None or d.now is None else d.now - d.printed)
        for d in found.documents
    )
    return [_sheet(found, "公示台账", columns, rows, ("公示时净分", "现在净分", "更正差额"), ("行数",))]


def _redemptions(found: Registers) -> list[Listing]:
    columns = (
        "日期",
        "单据号",
        "户编号",
        "户主",
        "物品编号",
        "名称",
        "数量",
        "单价",
        "消耗积分",
        "成本（元）",
        "代领",
        "备注",
    )
    rows = (
        (r.on.isoformat(), r.receipt, r.household, r.head, r.item, r.name, r.quantity, r.price, r.points)
        + (show_yuan(r.cents), r.by, f"退：{r.about}" if r.returned else r.about)
        for r in found.redemptions
    )
    note = "退换按负数列在退换当期。数量、成本与物资台账一致，消耗积分与积分登记台账一致。"
    return [_sheet(found, "兑换台账", columns, rows, ("数量", "消耗积分", "成本（元）"), ("单价",), note)]
