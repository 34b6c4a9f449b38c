"""The review workbook of a list (contract, "Workbooks that people fill in"): candidates in, decisions out.

Red candidates come with 上榜 filled in, to be struck out where the meeting thinks otherwise; black ones come blank:
nobody is listed by the program alone.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jifen.domain.documents.review import BlackCandidate, RedCandidate, Review
from jifen.domain.scheme.scheme import Scheme, parse_scheme
from jifen.messages import labels
from jifen.messages.subjects import in_words, unit
from jifen.printing import words
from jifen.printing.engine.canvas import CELL, CODE, NOTE, TEXT, TITLE, Canvas, Look, choose, finished, new_book
from jifen.printing.engine.filling import Value
from jifen.printing.papers.board import selector

DECISIONS = ("上榜", "不上榜", "暂缓")
OUTCOMES = ("已整改", "未整改")
_RED = {"名次": 6, "网格": 7, "户编号": 9, "户主": 15, "类别": 9, "积分": 8, "决定": 9, "理由": 53, "往期": 19}
_BLACK = {
    "网格": 6, "户编号": 8, "户主": 10, "积分": 6, "扣分": 6, "提示": 8.5, "决定": 7.5, "条款": 11.5, "事实": 15,
    "发生日期": 10.5, "地点": 9, "告知日期": 10.5, "整改期限": 10.5, "复查结果": 7.5, "理由": 10, "往期": 7,
}  # fmt: skip
_BLACK_ROW = 40.0
_SPARE = 10
"""Blank lines for households the meeting adds to the black list."""
FILL_IN = "FFF8E1"
"""Ground of the cells the meeting fills in."""
_RED_NOTE = "只改“决定”和“理由”两列。决定填上榜、不上榜或暂缓；空白和暂缓都不上榜。本表不能增加户。"
_BLACK_NOTE = (
    "每户都要决定：上榜、不上榜或暂缓。上榜的，条款、事实、告知日期、整改期限、复查结果都要填；"
    "告知日期不晚于整改期限，整改期限已过且复查结果为未整改的才能上榜。可以在下面空行增加户。"
    "事实只写时间、地点、行为，不写评价，不提家属；发生日期、地点填了的，程序会写进事实里，地点写路段、场所，不写门牌。"
)


def review_workbook(content: Review) -> bytes:
    """The workbook for the meeting: sheets 红榜 and 黑榜, each with its choices and print set-up."""
    book = new_book()
    _red(book, content)
    _black(book, content)
    return finished(book)


def _begin(book: object, name: str, content: Review, columns: Mapping[str, float], note: str) -> Canvas:
    period = labels.period(content["period"])
    canvas = Canvas(book, name, list(columns.values()), landscape=True)
    title = f"{content['village']}{period}{name}评议表"
    canvas.footer(title)
    canvas.whole(title, TITLE, 36)
    canvas.whole(_facts(content, ranked=name == "红榜"), NOTE)
    canvas.whole(in_words(note), NOTE)
    canvas.header(list(columns), 26)
    canvas.freeze(list(columns).index("户主") + 2)
    return canvas


def _facts(content: Review, *, ranked: bool) -> str:
    """What the candidates were chosen from; places and ties are the red list's alone."""
    left_out = labels.left_out(content["left_out"])
    missing = "、".join(labels.period(month) for month in content["missing"])
    chosen = selector(content["selector"], parse_scheme(content.get("scheme", {})))
    parts = [
        f"参评{content['ranked']}{unit()}" + (f"，{chosen}" if ranked else ""),
        f"末位{content['tied']}{unit()}同分" if ranked and content["tied"] > 1 else "",
        f"未参加评选：{left_out}" if left_out else "",
        f"缺{missing}的积分" if missing else "",
    ]
    return "；".join(part for part in parts if part) + "。"


def _red(book: object, content: Review) -> None:
    widths = _red_columns(parse_scheme(content.get("scheme", {})))
    canvas = _begin(book, "红榜", content, widths, _RED_NOTE)
    start = canvas.row_number + 1
    known = {"户编号": CODE, "决定": CELL.but(fill=FILL_IN), "理由": TEXT.but(fill=FILL_IN), "往期": TEXT}
    for line in content["red"]:
        values = _red_values(line)
        canvas.cells([values[name] for name in widths], [known.get(name, CELL) for name in widths], 20)
    if not content["red"]:
        canvas.whole(in_words("本期没有符合条件的户"), NOTE)
    choose(canvas, canvas.area(start, list(widths).index("决定") + 1), DECISIONS)
    canvas.pages()


def _red_columns(scheme: Scheme) -> dict[str, float]:
    """The columns; where the scheme has scores these, too, at the expense of the reason."""
    more = {name: 8.0 for name, has in (("得分", scheme.scores), ("等级", scheme.grades)) if has}
    found: dict[str, float] = {}
    for name, width in _RED.items():
        found[name] = width - sum(more.values()) if name == "理由" else width
        if name == "积分":
            found |= more
    return found


def _red_values(line: RedCandidate) -> dict[str, Value]:
    return {
        "名次": line["rank"],
        "网格": words.grid_cell(line["grid"]),
        "户编号": line["household"],
        "户主": line["head"],
        "类别": line["tier"] or words.grid(line.get("among", "")),
        "积分": Decimal(line["points"]),
        "得分": Decimal(line.get("score", line["points"])),
        "等级": line.get("grade") or "",
        "决定": DECISIONS[0],
        "理由": line["reason"],
        "往期": line["history"],
    }


def _black(book: object, content: Review) -> None:
    canvas = _begin(book, "黑榜", content, _BLACK, _BLACK_NOTE)
    start = canvas.row_number + 1
    looks = _black_looks()
    for line in content["black"]:
        canvas.cells(_black_values(line), looks, _BLACK_ROW)
    for _ in range(_SPARE):
        canvas.cells([None] * len(_BLACK), looks, _BLACK_ROW)
    names = list(_BLACK)
    choose(canvas, canvas.area(start, names.index("决定") + 1), DECISIONS)
    choose(canvas, canvas.area(start, names.index("复查结果") + 1), OUTCOMES)
    canvas.pages()


def _black_looks() -> Sequence[Look]:
    known = {"户编号": CODE, "提示": TEXT, "往期": TEXT}
    asked = {"条款", "事实", "地点", "理由"}
    filled = list(_BLACK)[list(_BLACK).index("决定") : list(_BLACK).index("理由") + 1]
    return [
        (TEXT if name in asked else CELL).but(fill=FILL_IN) if name in filled else known.get(name, CELL)
        for name in _BLACK
    ]


def _black_values(line: BlackCandidate) -> list[Value]:
    named: list[Value] = [words.grid_cell(line["grid"]), line["household"], line["head"]]
    points: list[Value] = [Decimal(line["points"]), Decimal(line["deductions"])]
    cause = labels.BLACK_CAUSE.get(line["cause"], line["cause"])
    return [*named, *points, cause, None, line["article"], line["fact"], *[None] * 6, line["history"]]


def file_name(content: Review) -> str:
    """What the review workbook's file is called."""
    return f"{content['village']}{labels.period(content['period'])}红黑榜评议表.xlsx"
