"""Working sheets of the points shop, drawn: counting, sign-out, register, settlement. People write on them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jifen.domain.documents.shop import (
    CountingSheet,
    Register,
    RegisterLine,
    Settlement,
    SettlementLine,
    SignOut,
    SignOutLine,
)
from jifen.domain.points import show, total
from jifen.messages import labels
from jifen.printing import words
from jifen.printing.engine.canvas import (
    CELL,
    CODE,
    HEAD,
    NOTE,
    TEXT,
    TITLE,
    YUAN,
    Canvas,
    Look,
    Range,
    between,
    finished,
    new_book,
    room_across,
)
from jifen.printing.engine.filling import Plain, Value
from jifen.printing.sheets import columns as planned

_ROW = 24.0
_BLANK_LINES = 25
_MOST = 1_000_000
_ACROSS = room_across(landscape=True)
_GOODS_SIZE = 9.0
"""Letters of a column a finger wide that says a whole name and its price."""
_SIGN_OUT_RIGHT = {"领取人签字": 14.0, "备注": 12.0}
_COUNT = {
    "序号": 6, "编号": 9, "名称": 24, "规格": 14, "单位": 7, "账面数量": 10, "实盘数量": 10, "盈亏": 9, "原因": 28,
    "最早到期": 18,
}  # fmt: skip
_REGISTER = {
    "序号": 6, "日期": 16.5, "户编号": 8.5, "户主": 12, "物品编号": 7, "名称": 15, "数量": 6, "单价": 6,
    "消耗积分": 7.5, "代领人": 11, "单据号": 16, "备注": 10.5, "领取人签字": 12.5,
}  # fmt: skip
_SETTLEMENT = {
    "编号": 9, "名称": 21, "单位": 7, "发出": 8, "退回": 8, "净发出": 8, "消耗积分": 10, "成本（元）": 11,
    "结存": 9,
}  # fmt: skip
_COST_COLUMN = 8
_SIGN = "经办人：　　　　　　　　监督人：　　　　　　　　村监委：　　　　　　　　（盖章）"

SIGN_OUT, REGISTER, SETTLEMENT = "积分兑换签领表", "积分兑换登记表", "积分兑换结算表"
"""What the sheets of a round are called."""


def counting_sheet(content: CountingSheet) -> bytes:
    """The goods to count (盘点表): booked beside a blank for what is there, and for the reason of a difference."""
    book = new_book()
    canvas = _begin(book, "盘点表", f"{content['village']}物资盘点表", _COUNT, landscape=True)
    canvas.whole(f"账面截至{words.day(content['as_of'])}　　　　盘点日期：", NOTE, 20)
    start = canvas.header(list(_COUNT), 26)
    looks = [CELL, CODE, TEXT, CELL, CELL, CELL, CELL, CELL, TEXT, CELL]
    for number, line in enumerate(content["lines"], 1):
        known: list[Value] = [number, line["item"], line["name"], line["spec"], line["unit"], line["booked"]]
        canvas.cells([*known, None, None, None, words.day(line["best_before"])], looks, _ROW)
    between(canvas, canvas.area(start, 7), 0, _MOST, "whole", strict=True)
    canvas.whole("盘点人：　　　　　　　　保管人：　　　　　　　　监督人：", NOTE, 40)
    canvas.pages()
    return finished(book)


def sign_out(content: SignOut) -> bytes:
    """The sign-out sheet (签领表): a line a household, a blank column an item headed `A01 香皂（5分）`, a signature.

    The headers are those of the contract, so that `redeem import` reads the filled sheet; where the goods are too many
    for a page they go on upon further sheets, each with every household and its own signatures.
    """
    book = new_book()
    left = {
        "序号": 6.0,
        "网格": planned.grid_width(line["grid"] for line in content["lines"]),
        "户编号": 9.0,
        "户主": planned.head_width(line["head"] for line in content["lines"]),
        "可用积分": planned.points_width(str(words.available(line["available"])) for line in content["lines"]),
    }
    blank = _ACROSS - sum(left.values()) - sum(_SIGN_OUT_RIGHT.values())
    parts = planned.share(len(content["items"]), blank)
    for number, part in enumerate(parts, 1):
        items = content["items"][part.start : part.stop]
        headers = [f"{item['item']} {item['name']}（{show(Decimal(item['price']))}分）" for item in items]
        columns = {**left, **dict.fromkeys(headers, part.width), **_SIGN_OUT_RIGHT}
        heading = title(content, SIGN_OUT) + planned.which(number, parts)
        canvas = _begin(book, planned.numbered("签领表", number, parts), heading, columns, landscape=True)
        _signing(canvas, content["lines"], list(columns), len(left), len(items))
    return finished(book)


def _signing(canvas: Canvas, lines: Sequence[SignOutLine], columns: Sequence[str], known: int, items: int) -> None:
    canvas.whole("在物品栏填数量；代领的在备注栏写明代领人和关系。", NOTE, 20)
    looks = [HEAD] * known + [HEAD.but(size=_GOODS_SIZE)] * items + [HEAD] * len(_SIGN_OUT_RIGHT)
    start = canvas.header(columns, 40, looks)
    canvas.freeze(known + 1)
    blank: list[Value] = [None] * (items + len(_SIGN_OUT_RIGHT) - 1)
    looks = [CELL, CELL, CODE, *[CELL] * (len(columns) - 3)]
    for number, line in enumerate(lines, 1):
        who: list[Value] = [number, words.grid_cell(line["grid"]), line["household"], line["head"]]
        canvas.cells([*who, words.available(line["available"]), *blank, _barred(line)], looks, _ROW)
    if items:
        between(canvas, canvas.area(start, known + 1, known + items), 0, _MOST, "whole", strict=True)
    canvas.whole(_SIGN, NOTE, 40)
    canvas.pages()


def _barred(line: SignOutLine) -> str | None:
    """Beside a household that may not redeem: why."""
    return f"得分{line['barred']['score']}，不满{line['barred']['least']}分，暂不兑换" if "barred" in line else None


def register(content: Register) -> bytes:
    """The redemption register (兑换登记表) with the contract's columns; without lines a blank one to write on."""
    book = new_book()
    canvas = _begin(book, "兑换登记表", title(content, REGISTER), _REGISTER, landscape=True)
    canvas.header(list(_REGISTER), 26)
    looks = [CELL, CELL, CODE, CELL, CODE, TEXT, CELL, CELL, CELL, CELL, CODE, TEXT, CELL]
    for number, line in enumerate(content["lines"], 1):
        canvas.cells(_register_row(number, line), looks, 22)
    if not content["lines"]:
        for _ in range(_BLANK_LINES):
            canvas.cells([None] * len(_REGISTER), looks, _ROW)
    else:
        kept = [line for line in content["lines"] if line["returned_on"] is None]
        pieces, points = sum(line["quantity"] for line in kept), total(Decimal(line["points"]) for line in kept)
        sums: list[Range] = [(1, 6, "合计（不含已退）", HEAD), (7, 7, pieces, HEAD), (8, 8, None, HEAD)]
        canvas.parts([*sums, (9, 9, points, HEAD), (10, len(_REGISTER), None, HEAD)], 26)
    canvas.whole(_SIGN, NOTE, 40)
    canvas.pages()
    return finished(book)


