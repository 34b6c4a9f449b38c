"""Honours in lines and tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jifen.domain.points import show_signed
from jifen.messages import labels
from jifen.messages.results import Block, Table
from jifen.messages.subjects import in_words, unit
from jifen.messages.summaries.meeting import whom_to_turn_to

if TYPE_CHECKING:
    from jifen.domain.life.honours import HonourKind
    from jifen.services.board.flow import ListPreview
    from jifen.services.honour.awarding import Awarded, Waiting
    from jifen.services.honour.views import HonourView


def kinds(values: "Iterable[HonourKind]") -> Table:
    """Every kind, and what it asks."""
    rows = [
        (
            kind.id,
            kind.name,
            labels.CYCLE[kind.cycle],
            "整改" if kind.rectifies else "个人" if kind.person else in_words("户"),
            str(kind.number) if kind.number else "不限",
            labels.honour_conditions(kind) or "不按积分初选",
            _ways(kind),
            kind.award or "",
        )
        for kind in values
    ]
    heads = ("编号", "名称", "周期", "授予", "名额", "初选条件", "推荐方式", "奖励细则")
    return Table(heads, rows, (), ("奖励细则", "推荐方式", "周期"), ("初选条件",))


def _ways(kind: "HonourKind") -> str:
    if kind.rectifies:
        return "会上可以加"
    return "、".join(labels.HONOUR_WAY[way] for way in kind.ways) or "不收推荐"


def honour(value: "HonourView") -> Iterator[Block]:
    """One honour of a year as it stands."""
    number = f"　{value.number}　校验码 {value.code}" if value.number else ""
    rectifies = value.kind.rectifies
    yield f"{labels.period(value.year)}{value.kind.name}：{labels.HONOUR_STATUS[value.status]}{number}"
    if value.notice_from:
        yield f"  公示 {value.notice_from} 至 {value.notice_to}"
    called = ("上榜" if rectifies else "获评") if value.reviewed else "初选（还没有评议）"
    yield f"{called} {len(value.households)} {unit()}" if value.households else f"{called}：无"
    if value.households:
        yield (_rectified if rectifies else _table)(value.households)
    for change in value.changes:
        said = labels.honour_change(change["change"], rectifies=rectifies)
        yield f"  {said} {change['household']} {change['head']}：{change['why']}（{change['number']}）"


def _table(lines: Iterable[Mapping[str, Any]]) -> Table:
    rows = [
        (line["household"], line["head"], line.get("person", ""), line["grid"], line["points"], line["reason"])
        for line in lines
    ]
    return Table(("户编号", "户主", "姓名", "网格", "积分", "理由"), rows, (4,), ("网格",), ("理由",))


def _rectified(lines: Iterable[Mapping[str, Any]]) -> Table:
    names = ("household", "head", "grid", "points", "fact", "deadline")
    rows = [[line.get(name) or "" for name in names] for line in lines]
    return Table(("户编号", "户主", "网格", "积分", "事实", "整改期限"), rows, (3,), ("网格",), ("事实",))


def drafted(content: Mapping[str, Any]) -> str:
    """How many were looked at, and how many are proposed."""
    room = "不限" if content["limit"] is None else f"{content['limit']} {unit()}"
    number = "" if content["kind"]["nature"] == "rectify" else f"，名额{room}"
    return f"参评 {content['ranked']} {unit()}，初选 {len(content['lines'])} {unit()}{number}。"


def called(content: Mapping[str, Any]) -> str:
    """`2025年上半年黄榜`: which list a document is of."""
    return f"{labels.period(content['period'])}{content['honour']['name']}"


def publish_preview(value: "ListPreview") -> Iterator[str]:
    """What publishing an honour freezes."""
    content = value.content
    name, lines = content["honour"]["name"], content["lines"]
    yield (
        f"将公示{labels.period(content['period'])}{name}：{len(lines)} {unit()}；"
        f"公示 {content['notice_from']} 至 {content['notice_to']}，文号 {content['number']}。"
    )
    for line in lines:
        person = f" {line['person']}" if line.get("person") else ""
        told = f"{line['fact']}（{line['deadline']} 前整改）" if "fact" in line else f"{line['points']} 分"
        yield f"  {line['household']} {line['head']}{person}　{told}"
    award = content["honour"]["award"]
    if award is not None and lines:
        yield f"奖励按细则 {award['rule']}（{award['points']} 分），公示期满以后由评议会核定加分。"
    if content["missing"]:
        yield f"提醒：缺 {'、'.join(content['missing'])} 的积分，公示上会写明。"
    if content["backdated"]:
        yield "提醒：公示期从今天或更早开始，公示上会注明“补录”。"
    yield from whom_to_turn_to(content)


def waiting(claims: "Iterable[Waiting]") -> Iterator[str]:
    """What an honour claimed for a household that has it no more, and how to take that back."""
    for claim in claims:
        yield (
            f"还有第 {claim.deed} 号平时登记（{claim.household}，{show_signed(claim.points)}）等着评，"
            f"用 jifen deed withdraw {claim.deed} --reason ‹理由› 撤回。"
        )


def awarded(value: "Awarded") -> Iterator[str]:
    """What an honour claims; a meeting decides it."""
    known = f"；另有 {value.known} {unit()}先前申报过" if value.known else ""
    yield (
        f"{labels.period(value.year)}{value.name}：按 {value.rule} 替 {len(value.claimed)} {unit()}各申报 "
        f"{show_signed(value.points)} 分{known}；要等评议会通过才算分。"
    )
    for claim in value.claimed:
        yield f"  {claim.household} {claim.head}　登记号 {claim.deed}"
    if value.left:
        yield f"现在不参评、没有申报的：{'、'.join(value.left)}。"
