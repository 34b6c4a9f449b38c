"""Sums of villages in lines and tables."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from jifen.domain.chain import shown
from jifen.messages import labels
from jifen.messages.refusals import sentence
from jifen.messages.results import Block, Table, checked

if TYPE_CHECKING:
    from jifen.domain.documents.region import Region, Sums
    from jifen.services.rollup.collect import Collected
    from jifen.services.rollup.differences import Change
    from jifen.services.rollup.export import Exported, Receipt


def exported(value: "Exported", *, applied: bool) -> Iterator[Block]:
    """Where the package is, what it holds, and where it goes."""
    manifest = value.manifest
    yield f"{'已生成' if applied else '将生成'}：{value.path}（{-(-value.size // 1024)} KB）"
    yield (
        f"{manifest.village}{labels.period(manifest.period)}，{len(manifest.months)} 个月的合计数，账链 {shown(manifest.head[:12])}。"
        "里面没有户，没有人名，没有事由；不到三户的已并进“其他”。"
    )
    yield "拷到 U 盘交给乡镇，或作邮件附件发去。乡镇收到后会给回执，用 jifen rollup receipt 回执文件 记进账本。"
    if not (manifest.township and manifest.county):
        yield "提醒：账本里还没有写乡镇或县，用 jifen settings set township 名称、settings set county 名称 补上，再导出一次。"


def receipt(value: "Receipt") -> str:
    """A receipt that was taken in."""
    return f"已记下回执：{labels.period(value.period)}的汇总，乡镇 {value.received_on} 收到，账链 {shown(value.head[:12])} 从此有乡镇作见证。"


MOST_TOLD = 12
"""Changes of figures, and villages with gaps, that are told one by one."""


def refused(value: "Collected") -> Iterator[str]:
    """What was not taken, each with its reason."""
    for each in value.refused:
        yield f"没有收 {each.path}：{sentence(each.error)}"


def collected(value: "Collected", *, applied: bool) -> Iterator[Block]:
    """How many were taken, what changed, what is missing."""
    counts = (
        (value.accepted, "新收"), (value.replaced, "换新"), (value.unchanged, "没有变化"), (len(value.refused), "没有收"),
    )  # fmt: skip
    yield checked("，".join(f"{word} {count} 份" for count, word in counts) + "。", applied=applied)
    if value.passed:
        yield f"另有 {value.passed} 个别的文件，不是汇总，没有看。"
    yield from _changed(value.changes)
    if value.villages:
        yield f"现有 {value.villages} 个村、{value.months} 个村月。"
    if value.gaps:
        yield f"还缺 {len(value.gaps)} 个村月，请向村里要："
        named = [(place, list(own)) for place, own in groupby(value.gaps, key=lambda gap: (gap.township, gap.village))]
        for (township, village), own in named[:MOST_TOLD]:
            yield f"  {township}{village}：{'、'.join(labels.period(gap.month) for gap in own)}"
        if len(named) > MOST_TOLD:
            yield f"  还有 {len(named) - MOST_TOLD} 个村，见 jifen rollup report。"
    if value.receipts:
        yield f"回执在 {value.receipts}，请退给各村，村里用 jifen rollup receipt 记进账本。"


def _changed(changes: "list[Change]") -> Iterator[str]:
    for each in changes[:MOST_TOLD]:
        place = "、".join(map(labels.rollup_word, (each.table, *each.of, each.column)))
        yield f"  {each.village}{labels.period(each.month)} {place}：{_figure(each.before)} → {_figure(each.after)}"
    if len(changes) > MOST_TOLD:
        yield f"  还有 {len(changes) - MOST_TOLD} 处不同，用 --json 看全。"


def _figure(value: str | None) -> str:
    return "没有" if value is None else labels.rollup_word(value)


MOST_LISTED = 40
"""Rows of a table on the screen; workbook and page have them all."""


def report(value: "Region") -> Iterator[Block]:
    """All villages in a line, then places, categories, goods and what to look at."""
    now = value["figures"]
    span = f"{labels.period(value['first'])}至{labels.period(value['last'])}"
    share = "" if now["share"] is None else f"，参与率 {now['share']}%"
    yield (
        f"{value['place'] or '各地'} {span}：{now['villages']} 个村，{now['households']} 户{share}，"
        f"加 {now['awards']} 分，扣 {now['deductions'].lstrip('-')} 分，净 {now['points']} 分。"
    )
    if now["withheld"]:
        yield f"有 {now['withheld']} 个村月得分不到三户，积分没有报。"
    yield from _table("各地", _places(value))
    yield from _table("各类别", _categories(value))
    yield from _table("榜", _lists(value))
    yield from _table("物资和资金（元）", _goods(value))
    yield from _table("要看一看的", _looks(value))


def _table(title: str, found: Table) -> Iterator[Block]:
    if not found.rows:
        return
    yield f"\n{title}："
    yield found._replace(rows=found.rows[:MOST_LISTED])
    if len(found.rows) > MOST_LISTED:
        yield f"还有 {len(found.rows) - MOST_LISTED} 行，加 -o 汇总.xlsx 看全。"


def _places(value: "Region") -> Table:
    """Villages where they fit a screen, else townships."""
    townships = [(county["county"], township) for county in value["counties"] for township in county["lines"]]
    few = value["figures"]["villages"] <= MOST_LISTED
    lines: list[tuple[str, str, Sums]] = []
    for county, township in townships:
        if few:
            lines += [(township["township"], line["village"], line) for line in township["lines"]]
        else:
            lines.append((county, township["township"], township))
    rows = [
        (place, name, line["households"], line["share"], line["awards"], line["deductions"], line["points"])
        for place, name, line in lines
    ]
    heads = ("乡镇", "村") if few else ("县", "乡镇")
    return Table((*heads, "户数", "参与率%", "加分", "扣分", "合计"), rows, (2, 3, 4, 5, 6))


def _categories(value: "Region") -> Table:
    rows = [(c["category"], c["villages"], c["share"], c["awards"], c["deductions"]) for c in value["categories"]]
    return Table(("类别", "村", "占加分%", "加分", "扣分"), rows, (1, 2, 3, 4))


def _lists(value: "Region") -> Table:
    rows = [
        (
            b["township"],
            labels.period(b["period"]),
            labels.rollup_word(b["list"]),
            b["villages"],
            b["households"],
            b["objections"],
        )
        for b in value["boards"]
    ]
    return Table(("乡镇", "时间", "榜", "村", "户", "异议"), rows, (3, 4, 5))


def _goods(value: "Region") -> Table:
    rows = [
        (g["township"], g["village"], g["received"], g["redeemed"], g["points"], g["stock"], g["fund"])
        for g in value["goods"]
    ]
    return Table(("乡镇", "村", "入库", "兑换", "兑换积分", "库存", "资金结余"), rows, (2, 3, 4, 5, 6), ("乡镇",))


def _looks(value: "Region") -> Table:
    rows = [
        (a["township"], a["village"], labels.period(a["month"]), labels.ATTENTION[a["what"]], a["value"], a["usual"])
        for a in value["attention"]
    ]
    return Table(("乡镇", "村", "月份", "为什么", "这个村", "比照"), rows, (4, 5), ("乡镇",))
