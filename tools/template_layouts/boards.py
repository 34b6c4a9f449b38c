"""Red list (poster), black list, both side by side, their correction, the papers of an objection."""

from dataclasses import replace

from jifen.printing.engine.canvas import A3
from template_layouts.build import HEAD, TITLE, Look, Page, workbook
from template_layouts.notices import BIG, CELL, COLUMN, DRAFT, FACT, LABEL, NOTE, PARA, TEXT, notes, signed

RED, BLACK = "C00000", "000000"
POSTER = Look(size=16)
ROW = replace(CELL, size=14)
WORDS = replace(TEXT, size=14)
MARK = Look(HEAD, 14, across="center", color=RED)


def _top(page, color, size=22):
    page.whole("{送审稿}", DRAFT, 20)
    page.whole("{标题}", Look(TITLE, size, across="center", color=color), size * 2.1)
    page.whole("{现行}", MARK, 24)
    return page.whole("　　{引言}", POSTER, 26).whole("　　{公示期}", POSTER, 26)


def _explained(page):
    for key in ("评选办法", "并列", "未参评", "缺月", "撤榜办法"):
        page.whole(f"{{{key}}}", replace(NOTE, size=12), 20)
    return signed(notes(page))


def red():
    page = Page("红榜", [7, 7, 18, 9, 58], footer_left="{页脚}", header="{标题}")
    _top(page, RED)
    head = replace(COLUMN, size=14, fill=RED, color="FFFFFF")
    names = ["名次", "网格", "户主", "积分", "上榜理由"]
    page.cells(names, head, 30).repeat()
    page.whole("{组.类别}", replace(LABEL, size=14, across="center"), 26)
    page.cells([f"{{行.{name}}}" for name in names], [ROW, ROW, replace(ROW, bold=True), ROW, WORDS], 30)
    page.whole("{本期无}", replace(ROW, size=16), 60)
    return workbook(_explained(page))


def black():
    page = Page("黑榜", [7, 7, 17, 20, 34, 17, 17, 11, 17], landscape=True, footer_left="{页脚}", header="{标题}")
    _top(page, BLACK)
    names = [
        "序号",
        "网格",
        "户主",
        "违反条款",
        "事实",
        "告知日期",
        "整改期限",
        "复查结果",
        "公示至",
    ]
    keys = ["序号", "网格", "户主", "条款", "事实", "告知日期", "整改期限", "复查结果", "公示至"]
    page.cells(names, replace(COLUMN, size=13), 30).repeat()
    row, words = replace(CELL, size=12), replace(TEXT, size=12)
    page.cells([f"{{黑.{key}}}" for key in keys], [row, row, row, words, words, row, row, row, row], 32)
    page.whole("{本期无}", replace(ROW, size=16), 60)
    return workbook(_explained(page))


def both():
    left = [7, 6, 16, 8, 72]
    right = [5, 6, 11, 14, 22, 13, 13, 10, 13]
    page = Page("红黑榜", [*left, 3, *right], landscape=True, paper=A3, footer_left="{页脚}", header="{标题}")
    _top(page, RED, 32)
    black_at = len(left) + 2
    banner = Look(TITLE, 20, across="center", color="FFFFFF", fill=RED, box=True)
    banners = [
        (1, len(left), "红　　榜", banner),
        (len(left) + 1, len(left) + 1, ""),
        (black_at, black_at + 8, "黑　　榜（限期整改）", replace(banner, fill="262626")),
    ]
    page.parts(banners, NOTE, 36)
    head, gap = replace(COLUMN, size=13), Look()
    red_names = ["名次", "网格", "户主", "积分", "上榜理由"]
    black_names = ["序号", "网格", "户主", "违反条款", "事实", "告知日期", "整改期限", "复查结果", "公示至"]
    black_keys = ["序号", "网格", "户主", "条款", "事实", "告知日期", "整改期限", "复查结果", "公示至"]
    page.cells([*red_names, "", *black_names], [head] * 5 + [gap] + [head] * 9, 30).repeat()
    small, words = replace(CELL, size=11), replace(TEXT, size=11)
    cells = [f"{{红.{n}}}" for n in red_names] + [""] + [f"{{黑.{k}}}" for k in black_keys]
    looks = [ROW, ROW, replace(ROW, bold=True), ROW, replace(WORDS, size=12), gap]
    page.cells(cells, [*looks, small, small, small, words, words, small, small, small, small], 30)
    return workbook(_explained(page))


