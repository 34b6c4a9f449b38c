"""Activities in lines and tables."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jifen.domain.points import show
from jifen.messages import labels
from jifen.messages.results import Block, Table, checked
from jifen.messages.subjects import in_words, unit

if TYPE_CHECKING:
    from jifen.services.life.activities import ActivityView, AttendanceImport

_COUNTED = {"person": "按人次记", "hour": "按小时记", "household": "一户记一次"}


def activities(values: Iterable["ActivityView"]) -> Table:
    """Activities by their day."""
    rows = [
        (a.id, a.held_on, a.name, a.place, a.rule, a.quota or "", a.attended or "", labels.ACTIVITY_STATUS[a.status])
        for v in values
        for a in (v.activity,)
    ]
    heads = ("编号", "日期", "活动", "地点", "细则", "名额", "到场", "状态")
    return Table(heads, rows, (0, 5, 6), ("地点", "细则", "名额"), ("活动",))


def activity(value: "ActivityView") -> str:
    """An activity in a line."""
    a = value.activity
    place = f"，{a.place}" if a.place else ""
    quota = f"，名额 {a.quota} 人" if a.quota else ""
    what = f"{a.rule} {value.wording}（{in_words(_COUNTED[value.counting])}）"
    return f"第 {a.id} 号活动：{a.name}，{a.held_on}{place}，{what}{quota}。"


def activity_in_full(value: "ActivityView") -> Iterator[Block]:
    """An activity and who came."""
    yield activity(value)
    a = value.activity
    reason = f"：{a.reason}" if a.reason else ""
    yield f"{labels.ACTIVITY_STATUS[a.status]}{reason}，到场 {a.attended} 人，登记 {len(value.deeds)} 件。"
    if value.came:
        rows = [
            (
                c.attendance.household,
                c.head,
                c.attendance.person,
                show(c.attendance.times) if c.attendance.times else "",
            )
            for c in value.came
        ]
        yield Table(("户编号", "户主", "参加人", "小时"), rows, (3,))


def added(value: "ActivityView") -> str:
    """What comes after an activity was announced."""
    return f"{activity(value)}印签到表：jifen activity sheet {value.activity.id}"


def cancelled(value: "ActivityView") -> str:
    """An activity that will not be."""
    return f"第 {value.activity.id} 号活动“{value.activity.name}”已取消：{value.activity.reason}。"


def attended(value: "AttendanceImport") -> Iterator[str]:
    """What an import of attendance did."""
    if value.status == "unchanged":
        yield "这份签到表已经导入过，没有变化。"
        return
    did = f"到场 {value.attended} 人、{value.households} {unit()}，登记 {value.deeds} 件，申报合计 {show(value.points)} 分；"
    yield checked(f"{did}要等评议会通过才算分。", applied=value.applied)
