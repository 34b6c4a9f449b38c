"""Red list (poster), black list, both side by side, their correction, the papers of an objection."""

from dataclasses import replace

from template_layouts import wall
from template_layouts.build import HEAD, TITLE, Look, Page, workbook
from template_layouts.wall import BIG, CELL, COLUMN, LOW, NOTE, PALE, PARA, RED, ROW, TEXT

GOLD = "FFE699"
MARK = Look(HEAD, 16, across="center", color=RED)
EXPLAINED = ("评选办法}{并列}{未参评}{缺月", "撤榜办法")
NONE = replace(CELL, size=18)


def _top(page, title, height):
    wall.opening(page, title=title, height=height)
    return page.whole("{现行}", MARK, 28).whole("　　{引言}", wall.PARA, 28)


def _end(page):
    page.whole(wall.PERIOD, wall.PARA, 28)
    return wall.ending(page, *EXPLAINED)


def red():
    page = Page("红榜", [8, 7, 15, 9, 52], wall=True, footer_left="{页脚}", header="{标题}")
    _top(page, Look(TITLE, 34, across="center", color=GOLD, fill=RED), 72)
    head = replace(COLUMN, size=16, fill=RED, color="FFFFFF")
    row = replace(CELL, size=16)
    page.cells(["名次", "网格", "户主", "{积分列}", "上榜理由"], head, 36).repeat()
    page.whole("{组.类别}", replace(row, font=HEAD, fill=PALE), 32)
    looks = [row, row, replace(row, bold=True), replace(row, bold=True, color=RED), replace(TEXT, size=14)]
    page.cells([f"{{行.{name}}}" for name in ("排位", "网格", "户主", "成绩", "上榜理由")], looks, 34)
    page.whole("{本期无}", NONE, 60)
    return workbook(_end(page))


BLACK_NAMES = ["序号", "网格", "户主", "违反条款", "事实", "告知日期", "整改期限", "复查结果", "公示至"]
BLACK_KEYS = ["序号", "网格", "户主", "条款", "事实", "告知日", "整改日", "复查结果", "撤榜日"]


def black():
    page = Page(
        "黑榜", [6, 6, 15, 22, 46, 13, 13, 9, 13], landscape=True, wall=True, footer_left="{页脚}", header="{标题}"
    )
    _top(page, wall.BIG, 46)
    page.cells(BLACK_NAMES, COLUMN, ROW).repeat()
    looks = [CELL] * 3 + [TEXT, TEXT] + [CELL] * 4
    page.cells([f"{{黑.{key}}}" for key in BLACK_KEYS], looks, ROW)
    page.whole("{本期无}", NONE, 60)
    return workbook(_end(page))


def black_large():
    """What was done across the page, below whose it is and until when."""
    names, keys = (
        [told for told in of if told not in ("违反条款", "事实", "条款")] for of in (BLACK_NAMES, BLACK_KEYS)
    )
    page = Page("黑榜", [6, 6, 16, 13, 13, 9, 13], landscape=True, wall=True, footer_left="{页脚}", header="{标题}")
    _top(page, wall.BIG, 46)
    page.cells(names, COLUMN, LOW).repeat()
    page.cells([f"{{黑.{key}}}" for key in keys], [CELL, CELL, replace(CELL, bold=True), *[CELL] * 4], LOW)
    page.whole("{黑.违反}：{黑.事实}", TEXT, LOW)
    page.whole("{本期无}", NONE, 60)
    return workbook(_end(page))


TOLD = "{黑.告知日期}告知，{黑.整改期限}前整改，{黑.复查结果}；公示至{黑.公示至}"


def stacked():
    """The red list, then the black one, each line saying which it is on: for lists of which one is far longer."""
    page = Page("红黑榜", [8, 6, 15, 9, 80], landscape=True, wall=True, footer_left="{页脚}", header="{标题}")
    _top(page, Look(TITLE, 26, across="center"), 56)
    page.cells(["榜别", "网格", "户主", "{积分列}", "上榜理由（黑榜：事实与整改）"], COLUMN, ROW).repeat()
    mark = replace(CELL, font=HEAD, color="FFFFFF", fill=RED)
    looks = [mark, CELL, replace(CELL, bold=True), replace(CELL, bold=True, color=RED), TEXT]
    page.cells(["红榜", *(f"{{红.{name}}}" for name in ("网格", "户主", "成绩", "上榜理由"))], looks, ROW)
    looks[0], looks[3] = replace(mark, fill="262626"), CELL
    page.cells(["黑榜", "{黑.网格}", "{黑.户主}", "{黑.成绩}", "{黑.违反}"], looks, ROW)
    page.parts([(1, 1, "黑榜", looks[0]), (2, 5, f"{{黑.事实}}。{TOLD}")], TEXT, ROW)
    return workbook(_end(page))


