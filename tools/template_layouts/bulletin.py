"""The village's bulletin: one page to look at, one to look up."""

from dataclasses import replace

from template_layouts.build import BODY, HEAD, TITLE, Look, Page, workbook

RED, GREEN, RUST, INK, PALE, HEADED = "B3261E", "3F8F5F", "C8553D", "37474F", "FAF4EC", "F3EBDF"
RULE = "C9BFB0"
BIG = Look(TITLE, 26, color=RED, across="center")
SUB = Look(BODY, 12, color=INK, across="center")
NOTE = Look(BODY, 11, color=RED, across="left")
NAME = Look(HEAD, 11, color=INK, across="center", fill=PALE)
VALUE = Look(HEAD, 22, color=INK, across="center", fill=PALE, wrap=False)
CHANGE = Look(BODY, 10, color="6B6B6B", across="center", fill=PALE)
SECTION = Look(HEAD, 13, color=RED, across="left", down="bottom")
COLUMN = Look(HEAD, 10.5, across="center", box=True, fill=HEADED, rule=RULE)
CELL = Look(BODY, 11, across="center", box=True, rule=RULE)
TEXT = replace(CELL, across="left", indent=1)
PARA = Look(BODY, 12, across="left", down="top")
LABEL = replace(COLUMN, size=11)
FIRST, SECOND = "简报", "各月各网格"
TOTAL, TOTALLED = "净分", "合计"
"""The field of awards and deductions together, and its printed heading; villages have templates with the field."""
TILES = {"参评户": INK, "得分户": INK, "参与率": INK, "加分": GREEN, "扣分": RUST, TOTAL: RED}


def bulletin() -> bytes:
    second = _second()
    first = Page(FIRST, [8.4] * 12, footer_left="{页脚}", one=True)
    first.whole("{标题}", BIG, 48).whole("{编制}", SUB, 22).whole("{说明}", NOTE, 20).whole("", SUB, 8)
    spans = list(enumerate(TILES))
    first.parts([(2 * n + 1, 2 * n + 2, _heading(name)) for n, name in spans], NAME, 26)
    values = [(2 * n + 1, 2 * n + 2, f"{{{name}}}", replace(VALUE, color=TILES[name])) for n, name in spans]
    first.parts(values, VALUE, 36)
    first.parts([(2 * n + 1, 2 * n + 2, f"{{{name}比}}") for n, name in spans], CHANGE, 22)
    first.parts([(1, 6, "各月加分、扣分"), (7, 12, "各类别加分、扣分")], SECTION, 34)
    for _ in range(8):
        first.whole("", SUB, 24)
    months = {key: (SECOND, column, second.of_months) for key, column in (("月份", 1), ("加分", 3), ("扣分", 4))}
    row = len(first.rows) + 3
    kinds = {key: (FIRST, column, row) for key, column in (("类别", 1), ("加分", 3), ("扣分", 4))}
    for start, end, across, told in ((1, 6, False, months), (7, 12, True, kinds)):
        named, *places = told.values()
        series = [(name, color, place) for (name, color), place in zip(SIDES, places, strict=True)]
        first.chart(start, end, 8, across, named, series)
    first.parts([(1, 6, "类别"), (7, 12, "做得最多的细则")], SECTION, 32)
    heads = [(1, 2, "类别"), (3, 3, "加分"), (4, 4, "扣分"), (5, 5, TOTALLED), (6, 6, "比上期")]
    first.parts([*heads, (7, 10, "细则"), (11, 11, "次数"), (12, 12, "户数")], COLUMN, 24)
    own = [(1, 2, "{类.类别}", TEXT), *((n, n, f"{{类.{key}}}") for n, key in ((3, "加分"), (4, "扣分"), (5, TOTAL)))]
    kept = [(7, 10, "{细则.细则}", TEXT), (11, 11, "{细则.次数}"), (12, 12, "{细则.户数}")]
    first.parts([*own, (6, 6, "{类.比上期}"), *kept], CELL, 23)
    first.whole("红榜", SECTION, 32).whole("{红榜}", PARA, 24)
    return workbook(first, second)


def _heading(field: str) -> str:
    return TOTALLED if field == TOTAL else field


SIDES = (("加分", GREEN), ("扣分", RUST))


def _second() -> Page:
    widths = [10.5, 8, 8, 8, 8.5, 11, 11, 23, 1.5, 11, 7, 8, 8, 8.5, 8]
    page = Page(SECOND, widths, footer_left="{页脚}", one=True)
    page.whole("{标题}", replace(BIG, size=20), 40)
    page.parts([(1, 8, "各月与公示"), (9, 9, ""), (10, 15, "各网格")], SECTION, 30)
    months = ["月份", "得分户", "加分", "扣分", TOTAL, "状态", "公布", "公示期"]
    grids = ["网格", "户数", "得分户", "参与率", "积分", "户均"]
    bare = Look(BODY, 11)
    page.cells([*map(_heading, months), "", *grids], [*[COLUMN] * 8, bare, *[COLUMN] * 6], 24)
    looks = [*[CELL] * 8, bare, *[CELL] * 6]
    page.cells([*(f"{{月.{key}}}" for key in months), "", *(f"{{格.{key}}}" for key in grids)], looks, 21)
    page.of_months = len(page.rows)
    page.whole("兑换、资金、异议与事项", SECTION, 32)
    for label, key in (
        ("兑换", "兑换"),
        ("兑换物品", "兑换物品"),
        ("资金", "资金"),
        ("异议", "异议"),
        ("事项", "事项"),
        ("等级", "等级"),
    ):
        page.parts([(1, 1, label, LABEL), (2, 15, f"{{{key}}}")], replace(TEXT, size=12), 26)
    return page.whole("", PARA, 20).whole("{签字}", replace(PARA, down="center"), 40)


LAYOUTS = {"村积分简报": bulletin}