def _register_row(number: int, line: RegisterLine) -> list[Value]:
    proxy = f"{line['by']}（{line['relation']}）" if line["by"] and line["relation"] else line["by"] or ""
    returned = f"已退（{words.short_day(line['returned_on'])}）" if line["returned_on"] else ""
    who: list[Value] = [number, words.day(line["day"]), line["household"], line["head"]]
    goods: list[Value] = [line["item"], line["name"], line["quantity"], Decimal(line["price"]), Decimal(line["points"])]
    return [*who, *goods, proxy, line["receipt"], returned, None]


def settlement(content: Settlement) -> bytes:
    """The settlement sheet (兑换结算表) of a closed round: pieces, points, cost, and what is left."""
    book = new_book()
    canvas = _begin(book, "兑换结算表", title(content, SETTLEMENT), _SETTLEMENT)
    days = f"{words.day(content['opened_on'])}至{words.day(content['closed_on'])}"
    canvas.whole(f"兑换时间：{days}　　兑换{content['households']}户，单据{content['receipts']}张", NOTE, 22)
    canvas.header(list(_SETTLEMENT), 26)
    for line in content["lines"]:
        canvas.cells(_settled(line), [CODE, TEXT, *[CELL] * 5, YUAN, CELL], 22)
    canvas.parts(_settled_total(content), 26)
    yuan = TEXT.but(number=YUAN.number)
    for label, value, look in (
        ("兑换前全村可用积分", content["points_before"], TEXT),
        ("兑换后全村可用积分", content["points_after"], TEXT),
        *_owed(content),
        ("结存物资价值（元）", content["stock_value"], yuan),
        ("资金余额（元）", content["fund"], yuan),
    ):
        canvas.parts([(1, 3, label, TEXT), (4, len(_SETTLEMENT), Decimal(value), look)], 22)
    canvas.whole(_SIGN, NOTE, 44)
    canvas.pages(keep=6)
    return finished(book)


def _owed(content: Settlement) -> list[tuple[str, str, Look]]:
    """What some households owe, which the points available leave out; no row where nobody does."""
    debtors = content.get("debtors", 0)
    return [(f"另有{debtors}户欠分（不相抵）", content.get("owed", "0"), TEXT)] if debtors else []


def _settled(line: SettlementLine) -> list[Plain]:
    net = line["out"] - line["returned"]
    counted: list[Plain] = [line["out"], line["returned"], net, Decimal(line["points"]), Decimal(line["cost"])]
    return [line["item"], line["name"], line["unit"], *counted, line["left"]]


def _settled_total(content: Settlement) -> list[Range]:
    """The sums of the lines above, column by column."""
    rows = [_settled(line)[3:] for line in content["lines"]]
    parts: list[Range] = [(1, 3, "合计", HEAD)]
    for column in range(4, len(_SETTLEMENT) + 1):
        summed = total(Decimal(row[column - 4] or 0) for row in rows)
        parts.append((column, column, summed, HEAD.but(number=YUAN.number) if column == _COST_COLUMN else HEAD))
    return parts


def _begin(book: object, sheet: str, title: str, columns: Mapping[str, float], *, landscape: bool = False) -> Canvas:
    canvas = Canvas(book, sheet, list(columns.values()), landscape=landscape).footer(title)
    canvas.whole(title, TITLE, 40)
    return canvas


def title(content: SignOut | Register | Settlement, sheet: str) -> str:
    """`沙院村2025年三季度积分兑换签领表`, on the sheet and in the name of its file."""
    return f"{content['village']}{labels.period(content['period'])}{sheet}"


def file_name(content: SignOut | Register | Settlement, sheet: str) -> str:
    """What the file of a round's sheet is called."""
    return f"{title(content, sheet)}.xlsx"


def counting_sheet_name(content: CountingSheet) -> str:
    """What the counting sheet's file is called."""
    return f"{content['village']}物资盘点表（{content['as_of']}）.xlsx"
