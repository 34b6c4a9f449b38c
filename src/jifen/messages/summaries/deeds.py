"""Deeds in lines and tables."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jifen.domain.points import show, show_signed
from jifen.messages import labels
from jifen.messages.results import Table, checked
from jifen.messages.subjects import unit

if TYPE_CHECKING:
    from jifen.services.life.deed_import import DeedImport
    from jifen.services.life.deeds import DeedView


def deeds(values: Iterable["DeedView"]) -> Table:
    """Deeds by their day."""
    rows = [
        (d.id, d.occurred_on, v.grid, d.household, v.head, _what(v), show(d.points), _state(v))
        + (labels.deed_note(d.note, d.matter_id, d.matter), d.reported_by or "", len(d.photos) or "")
        for v in values
        for d in (v.deed,)
    ]
    heads = ("登记号", "日期", "网格", "户编号", "户主", "细则", "申报分", "结果", "事由", "登记人", "照片")
    return Table(heads, rows, (0, 6, 10), ("照片", "登记人", "网格"), ("细则", "结果", "事由"))


def _what(value: "DeedView") -> str:
    """`HJ05 参加集体清扫`, `ZY01 志愿服务（3小时）`, or the category alone."""
    deed = value.deed
    measured = f"（{show(deed.times)}{value.measure}）" if value.measure and deed.times is not None else ""
    return f"{deed.rule} {value.wording or ''}".strip() + measured if deed.rule else deed.category


def _state(value: "DeedView") -> str:
    """What became of it: in which month, under which entry, why not."""
    deed = value.deed
    told = [str(deed.month or ""), f"第 {deed.entry_id} 条" if deed.entry_id else "", deed.reason or ""]
    about = "，".join(part for part in told if part) if deed.status != "open" else ""
    return labels.DEED_STATUS[deed.status] + (f"（{about}）" if about else "")


def deed(value: "DeedView") -> str:
    """A deed just jotted down, in a line."""
    d = value.deed
    times = f"，{show(d.times)} 次" if d.times not in (None, 1) and not value.measure else ""
    claim = "分由程序按全年累计算" if value.measure else f"申报 {show_signed(d.points)} 分"
    photos = f"，照片 {len(d.photos)} 张" if d.photos else ""
    return (
        f"第 {d.id} 号：{d.occurred_on} {d.household} {value.head} {_what(value)}{times}，"
        f"{claim}{photos}；要等评议会通过才算分。"
    )


def lapsed(value: "DeedView") -> str:
    """What to know of a deed that lies too far back."""
    return (
        f"提醒：{value.deed.occurred_on} 离今天已超过 62 天，往后的评议会一般不能再评这件事；"
        "评议会决定要评的，导入时加 --allow date-outside-month --reason 理由。"
    )


def withdrawn(value: "DeedView") -> str:
    """A deed taken back."""
    return (
        f"第 {value.deed.id} 号登记已撤回：{value.deed.household} {value.head} {_what(value)}（{value.deed.reason}）。"
    )


def imported(value: "DeedImport") -> Iterator[str]:
    """What an import of deeds did."""
    known = f"，另有 {value.already} 件以前导入过，不重复登记" if value.already else ""
    if value.status == "unchanged":
        yield f"这份登记表已经导入过，没有变化{known}。"
        return
    did = f"登记 {value.deeds} 件，{value.households} {unit()}，申报合计 {show(value.points)} 分{known}；要等评议会通过才算分。"
    yield checked(did, applied=value.applied)
