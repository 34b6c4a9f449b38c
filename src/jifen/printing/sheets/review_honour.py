"""The review workbook of an honour, or of what is to be rectified: whom points propose, room for whom somebody
nominates or the meeting names, decisions out.

Where an honour for whole households has a number, as many of the first come with 上榜 filled in, to be struck out where
the meeting thinks otherwise; persons never do, for only the meeting names them.
"""

from collections.abc import Sequence
from decimal import Decimal

from jifen.domain.documents.review import HonourCandidate, HonourReview
from jifen.domain.life.honours import HonourKind
from jifen.messages import labels
from jifen.messages.subjects import in_words, unit
from jifen.printing import words
from jifen.printing.engine.canvas import CELL, CODE, NOTE, TEXT, TITLE, Canvas, choose, finished, new_book
from jifen.printing.engine.filling import Value
from jifen.printing.sheets.review import DECISIONS, FILL_IN

_SPARE = 10
"""Blank lines for whoever is nominated."""
_ROW = 24.0
_NOTE = "只改底色是浅黄的几列。决定填上榜、不上榜或暂缓；空白和暂缓都不上榜。"
_PERSON = "上榜的写明姓名和主要事迹，一户一人，只写成年人；没有写姓名的不会公布任何人的名字。"
_RECTIFIED = (
    "只改底色是浅黄的几列。每户都要决定：上榜、不上榜或暂缓。上榜的，事实、整改期限都要填，整改期限要在今天以后。"
    "事实只写时间、地点、行为，不写评价，不提家属，不写门牌。可以在下面空行增加户。"
)
_TABS = {"yellow": "FFD966", "green": "2E7D32", "blue": "1F4E79", "white": "FFFFFF"}
_NOMINATED = "初选名单以外的户，写在下面空行里，推荐方式填{ways}。"


def honour_workbook(content: HonourReview) -> bytes:
    """One sheet, named after the kind, with its choices and print set-up."""
    kind = HonourKind.of(content["kind"])
    widths = _widths(kind)
    book = new_book()
    canvas = Canvas(book, kind.name, list(widths.values()), landscape=True)
    if kind.colour in _TABS:
        canvas.sheet.sheet_properties.tabColor = _TABS[kind.colour]
    title = f"{content['village']}{labels.period(content['period'])}{kind.name}评议表"
    canvas.footer(title)
    canvas.whole(title, TITLE, 36)
    canvas.whole(_facts(content, kind), NOTE)
    canvas.whole(_notes(kind), NOTE)
    canvas.header(list(widths), 26)
    canvas.freeze(list(widths).index("户主") + 2)
    start = canvas.row_number + 1
    fill_in = ("姓名", "推荐方式", "决定", "理由", "事实", "整改期限")
    looks = [
        (TEXT if name in ("理由", "往年", "事实", "提示", "往期") else CODE if name == "户编号" else CELL).but(
            **({"fill": FILL_IN} if name in fill_in else {})
        )
        for name in widths
    ]
    for line in content["lines"]:
        canvas.cells([_values(line, kind)[name] for name in widths], looks, _ROW)
    if not content["lines"]:
        canvas.whole(in_words("没有够初选条件的户"), NOTE)
    for _ in range(_SPARE if kind.ways or kind.rectifies else 0):
        canvas.cells([None] * len(widths), looks, _ROW)
    _choices(canvas, start, list(widths), kind)
    canvas.pages()
    return finished(book)


def _notes(kind: HonourKind) -> str:
    """How it is filled in."""
    if kind.rectifies:
        return in_words(_RECTIFIED)
    ways = "、".join(labels.HONOUR_WAY[way] for way in kind.ways)
    return in_words(_NOTE + (_PERSON if kind.person else "") + (_NOMINATED.format(ways=ways) if ways else ""))


