"""What is handed to a household: cards, eight to a page, certificates, the notice to put something right; and the
narrow sheets that become pictures for telephones.
"""

from copy import copy
from dataclasses import replace

from openpyxl.styles import Border, Font, Side

from jifen.printing.engine.canvas import Canvas, finished, new_book
from template_layouts.build import HEAD, TITLE, Look, Page
from template_layouts.notices import BIG, CELL, COLUMN, DRAFT, FACT, LABEL, PARA, SIGN, TEXT

RED, GOLD = "C00000", "B8860B"
CUT = Side(style="dashed", color="808080")

LEFT, RIGHT = "左", "右"
CARD = (1.5, 9.5, 15, 9.5, 12, 1.5)
"""Columns of a card: margin, four for words, margin; in all 91 mm. Few cells are merged: each is merged 620 times."""
PLAIN = Look(size=11, wrap=False)
SIDE_LABEL = Look(HEAD, 10, across="center", box=True, wrap=False)
CENTRED = Look(size=11, across="center", box=True, wrap=False)
SMALL = Look(size=8, wrap=False)


def graded_card():
    """A line for the score instead of one to write on."""
    return card(graded=True)


def card(*, graded=False):
    """A block of twelve rows is one pair of cards. Four blocks are 795 pt high, so that a page of A4 less its margins
    (799 pt) holds four and no row of a fifth; nothing is scaled."""
    book = _book()
    canvas = Canvas(book, "积分卡", CARD * 2)
    _bare(canvas.sheet, 0.3)
    for height, parts in _card_rows(graded):
        pair = [
            (first + shift, last + shift, text.replace("#", side), look)
            for shift, side in ((0, LEFT), (len(CARD), RIGHT))
            for first, last, text, look in [(1, 1, "{#.空}", PLAIN), *parts, (len(CARD), len(CARD), "{#.空}", PLAIN)]
        ]
        canvas.parts(pair, height)
        canvas.sheet.row_dimensions[canvas.row_number].height = height
    for first in (1, len(CARD) + 1):
        _frame(canvas.sheet, (1, canvas.row_number), (first, first + len(CARD) - 1), CUT)
    return finished(book)


def _book():
    """A workbook whose columns are equally wide everywhere: their unit is a digit of its first font, and Arial (or a
    font as wide) is on every computer, what openpyxl would name is not."""
    book = new_book()
    font = Font(name="Arial", size=10)
    book._fonts[0] = font
    book._named_styles["Normal"].font = font
    return book


def _card_rows(graded):
    """Height in points and parts of each row; `#` stands for the side."""
    title = Look(TITLE, 16, across="center", color=RED, wrap=False)
    name = replace(CENTRED, font=HEAD, size=14)
    figure = replace(CENTRED, bold=True, size=12)
    narrow = replace(SIDE_LABEL, size=9)
    rows = [(4.5, []), (25.5, [(2, 5, "{#.标题}", title)])]
    rows.append((21.75, [(2, 2, "户主{#.空}", SIDE_LABEL), (3, 5, "{#.户主}", name)]))
    for height, left, right, look in ((18.75, "户编号", "网格", CENTRED), (18.75, "人口", "小组", CENTRED)):
        labels = [(2, 2, f"{left}{{#.空}}", SIDE_LABEL), (4, 4, f"{right}{{#.空}}", SIDE_LABEL)]
        rows.append((height, [*labels, (3, 3, f"{{#.{left}}}", look), (5, 5, f"{{#.{right}}}", look)]))
    labels = [(2, 2, "可用积分{#.空}", SIDE_LABEL), (4, 4, "{#.年}年累计", narrow)]
    rows.append((20.25, [*labels, (3, 3, "{#.可用积分}", figure), (5, 5, "{#.本年累计}", figure)]))
    if graded:
        rows.append((16.5, [(2, 2, "得分{#.空}", SIDE_LABEL), (3, 5, "{#.得分}", replace(CENTRED, size=10))]))
    heads = ("日期", "事由", "加减", "结余")
    rows.append((15.75, [(n, n, f"{text}{{#.空}}", narrow) for n, text in enumerate(heads, 2)]))
    rows += [(16.5, [(n, n, "{#.空}", CENTRED) for n in range(2, 6)])] * (2 if graded else 3)
    return [*rows, (12, [(2, 5, "{#.截至}", SMALL)]), (12, [(2, 5, "{#.监督电话}", SMALL)])]


