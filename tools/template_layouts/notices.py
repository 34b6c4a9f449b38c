"""Monthly notice, correction, withdrawal."""

from dataclasses import replace

from template_layouts.build import HEAD, TITLE, Look, Page, workbook

BIG = Look(TITLE, 22, across="center")
DRAFT = Look(HEAD, 12, bold=True, color="C00000", across="right")
PARA = Look(size=14)
NOTE = Look(size=11)
SIGN = Look(size=14, across="right", wrap=False)
COLUMN = Look(HEAD, 11, across="center", box=True)
CELL = Look(size=11, across="center", box=True)
TEXT = replace(CELL, across="left")
SUBTOTAL = replace(CELL, bold=True, fill="F2F2F2")
TOTAL = replace(CELL, bold=True, fill="D9D9D9")
LABEL = Look(HEAD, 12, across="center", box=True)
FACT = Look(size=12, box=True)


def signed(page: Page, *, seal: bool = True) -> Page:
    """The end of a posted sheet: telephone, signatures with room for the seal, day, number and check code."""
    page.whole("{监督电话}", PARA, 24)
    page.whole("", PARA, 22 if seal else 8)
    page.whole("{落款一}", SIGN, 34)
    page.whole("{落款日期}", SIGN, 34)
    page.whole("", PARA, 22 if seal else 8)
    return page.whole("{编号行}", Look(size=11, across="left"), 20)


def notes(page: Page) -> Page:
    page.whole("{节假日}", NOTE, 18)
    return page.whole("{补录}", NOTE, 18)


def monthly() -> bytes:
    page = Page("积分公示", [5, 5, 17, 8, 8, 8, 8, 8, 33], footer_left="{页脚}", header="{标题}")
    page.whole("{送审稿}", DRAFT, 20)
    page.whole("{标题}", BIG, 40)
    page.whole("　　{引言}", PARA).whole("　　{未评议}", PARA).whole("　　{公示期}", PARA)
    page.whole("{无得分}", replace(PARA, across="center"), 26)
    headings = ["序号", "网格", "户主", "本月加分", "本月扣分", "本月合计", "本年累计", "可兑换", "主要事由"]
    page.cells(headings, COLUMN, 34).repeat()
    lines = ["序号", "网格", "户主", "本月加分", "本月扣分", "本月合计", "本年累计", "可兑换", "主要事由"]
    looks = [CELL] * 8 + [TEXT]
    page.cells([f"{{行.{name}}}" for name in lines], looks, 20)
    sums = ["加分", "扣分", "合计", "累计", "可兑换"]
    page.parts(
        [(1, 3, "{组.网格}小计（{组.户数}户）")]
        + [(n, n, f"{{组.{s}}}") for n, s in enumerate(sums, 4)]
        + [(9, 9, "")],
        SUBTOTAL,
        20,
    )
    page.parts(
        [(1, 3, "合计（{总户数}户）")] + [(n, n, f"{{总{s}}}") for n, s in enumerate(sums, 4)] + [(9, 9, "")], TOTAL, 24
    )
    page.whole("{说明}", NOTE, 20)
    return workbook(signed(notes(page)))


def correction() -> bytes:
    page = Page("更正公示", [6, 7, 18, 28, 9, 9, 24], footer_left="{页脚}")
    page.whole("{送审稿}", DRAFT, 20).whole("{标题}", BIG, 44)
    page.whole("　　{引言}", PARA).whole("　　{公示期}", PARA)
    headings = ["序号", "网格", "户主", "项目", "原公示", "更正为", "更正原因"]
    page.cells(headings, COLUMN, 28).repeat()
    looks = [CELL, CELL, CELL, TEXT, CELL, CELL, TEXT]
    page.cells([f"{{更正.{name}}}" for name in headings], looks, 26)
    return workbook(signed(notes(page)))


def void() -> bytes:
    page = Page("作废公告", [24] * 4, footer_left="{页脚}")
    body = Look(size=16)
    page.whole("{送审稿}", DRAFT, 20).whole("{标题}", BIG, 60)
    for key in ("正文一", "正文二", "正文三"):
        page.whole(f"　　{{{key}}}", body, 30)
    return workbook(signed(notes(page)))


LAYOUTS = {
    "积分公示表": monthly,
    "更正公示": correction,
    "作废公告": void,
}
