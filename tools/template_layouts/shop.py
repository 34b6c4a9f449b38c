"""Redemption notice, priced catalogue, slip, donors' board."""

from dataclasses import replace

from template_layouts import wall
from template_layouts.build import Look, Page, workbook
from template_layouts.wall import BIG, CELL, COLUMN, NOTE, PALE, PARA, PHONE, RED, ROW, TEXT, TOTAL

NONE = replace(CELL, size=18)


def redemption():
    page = Page("兑换公示", [6, 6, 15, 39, 7, 9, 9], wall=True, footer_left="{页脚}", header="{标题}")
    wall.opening(page, "引言", "公示期")
    names = ["序号", "网格", "户主", "兑换物品", "件数", "兑换积分", "剩余积分"]
    page.cells(names, COLUMN, ROW).repeat()
    page.cells([f"{{户.{name}}}" for name in names], [CELL, CELL, CELL, TEXT, CELL, CELL, CELL], ROW)
    page.whole("{本期无}", NONE, 60)
    total = [(1, 4, "合计（{总户数}户）"), (5, 5, "{总件数}"), (6, 6, "{总积分}"), (7, 7, "")]
    page.parts(total, TOTAL, ROW)
    return workbook(wall.ending(page, "说明"))


def catalogue():
    page = Page("明码标分目录", [10, 28, 15, 7, 10, 11, 10], wall=True, footer_left="{标题}")
    page.whole("{标题}", replace(BIG, size=26), 56)
    page.whole("{兑换时间}{起兑}", replace(PARA, across="center"), 30)
    big, head = replace(CELL, size=16), replace(COLUMN, size=16)
    yuan = replace(big, number="0.00")
    names = ["编号", "名称", "规格", "单位", "所需积分", "参考价（元）", "库存"]
    page.cells(names, head, 34).repeat()
    keys = ["编号", "名称", "规格", "单位", "积分", "参考价", "库存"]
    price = replace(big, bold=True, size=18, color=RED)
    looks = [big, replace(TEXT, size=16), big, big, price, yuan, big]
    page.cells([f"{{物品.{key}}}" for key in keys], looks, 34)
    page.whole("{无物品}", NONE, 60)
    return workbook(page.whole("{说明}", PHONE, 26).whole("{监督电话}", PHONE, 26))


def slip():
    page = Page("兑换告知单", [13, 36, 20, 9, 13], wall=True)
    page.whole("{标题}", BIG, 56)
    for key in ("正文", "兑换时间", "起兑", "可兑物品"):
        page.whole(f"　　{{{key}}}", PARA, 30)
    keys = ["编号", "名称", "规格", "单位", "积分"]
    page.cells(["编号", "名称", "规格", "单位", "所需积分"], COLUMN, ROW).repeat()
    page.cells([f"{{物品.{key}}}" for key in keys], [CELL, TEXT, CELL, CELL, replace(CELL, bold=True)], ROW)
    return workbook(page.whole("{说明}", NOTE, 22).whole("{监督电话}", PHONE, 26))


def donors():
    page = Page("捐赠榜", [6, 20, 32, 14, 11, 12, 13, 27], landscape=True, wall=True, footer_left="{标题}")
    page.whole("{标题}", replace(BIG, size=30, color=RED), 66).whole("　　{引言}", PARA, 28)
    names = ["序号", "日期", "捐赠人", "钱物", "数量", "折价（元）", "收据号", "去向"]
    page.cells(names, replace(COLUMN, fill=RED, color="FFFFFF"), ROW).repeat()
    yuan = replace(CELL, number="0.00")
    looks = [CELL, CELL, replace(TEXT, bold=True), CELL, CELL, yuan, CELL, TEXT]
    page.cells([f"{{捐赠.{name}}}" for name in ("序号", "日期", "捐赠人", "钱物", "数量", "折价", "收据号", "去向")], looks, ROW)
    page.whole("{本期无}", NONE, 60)
    total = replace(TOTAL, fill=PALE)
    page.parts([(1, 5, "折价合计"), (6, 6, "{总折价}", replace(total, number="0.00")), (7, 8, "")], total, ROW)
    return workbook(wall.signed(page.whole("{监督电话}", PHONE, 26)))


LAYOUTS = {"兑换公示表": redemption, "明码标分目录": catalogue, "兑换告知单": slip, "捐赠榜": donors}
