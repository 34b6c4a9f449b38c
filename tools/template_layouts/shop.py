"""Redemption notice, priced catalogue, slip, donors' board."""

from dataclasses import replace

from template_layouts.build import HEAD, Look, Page, workbook
from template_layouts.notices import BIG, CELL, COLUMN, DRAFT, NOTE, PARA, TEXT, TOTAL, notes, signed


def redemption():
    page = Page("兑换公示", [6, 7, 18, 41, 8, 10, 10], footer_left="{页脚}", header="{标题}")
    page.whole("{送审稿}", DRAFT, 20).whole("{标题}", BIG, 44)
    page.whole("　　{引言}", PARA, 24).whole("　　{公示期}", PARA, 24)
    names = ["序号", "网格", "户主", "兑换物品", "件数", "兑换积分", "剩余积分"]
    page.cells(names, COLUMN, 28).repeat()
    page.cells([f"{{户.{name}}}" for name in names], [CELL, CELL, CELL, TEXT, CELL, CELL, CELL], 22)
    page.whole("{本期无}", CELL, 40)
    total = [(1, 4, "合计（{总户数}户）"), (5, 5, "{总件数}"), (6, 6, "{总积分}"), (7, 7, "")]
    page.parts(total, TOTAL, 26)
    page.whole("{说明}", NOTE, 20)
    return workbook(signed(notes(page)))


def catalogue():
    page = Page("明码标分目录", [10, 26, 16, 8, 12, 12, 10], footer_left="{标题}")
    page.whole("{标题}", BIG, 48)
    page.whole("{兑换时间}{起兑}", replace(PARA, across="center"), 24)
    big = replace(CELL, size=14)
    yuan = replace(big, number="0.00")
    names = ["编号", "名称", "规格", "单位", "所需积分", "参考价（元）", "库存"]
    page.cells(names, replace(COLUMN, size=12), 32).repeat()
    keys = ["编号", "名称", "规格", "单位", "积分", "参考价", "库存"]
    looks = [big, replace(big, across="left"), big, big, replace(big, bold=True, size=16, color="C00000"), yuan, big]
    page.cells([f"{{物品.{key}}}" for key in keys], looks, 30)
    page.whole("{无物品}", big, 40)
    return workbook(page.whole("{说明}", NOTE, 22).whole("{监督电话}", NOTE, 22))


def slip():
    page = Page("兑换告知单", [12, 34, 20, 12, 18])
    body = Look(size=15)
    page.whole("{标题}", BIG, 48).whole("{正文}", body, 30).whole("{兑换时间}", body, 30).whole("{起兑}", body, 26)
    page.whole("{可兑物品}", body, 30)
    cell = replace(CELL, size=13)
    keys = ["编号", "名称", "规格", "单位", "积分"]
    page.cells(["编号", "名称", "规格", "单位", "所需积分"], Look(HEAD, 12, across="center", box=True), 26).repeat()
    page.cells([f"{{物品.{key}}}" for key in keys], [cell, replace(cell, across="left"), cell, cell, cell], 24)
    page.whole("{说明}", NOTE, 22).whole("{监督电话}", NOTE, 22)
    return workbook(page)


def donors():
    page = Page("捐赠榜", [6, 17, 24, 16, 10, 12, 14, 28], landscape=True, footer_left="{标题}")
    page.whole("{标题}", replace(BIG, color="C00000"), 48).whole("　　{引言}", PARA, 26)
    names = ["序号", "日期", "捐赠人", "钱物", "数量", "折价（元）", "收据号", "去向"]
    keys = ["序号", "日期", "捐赠人", "钱物", "数量", "折价", "收据号", "去向"]
    page.cells(names, replace(COLUMN, size=13), 30).repeat()
    cell = replace(CELL, size=13)
    yuan = replace(cell, number="0.00")
    looks = [*[cell] * 5, yuan, cell, replace(cell, across="left")]
    page.cells([f"{{捐赠.{key}}}" for key in keys], looks, 28)
    page.whole("{本期无}", cell, 40)
    total = replace(TOTAL, size=13)
    page.parts([(1, 5, "折价合计"), (6, 6, "{总折价}", replace(total, number="0.00")), (7, 8, "")], total, 28)
    page.whole("{监督电话}", PARA, 26).whole("", PARA, 16)
    sign = Look(size=14, across="right", wrap=False)
    return workbook(page.whole("{落款一}", sign, 32).whole("{落款日期}", sign, 32))


LAYOUTS = {"兑换公示表": redemption, "明码标分目录": catalogue, "兑换告知单": slip, "捐赠榜": donors}
