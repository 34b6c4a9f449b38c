"""Monthly notice, correction, withdrawal, minutes, statement."""

from dataclasses import replace

from template_layouts import wall
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


MONTHLY = ["序号", "网格", "户主", "本月加分", "本月扣分", "本月合计", "本年累计", "可兑换"]


def monthly() -> bytes:
    page = _monthly([6, 6, 16, 8, 8, 9, 9, 12, 61])
    page.cells([*MONTHLY, "主要事由"], wall.COLUMN, wall.ROW).repeat()
    looks = [wall.CELL] * 8 + [replace(wall.TEXT, size=12)]
    page.cells([f"{{行.{name}}}" for name in (*MONTHLY, "主要事由")], looks, wall.ROW)
    return _summed(page)


def monthly_large() -> bytes:
    """The reasons across the page below their household's figures: beside them big letters would have no room."""
    page = _monthly([6, 6, 16, 8, 8, 8, 9, 10])
    page.cells(MONTHLY, wall.COLUMN, wall.LOW).repeat()
    looks = [wall.CELL, wall.CELL, replace(wall.CELL, bold=True), *[wall.CELL] * 5]
    page.cells([f"{{行.{name}}}" for name in MONTHLY], looks, wall.LOW)
    page.whole("事由：{行.主要事由}", wall.TEXT, wall.LOW)
    return _summed(page, wall.LOW)


def _monthly(widths) -> Page:
    page = Page("积分公示", widths, landscape=True, wall=True, footer_left="{页脚}", header="{标题}")
    wall.opening(page, "引言", "未评议", "公示期")
    return page.whole("{无得分}", replace(wall.PARA, across="center"), 28)


def _summed(page, height=wall.ROW) -> bytes:
    sums = ["加分", "扣分", "合计", "累计", "可兑换"]
    rest = range(len(MONTHLY) + 1, len(page.widths) + 1)
    for first, key, look in (
        ("{组.网格}小计（{组.户数}户）", "组.", wall.SUBTOTAL),
        ("合计（{总户数}户）", "总", wall.TOTAL),
    ):
        figures = [(n, n, f"{{{key}{name}}}") for n, name in enumerate(sums, 4)]
        page.parts([(1, 3, first), *figures, *((n, n, "") for n in rest)], look, height)
    return workbook(wall.ending(page, "说明"))


def correction() -> bytes:
    page = Page("更正公示", [5, 5, 15, 24, 8, 8, 26], wall=True, footer_left="{页脚}")
    wall.opening(page, "引言", "公示期")
    headings = ["序号", "网格", "户主", "项目", "原公示", "更正为", "更正原因"]
    page.cells(headings, wall.COLUMN, wall.ROW).repeat()
    looks = [wall.CELL, wall.CELL, wall.CELL, wall.TEXT, wall.CELL, replace(wall.CELL, bold=True), wall.TEXT]
    page.cells([f"{{更正.{name}}}" for name in headings], looks, wall.ROW)
    return workbook(wall.ending(page))


def void() -> bytes:
    page = Page("作废公告", [12, 79], wall=True, footer_left="{页脚}")
    wall.opening(page, "正文一", "正文二", "正文三", height=66)
    page.whole("　　{监督电话}", wall.PARA, 28)
    return workbook(wall.ending(page, code=1))


LAYOUTS = {
    "积分公示表": monthly,
    "积分公示表大字": monthly_large,
    "更正公示": correction,
    "作废公告": void,
}