def _choices(canvas: Canvas, start: int, names: list[str], kind: HonourKind) -> None:
    """What may be chosen in the columns of decisions and nominations, from row `start` on."""
    if canvas.row_number < start:
        return
    choose(canvas, canvas.area(start, names.index("决定") + 1), DECISIONS)
    if kind.ways:
        words_of = [labels.HONOUR_WAY[way] for way in kind.ways]
        choose(canvas, canvas.area(start, names.index("推荐方式") + 1), words_of)


def _widths(kind: HonourKind) -> dict[str, float]:
    """The columns: those of the kind's categories, and of the person it names."""
    if kind.rectifies:
        return {
            "网格": 7,
            "户编号": 9,
            "户主": 13,
            "积分": 8,
            "扣分": 8,
            "提示": 20,
            "决定": 9,
            "事实": 44,
            "整改期限": 14,
            "往期": 16,
        }
    found: dict[str, float] = {"名次": 6, "网格": 7, "户编号": 9, "户主": 13}
    if kind.person:
        found["姓名"] = 12
    found |= {f"{labels.CYCLE_POINTS[kind.cycle]}积分": 9, **dict.fromkeys(kind.categories, 9.0)}
    more = {name: 9.0 for name, asked in (("等级", kind.grades), ("连续红榜", kind.red_streak)) if asked}
    found |= {"红榜次数": 9, **more}
    if kind.ways:
        found["推荐方式"] = 10
    taken = 9 * (len(kind.categories) + len(more)) + (12 if kind.person else 0)
    return {**found, "决定": 9, "理由": 56 - taken, "往年" if kind.cycle == "year" else "往期": 16}


def _facts(content: HonourReview, kind: HonourKind) -> str:
    """What the candidates were chosen from and by."""
    left_out = labels.left_out(content["left_out"])
    missing = "、".join(labels.period(month) for month in content["missing"])
    conditions = labels.honour_conditions(kind)
    parts = [
        f"参评{content['ranked']}{unit()}，初选{len(content['lines'])}{unit()}",
        f"初选条件：{conditions}" if conditions else "",
        _room(content, kind),
        f"未参加评选：{left_out}" if left_out else "",
        f"缺{missing}的积分" if missing else "",
    ]
    return "；".join(part for part in parts if part) + "。"


def _values(line: HonourCandidate, kind: HonourKind) -> dict[str, Value]:
    years = _past(line["years"])
    causes = labels.honour_causes(kind)
    return {
        "名次": line["rank"],
        "网格": words.grid_cell(line["grid"]),
        "户编号": line["household"],
        "户主": line["head"],
        "姓名": None,
        f"{labels.CYCLE_POINTS[kind.cycle]}积分": Decimal(line["points"]),
        "积分": Decimal(line["points"]),
        "扣分": Decimal(line.get("deductions", "0")),
        "提示": "；".join(causes[name] for name in line.get("causes", ())),
        "等级": line.get("grade") or "",
        "连续红榜": line.get("red_streak", 0),
        **{name: Decimal(points) for name, points in line["categories"].items()},
        "红榜次数": line["red_lists"],
        "推荐方式": None,
        "决定": DECISIONS[0] if line["suggested"] else None,
        "理由": line["reason"],
        "事实": line.get("fact", ""),
        "整改期限": None,
        "往年": f"{years}获评" if years else "",
        "往期": f"{years}{'上榜' if kind.rectifies else '获评'}" if years else "",
    }


def _past(years: Sequence[int | str]) -> str:
    """`2023、2024年`, `2024年上半年、2024年下半年`; blank for none."""
    if any(isinstance(year, str) for year in years):
        return "、".join(labels.period(str(year)) for year in years)
    return "、".join(map(str, years)) + "年" if years else ""


def _room(content: HonourReview, kind: HonourKind) -> str:
    if kind.rectifies:
        return ""
    return f"名额{content['limit']}{unit()}" if content["limit"] is not None else "名额不限"


def file_name(content: HonourReview) -> str:
    """What the review workbook's file is called."""
    return f"{content['village']}{labels.period(content['period'])}{content['kind']['name']}评议表.xlsx"
