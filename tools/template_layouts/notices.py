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


MONTHLY = {
    "序号": "序号",
    "网格": "网格",
    "户主": "户主",
    "本月加分": "{本期}加分",
    "本月扣分": "{本期}扣分",
    "本月合计": "{本期}合计",
    "本年累计": "本年累计",
    "可兑换": "可兑换",
}
"""Field → heading, which says of what period the points are."""
GRADED = {name: heading for name, heading in MONTHLY.items() if name != "本年累计"} | {"得分": "得分", "等级": "等级"}
GRADED = {name: GRADED[name] for name in (*list(GRADED)[:6], "得分", "等级", "可兑换")}
"""Of a scheme with scores: what the points come to, and the grade."""


def placed(columns):
    """The same with each household's place, behind its name."""
    first = list(columns)[:3]
    return {name: columns[name] for name in first} | {"名次": "名次"} | columns


RANKED, GRADED_RANKED = placed(MONTHLY), placed(GRADED)


def monthly(columns=MONTHLY, widths=(6, 6, 16, 8, 8, 9, 9, 12)) -> bytes:
    page = _monthly([*widths, 135 - sum(widths)])
    page.cells([*columns.values(), "主要事由"], wall.COLUMN, wall.ROW).repeat()
    looks = [wall.CELL] * len(columns) + [replace(wall.TEXT, size=12)]
    page.cells([f"{{行.{name}}}" for name in (*columns, "主要事由")], looks, wall.ROW)
    return _summed(page, columns)


def monthly_large(columns=MONTHLY, widths=(6, 6, 16, 8, 8, 8, 9, 10)) -> bytes:
    """The reasons across the page below their household's figures: beside them big letters would have no room."""
    page = _monthly([*widths])
    page.cells([*columns.values()], wall.COLUMN, wall.LOW).repeat()
    looks = [wall.CELL, wall.CELL, replace(wall.CELL, bold=True), *[wall.CELL] * (len(columns) - 3)]
    page.cells([f"{{行.{name}}}" for name in columns], looks, wall.LOW)
    page.whole("事由：{行.主要事由}", wall.TEXT, wall.LOW)
    return _summed(page, columns, wall.LOW)


def graded() -> bytes:
    return monthly(GRADED, (6, 6, 16, 8, 8, 9, 9, 10, 12))


def graded_large() -> bytes:
    return monthly_large(GRADED, (6, 6, 15, 7, 7, 7, 8, 8, 9))


def ranked() -> bytes:
    return monthly(RANKED, (6, 6, 16, 10, 8, 8, 9, 9, 12))


def ranked_large() -> bytes:
    return monthly_large(RANKED, (6, 6, 15, 9, 7, 7, 8, 8, 9))


def graded_ranked() -> bytes:
    return monthly(GRADED_RANKED, (6, 6, 16, 10, 8, 8, 9, 9, 10, 12))


def graded_ranked_large() -> bytes:
    return monthly_large(GRADED_RANKED, (6, 6, 15, 9, 7, 7, 7, 8, 8, 9))


def _monthly(widths) -> Page:
    page = Page("积分公示", widths, landscape=True, wall=True, footer_left="{页脚}", header="{标题}")
    wall.opening(page, "引言", "未评议", "公示期")
    return page.whole("{无得分}", replace(wall.PARA, across="center"), 28)


_SUMS = {"本月加分": "加分", "本月扣分": "扣分", "本月合计": "合计", "本年累计": "累计", "可兑换": "可兑换"}


def _summed(page, columns, height=wall.ROW) -> bytes:
    """Sums below the columns that can be summed; a score or a grade cannot."""
    places = {number: _SUMS[name] for number, name in enumerate(columns, 1) if name in _SUMS}
    rest = [number for number in range(4, len(page.widths) + 1) if number not in places]
    for first, key, look in (
        ("{组.网格}小计（{组.户数}户）", "组.", wall.SUBTOTAL),
        ("合计（{总户数}户）", "总", wall.TOTAL),
    ):
        figures = [(n, n, f"{{{key}{name}}}") for n, name in places.items()]
        page.parts([(1, 3, first), *sorted([*figures, *((n, n, "") for n in rest)])], look, height)
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
    "评级公示表": graded,
    "评级公示表大字": graded_large,
    "积分名次公示表": ranked,
    "积分名次公示表大字": ranked_large,
    "评级名次公示表": graded_ranked,
    "评级名次公示表大字": graded_ranked_large,
    "更正公示": correction,
    "作废公告": void,
}
