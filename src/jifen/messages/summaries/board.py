"""Lists and vetoes in lines and tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jifen.messages import labels
from jifen.messages.results import Block, Table
from jifen.messages.shapes.board import BLACK, RED
from jifen.messages.subjects import in_words, unit
from jifen.messages.summaries.meeting import whom_to_turn_to

if TYPE_CHECKING:
    from jifen.services.board.flow import ListPreview
    from jifen.services.board.vetoes import VetoView
    from jifen.services.board.views import BoardView

_RED_HEADS = {
    "rank": "名次", "among": "组别", "household": "户编号", "head": "户主", "grid": "网格", "points": "积分",
    "score": "得分", "grade": "等级", "reason": "理由",
}  # fmt: skip
_BLACK_HEADS = ("户编号", "户主", "网格", "积分", "条款", "事实", "告知日期", "整改期限", "复查结果", "公示至")
_CANDIDATE = ("household", "head", "grid", "points", "deductions", "fact")


def board(value: "BoardView") -> Iterator[Block]:
    """A list as it stands: what it is, both lists, and the households not yet decided on."""
    content = value.content
    number = f"　{content['number']}　校验码 {value.code}" if content["number"] else ""
    yield f"{labels.period(content['period'])}红黑榜：{labels.BOARD_STATUS[value.status]}{number}"
    if content["notice_from"]:
        yield f"  公示 {content['notice_from']} 至 {content['notice_to']}"
    tied = f"，末位 {content['tied']} {unit()}同分，一并上榜" if content["tied"] > 1 else ""
    yield f"  参评 {content['ranked']} {unit()}{tied}"
    yield from _lists(value)


def _lists(value: "BoardView") -> Iterator[Block]:
    content, history = value.content, value.history
    yield "红榜" + ("" if content["red"] else "：本期无")
    if content["red"]:
        yield _red(content["red"], history)
    yield "黑榜" + ("" if content["black"] else "：本期无" if value.reviewed else "：尚未评议")
    if content["black"]:
        rows = [[line[name] for name in BLACK] for line in content["black"]]
        yield Table(_BLACK_HEADS, rows, (3,), ("复查结果", "告知日期", "整改期限", "网格"), ("条款", "事实"))
    if value.candidates:
        yield in_words("黑榜须评议的户（还没有决定）")
        rows = [[line[name] for name in _CANDIDATE] for line in value.candidates]
        yield Table(("户编号", "户主", "网格", "积分", "扣分", "账上的事"), rows, (3, 4), ("网格",), ("账上的事",))


def _red(lines: Sequence[Mapping[str, Any]], history: Mapping[str, str]) -> Table:
    """The red list; with scores, grades, and what is ranked apart where the scheme has them."""
    names = [name for name in _RED_HEADS if name in RED or any(line.get(name) for line in lines)]
    rows = [[*(line.get(name) or "" for name in names), history.get(line["household"], "")] for line in lines]
    numbers = [place for place, name in enumerate(names) if name in ("rank", "points", "score")]
    heads = [_RED_HEADS[name] for name in names]
    return Table((*heads, "往期"), rows, numbers, ("网格",), ("理由", "往期"))


def publish_preview(value: "ListPreview") -> Iterator[str]:
    """What publishing a list freezes."""
    content = value.content
    yield (
        f"将公示{labels.period(content['period'])}红黑榜：红榜 {len(content['red'])} {unit()}，黑榜 {len(content['black'])} {unit()}；"
        f"公示 {content['notice_from']} 至 {content['notice_to']}，文号 {content['number']}。"
    )
    for line in content["red"]:
        yield f"  红榜 {line['household']} {line['head']}（{line['points']}分）：{line['reason'] or '（没有写理由）'}"
    for line in content["black"]:
        yield f"  黑榜 {line['household']} {line['head']}：{line['fact']}（公示至 {line['until']}）"
    if content["missing"]:
        yield f"提醒：缺 {'、'.join(content['missing'])} 的积分，榜上会写明。"
    if content["backdated"]:
        yield "提醒：公示期从今天或更早开始，榜上会注明“补录”。"
    yield from whom_to_turn_to(content)


def vetoes(values: Iterable["VetoView"]) -> Table:
    """Every veto, lifted and run out ones too."""
    rows = [
        (v.veto.id, f"{v.veto.household} {v.household.head}", v.veto.ground, v.veto.evidence)
        + (v.veto.starts_on, v.veto.ends_on, _veto_state(v))
        for v in values
    ]
    return Table(("编号", "户", "事由", "依据", "自", "至", "状态"), rows, (0,), ("至",), ("事由", "依据"))


def _veto_state(value: "VetoView") -> str:
    lifted = value.veto.lifted_on
    return f"{lifted} 解除" if lifted else "有效" if value.in_force else "不在有效期"
