"""Sums of villages in lines and tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jifen.domain.chain import shown
from jifen.messages import labels
from jifen.messages.results import Block

if TYPE_CHECKING:
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