def correction():
    page = Page("更正公示", [6, 8, 7, 18, 10, 26, 26, 30], landscape=True, footer_left="{页脚}")
    page.whole("{送审稿}", DRAFT, 20).whole("{标题}", BIG, 44)
    page.whole("　　{引言}", PARA, 24).whole("　　{公示期}", PARA, 24)
    names = ["序号", "榜别", "网格", "户主", "变更", "原内容", "更正为", "原因"]
    page.cells(names, COLUMN, 28).repeat()
    looks = [CELL] * 5 + [TEXT] * 3
    page.cells([f"{{更正.{name}}}" for name in names], looks, 26)
    return workbook(signed(notes(page)))


def form():
    page = Page("异议申请表", [16, 32, 16, 32])
    blank = replace(FACT, across="left")
    page.whole("{标题}", BIG, 48)
    for left, right in (("申请人", "户编号"), ("联系方式", "申请日期")):
        page.parts([(1, 1, left, LABEL), (2, 2, ""), (3, 3, right, LABEL), (4, 4, "")], blank, 32)
    page.parts([(1, 1, "公示期次", LABEL), (2, 4, "{公示期次}")], blank, 32)
    matters = "□漏记　□错记　□重复　□扣分不服　□红黑榜　□兑换"
    page.parts([(1, 1, "异议事项", LABEL), (2, 4, matters)], blank, 32)
    page.parts([(1, 1, "涉及明细号", LABEL), (2, 4, "")], blank, 32)
    page.parts([(1, 1, "事实和理由", LABEL), (2, 4, "")], blank, 120)
    page.parts([(1, 1, "证据", LABEL), (2, 2, ""), (3, 3, "申请人签名", LABEL), (4, 4, "")], blank, 44)
    page.whole("以下由村里填写", replace(LABEL, size=11), 22)
    page.parts([(1, 1, "受理人", LABEL), (2, 2, ""), (3, 3, "受理日期", LABEL), (4, 4, "")], blank, 32)
    for label, height in (("核查情况", 70), ("评议小组意见", 60), ("村监委意见", 60)):
        page.parts([(1, 1, label, LABEL), (2, 4, "")], blank, height)
    page.parts([(1, 1, "处理结果", LABEL), (2, 4, "□更正　　□不予更正，理由：")], blank, 60)
    page.parts([(1, 1, "答复日期", LABEL), (2, 2, ""), (3, 3, "申请人签收", LABEL), (4, 4, "")], blank, 36)
    page.whole("{说明}", NOTE, 20).whole("{监督电话}", NOTE, 20)
    return workbook(page)


def reply():
    page = Page("异议答复单", [16, 32, 16, 32])
    page.whole("{标题}", BIG, 48)
    page.whole("异议第{编号}号", replace(PARA, across="right"), 22)
    page.parts([(1, 1, "户主", LABEL), (2, 2, "{户主}"), (3, 3, "户编号", LABEL), (4, 4, "{户编号}")], FACT, 30)
    page.parts([(1, 1, "公示期次", LABEL), (2, 4, "{公示期次}")], FACT, 30)
    page.parts([(1, 1, "涉及明细", LABEL), (2, 4, "{明细}")], FACT, 30)
    page.parts([(1, 1, "申请日期", LABEL), (2, 4, "{申请日期}　{逾期}")], FACT, 30)
    page.parts([(1, 1, "异议理由", LABEL), (2, 4, "{理由}")], FACT, 60)
    page.parts([(1, 1, "处理结果", LABEL), (2, 4, "{结果}", replace(FACT, bold=True))], FACT, 36)
    page.parts([(1, 1, "说明理由", LABEL), (2, 4, "{答复}")], FACT, 60)
    page.parts([(1, 1, "更正内容", LABEL), (2, 4, "{更正}")], FACT, 30)
    page.whole("{说明}", NOTE, 20).whole("{监督电话}", NOTE, 20)
    page.whole("", PARA, 20)
    page.whole("{落款一}", Look(size=14, across="right"), 32).whole("{落款日期}", Look(size=14, across="right"), 32)
    page.whole("申请人签收：　　　　　　　　　　日期：", PARA, 44)
    return workbook(page)


LAYOUTS = {
    "红榜": red,
    "黑榜": black,
    "红黑榜": both,
    "红黑榜更正公示": correction,
    "异议申请表": form,
    "异议答复单": reply,
}