def _bare(sheet, margin, landscape=False):
    """A page that is all drawing: no footer, equal margins (inches), printed at its own size."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = 100
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.oddFooter.right.text = None
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = margin
    margins.header = margins.footer = 0
    sheet.print_options.verticalCentered = False


def _edge(cell, **sides):
    border = copy(cell.border)
    kept = {name: getattr(border, name) for name in ("left", "right", "top", "bottom")}
    cell.border = Border(**{**kept, **sides})


CERTIFICATE = (2, 8, 60, 60, 8, 2)
"""Columns of a certificate: outer frame, inner frame, two for words, and the frames again; in all 259 mm."""
BAND = Look(size=11, wrap=False, fill="FDF0DC")


def certificate():
    """A block of thirteen rows is a page: 549 pt, where landscape A4 less its margins has 552."""
    book = _book()
    canvas = Canvas(book, "荣誉证书", CERTIFICATE)
    _bare(canvas.sheet, 0.3, landscape=True)
    last, rows = len(CERTIFICATE), _certificate_rows()
    for number, (height, text, look) in enumerate(rows, 1):
        if number in (1, len(rows)):
            canvas.parts([(column, column, "{证书.空}", BAND) for column in range(1, last + 1)], height)
        else:
            inside = [(column, column, "{证书.空}", PLAIN) for column in (2, last - 1)]
            edges = [(column, column, "{证书.空}", BAND) for column in (1, last)]
            canvas.parts([*edges, *inside, (3, last - 2, text, look)], height)
        canvas.sheet.row_dimensions[canvas.row_number].height = height
    _frame(canvas.sheet, (1, len(rows)), (1, last), Side(style="thick", color=RED))
    _frame(canvas.sheet, (2, len(rows) - 1), (2, last - 1), Side(style="double", color=GOLD))
    return finished(book)


def _certificate_rows():
    """Height in points, text and look of each row; name, day and the room below leave 40 mm for the seal."""
    nothing = "{证书.空}"
    sign = Look(size=20, across="right", wrap=False)
    return [
        (12, nothing, BAND),
        (24, nothing, PLAIN),
        (95, "{标题}{证书.空}", Look(TITLE, 54, across="center", color=RED, wrap=False)),
        (18, nothing, PLAIN),
        (42, "{证书.称呼}", Look(HEAD, 26, wrap=False)),
        (180, "　　{证书.正文}", Look(size=24, down="top")),
        (12, nothing, PLAIN),
        (40, "{落款一}{证书.空}", sign),
        (36, "{落款日期}{证书.空}", sign),
        (40, nothing, PLAIN),
        (20, "{依据}{证书.空}", Look(size=11, wrap=False)),
        (18, nothing, PLAIN),
        (12, nothing, BAND),
    ]


def _frame(sheet, rows, columns, side):
    for column in range(columns[0], columns[1] + 1):
        _edge(sheet.cell(rows[0], column), top=side)
        _edge(sheet.cell(rows[1], column), bottom=side)
    for row in range(rows[0], rows[1] + 1):
        _edge(sheet.cell(row, columns[0]), left=side)
        _edge(sheet.cell(row, columns[1]), right=side)


def rectification():
    page = Page("整改通知书", [7, 10, 12, 34, 18, 16], footer_left="{村名}　{户编号} {户主}")
    page.whole("{标题}", BIG, 44).whole("{称呼}", PARA, 24).whole("　　{引言}", PARA, 24)
    spans = [(1, 1, "序号"), (2, 3, "日期"), (4, 5, "情形"), (6, 6, "扣分")]
    page.parts(spans, COLUMN, 24).repeat()
    looks = [CELL, CELL, TEXT, CELL]
    page.parts([(a, b, f"{{情形.{n}}}", look) for (a, b, n), look in zip(spans, looks, strict=True)], CELL, 22)
    for name in ("补充", "要求", "后果", "异议"):
        page.whole(f"　　{{{name}}}", PARA, 24)
    page.whole("", PARA, 16).whole("{落款一}", SIGN, 30).whole("{落款日期}", SIGN, 30).whole("", PARA, 30)
    page.whole("送达人：　　　　　　　　　签收人：　　　　　　　　　签收日期：", replace(PARA, size=12), 26)
    page.whole("", PARA, 10)
    page.whole("（沿虚线裁下，整改后交回）", Look(size=9, across="center"), 16)
    cut = len(page.rows)
    return _slip(page, cut)


def _slip(page, cut):
    """The part that comes back, below a dashed line. The whole page is printed as one, however much stands above."""
    page.whole("{回执标题}", Look(TITLE, 18, across="center"), 32)
    blank = replace(FACT, across="left")
    for height, left, text, right, value in (
        (24, "户主", "{户主}", "户编号", "{户编号}"),
        (24, "整改期限", "{整改期限}", "网格", "{网格}"),
    ):
        page.parts([(1, 2, left, LABEL), (3, 4, text), (5, 5, right, LABEL), (6, 6, value)], blank, height)
    page.parts([(1, 2, "整改事项", LABEL), (3, 6, "{整改事项}")], blank, 26)
    page.parts([(1, 2, "整改情况", LABEL), (3, 6, "")], blank, 66)
    page.parts([(1, 2, "户主签字", LABEL), (3, 4, ""), (5, 5, "日期", LABEL), (6, 6, "")], blank, 28)
    page.parts([(1, 2, "复查结果", LABEL), (3, 6, "□已整改　　□未整改　　情况：")], blank, 40)
    page.parts([(1, 2, "复查人签字", LABEL), (3, 4, ""), (5, 5, "复查日期", LABEL), (6, 6, "")], blank, 28)
    page.whole("{回执说明}", Look(size=11), 20)
    book = _book()
    page.draw(book)
    sheet = book.worksheets[0]
    sheet.page_setup.fitToHeight = 1
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.border.left.style):
        if cell.alignment.horizontal == "left":
            cell.alignment = cell.alignment.copy(indent=1)
    for column in range(1, len(page.widths) + 1):
        _edge(sheet.cell(cut, column), top=CUT)
    return finished(book)


PHONE = (22, 9, 10, 12)
"""Columns of a sheet for telephones: 108 mm wide less its margins."""
PHONE_GRADED = (17, 8, 8.5, 10, 9.5)
HEADLINE = Look(TITLE, 20, across="center")
SCOPE = Look(HEAD, 16, across="center")
SENTENCE = Look(size=12)
TOP = Look(HEAD, 12, across="center", box=True, fill="F2F2F2")
FIGURE = Look(size=15, across="center", box=True)
NAME = replace(FIGURE, font=HEAD, size=16)
WORDS = Look(size=13, box=True)


def _phone(title, widths, color, rows, *notes):
    """A sheet for telephones: heading, whose households, window and how to object, the rows, number and check code."""
    page = Page(title, widths)
    page.whole("{送审稿}", replace(DRAFT, across="center"), 20)
    page.whole("{标题}", replace(HEADLINE, color=color), 34)
    page.whole("{范围}", SCOPE, 26)
    page.whole("{公示期}", SENTENCE, 20)
    rows(page)
    for name in (*notes, "补录", "提醒", "监督电话", "落款一", "落款日期", "编号", "校验码"):
        page.whole(f"{{{name}}}", replace(SENTENCE, size=10.5), 18)
    book = _book()
    page.draw(book)
    sheet = book.worksheets[0]
    _bare(sheet, 0.16)
    sheet.page_setup.paperWidth, sheet.page_setup.paperHeight = "108mm", "240mm"
    return finished(book)


def phone_monthly():
    def rows(page):
        page.whole("{无得分}", FIGURE, 30).whole("{未评议}", FIGURE, 30)
        page.cells(["户主", "本月", "本年累计", "可兑换"], TOP, 26)
        names = ["户主", "本月合计", "本年累计", "可兑换"]
        page.cells([f"{{行.{name}}}" for name in names], [NAME, FIGURE, FIGURE, FIGURE], 30)
        page.whole("{行.排位}", WORDS, 24)

    return _phone("手机版积分公示", PHONE, "000000", rows, "说明")


def phone_graded():
    def rows(page):
        page.whole("{无得分}", FIGURE, 30).whole("{未评议}", FIGURE, 30)
        page.cells(["户主", "{本期}", "得分", "等级", "可兑换"], TOP, 26)
        names = ["户主", "本月合计", "得分", "等级名", "可兑换"]
        page.cells([f"{{行.{name}}}" for name in names], [NAME, FIGURE, FIGURE, FIGURE, FIGURE], 30)
        page.whole("{行.排位}", WORDS, 24)

    return _phone("手机版评级公示", PHONE_GRADED, "000000", rows, "说明")


def phone_redemption():
    def rows(page):
        page.whole("{本期无}", FIGURE, 36)
        page.cells(["户主", "用去积分", "剩余积分"], TOP, 26)
        page.cells(["{户.户主}", "{户.兑换积分}", "{户.剩余积分}"], [NAME, FIGURE, FIGURE], 30)
        page.whole("{户.兑换物品}", WORDS, 24)

    return _phone("手机版兑换公示", (27, 13, 13), "000000", rows, "说明")


def phone_red():
    def rows(page):
        page.whole("{现行}", SCOPE, 24)
        page.cells(["名次", "户主", "{积分列}"], replace(TOP, fill=RED, color="FFFFFF"), 26)
        page.whole("{组.类别}", TOP, 26)
        page.cells(["{行.名次}", "{行.户主}", "{行.成绩}"], [FIGURE, NAME, FIGURE], 30)
        page.whole("{行.上榜理由}", WORDS, 24)
        page.whole("{本期无}", FIGURE, 36)

    return _phone("手机版红榜", (9, 31, 13), RED, rows)


def phone_black():
    def rows(page):
        page.whole("{现行}", SCOPE, 24)
        page.parts([(1, 1, "户主", TOP), (2, 2, "{黑.户主}", NAME)], NAME, 30)
        told = (("违反", "条款"), ("事实", "事实"), ("告知", "告知日期"), ("限期", "整改期限"), ("复查", "复查结果"))
        for label, name in (*told, ("公示至", "公示至")):
            page.parts([(1, 1, f"{label}", TOP), (2, 2, f"{{黑.{name}}}", WORDS)], WORDS, 24)
        page.whole("{本期无}", FIGURE, 36)

    return _phone("手机版黑榜", (11, 42), "000000", rows)


LAYOUTS = {
    "积分卡": card,
    "评级积分卡": graded_card,
    "荣誉证书": certificate,
    "整改通知书": rectification,
    "手机版积分公示": phone_monthly,
    "手机版评级公示": phone_graded,
    "手机版红榜": phone_red,
    "手机版黑榜": phone_black,
    "手机版兑换公示": phone_redemption,
}
