"""Matters, their kinds, what workers did, and grids in lines and tables."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jifen.domain.points import show, show_signed
from jifen.messages import labels
from jifen.messages.results import Block, Table, checked
from jifen.messages.subjects import grid as grid_named

if TYPE_CHECKING:
    from decimal import Decimal

    from jifen.domain.life.flows import Flow
    from jifen.domain.life.grids import GridMeeting
    from jifen.domain.life.matters import MatterEvent
    from jifen.services.life.grids import GridView
    from jifen.services.life.matter_import import MatterImport
    from jifen.services.life.matter_report import ReportRow
    from jifen.services.life.matter_views import MatterView
    from jifen.services.life.matters import Closed, Proposal

_OUTCOMES = "、".join(("解决 solved", "未解决 unsolved", "撤回 withdrawn"))


def kinds(values: Iterable["Flow"]) -> Iterator[Block]:
    """Every kind: its steps in order, each with who does it and within what time."""
    for flow in values:
        rated = "评价" if flow.rated else "不评价"
        yield f"{flow.name}（{flow.id}）　户：{labels.WANTED_HOUSEHOLD[flow.household]}　照片：{labels.WANTED_PHOTO[flow.photos]}　{rated}"
        for number, step in enumerate(flow.steps, 1):
            limit = labels.deadline(step.deadline)
            yield (
                f"  {number}. {step.name}　{step.who}"
                + (f"　{limit}内" if limit else "")
                + ("　要照片" if step.photo else "")
            )
        if flow.closing is not None:
            yield f"  办结：最后一步办完 {labels.deadline(flow.closing)}内"
    yield "要改、要添一类：在账本旁的“模板”文件夹里写一份“办事流程.toml”，写法见 jifen templates export 导出的那一份。"


def matters(values: Iterable["MatterView"]) -> Table:
    """Matters, a row each: what is to be done and by when."""
    rows = [
        (v.matter.id, v.matter.flow.name, labels.minute(v.matter.opened_at), v.matter.grid, v.matter.household)
        + (v.matter.text, v.course.step.name if v.course.step else _waiting(v), labels.minute(v.course.due_at))
        + ("超期" if v.overdue else "", labels.MATTER_STATUS[v.course.status], v.course.rating)
        for v in values
    ]
    headers = ("编号", "类型", "登记时间", "网格", "户编号", "内容", "要办的一步", "期限", "超期", "状态", "评价")
    return Table(headers, rows, (0,), ("登记时间", "评价", "户编号"), ("内容",))


def _waiting(value: "MatterView") -> str:
    return "办结" if value.course.status == "open" else ""


def opened(value: "MatterView") -> Iterator[Block]:
    """A matter just taken in."""
    matter = value.matter
    whose = f"，{matter.household} {value.head}" if matter.household else ""
    where = f"，{grid_named(matter.grid)}" if matter.grid else ""
    yield f"第 {matter.id} 号事项：{matter.flow.name}{where}{whose}，{labels.minute(matter.opened_at)} 登记。"
    yield from _lacking(value)
    yield _next(value)


def moved(value: "MatterView") -> Iterator[Block]:
    """A matter something happened to."""
    event = value.matter.events[-1]
    yield f"第 {value.matter.id} 号事项（{value.matter.flow.name}）：{_event(value, event)}。"
    yield from _lacking(value)
    yield _next(value)


def _lacking(value: "MatterView") -> Iterator[str]:
    if value.matter.lacks_photo and value.course.status == "open":
        yield "这一类要留照片，还一张都没有：记下一步时加上 --photo ‹照片文件›。"


def _next(value: "MatterView") -> str:
    number, stands = value.matter.id, value.course
    if stands.status != "open":
        return f"这件事项{labels.MATTER_STATUS[stands.status]}。"
    limit = f"，{labels.minute(stands.due_at)} 前" if stands.due_at else ""
    late = "（已超期）" if value.overdue else ""
    if stands.step is None:
        return f"各步都办完了，该办结{limit}{late}：jifen matter close {number} --outcome ‹{_OUTCOMES}›"
    step = stands.step
    photo = " --photo ‹照片文件›" if step.photo else ""
    return f"该办的是“{step.name}”（{step.who}{limit}）{late}：jifen matter step {number} {step.name}{photo}"


def closed(value: "Closed") -> Iterator[Block]:
    """A matter just closed, and whom it proposes for points."""
    view = value.view
    yield f"第 {view.matter.id} 号事项（{view.matter.flow.name}）办结：{labels.MATTER_STATUS[view.course.status]}。"
    yield from map(_proposal, value.proposals)
    if view.matter.flow.rated and view.course.status != "withdrawn":
        yield f"群众评价（1 到 5 分）：jifen matter rate {view.matter.id} ‹分›"


_WHY = {
    "unnamed": "没有写是谁，没有申报加分",
    "unknown": "花名册里没有叫这个名字的户主，没有申报加分",
    "several": "花名册里叫这个名字的户主不止一户，没有申报加分，请手工登记",
    "rule": "现行细则里没有 {rule}，没有申报加分，请改“办事流程.toml”",
    "points": "{rule} 的分值不是一个定数，没有申报加分，请手工登记",
    "known": "先前办结时已经申报过，没有再申报",
}


def _proposal(value: "Proposal") -> str:
    who = f"{labels.MATTER_ROLE[value.role]}{value.name}"
    if value.why:
        return f"{who}：{_WHY[value.why].format(rule=value.rule)}。"
    points = show_signed(value.points) if value.points is not None else ""
    return f"{who}（{value.household}）：申报 {value.rule} {points} 分，登记号 {value.deed}，等评议会定。"


def matter(value: "MatterView") -> Iterator[Block]:
    """One matter in full."""
    own, stands = value.matter, value.course
    whose = f"　{own.household} {value.head or ''}" if own.household else ""
    where = f"　{grid_named(own.grid)}" if own.grid else ""
    rating = f"　评价 {stands.rating} 分" if stands.rating else ""
    yield f"第 {own.id} 号　{own.flow.name}　{labels.MATTER_STATUS[stands.status]}{rating}{where}{whose}"
    yield f"  {own.text}" + (f"（登记人 {own.reported_by}）" if own.reported_by else "")
    for event in own.events:
        yield f"  {labels.minute(event.at)}　{_event(value, event)}"
        yield from (f"    照片 {name}" for name in map(value.pictures.get, event.photos) if name)
    if stands.status == "open":
        yield from _lacking(value)
        yield _next(value)


def _event(value: "MatterView", event: "MatterEvent") -> str:
    names = {step.id: step.name for step in value.matter.flow.steps}
    told = names.get(event.step, event.step) if event.step else labels.MATTER_EVENT[event.kind]
    if event.outcome:
        told = f"{told}，{labels.MATTER_STATUS[event.outcome]}"
    if event.rating:
        told = f"{told} {event.rating} 分"
    photos = f"照片 {len(event.photos)} 张" if event.photos else None
    return "　".join(filter(None, (told, event.person, event.note, photos)))


def imported(value: "MatterImport") -> Iterator[Block]:
    """What a register came to."""
    if value.status == "unchanged":
        yield (
            f"{value.path} 上的 {value.known} 件账上都有，没有变化。"
            if value.known
            else f"{value.path} 已经导入过，没有变化。"
        )
        return
    if not value.ok:
        return
    known = f"；另有 {value.known} 件账上已有，没有再记（进展用 jifen matter step 记）" if value.known else ""
    yield checked(f"登记了 {len(value.opened)} 件事项{known}。", applied=value.applied)
    for view in value.opened:
        yield f"  第 {view.matter.id} 号　{view.matter.flow.name}　该办：{view.course.step.name if view.course.step else '办结'}"


def report(values: Iterable["ReportRow"]) -> Table:
    """What workers did in a period; no household, no word of what it was about."""
    rows = [
        (v.worker or "（没有写）", v.grid, v.name, v.opened, v.closed, v.on_time, v.overdue)
        + (_figure(v.median_days), _figure(v.rating))
        for v in values
    ]
    headers = ("网格员", "网格", "类型", "登记", "办结", "按时", "超期", "天数（中位）", "评价")
    return Table(headers, rows, (3, 4, 5, 6, 7, 8))


def _figure(value: "Decimal | None") -> str | None:
    return show(value) if value is not None else None


def grids(values: Iterable["GridView"]) -> Table:
    """Every grid."""
    rows = [(v.grid.grid, v.grid.name, v.grid.lead, v.grid.worker, v.households, v.people) for v in values]
    return Table(("网格", "名称", "网格长", "网格员", "户数", "人口"), rows, (4, 5))


def grid_set(value: "GridView") -> str:
    """A grid just changed."""
    grid = value.grid
    parts = (("名称", grid.name), ("网格长", grid.lead), ("网格员", grid.worker))
    return f"{grid_named(grid.grid)}：" + "，".join(f"{label} {told or '（空）'}" for label, told in parts) + "。"


def grid_meetings(values: Iterable["GridMeeting"]) -> Table:
    """Meetings of grid workers."""
    rows = [(v.id, v.on, len(v.present), "、".join(v.present), v.note) for v in values]
    return Table(("编号", "日期", "到会", "到会的人", "内容"), rows, (0, 2), (), ("到会的人", "内容"))