def both():
    left, right = [6, 6, 13, 8, 34], [6, 13, 32, 22]
    page = Page("红黑榜", [*left, 2, *right], landscape=True, wall=True, footer_left="{页脚}", header="{标题}")
    _top(page, Look(TITLE, 26, across="center"), 56)
    gap = Look(size=8)
    banner = Look(TITLE, 18, across="center", color="FFFFFF", fill=RED, box=True)
    at = len(left) + 2
    banners = [(1, 5, "红　　榜", banner), (6, 6, ""), (at, at + 3, "黑榜（限期整改）", replace(banner, fill="262626"))]
    page.parts(banners, gap, 36)
    red_names, black_names = ["名次", "网格", "户主", "{积分列}", "上榜理由"], ["网格", "户主", "事实", "告知、整改"]
    page.cells([*red_names, "", *black_names], [COLUMN] * 5 + [gap] + [COLUMN] * 4, ROW).repeat()
    texts = ["{黑.网格}", "{黑.户主}", "{黑.违反}：{黑.事实}", TOLD]
    words = replace(TEXT, size=13)
    looks = [CELL, CELL, replace(CELL, bold=True), replace(CELL, bold=True, color=RED), words, gap]
    keys = ("名次", "网格", "户主", "成绩", "上榜理由")
    page.cells([*(f"{{红.{key}}}" for key in keys), "", *texts], [*looks, CELL, CELL, words, words], ROW)
    return workbook(_end(page))


def correction():
    page = Page("更正公示", [6, 8, 6, 15, 9, 30, 30, 31], landscape=True, wall=True, footer_left="{页脚}")
    wall.opening(page, "引言")
    names = ["序号", "榜别", "网格", "户主", "变更", "原内容", "更正为", "原因"]
    page.cells(names, COLUMN, ROW).repeat()
    page.cells([f"{{更正.{name}}}" for name in names], [CELL] * 5 + [TEXT] * 3, ROW)
    page.whole(wall.PERIOD, wall.PARA, 28)
    return workbook(wall.ending(page))


def honour():
    page = Page("荣誉公示", [8, 7, 24, 9, 43], wall=True, footer_left="{页脚}", header="{标题}")
    wall.opening(page, title=Look(TITLE, 30, across="center", color=GOLD, fill=RED), height=66)
    page.whole("　　{引言}", wall.PARA, 28)
    head = replace(COLUMN, size=16, fill=RED, color="FFFFFF")
    row = replace(CELL, size=16)
    page.cells(["序号", "网格", "{荣誉}", "{积分列}", "主要事迹"], head, 36).repeat()
    looks = [row, row, replace(row, bold=True), replace(row, color=RED), replace(TEXT, size=14)]
    page.cells([f"{{户.{name}}}" for name in ("序号", "网格", "获评", "成绩", "理由")], looks, 34)
    page.whole("{本期无}", NONE, 60)
    page.whole(wall.PERIOD, wall.PARA, 28)
    return workbook(wall.ending(page, "奖励", "撤销办法", "未参评", "缺月"))


def rectified():
    page = Page("整改公示", [7, 7, 16, 46, 15], wall=True, footer_left="{页脚}", header="{标题}")
    wall.opening(page, title=Look(TITLE, 30, across="center", color=GOLD, fill=RED), height=66)
    page.whole("　　{引言}", wall.PARA, 28)
    head = replace(COLUMN, size=16, fill=RED, color="FFFFFF")
    page.cells(["序号", "网格", "户主", "事实", "整改期限"], head, 36).repeat()
    row = replace(CELL, size=16)
    looks = [row, row, replace(row, bold=True), replace(TEXT, size=16), row]
    page.cells([f"{{户.{name}}}" for name in ("序号", "网格", "户主", "事实", "整改日")], looks, 34)
    page.whole("{本期无}", NONE, 60)
    page.whole(wall.PERIOD, wall.PARA, 28)
    return workbook(wall.ending(page, "撤榜办法", "缺月"))


