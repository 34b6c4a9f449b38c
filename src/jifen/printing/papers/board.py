"""The red and black list (红黑榜) as it is posted, its corrections, and the lines still in force (现行)."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Literal

from jifen.domain.documents.published import BlackLine, Board, BoardChange, BoardCorrection, HonourLine, RedLine
from jifen.domain.points import show
from jifen.domain.scheme.scheme import DEFAULT, Scheme, parse_scheme
from jifen.messages import labels
from jifen.messages.subjects import in_words
from jifen.printing import words
from jifen.printing.engine.filling import Filling, Group, Groups, Row, Table, Value
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import Texts
from jifen.printing.papers.board_words import broken
from jifen.printing.papers.heading import corrects_facts, head_facts, head_fields, named, shown_names

Which = Literal["red", "black", "both"]
_RED_FIELDS = ("名次", "排位", "网格", "户编号", "户主", "类别", "积分", "成绩", "上榜理由")
_BLACK_FIELDS = (
    "序号", "网格", "户编号", "户主", "积分", "成绩", "条款", "违反", "事实", "告知日期", "整改期限", "复查结果",
    "公示至", "告知日", "整改日", "撤榜日",
)  # fmt: skip
"""The days a second time on two lines (`告知日`), for columns too narrow for one."""
CHANGE_FIELDS = ("序号", "榜别", "网格", "户编号", "户主", "变更", "原内容", "更正为", "原因")
_NONE = "本期无"
_LONG, _TALL = 12, 3
"""Lines of a red list that fill a page beside a black one, whose lines are so many times higher."""


def board_paper(
    content: Board, code: str | None, which: Which = "both", *, own_templates: Path | None = None, mask: bool = False
) -> Paper:
    """What the list says; an empty one says 本期无."""
    facts = {**head_facts(content, code), "参评户数": content["ranked"], "上榜户数": len(content["red"])}
    texts = Texts(labels.LIST[which], facts, own_templates)
    shown = shown_names((*content["red"], *content["black"]), mask=mask)
    scheme = parse_scheme(content.get("scheme", {}))
    unheaded = which == "both" and bool(scheme.apart)
    red = [_red(line, shown[line["household"]], scheme.apart, unheaded=unheaded) for line in content["red"]]
    black = [_black(n, line, shown[line["household"]]) for n, line in enumerate(content["black"], 1)]
    fields = {**head_fields(content, code, texts), **_fields(content, scheme, texts, _opening(content, which))}
    if which == "both":
        filling = Filling(fields, {"红": Table(_RED_FIELDS, red, _NONE), "黑": Table(_BLACK_FIELDS, black, _NONE)})
        uneven = _are_uneven(len(red), len(black))
        return Paper("红黑榜", filling, own_templates, wall=True, roomy="红黑榜上下", long=uneven)
    if which == "red":
        fields["本期无"] = None if red else _NONE
        return Paper("红榜", Filling(fields, groups=_tiers(red)), own_templates, wall=True)
    fields["本期无"] = None if black else _NONE
    filling = Filling(fields, {"黑": Table(_BLACK_FIELDS, black)})
    return Paper("黑榜", filling, own_templates, wall=True, roomy="黑榜大字")


def _are_uneven(red: int, black: int) -> bool:
    """Whether one list goes on where the other has long ended, so that half of each page beside it would be empty."""
    long, short = max(red, _TALL * black), min(red, _TALL * black)
    return long >= max(_LONG, 2 * short)


def _opening(content: Board, which: Which) -> str:
    """Which sentence the list opens with: one over an empty list must accuse or praise nobody."""
    if which == "both" or content[which]:
        return "引言"
    return "引言无人现行" if content["current"] else "引言无人"


def _fields(content: Board, scheme: Scheme, texts: Texts, opening: str) -> dict[str, Value]:
    left_out = labels.left_out(content["left_out"])
    missing = "、".join(labels.period(month) for month in content["missing"])
    chosen = "评选办法按等级" if content["selector"].startswith("level:") else "评选办法"
    return {
        "积分列": _counted(scheme) + ("、等级" if scheme.grades else ""),
        "现行": texts.when(content["current"], "现行"),
        "引言": texts(opening),
        "评选办法": texts.when(True, chosen, 办法=selector(content["selector"], scheme)),
        "并列": texts.when(content["tied"] > 1, "并列", 并列户数=content["tied"], 成绩=_counted(scheme)),
        "未参评": texts.when(left_out, "未参评", 未参评=left_out),
        "缺月": texts.when(missing, "缺月", 缺月=missing),
        "撤榜办法": texts.when(True, "撤榜办法"),
    }


def selector(setting: str, scheme: Scheme = DEFAULT) -> str:
    """`share:20` → `按积分从高到低取参评户的20%`: the setting `red` in words, and what is ranked apart."""
    kind, _, value = setting.partition(":")
    counted = _counted(scheme)
    sentence = {
        "share": f"按{counted}从高到低取参评户的{value}%",
        "top": f"按{counted}从高到低取前{value}名",
        "min": f"{counted}达到{value}分的户上榜",
        "grid": f"每个网格按{counted}取前{value}名",
        "level": f"得分评为{value.replace(',', '、')}的户上榜",
    }
    apart = f"，{labels.SCHEME_APART[scheme.apart]}分开排名" if scheme.apart else ""
    return in_words(sentence.get(kind, setting) + apart)


def _counted(scheme: Scheme) -> str:
    """What places go by."""
    return "得分" if scheme.scores else "积分"


def _red(line: RedLine, name: str, apart: str, *, unheaded: bool) -> Row:
    """`unheaded`: the paper has no headings for what is ranked apart, so that the reason says it. `排位` says
    it of what a scheme ranks apart: a heading does not go on to the next page."""
    streak = line.get("streak", 1)
    among = line["tier"] or words.among(line.get("among", ""), apart)
    place = f"{among}第{line['rank']}名。" if unheaded and among else ""
    return {
        "名次": line["rank"],
        "排位": words.place(line["rank"], line.get("among", ""), apart),
        **named(line, name),
        "类别": among,
        "积分": Decimal(line["points"]),
        "成绩": reached(line),
        "上榜理由": place + line["reason"] + (f"（连续{streak}次上榜）" if streak > 1 else ""),
    }


def reached(line: RedLine | BlackLine | HonourLine) -> Value:
    """Points; of a scheme with scores the score, and below it the grade."""
    grade = line.get("grade")
    score = Decimal(line.get("score", line["points"]))
    return f"{show(score)}\n{grade}" if grade else score


def _tiers(rows: Sequence[Row]) -> Groups:
    """Classes ranked apart have a heading each; without classes there is none."""
    groups = [
        Group({"类别": among or None}, list(members)) for among, members in groupby(rows, key=lambda row: row["类别"])
    ]
    return Groups(("类别",), _RED_FIELDS, groups)


def _black(number: int, line: BlackLine, name: str) -> Row:
    return {
        "序号": number,
        **named(line, name),
        "积分": Decimal(line["points"]),
        "成绩": reached(line),
        "条款": line["article"],
        "违反": broken(line["article"]),
        "事实": line["fact"],
        "告知日期": words.day(line["told_on"]),
        "整改期限": words.day(line["deadline"]),
        "复查结果": line["outcome"],
        "公示至": words.day(line["until"]),
        "告知日": words.day_on_two_lines(line["told_on"]),
        "整改日": words.day_on_two_lines(line["deadline"]),
        "撤榜日": words.day_on_two_lines(line["until"]),
    }


def correction_paper(
    content: BoardCorrection, code: str | None, *, own_templates: Path | None = None, mask: bool = False
) -> Paper:
    """What the correction says: which list, which line, before, after, why."""
    texts = Texts("红黑榜更正", {**head_facts(content, code), **corrects_facts(content)}, own_templates)
    shown = shown_names(content["changes"], mask=mask)
    rows = [
        change_row(n, line, shown[line["household"]], labels.LIST[line["list"]])
        for n, line in enumerate(content["changes"], 1)
    ]
    fields: dict[str, Value] = {**head_fields(content, code, texts), "引言": texts("引言")}
    return Paper("红黑榜更正公示", Filling(fields, {"更正": Table(CHANGE_FIELDS, rows)}), own_templates, wall=True)


def change_row(number: int, line: BoardChange, name: str, listed: str) -> Row:
    """A line of a correction; `listed` is what the list is called."""
    return {
        "序号": number,
        "榜别": listed,
        **named(line, name),
        "变更": labels.BOARD_CHANGE.get(line["change"], line["change"]),
        "原内容": line["before"],
        "更正为": line["after"] or "—",
        "原因": line["why"],
    }
