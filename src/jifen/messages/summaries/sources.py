"""What is kept of files and what is not, in lines and tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from jifen.messages import labels
from jifen.messages.results import Table

if TYPE_CHECKING:
    from jifen.reading.cleaning import LeftOut
    from jifen.services.book.sources import ErasePreview
    from jifen.store.operations import Source

STATUS = {"kept": "存着", "erased": "已删去", "none": "没有存"}
KIND = {"phone": "电话", "identity": "证件号", "bank": "银行账户", "address": "住址", "health": "健康情况"}
_MOST = 8


def sources(values: Iterable["Source"]) -> Table:
    """Every file that was read."""
    rows = [
        (v.id, v.on, v.path, labels.operation(v.command), STATUS[v.status] + ("（旧程序整份存的）" if v.whole else ""))
        + (v.size or None, v.reason)
        for v in values
    ]
    return Table(
        ("编号", "日期", "文件", "做了什么", "原表", "字节", "删去的理由"),
        rows,
        (0, 5),
        ("字节",),
        ("文件", "做了什么", "删去的理由"),
    )


def not_kept(path: str, columns: "Sequence[LeftOut]", starred: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Columns nobody keeps, and cells in which a number was starred."""
    by_sheet: dict[str, list[str]] = {}
    for column in columns:
        told = f"{column.column} 列“{column.header}”（{KIND[column.kind]}，{column.cells} 格）"
        by_sheet.setdefault(column.sheet, []).append(told)
    for sheet, told_columns in by_sheet.items():
        yield f"  {path}“{sheet}”里这些列不读、不留存：{'、'.join(told_columns)}"
    if starred:
        cells = "、".join(f"“{sheet}”{cell}" for sheet, cell in starred[:_MOST])
        more = f" 等 {len(starred)} 格" if len(starred) > _MOST else ""
        yield f"  {path} {cells}{more} 写着电话、证件号或卡号，不留存，账本里记成 ***"


def erase_preview(value: "ErasePreview") -> Iterator[str]:
    """What goes, and what can no longer be compared."""
    yield f"将把 {value.source.path}（编号 {value.source.id}）存下的内容从账本里删去，不能恢复；记下的分不变。"
    if value.months:
        yield f"以后 jifen verify 不能再拿 {'、'.join(value.months)} 的账与原表比对。"


def erased(value: "ErasePreview") -> str:
    """What is gone, and where it still stands."""
    return (
        f"{value.source.path} 存下的内容已从账本里删去。“备份”里以前的备份还有，自动备份满三十份会逐份换掉；"
        "另外拷走的备份和原来的文件请自己删。"
    )