def honour_correction():
    page = Page("荣誉更正公示", [6, 6, 15, 13, 10, 33, 22, 30], landscape=True, wall=True, footer_left="{页脚}")
    wall.opening(page, "引言")
    names = ["序号", "网格", "户主", "姓名", "变更", "原内容", "更正为", "原因"]
    page.cells(names, COLUMN, ROW).repeat()
    page.cells([f"{{更正.{name}}}" for name in names], [CELL] * 5 + [TEXT] * 3, ROW)
    page.whole(wall.PERIOD, wall.PARA, 28)
    return workbook(wall.ending(page))


def plaques():
    page = Page("挂牌名单", [8, 9, 12, 40, 24], footer_left="{标题}")
    page.whole("{标题}", BIG, 50).whole("{引言}", PARA, 28)
    names = ["序号", "网格", "户编号", "获评", "签收"]
    page.cells(names, COLUMN, ROW).repeat()
    page.cells([f"{{户.{name}}}" for name in names], [CELL, CELL, CELL, replace(CELL, bold=True), CELL], 30)
    return workbook(page.whole("{依据}", NOTE, 24))


LABEL = Look(HEAD, 14, across="center", box=True)
FACT = Look(size=14, box=True, indent=1)
HANDED = (16, 29, 16, 29)
"""Columns of a form: label and blank, twice."""


def _pair(page, left, right, height, values=("", "")):
    page.parts([(1, 1, left, LABEL), (2, 2, values[0]), (3, 3, right, LABEL), (4, 4, values[1])], FACT, height)


def _fact(page, label, text, height, look=FACT):
    page.parts([(1, 1, label, LABEL), (2, 4, text, look)], FACT, height)


def form():
    page = Page("异议申请表", HANDED, wall=True)
    page.whole("{标题}", BIG, 50)
    _pair(page, "申请人", "户编号", 30)
    _pair(page, "联系方式", "申请日期", 30)
    _fact(page, "公示期次", "{公示期次}", 30)
    _fact(page, "异议事项", "□漏记　□错记　□重复　□扣分不服　□红黑榜　□兑换", 48)
    _fact(page, "涉及明细号", "", 30)
    _fact(page, "事实和理由", "", 100)
    _pair(page, "证据", "申请人签名", 40)
    page.whole("以下由村里填写", replace(LABEL, size=12), 22)
    _pair(page, "受理人", "受理日期", 30)
    for label in ("核查情况", "评议小组意见", "村监委意见"):
        _fact(page, label, "", 54)
    _fact(page, "处理结果", "□更正　　□不予更正，理由：", 50)
    _pair(page, "答复日期", "申请人签收", 36)
    return workbook(page.whole("{说明}", NOTE, 22).whole("{监督电话}", NOTE, 22))


def reply():
    page = Page("异议答复单", HANDED, wall=True)
    page.whole("{标题}", BIG, 56)
    page.whole("异议第{编号}号", replace(PARA, across="right"), 24)
    _pair(page, "户主", "户编号", 32, ("{户主}", "{户编号}"))
    _fact(page, "公示期次", "{公示期次}", 32)
    _fact(page, "涉及明细", "{明细}", 32)
    _fact(page, "申请日期", "{申请日期}　{逾期}", 32)
    _fact(page, "异议理由", "{理由}", 70)
    _fact(page, "处理结果", "{结果}", 40, replace(FACT, font=HEAD))
    _fact(page, "说明理由", "{答复}", 70)
    _fact(page, "更正内容", "{更正}", 32)
    page.whole("{说明}", NOTE, 22).whole("{监督电话}", NOTE, 22)
    wall.signed(page)
    return workbook(page.whole("申请人签收：　　　　　　　　　　日期：", wall.PARA, 44))


LAYOUTS = {
    "红榜": red,
    "黑榜": black,
    "黑榜大字": black_large,
    "红黑榜": both,
    "红黑榜上下": stacked,
    "红黑榜更正公示": correction,
    "荣誉公示": honour,
    "整改公示": rectified,
    "荣誉更正公示": honour_correction,
    "挂牌名单": plaques,
    "异议申请表": form,
    "异议答复单": reply,
}
