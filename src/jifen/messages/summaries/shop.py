"""Goods, the fund, redemption rounds, receipts, forecasts and the year's end in lines and tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from jifen.domain.money import show_yuan
from jifen.domain.points import show, total
from jifen.messages import labels
from jifen.messages.results import Block, Table, checked
from jifen.messages.shapes import shop as shapes
from jifen.messages.subjects import in_words, unit

if TYPE_CHECKING:
    from datetime import date

    from jifen.domain.documents.registers import Registers
    from jifen.domain.money import Forecast, FundEntry
    from jifen.domain.redemption import ReceiptLine
    from jifen.services.ledger.months import Months
    from jifen.services.shop.fund import Moved
    from jifen.services.shop.goods import GoodsImport, Received, WrittenOff
    from jifen.services.shop.inventory import MovedGoods, Stocked
    from jifen.services.shop.redemption import Opening, ReceiptView
    from jifen.services.shop.redemption_close import RoundView
    from jifen.services.shop.redemption_import import RedemptionImport
    from jifen.services.shop.redemption_return import Returned
    from jifen.services.shop.reversals import ReversedFund, ReversedGoods
    from jifen.services.shop.stocktake import Stocktake
    from jifen.services.shop.year import YearEnd


def goods_imported(value: "GoodsImport") -> Iterator[str]:
    """What an import of goods did."""
    if value.status == "unchanged":
        yield "物品目录没有变化。"
        return
    did = f"物品目录：新增 {len(value.added)} 种（期初 {value.pieces} 件），改动 {len(value.changed)} 种。"
    yield checked(did, applied=value.applied)


def goods_preview(value: "GoodsImport") -> Iterator[str]:
    """The codes that an import of a list without codes would give."""
    yield f"表里没有物品编号，代编 {len(value.proposed)} 个："
    yield from (f"  {item.code} {' '.join(filter(None, (item.name, item.spec)))}" for item in value.proposed)
    yield "要用别的编号，就在表里加一列“编号”再导入；编号记下以后不再变。"


def goods(values: Iterable["Stocked"]) -> Table:
    """What is on the shelf."""
    heads = ("编号", "名称", "规格", "单位", "积分价", "库存", "价值（元）", "其中捐赠", "最早到期")
    return Table(
        heads,
        [tuple(shapes.stocked(value).values()) for value in values],
        (4, 5, 6, 7),
        ("规格", "单位", "其中捐赠", "最早到期"),
        ("规格",),
    )


def movements(values: Iterable["MovedGoods"]) -> Table:
    """Pieces that came and went."""
    rows = [
        (m.id, m.on, m.item, v.name, labels.GOODS_MOVEMENT[m.kind], m.quantity, m.lot_id)
        + (_answer(m.reverses, m.reversed_by), m.reason, m.operator)
        for v in values
        for m in (v.movement,)
    ]
    heads = ("编号", "日期", "物品", "名称", "进出", "数量", "批次", "冲正", "事由", "经办")
    return Table(heads, rows, (0, 5, 6), ("经办", "批次"), ("名称", "冲正", "事由"))


def expired(values: Iterable["Stocked"], today: "date") -> Iterator[str]:
    """What has to go."""
    for value in values:
        if count := value.expired(today):
            item = value.item
            yield f"{item.code} {item.name} 有 {count} {item.unit or '件'}已过期，请用 goods write-off 报损。"


def received(value: "Received") -> str:
    """A batch that came in."""
    item, unit = value.item, value.item.unit or "件"
    came = f"{item.code} {item.name} 入库 {value.quantity} {unit}，{show_yuan(value.cost_cents)} 元"
    return f"{came}；现存 {value.on_hand} {unit}。"


def written_off(value: "WrittenOff") -> str:
    """Pieces that went."""
    item = value.item
    went = f"{item.code} {item.name} 报损 {value.quantity}，值 {show_yuan(value.value_cents)} 元"
    return f"{went}；现存 {value.on_hand}。"


def reversed_goods(value: "ReversedGoods") -> str:
    """A movement answered."""
    item, unit = value.item, value.item.unit or "件"
    did = "退回货架" if value.quantity > 0 else "退出货架"
    paid = "" if value.fund_cents is None else f"，货款退回，资金结余 {show_yuan(value.fund_cents)} 元"
    return (
        f"第 {value.reverses} 笔已冲正：{item.code} {item.name} {did} {abs(value.quantity)} {unit}{paid}；"
        f"现存 {value.on_hand} {unit}。"
    )


def _answer(reverses: int | None, reversed_by: int | None) -> str:
    """Which line this one answers, or which answers it."""
    if reverses is not None:
        return f"冲第 {reverses} 笔"
    return "" if reversed_by is None else f"已由第 {reversed_by} 笔冲正"


def counted(value: "Stocktake") -> Iterator[str]:
    """A stocktake, and where the shelf differs from the book."""
    if value.status == "unchanged":
        yield "这份盘点表已经导入过，没有变化。"
        return
    yield checked(f"盘点 {value.counted} 种，{len(value.differences)} 种和账面不同。", applied=value.applied)
    for d in value.differences:
        yield f"  {d.item.code} {d.item.name}：账面 {d.booked}，实盘 {d.counted}（{d.reason}）"


def moved(value: "Moved", *, out: bool) -> str:
    """Money that came or went."""
    return f"{'支出' if out else '收入'} {show_yuan(abs(value.cents))} 元，结余 {show_yuan(value.balance)} 元。"


def reversed_fund(value: "ReversedFund") -> str:
    """A line of the account answered."""
    way = "收入" if value.cents > 0 else "支出"
    told = f"第 {value.reverses} 笔已冲正：记{way} {show_yuan(abs(value.cents))} 元"
    return f"{told}，结余 {show_yuan(value.balance)} 元。"


def _about(line: "FundEntry") -> str:
    about = line.reason or f"购入 {line.item}（{line.party}）"
    answer = _answer(line.reverses, line.reversed_by)
    return f"{about}（{answer}）" if answer else about


def fund(values: Iterable["FundEntry"]) -> Table:
    """The account."""
    rows = [
        (line.id, line.on, _about(line), line.donor or "")
        + (show_yuan(line.cents), show_yuan(line.balance), line.operator)
        for line in values
    ]
    return Table(
        ("编号", "日期", "摘要", "捐赠人", "收支（元）", "结余（元）", "经办"),
        rows,
        (0, 4, 5),
        ("经办", "捐赠人"),
        ("摘要",),
    )


def forecast(value: "Forecast") -> Iterator[str]:
    """Whether shelf and fund hold what the points promise."""
    v = shapes.forecast(value)
    owed = f"（另有 {value.debtors} {unit()}欠 {show(value.owed)} 分，不相抵）" if value.debtors else ""
    if value.points > 0 and not value.cost_per_point:
        yield f"{in_words('全村')}可用积分 {v['points']} 分{owed}；库存是空的，算不出一分合多少元。资金 {v['fund']} 元。"
        yield "请先入库，或用 jifen settings set point-rate 定下一分合多少元。"
        return
    yield f"{in_words('全村')}可用积分 {v['points']} 分{owed}，按一分 {v['cost_per_point']} 元，共需 {v['liability']} 元。"
    yield f"库存物资值 {v['stock_value']} 元，资金 {v['fund']} 元。"
    if value.covered:
        yield "够兑。"
    else:
        yield f"不够，差 {v['short']} 元；按现有家底一分只能合 {v['rate']} 元。"


def open_preview(value: "Opening") -> Iterator[str]:
    """A round about to be opened."""
    days = f"{value.first or '今天'}起，{f'到 {value.last}' if value.last else '到结束为止'}"
    yield f"将开兑 {value.period}（{days}），物资 {value.items} 种 {value.pieces} 件。"
    for line in forecast(value.forecast):
        yield f"  {line}"
    yield from _unsettled(value.months, "那几个月的分还不能兑")


def _unsettled(months: "Months", so: str) -> Iterator[str]:
    """Months that count for nothing yet, named before the question."""
    if months.missing:
        yield f"  注意：没有录入{'、'.join(map(str, months.missing))} 的评议表，{so}。"
    if months.unfinished:
        yield f"  注意：{'、'.join(map(str, months.unfinished))} 还没有定案，{so}。"


def close_preview(value: "RoundView") -> Iterator[str]:
    """A round about to be closed."""
    out = sum(g.out - g.returned for g in value.goods)
    yield (
        f"将结束 {value.held.period} 的兑换：{value.households} {unit()}，单据 {value.receipts} 张，"
        f"{out} 件，{show(value.points)} 分。结束后不能再登记，退换仍可办。"
    )


def round_(value: "RoundView") -> Iterator[Block]:
    """A redemption round."""
    state = "开着" if value.held.is_open else "已结束"
    yield f"{value.held.period}（{state}）：{value.households} {unit()}，单据 {value.receipts} 张，{show(value.points)} 分"
    rows = [(g.item, g.name, g.out, g.returned, g.left) for g in value.goods]
    yield Table(("编号", "名称", "发出", "退回", "现存"), rows, (2, 3, 4))


def pieces(value: "ReceiptView") -> str:
    """`A01 香皂×2、B03 挂面×1`."""
    return "、".join(_line(line, value.goods) for line in value.receipt.lines)


def _line(line: "ReceiptLine", goods: Mapping[str, str]) -> str:
    name = " ".join(filter(None, (line.item, goods.get(line.item))))
    return f"{name}×{line.quantity}{'（已退）' if line.returned_on else ''}"


def receipt(value: "ReceiptView") -> str:
    """A receipt just made."""
    who = f"{value.receipt.household} {value.head}"
    left = f"用 {show(value.points)} 分，还剩 {show(value.available)} 分。"
    return f"单据 {value.receipt.number}：{who} 兑换 {pieces(value)}，{left}"


def receipts(values: Iterable["ReceiptView"]) -> Table:
    """Receipts of a round."""
    rows = [
        (v.receipt.number, v.receipt.on, v.receipt.household, v.head, pieces(v), show(v.points))
        + (" ".join(filter(None, (v.receipt.proxy, v.receipt.relation))), v.receipt.paper_number or "")
        for v in values
    ]
    return Table(
        ("单据号", "日期", "户编号", "户主", "物品", "积分", "代领", "纸质单据"),
        rows,
        (5,),
        ("纸质单据", "代领", "日期"),
        ("物品",),
    )


def returned(value: "Returned") -> str:
    """Lines that were given back."""
    held = value.view
    what = "、".join(_line(line, held.goods) for line in value.lines)
    back = f"单据 {held.receipt.number} 退 {what}，退回 {show(value.points)} 分，"
    return f"{back}{held.receipt.household} {held.head} 现有 {show(held.available)} 分。"


def redemptions_imported(value: "RedemptionImport") -> Iterator[str]:
    """What an import of a sign-out sheet or register made."""
    if value.status == "unchanged":
        yield "这份表已经导入过，没有变化。"
        return
    made = f"{value.households} {unit()}、单据 {len(value.receipts)} 张、{value.pieces} 件、{show(value.points)} 分。"
    yield checked(f"已登记兑换：{made}", applied=value.applied)


def year_preview(value: "YearEnd") -> Iterator[str]:
    """A closing about to be made or taken back."""
    before = total(line.closing.before for line in value.lines)
    after = total(line.closing.after for line in value.lines)
    changed = sum(1 for line in value.lines if line.closing.expired)
    yield (
        f"将{'撤回结转' if value.reverted else '结转'} {value.year} 年：{len(value.lines)} {unit()}中 {changed} {unit()}有变动，"
        f"可用积分 {show(before)} → {show(after)}。逐户的前后，加 --dry-run 看。"
    )
    if value.early:
        yield f"  注意：{value.year} 年还没有过完。"
    if value.redeeming:
        yield f"  注意：{value.redeeming} 的兑换还开着，清零的分就不能兑了。"
    yield from _unsettled(value.months, "以后补录的分不在这次结转里")


def year_households(value: "YearEnd") -> Table:
    """Every household before and after a closing."""
    rows = [
        (line.closing.household, line.head, show(line.closing.before), show(line.closing.expired))
        + (show(line.closing.after),)
        for line in value.lines
    ]
    return Table(("户编号", "户主", "结转前", "到期清零", "结转后"), rows, (2, 3, 4))


def year_end(value: "YearEnd", *, dry_run: bool) -> str:
    """A closing made or taken back."""
    state = "将" if dry_run else "已"
    if value.reverted:
        return f"{value.year} 年结转{state}撤回。"
    return f"{value.year} 年{state}结转，到期清零 {show(total(line.closing.expired for line in value.lines))} 分。"


def register_totals(value: "Registers") -> str:
    """What the seven registers come to."""
    v = shapes.register_totals(value)
    return f"本期净得 {v['points']} 分；兑换 {v['pieces']} 件、{v['redeemed']} 分、成本 {v['cost']} 元。"
