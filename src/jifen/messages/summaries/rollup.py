"""Sums of villages in lines and tables."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from jifen.domain.chain import shown
from jifen.messages import labels
from jifen.messages.refusals import sentence
from jifen.messages.results import Block, checked

if TYPE_CHECKING:
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
